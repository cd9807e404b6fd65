//! Draws text as terminals show it: colours, letters, the frame of a window. Used by the programs beside this folder.

use std::collections::HashMap;

use ab_glyph::{Font, FontRef, InvalidFont, PxScale, ScaleFont, point};
use image::{Rgb, RgbImage};

/// A colour: red, green, blue.
pub(crate) type Colour = [u8; 3];

/// Colours by name: `back`, `fore`, `dim`, `bar` and those of the markup.
#[derive(Clone, Copy)]
pub(crate) struct Palette(&'static [(&'static str, Colour)]);

const UBUNTU: Palette = Palette(&[
    ("back", [48, 10, 36]),
    ("fore", [238, 238, 236]),
    ("dim", [150, 128, 144]),
    ("bar", [36, 36, 36]),
    ("green", [138, 226, 52]),
    ("blue", [114, 159, 207]),
    ("yellow", [252, 233, 79]),
    ("red", [239, 90, 90]),
    ("cyan", [52, 226, 226]),
]);
const BLACK: Palette = Palette(&[
    ("back", [12, 12, 12]),
    ("fore", [204, 204, 204]),
    ("dim", [118, 118, 118]),
    ("bar", [32, 32, 32]),
    ("green", [22, 198, 12]),
    ("blue", [59, 120, 255]),
    ("yellow", [249, 241, 165]),
    ("red", [231, 72, 86]),
    ("cyan", [97, 214, 214]),
]);
const SLATE: Palette = Palette(&[
    ("back", [30, 34, 42]),
    ("fore", [220, 223, 228]),
    ("dim", [120, 128, 142]),
    ("bar", [44, 49, 60]),
    ("green", [152, 195, 121]),
    ("blue", [97, 175, 239]),
    ("yellow", [229, 192, 123]),
    ("red", [224, 108, 117]),
    ("cyan", [86, 182, 194]),
]);
const LIGHT: Palette = Palette(&[
    ("back", [253, 246, 227]),
    ("fore", [60, 78, 86]),
    ("dim", [130, 140, 140]),
    ("bar", [225, 219, 200]),
    ("green", [92, 112, 0]),
    ("blue", [24, 104, 164]),
    ("yellow", [150, 110, 0]),
    ("red", [190, 40, 36]),
    ("cyan", [20, 120, 112]),
]);
const BROWSER: Palette = Palette(&[
    ("back", [255, 255, 255]),
    ("fore", [32, 33, 36]),
    ("dim", [110, 114, 120]),
    ("bar", [222, 225, 230]),
    ("green", [24, 128, 56]),
    ("blue", [26, 86, 190]),
    ("yellow", [150, 110, 0]),
    ("red", [190, 40, 36]),
    ("cyan", [0, 110, 120]),
]);

impl Palette {
    /// Returns the palette of this name, or that of Ubuntu.
    pub(crate) fn named(name: &str) -> &'static Self {
        match name {
            "black" => &BLACK,
            "slate" => &SLATE,
            "light" => &LIGHT,
            "browser" => &BROWSER,
            _ => &UBUNTU,
        }
    }

    /// Returns the colour of this name, or grey.
    pub(crate) fn get(&self, name: &str) -> Colour {
        self.0.iter().find(|(known, _)| *known == name).map_or([128, 128, 128], |(_, colour)| *colour)
    }
}

/// The dots of a letter and their shares of ink, counted from the pixel where the letter stands.
type Dots = Vec<(i32, i32, f32)>;

/// What a letter's dots depend on: itself, its size, and where between two pixels it stands.
type Place = (char, [u32; 3]);

/// A picture that is being drawn.
pub(crate) struct Canvas {
    /// What is drawn so far.
    pub(crate) image: RgbImage,
    font: FontRef<'static>,
    /// Outlines are dear: each is drawn once for every place that it has between two pixels.
    letters: HashMap<Place, Dots>,
}

impl Canvas {
    /// Returns an empty picture of one colour.
    pub(crate) fn new(width: u32, height: u32, colour: Colour) -> Result<Self, InvalidFont> {
        let image = RgbImage::from_pixel(width, height, Rgb(colour));
        let font = FontRef::try_from_slice(epaint_default_fonts::HACK_REGULAR)?;
        Ok(Self { image, font, letters: HashMap::new() })
    }

    /// Fills a rectangle, as far as it lies in the picture.
    pub(crate) fn fill(&mut self, x: u32, y: u32, width: u32, height: u32, colour: Colour) {
        for row in y..(y + height).min(self.image.height()) {
            for column in x..(x + width).min(self.image.width()) {
                self.image.put_pixel(column, row, Rgb(colour));
            }
        }
    }

