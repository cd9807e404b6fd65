//! Pictures: from the bytes of a screenshot to the files that a page shows.
//!
//! In come paths, out comes for each either a [`Picture`] (the original without its metadata, and smaller versions) or
//! why there is none. All cores work at once; what an earlier run made is taken from the cache. Files are named by
//! their content, so two equal pictures are one file.

mod budget;
mod clean;
mod decode;
mod derive;
mod draft;
mod encode;
mod record;
mod rows;
mod shop;
mod shrink;
mod sniff;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::cache::{Blob, Cache, Key};
use crate::source::{RepoPath, Sources};

use shop::Shop;
use shrink::Desk;

pub use draft::{draft, is_draft};
pub use sniff::Format;

/// All pictures of a site, by the path of the file that they were made from.
pub type Pictures = BTreeMap<RepoPath, Result<Picture, Broken>>;

/// The published files of one picture.
#[derive(Debug, Clone)]
pub struct Picture {
    /// What its content is, whatever its name says.
    pub format: Format,
    /// The file says where on earth it was taken. What is published does not.
    pub says_where: bool,
    /// Width in image pixels after turning upright; never 0.
    pub width: u32,
    /// Height in image pixels after turning upright; never 0.
    pub height: u32,
    /// The original, upright, without metadata: what a click opens.
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
    /// Its content.
    pub blob: Blob,
}

/// A picture that cannot be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// Why, for a person: `the file is empty`, `the PNG breaks off`.
    pub why: String,
}

impl Broken {
    fn new(why: impl Into<String>) -> Self {
        Self { why: why.into() }
    }

    fn breaks_off(format: Format, length: usize) -> Self {
        let size = if length < 1024 { format!("{length} bytes") } else { format!("{} kB", length / 1024) };
        Self::new(format!("the {} breaks off after {size}; copy or take it again", format.name()))
    }
}

/// Makes the pictures for these files; `widths` are those of the smaller versions, ascending. `done` is called after
/// each file.
pub fn prepare(
    wanted: &[RepoPath],
    widths: &[u32],
    sources: &Sources,
    cache: &Cache,
    done: &(dyn Fn() + Sync),
) -> Pictures {
    let shop = Shop::new(widths, sources, cache);
    let known: Vec<_> = wanted.par_iter().map(|path| kept(path, widths, sources, cache)).collect();
    let (mut pictures, mut unknown) = (Pictures::new(), Vec::new());
    for (path, known) in wanted.iter().zip(known) {
        match known {
            Some(picture) => {
                done();
                pictures.insert(path.clone(), picture);
            }
            None => unknown.push((sources.size(path), path)),
        }
    }
    // The largest first, so that no core is left with one of them while the others have nothing more to do.
    unknown.sort_by(|one, other| other.cmp(one));
    let make = |desk: &mut Desk, (_, path): (u64, &RepoPath)| {
        let picture = shop.make(path, desk);
        done();
        (path.clone(), picture)
    };
    pictures.par_extend(unknown.into_iter().par_bridge().map_init(Desk::default, make));
    pictures
}

/// Names what pictures are made with. Whatever changes the bytes of a published file must change this text.
fn stage(widths: &[u32]) -> String {
    format!("picture 5 of {}, widths {widths:?}, {}", env!("CARGO_PKG_VERSION"), encode::ENCODER)
}

/// Returns what the cache has of the picture of an unchanged file.
pub fn kept(path: &RepoPath, widths: &[u32], sources: &Sources, cache: &Cache) -> Option<Result<Picture, Broken>> {
    of_content(cache.known_content(&sources.on_disk(path))?, &stage(widths), cache)
}

/// Finds what became of a file with this content in the cache.
fn of_content(content: Key, stage: &str, cache: &Cache) -> Option<Result<Picture, Broken>> {
    record::read(&cache.get(Key::of(stage, content.bytes()))?, cache)
}

/// Returns whether a file is named as a picture that browsers show.
pub fn is_picture_name(path: &RepoPath) -> bool {
    matches!(path.extension().as_str(), "png" | "jpg" | "jpeg" | "jfif" | "gif" | "webp")
}

#[cfg(test)]
mod tests;
