//! A site as its author sees it while writing: built again and again, kept in memory, never written beside the notes.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::shelf::Shelf;
use super::{Making, Notes, Timings, made, read_again};
use crate::cache::{Blob, Cache, Key};
use crate::render::{Content, File};
use crate::site::{Page, assemble, wanted_pictures};
use crate::source::{RepoPath, ScanError, Sources};
use crate::{images, rules};

/// Called, from any thread, when something is ready that an earlier rebuild had to leave out: the next one shows it.
pub type Wake = Box<dyn Fn() + Send + Sync>;

/// A site that is looked at while its notes are written.
pub struct Preview {
    root: PathBuf,
    files: Arc<Files>,
    /// What the last rebuild read.
    notes: Notes,
    shelf: Shelf,
    cache: Arc<Cache>,
    /// What each page of a write-up was made from.
    pages: BTreeMap<RepoPath, Key>,
}

/// What a rebuild came to.
#[derive(Debug)]
pub struct Previewed {
    /// The site; when the new one is refused, the last good one, which at first is empty.
    pub files: Arc<Files>,
    /// Where `files` differs from what the rebuild before gave, in address order.
    pub changed: BTreeSet<RepoPath>,
    /// How many pages there are; 0 when the site is refused.
    pub pages: usize,
    /// Errors in the settings or templates prevent a new site.
    pub is_refused: bool,
}

impl Preview {
    /// Begins a preview of the notes in `root`, an absolute path. Nothing is read before [`Preview::rebuild`].
    pub fn open(root: &Path, wake: Wake) -> Self {
        let cache = Arc::new(Cache::open(Cache::folder_for(root)));
        let shelf = Shelf::new(Arc::clone(&cache), wake);
        let (root, notes) = (root.to_owned(), Notes::default());
        Self { root, files: Arc::default(), notes, shelf, cache, pages: BTreeMap::new() }
    }

    /// Builds the site anew and says what is different. Pictures that are not made yet are shown as they lie on the disk.
    ///
    /// # Errors
    /// When the folder cannot be read at all. The preview may go on: the folder may be back in a moment.
    pub fn rebuild(&mut self) -> Result<Previewed, ScanError> {
        let before = std::mem::take(&mut self.notes);
        self.notes = read_again(&self.root, Some(&self.root.join("_site")), Some(before))?;
        // Wherever the site will be published, here it lies at the top of the host.
        self.notes.config.base_path = Some("/".to_owned());
        let notes = &self.notes;
        let files: Mutex<Vec<File>> = Mutex::default();
        let keys: Mutex<BTreeMap<RepoPath, Key>> = Mutex::default();
        let kept: Mutex<Vec<RepoPath>> = Mutex::default();
        let take = |file| lock(&files).push(file);
        let known = |page: &Page, key| {
            let is_known = self.pages.get(&page.address) == Some(&key) && self.files.has(&page.address);
            lock(&keys).insert(page.address.clone(), key);
            if is_known {
                lock(&kept).push(page.address.clone());
            }
            is_known
        };
        let pictures = || {
            let wanted = wanted_pictures(&notes.sources, &notes.reports);
            self.shelf.pictures(&wanted, &notes.config.widths, &notes.sources)
        };
        let made = made(notes, pictures, Making::Preview(&known, &take), &Timings::default());
        let mut changed = BTreeSet::new();
        if !made.is_refused {
            let mut files = Files::new(files.into_inner().unwrap_or_else(PoisonError::into_inner), &notes.sources);
            files.take_over(kept.into_inner().unwrap_or_else(PoisonError::into_inner), &self.files);
            changed = files.differences(&self.files);
            self.files = Arc::new(files);
            self.pages = keys.into_inner().unwrap_or_else(PoisonError::into_inner);
        }
        let (pages, is_refused) = (made.pages, made.is_refused);
        self.notes.diagnostics.extend(made.found);
        Ok(Previewed { files: Arc::clone(&self.files), changed, pages, is_refused })
    }

