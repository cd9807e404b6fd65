//! `labpress check`: what a reader of the notes would miss, before they are handed in.

mod findings;
mod fix;
mod github;
mod sarif;

use std::path::Path;

use super::place::{place, why_no_report};
use super::progress::Bar;
use super::terminal::Terminal;
use super::{Exit, Report};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Severity, did_you_mean, summary};
use crate::pipeline::{Notes, check};
use crate::rules::{OTHER_CODES, RULES, page_of};
use crate::source::RepoPath;

use findings::{Finding, Findings, findings};

/// What the command line asks for.
pub(super) struct Wanted<'a> {
    pub(super) path: &'a Path,
    pub(super) report: Report,
    /// Only these rules; all when it is empty.
    pub(super) rules: &'a [String],
    /// A warning is as bad as an error.
    pub(super) deny_warnings: bool,
    pub(super) fixes: Fixes,
}

/// What to do about fixes that are certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fixes {
    /// Say how many there are.
    None,
    /// Print what they would change.
    Show,
    /// Make them.
    Make,
}

pub(super) fn run(wanted: &Wanted, terminal: &Terminal) -> Exit {
    if let Some(unknown) = wanted.rules.iter().find(|id| page_of(id).is_none()) {
        return terminal.failed(no_rule(unknown));
    }
    let (root, only) = match place(wanted.path) {
        Ok(place) => place,
        Err(why) => return terminal.failed(why),
    };
    let notes = match check(&root, wanted.rules, &Bar::new(terminal)) {
        Ok(notes) => notes,
        Err(error) => return terminal.failed(error),
    };
    let chosen = chosen(&notes, wanted, only.as_ref());
    if let Some(only) = &only
        && chosen.sorted().is_empty()
        && !notes.sources.reports.iter().any(|&id| notes.sources.text(id).path == *only)
    {
        terminal.failed(why_no_report(only, &notes.sources));
        return Exit::Notes;
    }
    if wanted.fixes != Fixes::None {
        return fixed(&notes, &chosen, &root, only.as_ref(), wanted, terminal);
    }
    print(&notes, &chosen, wanted.report, terminal).max(exit(&chosen, wanted))
}

fn exit(chosen: &Diagnostics, wanted: &Wanted) -> Exit {
    let worst = if wanted.deny_warnings { Severity::Warning } else { Severity::Error };
    if chosen.sorted().iter().any(|finding| finding.severity <= worst) { Exit::Notes } else { Exit::Done }
}

/// Fixes what is certain, or shows how, and prints what remains.
fn fixed(
    notes: &Notes,
    found: &Diagnostics,
    root: &Path,
    only: Option<&RepoPath>,
    wanted: &Wanted,
    terminal: &Terminal,
) -> Exit {
    if wanted.fixes == Fixes::Show {
        let shown = fix::show(found, &notes.sources, terminal);
        if !shown.failed {
            terminal.say(format_args!("{} would be fixed; nothing was changed", shown.counted()));
        }
        return if shown.failed { Exit::Machine } else { exit(found, wanted) };
    }
    let made = fix::make(found, &notes.sources, terminal);
    let notes = match check(root, wanted.rules, &Bar::new(terminal)) {
        Ok(notes) => notes,
        Err(error) => return terminal.failed(error),
    };
    let left = chosen(&notes, wanted, only);
    let printed = print(&notes, &left, wanted.report, terminal);
    terminal.say(format_args!("fixed {}", made.counted()));
    if made.failed { Exit::Machine } else { printed.max(exit(&left, wanted)) }
}

/// Returns what was asked for.
fn chosen(notes: &Notes, wanted: &Wanted, only: Option<&RepoPath>) -> Diagnostics {
    let is_asked_for = |found: &Diagnostic| {
        // Settings that do not apply, and notes that are not there, are the answer to every question.
        if matches!(found.code, "config" | "no-pages") && found.is_error() {
            return true;
        }
        let by_rule = wanted.rules.is_empty() || wanted.rules.iter().any(|rule| rule == found.code);
        let by_file = only.is_none_or(|only| path(notes, &found.place) == Some(only));
        by_rule && by_file
    };
    let mut chosen = Diagnostics::default();
    chosen.extend(notes.diagnostics.sorted().into_iter().filter(|found| is_asked_for(found)).cloned());
    chosen
}

fn path<'a>(notes: &'a Notes, place: &'a Place) -> Option<&'a RepoPath> {
    match place {
        Place::Text(id, _) => Some(&notes.sources.text(*id).path),
        Place::File(path) => Some(path),
        Place::Site => None,
    }
}

fn print(notes: &Notes, chosen: &Diagnostics, report: Report, terminal: &Terminal) -> Exit {
    let mut list: Vec<Finding> = findings(chosen, &notes.sources);
    if matches!(report, Report::Sarif | Report::Github) {
        // They are read against the repository, in whose root such a program runs.
        let folder = below_here(&notes.sources.root);
        list.iter_mut().for_each(|finding| finding.move_into(&folder));
    }
    match report {
        Report::Human => {
            let printed = terminal.findings(chosen, &notes.sources);
            let fixable = chosen.sorted().iter().filter(|found| found.fix.is_some()).count();
            let hint = match fixable {
                0 => String::new(),
                count => format!("; `labpress check --fix` mends {count} of them"),
            };
            terminal.say(summary(chosen).map_or("nothing found".to_owned(), |summary| format!("{summary}{hint}")));
            printed
        }
        Report::Short => terminal.result(&list.iter().map(Finding::line).collect::<String>()),
        Report::Json => terminal.json(&Findings { findings: list }),
        Report::Sarif => terminal.json(&sarif::log(&list)),
        Report::Github => terminal.result(&list.iter().map(github::annotation).collect::<String>()),
    }
}

/// Returns a folder as seen from the current one, when it lies below: `week 1/`.
fn below_here(folder: &Path) -> String {
    let here = std::env::current_dir().and_then(|here| here.canonicalize());
    let below = here.ok().and_then(|here| folder.strip_prefix(here).ok().map(Path::to_owned)).unwrap_or_default();
    let below = below.to_string_lossy().replace('\\', "/");
    if below.is_empty() { below } else { format!("{below}/") }
}

/// Prints the page of a rule, or of another code.
pub(super) fn explain(id: &str, terminal: &Terminal) -> Exit {
    match page_of(id) {
        Some(page) => terminal.result(&page),
        None => terminal.failed(no_rule(id)),
    }
}

/// Prints all rules, a line for each, and below them what else messages are named by.
pub(super) fn list(terminal: &Terminal) -> Exit {
    let rules = RULES.iter().map(|rule| (rule.id, rule.severity_name(), rule.sentence()));
    let others = OTHER_CODES.iter().map(|code| (code.id, code.severity.name(), code.sentence.to_owned()));
    let all: Vec<_> = rules.chain(others).collect();
    let width = all.iter().map(|(id, ..)| id.len()).max().unwrap_or(0);
    let lines = all.iter().map(|(id, severity, sentence)| format!("{id:width$}  {severity:7}  {sentence}\n"));
    terminal.result(&lines.collect::<String>())
}

fn no_rule(id: &str) -> String {
    let known = RULES.iter().map(|rule| rule.id).chain(OTHER_CODES.iter().map(|code| code.id));
    match did_you_mean(id, known) {
        Some(meant) => format!("there is no rule `{id}`; did you mean `{meant}`?"),
        None => format!("there is no rule `{id}`; `labpress check --list` names all"),
    }
}
