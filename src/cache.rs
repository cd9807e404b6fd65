//! A folder of results that are dear to compute, each under the hash of what it was computed from.
//!
//! In goes a [`Key`] or bytes, out comes what an earlier run kept under it. Two kinds of entry: small *records* by key
//! (their own hash in front), and whole *files* by the hash of their content, which can be published as they are.
//! Everything here may fail or vanish at any time; the caller then computes again. Knows nothing of what it keeps.
#![allow(clippy::disallowed_methods, reason = "one of the rooms that touch the disk")]

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::{self, DirBuilder};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

/// Length of a content hash in bytes.
const HASH: usize = blake3::OUT_LEN;

/// What an entry was computed from, as a hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key([u8; HASH]);

impl Key {
    /// Returns the key of these bytes as `stage` treats them; `stage` names its version and all its options.
    pub fn of(stage: &str, bytes: &[u8]) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&(stage.len() as u64).to_le_bytes()).update(stage.as_bytes()).update(bytes);
        Self(*hasher.finalize().as_bytes())
    }

    /// Returns the key of a file with this content.
    pub fn of_content(bytes: &[u8]) -> Self {
        Self(*blake3::hash(bytes).as_bytes())
    }

    /// Returns the 64 lower-case hex digits of the hash.
    pub fn hex(&self) -> String {
        blake3::Hash::from_bytes(self.0).to_hex().to_string()
    }

    /// Reads what [`Key::hex`] wrote.
    pub fn from_hex(hex: &str) -> Option<Self> {
        blake3::Hash::from_hex(hex).ok().map(|hash| Self(*hash.as_bytes()))
    }
}

/// The content of a file to publish: in memory, or in the cache, so that a large site need not be held at once.
#[derive(Debug, Clone)]
pub enum Blob {
    /// The bytes themselves.
    Memory(Arc<[u8]>),
    /// A file of the cache that held exactly these bytes when it was looked at.
    Cached {
        /// Where it lies.
        path: PathBuf,
        /// Its size in bytes.
        len: u64,
    },
}

impl Blob {
    /// Returns the size in bytes.
    pub fn len(&self) -> u64 {
        match self {
            Self::Memory(bytes) => bytes.len() as u64,
            Self::Cached { len, .. } => *len,
        }
    }

    /// Returns whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the bytes.
    ///
    /// # Errors
    /// When somebody removed the cache during the build.
    pub fn bytes(&self) -> io::Result<Arc<[u8]>> {
        match self {
            Self::Memory(bytes) => Ok(Arc::clone(bytes)),
            Self::Cached { path, .. } => fs::read(path).map(Arc::from),
        }
    }
}

/// The folder of one site's entries, or nothing at all when there is no usable folder.
#[derive(Debug)]
pub struct Cache {
    folder: Option<PathBuf>,
    /// When this run began: what is younger belongs to a run beside it and is left alone by [`Cache::sweep`].
    opened: SystemTime,
    used: Mutex<BTreeSet<PathBuf>>,
}

impl Cache {
    /// Opens the cache in `folder`, making it; without a folder, or when it cannot be made, nothing is ever kept.
    pub fn open(folder: Option<PathBuf>) -> Self {
        let usable = |folder: &PathBuf| make_private(&folder.join("records")) && make_private(&folder.join("files"));
        let folder = folder.filter(usable);
        Self { folder, opened: SystemTime::now(), used: Mutex::default() }
    }

    /// Returns a cache that keeps nothing.
    pub fn none() -> Self {
        Self::open(None)
    }

    /// Returns where the cache of the site in this folder belongs: below `$LABPRESS_CACHE_DIR`, else below the
    /// user's cache folder of the platform. `None` when there is no such place, or it would lie inside the site.
    pub fn folder_for(site: &Path) -> Option<PathBuf> {
        folder_for(site, |name| std::env::var_os(name).filter(|value| !value.is_empty()))
    }

