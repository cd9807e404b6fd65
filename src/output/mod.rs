//! Publishes a finished site: the folder is always one whole site, the old or the new one.
//!
//! In come the files of a site, out comes a folder that holds exactly these. It is built beside the old one and then
//! takes its place; files that did not change are linked, not written. When nothing changed, nothing is touched.
//! Beside that, [`rewrites`] fixes the author's own files, and [`create`] makes one that was not there.

#![allow(clippy::disallowed_methods, reason = "this room is the one that writes sites")]

mod archive;
mod create;
mod guard;
mod rewrite;

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::WalkDir;

use crate::render::{Content, File};
use crate::source::Sources;

pub use archive::archive;
pub use create::{Created, create};
pub use guard::refuse;
pub use rewrite::{Rewrite, RewriteError, rewrites};

/// What publishing did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    /// Files in the site.
    pub files: usize,
    /// Files that are new or changed.
    pub written: usize,
    /// Files of the old site that are gone.
    pub removed: usize,
}

/// Why a site could not be published. The old one is still there.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The folder holds something that labpress did not make.
    #[error("`{0}` is not empty and was not made by labpress: it stays as it is. Choose another folder with `-o`")]
    NotOurs(PathBuf),
    /// The folder holds the notes themselves.
    #[error("`{0}` holds the notes: a site is built into a folder of its own. Choose another one with `-o`")]
    Notes(PathBuf),
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

/// Says that a folder is a site made by labpress and may be replaced as a whole.
const MARKER: &str = ".labpress-site";
const MARKER_TEXT: &str =
    "labpress made this folder and replaces it as a whole. Do not keep anything of your own here.\n";

fn failed(attempt: &'static str, path: &Path) -> impl FnOnce(io::Error) -> PublishError {
    move |error| PublishError::Disk { attempt, path: path.to_owned(), error }
}

/// Makes `folder` hold exactly these files.
///
/// # Errors
/// When the folder is not ours, or the disk refuses; the old site stays then.
pub fn publish(files: &[File], sources: &Sources, folder: &Path) -> Result<Outcome, PublishError> {
    guard::recover(folder)?;
    guard::check_ours(folder)?;
    let wanted: BTreeSet<PathBuf> = files.iter().map(|file| PathBuf::from(file.path.as_str())).collect();
    let removed = present(folder).filter(|path| !wanted.contains(path) && path != Path::new(MARKER)).count();
    let mut changed = Vec::with_capacity(files.len());
    for file in files {
        let bytes = bytes(file, sources)?;
        let is_same = fs::read(folder.join(file.path.as_str())).is_ok_and(|old| old == *bytes);
        changed.push((!is_same).then_some(bytes));
    }
    let written = changed.iter().flatten().count();
    let outcome = Outcome { files: files.len(), written, removed };
    if written == 0 && removed == 0 && folder.join(MARKER).is_file() {
        return Ok(outcome);
    }
    let staged = guard::beside(folder, "new");
    let built = stage(files, &changed, folder, &staged).and_then(|()| guard::swap(&staged, folder));
    if built.is_err() {
        // What is half built is of no use to anybody; the failure itself is what matters.
        let _ = fs::remove_dir_all(&staged);
    }
    built.map(|()| outcome)
}

/// Returns the files in a folder, as paths below it.
fn present(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = WalkDir::new(folder).into_iter().filter_map(Result::ok).filter(|entry| !entry.file_type().is_dir());
    entries.filter_map(move |entry| entry.path().strip_prefix(folder).ok().map(Path::to_owned))
}

fn bytes(file: &File, sources: &Sources) -> Result<Arc<[u8]>, PublishError> {
    match &file.content {
        Content::Text(text) => Ok(Arc::from(text.as_bytes())),
        Content::Picture(blob) => blob.bytes().map_err(failed("read the picture for", Path::new(file.path.as_str()))),
        Content::Copy(path) => {
            sources.bytes(path).map(Arc::from).map_err(failed("read", &sources.root.join(path.as_str())))
        }
    }
}

/// Builds the new site beside the old one.
fn stage(files: &[File], changed: &[Option<Arc<[u8]>>], old: &Path, staged: &Path) -> Result<(), PublishError> {
    fs::create_dir_all(staged).map_err(failed("make the folder", staged))?;
    for (file, changed) in files.iter().zip(changed) {
        let path = staged.join(file.path.as_str());
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(failed("make the folder", folder))?;
        }
        match changed {
            Some(bytes) => fs::write(&path, bytes).map_err(failed("write", &path))?,
            None => take_over(&old.join(file.path.as_str()), &path)?,
        }
    }
    let marker = staged.join(MARKER);
    fs::write(&marker, MARKER_TEXT).map_err(failed("write", &marker))
}

/// An unchanged file is linked, so that it keeps its time; disks without links get a copy.
fn take_over(old: &Path, new: &Path) -> Result<(), PublishError> {
    fs::hard_link(old, new).or_else(|_| fs::copy(old, new).map(drop)).map_err(failed("copy", old))
}
