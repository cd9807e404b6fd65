//! Where the links of write-ups lead.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::Report;
use crate::document::{BlockKind, Inline, InlineKind, Node, walk};
use crate::extract::Target;
use crate::images::is_picture_name;
use crate::source::{Index, Lookup, RepoPath, Resolved, Rule, Sources, Span, percent_decoded};

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// To the page of this write-up (an index), and a place in it.
    Report(usize, Option<String>),
    /// To the page of this write-up: the place that was asked for is not in it.
    NoSuchPlace(usize, String),
    /// To the page of this folder.
    Folder(RepoPath),
    /// To a picture in full.
    Picture(RepoPath),
    /// To a file that is published as it is.
    File(RepoPath),
    /// To a file that is not published.
    Refused(RepoPath),
    /// To nothing: this path was looked for.
    Missing(String),
}

/// Files that a browser shows as text or saves, and never runs.
const HARMLESS: &str = "7z bib bz2 c cfg cpp csv conf cs doc docx drawio env go gz h hpp ini ipynb iso java json kt \
                        log lock lua md markdown mk ods odt pcap pcapng pdf pem ppt pptx properties ps1 pub py r rb rs \
                        rtf service sh sql srt tar tex tf tgz toml ts tsv txt vdi xls xlsx xz yaml yml zip";
/// Names of harmless files that have no extension.
const HARMLESS_NAMES: [&str; 7] =
    ["dockerfile", "containerfile", "makefile", "vagrantfile", "license", "justfile", "jenkinsfile"];

/// Where the links of a write-up lead, by their place.
#[derive(Debug, Default)]
pub struct Links {
    /// Those that do not lead elsewhere.
    pub destinations: BTreeMap<Span, Destination>,
    /// Those whose path had to be rescued.
    pub rescued: BTreeMap<Span, RescuedLink>,
}

impl Links {
    /// Returns whether a link leads to the page of one of these write-ups.
    pub(super) fn leads_into(&self, reports: &BTreeSet<usize>) -> bool {
        self.destinations.values().any(|destination| match destination {
            Destination::Report(report, _) | Destination::NoSuchPlace(report, _) => reports.contains(report),
            _ => false,
        })
    }
}

/// A link whose path does not lead where its author meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RescuedLink {
    /// The path as written, without what follows `#`.
    pub target: String,
    /// How the file was found.
    pub rule: Rule,
    /// Where it lies.
    pub path: RepoPath,
}

/// Resolves every link of a write-up that does not lead elsewhere; `ids` knows the headings of each write-up.
pub(super) fn links<'a>(
    report: &Report,
    path: &RepoPath,
    index: &Index,
    by_file: &BTreeMap<RepoPath, Vec<usize>>,
    ids: &dyn Fn(usize) -> &'a BTreeSet<String>,
    folders: &BTreeSet<RepoPath>,
) -> Links {
    let mut found = Links::default();
    walk(&report.document.blocks, &mut |node| {
        let Node::Inline(inline) = node else { return };
        let InlineKind::Link(link) = &inline.kind else { return };
        let (target, fragment) = match link.target.split_once('#') {
            Some((target, fragment)) => (target, Some(percent_decoded(fragment))),
            None => (link.target.as_str(), None),
        };
        let destination = if target.is_empty() {
            by_file.get(path).map(|own| place(own, fragment, ids))
        } else {
            match index.find(&path.folder(), &link.target) {
                Lookup::Elsewhere => None,
                Lookup::Found(resolved) => {
                    // An address on a code host works there too.
                    if !matches!(resolved.rule, Rule::Exact | Rule::HostPage | Rule::HostFile) {
                        let (rule, path) = (resolved.rule, resolved.path.clone());
                        found.rescued.insert(inline.span, RescuedLink { target: target.to_owned(), rule, path });
                    }
                    Some(match by_file.get(&resolved.path) {
                        Some(others) => place(others, fragment, ids),
                        None => file(resolved.path),
                    })
                }
                Lookup::Missing(looked_for) => {
                    let folder = path.folder().join(&percent_decoded(target));
                    Some(match folder.filter(|folder| folders.contains(folder)) {
                        Some(folder) => Destination::Folder(folder),
                        None => Destination::Missing(looked_for),
                    })
                }
            }
        };
        if let Some(destination) = destination {
            found.destinations.insert(inline.span, destination);
        }
    });
    found
}

