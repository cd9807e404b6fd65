//! Walks the folder of a site once and sorts what lies there.

use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::decode::{Decoded, decode};
use super::glob::Glob;
use super::{RepoPath, SITE_MARKER, Sources};

/// A file or folder that was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// Where it lies.
    pub path: RepoPath,
    /// Why it was left out.
    pub reason: SkipReason,
}

/// Why something was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SkipReason {
    /// A dot file, a site that labpress built, a tool's folder, an editor's lock file.
    NotContent,
    /// The configuration excludes it.
    Excluded,
    /// A `.md` file that is not text.
    Binary,
    /// A `.md` file without a word in it.
    Empty,
    /// A link to another place on the disk, which is never followed.
    SymbolicLink,
    /// The disk would not give it; the machine's words.
    Unreadable(String),
    /// Read, but it is in this encoding and not in UTF-8. It is still in the site.
    Encoding(&'static str),
}

/// Why a folder could not be read at all.
#[derive(Debug, thiserror::Error)]
pub enum ScanError {
    /// There is nothing at this path, or it is no folder.
    #[error("cannot open `{0}`: {1}")]
    Open(PathBuf, String),
    /// A pattern of the configuration's `exclude` is no glob.
    #[error("in `exclude`, {1}")]
    Pattern(String, String),
}

/// Folders that never hold notes.
const NOT_CONTENT: [&str; 4] = ["_site", "_review", "target", "node_modules"];

impl Sources {
    /// Reads the write-ups and lists every other file, leaving out what matches a glob of `exclude`, and `output`.
    ///
    /// # Errors
    /// When a glob of `exclude` cannot be understood.
    pub fn scan(&mut self, exclude: &[String], output: Option<&Path>) -> Result<(), ScanError> {
        let glob = |pattern: &String| Glob::new(pattern).map_err(|why| ScanError::Pattern(pattern.clone(), why));
        let exclude: Vec<Glob> = exclude.iter().map(glob).collect::<Result<_, _>>()?;
        let root = self.root.clone();
        let mut walk = WalkDir::new(&root).sort_by_file_name().into_iter();
        while let Some(step) = walk.next() {
            let entry = match step {
                Ok(entry) => entry,
                Err(error) => {
                    let path = error.path().map(|path| repo_path(&root, path)).unwrap_or_default();
                    self.skipped.push(Skipped { path, reason: SkipReason::Unreadable(error.to_string()) });
                    continue;
                }
            };
            if entry.depth() == 0 {
                continue;
            }
            let path = repo_path(&root, entry.path());
            if output.is_some_and(|output| output == entry.path()) || self.belongs_to_site(&path) {
                leave(&mut walk, &entry);
                continue;
            }
            if let Some(reason) = reason_to_skip(&entry, &path, &exclude) {
                self.skipped.push(Skipped { path, reason });
                leave(&mut walk, &entry);
                continue;
            }
            if entry.file_type().is_file() {
                self.take(entry.path(), path);
            }
        }
        self.files.sort();
        self.reports.sort_by(|a, b| self.texts[a.0 as usize].path.cmp(&self.texts[b.0 as usize].path));
        Ok(())
    }

    /// With a `content` folder, the rest of the root is the site's own: only its pictures are looked at.
    fn belongs_to_site(&self, path: &RepoPath) -> bool {
        let top = path.as_str().split('/').next().unwrap_or("");
        let own =
            matches!(path.as_str(), "labpress.toml") || top == "templates" && self.root.join("templates").is_dir();
        let beside_content = !self.content.as_str().is_empty() && !matches!(top, "content" | "image" | "images");
        own && (!self.templates.is_empty() || self.style.is_some())
            || path.as_str() == "labpress.toml"
            || beside_content
    }

    fn take(&mut self, on_disk: &Path, path: RepoPath) {
        let is_markdown = matches!(path.extension().as_str(), "md" | "markdown");
        if !is_markdown || path.below(&self.content).is_none() {
            self.files.push(path);
            return;
        }
        let skip = |path, reason| Skipped { path, reason };
        match std::fs::read(on_disk).map(decode) {
            Err(error) => self.skipped.push(skip(path, SkipReason::Unreadable(error.to_string()))),
            Ok(Decoded::Binary) => self.skipped.push(skip(path, SkipReason::Binary)),
            Ok(Decoded::Text(text) | Decoded::Other(text, _)) if text.trim().is_empty() => {
                self.skipped.push(skip(path, SkipReason::Empty));
            }
            Ok(Decoded::Text(text)) => {
                let id = self.add(path, text);
                self.reports.push(id);
            }
            Ok(Decoded::Other(text, encoding)) => {
                self.skipped.push(skip(path.clone(), SkipReason::Encoding(encoding)));
                let id = self.add(path, text);
                self.reports.push(id);
            }
        }
    }
}

/// Leaves out the rest of a folder; a file has no rest.
fn leave(walk: &mut walkdir::IntoIter, entry: &DirEntry) {
    if entry.file_type().is_dir() {
        walk.skip_current_dir();
    }
}

/// Returns whether a folder of this name, and with most of these names a file too, is never part of a site.
pub(super) fn is_no_content(name: &str) -> bool {
    name.starts_with('.') || name.starts_with("~$") || NOT_CONTENT.contains(&name)
}

fn reason_to_skip(entry: &DirEntry, path: &RepoPath, exclude: &[Glob]) -> Option<SkipReason> {
    let name = path.name();
    if is_no_content(name) && (entry.file_type().is_dir() || !NOT_CONTENT.contains(&name)) {
        return Some(SkipReason::NotContent);
    }
    if entry.file_type().is_dir() && entry.path().join(SITE_MARKER).is_file() {
        return Some(SkipReason::NotContent);
    }
    if exclude.iter().any(|glob| glob.matches(path)) {
        return Some(SkipReason::Excluded);
    }
    entry.file_type().is_symlink().then_some(SkipReason::SymbolicLink)
}

/// Returns `path` below `root` with `/` between names; bytes that are no Unicode become U+FFFD.
pub(super) fn repo_path(root: &Path, path: &Path) -> RepoPath {
    let below = path.strip_prefix(root).unwrap_or(path);
    let names: Vec<_> = below.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    RepoPath::new(names.join("/"))
}
