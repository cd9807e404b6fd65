//! What must hold for pictures, on pictures that are drawn here.

#![allow(clippy::disallowed_methods, reason = "tests damage files")]

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};

use super::shrink::{Alpha, Size};
use super::*;

const WIDTHS: [u32; 2] = [48, 96];

fn flat(width: u32, height: u32) -> RgbaImage {
    RgbaImage::from_fn(width, height, |x, y| {
        if (x / 16 + y / 16) % 2 == 0 { Rgba([20, 20, 40, 255]) } else { Rgba([230, 120, 10, 255]) }
    })
}

fn file(image: &RgbaImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let image = DynamicImage::ImageRgba8(image.clone());
    let image = if format == ImageFormat::Jpeg { DynamicImage::ImageRgb8(image.into_rgb8()) } else { image };
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn made(bytes: &[u8]) -> Result<Picture, Broken> {
    Shop::new(&WIDTHS, &Sources::default(), &Cache::none()).picture(bytes, &mut Desk::default())
}

fn decoded(file: &PictureFile) -> RgbaImage {
    image::load_from_memory(&file.blob.bytes().unwrap()).unwrap().into_rgba8()
}

const FORMATS: [ImageFormat; 4] = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP];

#[test]
fn smaller_versions_fit_and_are_never_enlarged() {
    // Noise, so that the original is never the smallest file.
    let noise = |x: u32, y: u32| (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(2_246_822_519)).to_le_bytes();
    let widths = |width, height| {
        let image =
            RgbaImage::from_fn(width, height, |x, y| Rgba([noise(x, y)[1], noise(x, y)[2], noise(y, x)[1], 255]));
        let picture = made(&file(&image, ImageFormat::Png)).unwrap();
        picture.smaller.iter().map(|file| (file.width, file.height)).collect::<Vec<_>>()
    };
    assert_eq!(widths(200, 100), [(48, 24), (96, 48)]);
    assert_eq!(widths(60, 30), [(48, 24)]);
    assert_eq!(widths(40, 40), []);
    // A strip gets a wide version more, where it is wide enough.
    assert_eq!(widths(600, 60), [(48, 5), (96, 10)]);
    assert_eq!(widths(2000, 300), [(48, 7), (96, 14), (1280, 192)]);
}

#[test]
fn every_format_is_told_by_its_content_and_keeps_its_colours() {
    for format in FORMATS {
        let picture = made(&file(&flat(160, 96), format)).unwrap();
        assert_eq!((picture.width, picture.height), (160, 96), "{format:?}");
        let endings = format.extensions_str();
        assert!(endings.iter().any(|ending| picture.full.name.ends_with(ending)), "{}", picture.full.name);
        for small in &picture.smaller {
            let image = decoded(small);
            let pixel = image.get_pixel(2, 2).0;
            assert!(pixel[0].abs_diff(20) < 24 && pixel[2].abs_diff(40) < 24, "{format:?} {pixel:?}");
        }
    }
}

#[test]
fn names_are_content_hashes() {
    let once = made(&file(&flat(200, 100), ImageFormat::Png)).unwrap();
    let twice = made(&file(&flat(200, 100), ImageFormat::Png)).unwrap();
    let names = |picture: &Picture| picture.smaller.iter().map(|file| file.name.clone()).collect::<Vec<_>>();
    assert_eq!((names(&once), &once.full.name), (names(&twice), &twice.full.name));
    let bytes = once.full.blob.bytes().unwrap();
    assert_eq!(once.full.name, format!("{}.png", &Key::of_content(&bytes).hex()[..16]));
}

/// A JPEG with an EXIF block: turn it by this number, and a secret beside it.
fn jpeg_with_exif(orientation: u8) -> Vec<u8> {
    let plain = file(&flat(64, 32), ImageFormat::Jpeg);
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.extend_from_slice(&[orientation, 0, 0, 0, 0, 0, 0]);
    exif.extend_from_slice(b"a secret place");
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    let comment = b"\xff\xfe\x00\x0aa secret";
    [&plain[..2], &[0xff, 0xe1], &length, &exif, comment, &plain[2..], b"a secret behind the end"].concat()
}

