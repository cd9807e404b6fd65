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
mod journal;
mod key;
mod place;
mod stamp;
mod survey;
mod tidy;

use std::collections::HashSet;
use std::fs::{self, DirBuilder};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::SystemTime;

pub use blob::Blob;
pub use key::Key;
pub use stamp::Trace;
pub use survey::{Survey, survey};

use serde::Serialize;
use serde::de::DeserializeOwned;

use journal::{Held, Journal};
use stamp::{Seen, Stamp};

/// Room for nearly every value, in bytes.
const ROOM: usize = 16 * 1024;

/// The folder of one site's entries, or nothing at all when there is no usable folder.
#[derive(Debug)]
pub struct Cache {
    folder: Option<PathBuf>,
    journal: Journal,
    /// Opened when somebody asks: a build that has nothing to do does not.
    values: OnceLock<Journal>,
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
        let values = OnceLock::new();
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
        let read = |record: &[u8]| postcard::from_bytes(record.strip_prefix(of.bytes())?).ok();
        let values = self
            .values
            .get_or_init(|| Journal::open(self.folder.as_ref().map(|folder| folder.join("values")), Held::OnDisk));
        if let Some(kept) = values.get(name, read) {
            return kept;
        }
        let made = make();
        if self.folder.is_some() {
            let mut record = Vec::with_capacity(ROOM);
            record.extend_from_slice(of.bytes());
            if let Ok(record) = postcard::to_extend(&made, record) {
                values.put(name, &record);
            }
        }
        made
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

    /// Returns the file with this content, unless it is absent or damaged.
    pub fn file(&self, content: Key) -> Option<Blob> {
        let path = self.path(content)?;
        let (found, trace) = self.traced(&path).ok()?;
        if found != content {
            return None;
        }
        self.mark_used(content);
        Some(Blob::cached(content, path, trace.size()))
    }

    /// Keeps a file and returns it as kept, or as it was given when it cannot be kept. `content` is its own hash.
    pub fn keep(&self, content: Key, bytes: Vec<u8>) -> Blob {
        if let Some(kept) = self.file(content) {
            return kept;
        }
        match self.path(content) {
            Some(path) if write(&path, &bytes).is_ok() => {
                self.mark_used(content);
                if let Some(trace) = Trace::of(&path) {
                    self.wrote(path.clone(), content, trace);
                }
                Blob::cached(content, path, bytes.len() as u64)
            }
            _ => Blob::in_memory(content, bytes),
        }
    }

    /// Removes the files that this run did not use, such records too where they have become many, and the folders of sites
    /// that nobody has built for months. To be called after a good build only. Values that it did not use go only where it
    /// asked `for_all` that a site wants.
    pub fn sweep(&self, for_all: bool) {
        let remove = |folder: &PathBuf| {
            self.remove_unused(folder, self.opened);
            tidy::remove_forgotten(folder, self.opened);
        };
        let close = || {
            self.remember_written();
            self.journal.compact();
            match self.values.get() {
                Some(values) if for_all => values.compact(),
                Some(values) => values.tidy(),
                None => {}
            }
        };
        rayon::join(close, || self.folder.iter().for_each(remove));
    }

    /// Removes records that newer ones have replaced, and files that this run did not use and that are older than some
    /// weeks. To be called after a run that is no build and may not have seen everything that a build needs.
    pub fn tidy(&self) {
        self.remember_written();
        self.journal.tidy();
        self.values.get().iter().for_each(|values| values.tidy());
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

    /// Removes files that this run did not use, and that were made before this time.
    fn remove_unused(&self, folder: &Path, before: SystemTime) {
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        for entry in fs::read_dir(folder.join("files")).into_iter().flatten().flatten() {
            let content = entry.file_name().to_str().and_then(Key::from_hex);
            if content.is_some_and(|content| used.contains(&content)) {
                continue;
            }
            let older = |modified: SystemTime| modified < before;
            if entry.metadata().and_then(|metadata| metadata.modified()).is_ok_and(older) {
                // Whoever cannot remove a file loses a little space, nothing else.
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    fn path(&self, content: Key) -> Option<PathBuf> {
        Some(self.folder.as_ref()?.join("files").join(content.hex()))
    }

    fn mark_used(&self, content: Key) {
        self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(content);
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
    fn damaged_files_are_absent_and_can_be_kept_again() {
        let folder = tempfile::tempdir().unwrap();
        let content = Key::of_content(b"file");
        let path = folder.path().join("files").join(content.hex());
        for damage in [&b""[..], b"short", b"fil3"] {
            let cache = cache_in(folder.path());
            cache.keep(content, b"file".to_vec());
            cache.sweep(true);
            fs::write(&path, damage).unwrap();
            let cache = cache_in(folder.path());
            assert!(cache.file(content).is_none());
            assert_eq!(&*cache.keep(content, b"file".to_vec()).bytes().unwrap(), b"file");
        }
    }

    #[test]
    fn a_value_is_made_once_of_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let [name, one, other] = [b"name", b"one!", b"two!"].map(|bytes| Key::of("stage", bytes));
        let made = |of: Key, makes: &[&str]| {
            let cache = cache_in(folder.path());
            let makes: Vec<String> = makes.iter().map(|&word| word.to_owned()).collect();
            let made = cache.value(name, of, || makes);
            cache.sweep(true);
            made.join(" ")
        };
        assert_eq!(made(one, &["a", "b"]), "a b");
        assert_eq!(made(one, &["c"]), "a b");
        assert_eq!(made(other, &["c"]), "c");
        assert_eq!(made(one, &["d"]), "d");
        // Bytes that are no value of this kind are as good as none.
        let damaged = [one.bytes().as_slice(), &[200]].concat();
        Journal::open(Some(folder.path().join("values")), Held::OnDisk).put(name, &damaged);
        assert_eq!(made(one, &["e"]), "e");
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
        cache.sweep(true);
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
        second.sweep(true);
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
            cache.sweep(true);
        }
    }
}