    /// Returns where its results are kept, to be tidied at its end.
    pub fn cache(&self) -> Arc<Cache> {
        Arc::clone(&self.cache)
    }

    /// Returns what the last rebuild read, and everything that it has to say to the author.
    pub fn notes(&self) -> &Notes {
        &self.notes
    }

    /// Looks at the notes by every rule. That takes longer than a rebuild, and nobody waits for it.
    pub fn check(&mut self) {
        let notes = &self.notes;
        let wanted = wanted_pictures(&notes.sources, &notes.reports);
        let pictures = self.shelf.pictures(&wanted, &notes.config.widths, &notes.sources);
        let site = assemble(&notes.sources, &notes.config, &notes.tools, &notes.words, &notes.reports, &pictures);
        let found = rules::check(&site, &[]);
        self.notes.diagnostics.extend(found);
    }
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The files of a site by their address.
#[derive(Debug, Default)]
pub struct Files {
    held: BTreeMap<RepoPath, Held>,
    /// Drafts of pictures that only the site before this one shows.
    past: BTreeSet<RepoPath>,
}

/// What is in a file of a site.
#[derive(Debug, Clone)]
enum Held {
    Text(Arc<str>),
    /// A picture, or a file of the notes that is published as it is. That one may be of any size, so it is told from
    /// what it was by what the disk says of it, and read when a browser asks for it.
    Blob(Blob),
}

impl Held {
    fn of(content: Content, sources: &Sources) -> Self {
        match content {
            Content::Text(text) => Self::Text(text.into()),
            Content::Picture(blob) => Self::Blob(blob),
            Content::Copy(path) => {
                let on_disk = sources.on_disk(&path);
                Self::Blob(Blob::of_file(Cache::looks(&on_disk), on_disk, sources.size(&path)))
            }
        }
    }

    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(one), Self::Text(other)) => one == other,
            (Self::Blob(one), Self::Blob(other)) => one.content() == other.content(),
            _ => false,
        }
    }
}

impl Files {
    fn new(files: Vec<File>, sources: &Sources) -> Self {
        let held = files.into_iter().map(|file| (file.path, Held::of(file.content, sources))).collect();
        Self { held, past: BTreeSet::new() }
    }

    /// Takes files over from the site before, where they are as they were; and its own drafts of pictures, for which a
    /// browser may ask that shows it still.
    fn take_over(&mut self, addresses: Vec<RepoPath>, old: &Self) {
        let is_own_draft = |address: &&RepoPath| images::is_draft(address.name()) && !old.past.contains(*address);
        let shown_before = old.held.keys().filter(is_own_draft).filter(|address| !self.has(address));
        self.past = shown_before.cloned().collect();
        for address in self.past.iter().cloned().chain(addresses) {
            if let Some(held) = old.held.get(&address) {
                self.held.entry(address).or_insert_with(|| held.clone());
            }
        }
    }

    /// Returns whether there is no file at all.
    pub fn is_empty(&self) -> bool {
        self.held.is_empty()
    }

    /// Returns whether there is a file at this address.
    pub fn has(&self, address: &RepoPath) -> bool {
        self.held.contains_key(address)
    }

    /// Returns the file at this address as it is now; `None` when there is none.
    pub fn read(&self, address: &RepoPath) -> Option<io::Result<Arc<[u8]>>> {
        Some(match self.held.get(address)? {
            Held::Text(text) => Ok(Arc::clone(text).into()),
            Held::Blob(blob) => blob.bytes(),
        })
    }

    /// Opens the file at this address, to be read piece by piece, with its size.
    pub fn open(&self, address: &RepoPath) -> Option<io::Result<(u64, Box<dyn io::Read + Send>)>> {
        Some(match self.held.get(address)? {
            Held::Text(text) => Ok((text.len() as u64, Box::new(io::Cursor::new(Arc::<[u8]>::from(Arc::clone(text)))))),
            Held::Blob(blob) => blob.open(),
        })
    }

