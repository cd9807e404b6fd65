//! Walks the folder of a site once and sorts what lies there.

use std::path::{Path, PathBuf};

use globset::{GlobSet, GlobSetBuilder};
use walkdir::{DirEntry, WalkDir};

use super::decode::{Decoded, decode};
use super::{RepoPath, Sources};

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
    /// A dot file, a built site, a tool's folder, an editor's lock file.
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
    #[error("`{0}` in `exclude` is not a glob pattern: {1}")]
    Pattern(String, String),
}

/// Folders that never hold notes.
const NOT_CONTENT: [&str; 4] = ["_site", "_review", "target", "node_modules"];

impl Sources {
    /// Opens the folder of a site: finds its shape and reads its configuration and templates, not yet its notes.
    ///
    /// # Errors
    /// When `root` is no readable folder.
    pub fn open(root: &Path) -> Result<Self, ScanError> {
        let listing = std::fs::read_dir(root).map_err(|error| {
            let allow = "; give yourself the right to read it, for example with `chmod u+rx`";
            let hint = if error.kind() == std::io::ErrorKind::PermissionDenied { allow } else { "" };
            ScanError::Open(root.to_owned(), format!("{error}{hint}"))
        })?;
        drop(listing);
        let mut sources = Self { root: root.to_owned(), ..Self::default() };
        if root.join("content").is_dir() {
            sources.content = RepoPath::new("content");
        }
        let settings = RepoPath::new("labpress.toml");
        if !sources.skips_link(&settings)
            && let Ok(bytes) = std::fs::read(root.join(settings.as_str()))
            && let Some(text) = decode(bytes).into_text()
        {
            sources.config = Some(sources.add(settings, text));
        }
        sources.repository = std::fs::read_to_string(root.join(".git/config")).ok().and_then(|text| repository(&text));
        sources.read_templates();
        Ok(sources)
    }

    fn read_templates(&mut self) {
        let folder = RepoPath::new("templates");
        if self.skips_link(&folder) {
            return;
        }
        let walk = WalkDir::new(self.root.join(folder.as_str())).sort_by_file_name().into_iter();
        let walk = walk.filter_entry(|entry| !is_no_content(&entry.file_name().to_string_lossy()));
        for entry in walk.filter_map(Result::ok) {
            let path = repo_path(&self.root, entry.path());
            let is_style = path.as_str() == "templates/site.css";
            if !entry.file_type().is_file() || !is_style && path.extension() != "html" {
                continue;
            }
            let Ok(bytes) = std::fs::read(entry.path()) else { continue };
            let Some(text) = decode(bytes).into_text() else { continue };
            let id = self.add(path, text);
            match is_style {
                true => self.style = Some(id),
                false => self.templates.push(id),
            }
        }
    }

    /// Returns whether what lies there is a link to another place on the disk, which is noted as skipped then.
    fn skips_link(&mut self, path: &RepoPath) -> bool {
        let is_link = std::fs::symlink_metadata(self.on_disk(path)).is_ok_and(|found| found.is_symlink());
        if is_link {
            self.skipped.push(Skipped { path: path.clone(), reason: SkipReason::SymbolicLink });
        }
        is_link
    }

    /// Reads the write-ups and lists every other file, leaving out what matches a glob of `exclude`, and `output`.
    ///
    /// # Errors
    /// When a glob of `exclude` cannot be understood.
    pub fn scan(&mut self, exclude: &[String], output: Option<&Path>) -> Result<(), ScanError> {
        let exclude = globs(exclude)?;
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

/// Returns `owner/name` of the address that git calls `origin`: `git@github.com:Owner/name.git`.
fn repository(config: &str) -> Option<String> {
    let (_, origin) = config.split_once("[remote \"origin\"]")?;
    let own = origin.lines().skip(1).take_while(|line| !line.trim_start().starts_with('['));
    let address = own.filter_map(|line| line.trim().strip_prefix("url")?.trim_start().strip_prefix('=')).next()?;
    let address = address.trim().trim_end_matches('/').trim_end_matches(".git").to_lowercase();
    let mut names = address.rsplit(['/', ':']);
    let (name, owner) = (names.next()?, names.next()?);
    (!name.is_empty() && !owner.is_empty()).then(|| format!("{owner}/{name}"))
}

/// Leaves out the rest of a folder; a file has no rest.
fn leave(walk: &mut walkdir::IntoIter, entry: &DirEntry) {
    if entry.file_type().is_dir() {
        walk.skip_current_dir();
    }
}

/// A pattern of paths, such as `drafts/**`.
#[derive(Debug, Clone)]
pub struct Glob(globset::GlobMatcher);

impl Glob {
    /// Reads a pattern.
    ///
    /// # Errors
    /// When it is none; the message says why.
    pub fn new(pattern: &str) -> Result<Self, String> {
        let glob = globset::Glob::new(pattern).map_err(|error| format!("`{pattern}` is no glob: {}", error.kind()))?;
        Ok(Self(glob.compile_matcher()))
    }

    /// Returns whether a path is among those it means.
    pub fn matches(&self, path: &RepoPath) -> bool {
        self.0.is_match(path.as_str())
    }
}

fn globs(patterns: &[String]) -> Result<GlobSet, ScanError> {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        let glob = globset::Glob::new(pattern)
            .map_err(|error| ScanError::Pattern(pattern.clone(), error.kind().to_string()))?;
        set.add(glob);
    }
    set.build().map_err(|error| ScanError::Pattern(String::new(), error.to_string()))
}

/// Returns whether a folder of this name, and with most of these names a file too, is never part of a site.
pub(super) fn is_no_content(name: &str) -> bool {
    name.starts_with('.') || name.starts_with("~$") || NOT_CONTENT.contains(&name)
}

fn reason_to_skip(entry: &DirEntry, path: &RepoPath, exclude: &GlobSet) -> Option<SkipReason> {
    let name = path.name();
    if is_no_content(name) && (entry.file_type().is_dir() || !NOT_CONTENT.contains(&name)) {
        return Some(SkipReason::NotContent);
    }
    if exclude.is_match(path.as_str()) {
        return Some(SkipReason::Excluded);
    }
    entry.file_type().is_symlink().then_some(SkipReason::SymbolicLink)
}

/// Returns `path` below `root` with `/` between names; bytes that are no Unicode become U+FFFD.
/// Returns the path of what lies at `path`, from the root.
pub(super) fn repo_path(root: &Path, path: &Path) -> RepoPath {
    let below = path.strip_prefix(root).unwrap_or(path);
    let names: Vec<_> = below.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    RepoPath::new(names.join("/"))
}
