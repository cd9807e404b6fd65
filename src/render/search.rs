//! The search index: everything that can be found on a site, in script files that a page loads when somebody searches.
//!
//! A script and not JSON, because a page that was opened from the disk may load scripts and may not fetch files. How
//! words are cut and compared is the business of `search.js`, which reads the index.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;
use serde::Serialize;

use super::html::{PartHeader, labels_in};
use super::page::parts;
use super::{Content, File, Take, export};
use crate::cache::Key;
use crate::document::{Block, BlockKind, plain_block};
use crate::extract::Found;
use crate::site::{PageKind, Site, percent_encoded, relative};
use crate::source::{RepoPath, Span};

const SCRIPT: &str = include_str!("../../templates/search.js");

/// The folder of the index.
const FOLDER: &str = "search";
/// Most bytes of one file of the index. A larger site has several.
const SHARD: usize = 1024 * 1024;

/// Something that can be found.
#[derive(Debug, Serialize)]
struct Entry {
    /// From the site's root: `virtualization/index.html#part-2`.
    address: String,
    /// Title of the page.
    title: String,
    /// The heading above it; may be empty.
    heading: String,
    text: String,
    kind: Kind,
}

/// What an entry is.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Text,
    Command,
    Comparison,
}

/// How many reports are read into the index at a time: but for a preview, which remembers it, a large site's index is
/// never held as a whole.
const AT_ONCE: usize = 64;

/// Makes the files of the index and the script that reads them; returns their paths, the script's first, or none when
/// there is nothing to find. The index is named by its number alone: were it named by its content, every change of a
/// report would change every page.
pub(super) fn files(site: &Site, take: Take) -> Vec<RepoPath> {
    let reports: Vec<usize> = site.pages.iter().filter_map(|page| page.report).collect();
    let mut index = Index::new(Some(take));
    for reports in reports.chunks(AT_ONCE) {
        let of_report = |&report: &usize| written(of_report(site, report));
        let entries: Vec<String> = reports.par_iter().flat_map_iter(of_report).collect();
        entries.iter().for_each(|entry| index.add(entry));
    }
    written(comparisons(site)).for_each(|entry| index.add(&entry));
    with_script(index.finish(), Some(take))
}

/// Adds the script to the paths of an index.
fn with_script(shards: Vec<RepoPath>, take: Option<Take>) -> Vec<RepoPath> {
    if shards.is_empty() {
        return shards;
    }
    let lean = super::lean::js(SCRIPT);
    let hash = &Key::of_content(lean.as_bytes()).hex()[..8];
    let script = RepoPath::new(format!("assets/search-{hash}.js"));
    take.into_iter().for_each(|take| take(File { path: script.clone(), content: Content::Text(lean.clone()) }));
    std::iter::once(script).chain(shards).collect()
}

/// An index of which it is known what will be in it, and how many files it has: pages need not wait for these.
pub(super) struct Planned {
    entries: Vec<Entries>,
}

impl Planned {
    /// Plans the index of a site, and returns the paths that [`files`] would return.
    pub(super) fn new(site: &Site, memory: &Memory) -> (Vec<RepoPath>, Self) {
        let reports: Vec<usize> = site.pages.iter().filter_map(|page| page.report).collect();
        let entries = reports.par_iter().map(|&report| memory.of_report(site, report));
        let mut entries: Vec<Entries> = entries.collect();
        memory.forget_others(site);
        entries.push(written(comparisons(site)).collect());
        let planned = Self { entries };
        (planned.write(None), planned)
    }

    /// Makes the files.
    pub(super) fn write(&self, take: Option<Take>) -> Vec<RepoPath> {
        let mut index = Index::new(take);
        self.entries.iter().flat_map(|entries| entries.iter()).for_each(|entry| index.add(entry));
        with_script(index.finish(), take)
    }
}

/// Returns entries as JSON. A string of words and numbers can always be written so.
fn written(entries: Vec<Entry>) -> impl Iterator<Item = String> {
    entries.into_iter().filter_map(|entry| serde_json::to_string(&entry).ok())
}

