//! `labpress bundle`: the site in one file.

use std::path::{Path, PathBuf};

use super::build::{findings, report_lines};
use super::place::folder;
use super::progress::Bar;
use super::terminal::Terminal;
use super::{Exit, counted};
use crate::diagnostic::Severity;
use crate::output::refuse_file;
use crate::pipeline::{BuildError, bundle, single_file};
use crate::render::OneFile;
use crate::source::RepoPath;

/// What the command line asks for.
pub(super) struct Wanted<'a> {
    pub(super) dir: &'a Path,
    pub(super) output: Option<&'a Path>,
    pub(super) form: Form,
    /// Print problems only.
    pub(super) quiet: bool,
}

/// What the file is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Form {
    /// The files of the site in a ZIP file.
    Zip,
    /// One HTML file with everything inside, of at most this many megabytes.
    SingleFile(u16),
}

pub(super) fn run(wanted: &Wanted, terminal: &Terminal) -> Exit {
    let (root, shown, file) = match places(wanted) {
        Ok(places) => places,
        Err(why) => return terminal.failed(why),
    };
    let bar = Bar::new(terminal);
    let bundled = match wanted.form {
        Form::Zip => bundle(&root, &file, &bar),
        Form::SingleFile(megabytes) => single_file(&root, &file, u64::from(megabytes) * 1_000_000, &bar),
    };
    let bundled = match bundled {
        Ok(bundled) => bundled,
        Err(BuildError::TooLarge { size, limit }) => return terminal.failed(too_large(size, limit)),
        Err(error) => return terminal.failed(error),
    };
    if !wanted.quiet {
        report_lines(&bundled.notes).iter().for_each(|line| terminal.say(line));
    }
    findings(&bundled.notes, wanted.quiet, terminal).iter().for_each(|line| terminal.say(line));
    let Some(size) = bundled.size else {
        terminal.say("nothing was written");
        return Exit::Notes;
    };
    // What is missing from the file is a problem, and said to those too who want to hear of nothing else.
    bundled.single.iter().flat_map(losses).for_each(|line| terminal.say(line));
    if !wanted.quiet {
        let (pages, kilobytes) = (counted(bundled.pages, "page"), size.div_ceil(1000));
        let how = if bundled.single.is_some() { "a browser opens it" } else { "unpacked, index.html opens it" };
        terminal.say(format_args!("wrote {}: {pages}, {kilobytes} kB; {how}", shown.display()));
    }
    if bundled.notes.diagnostics.count(Severity::Error) > 0 { Exit::Notes } else { Exit::Done }
}

/// Returns the folder of the notes, and the file as it is called and as an absolute path.
fn places(wanted: &Wanted) -> Result<(PathBuf, PathBuf, PathBuf), String> {
    let root = folder(wanted.dir, "bundle")?;
    let shown = wanted.output.map_or_else(|| PathBuf::from(usual_name(&root, wanted.form)), Path::to_owned);
    if let Some(why) = wanted.output.and_then(|output| other_form(output, wanted.form)) {
        return Err(why);
    }
    let file = std::path::absolute(&shown).map_err(|error| format!("`{}`: {error}", shown.display()))?;
    if file.is_dir() {
        return Err(format!("`{}` is a folder; `-o` names a file", shown.display()));
    }
    let around = file.parent().and_then(|folder| folder.canonicalize().ok());
    let file = around.zip(file.file_name()).map_or(file.clone(), |(folder, name)| folder.join(name));
    refuse_file(&root, &file).map_err(|error| error.to_string())?;
    Ok((root, shown, file))
}

/// Says what to write where a file is called what it would not be.
fn other_form(output: &Path, form: Form) -> Option<String> {
    let extension = output.extension()?.to_str()?.to_lowercase();
    let shown = output.display();
    match (extension.as_str(), form) {
        ("html" | "htm", Form::Zip) => {
            let zip = output.with_extension("zip");
            Some(format!("`{shown}` names an HTML file: add `--single-file`, or write `-o {}`", zip.display()))
        }
        ("zip", Form::SingleFile(_)) => {
            let html = output.with_extension("html");
            Some(format!("`{shown}` names a ZIP file: leave out `--single-file`, or write `-o {}`", html.display()))
        }
        _ => None,
    }
}

/// Returns `lab7.zip` for the folder `lab7`.
fn usual_name(root: &Path, form: Form) -> String {
    let name = root.file_name().map_or_else(|| "site".to_owned(), |name| name.to_string_lossy().into_owned());
    match form {
        Form::Zip => format!("{name}.zip"),
        Form::SingleFile(_) => format!("{name}.html"),
    }
}

/// Says what `--limit` must be for a file whose text alone is too large.
fn too_large(size: u64, limit: u64) -> String {
    let megabytes = size.div_ceil(1_000_000);
    format!(
        "the text alone takes {}.{} MB, more than the {} MB that the file may have: raise `--limit` to {megabytes} or more",
        size.div_ceil(100_000) / 10,
        size.div_ceil(100_000) % 10,
        limit / 1_000_000,
    )
}

/// Says what one HTML file does not have of the site.
fn losses(single: &OneFile) -> Vec<String> {
    let mut lines = Vec::new();
    let mut say = |what: &str, count: &str, paths: &[RepoPath]| {
        if !paths.is_empty() {
            lines.push(format!("{what}: {}: {}", counted(paths.len(), count), listed(paths)));
        }
    };
    say("made smaller to keep to the limit", "picture", &single.smaller);
    say("left out to keep to the limit", "picture", &single.without);
    say("left out, because it is one file", "linked file", &single.files);
    if single.lost_thumbnails {
        lines.insert(0, "left out to keep to the limit: the thumbnails of the contact sheet".to_owned());
    }
    lines
}

/// Most paths that are named.
const MOST_PATHS: usize = 8;

fn listed(paths: &[RepoPath]) -> String {
    let names: Vec<&str> = paths.iter().take(MOST_PATHS).map(RepoPath::as_str).collect();
    let more = paths.len().saturating_sub(MOST_PATHS);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more}", names.join(", "))
}
