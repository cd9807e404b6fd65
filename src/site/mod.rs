//! The site as a whole: joins write-ups, what was found in them, and pictures into pages with addresses.
//!
//! In come finished stages, out comes [`Site`]: which pages there are, in which order, where every link leads, what
//! the sheets over all reports hold. How anything looks is not decided here.

mod address;
mod aliases;
mod anchors;
mod links;
mod matrix;
mod pages;
mod parts;
mod places;
mod sheet;

use std::collections::{BTreeSet, HashMap};
use std::ops::Deref;

use crate::cache::Key;
use crate::config::Config;
use crate::document::Document;
use crate::extract::Found;
use crate::images::Pictures;
use crate::source::{RepoPath, Sources, Span};
use crate::toolbox::Tools as Toolbox;
use crate::words::Words;

pub use address::{percent_encoded, relative};
pub use aliases::{Alias, AliasFault, BadAlias};
pub use anchors::Anchors;
pub use links::{Destination, Links, RescuedLink, heading_ids, unlinked_pictures, wanted_by, wanted_pictures};
pub use matrix::{Matrix, MatrixRow, Quote};
pub use pages::{Page, PageKind};
use parts::Parts;
pub use parts::{GroupPart, MatrixPart, ToolPart};
pub use places::{Again, Kept, Place, SIGN_HEIGHT, is_strip};
pub use sheet::{CommandGroup, Tool, Use, UsedCommand};

/// One write-up, read and understood.
#[derive(Debug)]
pub struct Report {
    /// Its tree.
    pub document: Document,
    /// What it says.
    pub found: Found,
    /// Stands for its text, the settings, the pictures that it finds, and this labpress: for all that decides what it says.
    pub key: Key,
}

impl Report {
    /// Names what is kept of it: the write-up at this place, whatever it says.
    pub fn name(&self, stage: &str, sources: &Sources) -> Key {
        Key::of_value(stage, &(&sources.text(self.document.file).path, &self.document.begins))
    }
}

/// A whole site, ready to be shown and checked.
#[derive(Debug)]
pub struct Site<'a> {
    /// What it is made of.
    material: Material<'a>,
    /// Its title.
    pub title: String,
    /// Its author, when known.
    pub author: Option<String>,
    /// All pages: first those of write-ups and folders in reading order, then the sheets.
    pub pages: Vec<Page>,
    /// Where each write-up is shown and what it points to, by index.
    pub places: Vec<Place>,
    /// The comparison's tables.
    pub matrices: Vec<Matrix>,
    /// The command sheet's tools.
    pub tools: Vec<Tool>,
    /// Old addresses, in their own order.
    pub aliases: Vec<Alias>,
    /// Old addresses that cannot lead anywhere.
    pub bad_aliases: Vec<BadAlias>,
    /// Files that are published as they are, because a write-up links to them.
    pub files: BTreeSet<RepoPath>,
    /// Where in `pages` the page at an address is.
    numbers: HashMap<RepoPath, usize>,
    /// Where in `pages` the page that stands for a folder is.
    folders: HashMap<RepoPath, usize>,
    /// What stands on which page of a sheet.
    parts: Parts,
    around: places::Around,
    /// What the command sheet was made of, when that is known.
    typed: Option<sheet::Typed>,
    /// Which write-ups are those of the site before, in their text and in all that they point to.
    same: Vec<bool>,
}

/// What a site is made of.
#[derive(Debug, Clone, Copy)]
pub struct Material<'a> {
    /// The files.
    pub sources: &'a Sources,
    /// Its settings.
    pub config: &'a Config,
    /// The tools that it knows.
    pub toolbox: &'a Toolbox,
    /// What its pages say that no author wrote.
    pub words: &'a Words,
    /// The write-ups, in path order; an index into it names one.
    pub reports: &'a [Report],
    /// What became of every picture.
    pub pictures: &'a Pictures,
}

/// A site is all that it is made of, and more.
impl<'a> Deref for Site<'a> {
    type Target = Material<'a>;

    fn deref(&self) -> &Self::Target {
        &self.material
    }
}

/// Puts a site together.
pub fn assemble(material: Material<'_>) -> Site<'_> {
    assembled(material, None)
}

/// Puts a site together of which most is known from the one before.
pub fn assemble_again<'a>(material: Material<'a>, again: Again) -> Site<'a> {
    assembled(material, Some(again))
}

