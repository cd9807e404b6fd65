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

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::cache::{Blob, Key};
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
pub fn render(site: &Site, known: Option<Known>, take: Take) -> Vec<Diagnostic> {
    hosting::files(site).into_iter().chain(aliases::redirects(site)).chain(export::files(site)).for_each(take);
    all(site, theme::css(site), search::files(site, take), take, |page, assets, templates| {
        pages::file(site, page, assets, templates, known)
    })
}

/// Renders a site for its author alone: the pages of its write-ups, and in them what was found. Nothing of it is meant to
/// be published, and git is told to leave it out.
pub fn review(site: &Site, found: &Diagnostics, take: Take) -> Vec<Diagnostic> {
    let found = found.sorted();
    take(File { path: RepoPath::new(".gitignore"), content: Content::Text("*\n".to_owned()) });
    all(site, theme::review_css(site), Vec::new(), take, |page, assets, templates| {
        pages::review(site, page, &found, assets, templates)
    })
}

/// Renders every page of a site, and adds what they need.
fn all(
    site: &Site,
    css: String,
    search: Vec<RepoPath>,
    take: Take,
    render: impl Fn(&Page, &Assets, &Templates) -> Result<Option<File>, Diagnostic> + Sync,
) -> Vec<Diagnostic> {
    let templates = match Templates::read(site.sources, site.words) {
        Ok(templates) => templates,
        Err(fault) => return vec![fault],
    };
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
    // A sheet over all reports takes as long as many of them: were it the last, one core would wait for another.
    let (reports, sheets): (Vec<&Page>, Vec<&Page>) = site.pages.iter().partition(|page| page.report.is_some());
    let largest_first: Vec<&Page> = sheets.into_iter().chain(reports).collect();
    let faults: Vec<Diagnostic> = largest_first
        .into_par_iter()
        .with_max_len(1)
        .filter_map(|page| match render(page, &assets, &templates) {
            Ok(file) => {
                file.into_iter().for_each(take);
                None
            }
            Err(fault) => Some(fault),
        })
        .collect();
    let at_aliases = aliases::files(site, &assets, &templates);
    let faults: Vec<Diagnostic> = faults.into_iter().chain(at_aliases.as_ref().err().cloned()).collect();
    at_aliases.into_iter().flatten().for_each(take);
    pictures(site).into_par_iter().for_each(take);
    let copies = site.files.iter().map(|path| (Site::file_address(path), Content::Copy(path.clone())));
    copies.for_each(|(path, content)| take(File { path, content }));
    let mut different: Vec<Diagnostic> = Vec::new();
    for fault in faults {
        if !different.contains(&fault) {
            different.push(fault);
        }
    }
    different
}

/// The picture files that pages show; two equal pictures are one file.
fn pictures(site: &Site) -> Vec<File> {
    let whole = site.pictures.values().filter_map(|picture| picture.as_ref().ok());
    let files = whole.flat_map(|picture| picture.smaller.iter().chain([&picture.full]));
    let named: BTreeMap<&str, &Blob> = files.map(|file| (file.name.as_str(), &file.blob)).collect();
    named
        .into_iter()
        .map(|(name, blob)| File { path: figure::picture_path(name), content: Content::Picture(blob.clone()) })
        .collect()
}

/// Returns the name of the template for a kind of page.
fn template(kind: PageKind) -> String {
    format!("{}.html", kind.name())
}
