//! The pages of a site and their order.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::Report;
use super::address::Names;
use crate::source::{RepoPath, Sources};
use crate::words::Words;

/// A page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Where it lies in the built site.
    pub address: RepoPath,
    /// What it is called.
    pub title: String,
    /// What it shows.
    pub kind: PageKind,
    /// Index of the write-up that it shows.
    pub report: Option<usize>,
    /// The folder that it stands for, or that holds its write-up, below the content.
    pub folder: RepoPath,
    /// Which of the pages of a large sheet it is, from 0; 0 for all others.
    pub part: usize,
}

impl Page {
    /// Returns a page that no author wrote: this of `count` parts of a sheet.
    pub(super) fn of_sheet(kind: PageKind, title: &str, part: usize, count: usize) -> Self {
        let address = match (kind, part) {
            (PageKind::NotFound, _) => "404.html".to_owned(),
            (_, 0) => format!("{}/index.html", kind.name()),
            _ => format!("{}/{}.html", kind.name(), part + 1),
        };
        // The first one is what menus lead to.
        let title = if part == 0 { title.to_owned() } else { format!("{title} {}/{count}", part + 1) };
        Self { address: RepoPath::new(address), title, kind, report: None, folder: RepoPath::default(), part }
    }

    /// Returns whether it stands for a folder, the outermost one included.
    pub fn is_folder(&self) -> bool {
        matches!(self.kind, PageKind::Home | PageKind::Section)
    }
}

/// What a page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PageKind {
    /// The front page.
    Home,
    /// A write-up.
    Report,
    /// A folder.
    Section,
    /// All comparisons.
    Compare,
    /// All commands.
    Commands,
    /// All screenshots.
    Screenshots,
    /// What a server shows for a wrong address.
    NotFound,
}

impl PageKind {
    /// Returns the name of its template, without `.html`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Report => "report",
            Self::Section => "section",
            Self::Compare => "compare",
            Self::Commands => "commands",
            Self::Screenshots => "screenshots",
            Self::NotFound => "404",
        }
    }
}

/// A folder of the content, with what lies directly in it.
#[derive(Debug, Default)]
struct Folder {
    readme: Option<usize>,
    reports: Vec<usize>,
    folders: BTreeSet<String>,
}

/// Returns the pages of the write-ups in reading order, the front page first.
pub(super) fn pages(sources: &Sources, reports: &[Report], words: &Words) -> Vec<Page> {
    let folders = folders(sources, reports);
    let mut names = Names::default();
    let mut pages = Vec::new();
    let root = RepoPath::default();
    if let [only] = reports {
        let title = only.found.title.clone();
        let address = names.give("index", ".html");
        return vec![Page { address, title, kind: PageKind::Report, report: Some(0), folder: root, part: 0 }];
    }
    visit(&root, &folders, sources, reports, words, &mut names, &mut pages);
    pages
}

fn folders(sources: &Sources, reports: &[Report]) -> BTreeMap<RepoPath, Folder> {
    let mut folders: BTreeMap<RepoPath, Folder> = BTreeMap::new();
    folders.insert(RepoPath::default(), Folder::default());
    for (index, report) in reports.iter().enumerate() {
        let path = &sources.text(report.document.file).path;
        let below = RepoPath::new(path.below(&sources.content).unwrap_or(path.as_str()));
        let mut inner = below.folder();
        let folder = folders.entry(inner.clone()).or_default();
        if is_readme(&below) && folder.readme.is_none() && report.document.begins.is_none() {
            folder.readme = Some(index);
        } else {
            folder.reports.push(index);
        }
        while !inner.as_str().is_empty() {
            let outer = inner.folder();
            folders.entry(outer.clone()).or_default().folders.insert(inner.as_str().to_owned());
            inner = outer;
        }
    }
    folders
}

fn is_readme(path: &RepoPath) -> bool {
    path.stem().eq_ignore_ascii_case("readme")
}

fn visit(
    path: &RepoPath,
    folders: &BTreeMap<RepoPath, Folder>,
    sources: &Sources,
    reports: &[Report],
    words: &Words,
    names: &mut Names,
    pages: &mut Vec<Page>,
) {
    let Some(folder) = folders.get(path) else { return };
    let title = |index: usize| reports[index].found.title.clone();
    let below = |name: &str| if path.as_str().is_empty() { name.to_owned() } else { format!("{path}/{name}") };
    let is_root = path.as_str().is_empty();
    pages.push(Page {
        address: names.give(&below("index"), ".html"),
        title: folder.readme.map_or_else(|| if is_root { words.lab_notes.clone() } else { path.in_words() }, title),
        kind: if is_root { PageKind::Home } else { PageKind::Section },
        report: folder.readme,
        folder: path.clone(),
        part: 0,
    });
    let file = |index: usize| &sources.text(reports[index].document.file).path;
    let mut inside = folder.reports.clone();
    inside.sort_by(|&a, &b| natural(file(a).as_str(), file(b).as_str()));
    for index in inside {
        let name = reports[index].document.begins.as_deref().unwrap_or(file(index).stem());
        let address = names.give(&below(name), ".html");
        let folder = path.clone();
        pages.push(Page { address, title: title(index), kind: PageKind::Report, report: Some(index), folder, part: 0 });
    }
    let mut inner: Vec<&String> = folder.folders.iter().collect();
    inner.sort_by(|a, b| natural(a, b));
    for name in inner {
        visit(&RepoPath::new(name), folders, sources, reports, words, names, pages);
    }
}

/// Compares as people count: `lab2` before `lab10`, letters' case last.
pub(super) fn natural(a: &str, b: &str) -> Ordering {
    pieces(a).cmp(&pieces(b)).then_with(|| a.cmp(b))
}

/// Cuts a name where digits begin and end; a number comes with how large it is.
fn pieces(text: &str) -> Vec<(u64, String)> {
    let mut pieces: Vec<(u64, String)> = Vec::new();
    let mut digits = false;
    for c in text.to_lowercase().chars() {
        let continues = !pieces.is_empty() && c.is_ascii_digit() == digits;
        digits = c.is_ascii_digit();
        match pieces.last_mut() {
            Some((_, piece)) if continues => piece.push(c),
            _ => pieces.push((0, c.to_string())),
        }
    }
    for (number, piece) in &mut pieces {
        if piece.starts_with(|c: char| c.is_ascii_digit()) {
            *number = piece.parse().unwrap_or(u64::MAX);
            piece.clear();
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_as_people_count() {
        let mut names = ["lab10", "lab2", "Lab1", "extra", "lab2b", "99999999999999999999999"];
        names.sort_by(|a, b| natural(a, b));
        assert_eq!(names, ["extra", "Lab1", "lab2", "lab2b", "lab10", "99999999999999999999999"]);
    }
}
