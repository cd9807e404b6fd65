//! The search index: everything that can be found on a site, in script files that a page loads when somebody searches.
//!
//! A script and not JSON, because a page that was opened from the disk may load scripts and may not fetch files. How
//! words are cut and compared is the business of `search.js`, which reads the index.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;
use serde::{Serialize, Serializer};

use super::html::{PartHeader, labels_in};
use super::page::parts;
use super::{Content, File, Take, export};
use crate::cache::{Cache, Key};
use crate::document::{Block, BlockKind, plain_block};
use crate::extract::{Command, Found};
use crate::site::{MatrixPart, MatrixRow, Page, PageKind, Site, percent_encoded, relative};
use crate::source::{RepoPath, Span};

const SCRIPT: &str = include_str!("../../templates/search.js");

/// The folder of the index.
const FOLDER: &str = "search";
/// Most bytes of one file of the index. A larger site has several.
const SHARD: usize = 1024 * 1024;

/// What can be found on one page, or in one comparison of a page.
#[derive(Debug)]
struct Group {
    /// From the site's root: `virtualization/index.html`.
    address: String,
    /// Title of the page, or what is compared.
    title: String,
    entries: Vec<Entry>,
}

/// Something that can be found.
#[derive(Debug)]
struct Entry {
    kind: Kind,
    /// Where on the page, ready for an address; empty for the page as a whole.
    fragment: String,
    /// The heading above it; may be empty.
    heading: String,
    text: String,
}

/// What an entry is; `search.js` knows it by this number.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Text = 0,
    Command = 1,
    Comparison = 2,
}

/// As arrays: what is named in every entry would be half of the index.
impl Serialize for Group {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (&self.address, &self.title, &self.entries).serialize(serializer)
    }
}

impl Serialize for Entry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.kind as u8, &self.fragment, &self.heading, &self.text).serialize(serializer)
    }
}

/// How many reports are read into the index at a time: but for a preview, which remembers it, a large site's index is
/// never held as a whole.
const AT_ONCE: usize = 256;

/// Makes the files of the index and the script that reads them; returns their paths, the script's first, or none when
/// there is nothing to find. The index is named by its number alone: were it named by its content, every change of a
/// report would change every page.
pub(super) fn files(site: &Site, cache: &Cache, take: Take) -> Vec<RepoPath> {
    let reports: Vec<usize> = site.pages.iter().filter_map(|page| page.report).collect();
    let mut index = Index::new(Some(take));
    for reports in reports.chunks(AT_ONCE) {
        let groups: Vec<String> = reports.par_iter().map(|&report| group_of(site, report, cache)).collect();
        groups.iter().for_each(|group| index.add(group));
    }
    comparisons(site).iter().for_each(|group| index.add(&written(group)));
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
    groups: Vec<Arc<str>>,
}

impl Planned {
    /// Plans the index of a site, and returns the paths that [`files`] would return.
    pub(super) fn new(site: &Site, cache: &Cache, memory: &Memory) -> (Vec<RepoPath>, Self) {
        let reports: Vec<usize> = site.pages.iter().filter_map(|page| page.report).collect();
        let mut groups: Vec<Arc<str>> =
            reports.par_iter().map(|&report| memory.of_report(site, report, cache)).collect();
        memory.forget_others(site);
        groups.extend(comparisons(site).iter().map(|group| written(group).into()));
        let planned = Self { groups };
        (planned.write(None), planned)
    }

    /// Makes the files.
    pub(super) fn write(&self, take: Option<Take>) -> Vec<RepoPath> {
        let mut index = Index::new(take);
        self.groups.iter().for_each(|group| index.add(group));
        with_script(index.finish(), take)
    }
}

/// Returns a group as JSON. Strings and numbers can always be written so.
fn written(group: &Group) -> String {
    serde_json::to_string(group).unwrap_or_default()
}

/// What can be found in the write-ups of the last site, as it is written, by their indices and the addresses of their
/// pages.
#[derive(Debug, Default)]
pub(super) struct Memory(Mutex<BTreeMap<(usize, RepoPath), Arc<str>>>);

impl Memory {
    /// Forgets write-ups that the site does not have any more.
    fn forget_others(&self, site: &Site) {
        let pages = site.pages.iter().filter_map(|page| Some((page.report?, page.address.clone())));
        let shown: BTreeSet<(usize, RepoPath)> = pages.collect();
        lock(&self.0).retain(|shown_at, _| shown.contains(shown_at));
    }

    /// Returns what can be found in a write-up.
    fn of_report(&self, site: &Site, report: usize, cache: &Cache) -> Arc<str> {
        let page = &site.pages[site.places[report].page];
        let shown_at = (report, page.address.clone());
        let known = if site.shows_as_before(page) { lock(&self.0).get(&shown_at).cloned() } else { None };
        let group = known.unwrap_or_else(|| group_of(site, report, cache).into());
        lock(&self.0).insert(shown_at, Arc::clone(&group));
        group
    }
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// An index that is being written, or with nobody to take its files counted: scripts of at most [`SHARD`] bytes, unless
/// one group alone is longer.
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

