//! Fixes what is certain in the author's own files: each is the old one or the new one, never half of each, and keeps
//! its encoding, its line ends and its permissions.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostics, Edit, Place, edited};
use crate::source::{FileId, RepoPath, Source, Sources, decode, encode_as};

/// A file as it is, and as it would be after the fixes.
#[derive(Debug)]
pub struct Rewrite {
    /// Where it lies below the root.
    pub path: RepoPath,
    /// Its text now.
    pub before: String,
    /// Its text after the fixes.
    pub after: String,
    /// How many fixes that takes.
    pub fixes: usize,
    bytes: Vec<u8>,
}

/// Why a file was not fixed. It is as it was.
#[derive(Debug, thiserror::Error)]
pub enum RewriteError {
    /// It is not what was looked at any more.
    #[error("`{0}` has changed since it was read: try again")]
    Changed(RepoPath),
    /// The file cannot be written back as it was read.
    #[error("`{0}` is in an encoding that cannot be written back: save it as UTF-8 first")]
    Encoding(RepoPath),
    /// The disk refused.
    #[error("cannot {attempt} `{path}`: {error}")]
    Disk {
        /// What was tried.
        attempt: &'static str,
        /// Where.
        path: PathBuf,
        /// The machine's words.
        error: io::Error,
    },
}

fn failed(attempt: &'static str, path: &Path) -> impl FnOnce(io::Error) -> RewriteError {
    move |error| RewriteError::Disk { attempt, path: path.to_owned(), error: super::plain(error) }
}

/// Returns the files that the fixes of these diagnostics change, by number.
pub fn rewrites(found: &Diagnostics, sources: &Sources) -> Vec<Result<Rewrite, RewriteError>> {
    let mut edits: BTreeMap<FileId, Vec<&Edit>> = BTreeMap::new();
    for diagnostic in found.sorted() {
        if let (Place::Text(file, _), Some(fix)) = (&diagnostic.place, &diagnostic.fix) {
            edits.entry(*file).or_default().push(fix);
        }
    }
    edits.into_iter().map(|(file, edits)| of_file(sources.text(file), edits, sources)).collect()
}

fn of_file(source: &Source, edits: Vec<&Edit>, sources: &Sources) -> Result<Rewrite, RewriteError> {
    let path = source.path.clone();
    let on_disk = sources.root.join(path.as_str());
    let old = sources.bytes(&path).map_err(failed("read", &on_disk))?;
    // What was read knows no lone `\r`; its places are the same all the same.
    let before = decode(old.clone()).into_text().filter(|text| is_same(text, &source.text));
    let Some(before) = before else { return Err(RewriteError::Changed(path)) };
    let (after, fixes) = edited(&before, edits);
    let Some(bytes) = encode_as(&old, &after) else { return Err(RewriteError::Encoding(path)) };
    Ok(Rewrite { path, before, after, fixes, bytes })
}

fn is_same(text: &str, read: &str) -> bool {
    let is_end = |byte: u8| matches!(byte, b'\r' | b'\n');
    text.len() == read.len() && text.bytes().zip(read.bytes()).all(|(a, b)| a == b || is_end(a) && is_end(b))
}

impl Rewrite {
    /// Puts the new file in the place of the old one.
    ///
    /// # Errors
    /// When the file is write-protected or the disk refuses; the old file stays then.
    pub fn write(&self, root: &Path) -> Result<(), RewriteError> {
        let path = &root.join(self.path.as_str());
        let permissions = fs::metadata(path).map_err(failed("look at", path))?.permissions();
        if permissions.readonly() {
            return Err(failed("write", path)(io::ErrorKind::PermissionDenied.into()));
        }
        let folder = path.parent().unwrap_or(root);
        let mut beside = tempfile::NamedTempFile::new_in(folder).map_err(failed("write beside", path))?;
        let written = beside.write_all(&self.bytes).and_then(|()| beside.as_file().sync_all());
        written.map_err(failed("write beside", path))?;
        fs::set_permissions(beside.path(), permissions).map_err(failed("set the permissions of", path))?;
        beside.persist(path).map_err(|error| failed("replace", path)(error.error))?;
        Ok(())
    }
}
