//! What every page has around its content.

use crate::render::Assets;
use crate::render::hosting::public;
use crate::render::view::{Frame, LinkView, NavView, SiteView};
use crate::site::{Page, PageKind, Site, relative};
use crate::source::RepoPath;

const GENERATOR: &str = concat!("labpress ", env!("CARGO_PKG_VERSION"));

pub(super) fn frame(site: &Site, page: &Page, assets: &Assets) -> Frame {
    let front = page.report.map(|report| &site.reports[report].document.front_matter);
    let own = front.and_then(|front| front.description.clone());
    let is_home = site.pages.first() == Some(page);
    let description = own.or_else(|| site.config.description.clone().filter(|_| is_home)).or_else(|| {
        let text = page.report.map(|report| super::lists::excerpt(&site.reports[report]));
        text.filter(|text| !text.is_empty())
    });
    let description = description.or_else(|| of_sheet(site, page.kind));
    let home = site.pages.first().map(|home| site.between(page, home)).unwrap_or_default();
    let public = public(site, page, description.as_deref(), assets.has_feed);
    Frame {
        site: SiteView {
            title: site.title.clone(),
            author: site.author.clone(),
            lang: front
                .and_then(|front| front.lang.clone())
                .filter(|lang| crate::config::is_language(lang))
                .unwrap_or_else(|| site.config.lang.clone()),
            home,
            reports: menu(site, page, |kind| matches!(kind, PageKind::Report | PageKind::Section)),
            sheets: menu(site, page, |kind| {
                matches!(kind, PageKind::Compare | PageKind::Commands | PageKind::Screenshots)
            }),
        },
        title: page.title.clone(),
        description,
        kind: page.kind.name(),
        theme: site.config.theme.name(),
        root: "../".repeat(page.address.as_str().matches('/').count()),
        css: relative(&page.address, &assets.css),
        js: relative(&page.address, &assets.js),
        search: assets.search.iter().map(|script| relative(&page.address, script)).collect(),
        public,
        breadcrumbs: breadcrumbs(site, page),
        generator: GENERATOR,
    }
}

/// Returns one sentence on a page that no author wrote.
fn of_sheet(site: &Site, kind: PageKind) -> Option<String> {
    let title = &site.title;
    match kind {
        PageKind::Compare => {
            let titles: Vec<String> = site.matrices.iter().map(crate::render::export::title).collect();
            Some(format!("{}: compared aspect by aspect in {title}", titles.join("; ")))
        }
        PageKind::Commands => Some(format!("All commands of {title}, by tool, with the places where they are used")),
        PageKind::Screenshots => Some(format!("All screenshots of {title}, in order")),
        PageKind::Home | PageKind::Report | PageKind::Section | PageKind::NotFound => None,
    }
}

/// Entries for all pages of some kinds; the front page is reached by the site's title.
fn menu(site: &Site, page: &Page, wanted: impl Fn(PageKind) -> bool) -> Vec<NavView> {
    let entries = site.pages.iter().skip(1).filter(|other| wanted(other.kind));
    entries
        .map(|other| NavView {
            title: other.title.clone(),
            url: site.between(page, other),
            current: other == page,
            depth: depth(other),
            kind: other.kind.name(),
        })
        .collect()
}

/// Folders deep: a section stands beside the reports of the folder around it.
fn depth(page: &Page) -> usize {
    let folders = page.folder.as_str().split('/').filter(|name| !name.is_empty()).count();
    if page.kind == PageKind::Section { folders.saturating_sub(1) } else { folders }
}

/// The way down to a page: the front page, then the folders around it.
fn breadcrumbs(site: &Site, page: &Page) -> Vec<LinkView> {
    let mut folders: Vec<RepoPath> = Vec::new();
    let mut folder = page.folder.clone();
    if page.kind == PageKind::Section {
        folder = folder.folder();
    }
    while !folder.as_str().is_empty() {
        folders.push(folder.clone());
        folder = folder.folder();
    }
    let is_section = |page: &&Page, folder: &RepoPath| page.kind == PageKind::Section && page.folder == *folder;
    let sections = folders.iter().rev().filter_map(|folder| site.pages.iter().find(|page| is_section(page, folder)));
    let home = site.pages.first().filter(|home| *home != page);
    let link = |to: &Page, title: &str| LinkView { title: title.to_owned(), url: site.between(page, to) };
    home.map(|home| link(home, &site.title)).into_iter().chain(sections.map(|to| link(to, &to.title))).collect()
}
