//! The published files of one picture: the cleaned original and its smaller versions.
//!
//! The picture is decoded once. The widest version is made from its pixels, and each narrower one from the one before,
//! which nobody can tell from one made of the original (50 dB and more).

use std::collections::BTreeSet;

use image::metadata::Orientation;

use super::budget::{Budget, Share};
use super::clean::clean;
use super::decode::{Header, Pixels, open, whole};
use super::encode::{ENCODER, Loss, encoded, png};
use super::shrink::{Alpha, Desk, Rows, Size, Small, rows_need};
use super::sniff::Format;
use super::{Broken, Picture, PictureFile};
use crate::cache::{Cache, Key};

/// A picture at least this many times as wide as high is a few lines of a terminal: it is shown wide.
const STRIP: u32 = 6;
/// Width of one more version of such a picture, in pixels.
const STRIP_WIDTH: u32 = 1280;

/// Makes the files of a picture.
pub(super) fn derive(
    format: Format,
    bytes: &[u8],
    widths: &[u32],
    cache: &Cache,
    (desk, budget): (&mut Desk, &Budget),
) -> Result<Picture, Broken> {
    let (header, pixels) = open(format, bytes)?;
    let cleaned = clean(format, bytes, header.orientation)?;
    let sizes = sizes(header.size, widths);
    // The share is given back when the smaller versions are encoded.
    let Scaled { upright, mut smaller, share: _share } =
        scaled((format, bytes), &header, pixels, &sizes, (desk, budget))?;
    smaller.reverse();
    desk.clear();
    let (full, extension) = match upright {
        Some(turned) => (turned, "png"),
        None => (cleaned, format.extension()),
    };
    let smaller = worthwhile(&smaller, full.len(), header.profile.as_deref())?;
    let files = smaller.into_iter().map(|(size, bytes)| {
        let ending = format!("-{}.{ENCODER}", size.width);
        keep(bytes, &ending, size, cache)
    });
    let smaller = files.collect();
    let full = keep(full, &format!(".{extension}"), header.size, cache);
    let Size { width, height } = header.size;
    Ok(Picture { format, says_where: header.says_where, width, height, full, smaller })
}

/// Returns the sizes to make, widest first. Widths above the original only add bytes, so they are skipped.
fn sizes(size: Size, widths: &[u32]) -> Vec<Size> {
    let is_strip = size.width >= size.height.saturating_mul(STRIP);
    let widths: BTreeSet<u32> = widths.iter().copied().chain(is_strip.then_some(STRIP_WIDTH)).collect();
    let fitting = widths.into_iter().rev().filter(|&width| width < size.width);
    fitting.map(|width| size.scaled_to(width)).collect()
}

/// What became of a picture's pixels.
struct Scaled<'a> {
    /// The file of the whole picture, when it had to be turned: a JPEG keeps how it is to be turned, others are turned
    /// for good.
    upright: Option<Vec<u8>>,
    /// Of the sizes that were asked for.
    smaller: Vec<Small>,
    /// The part of the budget that those take.
    share: Option<Share<'a>>,
}

fn scaled<'a>(
    (format, bytes): (Format, &[u8]),
    header: &Header,
    pixels: Pixels,
    sizes: &[Size],
    (desk, budget): (&mut Desk, &'a Budget),
) -> Result<Scaled<'a>, Broken> {
    let whole = match pixels {
        Pixels::Whole(whole) => whole,
        Pixels::Rows(mut rows) => match opaque(&mut rows, sizes, desk, budget)? {
            Some(made) => return Ok(made),
            None => whole(format, bytes)?,
        },
    };
    let mut share = budget.take(whole.needs());
    let image = whole.pixels(header.orientation)?;
    let is_turned = header.orientation != Orientation::NoTransforms && format != Format::Jpeg;
    let upright = is_turned.then(|| png(&image, header.profile.as_deref())).transpose()?;
    let alpha = if image.is_opaque() { Alpha::Opaque } else { Alpha::Counts };
    let mut smaller = Vec::new();
    if let Some(&widest) = sizes.first() {
        let widest = desk.shrunk(&image.pixels, image.size, widest, alpha)?;
        drop(image);
        smaller = narrower(widest, sizes, alpha, desk)?;
    }
    share.lessen(held(&smaller));
    Ok(Scaled { upright, smaller, share: Some(share) })
}