    /// Returns the addresses that only one of the two has, or that are not the same in both.
    fn differences(&self, old: &Self) -> BTreeSet<RepoPath> {
        let is_new =
            |(address, held): &(&RepoPath, &Held)| !old.held.get(*address).is_some_and(|old| held.is_same(old));
        let new = self.held.iter().filter(is_new).map(|(address, _)| address);
        // Nothing shows the drafts of the past.
        let gone = old.held.keys().filter(|address| !self.has(address) && !old.past.contains(*address));
        new.chain(gone).cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods, reason = "the notes of a test are written by it")]

    use super::*;

    /// Writes files, rebuilds, and returns the changed addresses, or `refused`.
    fn changed(preview: &mut Preview, files: &[(&str, &str)]) -> String {
        for (path, text) in files {
            std::fs::write(preview.root.join(path), text).unwrap();
        }
        let previewed = preview.rebuild().unwrap();
        if previewed.is_refused {
            assert!(previewed.changed.is_empty());
            return "refused".to_owned();
        }
        previewed.changed.iter().map(RepoPath::as_str).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn only_what_differs_is_changed_and_a_refused_site_leaves_the_last_good_one() {
        let folder = tempfile::tempdir().unwrap();
        let mut preview = Preview::open(folder.path(), Box::new(|| ()));
        assert_eq!(changed(&mut preview, &[]), "refused");
        assert!(preview.files.is_empty());
        let notes = [("README.md", "# Lab\n\n[t](t.txt)\n"), ("a.md", "# A\n\none\n"), ("t.txt", "1")];
        assert!(changed(&mut preview, &notes).contains("a.html"));
        assert_eq!(changed(&mut preview, &notes[..2]), "");
        assert_eq!(changed(&mut preview, &[("t.txt", "2")]), "files/t.txt");
        assert_eq!(&*preview.files.read(&RepoPath::new("files/t.txt")).unwrap().unwrap(), b"2");
        let edited = changed(&mut preview, &[("a.md", "# A\n\ntwo\n")]);
        assert!(edited.contains("a.html") && !edited.contains("files/t.txt"), "{edited}");
        assert_eq!(changed(&mut preview, &[("labpress.toml", "lang = 3")]), "refused");
        assert!(preview.files.has(&RepoPath::new("a.html")));
        assert_eq!(changed(&mut preview, &[("labpress.toml", "")]), "");
        std::fs::remove_file(folder.path().join("a.md")).unwrap();
        assert!(changed(&mut preview, &[]).contains("a.html"));
        assert!(preview.files.read(&RepoPath::new("a.html")).is_none());
    }

    #[test]
    fn a_draft_outlives_its_site_by_one() {
        let sources = Sources::default();
        let files = |name: &str| {
            let content = Content::Picture(Blob::in_memory(Key::of_content(name.as_bytes()), Vec::new()));
            Files::new(vec![File { path: RepoPath::new(name), content }], &sources)
        };
        let (first, mut second, mut third) = (files("pictures/draft-1.png"), files("a.html"), files("a.html"));
        second.take_over(Vec::new(), &first);
        let draft = RepoPath::new("pictures/draft-1.png");
        assert!(second.has(&draft));
        third.take_over(Vec::new(), &second);
        assert!(!third.has(&draft));
        assert!(third.differences(&second).is_empty());
    }

    #[test]
    fn a_folder_that_is_gone_may_come_back() {
        let parent = tempfile::tempdir().unwrap();
        let root = parent.path().join("notes");
        let mut preview = Preview::open(&root, Box::new(|| ()));
        assert!(preview.rebuild().is_err());
        std::fs::create_dir(&root).unwrap();
        assert!(changed(&mut preview, &[("README.md", "# Lab\n\ntext\n")]).contains("index.html"));
    }
}
