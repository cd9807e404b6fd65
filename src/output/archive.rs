//! A finished site as one ZIP file: the same notes make the same bytes.

use std::io::{self, Write};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::one_file::replace;
use super::{PublishError, bytes, failed};
use crate::render::{Content, File};
use crate::source::Sources;

/// Writes these files, which are in order, as the archive `path`; what was there is replaced when all of it is written.
/// Returns its size in bytes.
///
/// # Errors
/// When the disk refuses; what was there stays then.
pub fn archive(files: &[File], sources: &Sources, path: &Path) -> Result<u64, PublishError> {
    replace(path, |out| {
        let mut zip = ZipWriter::new(out);
        for file in files {
            let bytes = bytes(file, sources)?;
            let begun = zip.start_file(file.path.as_str(), options(file)).map_err(io::Error::other);
            begun.and_then(|()| zip.write_all(&bytes)).map_err(failed("write", path))?;
        }
        zip.finish().map(drop).map_err(io::Error::other).map_err(failed("write", path))
    })
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