    fn add(&mut self, group: &str) {
        if self.length > 0 && self.length + group.len() >= SHARD {
            self.close();
        }
        let before = if self.length == 0 { "labpressIndex([\n" } else { ",\n" };
        self.length += before.len() + group.len();
        if self.take.is_some() {
            self.shard.push_str(before);
            self.shard.push_str(group);
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

/// Returns what can be found in a write-up, as JSON.
fn group_of(site: &Site, index: usize, cache: &Cache) -> String {
    let (place, report) = (&site.places[index], &site.reports[index]);
    let all = (report.key, &site.pages[place.page].address, place.title, &place.anchors);
    cache.value(report.name("entries 1", site.sources), Key::of_value("entries 1", &all), || {
        written(&of_report(site, index))
    })
}

fn of_report(site: &Site, index: usize) -> Group {
    let report = &site.reports[index];
    let page = &site.pages[site.places[index].page];
    let parts = parts(&report.found);
    let entry = |id: &str, heading: String| Entry {
        kind: Kind::Text,
        fragment: percent_encoded(id),
        heading,
        text: String::new(),
    };
    let mut entries = vec![entry("", String::new())];
    for block in &report.document.blocks {
        if site.places[index].title == Some(block.span) {
            continue;
        }
        let text = spaced(&plain_block(block));
        if let Some((id, heading)) = begins(&parts, block.span, &block.kind, &text) {
            entries.push(entry(&id, heading));
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
    entries.retain(|entry| !entry.text.is_empty() || !entry.heading.is_empty() || entry.fragment.is_empty());
    entries.extend(commands(site, index));
    Group { address: in_address(page), title: report.found.title.clone(), entries }
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
    let first = found.commands.partition_point(|command| command.span.start < block.span.start);
    let inside = found.commands[first..].iter().take_while(|command| command.span.start < block.span.end);
    let own = inside.filter(|command| block.span.contains(command.span) && command.input.is_none());
    let signs = |text: &str| match text.is_ascii() {
        true => text.bytes().filter(|byte| !byte.is_ascii_whitespace()).count(),
        false => text.chars().filter(|c| !c.is_whitespace()).count(),
    };
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
    let (found, place) = (&site.reports[index].found, &site.places[index]);
    let mut seen = HashSet::new();
    let commands = found.commands.iter().filter(|command| seen.insert(&command.text));
    let entry = |command: &Command| Entry {
        kind: Kind::Command,
        fragment: percent_encoded(place.anchors.id(command.span).unwrap_or("")),
        heading: command
            .label
            .as_deref()
            .map_or_else(|| part_of(found, command.span).unwrap_or_default(), str::to_owned),
        text: command.text.to_string(),
    };
    commands.map(entry).collect()
}

fn part_of(found: &Found, span: Span) -> Option<String> {
    let next = found.parts.partition_point(|part| part.span.start <= span.start);
    let part = found.parts[..next].last().filter(|part| span.start < part.span.end)?;
    Some(part.title.clone())
}

/// Returns the rows of the comparison, each on its page.
fn comparisons(site: &Site) -> Vec<Group> {
    let Some(first) = site.pages.iter().find(|page| page.kind == PageKind::Compare) else { return Vec::new() };
    let ids = export::ids(site);
    let of_part = |(page, part): (&Page, &MatrixPart)| {
        let subjects = &part.matrix.subjects;
        let entry = |(at, row): (usize, &MatrixRow)| {
            let cells = subjects.iter().zip(&row.cells);
            let said =
                cells.flat_map(|(subject, cell)| cell.iter().map(move |quote| format!("{subject}: {}", quote.text)));
            Entry {
                kind: Kind::Comparison,
                fragment: percent_encoded(&export::row_id(&ids[part.number], at)),
                heading: row.aspect.clone().unwrap_or_default(),
                text: said.collect::<Vec<_>>().join(" "),
            }
        };
        let entries = (part.first..).zip(part.rows).map(entry).collect();
        Group { address: in_address(page), title: export::title(site, part.matrix), entries }
    };
    let parts = site.matrix_parts();
    let pages = site.parts_of(first).zip(&parts);
    pages.flat_map(|(page, parts)| parts.iter().map(move |part| (page, part))).map(of_part).collect()
}

/// Returns where a page lies, seen from the site's root.
fn in_address(page: &Page) -> String {
    relative(&RepoPath::default(), &page.address)
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
        let group = format!("[\"a.html\",\"A\",[[0,\"\",\"\",\"{}\"]]]", "word ".repeat(20_000));
        (0..25).for_each(|_| index.add(&group));
        (0..25).for_each(|_| counted.add(&group));
        let paths = index.finish();
        assert_eq!(paths.len(), 3);
        assert_eq!(counted.finish(), paths);
        let mut count = 0;
        for file in made.into_inner().unwrap() {
            let Content::Text(shard) = file.content else { panic!("{} is no text", file.path) };
            assert!(shard.len() <= SHARD + 8 && shard.starts_with("labpressIndex([\n[") && shard.ends_with("]\n]);\n"));
            count += shard.matches("a.html").count();
        }
        assert_eq!(count, 25);
    }
}