#[test]
fn photographs_stand_upright() {
    let picture = made(&jpeg_with_exif(6)).unwrap();
    assert_eq!((picture.width, picture.height), (32, 64));
    let full = picture.full.blob.bytes().unwrap();
    let mut decoder =
        image::ImageReader::new(Cursor::new(&full[..])).with_guessed_format().unwrap().into_decoder().unwrap();
    assert_eq!(image::ImageDecoder::orientation(&mut decoder).unwrap().to_exif(), 6);
}

#[test]
fn published_pictures_tell_no_secrets() {
    let png = file(&flat(64, 32), ImageFormat::Png);
    let mut text = b"\0\0\0\x10tEXtComment\0a secret".to_vec();
    text.extend_from_slice(&[0; 4]);
    let png = [&png[..33], &text, &png[33..], b"a secret"].concat();
    let mut gif = file(&flat(64, 32), ImageFormat::Gif);
    gif.pop();
    gif.extend_from_slice(b"\x21\xfe\x08a secret\0\x3ba secret");
    let webp = file(&flat(64, 32), ImageFormat::WebP);
    let mut webp = [&webp[..], b"XMP \x08\0\0\0a secret"].concat();
    let size = u32::try_from(webp.len() - 8).unwrap();
    webp[4..8].copy_from_slice(&size.to_le_bytes());
    for bytes in [png, gif, webp, jpeg_with_exif(1), jpeg_with_exif(3)] {
        let picture = made(&bytes).unwrap();
        for file in picture.smaller.iter().chain([&picture.full]) {
            let bytes = file.blob.bytes().unwrap();
            assert!(!bytes.windows(8).any(|window| window == b"a secret"), "{}", file.name);
            assert!(image::load_from_memory(&bytes).is_ok(), "{}", file.name);
        }
    }
}

#[test]
fn damaged_files_are_answered_in_words() {
    let image = flat(96, 64);
    for format in FORMATS {
        let bytes = file(&image, format);
        let step = (bytes.len() / 60).max(1);
        for at in (0..bytes.len()).step_by(step) {
            let mut flipped = bytes.clone();
            flipped[at] ^= 0x55;
            for damaged in [&bytes[..at], &flipped] {
                if let Err(broken) = made(damaged) {
                    assert!(broken.why.len() > 10 && !broken.why.ends_with('.'), "{}", broken.why);
                }
            }
        }
    }
}

#[test]
fn huge_headers_are_refused_before_decoding() {
    let mut bytes = file(&flat(16, 16), ImageFormat::Png);
    bytes[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
    bytes[20..24].copy_from_slice(&60_000_u32.to_be_bytes());
    // The header's checksum must fit, or it would be refused for that.
    let mut crc = u32::MAX;
    for &byte in &bytes[12..29] {
        crc ^= u32::from(byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
        }
    }
    bytes[29..33].copy_from_slice(&(!crc).to_be_bytes());
    let why = made(&bytes).unwrap_err().why;
    assert!(why.contains("60000 × 60000"), "{why}");
}

#[test]
fn the_cache_gives_what_was_made_and_mends_what_is_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let notes = folder.path().join("notes");
    std::fs::create_dir(&notes).unwrap();
    std::fs::write(notes.join("a.png"), file(&flat(200, 100), ImageFormat::Png)).unwrap();
    std::fs::write(notes.join("b.png"), "no picture").unwrap();
    let mut sources = Sources::of_text("README.md", "# Notes\n");
    sources.root = notes;
    let contents = |picture: &Picture| {
        let files = picture.smaller.iter().chain([&picture.full]);
        files.map(|file| (file.name.clone(), file.blob.bytes().unwrap().to_vec())).collect::<Vec<_>>()
    };
    let all = |cache: &Cache| {
        let made = prepare(&["a.png", "b.png"].map(RepoPath::new), &WIDTHS, &sources, cache, &|| ());
        made.into_values().map(|made| made.map(|picture| contents(&picture))).collect::<Vec<_>>()
    };
    let kept = folder.path().join("cache");
    let open = || Cache::open(Some(kept.clone()));
    let first = all(&open());
    assert!(first[0].is_ok() && first[1].is_err());
    assert_eq!(all(&open()), first);
    assert_eq!(all(&Cache::none()), first);
    for damaged in [kept.join("files"), kept.join("journal")] {
        for entry in walkdir::WalkDir::new(&damaged).into_iter().flatten() {
            if entry.file_type().is_file() {
                std::fs::write(entry.path(), b"damage").unwrap();
            }
        }
        assert_eq!(all(&open()), first, "{}", damaged.display());
    }
}

