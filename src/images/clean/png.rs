//! PNG: the chunks that carry pixels, colour and animation stay.

use super::Reader;

/// What a browser needs to draw the picture. Text, time, EXIF, physical size and private chunks are not among it.
const STAYS: [&[u8; 4]; 12] =
    [b"IHDR", b"PLTE", b"IDAT", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"acTL", b"fcTL", b"fdAT"];
const SIGNATURE: usize = 8;
const END: &[u8] = b"\0\0\0\0IEND\xaeB`\x82";

/// Returns the picture up to its end; `None` when it breaks off. A missing end mark alone is forgiven.
pub(super) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut reader = Reader::new(bytes);
    let mut kept = reader.take(SIGNATURE)?.to_vec();
    let mut has_pixels = false;
    while !reader.at_end() {
        let start = reader.at;
        let length = u32::from_be_bytes(reader.array()?);
        let kind: [u8; 4] = reader.array()?;
        if &kind == b"IEND" {
            break;
        }
        reader.take(usize::try_from(length).ok()?)?;
        let _checksum: [u8; 4] = reader.array()?;
        has_pixels |= &kind == b"IDAT";
        if STAYS.contains(&&kind) {
            kept.extend_from_slice(reader.since(start));
        }
    }
    kept.extend_from_slice(END);
    has_pixels.then_some(kept)
}
