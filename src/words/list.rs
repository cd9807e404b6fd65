//! Every word of a site, by its key. The files of the languages beside this one have the same keys in the same order.

use serde::Serialize;
use toml::{Table, Value};

use super::Language;
use super::plural::{Form, Forms};

/// What stands in a file of words under a key.
trait Word {
    /// Takes over a value of the right kind; another one is left alone.
    fn put(&mut self, value: Value);
}

impl Word for String {
    fn put(&mut self, value: Value) {
        if let Value::String(text) = value {
            *self = text;
        }
    }
}

impl Word for Forms {
    fn put(&mut self, value: Value) {
        let Value::Table(table) = value else { return };
        let form = |(name, value): (String, Value)| Some((Form::named(&name)?, value.as_str()?.to_owned()));
        *self = table.into_iter().filter_map(form).collect();
    }
}

/// Declares the words once, as fields and by their keys. What serde derives for so many fields takes a compiler minutes.
macro_rules! words {
    ($($(#[$docs:meta])* $key:ident: $kind:ty,)*) => {
        /// The words of a site in one language. Names in braces stand for what is put in: `{count} parts`.
        #[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
        pub struct Words {
            /// The language they are in; its rules choose the forms of words with numbers.
            #[serde(skip)]
            pub language: Language,
            $($(#[$docs])* pub $key: $kind,)*
        }

        impl Words {
            /// Puts in the word with this key, if there is one.
            fn put(&mut self, key: &str, value: Value) {
                match key {
                    $(stringify!($key) => self.$key.put(value),)*
                    _ => {}
                }
            }
        }
    };
}

impl Words {
    /// Returns the words of a language's table.
    pub(super) fn of_table(language: Language, table: Table) -> Self {
        let mut words = Self { language, ..Self::default() };
        table.into_iter().for_each(|(key, value)| words.put(&key, value));
        words
    }
}

words! {
    /// `Skip to the text`: the first link of every page.
    skip: String,
    /// `Site`: what the menu of all pages is, for who cannot see it.
    site_menu: String,
    /// `Menu`: opens the menu where there is little room.
    menu: String,
    /// `Reports`: heading of lists of write-ups.
    reports: String,
    /// `Search`: opens the search.
    search: String,
    /// `Search the notes`: what the field of the search is for.
    search_notes: String,
    /// `Close`: closes a dialog.
    close: String,
    /// `Colours`: what the switch of colours is.
    colours: String,
    /// `Light`: light colours.
    light: String,
    /// `Like the system`: the colours of the system.
    system: String,
    /// `Dark`: dark colours.
    dark: String,
    /// `Breadcrumbs`: what the way down from the front page is.
    breadcrumbs: String,
    /// `by {author}`: who wrote the site.
    by: String,
    /// `Made with {generator}`: the last line of every page.
    made_with: String,
    /// `Contents`: heading of a table of contents.
    contents: String,
    /// `Previous and next report`: what the links at the end of a report are.
    pager: String,
    /// `Previous`: the report or picture before.
    previous: String,
    /// `Next`: the report or picture after.
    next: String,
    /// `Lab notes`: title of a site or write-up that says none.
    lab_notes: String,
    /// `Comparison`: title of the comparison page.
    comparison: String,
    /// `Commands`: title of the command sheet.
    commands: String,
    /// `Screenshots`: title of the contact sheet.
    screenshots: String,
    /// `Page not found`: title of the page for a wrong address.
    not_found: String,
    /// `{titles}: compared aspect by aspect in {title}`: the comparison page in search engines.
    about_comparison: String,
    /// `All commands of {title}, by tool, with the places where they are used`: the command sheet in search engines.
    about_commands: String,
    /// `All screenshots of {title}, in order`: the contact sheet in search engines.
    about_screenshots: String,
    /// `, `: stands between clauses.
    comma: String,
    /// `, `: stands between names.
    list_comma: String,
    /// `{first} and {last}`: joins the last of several names.
    and: String,
    /// `Across all reports`: heading above the sheets on the front page.
    across: String,
    /// `side by side`: follows how many comparisons there are.
    side_by_side: String,
    /// `by tool`: follows how many commands there are.
    by_tool: String,
    /// `in order`: follows how many screenshots there are.
    in_order: String,
    /// `No page here`: heading of the page for a wrong address.
    no_page: String,
    /// `The address may be mistyped, or the page has moved.`: below that heading.
    no_page_why: String,
    /// `Go to the front page`: link to the front page.
    front_page: String,
    /// `This page has moved`: title of the page at an old address.
    moved: String,
    /// `All reports`: heading of the list of all reports.
    all_reports: String,
    /// `Tools on this page`: what the links to the tools on a page are.
    tools_here: String,
    /// `Pages`: the pages of a large sheet.
    pages: String,
    /// `In the report`: link to a place that has no step.
    in_report: String,
    /// `Comparisons on this page`: what the links to the comparisons on a page are.
    comparisons_here: String,
    /// `{title}, aspect by aspect`: caption of a comparison, for who cannot see it.
    comparison_caption: String,
    /// `from`: stands before the reports of a comparison.
    from: String,
    /// `Show less of this comparison`: what the tools above a comparison are for.
    narrow: String,
    /// `Find an aspect`: a field above a comparison.
    find_aspect: String,
    /// `Subjects`: the boxes that hide subjects.
    subjects: String,
    /// `Only what several reports say`: the box that hides what one report says alone.
    only_shared: String,
    /// `Only where they differ`: hides the aspects on which several reports do not say different things.
    only_differing: String,
    /// `in the same words`: how several reports say an aspect.
    same_words: String,
    /// `in different words`: how several reports say an aspect.
    different_words: String,
    /// `Copy as Markdown`: button above a comparison.
    copy_markdown: String,
    /// `Copy as CSV`: puts what is shown of a comparison into the clipboard.
    copy_csv: String,
    /// `Aspect`: header of the first column of a comparison.
    aspect: String,
    /// `No aspect named`: a row without a name.
    no_aspect: String,
    /// `Link to this row`: the link of a row to itself.
    row_link: String,
    /// `{subject} in {report}`: a link from a cell to its place.
    said_in: String,
    /// `Nothing said`: an empty cell.
    nothing_said: String,
    /// `Report {number}`: a report where the site names none.
    report_number: String,
    /// `Link to this section`: the link of a heading to itself.
    section_link: String,
    /// `Table {number}`: what a region that scrolls is.
    table: String,
    /// `Figure`: stands before the number of a printed figure.
    figure: String,
    /// `Done`: a task.
    done: String,
    /// `To do`: a task.
    to_do: String,
    /// `Footnotes`: heading of the footnotes.
    footnotes: String,
    /// `Footnote {number}`: a reference to a footnote.
    footnote: String,
    /// `Back to reference {number}`: the way back from a footnote.
    back: String,
    /// `Back to reference {number}, {time} of {times}`: the same where several references lead to it.
    back_again: String,
    /// `Note`: title of a `[!NOTE]`.
    alert_note: String,
    /// `Tip`: title of a `[!TIP]`.
    alert_tip: String,
    /// `Important`: title of an `[!IMPORTANT]`.
    alert_important: String,
    /// `Warning`: title of a `[!WARNING]`.
    alert_warning: String,
    /// `Caution`: title of a `[!CAUTION]`.
    alert_caution: String,
    /// `Screenshot: {what}`: alternative text of a picture that has none.
    screenshot_of: String,
    /// `A picture is missing here: {path}`: stands in the place of a picture.
    picture_missing: String,
    /// `This picture cannot be shown: {path}`: stands in the place of a picture.
    picture_broken: String,
    /// `A picture on another host: {address}`: stands in the place of a picture.
    picture_elsewhere: String,
    /// `picture on {host}`: link to a picture on another host.
    picture_on: String,
    /// `picture inside the text`: a picture that is written into its address.
    picture_inside: String,
    /// `There is no page for {folder}`: why a link leads nowhere.
    no_folder_page: String,
    /// `The picture {path} cannot be shown`: why a link leads nowhere.
    no_picture: String,
    /// `There is no file {path}`: why a link leads nowhere.
    no_file: String,
    /// `Files like {name} are not published`: why a link leads nowhere.
    not_published: String,
    /// `labpress does not publish links of this kind`: why a link leads nowhere.
    no_such_link: String,
    /// `Back to the top`: at the end of each page, where one file holds all pages.
    to_top: String,
    /// `not in this file: {name}`: behind a link to a file, where one file holds all pages.
    not_here: String,
    /// `Shown above: {alt}`: in the place of a picture that the same file shows already.
    shown_above: String,
    /// `Left out to keep this file small: {path}`: in the place of a picture that did not fit.
    left_out: String,
    /// `Copy`: button of a code block.
    copy: String,
    /// `Copied`: the button afterwards.
    copied: String,
    /// `Not copied`: the button when the browser refused.
    not_copied: String,
    /// `Picture`: what the view of a picture in full is.
    picture: String,
    /// `Command`: what was found is a command.
    command: String,
    /// `{shown} of {all} aspects`: how much of a comparison is shown.
    shown_of: String,
    /// `{count} found`: how much the search found.
    found: String,
    /// `{count} or more found`: the same when there may be more.
    found_most: String,
    /// `Nothing found`: the search found nothing.
    nothing_found: String,
    /// `The search could not be loaded`: the index did not load.
    search_failed: String,
    /// `A review for you alone. It is not part of your site.`: the first line of a review.
    review_flag: String,
    /// `Parts and their evidence`: heading of a review's table.
    review_parts: String,
    /// `What is missing`: heading of findings.
    review_missing: String,
    /// `What else was found`: heading of findings.
    review_others: String,
    /// `Found outside this text`: heading of findings.
    review_elsewhere: String,
    /// `The text of x.md ..`: above the text of a review. What stands between backticks is code.
    review_text: String,
    /// `Part`: header of a column.
    part: String,
    /// `Parts`: header of a column.
    parts: String,
    /// `Steps`: header of a column.
    steps: String,
    /// `Comparisons`: header of a column.
    comparisons: String,
    /// `Findings`: header of a column.
    findings: String,
    /// `Report`: header of a column.
    report: String,
    /// `line {line}`: place of a finding.
    line: String,
    /// `error`: severity of a finding.
    error: String,
    /// `warning`: severity of a finding.
    warning: String,
    /// `note`: severity of a finding.
    note: String,
    /// `no findings`: where a review found nothing.
    no_findings: String,
    /// `{count} parts`: how many parts.
    count_parts: Forms,
    /// `{count} comparisons`: how many comparisons.
    count_comparisons: Forms,
    /// `{count} commands`: how many commands.
    count_commands: Forms,
    /// `{count} screenshots`: how many screenshots.
    count_screenshots: Forms,
    /// `{count} reports`: how many reports.
    count_reports: Forms,
    /// `{count} aspects`: how many aspects.
    count_aspects: Forms,
    /// `{count} errors`: how many findings are errors.
    count_errors: Forms,
    /// `{count} warnings`: how many findings are warnings.
    count_warnings: Forms,
    /// `{count} notes`: how many findings are notes.
    count_notes: Forms,
}
