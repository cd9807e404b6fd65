//! The files of a previewed site, in memory or on the disk.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Arc;

use crate::cache::{Blob, Cache};
use crate::images;
use crate::render::Content;
use crate::source::{RepoPath, Sources};

/// The files of a site by their address.
#[derive(Debug, Default)]
pub struct Files {
    held: BTreeMap<RepoPath, Held>,
    pictures: Arc<BTreeMap<RepoPath, Held>>,
    /// Drafts of pictures that only the site before this one shows.
    past: BTreeSet<RepoPath>,
    /// The pages that are as they should be already, while others are still those of the site before; `None` when all
    /// are.
    ready: Option<BTreeSet<RepoPath>>,
}

/// What is in a file of a site.
#[derive(Debug, Clone)]
pub(super) enum Held {
    Text(Arc<str>),
    Picture(Blob),
    /// A file of the notes that is published as it is. It may be of any size, so it is told from what it was by what the
    /// disk says of it, and read when a browser asks for it.
    Copy(Blob),
}

impl Held {
    pub(super) fn of(content: Content, sources: &Sources) -> Self {
        match content {
            Content::Text(text) => Self::Text(text.into()),
            Content::Picture(blob) => Self::Picture(blob),
            Content::Copy(path) => {
                let on_disk = sources.on_disk(&path);
                Self::Copy(Blob::of_file(Cache::looks(&on_disk), on_disk, sources.size(&path)))
            }
        }
    }

    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(one), Self::Text(other)) => Arc::ptr_eq(one, other) || one == other,
            (Self::Picture(one) | Self::Copy(one), Self::Picture(other) | Self::Copy(other)) => {
                one.content() == other.content()
            }
            _ => false,
        }
    }
}

impl Files {
    /// Returns the files of a new site: those that were made, and of the old one the pages at `same` addresses. Where it
    /// `has_same_pictures`, these are taken over too, and else drafts of the old site's own, for which a browser may ask
    /// that shows it still; they are gone from the one after it.
    pub(super) fn new(made: Vec<(RepoPath, Held)>, same: Vec<RepoPath>, old: &Self, has_same_pictures: bool) -> Self {
        let is_picture = |(_, held): &(RepoPath, Held)| matches!(held, Held::Picture(_));
        let (pictures, texts): (Vec<_>, Vec<_>) = made.into_iter().partition(is_picture);
        let mut held: BTreeMap<RepoPath, Held> = texts.into_iter().collect();
        held.extend(
            same.into_iter()
                .filter_map(|address| old.held.get_key_value(&address))
                .map(|(address, held)| (address.clone(), held.clone())),
        );
        if has_same_pictures {
            let mut pictures = Arc::clone(&old.pictures);
            if !old.past.is_empty() {
                Arc::make_mut(&mut pictures).retain(|address, _| !old.past.contains(address));
            }
            return Self { held, pictures, past: BTreeSet::new(), ready: None };
        }
        let mut pictures: BTreeMap<RepoPath, Held> = pictures.into_iter().collect();
        let is_own_draft = |address: &RepoPath| images::is_draft(address.name()) && !old.past.contains(address);
        let drafts =
            old.pictures.iter().filter(|(address, _)| is_own_draft(address) && !pictures.contains_key(*address));
        let drafts: Vec<(RepoPath, Held)> = drafts.map(|(address, held)| (address.clone(), held.clone())).collect();
        let past = drafts.iter().map(|(address, _)| address.clone()).collect();
        pictures.extend(drafts);
        Self { held, pictures: Arc::new(pictures), past, ready: None }
    }

    /// Returns these files with those of the `ready` pages that were made anew; all others are to come.
    pub(super) fn with(&self, made: &[(RepoPath, Held)], ready: BTreeSet<RepoPath>) -> Self {
        let mut held = self.held.clone();
        held.extend(made.iter().filter(|(address, _)| ready.contains(address)).cloned());
        let (pictures, past) = (Arc::clone(&self.pictures), self.past.clone());
        Self { held, pictures, past, ready: Some(ready) }
    }

    /// Returns whether there is no file at all.
    pub fn is_empty(&self) -> bool {
        self.held.is_empty()
    }

