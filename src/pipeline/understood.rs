//! Reads what write-ups say. Of those that say what they said the last time, in this run or in an earlier one, only the
//! tree and the pictures are made anew.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{Notes, program};
use crate::cache::{Cache, Key};
use crate::document::{Dialect, parse};
use crate::extract::{Found, extract, find_pictures, reports};
use crate::site::Report;
use crate::source::{FileId, Index, RepoPath, Source, Sources};
use crate::toolbox::Tools;
use crate::words::Words;

/// Reports by the path of their file.
#[derive(Default)]
pub(super) struct Understood {
    by_path: BTreeMap<RepoPath, Vec<Report>>,
}

impl Understood {
    /// Keeps what was understood.
    pub(super) fn of(before: Notes) -> Self {
        let mut known = Self::default();
        for report in before.reports {
            let path = &before.sources.text(report.document.file).path;
            known.by_path.entry(path.clone()).or_default().push(report);
        }
        known
    }

    /// Takes out the reports of a text when they were read of the same; else none.
    fn take(&mut self, source: &Source, text: Key) -> Vec<Report> {
        let mut reports = self.by_path.remove(&source.path).unwrap_or_default();
        let is_same = |(number, report): (usize, &Report)| report.key == of_report(text, number, &report.found);
        if !reports.iter().enumerate().all(is_same) {
            reports.clear();
        }
        reports.iter_mut().for_each(|report| report.document.file = source.id);
        reports
    }
}

/// Reads the texts of a site.
pub(super) struct Reader<'a> {
    sources: &'a Sources,
    index: Index<'a>,
    tools: &'a Tools,
    words: &'a Words,
    cache: &'a Cache,
    /// What the meaning of every text depends on: this labpress, and the settings.
    world: Key,
}

impl<'a> Reader<'a> {
    pub(super) fn new(sources: &'a Sources, tools: &'a Tools, words: &'a Words, cache: &'a Cache) -> Self {
        let settings = sources.config.map(|id| &sources.text(id).text);
        let world = Key::of_value("reading 1", &(program(), settings));
        Self { sources, index: Index::new(sources), tools, words, cache, world }
    }

    /// Reads all of them.
    pub(super) fn all(&self, mut known: Understood) -> Vec<Report> {
        let with_known = self.sources.reports.iter().map(|&id| {
            let source = self.sources.text(id);
            let text = self.key(source);
            (source, text, known.take(source, text))
        });
        let with_known: Vec<(&Source, Key, Vec<Report>)> = with_known.collect();
        let understood =
            with_known.into_par_iter().flat_map_iter(|(source, text, known)| self.read(source, text, known));
        understood.collect()
    }

    /// Reads one of them.
    pub(super) fn one(&self, id: FileId) -> Vec<Report> {
        let source = self.sources.text(id);
        self.read(source, self.key(source), Vec::new())
    }

    /// Returns the files of the site by their names.
    pub(super) fn index(&self) -> &Index<'a> {
        &self.index
    }

    fn key(&self, source: &Source) -> Key {
        Key::of_value("text 1", &(self.world, &source.path, &source.text))
    }

    fn read(&self, source: &Source, text: Key, known: Vec<Report>) -> Vec<Report> {
        let reports = if known.is_empty() { self.understand(source, text) } else { known };
        let with_pictures = reports.into_iter().enumerate().map(|(number, mut report)| {
            find_pictures(&report.document, source, &self.index, &mut report.found);
            report.key = of_report(text, number, &report.found);
            report
        });
        with_pictures.collect()
    }

    /// Reads what a text says, but for its pictures.
    fn understand(&self, source: &Source, text: Key) -> Vec<Report> {
        let documents = reports(parse(source, Dialect::GitHub));
        let name = Key::of("found 1", source.path.as_str().as_bytes());
        let found: Vec<Found> = self.cache.value(name, text, || {
            documents.iter().map(|document| extract(document, source, self.tools, self.words)).collect()
        });
        let both = documents.into_iter().zip(found);
        both.map(|(document, found)| Report { document, found, key: text }).collect()
    }
}

/// Returns what a report of a text stands under: other files of the site decide which pictures it shows and nothing else.
fn of_report(text: Key, number: usize, found: &Found) -> Key {
    let shown = found.screenshots.iter().map(|shot| &shot.file);
    Key::of_value("report 1", &(text, number, shown.collect::<Vec<_>>(), &found.remote))
}
