//! What an author should know about a site: one file for each rule.
//!
//! A rule looks at the finished site and returns what it found. The comment at the top of its file is its page in the
//! manual: the first line says what is wrong, the rest why that matters and what to do.

mod absent_image;
mod alias;
mod alt_missing;
mod alt_placeholder;
mod broken_anchor;
mod broken_image;
mod broken_link;
mod checked;
mod codes;
mod command_label_mismatch;
mod command_typo;
mod conflict_marker;
mod deeds;
mod duplicate_heading;
mod empty_file;
mod empty_part;
mod empty_section;
mod empty_step;
mod encoding;
mod fence_language;
mod foreign_name;
mod front_matter;
mod heading_level;
mod heading_space;
mod image_case;
mod image_path;
mod incomplete_command;
mod instruction_text;
mod link_path;
mod lost_fence;
mod lost_table;
mod meaningless_file_name;
mod missing_image;
mod missing_part;
mod paths;
mod placeholder_text;
mod private_data;
mod remote_image;
mod sections;
mod settings;
mod step_without_evidence;
mod unclosed_fence;
mod unfinished;
mod unlinked_image;
mod unpublished_file;
mod unread_image;
mod unreadable_file;
mod unresolved;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use checked::Checked;
pub use codes::{Code, OTHER_CODES, page_of};
use settings::Settings;

use crate::cache::Cache;
use crate::diagnostic::{Diagnostic, Edit, Place, Severity};
use crate::extract::Screenshot;
use crate::site::{Report, Site};
use crate::source::{RepoPath, Span};

/// A check of the whole site.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Its name, which never changes: `missing-image`.
    pub id: &'static str,
    /// How much its findings matter; `None` when it is off until a site turns it on or asks for it.
    pub severity: Option<Severity>,
    /// The source of its file, whose comment explains it.
    source: &'static str,
    check: Check,
}

/// What a rule looks at.
#[derive(Debug, Clone, Copy)]
enum Check {
    /// The site as a whole.
    Site(fn(&Site) -> Vec<Finding>),
    /// Each report by itself: what that comes to is kept while its key is the same.
    Report(fn(&Checked) -> Vec<Finding>),
    /// The same, of reports whose file shows no picture.
    Bare(fn(&Checked) -> Vec<Finding>),
    /// Each report by itself, and then the site.
    Both(fn(&Checked) -> Vec<Finding>, fn(&Site) -> Vec<Finding>),
}

impl Check {
    fn of_report(self) -> Option<fn(&Checked) -> Vec<Finding>> {
        match self {
            Self::Report(check) | Self::Bare(check) | Self::Both(check, _) => Some(check),
            Self::Site(_) => None,
        }
    }

    fn of_site(self) -> Option<fn(&Site) -> Vec<Finding>> {
        match self {
            Self::Site(check) | Self::Both(_, check) => Some(check),
            Self::Report(_) | Self::Bare(_) => None,
        }
    }
}

macro_rules! rules {
    (@ Off) => { None };
    (@ $severity:ident) => { Some(Severity::$severity) };
    (= $file:ident Both) => { Check::Both($file::check, $file::check_site) };
    (= $file:ident $scope:ident) => { Check::$scope($file::check) };
    ($($id:literal $file:ident $severity:ident $scope:ident),* $(,)?) => {
        /// All rules, by name.
        pub static RULES: &[Rule] = &[$(Rule {
            id: $id,
            severity: rules!(@ $severity),
            source: include_str!(concat!(stringify!($file), ".rs")),
            check: rules!(= $file $scope),
        }),*];
    };
}

rules! {
    "absent-image" absent_image Warning Bare,
    "alias" alias Warning Site,
    "alt-missing" alt_missing Note Report,
    "alt-placeholder" alt_placeholder Note Report,
    "broken-anchor" broken_anchor Warning Site,
    "broken-image" broken_image Warning Site,
    "broken-link" broken_link Warning Site,
    "command-label-mismatch" command_label_mismatch Warning Report,
    "command-typo" command_typo Warning Report,
    "conflict-marker" conflict_marker Warning Report,
    "duplicate-heading" duplicate_heading Note Report,
    "empty-file" empty_file Note Site,
    "empty-part" empty_part Warning Report,
    "empty-section" empty_section Warning Report,
    "empty-step" empty_step Note Report,
    "encoding" encoding Note Site,
    "fence-language" fence_language Note Report,
    "foreign-name" foreign_name Warning Site,
    "front-matter" front_matter Note Site,
    "heading-level" heading_level Note Report,
    "heading-space" heading_space Warning Report,
    "image-case" image_case Warning Site,
    "image-path" image_path Warning Site,
    "incomplete-command" incomplete_command Warning Report,
    "instruction-text" instruction_text Note Report,
    "link-path" link_path Warning Site,
    "lost-fence" lost_fence Warning Site,
    "lost-table" lost_table Warning Report,
    "meaningless-file-name" meaningless_file_name Off Site,
    "missing-image" missing_image Warning Site,
    "missing-part" missing_part Warning Report,
    "placeholder-text" placeholder_text Warning Report,
    "private-data" private_data Warning Both,
    "remote-image" remote_image Note Site,
    "step-without-evidence" step_without_evidence Note Report,
    "unclosed-fence" unclosed_fence Warning Report,
    "unfinished" unfinished Warning Report,
    "unlinked-image" unlinked_image Note Site,
    "unpublished-file" unpublished_file Warning Site,
    "unread-image" unread_image Warning Site,
    "unreadable-file" unreadable_file Warning Site,
    "unresolved" unresolved Warning Report,
}

