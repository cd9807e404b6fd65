//! The published files of one picture: the cleaned original and its smaller versions.

use std::collections::BTreeSet;

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::RgbaImage;
use image::metadata::Orientation;

use super::clean::clean;
use super::decode::{Pixels, header, pixels};
use super::sniff::Format;
use super::{Broken, Picture, PictureFile};
use crate::cache::{Cache, Key};

/// What makes the smaller versions; part of the cache's keys.
pub(super) const ENCODER: &str = if cfg!(feature = "webp") { "webp" } else { "png" };

/// A picture at least this many times as wide as high is a few lines of a terminal: it is shown wide.
const STRIP: u32 = 6;
/// Width of one more version of such a picture, in pixels.
const STRIP_WIDTH: u32 = 1280;

/// Makes the files of a picture.
pub(super) fn derive(format: Format, bytes: &[u8], widths: &[u32], cache: &Cache) -> Result<Picture, Broken> {
    let header = header(format, bytes)?;
    let cleaned = clean(format, bytes, header.orientation)?;
    let Pixels { image, profile } = pixels(header, bytes)?;
    let (width, height) = image.dimensions();
    // A JPEG keeps how it is to be turned, a picture in another format is turned for good.
    let turned = header.orientation != Orientation::NoTransforms && format != Format::Jpeg;
    let (full, extension) = match turned {
        true => (png(&image, profile.as_deref())?, "png"),
        false => (cleaned, format.extension()),
    };
    let full_size = full.len();
    let name = |bytes: &[u8], ending: &str| format!("{}{ending}", &Key::of_content(bytes).hex()[..16]);
    let keep = |bytes: Vec<u8>, ending: &str, width: u32, height: u32| PictureFile {
        name: name(&bytes, ending),
        width,
        height,
        blob: cache.keep(Key::of_content(&bytes), bytes),
    };
    let full = keep(full, &format!(".{extension}"), width, height);
    let is_strip = width >= height.saturating_mul(STRIP);
    let widths: BTreeSet<u32> = widths.iter().copied().chain(is_strip.then_some(STRIP_WIDTH)).collect();
    let flat = is_flat(&image);
    let mut smaller = Vec::new();
    // Widths above the original only add bytes, so they are skipped.
    for wanted in widths.into_iter().filter(|&wanted| wanted < width) {
        let small = resized(&image, wanted, height_for(wanted, width, height))?;
        let mut bytes = encoded(&small, flat, profile.as_deref())?;
        // Made smaller, letters have more colours than before: what was cheap without loss may not be any more.
        if flat && bytes.len() >= full_size {
            bytes = encoded(&small, false, profile.as_deref())?;
        }
        if bytes.len() < full_size {
            smaller.push(keep(bytes, &format!("-{wanted}.{ENCODER}"), small.width(), small.height()));
        }
    }
    Ok(Picture { format, says_where: header.says_where, width, height, full, smaller })
}

/// Returns the height that keeps the shape, rounded; at least 1.
fn height_for(wanted: u32, width: u32, height: u32) -> u32 {
    let scaled = (u64::from(height) * u64::from(wanted) + u64::from(width) / 2) / u64::from(width);
    u32::try_from(scaled).unwrap_or(u32::MAX).max(1)
}

fn resized(image: &RgbaImage, width: u32, height: u32) -> Result<RgbaImage, Broken> {
    let failed = |_| Broken::new("the picture cannot be made smaller");
    let source = ImageRef::new(image.width(), image.height(), image.as_raw(), PixelType::U8x4);
    let mut target = Image::new(width, height, PixelType::U8x4);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
    let opaque = image.pixels().all(|pixel| pixel.0[3] == u8::MAX);
    let options = options.use_alpha(!opaque);
    source
        .map_err(|_| ())
        .and_then(|source| Resizer::new().resize(&source, &mut target, &options).map_err(|_| ()))
        .map_err(failed)?;
    RgbaImage::from_raw(width, height, target.into_vec()).ok_or(()).map_err(failed)
}

/// Returns whether a picture is flat as screenshots are: most pixels equal the one to their left. Photographs have
/// noise in every pixel.
fn is_flat(image: &RgbaImage) -> bool {
    let row = image.width() as usize * 4;
    let mut same = 0_usize;
    let mut all = 0_usize;
    for row in image.as_raw().chunks_exact(row.max(4)) {
        let pixels = row.as_chunks::<4>().0;
        same += pixels.windows(2).filter(|pair| pair[0] == pair[1]).count();
        all += pixels.len() - 1;
    }
    same * 2 >= all
}

#[cfg(feature = "webp")]
fn encoded(image: &RgbaImage, flat: bool, profile: Option<&[u8]>) -> Result<Vec<u8>, Broken> {
    use img_parts::ImageICC;
    /// libwebp's scales: 0 is fastest, 6 smallest. Slower methods gain less than a tenth for thumbnails.
    const METHOD: u8 = 2;
    const QUALITY: f32 = 80.0;
    /// Effort, for lossless files.
    const EFFORT: f32 = 50.0;
    let failed = || Broken::new("the picture cannot be stored as WebP");
    let encoder = webpx::Encoder::new_rgba(image.as_raw(), image.width(), image.height());
    let encoder = match flat {
        true => encoder.lossless(true).quality(EFFORT).method(METHOD),
        false => encoder.quality(QUALITY).method(METHOD),
    };
    let bytes = encoder.encode(webpx::Unstoppable).map_err(|_| failed())?;
    let Some(profile) = profile else { return Ok(bytes) };
    // Without it the colours of a wide-gamut screen would be shown as others.
    let mut file = img_parts::webp::WebP::from_bytes(bytes.into()).map_err(|_| failed())?;
    file.set_icc_profile(Some(profile.to_vec().into()));
    Ok(file.encoder().bytes().to_vec())
}

#[cfg(not(feature = "webp"))]
fn encoded(image: &RgbaImage, _flat: bool, profile: Option<&[u8]>) -> Result<Vec<u8>, Broken> {
    png(image, profile)
}

fn png(image: &RgbaImage, profile: Option<&[u8]>) -> Result<Vec<u8>, Broken> {
    use image::ImageEncoder;
    use image::codecs::png::{CompressionType, FilterType, PngEncoder};
    let mut bytes = Vec::new();
    let mut encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Best, FilterType::Adaptive);
    if let Some(profile) = profile {
        // A profile that cannot be stored changes shades, nothing else.
        let _ = encoder.set_icc_profile(profile.to_vec());
    }
    let written = encoder.write_image(image.as_raw(), image.width(), image.height(), image::ExtendedColorType::Rgba8);
    written.map_err(|_| Broken::new("the picture cannot be stored as PNG"))?;
    Ok(bytes)
}
