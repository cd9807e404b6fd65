//! Opens the folder of a site: finds its shape and reads its settings and templates.

use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::decode::decode;
use super::scan::{is_no_content, repo_path};
use super::{FileId, RepoPath, SITE_MARKER, ScanError, Sources, repository_around};

/// A file or folder of the site's own, settings or templates, that is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// Where it lies.
    pub path: RepoPath,
    /// Why it is not read.
    pub why: WhyUnread,
}

/// Why settings or a template are not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhyUnread {
    /// It is a link to another place on the disk, which is never followed.
    SymbolicLink,
    /// It is a folder.
    Folder,
    /// It is no text.
    Binary,
    /// The disk would not give it; the machine's words.
    Disk(String),
    /// Settings of this name, or in this folder, are not looked for.
    Misplaced,
}

/// The name of the settings.
const SETTINGS: &str = "labpress.toml";

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
        let names = listing.filter_map(Result::ok).map(|entry| entry.file_name().to_string_lossy().into_owned());
        let names: Vec<String> = names.collect();
        let mut sources = Self { root: root.to_owned(), ..Self::default() };
        if root.join("content").is_dir() {
            sources.content = RepoPath::new("content");
        }
        sources.is_site = root.join(SITE_MARKER).is_file();
        sources.config = sources.own_text(RepoPath::new(SETTINGS));
        sources.misplaced_settings(&names);
        sources.read_repository();
        sources.read_templates();
        Ok(sources)
    }

    /// Finds settings that nobody looks for where they are. A disk that takes `Labpress.toml` for `labpress.toml` has
    /// given it already.
    fn misplaced_settings(&mut self, names: &[String]) {
        let is_other = |name: &&String| *name != SETTINGS && name.to_lowercase() == SETTINGS;
        let is_read = self.config.is_some() && !names.iter().any(|name| name == SETTINGS);
        let other = names.iter().filter(is_other).filter(|_| !is_read).map(RepoPath::new);
        let inside = RepoPath::new(format!("content/{SETTINGS}"));
        let inside = Some(inside).filter(|path| self.on_disk(path).is_file());
        let misplaced: Vec<RepoPath> = other.chain(inside).collect();
        self.unread.extend(misplaced.into_iter().map(|path| Unread { path, why: WhyUnread::Misplaced }));
    }

    /// Reads who the repository around the folder is on a code host. A `.git` that is a file leads elsewhere, and is
    /// left alone.
    fn read_repository(&mut self) {
        let Some(config) = git_config(&self.root) else { return };
        self.repository = std::fs::read_to_string(&config).ok().and_then(|text| repository(&text));
        let top = config.parent().and_then(Path::parent);
        let root = self.root.canonicalize().ok();
        if let (Some(top), Some(root)) = (top, root) {
            self.below_repository = repo_path(top, &root);
        }
    }

    fn read_templates(&mut self) {
        let folder = RepoPath::new("templates");
        let on_disk = self.on_disk(&folder);
        if std::fs::symlink_metadata(&on_disk).is_ok_and(|found| found.is_symlink()) {
            return self.left_unread(folder, WhyUnread::SymbolicLink);
        }
        if !on_disk.is_dir() {
            return;
        }
        let walk = WalkDir::new(on_disk).sort_by_file_name().into_iter();
        let walk = walk.filter_entry(|entry| !is_no_content(&entry.file_name().to_string_lossy()));
        for entry in walk {
            let path = match &entry {
                Ok(entry) => repo_path(&self.root, entry.path()),
                Err(error) => error.path().map(|path| repo_path(&self.root, path)).unwrap_or_default(),
            };
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let why = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
                    self.left_unread(path, WhyUnread::Disk(why));
                    continue;
                }
            };
            let is_style = path.as_str() == "templates/site.css";
            // A folder of another name is looked into; one that is called `site.css` is a mistake.
            if !is_style && entry.file_type().is_dir() {
                continue;
            }
            if !is_style && path.extension() != "html" {
                self.other_templates.push(path);
                continue;
            }
            let Some(id) = self.own_text(path) else { continue };
            match is_style {
                true => self.style = Some(id),
                false => self.templates.push(id),
            }
        }
    }

    /// Reads a text of the site's own. Where there is one that cannot be read, that is noted.
    fn own_text(&mut self, path: RepoPath) -> Option<FileId> {
        let on_disk = self.on_disk(&path);
        let found = std::fs::symlink_metadata(&on_disk);
        let why = match found {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return None,
            Err(error) => WhyUnread::Disk(error.to_string()),
            Ok(found) if found.is_symlink() => WhyUnread::SymbolicLink,
            Ok(found) if found.is_dir() => WhyUnread::Folder,
            // Neither a device nor a pipe: reading one may never end.
            Ok(found) if !found.is_file() => WhyUnread::Disk("it is no file".to_owned()),
            Ok(_) => match std::fs::read(&on_disk) {
                Err(error) => WhyUnread::Disk(error.to_string()),
                Ok(bytes) => match decode(bytes).into_text() {
                    Some(text) => return Some(self.add(path, text)),
                    None => WhyUnread::Binary,
                },
            },
        };
        self.left_unread(path, why);
        None
    }

    fn left_unread(&mut self, path: RepoPath, why: WhyUnread) {
        self.unread.push(Unread { path, why });
    }
}

/// Returns where git keeps the settings of the repository that `folder` lies in. `None` when there is none, or when
/// `.git` is a file that leads elsewhere.
pub fn git_config(folder: &Path) -> Option<PathBuf> {
    let git = repository_around(&folder.canonicalize().ok()?)?.join(".git");
    git.is_dir().then(|| git.join("config"))
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
