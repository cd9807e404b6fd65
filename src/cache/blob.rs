//! The content of a file to publish: in memory, or in the cache, so that a large site need not be held at once.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Key;

/// The content of a file to publish, and its hash.
#[derive(Debug, Clone)]
pub struct Blob {
    content: Key,
    len: u64,
    held: Held,
}

#[derive(Debug, Clone)]
enum Held {
    Memory(Arc<[u8]>),
    /// A file of the cache that held exactly these bytes when it was looked at.
    Cached(PathBuf),
}

impl Blob {
    /// Holds the bytes themselves; `content` is their hash.
    pub fn in_memory(content: Key, bytes: Vec<u8>) -> Self {
        Self { content, len: bytes.len() as u64, held: Held::Memory(bytes.into()) }
    }

    /// Names a file outside the cache that holds them; `content` tells it from other files.
    pub fn of_file(content: Key, path: PathBuf, len: u64) -> Self {
        Self::cached(content, path, len)
    }

    pub(super) fn cached(content: Key, path: PathBuf, len: u64) -> Self {
        Self { content, len, held: Held::Cached(path) }
    }

    /// Returns the hash of the bytes.
    pub fn content(&self) -> Key {
        self.content
    }

    /// Returns the size in bytes.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Returns whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Returns the file of the cache that holds it; `None` when it is in memory.
    pub fn path(&self) -> Option<&Path> {
        match &self.held {
            Held::Memory(_) => None,
            Held::Cached(path) => Some(path),
        }
    }

    /// Returns the bytes.
    ///
    /// # Errors
    /// When somebody removed the cache during the build.
    pub fn bytes(&self) -> io::Result<Arc<[u8]>> {
        match &self.held {
            Held::Memory(bytes) => Ok(Arc::clone(bytes)),
            Held::Cached(path) => fs::read(path).map(Arc::from),
        }
    }
}
