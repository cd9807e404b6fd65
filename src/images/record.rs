//! What the cache remembers of a picture: a line on what its file gives away, and one with size and content hash for each
//! of its files.

use super::{Format, Picture, PictureFile};
use crate::cache::{Cache, Key};

/// Writes the files of a picture, the full one first.
pub(super) fn write(picture: &Picture) -> Vec<u8> {
    let mut text = if picture.says_where { "place\n".to_owned() } else { "\n".to_owned() };
    for file in std::iter::once(&picture.full).chain(&picture.smaller) {
        let hash = file.blob.bytes().map(|bytes| Key::of_content(&bytes).hex()).unwrap_or_default();
        text.push_str(&format!("{} {} {} {hash}\n", file.name, file.width, file.height));
    }
    text.into_bytes()
}

/// Reads what [`write`] wrote; `None` when any of the files is gone.
pub(super) fn read(record: &[u8], format: Format, cache: &Cache) -> Option<Picture> {
    let text = std::str::from_utf8(record).ok()?;
    let (says_where, files) = text.split_once('\n')?;
    let says_where = says_where == "place";
    let mut files = files.lines().map(|line| file(line, cache));
    let full = files.next()??;
    let smaller: Option<Vec<PictureFile>> = files.collect();
    Some(Picture { format, says_where, width: full.width, height: full.height, full, smaller: smaller? })
}

fn file(line: &str, cache: &Cache) -> Option<PictureFile> {
    let mut words = line.split(' ');
    let name = words.next()?.to_owned();
    let width = words.next()?.parse().ok()?;
    let height = words.next()?.parse().ok()?;
    let blob = cache.file(Key::from_hex(words.next()?)?)?;
    Some(PictureFile { name, width, height, blob })
}