    /// Returns the record under this key, unless it is absent or damaged.
    pub fn get(&self, key: Key) -> Option<Vec<u8>> {
        let path = self.path("records", key)?;
        let mut bytes = fs::read(&path).ok()?;
        let (hash, record) = bytes.split_at_checked(HASH)?;
        if blake3::hash(record).as_bytes() != hash {
            return None;
        }
        self.mark_used(path);
        bytes.drain(..HASH);
        Some(bytes)
    }

    /// Keeps a record under this key, replacing an older one; a full or read-only disk is no error.
    pub fn put(&self, key: Key, record: &[u8]) {
        if let Some(path) = self.path("records", key)
            && write(&path, &[blake3::hash(record).as_bytes(), record]).is_ok()
        {
            self.mark_used(path);
        }
    }

    /// Returns the file with this content, unless it is absent or damaged.
    pub fn file(&self, content: Key) -> Option<Blob> {
        let path = self.path("files", content)?;
        let bytes = fs::read(&path).ok()?;
        if Key::of_content(&bytes) != content {
            return None;
        }
        self.mark_used(path.clone());
        Some(Blob::Cached { path, len: bytes.len() as u64 })
    }

    /// Keeps a file and returns it as kept, or as it was given when it cannot be kept. `content` is its own hash.
    pub fn keep(&self, content: Key, bytes: Vec<u8>) -> Blob {
        if let Some(kept) = self.file(content) {
            return kept;
        }
        match self.path("files", content) {
            Some(path) if write(&path, &[&bytes]).is_ok() => {
                self.mark_used(path.clone());
                Blob::Cached { path, len: bytes.len() as u64 }
            }
            _ => Blob::Memory(bytes.into()),
        }
    }

