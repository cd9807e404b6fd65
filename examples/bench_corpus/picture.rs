//! One screenshot: its shape, its text, its file.

use std::error::Error;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, ExtendedColorType, ImageEncoder, RgbImage};

use crate::drawing::{Canvas, Palette, draw_bar};
use crate::random::Random;
use crate::session::session;

/// How a screenshot is stored. Most tools write RGBA, with every pixel opaque.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Form {
    Rgba,
    Rgb,
    OneBit,
    Jpeg,
}

/// A screenshot's file.
pub(crate) struct Screenshot {
    /// Its extension, without a dot.
    pub(crate) extension: &'static str,
    /// Its content.
    pub(crate) bytes: Vec<u8>,
    /// How many pixels it has.
    pub(crate) pixels: u64,
}

/// Draws a screenshot.
pub(crate) fn screenshot(random: &mut Random) -> Result<Screenshot, Box<dyn Error>> {
    let size = shape(random);
    let form = match random.range(1, 100) {
        1..=3 => Form::OneBit,
        4..=6 => Form::Jpeg,
        7..=40 => Form::Rgb,
        _ => Form::Rgba,
    };
    of_form(random, form, size)
}

/// Draws a screenshot of this form, width and height.
pub(crate) fn of_form(
    random: &mut Random,
    form: Form,
    (width, height): (u32, u32),
) -> Result<Screenshot, Box<dyn Error>> {
    let image = draw(random, width, height)?;
    let (extension, bytes) = match form {
        Form::Jpeg => ("jpg", jpeg(&image)?),
        Form::OneBit => ("png", one_bit(&image)?),
        Form::Rgb => ("png", png(image.as_raw(), width, height, ExtendedColorType::Rgb8)?),
        Form::Rgba => {
            let image = DynamicImage::ImageRgb8(image).into_rgba8();
            ("png", png(image.as_raw(), width, height, ExtendedColorType::Rgba8)?)
        }
    };
    Ok(Screenshot { extension, bytes, pixels: u64::from(width) * u64::from(height) })
}

/// Returns width and height: a whole screen, a window, or a strip of a few lines.
fn shape(random: &mut Random) -> (u32, u32) {
    match random.range(1, 100) {
        1..=40 => (1920, 1080),
        41..=46 => (2560, 1440),
        47..=52 => (random.range(900, 1900), random.range(48, 130)),
        _ => (random.range(900, 1880), random.range(420, 1000)),
    }
}

fn draw(random: &mut Random, width: u32, height: u32) -> Result<RgbImage, Box<dyn Error>> {
    let palette = *Palette::named(random.pick(&["ubuntu", "ubuntu", "black", "slate", "light"]));
    let mut canvas = Canvas::new(width, height, palette.get("back"))?;
    // A terminal's letters stand in cells of whole pixels.
    let cell = random.range(9, 12);
    let size = cell as f32 / canvas.advance(1.0);
    let line_height = (size * 1.1).round() as u32;
    let bar = if height > 200 { random.range(30, 40) } else { 0 };
    draw_bar(&mut canvas, random.pick(&["dots", "tabs", "plain"]), "student@lab: ~/lab", palette, bar, size);
    let room = ((height - bar - 8) / line_height).max(1);
    // Most screens are not full of text.
    let lines = (room * random.range(20, 80)).div_ceil(100);
    let mut y = bar + 4;
    for line in session(random, lines as usize) {
        let mut column = 0;
        for (colour, text) in line {
            for letter in text.chars() {
                let x = (8 + column * cell) as f32;
                canvas.text(letter.encode_utf8(&mut [0; 4]), x, y as f32, size, palette.get(colour));
                column += 1;
            }
        }
        y += line_height;
    }
    Ok(canvas.image)
}

fn png(bytes: &[u8], width: u32, height: u32, colour: ExtendedColorType) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut file = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut file, CompressionType::Default, FilterType::Adaptive);
    encoder.write_image(bytes, width, height, colour)?;
    Ok(file)
}

fn one_bit(image: &RgbImage) -> Result<Vec<u8>, Box<dyn Error>> {
    let back = image.get_pixel(image.width() - 1, image.height() - 1).0[1];
    let mut rows = Vec::new();
    for row in image.rows() {
        let bits: Vec<u8> = row.map(|pixel| u8::from(pixel.0[1].abs_diff(back) > 70)).collect();
        rows.extend(
            bits.chunks(8).map(|eight| eight.iter().enumerate().fold(0, |byte, (at, bit)| byte | bit << (7 - at))),
        );
    }
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, image.width(), image.height());
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    encoder.write_header()?.write_image_data(&rows)?;
    Ok(file)
}

fn jpeg(image: &RgbImage) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut file = Vec::new();
    JpegEncoder::new_with_quality(&mut file, 85).encode_image(image)?;
    Ok(file)
}
