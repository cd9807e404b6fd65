//! `labpress build`: the notes of a folder become a site.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::progress::Bar;
use super::terminal::Terminal;
use super::{Exit, counted};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, summary};
use crate::pipeline::{Built, Edition, Notes, Timings, build};
use crate::site::Report;
use crate::source::{SkipReason, Sources};

/// What the command line asks for.
pub(super) struct Wanted<'a> {
    pub(super) dir: &'a Path,
    pub(super) output: Option<&'a Path>,
    pub(super) edition: Edition,
    /// Print problems only.
    pub(super) quiet: bool,
    /// Print how long each stage took.
    pub(super) timings: bool,
}

impl Wanted<'_> {
    /// Returns the name of the folder that is made when none is given.
    fn usual_folder(&self) -> &'static str {
        match self.edition {
            Edition::Site => "_site",
            Edition::Review => "_review",
        }
    }
}

pub(super) fn run(wanted: &Wanted, terminal: &Terminal) -> Exit {
    let began = Instant::now();
    let (root, folder) = match places(wanted) {
        Ok(places) => places,
        Err(why) => return terminal.failed(why),
    };
    let built = match build(&root, &folder, wanted.edition, &Bar::new(terminal)) {
        Ok(built) => built,
        Err(error) => return terminal.failed(error),
    };
    let notes = &built.notes;
    if !wanted.quiet {
        report_lines(notes).iter().for_each(|line| terminal.say(line));
        terminal.say(taken(&notes.sources));
    }
    findings(notes, wanted.quiet, terminal);
    if wanted.timings {
        stages(&built.timings, began).iter().for_each(|line| terminal.say(line));
    }
    if built.outcome.is_none() {
        terminal.say("nothing was built");
        return Exit::Notes;
    }
    if !wanted.quiet {
        terminal.say(outcome(&built, wanted, began));
    }
    if notes.diagnostics.count(Severity::Error) > 0 { Exit::Notes } else { Exit::Done }
}

/// Most kinds of warnings that are shown.
const MOST_KINDS: usize = 6;

/// Shows all errors and the first kinds of warnings, and counts everything.
pub(super) fn findings(notes: &Notes, quiet: bool, terminal: &Terminal) {
    let all = notes.diagnostics.sorted();
    let mut kinds: Vec<&str> = Vec::new();
    for found in all.iter().filter(|found| found.severity == Severity::Warning) {
        if !kinds.contains(&found.code) {
            kinds.push(found.code);
        }
    }
    let is_shown = |found: &Diagnostic| match found.severity {
        Severity::Error => true,
        Severity::Warning => kinds.iter().take(MOST_KINDS).any(|kind| *kind == found.code),
        Severity::Note => false,
    };
    let mut shown = Diagnostics::default();
    shown.extend(all.iter().filter(|found| is_shown(found)).map(|found| (*found).clone()));
    terminal.diagnostics(&shown, &notes.sources);
    if let Some(summary) = summary(&notes.diagnostics)
        && !(quiet && shown.sorted().is_empty())
    {
        let is_all = shown.sorted().len() == all.len();
        terminal.say(format_args!("{summary}{}", if is_all { "" } else { "; `labpress check` shows all" }));
    }
}

/// Returns the folder of the notes and the folder of the site, as absolute paths free of links.
fn places(wanted: &Wanted) -> Result<(PathBuf, PathBuf), String> {
    let dir = wanted.dir;
    let root = dir.canonicalize().map_err(|error| format!("cannot open `{}`: {error}", dir.display()))?;
    if !root.is_dir() {
        return Err(format!("`{}` is no folder; `labpress build` takes the folder that holds it", dir.display()));
    }
    let output = wanted.output.map_or_else(|| root.join(wanted.usual_folder()), Path::to_owned);
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
pub(super) fn report_lines(notes: &Notes) -> Vec<String> {
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

/// One line for each stage, and one for all of them.
fn stages(timings: &Timings, began: Instant) -> Vec<String> {
    let line = |stage: &str, took: Duration| format!("{:>10.1} ms  {stage}", took.as_secs_f64() * 1000.0);
    let stages = timings.stages().into_iter().map(|(stage, took)| line(stage, took));
    stages.chain([line("in all", began.elapsed())]).collect()
}

fn outcome(built: &Built, wanted: &Wanted, began: Instant) -> String {
    let folder = wanted.output.map_or_else(|| wanted.dir.join(wanted.usual_folder()), Path::to_owned);
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
