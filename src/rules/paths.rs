//! Paths as rules write them, and pictures that were found otherwise than by their path.

use crate::extract::{Screenshot, Target};
use crate::site::{Report, Site, percent_encoded};
use crate::source::{RepoPath, Rule};

/// A picture and what it took to find it.
pub(super) struct Rescued<'a> {
    pub(super) report: &'a Report,
    pub(super) shot: &'a Screenshot,
    pub(super) path: &'a RepoPath,
    pub(super) rule: Rule,
}

impl Rescued<'_> {
    /// Returns what to write instead.
    pub(super) fn write(&self, site: &Site) -> String {
        format!("write `{}`", as_written(site, self.report, self.path))
    }
}

/// Returns the pictures that were found and can be shown, with what it took.
pub(super) fn rescued_pictures<'a>(site: &'a Site) -> impl Iterator<Item = Rescued<'a>> {
    let all = site.reports.iter().flat_map(|report| report.found.screenshots.iter().map(move |shot| (report, shot)));
    all.filter_map(|(report, shot)| {
        let Target::File(path, rule) = &shot.file else { return None };
        let shown = !matches!(site.pictures.get(path), Some(Err(_)));
        shown.then_some(Rescued { report, shot, path, rule: *rule })
    })
}

/// Returns the path that leads from a write-up to a file, as Markdown wants it.
pub(super) fn as_written(site: &Site, report: &Report, path: &RepoPath) -> String {
    let from = &site.sources.text(report.document.file).path;
    let plain = |c: char| match c {
        ' ' | '(' | ')' | '<' | '>' | '#' | '?' | '%' => format!("%{:02X}", u32::from(c)),
        c if c.is_whitespace() => percent_encoded(&c.to_string()),
        c => c.to_string(),
    };
    path.seen_from(&from.folder()).chars().map(plain).collect()
}
