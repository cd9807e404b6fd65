//! `labpress inspect`: what labpress reads from notes, each fact with its line.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::terminal::Terminal;
use super::{Exit, Format};
use crate::extract::{Command, Comparison, Part, Screenshot, Target};
use crate::pipeline::{Notes, read};
use crate::site::Report;
use crate::source::{Lines, RepoPath, Span};

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
    let reports: Vec<ReportFacts> = notes.reports.iter().filter(wanted).map(|report| facts(&notes, report)).collect();
    terminal.diagnostics(&notes.diagnostics, &notes.sources);
    if reports.is_empty() {
        let what = match only {
            Some(only) => format!("`{only}` is no Markdown file that belongs to a site"),
            None => format!("no Markdown file below `{}`", root.display()),
        };
        terminal.failed(what);
        return Exit::Notes;
    }
    match format {
        Format::Json => {
            let facts = Facts { schema: "labpress-inspect/1", reports };
            match serde_json::to_string_pretty(&facts) {
                Ok(json) => terminal.result(&format!("{json}\n")),
                Err(error) => return terminal.failed(format_args!("cannot write JSON: {error}")),
            }
        }
        Format::Human => terminal.result(&reports.iter().map(for_people).collect::<Vec<_>>().join("\n")),
    }
    Exit::Done
}

