//! Paths as rules write them.

use crate::site::{Report, Site, percent_encoded};
use crate::source::RepoPath;

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
