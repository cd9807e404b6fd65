//! The front page and the pages of folders: a README, and cards for the write-ups below.

use crate::document::{BlockKind, InlineKind, plain};
use crate::render::figure::{picture, shown};
use crate::render::page::{counts, in_words, part_name};
use crate::render::view::{CardView, Counts, FigureView, ListView, PartLinkView};
use crate::site::{Page, Report, Site, is_strip};

/// Most write-ups of which a folder's page shows all. One with more shows those that lie directly in it, and its folders.
const MOST_CARDS: usize = 200;

pub(super) fn list(site: &Site, page: &Page) -> ListView {
    let below = below(site, page);
    let is_large = reports(below).count() > MOST_CARDS;
    let cards = below.iter().filter_map(|other| {
        if is_large && other.is_folder() {
            return (other.folder.folder() == page.folder).then(|| folder_card(site, page, other));
        }
        let report = other.report.filter(|_| !is_large || other.folder == page.folder)?;
        Some(card(site, page, other, report))
    });
    let cards = cards.collect();
    let readme = page.report.map(|index| super::report::report(site, page, index));
    let shown = page.report.into_iter().chain(reports(below));
    ListView { readme, cards, counts: in_words(site.words, sum(site, shown)) }
}

/// Returns the pages of what is in a folder: they follow its own.
fn below<'a>(site: &'a Site, page: &Page) -> &'a [Page] {
    let is_inside = |other: &Page| other.folder == page.folder || other.folder.below(&page.folder).is_some();
    let after = site.pages.get(site.number(page) + 1..).unwrap_or_default();
    &after[..after.iter().take_while(|other| is_inside(other)).count()]
}

fn reports(pages: &[Page]) -> impl Iterator<Item = usize> {
    pages.iter().filter_map(|page| page.report)
}

/// Returns how much is in all of these write-ups.
fn sum(site: &Site, reports: impl Iterator<Item = usize>) -> Counts {
    reports.map(|report| counts(&site.reports[report].found)).fold(Counts::default(), |sum, counts| Counts {
        parts: sum.parts + counts.parts,
        comparisons: sum.comparisons + counts.comparisons,
        commands: sum.commands + counts.commands,
        screenshots: sum.screenshots + counts.screenshots,
    })
}

/// A folder among the cards of the one around it; one with nothing but a README is that write-up.
fn folder_card(site: &Site, from: &Page, to: &Page) -> CardView {
    let below = below(site, to);
    let inside = reports(below).count();
    if let Some(only) = to.report.filter(|_| inside == 0) {
        return card(site, from, to, only);
    }
    let readme = to.report.map(|index| &site.reports[index]);
    let mut counts = in_words(site.words, sum(site, to.report.into_iter().chain(reports(below))));
    counts.counted.insert(0, site.words.counted(&site.words.count_reports, inside));
    CardView {
        title: to.title.clone(),
        url: site.between(from, to),
        excerpt: readme.map(excerpt).unwrap_or_default(),
        counts,
        is_folder: true,
        parts: Vec::new(),
        cover: readme.and_then(|readme| cover(site, from, readme)),
    }
}

fn card(site: &Site, from: &Page, to: &Page, index: usize) -> CardView {
    let report = &site.reports[index];
    let names = report.found.parts.iter().map(part_name);
    CardView {
        title: report.found.title.clone(),
        url: site.between(from, to),
        excerpt: excerpt(report),
        counts: in_words(site.words, counts(&report.found)),
        is_folder: false,
        parts: names.collect(),
        cover: cover(site, from, report),
    }
}

/// Returns links to the pages of a large sheet; none for one that has a single page.
pub(super) fn part_links(site: &Site, page: &Page) -> Vec<PartLinkView> {
    let parts = site.parts_of(page).map(|part| PartLinkView {
        number: part.part + 1,
        url: site.between(page, part),
        current: part.part == page.part,
    });
    let parts: Vec<PartLinkView> = parts.collect();
    if parts.len() > 1 { parts } else { Vec::new() }
}

/// Returns the first screenshot that shows something at the size of a card.
fn cover(site: &Site, page: &Page, report: &Report) -> Option<FigureView> {
    const LEAST: (u32, u32) = (240, 120);
    let pictures = report.found.screenshots.iter().filter_map(|shot| picture(site, shot).ok());
    let mut fitting = pictures.filter(|picture| {
        picture.width >= LEAST.0 && picture.height >= LEAST.1 && !is_strip(picture.width, picture.height)
    });
    fitting.next().map(|picture| shown(page, picture, String::new()))
}

/// Length of an excerpt, in characters.
const EXCERPT: usize = 200;
/// Shortest paragraph that says what a write-up is about, in characters.
const SHORTEST: usize = 50;

/// Returns the first sentences of a write-up, or `""`.
pub(in crate::render) fn excerpt(report: &Report) -> String {
    if let Some(description) = &report.document.front_matter.description {
        return description.clone();
    }
    let tells = report.document.blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Paragraph(content) => {
            // `**Date:** ..` and labels say nothing of what is below.
            let labels = matches!(content.first().map(|first| &first.kind), Some(InlineKind::Strong(_)));
            let text = plain(content).split_whitespace().collect::<Vec<_>>().join(" ");
            (!labels && text.chars().count() >= SHORTEST).then_some(text)
        }
        _ => None,
    });
    let text = tells.unwrap_or_default();
    if text.chars().count() <= EXCERPT {
        return text;
    }
    let cut: String = text.chars().take(EXCERPT).collect();
    match cut.rfind(". ") {
        Some(end) if end > EXCERPT / 2 => cut[..=end].to_owned(),
        _ => format!("{} …", cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words)),
    }
}
