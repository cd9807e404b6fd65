//! What stands for a picture until it is made: the file as it is, of which only the beginning was read.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{ImageDecoder, ImageReader};

use super::decode::{Fault, caught, lies_on_its_side};
use super::sniff::{Format, sniff};
use super::{Broken, Picture, PictureFile};
use crate::cache::{Blob, Cache};
use crate::source::{RepoPath, Sources};

/// How much of a file is read at first, in bytes: enough for the headers of all but a few photographs.
const HEAD: u64 = 16 * 1024;

/// Begins the names of drafts.
const DRAFT: &str = "draft-";

/// Returns whether a published file of this name is a draft.
pub fn is_draft(name: &str) -> bool {
    name.starts_with(DRAFT)
}

/// Returns the draft of a picture. It is for the author's own eyes: the file still has all that it says of itself.
pub fn draft(path: &RepoPath, sources: &Sources) -> Result<Picture, Broken> {
    match of_head(path, sources, HEAD) {
        // What the beginning does not tell the whole file does.
        Err(_) => of_head(path, sources, u64::MAX),
        drafted => drafted,
    }
}

fn of_head(path: &RepoPath, sources: &Sources, most: u64) -> Result<Picture, Broken> {
    let head = sources.head(path, most);
    let (bytes, len) = head.map_err(|error| Broken::new(format!("the file cannot be read ({error})")))?;
    let format = sniff(&bytes)?;
    let (width, height) = caught(format, bytes.len(), || upright_size(format, &bytes))?;
    let on_disk = sources.on_disk(path);
    let looks = Cache::looks(&on_disk);
    let name = format!("{DRAFT}{}.{}", &looks.hex()[..16], format.extension());
    let full = PictureFile { name, width, height, blob: Blob::of_file(looks, on_disk, len) };
    Ok(Picture { format, says_where: false, width, height, full, smaller: Vec::new() })
}

/// Returns width and height of a picture of which this is the beginning, turned upright.
fn upright_size(format: Format, bytes: &[u8]) -> Result<(u32, u32), Broken> {
    let reader = ImageReader::with_format(Cursor::new(bytes), format.decoder());
    let mut decoder = reader.into_decoder().map_err(|_| Fault::Damaged.words(format, bytes.len()))?;
    let (width, height) = decoder.dimensions();
    let turn = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    Ok(if lies_on_its_side(turn) { (height, width) } else { (width, height) })
}