/// Returns the site's root, and the write-up in it when `path` is a file. A file below the current folder belongs to
/// the site that lies there, any other to its own folder.
fn place(path: &Path) -> Result<(PathBuf, Option<RepoPath>), String> {
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

#[derive(Serialize)]
struct Facts {
    schema: &'static str,
    reports: Vec<ReportFacts>,
}

#[derive(Serialize)]
struct ReportFacts {
    source: String,
    title: String,
    parts: Vec<PartFacts>,
    comparisons: Vec<ComparisonFacts>,
    tables: Vec<TableFacts>,
    commands: Vec<CommandFacts>,
    screenshots: Vec<ScreenshotFacts>,
    remote_pictures: Vec<RemoteFacts>,
}

#[derive(Serialize)]
struct PartFacts {
    line: usize,
    number: Option<u32>,
    title: String,
    name: String,
    steps: Vec<StepFacts>,
}

#[derive(Serialize)]
struct StepFacts {
    line: usize,
    label: String,
}

#[derive(Serialize)]
struct ComparisonFacts {
    line: usize,
    caption: Option<String>,
    form: &'static str,
    subjects: Vec<String>,
    rows: Vec<RowFacts>,
}

#[derive(Serialize)]
struct RowFacts {
    aspect: Option<String>,
    line: usize,
    cells: Vec<Option<String>>,
}

#[derive(Serialize)]
struct TableFacts {
    line: usize,
    why_no_comparison: String,
}

#[derive(Serialize)]
struct CommandFacts {
    line: usize,
    command: String,
    input: Option<String>,
    tool: String,
    subcommand: Option<String>,
    label: Option<String>,
}

#[derive(Serialize)]
struct ScreenshotFacts {
    line: usize,
    target: String,
    file: Option<String>,
    alt: String,
    part: Option<usize>,
    step: Option<String>,
    command_line: Option<usize>,
}

#[derive(Serialize)]
struct RemoteFacts {
    line: usize,
    target: String,
}

fn facts(notes: &Notes, report: &Report) -> ReportFacts {
    let source = notes.sources.text(report.document.file);
    let found = &report.found;
    let line = |span: Span| source.lines.line(span.start);
    ReportFacts {
        source: source.path.as_str().to_owned(),
        title: found.title.clone(),
        parts: found.parts.iter().map(|part| part_facts(part, &source.lines)).collect(),
        comparisons: found.comparisons.iter().map(|found| comparison_facts(found, &source.lines)).collect(),
        tables: found
            .other_tables
            .iter()
            .map(|table| TableFacts { line: line(table.span), why_no_comparison: table.why.clone() })
            .collect(),
        commands: found.commands.iter().map(|command| command_facts(command, &source.lines)).collect(),
        screenshots: found
            .screenshots
            .iter()
            .map(|shot| screenshot_facts(shot, &found.commands, &source.lines))
            .collect(),
        remote_pictures: found
            .remote
            .iter()
            .map(|(span, target)| RemoteFacts { line: line(*span), target: target.clone() })
            .collect(),
    }
}

fn part_facts(part: &Part, lines: &Lines) -> PartFacts {
    let step =
        |step: &crate::extract::Step| StepFacts { line: lines.line(step.place.start), label: step.label.clone() };
    PartFacts {
        line: lines.line(part.label.start),
        number: part.number,
        title: part.title.clone(),
        name: part.name.clone(),
        steps: part.steps.iter().map(step).collect(),
    }
}

fn comparison_facts(found: &Comparison, lines: &Lines) -> ComparisonFacts {
    let row = |row: &crate::extract::Aspect| RowFacts {
        aspect: row.name.clone(),
        line: lines.line(row.span.start),
        cells: row.cells.iter().map(|cell| cell.as_ref().map(|said| said.text.clone())).collect(),
    };
    ComparisonFacts {
        line: lines.line(found.span.start),
        caption: found.caption.clone(),
        form: found.form,
        subjects: found.subjects.clone(),
        rows: found.rows.iter().map(row).collect(),
    }
}

fn command_facts(command: &Command, lines: &Lines) -> CommandFacts {
    CommandFacts {
        line: lines.line(command.span.start),
        command: command.text.clone(),
        input: command.input.clone(),
        tool: command.tool.clone(),
        subcommand: command.subcommand.clone(),
        label: command.label.clone(),
    }
}

fn screenshot_facts(shot: &Screenshot, commands: &[Command], lines: &Lines) -> ScreenshotFacts {
    let command = shot.command.and_then(|at| commands.get(at));
    ScreenshotFacts {
        line: lines.line(shot.span.start),
        target: shot.target.clone(),
        file: match &shot.file {
            Target::File(path, _) => Some(path.as_str().to_owned()),
            Target::Missing(_) | Target::Remote(_) => None,
        },
        alt: shot.alt.clone(),
        part: shot.part,
        step: shot.step.clone(),
        command_line: command.map(|command| lines.line(command.span.start)),
    }
}

fn for_people(report: &ReportFacts) -> String {
    let mut out = format!("{}  {}\n", report.source, report.title);
    let mut section = |name: &str, lines: Vec<(usize, String)>| {
        if !lines.is_empty() {
            out.push_str(&format!("\n  {name}\n"));
        }
        for (line, text) in lines {
            out.push_str(&format!("  {line:>5}  {text}\n"));
        }
    };
    section("parts", report.parts.iter().flat_map(part_lines).collect());
    section("comparisons", report.comparisons.iter().flat_map(comparison_lines).collect());
    let tables = report.tables.iter().map(|table| (table.line, table.why_no_comparison.clone()));
    section("tables that stay tables", tables.collect());
    let commands = report.commands.iter().map(|found| {
        let label = found.label.as_ref().map(|label| format!("   ({label})")).unwrap_or_default();
        (found.line, format!("{}{label}", found.command.replace('\n', "\n         ")))
    });
    section("commands", commands.collect());
    let shots = report.screenshots.iter().map(|shot| {
        let step = shot.step.as_ref().map(|step| format!("   ({step})")).unwrap_or_default();
        let missing = if shot.file.is_none() { "   MISSING" } else { "" };
        (shot.line, format!("{}{missing}{step}", shot.target))
    });
    section("screenshots", shots.collect());
    let remote = report.remote_pictures.iter().map(|picture| (picture.line, picture.target.clone()));
    section("pictures on other hosts", remote.collect());
    out
}

fn part_lines(part: &PartFacts) -> Vec<(usize, String)> {
    let steps = part.steps.iter().map(|step| (step.line, format!("    {}", step.label)));
    std::iter::once((part.line, part.title.clone())).chain(steps).collect()
}

fn comparison_lines(found: &ComparisonFacts) -> Vec<(usize, String)> {
    let caption = found.caption.as_deref().map(|caption| format!("{caption}: ")).unwrap_or_default();
    let head = format!("{caption}{} ({})", found.subjects.join(" | "), found.form);
    let row = |row: &RowFacts| {
        let filled = row.cells.iter().flatten().count();
        (row.line, format!("    {} ({filled} of {} cells)", row.aspect.as_deref().unwrap_or("-"), row.cells.len()))
    };
    std::iter::once((found.line, head)).chain(found.rows.iter().map(row)).collect()
}
