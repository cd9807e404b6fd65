//! What a write-up says, as `labpress-inspect/1` prints it.

use serde::Serialize;

use crate::extract::{Command, Comparison, Found, Part, Screenshot, Target};
use crate::pipeline::Notes;
use crate::site::Report;
use crate::source::{Lines, Rule, Span};

#[derive(Serialize)]
pub(super) struct Facts {
    pub(super) schema: &'static str,
    /// One for each file.
    pub(super) reports: Vec<FileFacts>,
    /// Pictures that no write-up shows; not known when only one file was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) unlinked_pictures: Option<Vec<String>>,
}

/// What a file says; a whole course in one file has its reports among its parts.
#[derive(Default, Serialize)]
pub(super) struct FileFacts {
    pub(super) source: String,
    pub(super) title: String,
    /// The reports of a whole course; empty for a lone report.
    pub(super) reports: Vec<ReportFacts>,
    pub(super) parts: Vec<PartFacts>,
    pub(super) comparisons: Vec<ComparisonFacts>,
    pub(super) tables: Vec<TableFacts>,
    pub(super) commands: Vec<CommandFacts>,
    pub(super) screenshots: Vec<ScreenshotFacts>,
    pub(super) remote_pictures: Vec<PictureFacts>,
    /// Pictures that Markdown takes for text.
    pub(super) unread_pictures: Vec<PictureFacts>,
    /// Code blocks without a command.
    pub(super) other_code: Vec<CodeFacts>,
    /// Lines of headings that are comments of a script.
    pub(super) lost_comments: Vec<usize>,
}

#[derive(Serialize)]
pub(super) struct ReportFacts {
    pub(super) line: usize,
    pub(super) title: String,
    /// How many of the file's parts are its own; they follow the part that it is itself.
    pub(super) parts: usize,
}

#[derive(Serialize)]
pub(super) struct PartFacts {
    pub(super) line: usize,
    pub(super) number: Option<u32>,
    /// The number is not written; its neighbours leave only one.
    pub(super) inferred: bool,
    pub(super) title: String,
    pub(super) name: String,
    pub(super) steps: Vec<StepFacts>,
}

#[derive(Serialize)]
pub(super) struct StepFacts {
    pub(super) line: usize,
    pub(super) label: String,
}

#[derive(Serialize)]
pub(super) struct ComparisonFacts {
    pub(super) line: usize,
    pub(super) caption: Option<String>,
    pub(super) form: String,
    pub(super) subjects: Vec<String>,
    pub(super) rows: Vec<RowFacts>,
}

#[derive(Serialize)]
pub(super) struct RowFacts {
    pub(super) aspect: Option<String>,
    pub(super) line: usize,
    pub(super) cells: Vec<Option<String>>,
}

#[derive(Serialize)]
pub(super) struct TableFacts {
    pub(super) line: usize,
    pub(super) why_no_comparison: String,
}

#[derive(Serialize)]
pub(super) struct CodeFacts {
    pub(super) line: usize,
    pub(super) why_no_command: String,
}

#[derive(Serialize)]
pub(super) struct CommandFacts {
    pub(super) line: usize,
    pub(super) command: Box<str>,
    pub(super) input: Option<Box<str>>,
    pub(super) tool: Box<str>,
    pub(super) subcommand: Option<Box<str>>,
    pub(super) label: Option<Box<str>>,
}

#[derive(Serialize)]
pub(super) struct ScreenshotFacts {
    pub(super) line: usize,
    pub(super) target: String,
    pub(super) file: Option<String>,
    /// What it took to find the file, when it is not where the path leads.
    pub(super) rescued: Option<String>,
    pub(super) alt: String,
    pub(super) caption: Option<String>,
    pub(super) part: Option<usize>,
    pub(super) step: Option<String>,
    pub(super) command_line: Option<usize>,
    /// It is the only picture of what stands from this line on.
    pub(super) covers_from: usize,
}

#[derive(Serialize)]
pub(super) struct PictureFacts {
    pub(super) line: usize,
    pub(super) target: String,
}

/// Returns the facts of the reports of one file.
pub(super) fn facts(notes: &Notes, reports: &[&Report]) -> FileFacts {
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
        // A report of a course is a part of the file, before its own.
        let whole = found.of_course.as_ref().map(|_| facts.parts.len());
        if let Some(own) = &found.of_course {
            let own = part_facts(own, lines);
            facts.reports.push(ReportFacts { line: own.line, title: own.title.clone(), parts: parts.len() });
            facts.parts.push(own);
        }
        let first = facts.parts.len();
        facts.parts.extend(parts);
        facts.comparisons.extend(found.comparisons.iter().map(|found| comparison_facts(found, lines)));
        let tables = found.other_tables.iter();
        facts
            .tables
            .extend(tables.map(|table| TableFacts { line: line(table.span), why_no_comparison: table.why.clone() }));
        facts.commands.extend(found.commands.iter().map(|command| command_facts(command, lines)));
        let shots = found
            .screenshots
            .iter()
            .map(|shot| screenshot_facts(shot, found, shot.part.map(|part| first + part).or(whole), lines));
        facts.screenshots.extend(shots);
        let remote = found.remote.iter();
        facts
            .remote_pictures
            .extend(remote.map(|(span, target)| PictureFacts { line: line(*span), target: target.clone() }));
        let unread = found.unread_pictures.iter();
        facts
            .unread_pictures
            .extend(unread.map(|picture| PictureFacts { line: line(picture.span), target: picture.target.clone() }));
        let code = found.other_code.iter();
        facts
            .other_code
            .extend(code.map(|code| CodeFacts { line: line(code.span), why_no_command: code.why.to_string() }));
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
        form: found.form.to_string(),
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

/// `part` is its part in the file.
fn screenshot_facts(shot: &Screenshot, found: &Found, part: Option<usize>, lines: &Lines) -> ScreenshotFacts {
    let file = match &shot.file {
        Target::File(path, rule) => Some((path, *rule)),
        Target::Missing(_) | Target::Remote(_) => None,
    };
    let command = shot.command.and_then(|at| found.commands.get(at));
    ScreenshotFacts {
        line: lines.line(shot.span.start),
        target: shot.target.clone(),
        file: file.map(|(path, _)| path.as_str().to_owned()),
        rescued: file.filter(|(_, rule)| *rule != Rule::Exact).map(|(_, rule)| rule.in_words().to_owned()),
        alt: shot.alt.clone(),
        caption: shot.caption.as_ref().map(|caption| caption.says.clone()),
        part,
        step: shot.step.clone(),
        command_line: command.map(|command| lines.line(command.span.start)),
        covers_from: lines.line(shot.covers.start),
    }
}