/// Returns how many bytes the pixels of these take.
fn held(smaller: &[Small]) -> u64 {
    smaller.iter().map(|small| small.pixels.len() as u64).sum()
}

/// Makes the sizes of a PNG while it is decoded; `None` when it turns out to shine through somewhere.
fn opaque<'a>(
    rows: &mut super::rows::PngRows,
    sizes: &[Size],
    desk: &mut Desk,
    budget: &'a Budget,
) -> Result<Option<Scaled<'a>>, Broken> {
    let Some(&widest) = sizes.first() else {
        let mut row = vec![0; Size { height: 1, ..rows.size() }.bytes()];
        (0..rows.size().height).try_for_each(|_| rows.next(&mut row))?;
        return rows.finish().map(|()| Some(Scaled { upright: None, smaller: Vec::new(), share: None }));
    };
    let mut share = budget.take(rows_need(rows.size(), widest) as u64);
    let widest = desk.shrunk_rows(rows, widest)?;
    rows.finish()?;
    if !widest.is_opaque() {
        return Ok(None);
    }
    let smaller = narrower(widest, sizes, Alpha::Opaque, desk)?;
    share.lessen(held(&smaller));
    Ok(Some(Scaled { upright: None, smaller, share: Some(share) }))
}

/// Makes all sizes behind the first, each from the one before.
fn narrower(widest: Small, sizes: &[Size], alpha: Alpha, desk: &mut Desk) -> Result<Vec<Small>, Broken> {
    let mut made = vec![widest];
    for &size in &sizes[1..] {
        let before = &made[made.len() - 1];
        made.push(desk.shrunk(&before.pixels, before.size, size, alpha)?);
    }
    Ok(made)
}

/// Returns the files of the versions that are worth to have, narrowest first, as `smaller` is. The narrowest must only be
/// smaller than the whole picture, which is published too; others must at least halve it.
fn worthwhile(smaller: &[Small], full: usize, profile: Option<&[u8]>) -> Result<Vec<(Size, Vec<u8>)>, Broken> {
    let Some((narrowest, wider)) = smaller.split_first() else { return Ok(Vec::new()) };
    let mut bytes = encoded(narrowest, Loss::Unseen, profile)?;
    if bytes.len() >= full {
        bytes = encoded(narrowest, Loss::Nothing, profile)?;
    }
    let first = bytes.len();
    let mut files = Vec::new();
    if first < full {
        files.push((narrowest.size, bytes));
    }
    for small in wider {
        if expected(first, narrowest.size, small.size) * 2 > full {
            continue;
        }
        let bytes = encoded(small, Loss::Unseen, profile)?;
        if bytes.len() * 2 <= full {
            files.push((small.size, bytes));
        }
    }
    Ok(files)
}

/// Returns how many bytes a wider version takes at least, in all likelihood: they grow faster than the width and slower
/// than the number of pixels. Of 120 screenshots, one was lost by it that would have been 49 % of the whole.
fn expected(bytes: usize, size: Size, wider: Size) -> usize {
    let times = f64::from(wider.width) / f64::from(size.width);
    (bytes as f64 * times.powf(1.5)) as usize
}

fn keep(bytes: Vec<u8>, ending: &str, size: Size, cache: &Cache) -> PictureFile {
    let content = Key::of_content(&bytes);
    let name = format!("{}{ending}", &content.hex()[..16]);
    PictureFile { name, width: size.width, height: size.height, blob: cache.keep(content, bytes) }
}
