//! How things look: the document tree as HTML, and pages from templates.
//!
//! In comes a [`Site`], out come the files of the built site. Nothing here touches the disk.

mod contents;
mod export;
mod figure;
mod hosting;
pub mod html;
mod math;
mod page;
mod pages;
mod search;
mod templates;
mod theme;
pub mod view;

use rayon::prelude::*;

use crate::cache::{Blob, Key};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::site::{Page, PageKind, Site};
use crate::source::RepoPath;

pub use pages::MISSING;
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
#[derive(Debug)]
pub enum Content {
    /// A page, a style sheet, a table.
    Text(String),
    /// A picture.
    Picture(Blob),
    /// The same as this file of the author's folder.
    Copy(RepoPath),
}

/// The style sheet and the scripts, named by what is in them so that browsers may keep them for ever.
struct Assets {
    css: RepoPath,
    js: RepoPath,
    /// The script that searches, then its index; empty without a search.
    search: Vec<RepoPath>,
    /// There is a feed.
    has_feed: bool,
}

/// Renders a site; a fault of one of its own templates is a diagnostic and leaves out what it spoils.
pub fn render(site: &Site) -> (Vec<File>, Vec<Diagnostic>) {
    let (mut files, faults) =
        all(site, search::files(site), |page, assets, templates| pages::files(site, page, assets, templates));
    files.extend(hosting::files(site));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    (files, faults)
}

/// Renders a site for its author alone: the pages of its write-ups, and in them what was found. Nothing of it is meant to
/// be published, and git is told to leave it out.
pub fn review(site: &Site, found: &Diagnostics) -> (Vec<File>, Vec<Diagnostic>) {
    let found = found.sorted();
    let (mut files, faults) =
        all(site, Vec::new(), |page, assets, templates| pages::review(site, page, &found, assets, templates));
    files.push(File { path: RepoPath::new(".gitignore"), content: Content::Text("*\n".to_owned()) });
    files.sort_by(|a, b| a.path.cmp(&b.path));
    (files, faults)
}

/// Renders every page of a site, and adds what they need.
fn all(
    site: &Site,
    search: Vec<File>,
    pages: impl Fn(&Page, &Assets, &Templates) -> Result<Vec<File>, Diagnostic> + Sync,
) -> (Vec<File>, Vec<Diagnostic>) {
    let templates = match Templates::read(site.sources, site.words) {
        Ok(templates) => templates,
        Err(fault) => return (Vec::new(), vec![fault]),
    };
    let named = |name: &str, ending: &str, text: &str| {
        RepoPath::new(format!("assets/{name}-{}.{ending}", &Key::of_content(text.as_bytes()).hex()[..8]))
    };
    let css = theme::css(site.config.theme, site.words);
    let js = theme::js(site.words);
    let assets = Assets {
        css: named("theme", "css", &css),
        js: named("theme", "js", &js),
        search: search.iter().map(|file| file.path.clone()).collect(),
        has_feed: hosting::has_feed(site),
    };
    let rendered: Vec<Result<Vec<File>, Diagnostic>> =
        site.pages.par_iter().map(|page| pages(page, &assets, &templates)).collect();
    let mut files = vec![
        File { path: assets.css.clone(), content: Content::Text(css) },
        File { path: assets.js.clone(), content: Content::Text(js) },
    ];
    let mut faults: Vec<Diagnostic> = Vec::new();
    for page in rendered {
        match page {
            Ok(page) => files.extend(page),
            Err(fault) if faults.contains(&fault) => {}
            Err(fault) => faults.push(fault),
        }
    }
    files.extend(search);
    files.extend(pictures(site));
    let copies = site.files.iter().map(|path| (Site::file_address(path), Content::Copy(path.clone())));
    files.extend(copies.map(|(path, content)| File { path, content }));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files.dedup_by(|a, b| a.path == b.path);
    (files, faults)
}

/// The picture files that pages show; two equal pictures are one file.
fn pictures(site: &Site) -> Vec<File> {
    let whole = site.pictures.values().filter_map(|picture| picture.as_ref().ok());
    let files = whole.flat_map(|picture| picture.smaller.iter().chain([&picture.full]));
    files
        .map(|file| File { path: figure::picture_path(&file.name), content: Content::Picture(file.blob.clone()) })
        .collect()
}

/// Returns the name of the template for a kind of page.
fn template(kind: PageKind) -> String {
    format!("{}.html", kind.name())
}