fn assembled<'a>(material: Material<'a>, again: Option<Again>) -> Site<'a> {
    let Material { sources, config, words, reports, .. } = material;
    let mut pages = pages::pages(sources, reports, words);
    let order: Vec<usize> = pages.iter().filter_map(|page| page.report).collect();
    let (before, sheet) = match again {
        Some(Again { kept: Kept { places, around, tools }, changed }) => (Some((places, around, changed)), Some(tools)),
        None => (None, None),
    };
    let (places, around, same) = places::places(&material, &pages, before);
    let ((tools, typed), matrices) = rayon::join(
        || sheet::tools_again(reports, &order, &same, sheet),
        || matrix::matrices(reports, &order, &config.aspects),
    );
    let parts = Parts::of(&matrices, &tools, reports, &order);
    let sheets = [
        (PageKind::Compare, &words.comparison),
        (PageKind::Commands, &words.commands),
        (PageKind::Screenshots, &words.screenshots),
        (PageKind::NotFound, &words.not_found),
    ];
    for (kind, title) in sheets {
        let count = parts.pages(kind);
        pages.extend((0..count).map(|part| Page::of_sheet(kind, title, part, count)));
    }
    let files =
        places.iter().flat_map(|place| place.links.destinations.values()).filter_map(|destination| match destination {
            Destination::File(path) => Some(path.clone()),
            _ => None,
        });
    let files = files.collect();
    let (aliases, bad_aliases) = aliases::aliases(reports, &pages, config.base_url.as_deref());
    let home = pages.first().and_then(|page| page.report).map(|report| &reports[report]);
    let title = config.title.clone().or_else(|| home.map(|report| report.found.title.clone()));
    let author = config.author.clone().or_else(|| home.and_then(|report| report.document.front_matter.author.clone()));
    let title = title.unwrap_or_else(|| words.lab_notes.clone());
    let numbers = pages.iter().enumerate().map(|(number, page)| (page.address.clone(), number)).collect();
    let folders = pages.iter().enumerate().filter(|(_, page)| page.is_folder());
    let folders = folders.map(|(number, page)| (page.folder.clone(), number)).collect();
    Site {
        material,
        title,
        author,
        pages,
        places,
        matrices,
        tools,
        aliases,
        bad_aliases,
        files,
        numbers,
        folders,
        parts,
        around,
        typed,
        same,
    }
}

impl Site<'_> {
    /// Returns whether the write-up on a page is as it was in the site that this one was made from, and points to the
    /// same.
    pub fn shows_as_before(&self, page: &Page) -> bool {
        page.report.and_then(|report| self.same.get(report)).is_some_and(|&is_same| is_same)
    }

    /// Returns what the next site may know of this one.
    pub fn into_kept(self) -> Kept {
        let order: Vec<usize> = self.pages.iter().filter_map(|page| page.report).collect();
        let reports = self.reports;
        let typed = self.typed.unwrap_or_else(|| sheet::Typed::of(reports, &order, &[], None));
        Kept { places: self.places, around: self.around, tools: (self.tools, typed) }
    }

    /// Returns the site with the pages of write-ups and folders alone; a single write-up becomes the front page.
    #[must_use]
    pub fn without_sheets(mut self) -> Self {
        // Nobody has an old address of what was never published.
        self.aliases.clear();
        self.pages.retain(|page| matches!(page.kind, PageKind::Home | PageKind::Section | PageKind::Report));
        if let [home, only] = self.pages.as_slice()
            && home.report.is_none()
            && only.report.is_some()
        {
            let front = Page { report: only.report, title: only.title.clone(), ..home.clone() };
            self.pages = vec![front];
            self.places.iter_mut().for_each(|place| place.page = 0);
        }
        self
    }

    /// Returns the address that leads from one page to another.
    pub fn between(&self, from: &Page, to: &Page) -> String {
        self.way(from, &to.address)
    }

    /// Returns the address that leads from a page to a file of the site. The page for wrong addresses is shown at any
    /// address, however deep, so its ways begin at the host, when it is known where the site lies there.
    pub fn way(&self, from: &Page, to: &RepoPath) -> String {
        match self.config.base_path.as_deref().filter(|_| from.kind == PageKind::NotFound) {
            Some(base) => {
                format!("{base}{}", to.as_str().split('/').map(percent_encoded).collect::<Vec<_>>().join("/"))
            }
            None => relative(&from.address, to),
        }
    }

    /// Returns the address that leads from a page to a place in a write-up.
    pub fn to_fact(&self, from: &Page, report: usize, fact: Span) -> String {
        let place = &self.places[report];
        let page = &self.pages[place.page];
        let fragment = place.anchors.id(fact).map(|id| format!("#{}", percent_encoded(id))).unwrap_or_default();
        format!("{}{fragment}", self.between(from, page))
    }

    /// Returns where a linked file is published.
    pub fn file_address(path: &RepoPath) -> RepoPath {
        RepoPath::new(format!("files/{path}"))
    }

    /// Returns where in the list of all pages one of them is.
    pub fn number(&self, page: &Page) -> usize {
        self.numbers.get(&page.address).copied().unwrap_or(0)
    }

    /// Returns the page that stands for a folder of the content.
    pub fn folder_page(&self, folder: &RepoPath) -> Option<&Page> {
        self.section(&RepoPath::new(folder.below(&self.sources.content).unwrap_or("")))
    }

    /// Returns the page that stands for a folder, named from the content's own.
    pub fn section(&self, folder: &RepoPath) -> Option<&Page> {
        self.folders.get(folder).and_then(|&number| self.pages.get(number))
    }
}