    fn disc(&mut self, x: f32, y: f32, radius: f32, colour: Colour) {
        let reach = |centre: f32| (centre - radius - 1.0) as u32..(centre + radius + 2.0) as u32;
        for row in reach(y) {
            for column in reach(x) {
                let distance = ((column as f32 - x).powi(2) + (row as f32 - y).powi(2)).sqrt();
                self.blend(column, row, colour, (radius + 0.5 - distance).clamp(0.0, 1.0));
            }
        }
    }

    fn blend(&mut self, x: u32, y: u32, colour: Colour, share: f32) {
        if x >= self.image.width() || y >= self.image.height() || share <= 0.0 {
            return;
        }
        let below = self.image.get_pixel(x, y).0;
        let mixed = std::array::from_fn(|at| {
            let mixed = f32::from(below[at]) * (1.0 - share) + f32::from(colour[at]) * share;
            // Sixteen shades between two colours are enough for the eye and keep the files small.
            ((mixed / 4.0).round() * 4.0).clamp(0.0, 255.0) as u8
        });
        let exact = if share >= 0.99 { colour } else { mixed };
        self.image.put_pixel(x, y, Rgb(exact));
    }

    /// Writes text and returns where it ends.
    pub(crate) fn text(&mut self, text: &str, x: f32, y: f32, size: f32, colour: Colour) -> f32 {
        let scaled = self.font.as_scaled(PxScale::from(size));
        let (ascent, advance) = (scaled.ascent(), self.advance(size));
        let mut at = x;
        for letter in text.chars() {
            self.letter(letter, at, y + ascent, size, colour);
            at += advance;
        }
        at
    }

    fn letter(&mut self, letter: char, x: f32, y: f32, size: f32, colour: Colour) {
        let place = (letter, [x.fract().to_bits(), y.fract().to_bits(), size.to_bits()]);
        let font = &self.font;
        let dots = self.letters.entry(place).or_insert_with(|| {
            let position = point(x.fract(), y.fract());
            let glyph = font.glyph_id(letter).with_scale_and_position(PxScale::from(size), position);
            let Some(outlined) = font.outline_glyph(glyph) else { return Vec::new() };
            let bounds = outlined.px_bounds();
            let mut dots = Vec::new();
            outlined.draw(|dx, dy, share| {
                dots.push((bounds.min.x as i32 + dx as i32, bounds.min.y as i32 + dy as i32, share))
            });
            dots
        });
        // Taken out while the picture is drawn on, and put back.
        let dots = std::mem::take(dots);
        for &(dx, dy, share) in &dots {
            if let (Ok(x), Ok(y)) = (u32::try_from(x.floor() as i32 + dx), u32::try_from(y.floor() as i32 + dy)) {
                self.blend(x, y, colour, share);
            }
        }
        self.letters.insert(place, dots);
    }

    /// Returns how wide one letter is.
    pub(crate) fn advance(&self, size: f32) -> f32 {
        let scaled = self.font.as_scaled(PxScale::from(size));
        scaled.h_advance(scaled.glyph_id('M'))
    }

    /// Returns how wide a text is.
    pub(crate) fn width_of(&self, text: &str, size: f32) -> f32 {
        self.advance(size) * text.chars().count() as f32
    }
}

/// Draws the frame of the window, `bar` pixels high: `dots` as on a Mac, `tabs` as in a Windows terminal, `plain`, or
/// the `address` of a browser.
pub(crate) fn draw_bar(canvas: &mut Canvas, kind: &str, title: &str, palette: Palette, bar: u32, size: f32) {
    if bar == 0 {
        return;
    }
    let width = canvas.image.width();
    let middle = bar as f32 / 2.0;
    canvas.fill(0, 0, width, bar, palette.get("bar"));
    let text_y = middle - size * 0.45;
    match kind {
        "dots" => {
            for (at, colour) in [[255, 95, 87], [254, 188, 46], [40, 200, 64]].into_iter().enumerate() {
                canvas.disc(22.0 + at as f32 * 24.0, middle, 7.0, colour);
            }
            let x = (width as f32 - canvas.width_of(title, size * 0.8)) / 2.0;
            canvas.text(title, x, text_y, size * 0.8, palette.get("dim"));
        }
        "tabs" => {
            let tab = canvas.width_of(title, size * 0.8) as u32 + 48;
            canvas.fill(8, 6, tab, bar - 6, palette.get("back"));
            canvas.text(title, 24.0, text_y, size * 0.8, palette.get("fore"));
            canvas.text("+", tab as f32 + 24.0, text_y, size * 0.8, palette.get("fore"));
        }
        "address" => {
            canvas.fill(12, 6, width - 24, bar - 12, palette.get("back"));
            canvas.text(title, 28.0, text_y, size * 0.85, palette.get("dim"));
        }
        _ => {
            let x = (width as f32 - canvas.width_of(title, size * 0.8)) / 2.0;
            canvas.text(title, x, text_y, size * 0.8, palette.get("fore"));
        }
    }
}
