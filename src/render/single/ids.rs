//! What pages are called inside the file that holds them all, and what their links become.

use std::collections::{BTreeMap, BTreeSet};

use crate::site::{Page, percent_encoded};
use crate::source::{RepoPath, is_elsewhere, percent_decoded};

/// Ids that the file has around its pages.
const TAKEN: [&str; 3] = ["main", "lp-search", "lp-theme-switch"];

/// The ids of pages, by their addresses.
#[derive(Debug)]
pub(super) struct Ids(BTreeMap<RepoPath, String>);

/// Where a link leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Out of the site: it stays as it is.
    Outside,
    /// To a page or a place on one, as `#address`.
    Place(String),
    /// To another file of the site.
    File(RepoPath),
}

impl Ids {
    /// Gives each page an id: `virtualization` to `virtualization.html`, `compare` to `compare/index.html`.
    pub(super) fn of(pages: &[&Page]) -> Self {
        let mut taken: BTreeSet<String> = TAKEN.iter().map(|&id| id.to_owned()).collect();
        let ids = pages.iter().map(|page| {
            let path = page.address.as_str();
            let path = path.strip_suffix(".html").unwrap_or(path);
            let name = if path == "index" { "home" } else { path.strip_suffix("/index").unwrap_or(path) };
            let name = name.replace('/', "-");
            let mut numbered = (1..).map(|count| if count == 1 { name.clone() } else { format!("{name}-{count}") });
            let id = numbered.find(|id| !taken.contains(id)).unwrap_or_default();
            taken.insert(id.clone());
            (page.address.clone(), id)
        });
        Self(ids.collect())
    }

    /// Returns the id of a page.
    pub(super) fn of_page(&self, page: &Page) -> &str {
        self.0.get(&page.address).map_or("", String::as_str)
    }

    /// Returns where an address on `page` leads.
    pub(super) fn way(&self, page: &Page, address: &str) -> Way {
        if is_elsewhere(address) {
            return Way::Outside;
        }
        let (path, fragment) = address.split_once('#').unwrap_or((address, ""));
        let path = percent_decoded(path.split('?').next().unwrap_or(""));
        let to = if path.is_empty() { Some(page.address.clone()) } else { page.address.folder().join(&path) };
        let Some(to) = to else { return Way::File(RepoPath::new(path)) };
        match (self.0.get(&to), fragment) {
            (None, _) => Way::File(to),
            (Some(id), "" | "main" | "top") => Way::Place(format!("#{}", percent_encoded(id))),
            // No page's id has a colon in it, so no two places can be called alike.
            (Some(id), fragment) => Way::Place(format!("#{}:{fragment}", percent_encoded(id))),
        }
    }

    /// Returns what an address that leads to a page becomes.
    pub(super) fn fragment(&self, page: &Page, address: &str) -> String {
        match self.way(page, address) {
            Way::Place(fragment) => fragment,
            Way::Outside | Way::File(_) => address.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::PageKind;

    fn page(address: &str) -> Page {
        let (title, folder) = (String::new(), RepoPath::default());
        Page { address: RepoPath::new(address), title, kind: PageKind::Report, report: None, folder, part: 0 }
    }

    #[test]
    fn links_between_pages_become_fragments() {
        let pages =
            ["index.html", "übung.html", "home.html", "a/b.html", "a-b.html", "main.html", "compare/index.html"];
        let pages = pages.map(page);
        let ids = Ids::of(&pages.iter().collect::<Vec<_>>());
        let own: Vec<&str> = pages.iter().map(|page| ids.of_page(page)).collect();
        assert_eq!(own, ["home", "übung", "home-2", "a-b", "a-b-2", "main-2", "compare"]);
        let from = |address: &str| ids.way(&pages[3], address);
        let place = |text: &str| Way::Place(text.to_owned());
        assert_eq!(from("#L4"), place("#a-b:L4"));
        assert_eq!(from("#main"), place("#a-b"));
        assert_eq!(from("../%C3%BCbung.html#gr%C3%BCn"), place("#%C3%BCbung:gr%C3%BCn"));
        assert_eq!(from("../compare/index.html"), place("#compare"));
        assert_eq!(from("../files/a%20b.sh"), Way::File(RepoPath::new("files/a b.sh")));
        assert_eq!(from("https://example.org/#x"), Way::Outside);
        assert_eq!(from("../../up.html"), Way::File(RepoPath::new("../../up.html")));
    }
}
