//! Where each write-up is shown and what it points to. When only some texts are new, that of all others is kept.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;

use rayon::prelude::*;

use super::anchors::{Anchors, anchors};
use super::links::{Links, heading_ids, links};
use super::sheet::{Tool, Typed};
use super::{Material, Page, Report};
use crate::document::{Block, BlockKind, InlineKind, plain};
use crate::extract::Target;
use crate::images::Pictures;
use crate::source::{FileId, Index, RepoPath, Span};

/// Where a write-up is shown, and what it points to.
#[derive(Debug)]
pub struct Place {
    /// Index of its page.
    pub page: usize,
    /// Where its links lead.
    pub links: Links,
    /// Ids that other pages use.
    pub anchors: Anchors,
    /// The heading that is shown as the page's title.
    pub title: Option<Span>,
}

/// What the places of write-ups depend on, beside each one's own text, pictures, and the list of files.
#[derive(Debug, Default)]
pub(super) struct Around {
    /// The file of each write-up.
    files: Vec<FileId>,
    /// The ids of each one's headings, where a link asked for one.
    ids: Vec<OnceLock<BTreeSet<String>>>,
    /// The id of the heading that is shown as the page's title, of each one.
    titles: Vec<Option<String>>,
    folders: BTreeSet<RepoPath>,
}

/// What was found for a site and holds for the next one of the same files and pictures, but for the texts that changed.
#[derive(Debug)]
pub struct Again<'a> {
    /// Of the site before.
    pub kept: Kept,
    /// The texts that are new since.
    pub changed: &'a BTreeSet<FileId>,
}

/// What is kept of a site that is no more.
#[derive(Debug)]
pub struct Kept {
    pub(super) places: Vec<Place>,
    pub(super) around: Around,
    /// The command sheet, and what it was made of.
    pub(super) tools: (Vec<Tool>, Typed),
}

/// Finds the places of all write-ups, and says which of them are those of the site before.
pub(super) fn places(
    material: &Material,
    pages: &[Page],
    again: Option<(Vec<Place>, Around, &BTreeSet<FileId>)>,
) -> (Vec<Place>, Around, Vec<bool>) {
    let Material { sources, reports, .. } = *material;
    let files: Vec<FileId> = reports.iter().map(|report| report.document.file).collect();
    let folders =
        pages.iter().filter(|page| page.is_folder()).filter_map(|page| sources.content.join(page.folder.as_str()));
    let folders: BTreeSet<RepoPath> = folders.collect();
    let again = again.filter(|(_, around, _)| around.files == files && around.folders == folders);
    let (old, ids, titles) = match again {
        Some((places, around, changed)) => known(reports, places, around, |at| changed.contains(&files[at])),
        None => {
            let unknown = std::iter::repeat_with(|| None).take(reports.len());
            let ids = std::iter::repeat_with(OnceLock::new).take(reports.len());
            (unknown.collect(), ids.collect(), reports.par_iter().map(title_id).collect())
        }
    };
    let mut by_file: BTreeMap<RepoPath, Vec<usize>> = BTreeMap::new();
    for (at, &file) in files.iter().enumerate() {
        by_file.entry(sources.text(file).path.clone()).or_default().push(at);
    }
    let shown = pages.iter().enumerate().filter_map(|(number, page)| Some((page.report?, number)));
    let numbers: HashMap<usize, usize> = shown.collect();
    let page_of = |at: usize| numbers.get(&at).copied().unwrap_or(0);
    let index = Index::new(sources);
    let same = old.iter().map(Option::is_some).collect();
    let ids_of = |at: usize| ids[at].get_or_init(|| heading_ids(&reports[at]));
    let placed = reports.par_iter().zip(old).enumerate().map(|(at, (report, old))| {
        if let Some(place) = old {
            return Place { page: page_of(at), ..place };
        }
        place(material, report, page_of(at), |report, path| links(report, path, &index, &by_file, &ids_of, &folders))
    });
    let places = placed.collect();
    (places, Around { files, ids, titles, folders }, same)
}