impl Rule {
    /// Returns the rule with this name.
    pub fn named(id: &str) -> Option<&'static Self> {
        RULES.iter().find(|rule| rule.id == id)
    }

    /// Returns how much its findings matter, in a word: `warning`, `off`.
    pub fn severity_name(&self) -> &'static str {
        self.severity.map_or("off", Severity::name)
    }

    /// Returns one sentence on what is wrong.
    pub fn sentence(&self) -> String {
        let first = self.source.lines().map_while(|line| line.strip_prefix("//! "));
        first.collect::<Vec<_>>().join(" ")
    }

    /// Returns its page in the manual, in Markdown.
    pub fn explanation(&self) -> String {
        let comment = self.source.lines().map_while(|line| line.strip_prefix("//!"));
        comment.map(str::trim).collect::<Vec<_>>().join("\n")
    }
}

/// What a rule found.
#[derive(Serialize, Deserialize)]
struct Finding {
    place: Place,
    message: String,
    help: Option<String>,
    /// When it is not the rule's.
    severity: Option<Severity>,
    /// The fix, when there is no doubt about it.
    fix: Option<Edit>,
}

impl Finding {
    /// Makes it a warning.
    fn warning(mut self) -> Self {
        self.severity = Some(Severity::Warning);
        self
    }

    /// Makes it a note.
    fn note(mut self) -> Self {
        self.severity = Some(Severity::Note);
        self
    }

    /// Adds the fix that there is no doubt about, if there is one.
    fn fix(mut self, fix: Option<Edit>) -> Self {
        self.fix = fix;
        self
    }

    /// Adds the likely fix.
    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// A finding at a place in a write-up.
fn at(report: &Report, span: Span, message: impl Into<String>) -> Finding {
    Finding {
        place: Place::Text(report.document.file, span),
        message: message.into(),
        help: None,
        severity: None,
        fix: None,
    }
}

/// A finding about a whole file.
fn of_file(path: &RepoPath, message: impl Into<String>) -> Finding {
    Finding { place: Place::File(path.clone()), message: message.into(), help: None, severity: None, fix: None }
}

/// Returns words for a picture's alternative text: those of its step.
fn shows(shot: &Screenshot) -> String {
    match shot.caption.as_ref().map(|caption| &caption.says).or(shot.step.as_ref()) {
        Some(step) => format!("say what it shows; it belongs to `{step}`"),
        None => "say what it shows".to_owned(),
    }
}

/// Checks a site by every rule, as its settings and its write-ups want it; `asked` are rules that are wanted even where
/// they are off by themselves. What `cache` knows of a report is not looked for again.
pub fn check(site: &Site, asked: &[String], cache: &Cache) -> Vec<Diagnostic> {
    let settings = Settings::of(site);
    let is_wanted: Vec<bool> = RULES.iter().map(|rule| settings.wants(rule, asked)).collect();
    let wanted = RULES.iter().zip(&is_wanted).filter(|&(_, &is_wanted)| is_wanted);
    let of_site = wanted.filter_map(|(rule, _)| Some((rule, rule.check.of_site()?)));
    let of_site = of_site.flat_map(|(rule, check)| settings.said(rule, asked, check(site)));
    let mut diagnostics: Vec<Diagnostic> = of_site.collect();
    let pictured = absent_image::pictured(site);
    let of_reports = (0..site.reports.len()).into_par_iter().flat_map_iter(|index| {
        let is_pictured = pictured.contains(&site.reports[index].document.file);
        let wanted = |number: usize| {
            let rule = RULES.get(number).filter(|rule| !is_pictured || !matches!(rule.check, Check::Bare(_)));
            rule.filter(|_| is_wanted[number])
        };
        let found = of_report(site, index, cache).into_iter();
        let said = found.filter_map(|(number, found)| Some(settings.said(wanted(number.into())?, asked, found)));
        said.flatten().collect::<Vec<_>>()
    });
    diagnostics.par_extend(of_reports);
    diagnostics.extend(settings.faults);
    diagnostics
}

/// Returns what is to be said of a report by itself, by the number of the rule.
fn of_report(site: &Site, index: usize, cache: &Cache) -> Vec<(u16, Vec<Finding>)> {
    let report = &site.reports[index];
    let mut found = cache.value(report.name("findings 1", site.sources), report.key, || {
        let checked = Checked::of(site, index);
        let numbered = (0..).zip(RULES).filter_map(|(number, rule)| Some((number, rule.check.of_report()?(&checked))));
        numbered.filter(|(_, found)| !found.is_empty()).collect::<Vec<_>>()
    });
    for finding in found.iter_mut().flat_map(|(_, found)| found) {
        // The number of a text is another one when there are other files.
        if let Place::Text(file, _) = &mut finding.place {
            *file = report.document.file;
        }
    }
    found
}
