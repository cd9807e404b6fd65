//! A folder of results that are dear to compute, each under the hash of what it was computed from.
//!
//! In goes a [`Key`] or bytes, out comes what an earlier run kept under it. Three kinds of entry: small *records* by key,
//! all in one file (`journal`), *values* that are worth a few kilobytes, in another, and whole *files* by the hash of their
//! content, which can be published as they are.
//! Among the records is what the disk said of files that were read (`stamp`), so that [`Cache::content`] knows what is
//! in an unchanged file without reading it. Everything here may fail or vanish at any time; the caller then computes
//! again. Knows nothing of what it keeps.
#![allow(clippy::disallowed_methods, reason = "one of the rooms that touch the disk")]

mod blob;
mod files;
mod frames;
mod journal;
mod key;
mod place;
mod stamp;
mod survey;
mod tidy;
mod values;

use std::collections::HashSet;
use std::fs::{self, DirBuilder};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

pub use blob::Blob;
pub use key::Key;
pub use stamp::Trace;
pub use survey::{Survey, survey};

use serde::Serialize;
use serde::de::DeserializeOwned;

use journal::{Held, Journal};
use stamp::{Seen, Stamp};
use values::Values;

/// Which values a run asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// All that a site wants.
    Everything,
    /// Those that something else needs.
    Part,
}

/// The folder of one site's entries, or nothing at all when there is no usable folder.
#[derive(Debug)]
pub struct Cache {
    folder: Option<PathBuf>,
    journal: Journal,
    values: Values,
    /// When this run began: what is younger belongs to a run beside it and is left alone by [`Cache::sweep`].
    opened: SystemTime,
    /// Files of the cache that this run asked for, or made.
    used: Mutex<HashSet<Key>>,
    /// Files whose content this run knows because it wrote them.
    written: Mutex<Vec<(PathBuf, Key, Trace)>>,
}

impl Cache {
    /// Opens the cache in `folder`, making it; without a folder, or when it cannot be made, nothing is ever kept.
    pub fn open(folder: Option<PathBuf>) -> Self {
        let folder = folder.filter(|folder| make_private(&folder.join("files")));
        folder.iter().for_each(|folder| tidy::touch(folder));
        let journal = Journal::open(folder.as_ref().map(|folder| folder.join("journal")), Held::InMemory);
        let values = Values::new(folder.as_ref().map(|folder| folder.join("values")));
        Self { folder, journal, values, opened: SystemTime::now(), used: Mutex::default(), written: Mutex::default() }
    }

    /// Returns a cache that keeps nothing.
    pub fn none() -> Self {
        Self::open(None)
    }

    /// Returns where the cache of the site in this folder belongs: below `$LABPRESS_CACHE_DIR`, else below the
    /// user's cache folder of the platform. `None` when there is no such place, or it would lie inside the site.
    pub fn folder_for(site: &Path) -> Option<PathBuf> {
        place::folder_for(site, |name| std::env::var_os(name).filter(|value| !value.is_empty()))
    }

    /// Returns the record under this key, unless it is absent or damaged.
    pub fn get(&self, key: Key) -> Option<Vec<u8>> {
        self.journal.get(key, |record| Some(record.to_vec()))
    }

    /// Keeps a record under this key, replacing an older one; a full or read-only disk is no error.
    pub fn put(&self, key: Key, record: &[u8]) {
        self.journal.put(key, record);
    }

    /// Returns what `make` makes; when an earlier run made it of the same, that is not done again. `of` stands for all that
    /// it is made of, and only the newest value with this `name` is kept.
    pub fn value<T: Serialize + DeserializeOwned>(&self, name: Key, of: Key, make: impl FnOnce() -> T) -> T {
        self.values.get_or_make(name, of, make)
    }

    /// Returns the hash of what is in a file on the disk. A file that looks as it did when its content was last known is
    /// not read.
    ///
    /// # Errors
    /// When the file cannot be read, or is none.
    pub fn content(&self, path: &Path) -> io::Result<Key> {
        self.traced(path).map(|(content, _)| content)
    }

    /// Returns the same, and what [`Cache::wrote`] wants to know of a file that is to be kept as it is.
    ///
    /// # Errors
    /// When the file cannot be read, or is none.
    pub fn traced(&self, path: &Path) -> io::Result<(Key, Trace)> {
        let stamp = Stamp::of(path)?;
        let content = match self.content_with(path, stamp) {
            Some(content) => content,
            None => self.read(path)?.1,
        };
        Ok((content, stamp.trace()))
    }

