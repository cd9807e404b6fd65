//! How things look: the document tree as HTML, and pages from templates.
//!
//! In comes a [`Site`], out come the files of the built site. Nothing here touches the disk.

mod aliases;
mod contents;
mod export;
mod figure;
mod hosting;
pub mod html;
mod key;
mod lean;
mod math;
mod page;
mod pages;
mod search;
mod single;
mod template_fault;
mod templates;
mod theme;
pub mod view;

use rayon::prelude::*;

use crate::cache::{Blob, Cache, Key};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::site::{Page, PageKind, Site};
use crate::source::RepoPath;

pub use pages::MISSING;
use pages::frame::{self, Entry};
pub use single::{Chunk, OneFile, single};
use templates::Templates;

/// A file of the built site.
#[derive(Debug)]
pub struct File {
    /// Where it lies below the site's folder.
    pub path: RepoPath,
    /// What is in it.
    pub content: Content,
}

/// What is in a file of the built site.
#[derive(Debug, Clone)]
pub enum Content {
    /// A page, a style sheet, a table.
    Text(String),
    /// A picture.
    Picture(Blob),
    /// The same as this file of the author's folder.
    Copy(RepoPath),
}

/// What all pages have in common. The style sheet and the scripts are named by what is in them, so that browsers may keep
/// them for ever.
struct Assets {
    css: RepoPath,
    /// What pages that are no report need beside it.
    sheets_css: RepoPath,
    js: RepoPath,
    /// What a browser shows beside the title; without one it would ask the host for one that is not there.
    icon: RepoPath,
    /// The script that searches, then its index; empty without a search.
    search: Vec<RepoPath>,
    /// The hash of what all pages have in common.
    world: Key,
    /// There is a feed.
    has_feed: bool,
    /// The menu's entries for reports and folders.
    reports: Vec<Entry>,
    /// The menu's entries for the sheets.
    sheets: Vec<Entry>,
}

const ICON: &str = include_str!("../../templates/icon.svg");

/// Says whether a page is known to be as it was, by the hash of all that it is made from; it is then not made anew.
pub type Known<'a> = &'a (dyn Fn(&Page, Key) -> bool + Sync);

/// Takes the files of a site as they are made, from many threads at once and in no order, each path once.
pub type Take<'a> = &'a (dyn Fn(File) + Sync);

impl Assets {
    /// Those of a page that stands in a file with everything inside.
    fn none(site: &Site) -> Self {
        Self {
            css: RepoPath::default(),
            sheets_css: RepoPath::default(),
            js: RepoPath::default(),
            icon: RepoPath::default(),
            search: Vec::new(),
            world: key::world(site),
            has_feed: false,
            reports: frame::reports(site),
            sheets: frame::sheets(site),
        }
    }
}

/// Renders a site; a fault of one of its own templates is a diagnostic and leaves out what it spoils.
pub fn render(site: &Site, cache: &Cache, known: Known, take: Take) -> Vec<Diagnostic> {
    let renderer = match Renderer::new(site, cache, None, take) {
        Ok(renderer) => renderer,
        Err(fault) => return vec![fault],
    };
    // The other files, one after the other, beside the pages, which take all cores.
    let (of_pages, (of_others, ())) = rayon::join(
        || renderer.pages(|_| true, known, take),
        || rayon::join(|| renderer.others(take), || pictures(site, take)),
    );
    different([of_pages, of_others].concat())
}

/// Renders a site for its author alone: the pages of its write-ups, and in them what was found. Nothing of it is meant to
/// be published, and git is told to leave it out.
pub fn review(site: &Site, found: &Diagnostics, take: Take) -> Vec<Diagnostic> {
    let found = found.sorted();
    take(File { path: RepoPath::new(".gitignore"), content: Content::Text("*\n".to_owned()) });
    let renderer = match Renderer::with(site, theme::review_css, Default::default, take) {
        Ok(renderer) => renderer,
        Err(fault) => return vec![fault],
    };
    pictures(site, take);
    copies(site, take);
    different(renderer.each(
        |_| true,
        take,
        |page| pages::review(site, page, &found, &renderer.assets, &renderer.templates),
    ))
}

/// What was made for a site and may be used again for the next one.
#[derive(Debug, Default)]
pub struct Memory {
    search: search::Memory,
}

/// Renders the files of one site.
pub struct Renderer<'a> {
    site: &'a Site<'a>,
    assets: Assets,
    templates: Templates<'a>,
    /// The search, where it is made last.
    planned: Option<search::Planned>,
}

impl<'a> Renderer<'a> {
    /// Makes what all pages need: style sheets, scripts, the search.
    ///
    /// # Errors
    /// When one of the site's own templates cannot be understood.
    pub fn new(site: &'a Site<'a>, cache: &Cache, memory: Option<&Memory>, take: Take) -> Result<Self, Diagnostic> {
        let search = || match memory {
            Some(memory) => {
                let (paths, planned) = search::Planned::new(site, cache, &memory.search);
                (paths, Some(planned))
            }
            None => (search::files(site, cache, take), None),
        };
        Self::with(site, theme::css, search, take)
    }

