//! From a picture file to its pixels: upright, eight bits, red green blue alpha.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::error::{ImageError, LimitErrorKind};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits};

use super::Broken;
use super::rows::PngRows;
use super::shrink::{Rows, Size, Small};
use super::sniff::Format;

/// Most pixels a picture may have; a 64-megapixel photograph still passes. Decoded, that is 256 MB.
const MOST_PIXELS: u64 = 64 * 1024 * 1024;
/// Longest side in pixels; a picture that is longer than this is no screenshot.
const LONGEST_SIDE: u32 = 32_768;
/// What a decoder may take for anything but the pixels, above all for a colour profile that unpacks to gigabytes.
const MOST_EXTRA_BYTES: usize = 32 * 1024 * 1024;

/// What a file says of itself before anything is decoded.
#[derive(Debug)]
pub(super) struct Header {
    /// Its size when it stands upright.
    pub(super) size: Size,
    /// How its pixels are to be turned.
    pub(super) orientation: Orientation,
    /// It says where the picture was taken.
    pub(super) says_where: bool,
    /// The ICC profile that its colours mean.
    pub(super) profile: Option<Vec<u8>>,
}

/// Where the pixels of an accepted file come from.
pub(super) enum Pixels<'a> {
    /// Row by row: a PNG that stands upright and is not interlaced.
    Rows(Box<PngRows<'a>>),
    /// All at once.
    Whole(Whole<'a>),
}

/// A file that is decoded all at once.
pub(super) struct Whole<'a> {
    decoder: Box<dyn ImageDecoder + 'a>,
    format: Format,
    length: usize,
}

/// Reads the header of a file of this format and refuses what is too large to decode.
pub(super) fn open(format: Format, bytes: &[u8]) -> Result<(Header, Pixels<'_>), Broken> {
    if format == Format::Png {
        let rows = PngRows::open(bytes, MOST_EXTRA_BYTES)?;
        let header = header(format, rows.size(), rows.exif(), rows.profile())?;
        if !rows.is_interlaced() && header.orientation == Orientation::NoTransforms {
            return Ok((header, Pixels::Rows(Box::new(rows))));
        }
        return Ok((header, Pixels::Whole(whole(format, bytes)?)));
    }
    let mut whole = whole(format, bytes)?;
    let (width, height) = whole.decoder.dimensions();
    let exif = whole.decoder.exif_metadata().ok().flatten();
    let profile = whole.decoder.icc_profile().ok().flatten();
    let header = header(format, Size { width, height }, exif.as_deref(), profile)?;
    Ok((header, Pixels::Whole(whole)))
}

fn header(format: Format, stored: Size, exif: Option<&[u8]>, profile: Option<Vec<u8>>) -> Result<Header, Broken> {
    let Size { width, height } = stored;
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 {
        return Err(Broken::new(format!("the {} says that it is {width} × {height} pixels", format.name())));
    }
    if pixels > MOST_PIXELS || width.max(height) > LONGEST_SIDE {
        return Err(too_large(width, height));
    }
    let orientation = exif.and_then(Orientation::from_exif_chunk).unwrap_or(Orientation::NoTransforms);
    let size = if lies_on_its_side(orientation) { Size { width: height, height: width } } else { stored };
    Ok(Header { size, orientation, says_where: exif.is_some_and(says_where), profile })
}

/// Returns whether a picture that is stored like this is as wide as it will be high.
pub(super) fn lies_on_its_side(orientation: Orientation) -> bool {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    matches!(orientation, Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH)
}

fn says_where(exif: &[u8]) -> bool {
    let read = exif::Reader::new().read_raw(exif.to_vec());
    read.is_ok_and(|fields| fields.get_field(exif::Tag::GPSLatitude, exif::In::PRIMARY).is_some())
}

/// Opens a file to decode it all at once.
pub(super) fn whole(format: Format, bytes: &[u8]) -> Result<Whole<'_>, Broken> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format.decoder());
    // Sides are checked by us, in words; the decoder's own limits do not count the pixels on this path.
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MOST_EXTRA_BYTES as u64 + MOST_PIXELS * 4);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(|error| fault(&error).words(format, bytes.len()))?;
    Ok(Whole { decoder: Box::new(decoder), format, length: bytes.len() })
}

impl Whole<'_> {
    /// Returns how many bytes it takes to decode it and to make it smaller.
    pub(super) fn needs(&self) -> u64 {
        let (width, height) = self.decoder.dimensions();
        // As the decoder gives it, as red green blue alpha, and once more where colours shine through.
        self.decoder.total_bytes() + u64::from(width) * u64::from(height) * 8
    }

    /// Decodes it, upright.
    pub(super) fn pixels(self, orientation: Orientation) -> Result<Small, Broken> {
        let decoded = DynamicImage::from_decoder(self.decoder);
        let mut image = decoded.map_err(|error| fault(&error).words(self.format, self.length))?;
        image.apply_orientation(orientation);
        let image = image.into_rgba8();
        let size = Size { width: image.width(), height: image.height() };
        Ok(Small { size, pixels: image.into_raw() })
    }
}

fn too_large(width: u32, height: u32) -> Broken {
    let most = MOST_PIXELS / (1024 * 1024);
    Broken::new(format!(
        "the picture is {width} × {height} pixels; at most {most} megapixels and {LONGEST_SIDE} on a side can be shown"
    ))
}

/// What a decoder found wrong, without its jargon.
#[derive(Debug, Clone, Copy)]
pub(super) enum Fault {
    /// The file ends too early.
    BreaksOff,
    /// The decoder does not know this variant of the format.
    Rare,
    /// It would take too much memory.
    Memory,
    /// Anything else.
    Damaged,
}

impl Fault {
    /// Says so of a file of this format and length.
    pub(super) fn words(self, format: Format, length: usize) -> Broken {
        let name = format.name();
        match self {
            Self::BreaksOff => Broken::breaks_off(format, length),
            Self::Rare => Broken::new(format!(
                "the {name} is stored in a rare form that labpress does not read; save it anew as PNG"
            )),
            Self::Memory => Broken::new(format!("the {name} needs too much memory to be read")),
            Self::Damaged => Broken::new(format!("the {name} is damaged; save or take it again")),
        }
    }
}

/// Runs what reads a file of this format and length, and takes a panic for damage to the file.
///
/// The decoders are the work of others and read bytes that anybody may have made. A fault in one of them may cost that
/// picture, never the site, nor a preview that runs for hours. Whatever `read` was changing is not to be used after it.
pub(super) fn caught<T>(format: Format, length: usize, read: impl FnOnce() -> Result<T, Broken>) -> Result<T, Broken> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(Fault::Damaged.words(format, length)))
}

fn fault(error: &ImageError) -> Fault {
    match error {
        ImageError::IoError(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => Fault::BreaksOff,
        ImageError::Unsupported(_) => Fault::Rare,
        ImageError::Limits(limit) if matches!(limit.kind(), LimitErrorKind::InsufficientMemory) => Fault::Memory,
        _ => Fault::Damaged,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decoder_that_panics_costs_one_picture() {
        let broken = caught(Format::Png, 9, || -> Result<(), Broken> { panic!("index out of bounds") });
        assert_eq!(broken, Err(Broken::new("the PNG is damaged; save or take it again")));
    }
}