/// A PNG of one form: its pixels stored in this way.
fn png_of(image: &RgbaImage, colour: png::ColorType, depth: png::BitDepth) -> Vec<u8> {
    let bits = |bits: Vec<u8>| bits.chunks(8).map(|eight| eight.iter().fold(0, |byte, bit| byte << 1 | bit)).collect();
    let pixels = image.pixels().map(|pixel| pixel.0);
    let dark = |pixel: [u8; 4]| u8::from(pixel[0] > 128);
    let stored: Vec<u8> = match (colour, depth) {
        (png::ColorType::Grayscale | png::ColorType::Indexed, png::BitDepth::One) => bits(pixels.map(dark).collect()),
        (png::ColorType::Grayscale, _) => pixels.map(|pixel| pixel[0]).collect(),
        (png::ColorType::GrayscaleAlpha, _) => pixels.flat_map(|pixel| [pixel[0], pixel[3]]).collect(),
        (png::ColorType::Rgb, png::BitDepth::Sixteen) => {
            pixels.flat_map(|pixel| [pixel[0], 7, pixel[1], 7, pixel[2], 7]).collect()
        }
        (png::ColorType::Rgb, _) => pixels.flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect(),
        _ => pixels.flatten().collect(),
    };
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, image.width(), image.height());
    encoder.set_color(colour);
    encoder.set_depth(depth);
    if colour == png::ColorType::Indexed {
        encoder.set_palette(vec![20, 20, 40, 230, 120, 10]);
    }
    encoder.write_header().unwrap().write_image_data(&stored).unwrap();
    bytes
}

#[test]
fn every_form_of_png_keeps_its_colours() {
    use png::{BitDepth as Depth, ColorType as Colour};
    let forms = [
        (Colour::Grayscale, Depth::One, [0, 0, 0]),
        (Colour::Grayscale, Depth::Eight, [20, 20, 20]),
        (Colour::GrayscaleAlpha, Depth::Eight, [20, 20, 20]),
        (Colour::Indexed, Depth::One, [20, 20, 40]),
        (Colour::Rgb, Depth::Eight, [20, 20, 40]),
        (Colour::Rgb, Depth::Sixteen, [20, 20, 40]),
        (Colour::Rgba, Depth::Eight, [20, 20, 40]),
    ];
    for (colour, depth, expected) in forms {
        let bytes = png_of(&flat(160, 96), colour, depth);
        let (size, desk) = (Size { width: 80, height: 48 }, &mut Desk::default());
        let mut rows = rows::PngRows::open(&bytes, 1 << 20).unwrap();
        let small = desk.shrunk_rows(&mut rows, size).unwrap();
        rows.finish().unwrap();
        assert_eq!(small.pixels[..3], expected, "{colour:?} {depth:?}");
        assert!(small.is_opaque() && small.pixels.len() == 80 * 48 * 4, "{colour:?} {depth:?}");
    }
}