    fn with(
        site: &'a Site<'a>,
        css: fn(&Site) -> String,
        search: impl FnOnce() -> (Vec<RepoPath>, Option<search::Planned>) + Send,
        take: Take,
    ) -> Result<Self, Diagnostic> {
        let ((search, planned), (templates, css)) =
            rayon::join(search, || (Templates::read(site.sources, site.words), css(site)));
        let templates = templates?;
        let named = |name: &str, ending: &str, text: &str| {
            RepoPath::new(format!("assets/{name}-{}.{ending}", &Key::of_content(text.as_bytes()).hex()[..8]))
        };
        let (sheets_css, js) = (theme::sheets_css(), theme::js(site.words));
        let assets = Assets {
            css: named("theme", "css", &css),
            sheets_css: named("sheets", "css", &sheets_css),
            js: named("theme", "js", &js),
            icon: named("icon", "svg", ICON),
            search,
            world: key::world(site),
            has_feed: hosting::has_feed(site),
            reports: frame::reports(site),
            sheets: frame::sheets(site),
        };
        take(File { path: assets.css.clone(), content: Content::Text(css) });
        take(File { path: assets.sheets_css.clone(), content: Content::Text(sheets_css) });
        take(File { path: assets.js.clone(), content: Content::Text(js) });
        take(File { path: assets.icon.clone(), content: Content::Text(ICON.to_owned()) });
        Ok(Self { site, assets, templates, planned })
    }

    /// Returns the key of all that the page of a write-up shows beside it: of the site, and of other pages.
    pub fn around(&self) -> Key {
        key::around(self.site, &self.assets)
    }

    /// Renders those pages that are wanted and not known to be as they were.
    pub fn pages(&self, wanted: impl Fn(&Page) -> bool, known: Known, take: Take) -> Vec<Diagnostic> {
        self.each(wanted, take, |page| pages::file(self.site, page, &self.assets, &self.templates, known))
    }

    fn each(
        &self,
        wanted: impl Fn(&Page) -> bool,
        take: Take,
        render: impl Fn(&Page) -> Result<Option<File>, Diagnostic> + Sync,
    ) -> Vec<Diagnostic> {
        let wanted = self.site.pages.iter().filter(|page| wanted(page));
        // A sheet over all reports takes as long as many of them: were it the last, one core would wait for another.
        let (reports, sheets): (Vec<&Page>, Vec<&Page>) = wanted.partition(|page| page.report.is_some());
        let largest_first: Vec<&Page> = sheets.into_iter().chain(reports).collect();
        let faults = largest_first.into_par_iter().with_max_len(1).filter_map(|page| match render(page) {
            Ok(file) => {
                file.into_iter().for_each(take);
                None
            }
            Err(fault) => Some(fault),
        });
        faults.collect()
    }

    /// Makes everything that is neither a page in the list of pages nor a picture.
    pub fn others(&self, take: Take) -> Vec<Diagnostic> {
        let site = self.site;
        hosting::files(site).into_iter().chain(aliases::redirects(site)).chain(export::files(site)).for_each(take);
        copies(site, take);
        self.planned.iter().for_each(|planned| drop(planned.write(Some(take))));
        let at_aliases = aliases::files(site, &self.assets, &self.templates);
        let fault = at_aliases.as_ref().err().cloned();
        at_aliases.into_iter().flatten().for_each(take);
        fault.into_iter().collect()
    }
}

/// Returns each fault once: a template spoils many pages.
pub fn different(faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut different: Vec<Diagnostic> = Vec::new();
    for fault in faults {
        if !different.contains(&fault) {
            different.push(fault);
        }
    }
    different
}

/// Gives the files of the notes that are published as they are.
fn copies(site: &Site, take: Take) {
    let copies = site.files.iter().map(|path| (Site::file_address(path), Content::Copy(path.clone())));
    copies.for_each(|(path, content)| take(File { path, content }));
}

/// Gives the picture files that pages show; two equal pictures are one file.
pub fn pictures(site: &Site, take: Take) {
    let whole = site.pictures.values().filter_map(|picture| picture.as_ref().ok());
    let files = whole.flat_map(|picture| picture.smaller.iter().chain([&picture.full]));
    let mut named: Vec<(&str, &Blob)> = files.map(|file| (file.name.as_str(), &file.blob)).collect();
    named.par_sort_unstable_by_key(|(name, _)| *name);
    named.dedup_by_key(|(name, _)| *name);
    named.into_par_iter().for_each(|(name, blob)| {
        take(File { path: figure::picture_path(name), content: Content::Picture(blob.clone()) });
    });
}

/// Returns the name of the template for a kind of page.
fn template(kind: PageKind) -> String {
    format!("{}.html", kind.name())
}
