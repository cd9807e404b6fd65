//! `labpress build`: the notes of a folder become a site.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use super::progress::Bar;
use super::terminal::Terminal;
use super::{Exit, counted, place};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, summary};
use crate::pipeline::{Build, Built, Edition, Notes, Timings};
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
    let build = match Build::new(&root, &folder, wanted.edition) {
        Ok(build) => build,
        Err(error) => return terminal.failed(error),
    };
    let manner = format!("{} {}", terminal.manner(), wanted.quiet);
    let kept = build.unchanged(&manner).filter(|_| !wanted.timings);
    if let Some(said) = kept.and_then(|kept| serde_json::from_slice::<Said>(&kept).ok()) {
        return said.print(terminal, &unchanged(said.pages, wanted, began), wanted);
    }
    let built = match build.run(&Bar::new(terminal)) {
        Ok(built) => built,
        Err(error) => return terminal.failed(error),
    };
    let said = Said::of(&built, wanted.quiet, terminal);
    if built.outcome.is_some_and(|outcome| outcome.written == 0 && outcome.removed == 0)
        && let Ok(text) = serde_json::to_vec(&said)
    {
        build.remember(&manner, &text);
    }
    if wanted.timings {
        stages(&built.timings, began).iter().for_each(|line| terminal.say(line));
    }
    let code = said.print(terminal, &outcome(&built, wanted, began), wanted);
    // The process ends here: the system takes its memory back sooner than thousands of reports are dropped one by one.
    std::mem::forget(built);
    code
}

/// What is said of a build, except what it wrote and how long it took.
#[derive(Debug, Serialize, Deserialize)]
struct Said {
    /// What was read, and what an author should know.
    text: String,
    pages: usize,
    /// There are errors in the notes.
    has_errors: bool,
    /// There is no site.
    is_refused: bool,
}

impl Said {
    fn of(built: &Built, quiet: bool, terminal: &Terminal) -> Self {
        let notes = &built.notes;
        let mut lines = Vec::new();
        if !quiet {
            lines = report_lines(notes);
            lines.push(taken(&notes.sources));
        }
        lines.extend(findings(notes, quiet, terminal));
        let has_errors = notes.diagnostics.count(Severity::Error) > 0;
        Self { text: lines.join("\n"), pages: built.pages, has_errors, is_refused: built.outcome.is_none() }
    }

    fn print(&self, terminal: &Terminal, outcome: &str, wanted: &Wanted) -> Exit {
        if !self.text.is_empty() {
            terminal.say(&self.text);
        }
        if self.is_refused {
            terminal.say("nothing was built");
        } else if !wanted.quiet {
            terminal.say(outcome);
        }
        if self.is_refused || self.has_errors { Exit::Notes } else { Exit::Done }
    }
}

/// Most kinds of warnings that are shown.
const MOST_KINDS: usize = 6;

/// Returns all errors and the first kinds of warnings as they are shown, and a line that counts everything.
pub(super) fn findings(notes: &Notes, quiet: bool, terminal: &Terminal) -> Vec<String> {
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
    let excerpts = terminal.excerpts(&shown, &notes.sources);
    let summary = summary(&notes.diagnostics).filter(|_| !(quiet && shown.sorted().is_empty()));
    let is_all = shown.sorted().len() == all.len();
    let summary =
        summary.map(|summary| format!("{summary}{}", if is_all { "" } else { "; `labpress check` shows all" }));
    Some(excerpts).filter(|excerpts| !excerpts.is_empty()).into_iter().chain(summary).collect()
}

/// Returns the folder of the notes and the folder of the site, as absolute paths free of links.
fn places(wanted: &Wanted) -> Result<(PathBuf, PathBuf), String> {
    let root = place::folder(wanted.dir, "build")?;
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
    match built.outcome {
        Some(outcome) if outcome.written == 0 && outcome.removed == 0 => unchanged(built.pages, wanted, began),
        Some(outcome) => {
            let (pages, files) = (counted(built.pages, "page"), counted(outcome.files, "file"));
            let (folder, seconds, written) = (shown_folder(wanted), began.elapsed().as_secs_f64(), outcome.written);
            format!(
                "built {folder}: {pages}, {files}, {written} of them new, in {seconds:.2} s\nopen {folder}/index.html"
            )
        }
        None => String::new(),
    }
}

fn unchanged(pages: usize, wanted: &Wanted, began: Instant) -> String {
    let (folder, pages, seconds) = (shown_folder(wanted), counted(pages, "page"), began.elapsed().as_secs_f64());
    format!("{folder} is up to date: {pages}, checked in {seconds:.2} s\nopen {folder}/index.html")
}

fn shown_folder(wanted: &Wanted) -> String {
    let folder = wanted.output.map_or_else(|| wanted.dir.join(wanted.usual_folder()), Path::to_owned);
    folder.strip_prefix(".").unwrap_or(&folder).display().to_string()
}
