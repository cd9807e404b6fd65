//! GIF: frames, their timing and the loop count stay.

use super::Reader;

const EXTENSION: u8 = 0x21;
const FRAME: u8 = 0x2c;
const END: u8 = 0x3b;
const TIMING: u8 = 0xf9;
const APPLICATION: u8 = 0xff;

/// Returns the picture up to its end; `None` when it breaks off. A missing end mark alone is forgiven.
pub(super) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut reader = Reader::new(bytes);
    let head: [u8; 13] = reader.array()?;
    colours(&mut reader, head[10])?;
    let mut kept = reader.since(0).to_vec();
    let mut has_frame = false;
    while !reader.at_end() {
        let start = reader.at;
        let stays = match reader.byte()? {
            EXTENSION => extension(&mut reader)?,
            FRAME => {
                has_frame = true;
                frame(&mut reader)?;
                true
            }
            // The end mark, or bytes that are no GIF: browsers stop here as well.
            _ => break,
        };
        if stays {
            kept.extend_from_slice(reader.since(start));
        }
    }
    kept.push(END);
    has_frame.then_some(kept)
}

/// Skips the colour table that these flags announce.
fn colours(reader: &mut Reader, flags: u8) -> Option<()> {
    if flags & 0x80 != 0 {
        reader.take(3 << ((flags & 7) + 1))?;
    }
    Some(())
}

fn frame(reader: &mut Reader) -> Option<()> {
    let place: [u8; 9] = reader.array()?;
    colours(reader, place[8])?;
    reader.byte()?;
    blocks(reader)
}

/// Reads an extension and tells whether it stays.
fn extension(reader: &mut Reader) -> Option<bool> {
    let kind = reader.byte()?;
    let rest = &reader.bytes[reader.at..];
    let loops = rest.starts_with(b"\x0bNETSCAPE2.0") || rest.starts_with(b"\x0bANIMEXTS1.0");
    blocks(reader)?;
    Some(kind == TIMING || kind == APPLICATION && loops)
}

/// Skips sub-blocks and the empty one that ends them.
fn blocks(reader: &mut Reader) -> Option<()> {
    loop {
        match reader.byte()? {
            0 => return Some(()),
            length => reader.take(usize::from(length))?,
        };
    }
}
