//! What is known of write-ups from the last time that they were read.

use std::collections::BTreeMap;

use super::Notes;
use crate::site::Report;
use crate::source::{RepoPath, Source, Sources};

/// Reports by the path of their file, and what the file said.
#[derive(Default)]
pub(super) struct Understood {
    by_path: BTreeMap<RepoPath, (String, Vec<Report>)>,
}

impl Understood {
    /// Keeps what was understood, when it would be understood in the same way again: what a line means depends on which
    /// files there are, and on the settings.
    pub(super) fn of(before: Notes, sources: &Sources) -> Self {
        let old = &before.sources;
        let settings = |sources: &Sources| sources.config.map(|id| sources.text(id).text.clone());
        let paths = |sources: &Sources| -> Vec<RepoPath> {
            sources.reports.iter().map(|&id| sources.text(id).path.clone()).collect()
        };
        let is_same = old.files == sources.files
            && old.content == sources.content
            && old.repository == sources.repository
            && old.below_repository == sources.below_repository
            && paths(old) == paths(sources)
            && settings(old) == settings(sources);
        let mut known = Self::default();
        if is_same {
            for report in before.reports {
                let source = old.text(report.document.file);
                let kept = known.by_path.entry(source.path.clone());
                kept.or_insert_with(|| (source.text.clone(), Vec::new())).1.push(report);
            }
        }
        known
    }

    /// Takes out the reports of a text that says what it said; none when it does not.
    pub(super) fn take(&mut self, source: &Source) -> Vec<Report> {
        let Some((text, mut reports)) = self.by_path.remove(&source.path) else { return Vec::new() };
        if text != source.text {
            return Vec::new();
        }
        reports.iter_mut().for_each(|report| report.document.file = source.id);
        reports
    }
}
