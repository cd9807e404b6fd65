//! The text speaks of a screenshot, and there is none.
//!
//! It is reported where the whole write-up shows and links to no picture. Put the picture beside what it shows; pictures that
//! only lie in the repository are not seen.

use std::collections::{BTreeMap, BTreeSet};

use super::Finding;
use super::checked::{Checked, Topic};
use crate::images::is_picture_name;
use crate::site::{Destination, Report, Site};
use crate::source::{FileId, RepoPath, Span};

/// What people call their pictures, in lower case.
pub(super) const WORDS: &str = "screenshot|screen shot|screen-shot|screencap|captura de pantalla|capturas de pantalla|captura de tela|\
    tangkapan layar|capture d'écran|capture d’écran|bildschirmfoto|скриншот|截图|截圖|スクリーンショット";

pub(super) fn check(checked: &Checked) -> Vec<Finding> {
    let found = &checked.report.found;
    // A page that only leads to others reports nothing.
    let reports = !found.parts.is_empty() || !found.commands.is_empty();
    let said = if reports { place(checked) } else { None };
    let help = "put the picture here: `![what it shows](path/to/picture.png)`";
    let finding = |place| checked.at(place, "this speaks of a picture, and the write-up shows none").help(help);
    said.map(finding).into_iter().collect()
}

/// Returns the files whose reports show or link to a picture: those that were cut out of one file share its pictures.
pub(super) fn pictured(site: &Site) -> BTreeSet<FileId> {
    let all = site.reports.iter().zip(&site.places);
    let shown = all.filter(|(report, place)| shows_picture(report, &place.links.destinations));
    shown.map(|(report, _)| report.document.file).collect()
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

/// Returns the first place that speaks of a picture; a sentence says more than a heading.
fn place(checked: &Checked) -> Option<Span> {
    let (lines, text) = (&checked.source.lines, &checked.source.text);
    let is_label = |span: &Span| text[lines.start(lines.line(span.start))..span.start].starts_with(['#', '*', '_']);
    let mut said = checked.speaking_of(Topic::Picture);
    let mut others = checked.speaking_of(Topic::Picture);
    said.find(|span| !is_label(span)).or_else(|| others.next())
}