#[test]
fn a_picture_in_bands_is_the_one_made_at_once() {
    let image = RgbaImage::from_fn(331, 457, |x, y| Rgba([(x * 7) as u8, (y * 5) as u8, (x * y) as u8, 255]));
    let bytes = file(&image, ImageFormat::Png);
    let (size, desk) = (Size { width: 331, height: 457 }, &mut Desk::default());
    for width in [1, 2, 7, 48, 100, 165, 200, 329, 330] {
        let to = size.scaled_to(width);
        let at_once = desk.shrunk(image.as_raw(), size, to, Alpha::Opaque).unwrap();
        let mut rows = rows::PngRows::open(&bytes, 1 << 20).unwrap();
        let in_bands = desk.shrunk_rows(&mut rows, to).unwrap();
        rows.finish().unwrap();
        let pairs = at_once.pixels.iter().zip(&in_bands.pixels);
        let worst = pairs.map(|(one, other)| one.abs_diff(*other)).max();
        assert!(worst <= Some(2) && at_once.size == in_bands.size, "{width}: {worst:?}");
    }
}

#[test]
fn what_shines_through_stays_so_and_bleeds_no_colour() {
    // Where nothing is seen, the colour is a glaring green.
    let image =
        RgbaImage::from_fn(400, 200, |x, _| if x < 200 { Rgba([0, 255, 0, 0]) } else { Rgba([200, 0, 0, 255]) });
    let noise = |x: u32, y: u32| (x * 31 + y * 17) as u8 | 1;
    let image = RgbaImage::from_fn(400, 200, |x, y| {
        let Rgba([red, green, blue, alpha]) = *image.get_pixel(x, y);
        if alpha == 0 { Rgba([noise(x, y), green, blue, 0]) } else { Rgba([red, 0, noise(x, y) / 4, 255]) }
    });
    for format in [ImageFormat::Png, ImageFormat::WebP] {
        let picture = made(&file(&image, format)).unwrap();
        for small in &picture.smaller {
            let image = decoded(small);
            let (width, middle) = (image.width(), image.height() / 2);
            assert_eq!(image.get_pixel(2, middle).0[3], 0, "{format:?}");
            assert_eq!(image.get_pixel(width - 3, middle).0[3], 255, "{format:?}");
            let green = (width / 2 + 1..width).map(|x| image.get_pixel(x, middle).0[1]).max();
            assert!(green < Some(60), "{format:?} {green:?}");
        }
        assert!(!picture.smaller.is_empty(), "{format:?}");
    }
}

#[test]
fn a_wider_version_at_least_halves_the_whole_picture() {
    let noise = |x: u32, y: u32| (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(2_246_822_519)) >> 9;
    let noisy =
        RgbaImage::from_fn(1000, 500, |x, y| Rgba([noise(x, y) as u8, noise(y, x) as u8, noise(x, x + y) as u8, 255]));
    for (image, wide) in [(flat(110, 55), false), (flat(1000, 500), true), (noisy, true)] {
        let picture = made(&file(&image, ImageFormat::Png)).unwrap();
        assert_eq!(picture.smaller.iter().any(|small| small.width == 96), wide, "{:?}", image.dimensions());
        assert!(picture.smaller.iter().skip(1).all(|small| small.blob.len() * 2 <= picture.full.blob.len()));
    }
}

#[test]
fn equal_files_in_two_places_are_one_picture() {
    let folder = tempfile::tempdir().unwrap();
    let mut sources = Sources::of_text("README.md", "# Notes\n");
    sources.root = folder.path().to_owned();
    let paths: Vec<RepoPath> = (0..20).map(|at| RepoPath::new(format!("{at}.png"))).collect();
    for path in &paths {
        std::fs::write(folder.path().join(path.as_str()), file(&flat(200, 100), ImageFormat::Png)).unwrap();
    }
    let done = std::sync::atomic::AtomicUsize::new(0);
    let count = || {
        done.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
    };
    let pictures = prepare(&paths, &WIDTHS, &sources, &Cache::none(), &count);
    let contents = |picture: &Picture| picture.full.blob.bytes().unwrap().as_ptr();
    let firsts = pictures.values().map(|picture| contents(picture.as_ref().unwrap()));
    assert_eq!(firsts.collect::<std::collections::BTreeSet<_>>().len(), 1);
    assert_eq!((pictures.len(), done.into_inner()), (20, 20));
}
