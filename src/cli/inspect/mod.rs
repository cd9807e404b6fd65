//! `labpress inspect`: what labpress reads from notes, each fact with its line.

mod facts;
mod people;

use std::path::{Path, PathBuf};

use facts::{Facts, FileFacts, facts};

use super::terminal::Terminal;
use super::{Exit, Format};
use crate::pipeline::{Notes, read};
use crate::site::{Report, unlinked_pictures};
use crate::source::RepoPath;

pub(super) fn run(path: &Path, format: Format, terminal: &Terminal) -> Exit {
    let (root, only) = match place(path) {
        Ok(place) => place,
        Err(why) => return terminal.failed(why),
    };
    let notes = match read(&root, None) {
        Ok(notes) => notes,
        Err(error) => return terminal.failed(error),
    };
    let wanted = |report: &&Report| only.as_ref().is_none_or(|only| path_of(&notes, report) == only);
    let wanted: Vec<&Report> = notes.reports.iter().filter(wanted).collect();
    let of_one_file = |a: &&Report, b: &&Report| a.document.file == b.document.file;
    let reports: Vec<FileFacts> = wanted.chunk_by(of_one_file).map(|reports| facts(&notes, reports)).collect();
    terminal.diagnostics(&notes.diagnostics, &notes.sources);
    if reports.is_empty() {
        let what = match only {
            Some(only) => format!("`{only}` is no Markdown file that belongs to a site"),
            None => format!("no Markdown file below `{}`", root.display()),
        };
        terminal.failed(what);
        return Exit::Notes;
    }
    let unlinked = only.is_none().then(|| unlinked_pictures(&notes.sources, &notes.reports));
    let unlinked_pictures = unlinked.map(|paths| paths.into_iter().map(|path| path.to_string()).collect());
    let facts = Facts { schema: "labpress-inspect/1", reports, unlinked_pictures };
    match format {
        Format::Json => terminal.json(&facts),
        Format::Human => terminal.result(&people::outline(&facts)),
    }
    Exit::Done
}

/// Returns the site's root, and the write-up in it when `path` is a file. A file below the current folder belongs to
/// the site that lies there, any other to its own folder.
pub(super) fn place(path: &Path) -> Result<(PathBuf, Option<RepoPath>), String> {
    if path.is_dir() {
        return Ok((path.to_owned(), None));
    }
    if !path.is_file() {
        return Err(format!("there is no file or folder `{}`", path.display()));
    }
    let inside = path.is_relative() && !path.components().any(|part| part.as_os_str() == "..");
    if inside {
        let below = RepoPath::default().join(&path.to_string_lossy().replace('\\', "/"));
        return Ok((PathBuf::from("."), below));
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Ok((folder.to_owned(), Some(RepoPath::new(name))))
}

fn path_of<'a>(notes: &'a Notes, report: &Report) -> &'a RepoPath {
    &notes.sources.text(report.document.file).path
}
