//! Old addresses of write-ups: `aliases` in their front matter. Each becomes a small page that leads to the new address.
//!
//! An address is one below the site's root, with or without a leading `/`; one that names no HTML file is a folder.

use std::collections::BTreeMap;

use super::Report;
use super::address::{RESERVED, is_nameable};
use super::pages::Page;
use crate::document::Alias as Written;
use crate::source::{FileId, RepoPath, Span, is_elsewhere, percent_decoded};

/// An old address that leads to a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alias {
    /// Where its own page lies in the built site.
    pub address: RepoPath,
    /// Index of the page that it leads to.
    pub page: usize,
    /// Index of the write-up that claims it.
    report: usize,
}

/// An old address that cannot lead anywhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadAlias {
    /// The file that claims it.
    pub file: FileId,
    /// Where in it.
    pub span: Span,
    /// As written.
    pub written: String,
    /// What is wrong with it.
    pub fault: AliasFault,
}

/// What is wrong with an old address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AliasFault {
    /// It names no place below the site's root.
    Outside,
    /// It names another host.
    OtherHost,
    /// It names a place on a page, or has a question for a server; neither can lead elsewhere.
    PartOfPage,
    /// Not every disk can hold a file of this name.
    Unnameable,
    /// The folder or file is labpress's own.
    Reserved,
    /// It is the address of the write-up itself.
    Itself,
    /// There is a page at this address, made of this file or of none.
    Page(Option<FileId>),
    /// The write-up in this file claims it too, and came first.
    Claimed(FileId),
}

/// Files at the top of a site that hosts, robots and labpress itself look for.
const FILES: [&str; 8] =
    [".labpress-site", ".nojekyll", "404.html", "_headers", "_redirects", "feed.xml", "robots.txt", "sitemap.xml"];

/// Resolves what write-ups say of their old addresses; `base` is where the site is published, when that is known.
pub(super) fn aliases(reports: &[Report], pages: &[Page], base: Option<&str>) -> (Vec<Alias>, Vec<BadAlias>) {
    // Two names that differ in case alone are one on many disks.
    let own = |page: &Page| page.address.as_str().to_lowercase();
    let taken: BTreeMap<String, usize> = pages.iter().enumerate().map(|(at, page)| (own(page), at)).collect();
    let mut good: BTreeMap<String, Alias> = BTreeMap::new();
    let mut bad = Vec::new();
    let shown = pages.iter().enumerate().filter_map(|(at, page)| Some((at, page.report?)));
    for (page, report) in shown {
        let document = &reports[report].document;
        let file_of = |report: usize| reports[report].document.file;
        for Written { text, span } in &document.front_matter.aliases {
            let settled = address(text, base).and_then(|address| {
                let key = address.as_str().to_lowercase();
                match (blocked(&taken, &key).or_else(|| clean(&taken, &key)), blocked(&good, &key)) {
                    (Some(&other), _) if other == page => Err(AliasFault::Itself),
                    (Some(&other), _) => Err(AliasFault::Page(pages[other].report.map(file_of))),
                    (None, Some(alias)) if alias.page == page => Ok(None),
                    (None, Some(alias)) => Err(AliasFault::Claimed(file_of(alias.report))),
                    (None, None) => Ok(Some((key, Alias { address, page, report }))),
                }
            });
            match settled {
                Ok(alias) => good.extend(alias),
                Err(fault) => bad.push(BadAlias { file: document.file, span: *span, written: text.clone(), fault }),
            }
        }
    }
    (good.into_values().collect(), bad)
}

/// Returns the page that many hosts show at the address of a folder: `a.html` at `/a`, and some at `/a/`. Those that read
/// `_redirects` first would never show it again.
fn clean<'m, T>(names: &'m BTreeMap<String, T>, name: &str) -> Option<&'m T> {
    names.get(&format!("{}.html", name.strip_suffix("/index.html")?))
}