/// The entries of the write-ups of the last site as they are written, by their indices and the
/// addresses of their pages.
#[derive(Debug, Default)]
pub(super) struct Memory(Mutex<BTreeMap<(usize, RepoPath), Entries>>);

/// The entries of one write-up, each as JSON.
type Entries = Arc<[String]>;

impl Memory {
    /// Forgets write-ups that the site does not have any more.
    fn forget_others(&self, site: &Site) {
        let pages = site.pages.iter().filter_map(|page| Some((page.report?, page.address.clone())));
        let shown: BTreeSet<(usize, RepoPath)> = pages.collect();
        lock(&self.0).retain(|shown_at, _| shown.contains(shown_at));
    }

    /// Returns the entries of a write-up.
    fn of_report(&self, site: &Site, report: usize) -> Entries {
        let page = &site.pages[site.places[report].page];
        let shown_at = (report, page.address.clone());
        let known = if site.shows_as_before(page) { lock(&self.0).get(&shown_at).cloned() } else { None };
        let entries = known.unwrap_or_else(|| written(of_report(site, report)).collect());
        lock(&self.0).insert(shown_at, Arc::clone(&entries));
        entries
    }
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// An index that is being written, or with nobody to take its files counted: scripts of at most [`SHARD`] bytes, unless
/// one entry alone is longer.
struct Index<'a> {
    paths: Vec<RepoPath>,
    shard: String,
    /// Length of the shard in bytes.
    length: usize,
    take: Option<Take<'a>>,
}

impl<'a> Index<'a> {
    fn new(take: Option<Take<'a>>) -> Self {
        Self { paths: Vec::new(), shard: String::new(), length: 0, take }
    }

    fn add(&mut self, entry: &str) {
        if self.length > 0 && self.length + entry.len() >= SHARD {
            self.close();
        }
        let before = if self.length == 0 { "labpressIndex([\n" } else { ",\n" };
        self.length += before.len() + entry.len();
        if self.take.is_some() {
            self.shard.push_str(before);
            self.shard.push_str(entry);
        }
    }

    fn close(&mut self) {
        let path = RepoPath::new(format!("{FOLDER}/{}.js", self.paths.len() + 1));
        if let Some(take) = self.take {
            self.shard.push_str("\n]);\n");
            take(File { path: path.clone(), content: Content::Text(std::mem::take(&mut self.shard)) });
        }
        self.length = 0;
        self.paths.push(path);
    }

    fn finish(mut self) -> Vec<RepoPath> {
        if self.length > 0 {
            self.close();
        }
        self.paths
    }
}

fn of_report(site: &Site, index: usize) -> Vec<Entry> {
    let report = &site.reports[index];
    let page = &site.pages[site.places[index].page];
    let parts = parts(&report.found);
    let title = &report.found.title;
    let entry = |id: &str, heading: &str| Entry {
        address: address(&page.address, id),
        title: title.clone(),
        heading: heading.to_owned(),
        text: String::new(),
        kind: Kind::Text,
    };
    let mut entries = vec![entry("", "")];
    for block in &report.document.blocks {
        if site.places[index].title == Some(block.span) {
            continue;
        }
        let text = spaced(&plain_block(block));
        if let Some((id, heading)) = begins(&parts, block.span, &block.kind, &text) {
            entries.push(entry(&id, &heading));
            // A label's other lines belong to what it labels.
            if matches!(block.kind, BlockKind::Heading(_)) {
                continue;
            }
        }
        if text.is_empty() || has_own_entry(&report.found, block) {
            continue;
        }
        if let Some(last) = entries.last_mut() {
            if !last.text.is_empty() {
                last.text.push(' ');
            }
            last.text.push_str(&text);
        }
    }
    entries
        .retain(|entry| !entry.text.is_empty() || !entry.heading.is_empty() || entry.address == page.address.as_str());
    entries.extend(commands(site, index));
    entries
}

