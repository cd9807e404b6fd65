//! Draws the terminal screenshots of the sample in `content/` from the transcripts beside this file.
//!
//! `cargo run --example draw_screenshots` rewrites `image/`. A transcript is a head of `key: value` lines, a line
//! `---`, and what the terminal shows. `$ ` at the start of a line becomes the prompt, `{green}..{}` colours a piece.
//! Same transcripts, same bytes.

#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "a small program for those who change the sample")]

mod drawing;

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;

use drawing::{Canvas, Palette, draw_bar};
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder, RgbImage};

/// Stands in every picture, so that nobody takes one for a real machine.
const NOTE: &str = "reconstruction, drawn from a transcript";

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
    let mut canvas = Canvas::new(width, height, palette.get("back"))?;
    draw_bar(&mut canvas, transcript.get("bar"), transcript.get("title"), *palette, bar, size);
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
