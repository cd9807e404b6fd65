//! A finished site as one ZIP file: the same notes make the same bytes.

use std::io::{self, Write};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::{PublishError, allow_reading, bytes, failed};
use crate::render::{Content, File};
use crate::source::Sources;

/// Writes these files, which are in order, as the archive `path`; what was there is replaced when all of it is written.
/// Returns its size in bytes.
///
/// # Errors
/// When the disk refuses; what was there stays then.
pub fn archive(files: &[File], sources: &Sources, path: &Path) -> Result<u64, PublishError> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut beside = tempfile::NamedTempFile::new_in(folder).map_err(failed("write beside", path))?;
    let mut zip = ZipWriter::new(io::BufWriter::new(beside.as_file_mut()));
    for file in files {
        let bytes = bytes(file, sources)?;
        let written = zip.start_file(file.path.as_str(), options(file)).map_err(io::Error::other);
        written.and_then(|()| zip.write_all(&bytes)).map_err(failed("write", path))?;
    }
    let finished = zip.finish().map_err(io::Error::other).and_then(|mut out| out.flush());
    finished.map_err(failed("write", path))?;
    let size = beside.as_file().metadata().map_err(failed("look at", path))?.len();
    beside.as_file().sync_all().map_err(failed("write", path))?;
    beside.persist(path).map_err(|error| failed("replace", path)(error.error))?;
    allow_reading(path)?;
    Ok(size)
}

/// No clock and no rights of this machine go in; pictures are compressed already.
fn options(file: &File) -> SimpleFileOptions {
    let method = match file.content {
        Content::Picture(_) => CompressionMethod::Stored,
        Content::Text(_) | Content::Copy(_) => CompressionMethod::Deflated,
    };
    SimpleFileOptions::default()
        .compression_method(method)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
}
