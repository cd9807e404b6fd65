//! `labpress check`: what a reader of the notes would miss, before they are handed in.

mod findings;
mod fix;
mod github;
mod sarif;

use std::path::Path;

use super::inspect::place;
use super::progress::Bar;
use super::terminal::Terminal;
use super::{Exit, Report};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Severity, did_you_mean, summary};
use crate::pipeline::{Notes, check};
use crate::rules::{RULES, Rule};
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
    if let Some(unknown) = wanted.rules.iter().find(|id| Rule::named(id).is_none()) {
        return terminal.failed(no_rule(unknown));
    }
    let (root, only) = match place(wanted.path) {
        Ok(place) => place,
        Err(why) => return terminal.failed(why),
    };
    let root = match root.canonicalize() {
        Ok(root) => root,
        Err(error) => return terminal.failed(format_args!("cannot open `{}`: {error}", root.display())),
    };
    let notes = match check(&root, wanted.rules, &Bar::new(terminal)) {
        Ok(notes) => notes,
        Err(error) => return terminal.failed(error),
    };
    if notes.reports.is_empty() && notes.diagnostics.sorted().is_empty() {
        return terminal.failed(format_args!("no Markdown file below `{}`; a write-up ends in `.md`", root.display()));
    }
    let chosen = chosen(&notes, wanted, only.as_ref());
    if wanted.fixes != Fixes::None {
        return fixed(&notes, &chosen, &root, only.as_ref(), wanted, terminal);
    }
    print(&notes, &chosen, wanted.report, terminal);
    exit(&chosen, wanted)
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
        terminal.say(format_args!("{} would be fixed; nothing was changed", shown.counted()));
        return if shown.failed { Exit::Machine } else { exit(found, wanted) };
    }
    let made = fix::make(found, &notes.sources, terminal);
    let notes = match check(root, wanted.rules, &Bar::new(terminal)) {
        Ok(notes) => notes,
        Err(error) => return terminal.failed(error),
    };
    let left = chosen(&notes, wanted, only);
    print(&notes, &left, wanted.report, terminal);
    terminal.say(format_args!("fixed {}", made.counted()));
    if made.failed { Exit::Machine } else { exit(&left, wanted) }
}

/// Returns what was asked for.
fn chosen(notes: &Notes, wanted: &Wanted, only: Option<&RepoPath>) -> Diagnostics {
    let is_asked_for = |found: &Diagnostic| {
        // What is wrong with the settings concerns every question.
        if Rule::named(found.code).is_none() {
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

fn print(notes: &Notes, chosen: &Diagnostics, report: Report, terminal: &Terminal) {
    let mut list: Vec<Finding> = findings(chosen, &notes.sources);
    if matches!(report, Report::Sarif | Report::Github) {
        // They are read against the repository, in whose root such a program runs.
        let folder = below_here(&notes.sources.root);
        list.iter_mut().for_each(|finding| finding.move_into(&folder));
    }
    match report {
        Report::Human => {
            terminal.diagnostics(chosen, &notes.sources);
            let fixable = chosen.sorted().iter().filter(|found| found.fix.is_some()).count();
            let hint = match fixable {
                0 => String::new(),
                count => format!("; `labpress check --fix` mends {count} of them"),
            };
            terminal.say(summary(chosen).map_or("nothing found".to_owned(), |summary| format!("{summary}{hint}")));
        }
        Report::Short => list.iter().for_each(|finding| terminal.result(&finding.line())),
        Report::Json => terminal.json(&Findings { findings: list }),
        Report::Sarif => terminal.json(&sarif::log(&list)),
        Report::Github => list.iter().for_each(|finding| terminal.result(&github::annotation(finding))),
    }
}

/// Returns a folder as seen from the current one, when it lies below: `week 1/`.
fn below_here(folder: &Path) -> String {
    let here = std::env::current_dir().and_then(|here| here.canonicalize());
    let below = here.ok().and_then(|here| folder.strip_prefix(here).ok().map(Path::to_owned)).unwrap_or_default();
    let below = below.to_string_lossy().replace('\\', "/");
    if below.is_empty() { below } else { format!("{below}/") }
}

/// Prints a rule's page.
pub(super) fn explain(id: &str, terminal: &Terminal) -> Exit {
    let Some(rule) = Rule::named(id) else { return terminal.failed(no_rule(id)) };
    let severity = rule.severity_name();
    terminal.result(&format!("{} ({severity})\n\n{}\n", rule.id, rule.explanation()));
    Exit::Done
}

/// Prints all rules, a line for each.
pub(super) fn list(terminal: &Terminal) -> Exit {
    let width = RULES.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    let lines =
        RULES.iter().map(|rule| format!("{:width$}  {:7}  {}\n", rule.id, rule.severity_name(), rule.sentence()));
    terminal.result(&lines.collect::<String>());
    Exit::Done
}

fn no_rule(id: &str) -> String {
    match did_you_mean(id, RULES.iter().map(|rule| rule.id)) {
        Some(meant) => format!("there is no rule `{id}`; did you mean `{meant}`?"),
        None => format!("there is no rule `{id}`; `labpress check --list` names all"),
    }
}
