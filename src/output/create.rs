//! Makes a file that was not there.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;

use super::{PublishError, failed};

/// What became of making a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Created {
    /// It was made.
    New,
    /// Something was there already, and stays as it was.
    WasThere,
}

/// Makes a file and the folders around it, unless something is there.
///
/// # Errors
/// When the disk refuses.
pub fn create(path: &Path, bytes: &[u8]) -> Result<Created, PublishError> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed("make the folder", folder))?;
    }
    match fs::File::create_new(path) {
        Ok(mut file) => file.write_all(bytes).map(|()| Created::New).map_err(failed("write", path)),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(Created::WasThere),
        Err(error) => Err(failed("write", path)(error)),
    }
}
