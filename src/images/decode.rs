//! From a picture file to its pixels: upright, eight bits, red green blue alpha.

use std::io::Cursor;

use image::error::{ImageError, LimitErrorKind};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits, RgbaImage};

use super::Broken;
use super::sniff::Format;

/// Most pixels a picture may have; a 64-megapixel photograph still passes. Decoded, that is 256 MB.
const MOST_PIXELS: u64 = 64 * 1024 * 1024;
/// Longest side in pixels; a picture that is longer than this is no screenshot.
const LONGEST_SIDE: u32 = 32_768;
/// What a decoder may take for anything but the pixels, above all for a colour profile that unpacks to gigabytes.
const MOST_EXTRA_BYTES: u64 = 32 * 1024 * 1024;

/// What a file says of itself before anything is decoded.
#[derive(Debug, Clone, Copy)]
pub(super) struct Header {
    /// What its content is.
    pub(super) format: Format,
    /// How its pixels are to be turned.
    pub(super) orientation: Orientation,
    /// It says where the picture was taken.
    pub(super) says_where: bool,
}

/// Decoded pixels.
pub(super) struct Pixels {
    /// Turned upright.
    pub(super) image: RgbaImage,
    /// The ICC profile that its colours mean.
    pub(super) profile: Option<Vec<u8>>,
}

/// Reads the header of a file of this format and refuses what is too large to decode.
pub(super) fn header(format: Format, bytes: &[u8]) -> Result<Header, Broken> {
    let mut decoder = open(format, bytes)?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 {
        return Err(Broken::new(format!("the {} says that it is {width} × {height} pixels", format.name())));
    }
    if pixels > MOST_PIXELS || width.max(height) > LONGEST_SIDE {
        return Err(too_large(width, height));
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let says_where = decoder.exif_metadata().ok().flatten().is_some_and(says_where);
    Ok(Header { format, orientation, says_where })
}

fn says_where(exif: Vec<u8>) -> bool {
    let read = exif::Reader::new().read_raw(exif);
    read.is_ok_and(|fields| fields.get_field(exif::Tag::GPSLatitude, exif::In::PRIMARY).is_some())
}

/// Decodes a file whose header was accepted.
pub(super) fn pixels(header: Header, bytes: &[u8]) -> Result<Pixels, Broken> {
    let mut decoder = open(header.format, bytes)?;
    let profile = decoder.icc_profile().ok().flatten();
    let decoded = DynamicImage::from_decoder(decoder);
    let mut image = decoded.map_err(|error| words(header.format, bytes, &error))?;
    image.apply_orientation(header.orientation);
    Ok(Pixels { image: image.into_rgba8(), profile })
}

fn open(format: Format, bytes: &[u8]) -> Result<impl ImageDecoder, Broken> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format.decoder());
    // Sides are checked by us, in words; the decoder's own limits do not count the pixels on this path.
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MOST_EXTRA_BYTES + MOST_PIXELS * 4);
    reader.limits(limits);
    reader.into_decoder().map_err(|error| words(format, bytes, &error))
}

fn too_large(width: u32, height: u32) -> Broken {
    let most = MOST_PIXELS / (1024 * 1024);
    Broken::new(format!(
        "the picture is {width} × {height} pixels; at most {most} megapixels and {LONGEST_SIDE} on a side can be shown"
    ))
}

/// Says what a decoder found wrong, without its jargon.
fn words(format: Format, bytes: &[u8], error: &ImageError) -> Broken {
    let name = format.name();
    match error {
        ImageError::IoError(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
            Broken::breaks_off(format, bytes.len())
        }
        ImageError::Unsupported(_) => {
            Broken::new(format!("the {name} is stored in a rare form that labpress does not read; save it anew as PNG"))
        }
        ImageError::Limits(limit) if matches!(limit.kind(), LimitErrorKind::InsufficientMemory) => {
            Broken::new(format!("the {name} needs too much memory to be read"))
        }
        _ => Broken::new(format!("the {name} is damaged; save or take it again")),
    }
}
