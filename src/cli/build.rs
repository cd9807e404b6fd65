//! `labpress build`: the notes of a folder become a site.

use std::path::{Path, PathBuf};
use std::time::Instant;

use super::progress::Bar;
use super::terminal::Terminal;
use super::{Exit, counted};
use crate::diagnostic::{Diagnostics, Severity, summary};
use crate::pipeline::{Built, Notes, build};
use crate::site::Report;
use crate::source::{SkipReason, Sources};

pub(super) fn run(dir: &Path, output: Option<&Path>, quiet: bool, terminal: &Terminal) -> Exit {
    let began = Instant::now();
    let (root, folder) = match places(dir, output) {
        Ok(places) => places,
        Err(why) => return terminal.failed(why),
    };
    let built = match build(&root, &folder, &Bar::new(terminal)) {
        Ok(built) => built,
        Err(error) => return terminal.failed(error),
    };
    if !quiet {
        report_lines(&built.notes).iter().for_each(|line| terminal.say(line));
        terminal.say(taken(&built.notes.sources));
    }
    let mut grave = Diagnostics::default();
    let all = built.notes.diagnostics.sorted();
    grave.extend(all.into_iter().filter(|found| found.severity < Severity::Note).cloned());
    terminal.diagnostics(&grave, &built.notes.sources);
    if let Some(summary) = summary(&built.notes.diagnostics)
        && !(quiet && grave.sorted().is_empty())
    {
        let notes = built.notes.diagnostics.count(Severity::Note) > 0;
        terminal.say(format_args!("{summary}{}", if notes { "; `labpress check` shows the notes" } else { "" }));
    }
    if built.outcome.is_none() {
        terminal.say("nothing was built");
        return Exit::Notes;
    }
    if !quiet {
        terminal.say(outcome(&built, dir, output, began));
    }
    if built.notes.diagnostics.count(Severity::Error) > 0 { Exit::Notes } else { Exit::Done }
}

/// Returns the folder of the notes and the folder of the site, as absolute paths free of links.
fn places(dir: &Path, output: Option<&Path>) -> Result<(PathBuf, PathBuf), String> {
    let root = dir.canonicalize().map_err(|error| format!("cannot open `{}`: {error}", dir.display()))?;
    if !root.is_dir() {
        return Err(format!("`{}` is no folder; `labpress build` takes the folder that holds it", dir.display()));
    }
    let output = output.map_or_else(|| root.join("_site"), Path::to_owned);
    let folder = std::path::absolute(&output).map_err(|error| format!("`{}`: {error}", output.display()))?;
    // A part that is there already may be a link; the rest is made.
    let folder = match folder.canonicalize() {
        Ok(folder) => folder,
        Err(_) => match (folder.parent().and_then(|parent| parent.canonicalize().ok()), folder.file_name()) {
            (Some(parent), Some(name)) => parent.join(name),
            _ => folder,
        },
    };
    Ok((root, folder))
}

/// One line for each write-up: `README.md  Virtualization  5 parts, 15 screenshots, 7 commands, 1 comparison`.
fn report_lines(notes: &Notes) -> Vec<String> {
    let path = |report: &Report| notes.sources.text(report.document.file).path.as_str().to_owned();
    let title = |report: &Report| report.found.title.clone();
    let width = |texts: &dyn Fn(&Report) -> String, most: usize| {
        let lengths = notes.reports.iter().map(|report| texts(report).chars().count());
        lengths.max().unwrap_or(0).min(most)
    };
    let (paths, titles) = (width(&path, 40), width(&title, 40));
    let line = |report: &Report| {
        let (path, title) = (path(report), title(report));
        format!("{path:paths$}  {title:titles$}  {}", contents(report)).trim_end().to_owned()
    };
    notes.reports.iter().map(line).collect()
}

fn contents(report: &Report) -> String {
    let found = &report.found;
    let counts = [
        (found.parts.len(), "part"),
        (found.screenshots.len(), "screenshot"),
        (found.commands.len(), "command"),
        (found.comparisons.len(), "comparison"),
    ];
    let words = counts.iter().filter(|(count, _)| *count > 0).map(|&(count, what)| counted(count, what));
    words.collect::<Vec<_>>().join(", ")
}

/// Most names that are listed as skipped.
const MOST_NAMES: usize = 6;

/// Says in one line what was taken and what was left out.
fn taken(sources: &Sources) -> String {
    let taken = format!(
        "taken: {}, {}",
        counted(sources.reports.len(), "write-up"),
        counted(sources.files.len(), "other file")
    );
    let reason = |reason: &SkipReason| match reason {
        SkipReason::NotContent | SkipReason::Encoding(_) => None,
        SkipReason::Excluded => Some("excluded"),
        SkipReason::Binary => Some("no text"),
        SkipReason::Empty => Some("empty"),
        SkipReason::SymbolicLink => Some("a link"),
        SkipReason::Unreadable(_) => Some("unreadable"),
    };
    let left_out: Vec<_> =
        sources.skipped.iter().filter(|skipped| !matches!(skipped.reason, SkipReason::Encoding(_))).collect();
    if left_out.is_empty() {
        return format!("{taken}; nothing skipped");
    }
    let names = left_out.iter().take(MOST_NAMES).map(|skipped| match reason(&skipped.reason) {
        Some(why) => format!("{} ({why})", skipped.path),
        None => skipped.path.as_str().to_owned(),
    });
    let names = names.collect::<Vec<_>>().join(", ");
    let more = left_out.len().saturating_sub(MOST_NAMES);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{taken}; skipped: {names}{more}")
}

fn outcome(built: &Built, dir: &Path, output: Option<&Path>, began: Instant) -> String {
    let folder = output.map_or_else(|| dir.join("_site"), Path::to_owned);
    let folder = folder.strip_prefix(".").unwrap_or(&folder).display().to_string();
    let seconds = began.elapsed().as_secs_f64();
    let pages = counted(built.pages, "page");
    match built.outcome {
        Some(outcome) if outcome.written == 0 && outcome.removed == 0 => {
            format!("{folder} is up to date: {pages}, checked in {seconds:.2} s\nopen {folder}/index.html")
        }
        Some(outcome) => {
            let files = counted(outcome.files, "file");
            let written = outcome.written;
            format!(
                "built {folder}: {pages}, {files}, {written} of them new, in {seconds:.2} s\nopen {folder}/index.html"
            )
        }
        None => String::new(),
    }
}