/// Returns what has this name, or has a name that cannot stand beside it: a file where the other has a folder.
fn blocked<'m, T>(names: &'m BTreeMap<String, T>, name: &str) -> Option<&'m T> {
    let above = name.match_indices('/').map(|(at, _)| &name[..at]);
    let same = above.chain([name]).find_map(|name| names.get(name));
    same.or_else(|| {
        let inside = format!("{name}/");
        let (_, value) = names.range(inside.clone()..).next().filter(|(name, _)| name.starts_with(&inside))?;
        Some(value)
    })
}

/// Returns the file that an old address names: `old/index.html` of `/old/`.
fn address(written: &str, base: Option<&str>) -> Result<RepoPath, AliasFault> {
    let below_base = base.and_then(|base| written.strip_prefix(base));
    let path = below_base.unwrap_or(written);
    if is_elsewhere(path) {
        return Err(if path.contains("//") { AliasFault::OtherHost } else { AliasFault::Unnameable });
    }
    if path.contains(['?', '#']) {
        return Err(AliasFault::PartOfPage);
    }
    let path = percent_decoded(path);
    let named = RepoPath::default().join(&path).ok_or(AliasFault::Outside)?;
    let is_file = matches!(named.extension().as_str(), "html" | "htm") && !path.ends_with('/');
    let address = if is_file { named } else { named.join("index.html").ok_or(AliasFault::Outside)? };
    let top = address.as_str().split('/').next().unwrap_or("").to_lowercase();
    let is_folder = address.as_str().contains('/');
    if is_folder && RESERVED.contains(&top.as_str()) || FILES.contains(&top.as_str()) {
        return Err(AliasFault::Reserved);
    }
    if address.as_str().split('/').all(is_nameable) { Ok(address) } else { Err(AliasFault::Unnameable) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_addresses_name_files_below_the_root() {
        let read = |written: &str| address(written, Some("https://ada.example/lab/")).map(|path| path.to_string());
        let at = |path: &str| Ok(path.to_owned());
        assert_eq!(read("old/name.html"), at("old/name.html"));
        assert_eq!(read("/old/"), at("old/index.html"));
        assert_eq!(read("old"), at("old/index.html"));
        assert_eq!(read("v1.2"), at("v1.2/index.html"));
        assert_eq!(read("/a%20b/%C3%BC.htm"), at("a b/ü.htm"));
        assert_eq!(read("https://ada.example/lab/old.html"), at("old.html"));
        assert_eq!(read("/"), at("index.html"));
        assert_eq!(read("../old.html"), Err(AliasFault::Outside));
        assert_eq!(read("a/../../old.html"), Err(AliasFault::Outside));
        assert_eq!(read("https://ada.example/other/"), Err(AliasFault::OtherHost));
        assert_eq!(read("//ada.example/x"), Err(AliasFault::OtherHost));
        assert_eq!(read("javascript:alert(1)"), Err(AliasFault::Unnameable));
        assert_eq!(read("old.html#part-2"), Err(AliasFault::PartOfPage));
        assert_eq!(read("old.php?id=1"), Err(AliasFault::PartOfPage));
        assert_eq!(read("assets/x.html"), Err(AliasFault::Reserved));
        assert_eq!(read("/robots.txt"), Err(AliasFault::Reserved));
        assert_eq!(read("a\\b"), Err(AliasFault::Unnameable));
        assert_eq!(read("what?"), Err(AliasFault::PartOfPage));
        assert_eq!(read("a%0Ab.html"), Err(AliasFault::Unnameable));
    }

    #[test]
    fn files_and_folders_of_one_name_block_each_other() {
        let names: BTreeMap<String, ()> = ["a/b.html", "c/index.html"].map(|name| (name.to_owned(), ())).into();
        let is_free = |name: &str| blocked(&names, name).is_none();
        assert!(!is_free("a/b.html") && !is_free("a/b.html/index.html") && !is_free("c"));
        assert!(is_free("a/b") && is_free("a/b.htm") && is_free("c/other.html"));
    }
}
