//! Paths as rules write them, and pictures that were found otherwise than by their path.

use crate::diagnostic::Edit;
use crate::extract::{Screenshot, Target};
use crate::site::{Report, Site, percent_encoded};
use crate::source::{RepoPath, Rule, Span};

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

    /// Returns the fix, when there is no doubt about it.
    pub(super) fn fix(&self, site: &Site) -> Option<Edit> {
        let is_certain = is_certain(self.rule) || self.rule == Rule::HostPage && site.sources.repository.is_some();
        is_certain.then(|| rewritten(site, self.report, self.shot.span, &self.shot.target, self.path)).flatten()
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

/// Returns whether a file that was found by a rule is the one that was meant, without doubt.
pub(super) fn is_certain(rule: Rule) -> bool {
    matches!(rule, Rule::Backslash | Rule::LetterCase | Rule::LookAlike)
}

/// Returns the edit that makes `target`, which is written once in `span`, lead to `path`.
pub(super) fn rewritten(site: &Site, report: &Report, span: Span, target: &str, path: &RepoPath) -> Option<Edit> {
    let text = span.of(&site.sources.text(report.document.file).text);
    let is_whole = |&(at, _): &(usize, &str)| {
        let opens = text[..at].ends_with(['(', '<', '"', '\'', '=', ' ', '\n']);
        opens && text[at + target.len()..].starts_with([')', '>', '"', '\'', ' ', '\t', '#', '?', '\n', '\r', '/'])
    };
    let mut written = text.match_indices(target).filter(is_whole).map(|(at, _)| at);
    let first = written.next()?;
    // `[![a](IMG/b.png)](IMG/b.png)`: the address of a link stands behind what it holds.
    let at = match written.last() {
        None => first,
        Some(last) if text.starts_with("[!") && text[last + target.len()..].starts_with(')') => last,
        Some(_) => return None,
    };
    let start = span.start + at;
    Some(Edit { span: Span::new(start, start + target.len()), text: as_written(site, report, path) })
}

/// Returns the path that leads from a write-up to a file, as Markdown wants it.
pub(super) fn as_written(site: &Site, report: &Report, path: &RepoPath) -> String {
    let from = &site.sources.text(report.document.file).path;
    let plain = |c: char| match c {
        ' ' | '(' | ')' | '<' | '>' | '#' | '?' | '%' | '"' | '\'' | '&' | '\\' => format!("%{:02X}", u32::from(c)),
        c if c.is_whitespace() => percent_encoded(&c.to_string()),
        c => c.to_string(),
    };
    path.seen_from(&from.folder()).chars().map(plain).collect()
}
