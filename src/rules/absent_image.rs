//! The text speaks of a screenshot, and there is none.
//!
//! It is reported where the whole write-up shows and links to no picture. Put the picture beside what it shows; pictures that
//! only lie in the repository are not seen.

use std::collections::{BTreeMap, BTreeSet};

use super::{Finding, at};
use crate::document::{InlineKind, Node, walk};
use crate::images::is_picture_name;
use crate::site::{Destination, Report, Site};
use crate::source::{FileId, RepoPath, Span};
use crate::vocabulary::PhraseList;

/// What people call their pictures, in lower case.
static WORDS: PhraseList = PhraseList::new(
    "screenshot|screen shot|screen-shot|screencap|captura de pantalla|capturas de pantalla|captura de tela|\
    tangkapan layar|capture d'écran|capture d’écran|bildschirmfoto|скриншот|截图|截圖|スクリーンショット",
);

pub(super) fn check(site: &Site) -> Vec<Finding> {
    // Reports that were cut out of one file share its pictures.
    let all = site.reports.iter().zip(&site.places);
    let shown = all.filter(|(report, place)| shows_picture(report, &place.links.destinations));
    let shown: BTreeSet<FileId> = shown.map(|(report, _)| report.document.file).collect();
    // A page that only leads to others reports nothing.
    let reports = |report: &&Report| !report.found.parts.is_empty() || !report.found.commands.is_empty();
    let bare = site.reports.iter().filter(reports).filter(|report| !shown.contains(&report.document.file));
    bare.filter_map(|report| of_report(site, report)).collect()
}

fn shows_picture(report: &Report, links: &BTreeMap<Span, Destination>) -> bool {
    let found = &report.found;
    let is_picture = |link: &Destination| match link {
        Destination::Picture(_) => true,
        Destination::Missing(path) => is_picture_name(&RepoPath::new(path)),
        _ => false,
    };
    !found.screenshots.is_empty()
        || !found.remote.is_empty()
        || !found.unread_pictures.is_empty()
        || links.values().any(is_picture)
}

/// Returns the first place that speaks of a picture.
fn of_report(site: &Site, report: &Report) -> Option<Finding> {
    let source = site.sources.text(report.document.file);
    let mut places: Vec<(Span, bool)> = Vec::new();
    walk(&report.document.blocks, &mut |node| {
        if let Node::Inline(inline) = node
            && let InlineKind::Text(said) = &inline.kind
            && WORDS.are_in(said)
        {
            let line = source.lines.start(source.lines.line(inline.span.start));
            let is_label = source.text[line..inline.span.start].starts_with(['#', '*', '_']);
            places.push((inline.span, is_label));
        }
    });
    // A sentence says more than a heading.
    let (place, _) = places.iter().find(|(_, is_label)| !is_label).or_else(|| places.first())?;
    let help = "put the picture here: `![what it shows](path/to/picture.png)`";
    Some(at(report, *place, "this speaks of a picture, and the write-up shows none").help(help))
}
