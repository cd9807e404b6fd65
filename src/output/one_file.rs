//! One file that is there whole or not at all.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::{PublishError, allow_reading, failed};
use crate::render::Chunk;

/// Writes these pieces as the file `path`; what was there is replaced when all of it is written.
///
/// # Errors
/// When the disk refuses; what was there stays then.
pub fn write_chunks(chunks: &[Chunk], path: &Path) -> Result<(), PublishError> {
    replace(path, |out| {
        let written = chunks.iter().try_for_each(|chunk| match chunk {
            Chunk::Text(text) => out.write_all(text.as_bytes()),
            Chunk::Picture(blob) => out.write_all(STANDARD.encode(blob.bytes()?).as_bytes()),
        });
        written.map_err(failed("write", path))
    })
    .map(drop)
}

/// Writes the file `path` beside its place and puts it there when it is whole. Returns its size in bytes.
pub(super) fn replace(
    path: &Path,
    write: impl FnOnce(&mut BufWriter<&mut File>) -> Result<(), PublishError>,
) -> Result<u64, PublishError> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).map_err(failed("make the folder", folder))?;
    let mut beside = tempfile::NamedTempFile::new_in(folder).map_err(failed("write beside", path))?;
    let mut out = BufWriter::new(beside.as_file_mut());
    write(&mut out)?;
    out.flush().map_err(failed("write", path))?;
    drop(out);
    let size = beside.as_file().metadata().map_err(failed("look at", path))?.len();
    beside.as_file().sync_all().map_err(failed("write", path))?;
    beside.persist(path).map_err(|error| failed("replace", path)(error.error))?;
    allow_reading(path)?;
    Ok(size)
}
