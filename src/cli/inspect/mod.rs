//! `labpress inspect`: what labpress reads from notes, each fact with its line.

mod facts;
mod people;

use std::path::Path;

use facts::{Facts, FileFacts, facts};

use super::place::{place, why_no_report};
use super::terminal::Terminal;
use super::{Exit, Format};
use crate::diagnostic::Severity;
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
            Some(only) => why_no_report(&only, &notes.sources),
            None => format!("no Markdown file below `{}`", path.display()),
        };
        terminal.failed(what);
        return Exit::Notes;
    }
    let unlinked = only.is_none().then(|| unlinked_pictures(&notes.sources, &notes.reports));
    let unlinked_pictures = unlinked.map(|paths| paths.into_iter().map(|path| path.to_string()).collect());
    let facts = Facts { schema: "labpress-inspect/1", reports, unlinked_pictures };
    let printed = match format {
        Format::Json => terminal.json(&facts),
        Format::Human => terminal.result(&people::outline(&facts)),
    };
    let has_errors = notes.diagnostics.count(Severity::Error) > 0;
    printed.max(if has_errors { Exit::Notes } else { Exit::Done })
}

fn path_of<'a>(notes: &'a Notes, report: &Report) -> &'a RepoPath {
    &notes.sources.text(report.document.file).path
}