/// Returns the place in one of the reports of a file.
fn place<'a>(reports: &[usize], fragment: Option<String>, ids: &dyn Fn(usize) -> &'a BTreeSet<String>) -> Destination {
    let first = reports[0];
    let Some(fragment) = fragment.filter(|fragment| !fragment.is_empty()) else {
        return Destination::Report(first, None);
    };
    let wanted = fragment.to_lowercase();
    let holds = |report: usize| {
        ids(report).get(&fragment).or_else(|| {
            // As on GitHub, the letters' case does not matter.
            ids(report).iter().find(|id| id.to_lowercase() == wanted)
        })
    };
    match reports.iter().find_map(|&report| Some((report, holds(report)?))) {
        Some((report, id)) => Destination::Report(report, Some(id.clone())),
        None if wanted == "top" => Destination::Report(first, None),
        None => Destination::NoSuchPlace(first, fragment),
    }
}

fn file(path: RepoPath) -> Destination {
    let extension = path.extension();
    let is_one_of = |list: &str| list.split(' ').any(|known| known == extension);
    if is_picture_name(&path) {
        Destination::Picture(path)
    } else if is_one_of(HARMLESS) || HARMLESS_NAMES.contains(&path.name().to_lowercase().as_str()) {
        Destination::File(path)
    } else {
        Destination::Refused(path)
    }
}

/// Returns the pictures that write-ups show or link to, each once, in path order.
pub fn wanted_pictures(sources: &Sources, reports: &[Report]) -> Vec<RepoPath> {
    let index = Index::new(sources);
    let wanted = reports.par_iter().flat_map_iter(|report| wanted_by(report, sources, &index));
    let mut wanted: Vec<RepoPath> = wanted.collect();
    wanted.sort_unstable();
    wanted.dedup();
    wanted
}

/// Returns the pictures that one write-up shows or links to; `index` knows the files of its site.
pub fn wanted_by(report: &Report, sources: &Sources, index: &Index) -> BTreeSet<RepoPath> {
    let folder = sources.text(report.document.file).path.folder();
    let shown = report.found.screenshots.iter().filter_map(|shot| match &shot.file {
        Target::File(path, _) => Some(path.clone()),
        Target::Missing(_) | Target::Remote(_) => None,
    });
    let mut wanted: BTreeSet<RepoPath> = shown.collect();
    walk(&report.document.blocks, &mut |node| {
        if let Node::Inline(Inline { kind: InlineKind::Link(link), .. }) = node
            && let Lookup::Found(Resolved { path, .. }) = index.find(&folder, &link.target)
            && is_picture_name(&path)
        {
            wanted.insert(path);
        }
    });
    wanted
}

/// Returns the pictures that no write-up shows or links to, in path order. One that was meant, though Markdown takes
/// it for text, is none of them.
pub fn unlinked_pictures(sources: &Sources, reports: &[Report]) -> Vec<RepoPath> {
    let index = Index::new(sources);
    let mut linked: BTreeSet<RepoPath> = wanted_pictures(sources, reports).into_iter().collect();
    for report in reports {
        let folder = sources.text(report.document.file).path.folder();
        let meant = report.found.unread_pictures.iter().map(|picture| index.find(&folder, &picture.target));
        linked.extend(meant.filter_map(|lookup| match lookup {
            Lookup::Found(found) => Some(found.path),
            Lookup::Elsewhere | Lookup::Missing(_) => None,
        }));
    }
    let pictures = sources.files.iter().filter(|file| is_picture_name(file));
    pictures.filter(|file| !linked.contains(*file)).cloned().collect()
}

/// Returns the ids of a write-up's headings.
pub fn heading_ids(report: &Report) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    walk(&report.document.blocks, &mut |node| {
        if let Node::Block(block) = node
            && let BlockKind::Heading(heading) = &block.kind
        {
            ids.insert(heading.id.clone());
        }
    });
    ids
}
