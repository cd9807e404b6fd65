//! `labpress inspect`: what labpress reads from notes, each fact with its line.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::terminal::Terminal;
use super::{Exit, Format};
use crate::extract::{Command, Comparison, Found, Part, Screenshot, Target};
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
    /// One for each file.
    reports: Vec<FileFacts>,
}

/// What a file says; a whole course in one file has its reports as parts.
#[derive(Default, Serialize)]
struct FileFacts {
    source: String,
    title: String,
    /// The reports of a whole course, with their own parts; empty for a lone report.
    reports: Vec<ReportFacts>,
    parts: Vec<PartFacts>,
    comparisons: Vec<ComparisonFacts>,
    tables: Vec<TableFacts>,
    commands: Vec<CommandFacts>,
    screenshots: Vec<ScreenshotFacts>,
    remote_pictures: Vec<RemoteFacts>,
    /// Lines of headings that are comments of a script.
    lost_comments: Vec<usize>,
}

#[derive(Serialize)]
struct ReportFacts {
    line: usize,
    title: String,
    parts: Vec<PartFacts>,
}

#[derive(Serialize)]
struct PartFacts {
    line: usize,
    number: Option<u32>,
    /// The number is not written; its neighbours leave only one.
    inferred: bool,
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

/// Returns the facts of the reports of one file.
fn facts(notes: &Notes, reports: &[&Report]) -> FileFacts {
    let source = notes.sources.text(reports[0].document.file);
    let lines = &source.lines;
    let line = |span: Span| lines.line(span.start);
    let mut facts = FileFacts {
        source: source.path.as_str().to_owned(),
        title: reports[0].found.title.clone(),
        ..FileFacts::default()
    };
    for report in reports {
        let found = &report.found;
        let parts: Vec<PartFacts> = found.parts.iter().map(|part| part_facts(part, lines)).collect();
        let whole = found.of_course.as_ref().map(|_| facts.parts.len());
        match &found.of_course {
            Some(own) => {
                let own = PartFacts {
                    steps: parts.iter().map(|part| StepFacts { line: part.line, label: part.title.clone() }).collect(),
                    ..part_facts(own, lines)
                };
                facts.reports.push(ReportFacts { line: own.line, title: own.title.clone(), parts });
                facts.parts.push(own);
            }
            None => facts.parts.extend(parts),
        }
        facts.comparisons.extend(found.comparisons.iter().map(|found| comparison_facts(found, lines)));
        let tables = found.other_tables.iter();
        facts
            .tables
            .extend(tables.map(|table| TableFacts { line: line(table.span), why_no_comparison: table.why.clone() }));
        facts.commands.extend(found.commands.iter().map(|command| command_facts(command, lines)));
        let shots = found.screenshots.iter().map(|shot| screenshot_facts(shot, found, whole, lines));
        facts.screenshots.extend(shots);
        let remote = found.remote.iter();
        facts
            .remote_pictures
            .extend(remote.map(|(span, target)| RemoteFacts { line: line(*span), target: target.clone() }));
        facts.lost_comments.extend(found.lost_comments.iter().map(|span| line(*span)));
    }
    facts
}

fn part_facts(part: &Part, lines: &Lines) -> PartFacts {
    let step =
        |step: &crate::extract::Step| StepFacts { line: lines.line(step.place.start), label: step.label.clone() };
    PartFacts {
        line: lines.line(part.label.start),
        number: part.number,
        inferred: part.number.is_some() && part.marker.is_none(),
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

/// `whole` is the part that stands for the whole report, when it has one.
fn screenshot_facts(shot: &Screenshot, found: &Found, whole: Option<usize>, lines: &Lines) -> ScreenshotFacts {
    let command = shot.command.and_then(|at| found.commands.get(at));
    ScreenshotFacts {
        line: lines.line(shot.span.start),
        target: shot.target.clone(),
        file: match &shot.file {
            Target::File(path, _) => Some(path.as_str().to_owned()),
            Target::Missing(_) | Target::Remote(_) => None,
        },
        alt: shot.alt.clone(),
        part: whole.or(shot.part),
        step: shot.step.clone(),
        command_line: command.map(|command| lines.line(command.span.start)),
    }
}

fn for_people(report: &FileFacts) -> String {
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