    /// Removes every entry that this run did not use. To be called after a good build only.
    pub fn sweep(&self) {
        let Some(folder) = &self.folder else { return };
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let listings = ["records", "files"].map(|kind| fs::read_dir(folder.join(kind)));
        for entry in listings.into_iter().flatten().flatten().flatten() {
            let older = |modified: SystemTime| modified < self.opened;
            let old = entry.metadata().and_then(|metadata| metadata.modified()).is_ok_and(older);
            if old && !used.contains(&entry.path()) {
                // Whoever cannot remove a file loses a little space, nothing else.
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    fn path(&self, kind: &str, key: Key) -> Option<PathBuf> {
        Some(self.folder.as_ref()?.join(kind).join(key.hex()))
    }

    fn mark_used(&self, path: PathBuf) {
        self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(path);
    }
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
fn write(path: &Path, pieces: &[&[u8]]) -> io::Result<()> {
    let folder = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
    let mut builder = tempfile::Builder::new();
    // Files are published by a copy or a link, and a copy keeps the mode: it must be an ordinary one.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    pieces.iter().try_for_each(|piece| file.write_all(piece))?;
    file.persist(path).map(drop).map_err(|error| error.error)
}

fn folder_for(site: &Path, variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let site = fs::canonicalize(site).ok()?;
    let base = match variable("LABPRESS_CACHE_DIR") {
        Some(chosen) => std::path::absolute(chosen).ok()?,
        None => user_folder(&variable)?.join("labpress"),
    };
    // The longest part that is there already, free of links, tells whether the folder would lie inside the site.
    let there = base.ancestors().find_map(|folder| fs::canonicalize(folder).ok());
    if base.starts_with(&site) || there.is_some_and(|folder| folder.starts_with(&site)) {
        return None;
    }
    // Two sites never share a folder: the sweep of one would empty the other.
    let hash = Key::of_content(site.as_os_str().as_encoded_bytes()).hex();
    Some(base.join(&hash[..16]))
}

fn user_folder(variable: &impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let home = || variable("HOME").map(PathBuf::from);
    let folder = if cfg!(windows) {
        variable("LOCALAPPDATA").map(PathBuf::from)
    } else if cfg!(target_os = "macos") {
        home().map(|home| home.join("Library/Caches"))
    } else {
        // A relative path is to be ignored: XDG Base Directory Specification 0.8.
        let named = variable("XDG_CACHE_HOME").map(PathBuf::from).filter(|folder| folder.is_absolute());
        named.or_else(|| home().map(|home| home.join(".cache")))
    };
    folder.filter(|folder| folder.is_absolute())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(folder: &Path) -> Vec<String> {
        let all = ["records", "files"].map(|kind| fs::read_dir(folder.join(kind)).unwrap()).into_iter().flatten();
        let mut names: Vec<_> = all.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn what_was_put_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(Some(folder.path().join("deep/er")));
        let key = Key::of("stage 1", b"input");
        assert_eq!(cache.get(key), None);
        cache.put(key, b"result");
        assert_eq!(cache.get(key).as_deref(), Some(&b"result"[..]));
        assert_eq!(cache.get(Key::of("stage 2", b"input")), None);
        let blob = cache.keep(Key::of_content(b"file"), b"file".to_vec());
        assert!(matches!(&blob, Blob::Cached { len: 4, .. }), "{blob:?}");
        assert_eq!(&*blob.bytes().unwrap(), b"file");
    }

    #[test]
    fn damaged_entries_are_absent_and_can_be_put_again() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(Some(folder.path().to_owned()));
        let (key, content) = (Key::of("stage", b"input"), Key::of_content(b"file"));
        for damage in [&b""[..], b"short", &[0; 40]] {
            cache.put(key, b"result");
            cache.keep(content, b"file".to_vec());
            fs::write(folder.path().join("records").join(key.hex()), damage).unwrap();
            fs::write(folder.path().join("files").join(content.hex()), damage).unwrap();
            assert_eq!(cache.get(key), None);
            assert!(cache.file(content).is_none());
            assert_eq!(&*cache.keep(content, b"file".to_vec()).bytes().unwrap(), b"file");
        }
    }

    #[test]
    fn sweep_removes_what_this_run_did_not_use() {
        let folder = tempfile::tempdir().unwrap();
        let keys = [b"a", b"b", b"c"].map(|input| Key::of("stage", input));
        let first = Cache::open(Some(folder.path().to_owned()));
        first.put(keys[0], b"old");
        first.put(keys[1], b"used");
        first.keep(Key::of_content(b"old"), b"old".to_vec());
        fs::write(folder.path().join("files/.tmpLeftBehind"), b"half").unwrap();
        // File systems count time in steps; the entries are made older than any step.
        for kind in ["records", "files"] {
            for entry in fs::read_dir(folder.path().join(kind)).unwrap() {
                let file = fs::File::options().append(true).open(entry.unwrap().path()).unwrap();
                file.set_modified(SystemTime::UNIX_EPOCH).unwrap();
            }
        }
        let second = Cache::open(Some(folder.path().to_owned()));
        second.get(keys[1]);
        second.put(keys[2], b"new");
        second.sweep();
        let mut left = [keys[1].hex(), keys[2].hex()];
        left.sort();
        assert_eq!(files(folder.path()), left);
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
            assert!(matches!(cache.keep(key, b"file".to_vec()), Blob::Memory(_)));
            cache.sweep();
        }
    }

    #[cfg(all(unix, not(target_os = "macos")))]
    #[test]
    fn folder_is_the_users_and_never_inside_the_site() {
        let site = tempfile::tempdir().unwrap();
        let root = fs::canonicalize(site.path()).unwrap();
        let answer = |variables: &[(&str, &str)]| {
            let find = |name: &str| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| value.into());
            let folder = folder_for(&root, find)?;
            Some(folder.parent().unwrap().to_str().unwrap().to_owned())
        };
        let inside = root.join("cache").to_str().unwrap().to_owned();
        assert_eq!(answer(&[("LABPRESS_CACHE_DIR", "/c"), ("HOME", "/h")]).as_deref(), Some("/c"));
        assert_eq!(answer(&[("XDG_CACHE_HOME", "/x"), ("HOME", "/h")]).as_deref(), Some("/x/labpress"));
        assert_eq!(answer(&[("XDG_CACHE_HOME", "x"), ("HOME", "/h")]).as_deref(), Some("/h/.cache/labpress"));
        assert_eq!(answer(&[("LABPRESS_CACHE_DIR", &inside)]), None);
        assert_eq!(answer(&[]), None);
    }
}
