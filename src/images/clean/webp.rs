//! WebP: the chunks that carry pixels, colour and animation stay.

use super::Reader;

const STAYS: [&[u8; 4]; 7] = [b"VP8X", b"ICCP", b"ANIM", b"ANMF", b"ALPH", b"VP8 ", b"VP8L"];
/// Flags of the `VP8X` chunk that announce EXIF and XMP.
const METADATA: u8 = 0x08 | 0x04;
const HEAD: usize = 12;

/// Returns the picture up to its end; `None` when it breaks off.
pub(super) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let size = bytes.get(4..8)?.first_chunk().copied().map(u32::from_le_bytes)?;
    let end = usize::try_from(size).ok()?.checked_add(8)?;
    let mut reader = Reader::new(bytes.get(..end)?);
    let mut kept = reader.take(HEAD)?.to_vec();
    // A lone byte at the end is padding.
    while reader.bytes.len() - reader.at > 1 {
        let start = reader.at;
        let kind: [u8; 4] = reader.array()?;
        let length = usize::try_from(u32::from_le_bytes(reader.array()?)).ok()?;
        let flags = reader.take(length)?.first().copied().unwrap_or(0);
        if length % 2 == 1 && !reader.at_end() {
            reader.byte()?;
        }
        if !STAYS.contains(&&kind) {
            continue;
        }
        let at = kept.len();
        kept.extend_from_slice(reader.since(start));
        if &kind == b"VP8X" && length > 0 {
            kept[at + 8] = flags & !METADATA;
        }
        if kept.len() % 2 == 1 {
            kept.push(0);
        }
    }
    let size = u32::try_from(kept.len() - 8).ok()?;
    kept[4..8].copy_from_slice(&size.to_le_bytes());
    Some(kept)
}
