//! Whole files by the hash of their content, each in a file of its own that can be published as it is.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;
use std::time::SystemTime;

use super::{Blob, Cache, Key, Trace, write};

impl Cache {
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

    /// Removes files that this run did not use, and that were made before this time.
    pub(super) fn remove_unused(&self, folder: &Path, before: SystemTime) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::Asked;

    #[test]
    fn damaged_files_are_absent_and_can_be_kept_again() {
        let folder = tempfile::tempdir().unwrap();
        let content = Key::of_content(b"file");
        let path = folder.path().join("files").join(content.hex());
        for damage in [&b""[..], b"short", b"fil3"] {
            let cache = Cache::open(Some(folder.path().to_owned()));
            cache.keep(content, b"file".to_vec());
            cache.sweep(Asked::Everything);
            fs::write(&path, damage).unwrap();
            let cache = Cache::open(Some(folder.path().to_owned()));
            assert!(cache.file(content).is_none());
            assert_eq!(&*cache.keep(content, b"file".to_vec()).bytes().unwrap(), b"file");
        }
    }
}
