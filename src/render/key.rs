//! All that a page is made from, as one hash: while it stays the same, so does the page.

use std::fmt::Write;

use serde::Serialize;

use super::Assets;
use super::pages::{frame, neighbours};
use crate::cache::Key;
use crate::extract::Target;
use crate::images::{Broken, Picture};
use crate::site::{Destination, Page, PageKind, Site};
use crate::source::Sources;

/// Returns the key of a page that is made from what its template sees, which is known by then: a sheet, a list.
pub(super) fn of_values(assets: &Assets, values: &impl Serialize) -> Option<Key> {
    let all = serde_json::to_vec(&(assets.world.hex(), values)).ok()?;
    Some(Key::of("values 1", &all))
}

/// Returns the key of the page of a write-up, before its text is written as HTML; `None` for other pages.
pub(super) fn of(site: &Site, page: &Page, assets: &Assets) -> Option<Key> {
    let number = page.report.filter(|_| page.kind == PageKind::Report)?;
    let (place, report) = (&site.places[number], &site.reports[number]);
    let mut all = String::with_capacity(4096);
    // Writing to a text cannot fail.
    let _ = write!(all, "{} {:?} {:?}", assets.world.hex(), report.document.span, report.document.begins);
    let _ = write!(all, "{:?}{:?}", frame(site, page, assets), neighbours(site, page));
    let source = site.sources.text(report.document.file);
    // Links as they are written: where they lead says nothing of the address and the headings of that page.
    let _ = write!(all, "{:?}{:?}{:?}", super::page::links(site, page, number), place.anchors.nodes, place.title);
    let _ = write!(all, "{:?}", source.path);
    for shot in &report.found.screenshots {
        let _ = write!(all, "{:?}", shot.file);
        if let Target::File(path, _) = &shot.file {
            picture(site.pictures.get(path).map(Result::as_ref), &mut all);
        }
    }
    for destination in place.links.destinations.values() {
        if let Destination::Picture(path) = destination {
            picture(site.pictures.get(path).map(Result::as_ref), &mut all);
        }
    }
    all.push_str(&source.text);
    Some(Key::of("page 3", all.as_bytes()))
}

fn picture(made: Option<Result<&Picture, &Broken>>, all: &mut String) {
    let _ = match made {
        Some(Ok(picture)) => {
            let files = picture.smaller.iter().chain([&picture.full]);
            files.map(|file| (&file.name, file.width, file.height)).try_for_each(|file| write!(all, "{file:?}"))
        }
        other => write!(all, "{other:?}"),
    };
}

/// Returns the key of what all pages have in common: this labpress, the site's settings, words and templates.
pub(super) fn world(site: &Site) -> Key {
    let templates = |sources: &Sources| {
        let texts = sources.templates.iter().map(|&id| sources.text(id));
        texts.map(|source| format!("{}\n{}", source.path, source.text)).collect::<Vec<_>>()
    };
    let all = (env!("CARGO_PKG_VERSION"), site.config, site.words, templates(site.sources));
    Key::of("world 1", format!("{all:?}").as_bytes())
}
