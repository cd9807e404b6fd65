//! Draws the terminal screenshots of the sample in `content/` from the transcripts beside this file.
//!
//! `cargo run --example draw_screenshots` rewrites `image/`. A transcript is a head of `key: value` lines, a line
//! `---`, and what the terminal shows. `$ ` at the start of a line becomes the prompt, `{green}..{}` colours a piece.
//! Same transcripts, same bytes.

#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "a small program for those who change the sample")]

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;

use ab_glyph::{Font, FontRef, PxScale, ScaleFont, point};
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder, Rgb, RgbImage};

/// Stands in every picture, so that nobody takes one for a real machine.
const NOTE: &str = "reconstruction, drawn from a transcript";

type Colour = [u8; 3];

/// Colours by name: `back`, `fore`, `dim`, `bar` and those of the markup.
struct Palette(&'static [(&'static str, Colour)]);

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
    fn named(name: &str) -> &'static Self {
        match name {
            "black" => &BLACK,
            "slate" => &SLATE,
            "light" => &LIGHT,
            "browser" => &BROWSER,
            _ => &UBUNTU,
        }
    }

    fn get(&self, name: &str) -> Colour {
        self.0.iter().find(|(known, _)| *known == name).map_or([128, 128, 128], |(_, colour)| *colour)
    }
}

/// One picture to draw.
struct Transcript {
    head: BTreeMap<String, String>,
    lines: Vec<String>,
}

impl Transcript {
    fn read(text: &str) -> Result<Self, Box<dyn Error>> {
        let (head, body) = text.split_once("\n---\n").ok_or("a transcript needs a line `---`")?;
        let pairs = head.lines().filter_map(|line| line.split_once(':'));
        let head = pairs.map(|(key, value)| (key.trim().to_owned(), value.trim().to_owned())).collect();
        Ok(Self { head, lines: body.lines().map(str::to_owned).collect() })
    }

    fn get(&self, key: &str) -> &str {
        self.head.get(key).map_or("", String::as_str)
    }
}

/// Coloured pieces of one line.
type Pieces = Vec<(&'static str, String)>;

/// Replaces `$ ` by the prompt and cuts the line at its colours.
fn pieces(line: &str, transcript: &Transcript) -> Pieces {
    const NAMES: [&str; 7] = ["green", "blue", "yellow", "red", "cyan", "dim", "fore"];
    let mut pieces: Pieces = Vec::new();
    let mut rest = line;
    if let Some(typed) = line.strip_prefix("$ ").or_else(|| (line == "$").then_some("")) {
        let (user, folder) = transcript.get("prompt").split_once(':').unwrap_or(("student@lab", "~"));
        pieces.push(("green", user.to_owned()));
        pieces.push(("fore", ":".to_owned()));
        pieces.push(("blue", folder.to_owned()));
        pieces.push(("fore", "$ ".to_owned()));
        rest = typed;
    }
    let mut colour = "fore";
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, tail)) = after.split_once('}') else { break };
        match NAMES.iter().find(|known| **known == name) {
            Some(known) => {
                pieces.push((colour, before.to_owned()));
                colour = known;
            }
            None if name.is_empty() => {
                pieces.push((colour, before.to_owned()));
                colour = "fore";
            }
            None => pieces.push((colour, format!("{before}{{{name}}}"))),
        }
        rest = tail;
    }
    pieces.push((colour, rest.to_owned()));
    pieces
}

/// A picture that is being drawn.
struct Canvas<'a> {
    image: RgbImage,
    font: FontRef<'a>,
}

impl Canvas<'_> {
    fn fill(&mut self, x: u32, y: u32, width: u32, height: u32, colour: Colour) {
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
    fn text(&mut self, text: &str, x: f32, y: f32, size: f32, colour: Colour) -> f32 {
        let scale = PxScale::from(size);
        let (ascent, advance) = {
            let scaled = self.font.as_scaled(scale);
            (scaled.ascent(), scaled.h_advance(scaled.glyph_id('M')))
        };
        let mut at = x;
        for letter in text.chars() {
            let glyph = self.font.glyph_id(letter).with_scale_and_position(scale, point(at, y + ascent));
            let outlined = self.font.outline_glyph(glyph);
            if let Some(outlined) = outlined {
                let bounds = outlined.px_bounds();
                let (left, top) = (bounds.min.x as i64, bounds.min.y as i64);
                let mut dots = Vec::new();
                outlined.draw(|dx, dy, share| dots.push((dx, dy, share)));
                for (dx, dy, share) in dots {
                    let (x, y) = (left + i64::from(dx), top + i64::from(dy));
                    if let (Ok(x), Ok(y)) = (u32::try_from(x), u32::try_from(y)) {
                        self.blend(x, y, colour, share);
                    }
                }
            }
            at += advance;
        }
        at
    }

    fn width_of(&self, text: &str, size: f32) -> f32 {
        let scaled = self.font.as_scaled(PxScale::from(size));
        scaled.h_advance(scaled.glyph_id('M')) * text.chars().count() as f32
    }
}

