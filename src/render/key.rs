//! All that a page is made from, as one hash: while it stays the same, so does the page.

use std::hash::Hash;

use super::Assets;
use super::pages::{frame, neighbours};
use crate::cache::Key;
use crate::extract::Target;
use crate::site::{Destination, Page, PageKind, Site};
use crate::source::{RepoPath, Sources};

/// Returns the key of a page that is made from what its template sees, which is known by then: a sheet, a list.
pub(super) fn of_values(assets: &Assets, values: &impl Hash) -> Key {
    Key::of_value("values 2", &(assets.world, values))
}

/// Returns the key of all that the page of a write-up shows beside it, of the site and of other pages.
pub(super) fn around(site: &Site, assets: &Assets) -> Key {
    let pages = site.pages.iter().map(|page| (&page.address, &page.title, &page.folder, page.kind, page.report));
    let files = (&assets.css, &assets.sheets_css, &assets.js, &assets.icon, &assets.search, assets.has_feed);
    let all = (assets.world, &site.title, &site.author, pages.collect::<Vec<_>>(), files);
    Key::of_value("around 1", &all)
}

/// Returns the key of the page of a write-up, before its text is written as HTML; `None` for other pages.
pub(super) fn of(site: &Site, page: &Page, assets: &Assets) -> Option<Key> {
    let number = page.report.filter(|_| page.kind == PageKind::Report)?;
    let (place, report) = (&site.places[number], &site.reports[number]);
    let shown = report.found.screenshots.iter().map(|shot| match &shot.file {
        Target::File(path, _) => (&shot.file, Some(made(site, path))),
        _ => (&shot.file, None),
    });
    let linked = place.links.destinations.values().filter_map(|destination| match destination {
        Destination::Picture(path) => Some(made(site, path)),
        _ => None,
    });
    // Links as they are written: where they lead says nothing of the address and the headings of that page.
    let links = super::page::links(site, page, number);
    let around = (frame(site, page, assets), neighbours(site, page));
    let pictures = (shown.collect::<Vec<_>>(), linked.collect::<Vec<_>>());
    let all = (assets.world, report.key, around, links, &place.anchors.nodes, place.title, pictures);
    Some(Key::of_value("page 5", &all))
}

/// Files of a picture, each with its width and height.
type Files<'a> = Vec<(&'a str, u32, u32)>;

/// Returns what became of a picture, as far as a page shows it.
fn made<'a>(site: &'a Site, path: &RepoPath) -> Option<Result<Files<'a>, &'a str>> {
    site.pictures.get(path).map(|made| match made {
        Ok(picture) => {
            let files = picture.smaller.iter().chain([&picture.full]);
            Ok(files.map(|file| (file.name.as_str(), file.width, file.height)).collect())
        }
        Err(broken) => Err(broken.why.as_str()),
    })
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
