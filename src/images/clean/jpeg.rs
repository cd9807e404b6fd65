//! JPEG: tables, frames and scans stay; of the application segments only what colour needs.

use image::metadata::Orientation;

use super::Reader;

const START: u8 = 0xd8;
const END: u8 = 0xd9;
const SCAN: u8 = 0xda;
const ICC: &[u8] = b"ICC_PROFILE\0";

/// Returns the picture up to its end; `None` when it breaks off.
///
/// A picture that is stored lying keeps an EXIF block of one entry, how to turn it. Turning the pixels instead would
/// mean to compress them once more: a visible loss, for what every browser does by itself.
pub(super) fn clean(bytes: &[u8], orientation: Orientation) -> Option<Vec<u8>> {
    let mut reader = Reader::new(bytes);
    reader.take(2)?;
    let mut kept = vec![0xff, START];
    // JFIF must be the first segment; EXIF follows it, or is first itself.
    let mut exif = (orientation != Orientation::NoTransforms).then(|| exif_of(orientation));
    loop {
        let marker = next_marker(&mut reader)?;
        if marker == END {
            kept.extend_from_slice(&[0xff, END]);
            return Some(kept);
        }
        if has_no_length(marker) {
            continue;
        }
        let length = u16::from_be_bytes(reader.array()?);
        let content = reader.take(usize::from(length).checked_sub(2)?)?;
        let stays = what_stays(marker, content);
        if marker != 0xe0
            && let Some(exif) = exif.take()
        {
            segment(&mut kept, 0xe1, &exif);
        }
        if let Some(content) = stays {
            segment(&mut kept, marker, &content);
        }
        if marker == SCAN {
            kept.extend_from_slice(entropy_coded(&mut reader)?);
        }
    }
}

/// Skips what lies between two segments.
fn next_marker(reader: &mut Reader) -> Option<u8> {
    let mut last = reader.byte()?;
    loop {
        let byte = reader.byte()?;
        if last == 0xff && byte != 0 && byte != 0xff {
            return Some(byte);
        }
        last = byte;
    }
}

fn has_no_length(marker: u8) -> bool {
    matches!(marker, 0x01 | 0xd0..=START)
}

/// Returns the content to keep of a segment; `None` when it goes.
fn what_stays(marker: u8, content: &[u8]) -> Option<Vec<u8>> {
    match marker {
        // Frames, tables, scans, restart intervals.
        0xc0..=0xcf | SCAN..=0xdf => Some(content.to_vec()),
        // JFIF without its thumbnail, which may show what was cropped away.
        0xe0 if content.starts_with(b"JFIF\0") => Some([content.get(..12)?, &[0, 0]].concat()),
        0xe2 if content.starts_with(ICC) => Some(content.to_vec()),
        0xee if content.starts_with(b"Adobe") => Some(content.get(..12)?.to_vec()),
        _ => None,
    }
}

/// Returns the pixels of a scan: up to the next marker that is neither a stuffed `ff` nor a restart.
fn entropy_coded<'a>(reader: &mut Reader<'a>) -> Option<&'a [u8]> {
    let start = reader.at;
    loop {
        let step = reader.bytes[reader.at..].iter().position(|&byte| byte == 0xff)?;
        reader.at += step;
        match reader.bytes.get(reader.at + 1)? {
            0 | 0xd0..=0xd7 => reader.at += 2,
            0xff => reader.at += 1,
            _ => return Some(reader.since(start)),
        }
    }
}

/// Appends a segment whose content came from one, so its length fits.
fn segment(kept: &mut Vec<u8>, marker: u8, content: &[u8]) {
    let length = u16::try_from(content.len() + 2).unwrap_or(u16::MAX);
    kept.extend_from_slice(&[0xff, marker]);
    kept.extend_from_slice(&length.to_be_bytes());
    kept.extend_from_slice(content);
}

/// Returns an EXIF block of one entry: big-endian TIFF, one directory, tag 0x0112, one short.
fn exif_of(orientation: Orientation) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.push(orientation.to_exif());
    // The rest of the value's four bytes, then no next directory.
    exif.extend_from_slice(&[0; 6]);
    exif
}