    /// Reads a file on the disk and takes note of its content, whose hash comes with it.
    ///
    /// # Errors
    /// When the file cannot be read, or is none.
    pub fn read(&self, path: &Path) -> io::Result<(Vec<u8>, Key)> {
        // A file that changes while it is read no longer has the stamp that it had before.
        let now = SystemTime::now();
        let stamp = Stamp::of(path)?;
        let bytes = fs::read(path)?;
        let content = Key::of_content(&bytes);
        self.remember(path, Seen::at(now, stamp, content));
        Ok((bytes, content))
    }

    /// Returns the hash of what is in a file on the disk, when it is known without reading it.
    pub fn known_content(&self, path: &Path) -> Option<Key> {
        self.content_with(path, Stamp::of(path).ok()?)
    }

    fn content_with(&self, path: &Path, stamp: Stamp) -> Option<Key> {
        let seen = self.journal.get(stamp_key(path), Seen::read)?;
        (seen.stamp == stamp && seen.is_settled()).then_some(seen.content)
    }

    fn remember(&self, path: &Path, seen: Seen) {
        self.journal.put(stamp_key(path), &seen.write());
    }

    /// Takes note of what this run wrote into a file, and of the trace that this left. The file is looked at in
    /// [`Cache::sweep`]: what is too young then is doubtful in the next run, so that is done last.
    pub fn wrote(&self, path: PathBuf, content: Key, trace: Trace) {
        self.written.lock().unwrap_or_else(PoisonError::into_inner).push((path, content, trace));
    }

    /// Returns a hash of what the disk says of a file, which is not read; also when there is none.
    pub fn looks(path: &Path) -> Key {
        let stamp = Stamp::of(path).map(|stamp| stamp.bytes());
        Key::of("looks", stamp.as_ref().map_or(&[][..], |bytes| bytes))
    }

    /// Removes the files that this run did not use, such records too where they have become many, and the folders of sites
    /// that nobody has built for months. To be called after a good build only. Values that it did not use go only where it
    /// asked for everything.
    pub fn sweep(&self, asked: Asked) {
        let remove = |folder: &PathBuf| {
            self.remove_unused(folder, self.opened);
            tidy::remove_forgotten(folder, self.opened);
        };
        let close = || {
            self.remember_written();
            self.journal.compact();
            match asked {
                Asked::Everything => self.values.compact(),
                Asked::Part => self.values.tidy(),
            }
        };
        rayon::join(close, || self.folder.iter().for_each(remove));
    }

    /// Removes records that newer ones have replaced, and files that this run did not use and that are older than some
    /// weeks. To be called after a run that is no build and may not have seen everything that a build needs.
    pub fn tidy(&self) {
        self.remember_written();
        self.journal.tidy();
        self.values.tidy();
        if let (Some(folder), Some(before)) = (&self.folder, self.opened.checked_sub(tidy::WEEKS)) {
            self.remove_unused(folder, before);
        }
    }

    /// Remembers what is in the files that this run wrote.
    fn remember_written(&self) {
        for (path, content, trace) in std::mem::take(&mut *self.written.lock().unwrap_or_else(PoisonError::into_inner))
        {
            let now = SystemTime::now();
            // What somebody else has written to since is not what this run wrote.
            if let Some(stamp) = Stamp::of(&path).ok().filter(|stamp| stamp.trace() == trace) {
                self.remember(&path, Seen::at(now, stamp, content));
            }
        }
    }
}

/// Returns the key under which the stamp of a file is kept.
fn stamp_key(path: &Path) -> Key {
    Key::of("stamp", path.as_os_str().as_encoded_bytes())
}

/// The cache holds pictures that may not be published yet, so other users of the machine cannot look into it.
fn make_private(folder: &Path) -> bool {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).is_ok()
}

/// Writes beside `path`, then renames: nobody ever sees half an entry.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write_with(path, |file| file.write_all(bytes))
}

