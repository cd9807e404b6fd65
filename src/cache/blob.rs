//! The content of a file to publish: in memory, or in the cache, so that a large site need not be held at once.

use std::fs;
use std::io::{self, Read};
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
    /// A file of somebody else, which may hold others by now.
    Outside(PathBuf),
}

impl Blob {
    /// Holds the bytes themselves; `content` is their hash.
    pub fn in_memory(content: Key, bytes: Vec<u8>) -> Self {
        Self { content, len: bytes.len() as u64, held: Held::Memory(bytes.into()) }
    }

    /// Names a file outside the cache, whatever is in it; `looks` tells it from what it was before.
    pub fn of_file(looks: Key, path: PathBuf, len: u64) -> Self {
        Self { content: looks, len, held: Held::Outside(path) }
    }

    pub(super) fn cached(content: Key, path: PathBuf, len: u64) -> Self {
        Self { content, len, held: Held::Cached(path) }
    }

    /// Returns the hash of the bytes; of a file outside the cache, that of how it looked.
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

    /// Returns the file of the cache that holds it; `None` when it is elsewhere.
    pub fn path(&self) -> Option<&Path> {
        match &self.held {
            Held::Memory(_) | Held::Outside(_) => None,
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
            Held::Cached(path) | Held::Outside(path) => fs::read(path).map(Arc::from),
        }
    }

    /// Opens it to be read from its begin to its end without ever being held as a whole, and returns its size with it.
    ///
    /// # Errors
    /// When the file is gone.
    pub fn open(&self) -> io::Result<(u64, Box<dyn Read + Send>)> {
        match &self.held {
            Held::Memory(bytes) => Ok((self.len, Box::new(io::Cursor::new(Arc::clone(bytes))))),
            Held::Cached(path) | Held::Outside(path) => {
                let file = fs::File::open(path)?;
                Ok((file.metadata()?.len(), Box::new(file)))
            }
        }
    }

    /// Returns whether the file of the cache that held it is gone.
    pub fn is_lost(&self) -> bool {
        self.path().is_some_and(|path| !path.exists())
    }
}
