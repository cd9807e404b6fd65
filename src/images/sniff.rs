//! What a file is, by its first bytes; its name is never asked.

use image::ImageFormat;

use super::Broken;

/// A format that browsers show and labpress reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// GIF.
    Gif,
    /// WebP.
    Webp,
}

impl Format {
    /// Returns the name that people use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Png => "PNG",
            Self::Jpeg => "JPEG",
            Self::Gif => "GIF",
            Self::Webp => "WebP",
        }
    }

    /// Returns whether a file's extension, in lower case and without its dot, is one of this format's.
    pub fn has_extension(self, extension: &str) -> bool {
        match self {
            Self::Jpeg => matches!(extension, "jpg" | "jpeg" | "jfif" | "jpe"),
            Self::Png => matches!(extension, "png" | "apng"),
            other => extension == other.extension(),
        }
    }

    /// Returns the extension of its files, without a dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Gif => "gif",
            Self::Webp => "webp",
        }
    }

    /// Returns the format whose files have this extension by default.
    pub(super) fn with_extension(extension: &str) -> Option<Self> {
        [Self::Png, Self::Jpeg, Self::Gif, Self::Webp].into_iter().find(|format| format.extension() == extension)
    }

    /// Returns the decoder's name for it.
    pub(super) fn decoder(self) -> ImageFormat {
        match self {
            Self::Png => ImageFormat::Png,
            Self::Jpeg => ImageFormat::Jpeg,
            Self::Gif => ImageFormat::Gif,
            Self::Webp => ImageFormat::WebP,
        }
    }
}

/// Beginnings of files that people put into a page although it cannot show them.
const NOT_SHOWN: [(&[u8], &str); 9] = [
    (b"II*\0", "a TIFF picture, which browsers do not show; save it as PNG"),
    (b"MM\0*", "a TIFF picture, which browsers do not show; save it as PNG"),
    (b"\0\0\x01\0", "an icon (ICO), which labpress does not read; save it as PNG"),
    (b"8BPS", "a Photoshop file, which browsers do not show; export it as PNG"),
    (b"%PDF", "a PDF, not a picture; export the page as PNG"),
    (b"PK\x03\x04", "a ZIP archive or an Office document, not a picture"),
    (b"\x1a\x45\xdf\xa3", "a video, not a picture"),
    (b"\xff\x0a", "a JPEG XL picture, which labpress does not read; save it as PNG or JPEG"),
    (b"version https://git-lfs", "a Git LFS pointer: the picture itself was not fetched (`git lfs pull` does)"),
];

/// Tells the format, or in a person's words what lies there instead.
pub(super) fn sniff(bytes: &[u8]) -> Result<Format, Broken> {
    let known: [(&[u8], Format); 4] = [
        (b"\x89PNG\r\n\x1a\n", Format::Png),
        (b"\xff\xd8\xff", Format::Jpeg),
        (b"GIF87a", Format::Gif),
        (b"GIF89a", Format::Gif),
    ];
    if let Some((_, format)) = known.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Ok(*format);
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Ok(Format::Webp);
    }
    Err(Broken::new(what_else(bytes)))
}

fn what_else(bytes: &[u8]) -> String {
    if bytes.is_empty() {
        return "the file is empty".to_owned();
    }
    if bytes.iter().all(|&byte| byte == 0) {
        return "the file holds only zero bytes; it was not saved completely".to_owned();
    }
    if let Some((_, words)) = NOT_SHOWN.iter().find(|(start, _)| bytes.starts_with(start)) {
        return format!("the file is {words}");
    }
    // Two letters alone could begin a text; the four reserved bytes of the header are 0.
    if bytes.starts_with(b"BM") && bytes.get(6..10) == Some(&[0; 4]) {
        return "the file is a BMP picture, which labpress does not read; save it as PNG".to_owned();
    }
    match bytes.get(4..12) {
        Some(b"ftypavif" | b"ftypavis") => return foreign("an AVIF"),
        Some(b"ftypheic" | b"ftypheix" | b"ftypmif1" | b"ftyphevc" | b"ftypheim") => return foreign("a HEIC"),
        Some(brand) if brand.starts_with(b"ftyp") => return "the file is a video, not a picture".to_owned(),
        _ => {}
    }
    text(bytes).unwrap_or("the file is not a picture that labpress knows (PNG, JPEG, GIF, WebP)").to_owned()
}

fn foreign(kind: &str) -> String {
    format!("the file is {kind} photograph, which labpress does not read; save it as PNG or JPEG")
}

/// Says what kind of text the bytes are, judged by the beginning; `None` when they are no text.
fn text(bytes: &[u8]) -> Option<&'static str> {
    let start = &bytes[..bytes.len().min(1024)];
    let start = String::from_utf8_lossy(start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start)).to_lowercase();
    if start.contains(|sign: char| sign.is_control() && !sign.is_whitespace()) || start.matches('\u{fffd}').count() > 1
    {
        return None;
    }
    let start = start.trim_start();
    if start.starts_with("<svg") || start.starts_with("<?xml") && start.contains("<svg") {
        return Some("the file is an SVG drawing, which may hold scripts and is not shown; export it as PNG");
    }
    if start.starts_with("<!doctype html") || start.starts_with("<html") {
        return Some("the file is a web page, saved under a picture's name");
    }
    Some("the file is text, not a picture")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(bytes: &[u8]) -> String {
        sniff(bytes).map_or_else(|broken| broken.why, |format| format.name().to_owned())
    }

    #[test]
    fn content_is_named_in_words() {
        let table: [(&[u8], &str); 14] = [
            (b"\x89PNG\r\n\x1a\n...", "PNG"),
            (b"\xff\xd8\xff\xe0", "JPEG"),
            (b"GIF89a", "GIF"),
            (b"RIFF\x10\0\0\0WEBPVP8 ", "WebP"),
            (b"", "the file is empty"),
            (&[0; 64], "the file holds only zero bytes"),
            (b"hello, this is text", "the file is text"),
            (b"<!DOCTYPE html><html>", "the file is a web page"),
            (b"\xef\xbb\xbf<?xml version='1.0'?>\n<svg xmlns=''>", "the file is an SVG drawing"),
            (b"\0\0\0\x18ftypheic\0\0", "the file is a HEIC photograph"),
            (b"\0\0\0\x18ftypisom\0\0", "the file is a video"),
            (b"%PDF-1.7", "the file is a PDF"),
            (b"version https://git-lfs.github.com/spec/v1\noid", "the file is a Git LFS pointer"),
            (b"\x01\x02\x03\x04", "the file is not a picture"),
        ];
        for (bytes, start) in table {
            assert!(answer(bytes).starts_with(start), "{bytes:?}: {}", answer(bytes));
        }
    }
}