/// The same, of what `fill` writes.
fn write_with(path: &Path, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let folder = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
    let mut builder = tempfile::Builder::new();
    // Files are published by a copy or a link, and a copy keeps the mode: it must be an ordinary one.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    fill(&mut file)?;
    file.persist(path).map(drop).map_err(|error| error.error)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cache_in(folder: &Path) -> Cache {
        Cache::open(Some(folder.to_owned()))
    }

    /// Makes a file look as if it had been there for long: disks count time in steps.
    fn age(path: &Path) {
        let file = fs::File::options().append(true).open(path).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH).unwrap();
    }

    #[test]
    fn what_was_put_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let key = Key::of("stage 1", b"input");
        let cache = cache_in(&folder.path().join("deep/er"));
        assert_eq!(cache.get(key), None);
        cache.put(key, b"result");
        assert_eq!(cache.get(key).as_deref(), Some(&b"result"[..]));
        assert_eq!(cache.get(Key::of("stage 2", b"input")), None);
        let blob = cache.keep(Key::of_content(b"file"), b"file".to_vec());
        assert!(blob.path().is_some() && blob.len() == 4, "{blob:?}");
        assert_eq!(&*blob.bytes().unwrap(), b"file");
    }

    #[test]
    fn an_unchanged_file_is_not_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let notes = folder.path().join("notes.md");
        fs::write(&notes, "one").unwrap();
        // However slow the machine is, a file from the future was written too lately.
        let later = SystemTime::now() + std::time::Duration::from_secs(3600);
        fs::File::options().append(true).open(&notes).unwrap().set_modified(later).unwrap();
        let cache = cache_in(&folder.path().join("cache"));
        assert_eq!(cache.known_content(&notes), None);
        assert_eq!(cache.content(&notes).unwrap(), Key::of_content(b"one"));
        // Written just now, it may change again without a trace.
        assert_eq!(cache.known_content(&notes), None);
        fs::write(&notes, "two").unwrap();
        assert_eq!(cache.content(&notes).unwrap(), Key::of_content(b"two"));
        std::thread::sleep(std::time::Duration::from_millis(30));
        cache.content(&notes).unwrap();
        cache.sweep(Asked::Everything);
        let later = cache_in(&folder.path().join("cache"));
        assert_eq!(later.known_content(&notes), Some(Key::of_content(b"two")));
        // Its time was set back: what the disk knows of the change is enough.
        fs::write(&notes, "owt").unwrap();
        age(&notes);
        assert_eq!(later.content(&notes).unwrap(), Key::of_content(b"owt"));
        fs::remove_file(&notes).unwrap();
        assert!(later.content(&notes).is_err() && later.known_content(&notes).is_none());
    }

    #[test]
    fn sweep_removes_what_this_run_did_not_use_when_it_is_much() {
        let folder = tempfile::tempdir().unwrap();
        let keys = [b"a", b"b", b"c"].map(|input| Key::of("stage", input));
        let old = {
            let first = cache_in(folder.path());
            first.put(keys[0], &[0; 200_000]);
            first.put(keys[1], b"used");
            first.keep(Key::of_content(b"old"), b"old".to_vec())
        };
        let half = folder.path().join("files/.tmpLeftBehind");
        fs::write(&half, b"half").unwrap();
        age(&half);
        age(old.path().unwrap());
        let second = cache_in(folder.path());
        second.get(keys[1]);
        second.put(keys[2], &[1; 200_000]);
        second.sweep(Asked::Everything);
        assert!(!half.exists() && !old.path().unwrap().exists());
        let third = cache_in(folder.path());
        assert_eq!(keys.map(|key| third.get(key).is_some()), [false, true, true]);
    }

    #[test]
    fn tidying_leaves_what_the_next_build_may_need() {
        let folder = tempfile::tempdir().unwrap();
        let key = Key::of("stage", b"input");
        let [old, new] = {
            let first = cache_in(folder.path());
            first.put(key, b"record");
            [b"old", b"new"].map(|bytes| first.keep(Key::of_content(bytes), bytes.to_vec()))
        };
        age(old.path().unwrap());
        let journal = || fs::metadata(folder.path().join("journal")).unwrap().len();
        let second = cache_in(folder.path());
        (0..2000).for_each(|_| second.put(Key::of("stage", b"other"), &[7; 100]));
        second.tidy();
        assert!(!old.path().unwrap().exists() && new.path().unwrap().exists());
        assert!(journal() < 2000, "{}", journal());
        assert_eq!(cache_in(folder.path()).get(key).as_deref(), Some(&b"record"[..]));
    }

    #[test]
    fn without_a_folder_nothing_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a file");
        fs::write(&file, b"").unwrap();
        for cache in [Cache::none(), Cache::open(Some(file.join("below")))] {
            let key = Key::of("stage", b"input");
            cache.put(key, b"result");
            assert_eq!(cache.get(key), None);
            assert!(cache.keep(key, b"file".to_vec()).path().is_none());
            cache.sweep(Asked::Everything);
        }
    }
}
