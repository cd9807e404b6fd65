//! The pictures of a site: which versions of each the one file may hold.

use std::collections::BTreeMap;

use crate::images::{Picture, PictureFile};
use crate::render::figure::picture_path;
use crate::site::{Site, is_strip};
use crate::source::RepoPath;

/// Largest picture that may be in the file twice, because it is its own thumbnail, in bytes.
const THUMBNAIL: u64 = 16_000;

/// Every picture once, whatever number of files it has.
#[derive(Debug)]
pub(super) struct Album<'a> {
    pictures: Vec<(&'a RepoPath, &'a Picture)>,
    by_address: BTreeMap<RepoPath, usize>,
}

impl<'a> Album<'a> {
    /// Collects the pictures of a site.
    pub(super) fn of(site: &'a Site) -> Self {
        let mut album = Self { pictures: Vec::new(), by_address: BTreeMap::new() };
        for (path, picture) in site.pictures {
            let Ok(picture) = picture else { continue };
            let address = |file: &PictureFile| picture_path(&file.name);
            if album.by_address.contains_key(&address(&picture.full)) {
                continue;
            }
            let index = album.pictures.len();
            album.pictures.push((path, picture));
            album.by_address.extend(picture.smaller.iter().chain([&picture.full]).map(|file| (address(file), index)));
        }
        album
    }

    /// Returns how many there are.
    pub(super) fn len(&self) -> usize {
        self.pictures.len()
    }

    /// Returns the picture that has a file at this address of the built site.
    pub(super) fn at(&self, address: &RepoPath) -> Option<usize> {
        self.by_address.get(address).copied()
    }

    /// Returns the author's file of a picture.
    pub(super) fn path(&self, index: usize) -> &'a RepoPath {
        self.pictures[index].0
    }

    /// Returns the version that is as wide as a page.
    pub(super) fn page_wide(&self, index: usize) -> &'a PictureFile {
        let picture = self.pictures[index].1;
        // With a single smaller version, which may be too small for a wide screen, it is the full one.
        picture.smaller.last().filter(|_| picture.smaller.len() > 1).unwrap_or(&picture.full)
    }

    /// Returns the version with the fewest bytes.
    pub(super) fn smallest(&self, index: usize) -> &'a PictureFile {
        let picture = self.pictures[index].1;
        let least = picture.smaller.iter().min_by_key(|file| file.blob.len());
        least.filter(|file| file.blob.len() < picture.full.blob.len()).unwrap_or(&picture.full)
    }

    /// Returns the version for the contact sheet; `None` when it would put a large picture into the file twice.
    pub(super) fn thumbnail(&self, index: usize) -> Option<&'a PictureFile> {
        let picture = self.pictures[index].1;
        let (wide, small) = (self.page_wide(index), self.smallest(index));
        // A line of a terminal is as wide as the sheet.
        let is_strip = is_strip(picture.width, picture.height);
        let file = if is_strip && wide.blob.len() <= THUMBNAIL { wide } else { small };
        (file.name != wide.name || file.blob.len() <= THUMBNAIL).then_some(file)
    }
}