/// Space around the text, in pixels.
const MARGIN: u32 = 16;

fn draw(transcript: &Transcript) -> Result<RgbImage, Box<dyn Error>> {
    let palette = Palette::named(transcript.get("theme"));
    let size: f32 = transcript.get("size").parse().unwrap_or(18.0);
    let width: u32 = transcript.get("width").parse()?;
    let line_height = (size * 1.3).round() as u32;
    let bar = match transcript.get("bar") {
        "" | "none" => 0,
        _ => (size * 2.2) as u32,
    };
    let is_strip = transcript.get("shape") == "strip";
    let lines = u32::try_from(transcript.lines.len())?;
    let note_height = if is_strip { 0 } else { line_height };
    let margin = if is_strip { MARGIN / 2 } else { MARGIN };
    let heading = if transcript.get("theme") == "browser" { line_height * 2 } else { 0 };
    let height = bar + margin * 2 + lines * line_height + heading + note_height;
    let image = RgbImage::from_pixel(width, height, Rgb(palette.get("back")));
    let mut canvas = Canvas { image, font: FontRef::try_from_slice(epaint_default_fonts::HACK_REGULAR)? };
    draw_bar(&mut canvas, transcript, palette, bar, size);
    let mut y = bar + margin;
    for (index, line) in transcript.lines.iter().enumerate() {
        let is_heading = heading > 0 && index == 0;
        let size = if is_heading { size * 1.7 } else { size };
        let mut x = margin as f32;
        for (colour, text) in pieces(line, transcript) {
            x = canvas.text(&text, x, y as f32, size, palette.get(colour));
        }
        if index + 1 == transcript.lines.len() && line.starts_with('$') {
            canvas.fill(x as u32, y, (size * 0.6) as u32, (size * 1.15) as u32, palette.get("fore"));
        }
        y += if is_heading { line_height + heading } else { line_height };
    }
    let note_size = (size * 0.75).max(12.0);
    let note_x = width as f32 - margin as f32 - canvas.width_of(NOTE, note_size);
    let note_y = if is_strip { height as f32 / 2.0 - note_size * 0.6 } else { (height - line_height - 4) as f32 };
    canvas.text(NOTE, note_x, note_y, note_size, palette.get("dim"));
    Ok(canvas.image)
}

/// The frame of the window: `dots` as on a Mac, `tabs` as in a Windows terminal, `plain`, or a browser's address.
fn draw_bar(canvas: &mut Canvas, transcript: &Transcript, palette: &Palette, bar: u32, size: f32) {
    if bar == 0 {
        return;
    }
    let width = canvas.image.width();
    let middle = bar as f32 / 2.0;
    canvas.fill(0, 0, width, bar, palette.get("bar"));
    let title = transcript.get("title");
    let text_y = middle - size * 0.45;
    match transcript.get("bar") {
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

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<_> = fs::read_dir(root.join("examples/transcripts"))?
        .map(|entry| entry.map(|it| it.path()))
        .collect::<Result<_, _>>()?;
    paths.sort();
    for path in paths {
        let transcript = Transcript::read(&fs::read_to_string(&path)?)?;
        let image = draw(&transcript)?;
        let target = root.join(transcript.get("file"));
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut bytes = Vec::new();
        let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Best, FilterType::Adaptive);
        encoder.write_image(image.as_raw(), image.width(), image.height(), ExtendedColorType::Rgb8)?;
        println!("{} {} x {}, {} bytes", transcript.get("file"), image.width(), image.height(), bytes.len());
        fs::write(target, bytes)?;
    }
    Ok(())
}
