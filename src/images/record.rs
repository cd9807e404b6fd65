//! What the cache remembers of a picture: a line on what its file is, and one with size and content hash for each of its
//! files; or why there is none.

use super::{Broken, Format, Picture, PictureFile};
use crate::cache::{Cache, Key};

/// Begins the record of a file that cannot be shown.
const BROKEN: &str = "broken ";
/// Stands behind the format when the file says where on earth it was taken.
const PLACE: &str = " place";

/// Writes what became of a file, the full picture first.
pub(super) fn write(made: &Result<Picture, Broken>) -> Vec<u8> {
    let picture = match made {
        Ok(picture) => picture,
        Err(broken) => return format!("{BROKEN}{}", broken.why).into_bytes(),
    };
    let place = if picture.says_where { PLACE } else { "" };
    let mut text = format!("{}{place}\n", picture.format.extension());
    for file in std::iter::once(&picture.full).chain(&picture.smaller) {
        text.push_str(&format!("{} {} {} {}\n", file.name, file.width, file.height, file.blob.content().hex()));
    }
    text.into_bytes()
}

/// Reads what [`write`] wrote; `None` when any of the files is gone.
pub(super) fn read(record: &[u8], cache: &Cache) -> Option<Result<Picture, Broken>> {
    let text = std::str::from_utf8(record).ok()?;
    if let Some(why) = text.strip_prefix(BROKEN) {
        return Some(Err(Broken::new(why)));
    }
    let (first, files) = text.split_once('\n')?;
    let says_where = first.ends_with(PLACE);
    let format = Format::with_extension(first.strip_suffix(PLACE).unwrap_or(first))?;
    let mut files = files.lines().map(|line| file(line, cache));
    let full = files.next()??;
    let smaller: Option<Vec<PictureFile>> = files.collect();
    Some(Ok(Picture { format, says_where, width: full.width, height: full.height, full, smaller: smaller? }))
}

fn file(line: &str, cache: &Cache) -> Option<PictureFile> {
    let mut words = line.split(' ');
    let name = words.next()?.to_owned();
    let width = words.next()?.parse().ok()?;
    let height = words.next()?.parse().ok()?;
    let blob = cache.file(Key::from_hex(words.next()?)?)?;
    Some(PictureFile { name, width, height, blob })
}
