//! Reads what write-ups say. Of those that say what they said the last time, in this run or in an earlier one, only the
//! tree and the pictures are made anew.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{Notes, program};
use crate::cache::{Cache, Key};
use crate::document::{Dialect, Document, parse};
use crate::extract::{Found, Piece, extract, find_pictures, flow, reports};
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

    /// Takes out the reports of a text when they were read of the same.
    fn take(&mut self, source: &Source, text: Key) -> Option<Known> {
        let reports = self.by_path.remove(&source.path)?;
        let is_same = |(number, report): (usize, &Report)| report.key == of_report(text, number, &report.found);
        if !reports.iter().enumerate().all(is_same) {
            return None;
        }
        let own = |report: Report| (Document { file: source.id, ..report.document }, report.found);
        Some(reports.into_iter().map(own).unzip())
    }
}

/// The reports of a text, and what they say.
type Known = (Vec<Document>, Vec<Found>);

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
        let with_known: Vec<(&Source, Key, Option<Known>)> = with_known.collect();
        let understood =
            with_known.into_par_iter().flat_map_iter(|(source, text, known)| self.read(source, text, known));
        understood.collect()
    }

    /// Reads one of them.
    pub(super) fn one(&self, id: FileId) -> Vec<Report> {
        let source = self.sources.text(id);
        self.read(source, self.key(source), None)
    }

    /// Returns the files of the site by their names.
    pub(super) fn index(&self) -> &Index<'a> {
        &self.index
    }

    fn key(&self, source: &Source) -> Key {
        Key::of_value("text 1", &(self.world, &source.path, &source.text))
    }

    fn read(&self, source: &Source, text: Key, known: Option<Known>) -> Vec<Report> {
        let (documents, found) = match known {
            Some((documents, found)) => (documents, Some(found)),
            None => (reports(parse(source, Dialect::GitHub)), None),
        };
        let flows: Vec<Vec<Piece>> = documents.iter().map(|document| flow(&document.blocks)).collect();
        let mut found = found.unwrap_or_else(|| {
            let name = Key::of("found 1", source.path.as_str().as_bytes());
            let extract =
                |(document, flow): (&Document, &Vec<Piece>)| extract(document, flow, source, self.tools, self.words);
            self.cache.value(name, text, || documents.iter().zip(&flows).map(extract).collect())
        });
        for (flow, found) in flows.iter().zip(&mut found) {
            find_pictures(flow, source, &self.index, found);
        }
        drop(flows);
        let numbered = documents.into_iter().zip(found).enumerate();
        let report = |(number, (document, found))| {
            let key = of_report(text, number, &found);
            Report { document, found, key }
        };
        numbered.map(report).collect()
    }
}

/// Returns what a report of a text stands under: other files of the site decide which pictures it shows and nothing else.
fn of_report(text: Key, number: usize, found: &Found) -> Key {
    let shown = found.screenshots.iter().map(|shot| &shot.file);
    Key::of_value("report 1", &(text, number, shown.collect::<Vec<_>>(), &found.remote))
}