/// Returns a text with one blank between its words.
fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Returns whether a block is found by entries of its own, and would only be in the index twice: the cells of a
/// comparison, and code that is nothing but commands.
fn has_own_entry(found: &Found, block: &Block) -> bool {
    if found.comparisons.iter().any(|comparison| comparison.span.contains(block.span)) {
        return true;
    }
    let BlockKind::Code(code) = &block.kind else { return false };
    let own = found.commands.iter().filter(|command| block.span.contains(command.span) && command.input.is_none());
    let signs = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    own.map(|command| signs(&command.text)).sum::<usize>() >= signs(&code.text)
}

/// Returns the id and the words of what begins with a block: a part, or a section.
fn begins(parts: &BTreeMap<Span, PartHeader>, span: Span, kind: &BlockKind, text: &str) -> Option<(String, String)> {
    if let Some(part) = labels_in(parts, span).last().and_then(|label| parts.get(&label)) {
        let number = if part.number.is_empty() { String::new() } else { format!("{}: ", part.number) };
        return Some((part.id.clone(), format!("{number}{}", part.name)));
    }
    match kind {
        BlockKind::Heading(heading) => Some((heading.id.clone(), text.to_owned())),
        _ => None,
    }
}

/// Returns the commands of a report, each different one once.
fn commands(site: &Site, index: usize) -> Vec<Entry> {
    let report = &site.reports[index];
    let place = &site.places[index];
    let page = &site.pages[place.page];
    let mut seen = BTreeSet::new();
    let commands = report.found.commands.iter().filter(|command| seen.insert(&command.text));
    let entry = |command: &crate::extract::Command| Entry {
        address: address(&page.address, place.anchors.id(command.span).unwrap_or("")),
        title: report.found.title.clone(),
        heading: command.label.clone().or_else(|| part_of(&report.found, command.span)).unwrap_or_default(),
        text: command.text.clone(),
        kind: Kind::Command,
    };
    commands.map(entry).collect()
}

fn part_of(found: &Found, span: Span) -> Option<String> {
    let next = found.parts.partition_point(|part| part.span.start <= span.start);
    let part = found.parts[..next].last().filter(|part| span.start < part.span.end)?;
    Some(part.title.clone())
}

/// Returns the rows of the comparison page.
fn comparisons(site: &Site) -> Vec<Entry> {
    let Some(page) = site.pages.iter().find(|page| page.kind == PageKind::Compare) else { return Vec::new() };
    let mut entries = Vec::new();
    for (matrix, id) in site.matrices.iter().zip(export::ids(site)) {
        let title = export::title(site, matrix);
        for (at, row) in matrix.rows.iter().enumerate() {
            let said = matrix
                .subjects
                .iter()
                .zip(&row.cells)
                .flat_map(|(subject, cell)| cell.iter().map(move |quote| format!("{subject}: {}", quote.text)));
            entries.push(Entry {
                address: address(&page.address, &export::row_id(&id, at)),
                title: title.clone(),
                heading: row.aspect.clone().unwrap_or_default(),
                text: said.collect::<Vec<_>>().join(" "),
                kind: Kind::Comparison,
            });
        }
    }
    entries
}

fn address(page: &RepoPath, id: &str) -> String {
    let page = relative(&RepoPath::default(), page);
    if id.is_empty() { page } else { format!("{page}#{}", percent_encoded(id)) }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    #[test]
    fn a_long_index_has_several_files() {
        let made = Mutex::new(Vec::new());
        let take = |file: File| made.lock().unwrap().push(file);
        let mut index = Index::new(Some(&take));
        let mut counted = Index::new(None);
        let entry = format!("{{\"address\":\"a.html\",\"text\":\"{}\"}}", "word ".repeat(20_000));
        (0..25).for_each(|_| index.add(&entry));
        (0..25).for_each(|_| counted.add(&entry));
        let paths = index.finish();
        assert_eq!(paths.len(), 3);
        assert_eq!(counted.finish(), paths);
        let mut count = 0;
        for file in made.into_inner().unwrap() {
            let Content::Text(shard) = file.content else { panic!("{} is no text", file.path) };
            assert!(shard.len() <= SHARD + 8 && shard.starts_with("labpressIndex([\n{") && shard.ends_with("}\n]);\n"));
            count += shard.matches("\"address\"").count();
        }
        assert_eq!(count, 25);
    }
}
