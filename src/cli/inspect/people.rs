//! What a write-up says, for people: one outline in the order of its lines, then what was left aside and why.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::{CommandFacts, ComparisonFacts, Facts, FileFacts, PartFacts, ScreenshotFacts, StepFacts};

/// A line of the outline: where, how deep, what kind of thing, and its words.
struct Entry {
    line: usize,
    depth: usize,
    kind: &'static str,
    words: String,
}

/// Returns the outlines of all files.
pub(super) fn outline(facts: &Facts) -> String {
    let mut out = facts.reports.iter().map(file).collect::<Vec<_>>().join("\n");
    let unlinked = facts.unlinked_pictures.as_deref().unwrap_or_default();
    if !unlinked.is_empty() {
        out.push_str("\nPictures that no write-up shows\n");
        unlinked.iter().for_each(|path| out.push_str(&format!("       {path}\n")));
    }
    out
}

fn file(file: &FileFacts) -> String {
    let mut out = format!("{}  {}\n       {}\n", file.source, file.title, counts(file));
    let entries = understood(file);
    if !entries.is_empty() {
        out.push('\n');
    }
    let widest = entries.iter().map(|entry| entry.kind.len()).max().unwrap_or(0);
    for Entry { line, depth, kind, words } in entries {
        let indent = "  ".repeat(depth);
        // A heading needs no name for what it is.
        let lead = if kind.is_empty() { indent } else { format!("{indent}{kind:widest$}  ") };
        let hang = format!("\n       {}", " ".repeat(lead.len()));
        out.push_str(&format!("{line:>5}  {lead}{}\n", words.replace('\n', &hang)));
    }
    let aside = left_aside(file);
    if !aside.is_empty() {
        out.push_str("\n  Left as they are\n");
    }
    for (line, words) in aside {
        out.push_str(&format!("{line:>5}  {words}\n"));
    }
    out
}

fn counts(file: &FileFacts) -> String {
    let counts = [
        (file.reports.len(), "report", "reports"),
        (file.parts.len() - file.reports.len(), "part", "parts"),
        (file.comparisons.len(), "comparison", "comparisons"),
        (file.commands.len(), "command", "commands"),
        (file.screenshots.len(), "screenshot", "screenshots"),
    ];
    let some = counts.into_iter().filter(|(count, ..)| *count > 0);
    let said: Vec<String> =
        some.map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many })).collect();
    if said.is_empty() { "nothing but text".to_owned() } else { said.join(", ") }
}

/// Returns everything that was understood, by line.
fn understood(file: &FileFacts) -> Vec<Entry> {
    let mut entries = Vec::new();
    let reports: BTreeSet<usize> = file.reports.iter().map(|report| report.line).collect();
    for part in &file.parts {
        let depth = usize::from(!reports.is_empty() && !reports.contains(&part.line));
        self::part(part, depth, &mut entries);
    }
    // A step that is nothing but its command is said once, and so is one that is the command's label.
    let said: BTreeSet<(usize, &str)> = file.commands.iter().flat_map(own_words).collect();
    entries.retain(|entry| entry.kind != "step" || !said.contains(&(entry.line, entry.words.as_str())));
    let depth = if file.reports.is_empty() { 1 } else { 2 };
    let entry = |line, kind, words| Entry { line, depth, kind, words };
    for found in &file.comparisons {
        entries.push(entry(found.line, "comparison", comparison(found)));
    }
    entries.extend(file.commands.iter().map(|found| entry(found.line, "command", command(found))));
    let commands: BTreeMap<usize, &str> = file.commands.iter().map(|found| (found.line, &*found.command)).collect();
    entries.extend(file.screenshots.iter().map(|shot| entry(shot.line, "screenshot", screenshot(shot, &commands))));
    entries.sort_by_key(|entry| entry.line);
    entries
}

fn part(part: &PartFacts, depth: usize, entries: &mut Vec<Entry>) {
    entries.push(Entry { line: part.line, depth, kind: "", words: title(part) });
    let step = |step: &StepFacts| Entry { line: step.line, depth: depth + 1, kind: "step", words: step.label.clone() };
    entries.extend(part.steps.iter().map(step));
}

fn title(part: &PartFacts) -> String {
    match part.number.filter(|_| part.inferred) {
        Some(number) => format!("{}  (number {number}, as its neighbours leave no other)", part.title),
        None => part.title.clone(),
    }
}

fn comparison(found: &ComparisonFacts) -> String {
    let cells = found.rows.iter().flat_map(|row| &row.cells);
    let (filled, all) = (cells.clone().flatten().count(), cells.count());
    let mut out = format!("{}: {filled} of {all} cells  ({})", found.subjects.join(" | "), found.form);
    for row in &found.rows {
        out.push_str(&format!("\n{}", row.aspect.as_deref().unwrap_or("(no name)")));
    }
    out
}

/// Returns what the outline says of a command.
fn own_words(found: &CommandFacts) -> impl Iterator<Item = (usize, &str)> {
    [Some(&*found.command), found.label.as_deref()].into_iter().flatten().map(|words| (found.line, words))
}

fn command(found: &CommandFacts) -> String {
    let label = found.label.as_ref().map(|label| format!("  ({label})")).unwrap_or_default();
    format!("{}{label}", found.command)
}

fn screenshot(shot: &ScreenshotFacts, commands: &BTreeMap<usize, &str>) -> String {
    let mut out = shot.target.clone();
    match (&shot.file, &shot.rescued) {
        (None, _) => out.push_str("  MISSING"),
        (Some(path), Some(how)) => out.push_str(&format!("  found as {path}: {how}")),
        (Some(_), None) => {}
    }
    let command = shot.command_line.and_then(|line| commands.get(&line)).copied();
    let shows = shot.caption.as_deref().or(shot.step.as_deref()).or(command);
    if let Some(shows) = shows {
        out.push_str(&format!("  ({shows})"));
    }
    out
}

/// Returns what was looked at and not taken for what it might have been, by line.
fn left_aside(file: &FileFacts) -> Vec<(usize, String)> {
    let tables =
        file.tables.iter().map(|table| (table.line, format!("table, no comparison: {}", table.why_no_comparison)));
    let code = file.other_code.iter().map(|code| (code.line, format!("code, no command: {}", code.why_no_command)));
    let remote = file
        .remote_pictures
        .iter()
        .map(|picture| (picture.line, format!("picture on another host: {}", picture.target)));
    let unread = file
        .unread_pictures
        .iter()
        .map(|picture| (picture.line, format!("picture that Markdown takes for text: {}", picture.target)));
    let lost = file.lost_comments.iter().map(|&line| (line, "heading that is a comment of a script".to_owned()));
    let mut aside: Vec<(usize, String)> = tables.chain(code).chain(remote).chain(unread).chain(lost).collect();
    aside.sort_by_key(|(line, _)| *line);
    aside
}
