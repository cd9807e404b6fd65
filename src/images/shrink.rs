//! Makes pixels fewer: red green blue alpha, eight bits each, by Lanczos's filter.

use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::pixels::U8x4;
use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};

use super::Broken;

/// Bytes of one pixel.
pub(super) const PIXEL: usize = 4;
/// How far the filter reaches to each side, in pixels of the smaller picture.
const REACH: f64 = 3.0;
/// Rows of the smaller picture that are made at once. What they need of a screenshot stays in a processor's cache.
const BAND: u32 = 8;
/// What a desk keeps from one picture to the next, in bytes.
const KEPT: usize = 24 * 1024 * 1024;

/// Width and height in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Size {
    /// Never 0.
    pub(super) width: u32,
    /// Never 0.
    pub(super) height: u32,
}

impl Size {
    /// Returns the size that is so wide and keeps the shape, rounded; the height is at least 1.
    pub(super) fn scaled_to(self, width: u32) -> Self {
        let (own, wanted) = (u64::from(self.width), u64::from(width));
        let height = (u64::from(self.height) * wanted + own / 2) / own.max(1);
        Self { width, height: u32::try_from(height).unwrap_or(u32::MAX).max(1) }
    }

    /// Returns how many bytes its pixels take.
    pub(super) fn bytes(self) -> usize {
        self.width as usize * self.height as usize * PIXEL
    }

    fn row(self) -> usize {
        self.width as usize * PIXEL
    }
}

/// Pixels, row by row.
#[derive(Debug)]
pub(super) struct Small {
    /// How many there are.
    pub(super) size: Size,
    /// Red, green, blue and alpha of each.
    pub(super) pixels: Vec<u8>,
}

impl Small {
    /// Returns whether nothing shines through. A picture that was made smaller as if it were opaque then was: what
    /// shines through in it would do so here.
    pub(super) fn is_opaque(&self) -> bool {
        self.pixels.as_chunks::<PIXEL>().0.iter().all(|pixel| pixel[3] == u8::MAX)
    }
}

/// Whether colours count less where they shine through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Alpha {
    /// They do not shine through anywhere.
    Opaque,
    /// They do.
    Counts,
}

/// Gives the rows of a picture, from the top.
pub(super) trait Rows {
    /// Returns how many pixels it has.
    fn size(&self) -> Size;
    /// Writes the next row, red green blue alpha.
    fn next(&mut self, row: &mut [u8]) -> Result<(), Broken>;
}

/// What one thread works with, from one picture to the next.
#[derive(Debug, Default)]
pub(super) struct Desk {
    resizer: Resizer,
    band: Vec<u8>,
    low: Vec<u8>,
}

impl Desk {
    /// Returns a smaller picture of `pixels`, which have this size.
    pub(super) fn shrunk(&mut self, pixels: &[u8], size: Size, to: Size, alpha: Alpha) -> Result<Small, Broken> {
        let mut small = Small { size: to, pixels: vec![0; to.bytes()] };
        resize(&mut self.resizer, (pixels, size), None, (&mut small.pixels, to), alpha)?;
        Ok(small)
    }

    /// Returns a smaller picture of an opaque one that comes row by row, without ever holding it as a whole: bands of it
    /// are first made low, and what they give is then made narrow.
    pub(super) fn shrunk_rows(&mut self, rows: &mut impl Rows, to: Size) -> Result<Small, Broken> {
        let size = rows.size();
        let low = Size { width: size.width, height: to.height };
        let bands = Bands::new(size, to);
        let row = size.row();
        grow(&mut self.band, bands.most_rows * row);
        grow(&mut self.low, low.bytes());
        let (mut first, mut end) = (0, 0);
        for top in (0..to.height).step_by(BAND as usize) {
            let bottom = to.height.min(top + BAND);
            let (from, until) = bands.needed(top, bottom);
            self.band.copy_within((from - first) * row..(end - first) * row, 0);
            first = from;
            while end < until {
                rows.next(&mut self.band[(end - first) * row..][..row])?;
                end += 1;
            }
            let held = Size { width: size.width, height: u32::try_from(end - first).unwrap_or(u32::MAX) };
            let target = &mut self.low[top as usize * row..bottom as usize * row];
            let target_size = Size { width: size.width, height: bottom - top };
            let part = bands.part(top, bottom, first, held.height);
            resize(&mut self.resizer, (&self.band, held), Some(part), (target, target_size), Alpha::Opaque)?;
        }
        let mut small = Small { size: to, pixels: vec![0; to.bytes()] };
        resize(&mut self.resizer, (&self.low, low), None, (&mut small.pixels, to), Alpha::Opaque)?;
        Ok(small)
    }

