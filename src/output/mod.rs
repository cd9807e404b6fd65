//! Publishes a finished site: the folder is always one whole site, the old or the new one.
//!
//! In come the files of a site as they are made, out comes a folder that holds exactly these ([`Publication`]). It is
//! built beside the old one and then takes its place; files that did not change are linked, not written. When nothing
//! changed, nothing is touched. Beside that, [`archive`] and [`write_chunks`] make one file of a site, [`rewrites`] fixes
//! the author's own files, and [`create`] makes one that was not there.

#![allow(clippy::disallowed_methods, reason = "this room is the one that writes sites")]

mod archive;
mod create;
mod guard;
mod one_file;
mod publication;
mod rewrite;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::render::{Content, File};
use crate::source::{SITE_MARKER, Sources};

pub use archive::archive;
pub use create::{Created, create};
pub use guard::{refuse, refuse_file};
pub use one_file::write_chunks;
pub use publication::{OldSite, Outcome, Publication};
pub use rewrite::{Rewrite, RewriteError, rewrites};

/// Why a site could not be published. The old one is still there.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The folder holds something that labpress did not make.
    #[error("`{0}` is not empty and was not made by labpress: it stays as it is. Choose another folder with `-o`")]
    NotOurs(PathBuf),
    /// The folder holds the notes themselves.
    #[error("`{0}` holds the notes: a site is built into a folder of its own. Choose another one with `-o`")]
    Notes(PathBuf),
    /// The file is one of the notes, or would be taken for one.
    #[error("`{0}` is one of the notes, or would be taken for one: it stays as it is. Name another file with `-o`")]
    NotesFile(PathBuf),
    /// The file is something that labpress did not make.
    #[error("`{0}` was not made by labpress: it stays as it is. Name another file with `-o`, or remove that one")]
    NotOurFile(PathBuf),
    /// The disk refused.
    #[error("cannot {attempt} `{path}`: {error}")]
    Disk {
        /// What was tried: `write`, `make the folder`.
        attempt: &'static str,
        /// Where.
        path: PathBuf,
        /// The machine's words.
        error: io::Error,
    },
}

/// The folder of a site whose files are named by what is in them.
const PICTURES: &str = "pictures";
/// Says that a folder is a site made by labpress and may be replaced as a whole.
const MARKER: &str = SITE_MARKER;
const MARKER_TEXT: &str =
    "labpress made this folder and replaces it as a whole. Do not keep anything of your own here.\n";

fn failed(attempt: &'static str, path: &Path) -> impl FnOnce(io::Error) -> PublishError {
    move |error| PublishError::Disk { attempt, path: guard::meant(path), error: plain(error) }
}

/// The machine's own words, without the name of a file that nobody but us knows.
fn plain(error: io::Error) -> io::Error {
    let inner = error.get_ref().and_then(std::error::Error::source).and_then(|inner| inner.downcast_ref::<io::Error>());
    match inner.and_then(io::Error::raw_os_error) {
        Some(code) => io::Error::from_raw_os_error(code),
        None => error,
    }
}

fn bytes(file: &File, sources: &Sources) -> Result<Arc<[u8]>, PublishError> {
    match &file.content {
        Content::Text(text) => Ok(Arc::from(text.as_bytes())),
        Content::Picture(blob) => blob.bytes().map_err(failed("read the picture for", Path::new(file.path.as_str()))),
        Content::Copy(path) => sources.bytes(path).map(Arc::from).map_err(failed("read", &sources.on_disk(path))),
    }
}

/// A file that was made to be given away is readable, unlike a temporary one.
#[cfg(unix)]
fn allow_reading(path: &Path) -> Result<(), PublishError> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o644)).map_err(failed("set the permissions of", path))
}

#[cfg(not(unix))]
fn allow_reading(_: &Path) -> Result<(), PublishError> {
    Ok(())
}
