//! Every word of a site, by its key. The files of the languages beside this one have the same keys in the same order.

use serde::{Deserialize, Serialize};

use super::Language;
use super::plural::Forms;

/// The words of a site in one language. Names in braces stand for what is put in: `{count} parts`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// The language they are in; its rules choose the forms of words with numbers.
    #[serde(skip)]
    pub language: Language,
    /// `Skip to the text`: the first link of every page.
    pub skip: String,
    /// `Site`: what the menu of all pages is, for who cannot see it.
    pub site_menu: String,
    /// `Menu`: opens the menu where there is little room.
    pub menu: String,
    /// `Reports`: heading of lists of write-ups.
    pub reports: String,
    /// `Search`: opens the search.
    pub search: String,
    /// `Search the notes`: what the field of the search is for.
    pub search_notes: String,
    /// `Close`: closes a dialog.
    pub close: String,
    /// `Colours`: what the switch of colours is.
    pub colours: String,
    /// `Light`: light colours.
    pub light: String,
    /// `Like the system`: the colours of the system.
    pub system: String,
    /// `Dark`: dark colours.
    pub dark: String,
    /// `Breadcrumbs`: what the way down from the front page is.
    pub breadcrumbs: String,
    /// `by {author}`: who wrote the site.
    pub by: String,
    /// `Made with {generator}`: the last line of every page.
    pub made_with: String,
    /// `Contents`: heading of a table of contents.
    pub contents: String,
    /// `Previous and next report`: what the links at the end of a report are.
    pub pager: String,
    /// `Previous`: the report or picture before.
    pub previous: String,
    /// `Next`: the report or picture after.
    pub next: String,
    /// `Lab notes`: title of a site or write-up that says none.
    pub lab_notes: String,
    /// `Comparison`: title of the comparison page.
    pub comparison: String,
    /// `Commands`: title of the command sheet.
    pub commands: String,
    /// `Screenshots`: title of the contact sheet.
    pub screenshots: String,
    /// `Page not found`: title of the page for a wrong address.
    pub not_found: String,
    /// `{titles}: compared aspect by aspect in {title}`: the comparison page in search engines.
    pub about_comparison: String,
    /// `All commands of {title}, by tool, with the places where they are used`: the command sheet in search engines.
    pub about_commands: String,
    /// `All screenshots of {title}, in order`: the contact sheet in search engines.
    pub about_screenshots: String,
    /// `, `: stands between clauses.
    pub comma: String,
    /// `, `: stands between names.
    pub list_comma: String,
    /// `{first} and {last}`: joins the last of several names.
    pub and: String,
    /// `Across all reports`: heading above the sheets on the front page.
    pub across: String,
    /// `side by side`: follows how many comparisons there are.
    pub side_by_side: String,
    /// `by tool`: follows how many commands there are.
    pub by_tool: String,
    /// `in order`: follows how many screenshots there are.
    pub in_order: String,
    /// `No page here`: heading of the page for a wrong address.
    pub no_page: String,
    /// `The address may be mistyped, or the page has moved.`: below that heading.
    pub no_page_why: String,
    /// `Go to the front page`: link to the front page.
    pub front_page: String,
    /// `This page has moved`: title of the page at an old address.
    pub moved: String,
    /// `All reports`: heading of the list of all reports.
    pub all_reports: String,
    /// `Tools on this page`: what the links to the tools on a page are.
    pub tools_here: String,
    /// `In the report`: link to a place that has no step.
    pub in_report: String,
    /// `Comparisons on this page`: what the links to the comparisons on a page are.
    pub comparisons_here: String,
    /// `{title}, aspect by aspect`: caption of a comparison, for who cannot see it.
    pub comparison_caption: String,
    /// `from`: stands before the reports of a comparison.
    pub from: String,
    /// `Show less of this comparison`: what the tools above a comparison are for.
    pub narrow: String,
    /// `Find an aspect`: a field above a comparison.
    pub find_aspect: String,
    /// `Subjects`: the boxes that hide subjects.
    pub subjects: String,
    /// `Only what several reports say`: the box that hides what one report says alone.
    pub only_shared: String,
    /// `Only where they differ`: hides the aspects on which several reports do not say different things.
    pub only_differing: String,
    /// `in the same words`: how several reports say an aspect.
    pub same_words: String,
    /// `in different words`: how several reports say an aspect.
    pub different_words: String,
    /// `Copy as Markdown`: button above a comparison.
    pub copy_markdown: String,
    /// `Copy as CSV`: puts what is shown of a comparison into the clipboard.
    pub copy_csv: String,
    /// `Aspect`: header of the first column of a comparison.
    pub aspect: String,
    /// `No aspect named`: a row without a name.
    pub no_aspect: String,
    /// `Link to this row`: the link of a row to itself.
    pub row_link: String,
    /// `{subject} in {report}`: a link from a cell to its place.
    pub said_in: String,
    /// `Nothing said`: an empty cell.
    pub nothing_said: String,
    /// `Report {number}`: a report where the site names none.
    pub report_number: String,
    /// `Link to this section`: the link of a heading to itself.
    pub section_link: String,
    /// `Table {number}`: what a region that scrolls is.
    pub table: String,
    /// `Figure`: stands before the number of a printed figure.
    pub figure: String,
    /// `Done`: a task.
    pub done: String,
    /// `To do`: a task.
    pub to_do: String,
    /// `Footnotes`: heading of the footnotes.
    pub footnotes: String,
    /// `Footnote {number}`: a reference to a footnote.
    pub footnote: String,
    /// `Back to reference {number}`: the way back from a footnote.
    pub back: String,
    /// `Back to reference {number}, {time} of {times}`: the same where several references lead to it.
    pub back_again: String,
    /// `Note`: title of a `[!NOTE]`.
    pub alert_note: String,
    /// `Tip`: title of a `[!TIP]`.
    pub alert_tip: String,
    /// `Important`: title of an `[!IMPORTANT]`.
    pub alert_important: String,
    /// `Warning`: title of a `[!WARNING]`.
    pub alert_warning: String,
    /// `Caution`: title of a `[!CAUTION]`.
    pub alert_caution: String,
    /// `Screenshot: {what}`: alternative text of a picture that has none.
    pub screenshot_of: String,
    /// `A picture is missing here: {path}`: stands in the place of a picture.
    pub picture_missing: String,
    /// `This picture cannot be shown: {path}`: stands in the place of a picture.
    pub picture_broken: String,
    /// `A picture on another host: {address}`: stands in the place of a picture.
    pub picture_elsewhere: String,
    /// `picture on {host}`: link to a picture on another host.
    pub picture_on: String,
    /// `picture inside the text`: a picture that is written into its address.
    pub picture_inside: String,
    /// `There is no page for {folder}`: why a link leads nowhere.
    pub no_folder_page: String,
    /// `The picture {path} cannot be shown`: why a link leads nowhere.
    pub no_picture: String,
    /// `There is no file {path}`: why a link leads nowhere.
    pub no_file: String,
    /// `Files like {name} are not published`: why a link leads nowhere.
    pub not_published: String,
    /// `labpress does not publish links of this kind`: why a link leads nowhere.
    pub no_such_link: String,
    /// `Back to the top`: at the end of each page, where one file holds all pages.
    pub to_top: String,
    /// `not in this file: {name}`: behind a link to a file, where one file holds all pages.
    pub not_here: String,
    /// `Shown above: {alt}`: in the place of a picture that the same file shows already.
    pub shown_above: String,
    /// `Left out to keep this file small: {path}`: in the place of a picture that did not fit.
    pub left_out: String,
    /// `Copy`: button of a code block.
    pub copy: String,
    /// `Copied`: the button afterwards.
    pub copied: String,
    /// `Not copied`: the button when the browser refused.
    pub not_copied: String,
    /// `Picture`: what the view of a picture in full is.
    pub picture: String,
    /// `Command`: what was found is a command.
    pub command: String,
    /// `{shown} of {all} aspects`: how much of a comparison is shown.
    pub shown_of: String,
    /// `{count} found`: how much the search found.
    pub found: String,
    /// `{count} or more found`: the same when there may be more.
    pub found_most: String,
    /// `Nothing found`: the search found nothing.
    pub nothing_found: String,
    /// `The search could not be loaded`: the index did not load.
    pub search_failed: String,
    /// `A review for you alone. It is not part of your site.`: the first line of a review.
    pub review_flag: String,
    /// `Parts and their evidence`: heading of a review's table.
    pub review_parts: String,
    /// `What is missing`: heading of findings.
    pub review_missing: String,
    /// `What else was found`: heading of findings.
    pub review_others: String,
    /// `Found outside this text`: heading of findings.
    pub review_elsewhere: String,
    /// `The text of x.md ..`: above the text of a review. What stands between backticks is code.
    pub review_text: String,
    /// `Part`: header of a column.
    pub part: String,
    /// `Parts`: header of a column.
    pub parts: String,
    /// `Steps`: header of a column.
    pub steps: String,
    /// `Comparisons`: header of a column.
    pub comparisons: String,
    /// `Findings`: header of a column.
    pub findings: String,
    /// `Report`: header of a column.
    pub report: String,
    /// `line {line}`: place of a finding.
    pub line: String,
    /// `error`: severity of a finding.
    pub error: String,
    /// `warning`: severity of a finding.
    pub warning: String,
    /// `note`: severity of a finding.
    pub note: String,
    /// `no findings`: where a review found nothing.
    pub no_findings: String,
    /// `{count} parts`: how many parts.
    pub count_parts: Forms,
    /// `{count} comparisons`: how many comparisons.
    pub count_comparisons: Forms,
    /// `{count} commands`: how many commands.
    pub count_commands: Forms,
    /// `{count} screenshots`: how many screenshots.
    pub count_screenshots: Forms,
    /// `{count} reports`: how many reports.
    pub count_reports: Forms,
    /// `{count} aspects`: how many aspects.
    pub count_aspects: Forms,
    /// `{count} errors`: how many findings are errors.
    pub count_errors: Forms,
    /// `{count} warnings`: how many findings are warnings.
    pub count_warnings: Forms,
    /// `{count} notes`: how many findings are notes.
    pub count_notes: Forms,
}
