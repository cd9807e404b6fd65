//! The door to the files of a site: finds them, reads them, and gives every text a number.
//!
//! In comes a folder, out comes [`Sources`]: the write-ups with their text, the names of all other files, the
//! site's own templates and configuration. Nothing here knows Markdown, and nothing is ever written.

#![allow(clippy::disallowed_methods, reason = "this room is the one that reads the files of a site")]

mod decode;
mod glob;
mod lines;
mod open;
mod path;
mod reread;
mod resolve;
mod scan;
mod span;
mod target;
mod watched;

use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

pub use decode::{Decoded, decode, encode_as};
pub use glob::{Glob, Idle, idle};
pub use lines::Lines;
pub use open::{Unread, WhyUnread, git_config};
pub use path::RepoPath;
pub use resolve::{Index, Lookup, Resolved, Rule};
pub use scan::{ScanError, SkipReason, Skipped};
pub use span::Span;
pub use target::{host_file, host_of, is_elsewhere, is_own_disk, percent_decoded};
pub use watched::{folders, is_left_out};

/// Says that a folder is a site that labpress built: nothing in it is notes.
pub const SITE_MARKER: &str = ".labpress-site";

/// Number of a text in its [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FileId(pub u32);

/// One text file that was read: a write-up, a template or the configuration.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its number, which spans and diagnostics refer to.
    pub id: FileId,
    /// Where it lies below the site's root.
    pub path: RepoPath,
    /// The whole text as UTF-8, without a byte order mark. Lines end in `\n` or `\r\n`; a lone `\r` became a `\n`.
    pub text: String,
    /// Where its lines begin.
    pub lines: Lines,
}

impl Source {
    fn new(id: FileId, path: RepoPath, text: String) -> Self {
        let text = with_line_feeds(text);
        let lines = Lines::new(&text);
        Self { id, path, text, lines }
    }
}

/// Everything a site is made from, as it lies on the disk.
#[derive(Debug, Default)]
pub struct Sources {
    /// The folder that `/x` in a link means: the one labpress was pointed at.
    pub root: PathBuf,
    /// The folder of the write-ups below the root: `content`, or the root itself.
    pub content: RepoPath,
    /// The root is a site that labpress built, and holds no notes.
    pub is_site: bool,
    /// `owner/name` of the repository on a code host that the root lies in, in lower case, when git says so.
    pub repository: Option<String>,
    /// The root below the top of that repository.
    pub below_repository: RepoPath,
    /// All texts; a [`FileId`] is an index into it.
    texts: Vec<Source>,
    /// The write-ups, in path order.
    pub reports: Vec<FileId>,
    /// The site's own templates.
    pub templates: Vec<FileId>,
    /// The site's own rules for the look, `templates/site.css`, when there are any.
    pub style: Option<FileId>,
    /// `labpress.toml`, when there is one.
    pub config: Option<FileId>,
    /// Every other file below the root that a write-up may point to, in path order.
    pub files: Vec<RepoPath>,
    /// What lies among the templates and is none, by its name.
    pub other_templates: Vec<RepoPath>,
    /// Settings and templates that are there and not read.
    pub unread: Vec<Unread>,
    /// What was left out, and why, in path order.
    pub skipped: Vec<Skipped>,
}

impl Sources {
    /// Returns sources that hold one text and nothing on the disk: standard input, a test.
    pub fn of_text(path: &str, text: &str) -> Self {
        let mut sources = Self::default();
        let id = sources.add(RepoPath::new(path), text.to_owned());
        sources.reports.push(id);
        sources
    }

    /// Adds a text and returns its number.
    pub fn add(&mut self, path: RepoPath, text: String) -> FileId {
        let id = FileId(u32::try_from(self.texts.len()).unwrap_or(u32::MAX));
        self.texts.push(Source::new(id, path, text));
        id
    }

    /// Returns the text with this number, which must come from these sources.
    pub fn text(&self, id: FileId) -> &Source {
        &self.texts[id.0 as usize]
    }

    /// Returns where a file of the site lies on the disk.
    pub fn on_disk(&self, path: &RepoPath) -> PathBuf {
        self.root.join(path.as_str())
    }

    /// Returns sources of which only the root is known, to read files by their paths.
    pub fn at(root: &Path) -> Self {
        Self { root: root.to_owned(), ..Self::default() }
    }

    /// Returns the size of a file of the site in bytes; 0 when the disk does not say.
    pub fn size(&self, path: &RepoPath) -> u64 {
        std::fs::metadata(self.on_disk(path)).map_or(0, |metadata| metadata.len())
    }

    /// Reads at most so many bytes from the beginning of a file of the site, and returns its size with them.
    ///
    /// # Errors
    /// When the disk cannot give it.
    pub fn head(&self, path: &RepoPath, most: u64) -> io::Result<(Vec<u8>, u64)> {
        let file = std::fs::File::open(self.on_disk(path))?;
        let size = file.metadata()?.len();
        let mut bytes = Vec::new();
        io::Read::read_to_end(&mut io::Read::take(file, most), &mut bytes)?;
        Ok((bytes, size))
    }

    /// Reads a file of the site as bytes.
    ///
    /// # Errors
    /// When the disk cannot give it.
    pub fn bytes(&self, path: &RepoPath) -> io::Result<Vec<u8>> {
        std::fs::read(self.on_disk(path))
    }
}

/// Makes every lone `\r`, which ended lines long ago, a `\n`; no offset changes.
fn with_line_feeds(text: String) -> String {
    if !text.contains('\r') {
        return text;
    }
    let mut bytes = text.clone().into_bytes();
    for at in 0..bytes.len() {
        if bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n') {
            bytes[at] = b'\n';
        }
    }
    String::from_utf8(bytes).unwrap_or(text)
}

/// Returns the folder of the git repository that `folder`, an absolute path, lies in.
pub fn repository_around(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().find(|above| above.join(".git").exists()).map(Path::to_owned)
}

/// Reads a file that belongs to no site.
///
/// # Errors
/// When the disk cannot give it.
pub fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    std::fs::read(path)
}
