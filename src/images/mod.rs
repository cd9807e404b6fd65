//! Pictures: from the bytes of a screenshot to the files a page shows. (placeholder: contract only)

use std::collections::BTreeMap;

use crate::cache::Blob;
use crate::source::{RepoPath, Sources};

/// All pictures of a site, by the path of the file that they were made from.
pub type Pictures = BTreeMap<RepoPath, Result<Picture, Broken>>;

/// The published files of one picture.
#[derive(Debug, Clone)]
pub struct Picture {
    /// Width in image pixels after turning upright; never 0.
    pub width: u32,
    /// Height in image pixels after turning upright; never 0.
    pub height: u32,
    /// The original, upright as it is, without metadata: what a click opens.
    pub full: PictureFile,
    /// Smaller versions, narrowest first; empty when the original is small already.
    pub smaller: Vec<PictureFile>,
}

/// One published file.
#[derive(Debug, Clone)]
pub struct PictureFile {
    /// Its content-hashed name below `pictures/`: `3f9ac04e1b52d7aa-480.webp`.
    pub name: String,
    /// Width in image pixels.
    pub width: u32,
    /// Height in image pixels.
    pub height: u32,
    /// The bytes.
    pub blob: Blob,
}

/// A picture that cannot be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// Why, for a person: `the file is empty`, `the PNG breaks off after 12 of 40 kB`.
    pub why: String,
}

/// Makes the pictures for these files, all cores at once; `done` is called after each.
pub fn prepare(wanted: &[RepoPath], sources: &Sources, done: &(dyn Fn() + Sync)) -> Pictures {
    let _ = (sources, done);
    wanted.iter().map(|path| (path.clone(), Err(Broken { why: String::new() }))).collect()
}
