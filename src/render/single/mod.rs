//! The site as one HTML file: every page a section of it, with style sheet, script and pictures inside. It asks nothing
//! and nobody for anything.
//!
//! Pages are made with their own templates, main parts only. [`section`] gives their ids and links the shape that they
//! need beside each other, [`album`] knows the pictures, and [`fit`] decides which version of each there is room for.

mod album;
mod fit;
mod ids;
mod section;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::pages::{frame, main_part, single as outer};
use super::templates::Templates;
use super::view::{Frame, LinkView, NavView, SinglePageView, SingleView};
use super::{Assets, theme};
use crate::cache::{Blob, Key};
use crate::diagnostic::Diagnostic;
use crate::site::{Page, PageKind, Site};
use crate::source::RepoPath;
use album::Album;
use ids::Ids;
use section::Sections;

/// A site in one file, and what did not fit into it.
#[derive(Debug)]
pub struct OneFile {
    /// The file, piece by piece.
    pub chunks: Vec<Chunk>,
    /// How many pages are in it.
    pub pages: usize,
    /// Size in bytes; above the limit when even the text alone is.
    pub size: u64,
    /// Pictures that are there in a smaller version only, to keep to the limit.
    pub smaller: Vec<RepoPath>,
    /// Pictures that are left out, to keep to the limit.
    pub without: Vec<RepoPath>,
    /// The contact sheet has lost its thumbnails, to keep to the limit.
    pub lost_thumbnails: bool,
    /// Files that the notes link to, which one file cannot hold.
    pub files: Vec<RepoPath>,
}

/// A piece of a file.
#[derive(Debug)]
pub enum Chunk {
    /// As it stands.
    Text(String),
    /// A picture, to be written in base 64.
    Picture(Blob),
}

impl Chunk {
    /// Returns how many bytes it takes in the file.
    pub fn len(&self) -> u64 {
        match self {
            Self::Text(text) => text.len() as u64,
            Self::Picture(blob) => blob.len().div_ceil(3) * 4,
        }
    }

    /// Returns whether it takes none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Renders a site as one file of at most `limit` bytes, when that is possible.
///
/// # Errors
/// When one of the site's own templates is at fault.
pub fn single(site: &Site, limit: u64) -> Result<OneFile, Vec<Diagnostic>> {
    let pages: Vec<&Page> = site.pages.iter().filter(|page| page.kind != PageKind::NotFound).collect();
    let one = |fault| vec![fault];
    let templates = Templates::of_main(site.sources, site.words).map_err(one)?;
    let assets = Assets::none(site);
    let rendered = pages.par_iter().map(|page| main_part(site, page, &assets, &templates)).collect::<Vec<_>>();
    let (ids, album, mark) = (Ids::of(&pages), Album::of(site), mark(&rendered));
    let mut sections = Sections::new(&ids, &album, site.words, &mark);
    let mut views = Vec::new();
    let mut faults: Vec<Diagnostic> = Vec::new();
    for (page, html) in pages.iter().zip(rendered) {
        match html {
            Ok(html) => views.push(SinglePageView {
                id: ids.of_page(page).to_owned(),
                kind: page.kind.name(),
                title: page.title.clone(),
                main_html: sections.section(page, &html),
            }),
            Err(fault) if faults.contains(&fault) => {}
            Err(fault) => faults.push(fault),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let view = SingleView { pages: views, ..inside(site) };
    let templates = Templates::with_single(site.sources, site.words).map_err(one)?;
    let html = outer(around(site, &ids, &assets), view, &templates).map_err(one)?;
    Ok(OneFile { pages: pages.len(), ..fit::fit(&html, &mark, &sections.into_found(), &album, site.words, limit) })
}

/// Returns a text that stands where a picture is to be put. It depends on the pages, so none of them can hold it.
fn mark(pages: &[Result<String, Diagnostic>]) -> String {
    let text: String = pages.iter().flatten().map(String::as_str).collect();
    format!("lp-{}-", &Key::of_content(text.as_bytes()).hex()[..24])
}

/// Returns style and script of the file, and the policy that allows them and nothing else.
fn inside(site: &Site) -> SingleView {
    // A browser reads every end of a line as `\n`, and compares the hash of what it read.
    let style = theme::single_css(site).replace("\r\n", "\n");
    let script = theme::js(site.words);
    let hash = |text: &str| STANDARD.encode(Sha256::digest(text.as_bytes()));
    let policy = format!(
        "default-src 'none'; img-src data:; style-src 'sha256-{}'; script-src 'sha256-{}'; font-src 'none'; \
         base-uri 'none'; form-action 'none'",
        hash(&style),
        hash(&script)
    );
    SingleView { policy, style, script, pages: Vec::new() }
}

/// Returns what stands around all pages: the site's title, and a menu of them.
fn around(site: &Site, ids: &Ids, assets: &Assets) -> Frame {
    let home = &site.pages[0];
    let frame = frame(site, home, assets);
    let here = |entries: Vec<NavView>| {
        let entry = |entry: NavView| NavView { url: ids.fragment(home, &entry.url), current: false, ..entry };
        entries.into_iter().map(entry).collect()
    };
    let mut around = Frame { title: frame.site.title.clone(), kind: "single", public: None, ..frame };
    around.site.home = ids.fragment(home, &around.site.home);
    around.site.reports = here(around.site.reports);
    around.site.sheets = here(around.site.sheets);
    around.site.more = around.site.more.map(|more| LinkView { url: ids.fragment(home, &more.url), ..more });
    around.breadcrumbs = Vec::new();
    around
}
