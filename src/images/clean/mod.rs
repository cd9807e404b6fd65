//! Takes out of a picture file what is not the picture: notes, places, times, thumbnails, appended bytes.
//!
//! In goes the file as the student saved it, out comes the same picture with its compressed pixels untouched. Each
//! format has a list of what stays (colour, transparency, animation); everything unknown goes. What follows the end of
//! the picture goes too: cropping tools are known to leave the cropped part there.

mod gif;
mod jpeg;
mod png;
mod webp;

use image::metadata::Orientation;

use super::Broken;
use super::sniff::Format;

/// Returns the file without metadata. A JPEG keeps how it is to be turned, and nothing else of its EXIF.
pub(super) fn clean(format: Format, bytes: &[u8], orientation: Orientation) -> Result<Vec<u8>, Broken> {
    let cleaned = match format {
        Format::Png => png::clean(bytes),
        Format::Jpeg => jpeg::clean(bytes, orientation),
        Format::Gif => gif::clean(bytes),
        Format::Webp => webp::clean(bytes),
    };
    cleaned.ok_or_else(|| Broken::breaks_off(format, bytes.len()))
}

/// Reads a file from its start; every step is `None` where the file breaks off.
struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let piece = self.bytes.get(self.at..self.at.checked_add(count)?)?;
        self.at += count;
        Some(piece)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1).map(|piece| piece[0])
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    /// Returns what was read since the position `start`.
    fn since(&self, start: usize) -> &'a [u8] {
        &self.bytes[start..self.at]
    }

    fn at_end(&self) -> bool {
        self.at == self.bytes.len()
    }
}