    /// Lets go of what a large picture needed.
    pub(super) fn clear(&mut self) {
        for buffer in [&mut self.band, &mut self.low] {
            if buffer.len() > KEPT {
                *buffer = Vec::new();
            }
        }
        if self.resizer.size_of_internal_buffers() > KEPT {
            self.resizer.reset_internal_buffers();
        }
    }
}

/// Returns how many bytes [`Desk::shrunk_rows`] holds.
pub(super) fn rows_need(size: Size, to: Size) -> usize {
    Bands::new(size, to).most_rows * size.row() + size.row() * to.height as usize + to.bytes()
}

/// Which rows of a picture are needed for which rows of the smaller one.
struct Bands {
    height: usize,
    scale: f64,
    reach: f64,
    /// Most rows that are held at once.
    most_rows: usize,
}

impl Bands {
    fn new(size: Size, to: Size) -> Self {
        let scale = f64::from(size.height) / f64::from(to.height);
        let reach = REACH * scale.max(1.0);
        let most_rows = (f64::from(BAND) * scale + 2.0 * reach).ceil() as usize + 3;
        let height = size.height as usize;
        Self { height, scale, reach, most_rows: most_rows.min(height) }
    }

    /// Returns the first row that is needed, and the one behind the last.
    fn needed(&self, top: u32, bottom: u32) -> (usize, usize) {
        let from = (f64::from(top) * self.scale - self.reach).floor().max(0.0) as usize;
        let until = (f64::from(bottom) * self.scale + self.reach).ceil() as usize + 1;
        (from, until.min(self.height))
    }

    /// Returns where the rows from `top` to `bottom` lie among the `held` ones that begin with the row `first`: their
    /// upper edge, and how high they are.
    fn part(&self, top: u32, bottom: u32, first: usize, held: u32) -> (f64, f64) {
        let upper = f64::from(top) * self.scale - first as f64;
        let mut height = (f64::from(bottom) * self.scale - first as f64).min(f64::from(held)) - upper;
        if upper + height > f64::from(held) {
            // A rounding error at the lower edge.
            height -= f64::from(held) * f64::EPSILON;
        }
        (upper, height)
    }
}

fn grow(buffer: &mut Vec<u8>, length: usize) {
    if buffer.len() < length {
        buffer.resize(length, 0);
    }
}

/// Scales the part of a picture that has this upper edge and height, or all of it.
fn resize(
    resizer: &mut Resizer,
    (source, size): (&[u8], Size),
    part: Option<(f64, f64)>,
    (target, to): (&mut [u8], Size),
    alpha: Alpha,
) -> Result<(), Broken> {
    let failed = || Broken::new("the picture cannot be made smaller");
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
    let options = options.use_alpha(alpha == Alpha::Counts);
    let options = match part {
        Some((upper, height)) => options.crop(0.0, upper, f64::from(size.width), height),
        None => options,
    };
    let source = TypedImageRef::<U8x4>::from_buffer(size.width, size.height, source).map_err(|_| failed())?;
    let mut target = TypedImage::<U8x4>::from_buffer(to.width, to.height, target).map_err(|_| failed())?;
    resizer.resize_typed(&source, &mut target, &options).map_err(|_| failed())
}
