//! What write-ups say, where it is known from the last time that they were read: in this run, or in an earlier one.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::Notes;
use crate::cache::{Cache, Key};
use crate::document::{Dialect, parse};
use crate::extract::{Found, extract, reports};
use crate::site::Report;
use crate::source::{FileId, Index, RepoPath, Source, Sources};
use crate::toolbox::Tools;
use crate::words::Words;

/// Names what is kept of a text; whatever changes its meaning must change this text.
const STAGE: &str = "found 1";

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

    /// Takes out the reports of a text when they stand under this key; none when they do not.
    fn take(&mut self, source: &Source, key: Key) -> Vec<Report> {
        let reports = self.by_path.remove(&source.path).unwrap_or_default();
        let is_same = reports.first().is_some_and(|first| first.key == of_report(key, 0));
        let mut reports = if is_same { reports } else { Vec::new() };
        reports.iter_mut().for_each(|report| report.document.file = source.id);
        reports
    }
}

/// Reads what the texts of a site say.
pub(super) struct Reader<'a> {
    sources: &'a Sources,
    index: Index<'a>,
    tools: &'a Tools,
    words: &'a Words,
    cache: &'a Cache,
    /// What the meaning of every text depends on: this labpress, the settings, and which files there are.
    world: Key,
}

impl<'a> Reader<'a> {
    pub(super) fn new(sources: &'a Sources, tools: &'a Tools, words: &'a Words, cache: &'a Cache) -> Self {
        let paths = sources.reports.iter().map(|&id| &sources.text(id).path);
        let settings = sources.config.map(|id| &sources.text(id).text);
        let files = (paths.collect::<Vec<_>>(), &sources.files, &sources.content);
        let around = (&sources.repository, &sources.below_repository);
        let world = Key::of_value("reading 1", &(super::program(), settings, files, around));
        Self { sources, index: Index::new(sources), tools, words, cache, world }
    }

    /// Reads all of them, but for those that are known.
    pub(super) fn all(&self, mut known: Understood) -> Vec<Report> {
        let with_known = self.sources.reports.iter().map(|&id| {
            let source = self.sources.text(id);
            let key = self.key(source);
            (id, key, known.take(source, key))
        });
        let with_known: Vec<(FileId, Key, Vec<Report>)> = with_known.collect();
        let understood = with_known.into_par_iter().flat_map_iter(|(id, key, known)| {
            if known.is_empty() { self.read(self.sources.text(id), key) } else { known }
        });
        understood.collect()
    }

    /// Reads one of them.
    pub(super) fn one(&self, id: FileId) -> Vec<Report> {
        let source = self.sources.text(id);
        self.read(source, self.key(source))
    }

    /// Returns the files of the site by their names.
    pub(super) fn index(&self) -> &Index<'a> {
        &self.index
    }

    fn key(&self, source: &Source) -> Key {
        Key::of_value("text 1", &(self.world, &source.path, &source.text))
    }

    fn read(&self, source: &Source, key: Key) -> Vec<Report> {
        let documents = reports(parse(source, Dialect::GitHub));
        let name = Key::of(STAGE, source.path.as_str().as_bytes());
        let found: Vec<Found> = self.cache.value(name, key, || {
            let found = documents.iter().map(|document| extract(document, source, &self.index, self.tools, self.words));
            found.collect()
        });
        let numbered = documents.into_iter().zip(found).enumerate();
        numbered.map(|(number, (document, found))| Report { document, found, key: of_report(key, number) }).collect()
    }
}

/// Returns what a report of a text stands under.
fn of_report(text: Key, number: usize) -> Key {
    Key::of_value("report 1", &(text, number))
}
