//! What every page has around its content.

use crate::render::Assets;
use crate::render::hosting::public;
use crate::render::view::{Frame, LanguageView, LinkView, NavView, SiteView};
use crate::site::{Page, PageKind, Site};
use crate::source::RepoPath;
use crate::words::{Direction, Language, fill};

const GENERATOR: &str = concat!("labpress ", env!("CARGO_PKG_VERSION"));

pub(in crate::render) fn frame(site: &Site, page: &Page, assets: &Assets) -> Frame {
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
    let menu = menu(site, page, &assets.reports);
    let css = std::iter::once(&assets.css).chain((page.kind != PageKind::Report).then_some(&assets.sheets_css));
    Frame {
        site: SiteView {
            title: site.title.clone(),
            author: site.author.clone(),
            by: site.author.as_ref().map(|author| fill(&site.words.by, &[("author", author)])),
            lang: interface(site).to_owned(),
            dir: Direction::of_language(interface(site)).name(),
            notes: (interface(site) != site.config.lang).then(|| LanguageView::of(&site.config.lang)),
            home,
            more: menu.more,
            reports: menu.reports,
            sheets: assets.sheets.iter().map(|sheet| sheet_entry(site, page, sheet, is_home)).collect(),
        },
        title: page.title.clone(),
        description,
        kind: page.kind.name(),
        theme: site.config.theme.name(),
        root: site.way(page, &RepoPath::new("index.html")).trim_end_matches("index.html").to_owned(),
        css: css.map(|path| site.way(page, path)).collect(),
        js: site.way(page, &assets.js),
        icon: site.way(page, &assets.icon),
        search: assets.search.iter().map(|script| site.way(page, script)).collect(),
        public,
        made_with: fill(&site.words.made_with, &[("generator", GENERATOR)]),
        breadcrumbs: breadcrumbs(site, page),
        generator: GENERATOR,
    }
}

/// Returns the language tag of the words around the notes.
pub(in crate::render) fn interface<'a>(site: &Site<'a>) -> &'a str {
    Language::of(&site.config.lang).map_or(Language::default().tag(), |_| &site.config.lang)
}

/// Returns one sentence on a page that no author wrote.
fn of_sheet(site: &Site, kind: PageKind) -> Option<String> {
    let word = match kind {
        PageKind::Compare => &site.words.about_comparison,
        PageKind::Commands => &site.words.about_commands,
        PageKind::Screenshots => &site.words.about_screenshots,
        PageKind::Home | PageKind::Report | PageKind::Section | PageKind::NotFound => return None,
    };
    let titles = site.matrices.iter().map(|matrix| crate::render::export::title(site, matrix));
    let titles = titles.collect::<Vec<_>>().join("; ");
    Some(fill(word, &[("titles", &titles), ("title", &site.title)]))
}

/// An entry of the menu, the same for every page.
#[derive(Debug)]
pub(in crate::render) struct Entry {
    /// The page that it leads to.
    number: usize,
    /// How much is on a sheet and how it is sorted: `7 commands, by tool`.
    about: Option<String>,
}

/// Returns the entries for reports and folders; the front page is reached by the site's title.
pub(in crate::render) fn reports(site: &Site) -> Vec<Entry> {
    let pages = site.pages.iter().enumerate().skip(1);
    let wanted = pages.filter(|(_, page)| matches!(page.kind, PageKind::Report | PageKind::Section));
    wanted.map(|(number, _)| Entry { number, about: None }).collect()
}

/// Returns the entries for the comparison, the command sheet and the contact sheet.
pub(in crate::render) fn sheets(site: &Site) -> Vec<Entry> {
    let pages = site.pages.iter().enumerate().skip(1);
    let first = pages.filter(|(_, page)| page.part == 0);
    first.filter_map(|(number, page)| Some(Entry { number, about: Some(about_sheet(site, page.kind)?) })).collect()
}

fn about_sheet(site: &Site, kind: PageKind) -> Option<String> {
    let words = site.words;
    let shown = || site.pages.iter().filter_map(|page| page.report).map(|report| &site.reports[report].found);
    let (forms, count, order) = match kind {
        PageKind::Compare => {
            (&words.count_comparisons, shown().map(|found| found.comparisons.len()).sum(), &words.side_by_side)
        }
        PageKind::Commands => (&words.count_commands, shown().map(|found| found.commands.len()).sum(), &words.by_tool),
        PageKind::Screenshots => {
            (&words.count_screenshots, shown().map(|found| found.screenshots.len()).sum(), &words.in_order)
        }
        PageKind::Home | PageKind::Report | PageKind::Section | PageKind::NotFound => return None,
    };
    Some([words.counted(forms, count), order.clone()].join(&words.comma))
}

/// Most entries that a menu shows all of.
const WHOLE_MENU: usize = 60;
/// Entries that a longer menu shows before the page that is looked at, and after it.
const AROUND: usize = 10;

/// The menu of one page.
struct Menu {
    reports: Vec<NavView>,
    more: Option<LinkView>,
}

/// Returns the menu of a page. Were all of them in every page, a large site would grow with the square of its reports.
fn menu(site: &Site, page: &Page, all: &[Entry]) -> Menu {
    if all.len() <= WHOLE_MENU {
        return Menu { reports: all.iter().map(|other| entry(site, page, other)).collect(), more: None };
    }
    let here = site.number(page);
    let is_one = all.last().is_some_and(|last| here <= last.number);
    let at = if is_one { all.partition_point(|entry| entry.number < here) } else { 0 };
    let from = at.saturating_sub(AROUND).min(all.len() - 2 * AROUND);
    let shown = &all[from..from + 2 * AROUND];
    let more = site.pages.first().map(|home| LinkView {
        title: site.words.all_reports.clone(),
        url: format!("{}#lp-reports", site.between(page, home)),
    });
    Menu { reports: shown.iter().map(|other| entry(site, page, other)).collect(), more }
}

fn entry(site: &Site, page: &Page, Entry { number, about }: &Entry) -> NavView {
    let other = &site.pages[*number];
    NavView {
        title: other.title.clone(),
        url: site.between(page, other),
        current: *number == site.number(page),
        depth: depth(other),
        kind: other.kind.name(),
        about: about.clone(),
    }
}

/// Only the front page says how much is on a sheet: were it on every page, each new command would change them all.
fn sheet_entry(site: &Site, page: &Page, sheet: &Entry, is_home: bool) -> NavView {
    let entry = entry(site, page, sheet);
    NavView { about: entry.about.filter(|_| is_home), ..entry }
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
    let sections = folders.iter().rev().filter_map(|folder| site.section(folder));
    let home = site.pages.first().filter(|home| *home != page);
    let link = |to: &Page, title: &str| LinkView { title: title.to_owned(), url: site.between(page, to) };
    home.map(|home| link(home, &site.title)).into_iter().chain(sections.map(|to| link(to, &to.title))).collect()
}
