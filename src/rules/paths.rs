//! What rules say of paths.

use crate::site::{Report, Site, percent_encoded};
use crate::source::{RepoPath, Rule};

/// Returns why a path that was rescued leads nowhere on GitHub.
pub(super) fn why(rule: Rule) -> &'static str {
    match rule {
        Rule::Exact | Rule::HostPage | Rule::HostFile => "it is no path",
        Rule::Backslash => "`\\` is no separator in addresses",
        Rule::LeadingSlash => "a path that begins with `/` starts at the repository's root",
        Rule::SiteFolder => "paths start at the write-up's own folder",
        Rule::LookAlike => "the file's name has other characters that look the same",
        Rule::LetterCase => "capital and small letters differ",
        Rule::OtherFolder => "the file lies in another folder",
    }
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