/// What is known of each write-up: its place where that holds still, the ids of its headings, and that of its title.
type KnownOf = (Vec<Option<Place>>, Vec<OnceLock<BTreeSet<String>>>, Vec<Option<String>>);

/// Finds anew what is said of headings in new texts, and gives up the places of all write-ups that lead into a file of
/// which another heading is reached now.
fn known(reports: &[Report], places: Vec<Place>, around: Around, is_new: impl Fn(usize) -> bool) -> KnownOf {
    let Around { files, mut ids, mut titles, .. } = around;
    let mut moved: BTreeSet<FileId> = BTreeSet::new();
    for at in (0..reports.len()).filter(|&at| is_new(at)) {
        let title = title_id(&reports[at]);
        // What no link asked for, none depends on.
        let has_others = ids[at].get_mut().is_some_and(|ids| {
            let now = heading_ids(&reports[at]);
            let old = std::mem::replace(ids, now);
            *ids != old
        });
        if has_others || title != titles[at] {
            moved.insert(files[at]);
        }
        titles[at] = title;
    }
    // In a file of several a link leads to the first that has the heading.
    let moved: BTreeSet<usize> = (0..reports.len()).filter(|&at| moved.contains(&files[at])).collect();
    let holds = |at, place: &Place| !is_new(at) && !place.links.leads_into(&moved);
    let old = places.into_iter().enumerate().map(|(at, place)| Some(place).filter(|place| holds(at, place)));
    (old.collect(), ids, titles)
}

/// Returns the id of the heading that is shown as the page's title: a link to it leads to the page as a whole.
fn title_id(report: &Report) -> Option<String> {
    let title = title_heading(report)?;
    report.document.blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Heading(heading) if block.span == title => Some(heading.id.clone()),
        _ => None,
    })
}

/// Finds the place of one write-up on this page.
fn place(material: &Material, report: &Report, page: usize, links: impl Fn(&Report, &RepoPath) -> Links) -> Place {
    let source = material.sources.text(report.document.file);
    let title = title_heading(report);
    let found = &report.found;
    let cells = found.comparisons.iter().flat_map(|comparison| &comparison.rows).flat_map(|row| &row.cells);
    let facts = cells
        .flatten()
        .map(|said| said.span)
        .chain(found.commands.iter().map(|command| command.span))
        .chain(found.screenshots.iter().map(|shot| shot.span));
    let labels = found.parts.iter().map(|part| part.label).collect();
    let figures = figures(report, material.pictures);
    let anchors = anchors(&report.document, facts, &figures, &labels, title, &source.lines);
    Place { page, links: links(report, &source.path), anchors, title }
}

/// Pictures up to this height in pixels are signs inside text, not evidence.
pub const SIGN_HEIGHT: u32 = 40;

/// Returns the pictures that a page shows on their own.
fn figures(report: &Report, pictures: &Pictures) -> BTreeSet<Span> {
    let own = report.found.screenshots.iter().filter(|shot| match &shot.file {
        Target::File(path, _) => match pictures.get(path) {
            Some(Ok(picture)) => picture.height > SIGN_HEIGHT || is_strip(picture.width, picture.height),
            _ => true,
        },
        Target::Missing(_) => true,
        Target::Remote(_) => false,
    });
    own.map(|shot| shot.span).collect()
}

/// Returns whether a picture is one line of a terminal: at least six times as wide as high.
pub fn is_strip(width: u32, height: u32) -> bool {
    width >= height.saturating_mul(6)
}

/// Returns the heading that says the same as the title: the page shows it once.
fn title_heading(report: &Report) -> Option<Span> {
    let said = |block: &&Block| !matches!(block.kind, BlockKind::Comment(_) | BlockKind::Rule);
    let first = report.document.blocks.iter().find(said)?;
    let BlockKind::Heading(heading) = &first.kind else { return None };
    let text = plain(&heading.content);
    let text = text.trim().trim_end_matches(':');
    // What begins a part is its header.
    let is_part = report.found.parts.iter().any(|part| part.label == first.span);
    let has_picture = heading.content.iter().any(|inline| matches!(inline.kind, InlineKind::Image(_)));
    (text == report.found.title && !has_picture && !is_part).then_some(first.span)
}