    /// Returns whether there is a file at this address.
    pub fn has(&self, address: &RepoPath) -> bool {
        self.get(address).is_some()
    }

    /// Returns whether what is at this address, or that nothing is, holds; else it is worth waiting a moment.
    pub fn is_ready(&self, address: &RepoPath) -> bool {
        let Some(ready) = &self.ready else { return true };
        // Only texts are made anew, and those that all pages share are the same.
        let is_shared = address.as_str().starts_with("assets/") && self.held.contains_key(address);
        is_shared || ready.contains(address) || self.pictures.contains_key(address)
    }

    fn get(&self, address: &RepoPath) -> Option<&Held> {
        self.held.get(address).or_else(|| self.pictures.get(address))
    }

    /// Returns the file at this address as it is now; `None` when there is none.
    pub fn read(&self, address: &RepoPath) -> Option<io::Result<Arc<[u8]>>> {
        Some(match self.get(address)? {
            Held::Text(text) => Ok(Arc::clone(text).into()),
            Held::Picture(blob) | Held::Copy(blob) => blob.bytes(),
        })
    }

    /// Opens the file at this address, to be read piece by piece, with its size.
    pub fn open(&self, address: &RepoPath) -> Option<io::Result<(u64, Box<dyn io::Read + Send>)>> {
        Some(match self.get(address)? {
            Held::Text(text) => Ok((text.len() as u64, Box::new(io::Cursor::new(Arc::<[u8]>::from(Arc::clone(text)))))),
            Held::Picture(blob) | Held::Copy(blob) => blob.open(),
        })
    }

    /// Returns the addresses that only one of the two has, or that are not the same in both.
    pub(super) fn differences(&self, old: &Self) -> BTreeSet<RepoPath> {
        let mut different = differences(&self.held, &old.held);
        if !Arc::ptr_eq(&self.pictures, &old.pictures) {
            different.extend(differences(&self.pictures, &old.pictures));
        }
        // Nothing shows the drafts of the past.
        different.retain(|address| self.has(address) || !old.past.contains(address));
        different
    }
}

fn differences(new: &BTreeMap<RepoPath, Held>, old: &BTreeMap<RepoPath, Held>) -> BTreeSet<RepoPath> {
    let is_new = |(address, held): &(&RepoPath, &Held)| !old.get(*address).is_some_and(|old| held.is_same(old));
    let changed = new.iter().filter(is_new).map(|(address, _)| address);
    let gone = old.keys().filter(|address| !new.contains_key(*address));
    changed.chain(gone).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::Key;

    fn files(names: &[&str], old: &Files) -> Files {
        let made = names.iter().map(|&name| {
            let held = match name.starts_with("pictures/") {
                true => Held::Picture(Blob::in_memory(Key::of_content(name.as_bytes()), Vec::new())),
                false => Held::Text(Arc::from(name)),
            };
            (RepoPath::new(name), held)
        });
        Files::new(made.collect(), Vec::new(), old, false)
    }

    #[test]
    fn a_draft_outlives_its_site_by_one() {
        let first = files(&["pictures/draft-1.png"], &Files::default());
        let second = files(&["a.html"], &first);
        let draft = RepoPath::new("pictures/draft-1.png");
        assert!(second.has(&draft));
        let third = files(&["a.html"], &second);
        assert!(!third.has(&draft));
        assert!(third.differences(&second).is_empty());
    }

    #[test]
    fn what_is_to_come_is_not_ready() {
        let old = files(&["a.html", "index.html", "assets/theme.css", "pictures/1.png"], &Files::default());
        let a = RepoPath::new("a.html");
        let new = old.with(&[(a.clone(), Held::Text(Arc::from("new")))], BTreeSet::from([a.clone()]));
        assert_eq!(new.differences(&old), BTreeSet::from([a]));
        let ready = |files: &Files| {
            let all = ["a.html", "index.html", "assets/theme.css", "assets/other.css", "pictures/1.png", "search/2.js"];
            all.into_iter().filter(|&name| files.is_ready(&RepoPath::new(name))).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(ready(&new), "a.html assets/theme.css pictures/1.png");
        assert!(old.is_ready(&RepoPath::new("search/2.js")));
    }
}
