//! How much of a large sheet one page holds. A sheet over hundreds of reports is several pages, none of them slow to open.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{CommandGroup, Matrix, MatrixRow, Page, PageKind, Report, Site, Tool, Use, UsedCommand};

/// Most rows of the comparison on one page, one for each report that says something of an aspect; an aspect of which
/// more reports speak has a page to itself.
const MOST_VOICES: usize = 750;

/// Most uses of commands on one page of the command sheet; a command that is used more often goes on on the next.
const MOST_USES: usize = 750;
/// Most screenshots on one page of the contact sheet; a report with more has a page to itself.
const MOST_SCREENSHOTS: usize = 400;

/// What one page of the command sheet shows of a tool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToolPart<'a> {
    /// The tool.
    pub tool: &'a Tool,
    /// Its subcommands on the page.
    pub groups: Vec<GroupPart<'a>>,
}

/// What one page of the command sheet shows of a subcommand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupPart<'a> {
    /// The whole subcommand.
    pub group: &'a CommandGroup,
    place: GroupPlace,
}

impl<'a> GroupPart<'a> {
    /// Returns its commands on the page, each with those of its uses that stand there.
    pub fn commands(&self) -> impl Iterator<Item = (&'a UsedCommand, &'a [Use])> {
        let GroupPlace { first, end, .. } = self.place;
        let whole = self.group.commands.get(first.0..=end.0).unwrap_or_default();
        (first.0..).zip(whole).filter_map(move |(at, command)| {
            let from = if at == first.0 { first.1 } else { 0 };
            let to = if at == end.0 { end.1 } else { command.uses.len() };
            Some((command, command.uses.get(from..to).filter(|uses| !uses.is_empty())?))
        })
    }
}

/// What one page of the comparison shows of a matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MatrixPart<'a> {
    /// Index of the matrix.
    pub number: usize,
    /// The whole matrix.
    pub matrix: &'a Matrix,
    /// Index of the first row that stands on the page.
    pub first: usize,
    /// The rows on the page.
    pub rows: &'a [MatrixRow],
}

/// What stands on which page of each sheet, by indices: every page asks for it.
#[derive(Debug, Default)]
pub(super) struct Parts {
    matrices: Vec<Vec<RowsPlace>>,
    tools: Vec<Vec<ToolPlace>>,
    shots: Vec<Vec<usize>>,
}

/// Rows of a matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
struct RowsPlace {
    matrix: usize,
    rows: Range<usize>,
}

/// Some of the subcommands of a tool.
#[derive(Debug, Clone, PartialEq, Eq)]
struct ToolPlace {
    tool: usize,
    groups: Vec<GroupPlace>,
}

/// Some of the commands of a subcommand: from a command and its first use up to a command and behind its last use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct GroupPlace {
    group: usize,
    first: (usize, usize),
    end: (usize, usize),
}

impl Parts {
    /// Sorts what is on the sheets into pages; `order` is that of the reports.
    pub(super) fn of(matrices: &[Matrix], tools: &[Tool], reports: &[Report], order: &[usize]) -> Self {
        Self {
            matrices: matrix_parts(matrices, MOST_VOICES),
            tools: tool_parts(tools, MOST_USES),
            shots: shot_parts(reports, order, MOST_SCREENSHOTS),
        }
    }

    /// Returns how many pages a sheet has.
    pub(super) fn pages(&self, kind: PageKind) -> usize {
        match kind {
            PageKind::Compare => self.matrices.len(),
            PageKind::Commands => self.tools.len(),
            PageKind::Screenshots => self.shots.len(),
            PageKind::Home | PageKind::Report | PageKind::Section | PageKind::NotFound => 1,
        }
    }
}

impl Site<'_> {
    /// Returns what each page of the comparison shows.
    pub fn matrix_parts(&self) -> Vec<Vec<MatrixPart<'_>>> {
        let part = |place: &RowsPlace| {
            let (number, matrix) = (place.matrix, &self.matrices[place.matrix]);
            MatrixPart { number, matrix, first: place.rows.start, rows: &matrix.rows[place.rows.clone()] }
        };
        self.parts.matrices.iter().map(|page| page.iter().map(part).collect()).collect()
    }

    /// Returns what each page of the command sheet shows.
    pub fn tool_parts(&self) -> Vec<Vec<ToolPart<'_>>> {
        let part = |place: &ToolPlace| {
            let tool = &self.tools[place.tool];
            let groups = place.groups.iter().map(|&place| GroupPart { group: &tool.groups[place.group], place });
            ToolPart { tool, groups: groups.collect() }
        };
        self.parts.tools.iter().map(|page| page.iter().map(part).collect()).collect()
    }

    /// Returns the reports on each page of the contact sheet, as indices in reading order.
    pub fn shot_parts(&self) -> &[Vec<usize>] {
        &self.parts.shots
    }

    /// Returns the pages of the same sheet, this one among them.
    pub fn parts_of(&self, page: &Page) -> impl Iterator<Item = &Page> {
        let kind = page.kind;
        let is_sheet = matches!(kind, PageKind::Compare | PageKind::Commands | PageKind::Screenshots);
        self.pages.iter().filter(move |other| is_sheet && other.kind == kind)
    }
}

fn matrix_parts(matrices: &[Matrix], most: usize) -> Vec<Vec<RowsPlace>> {
    let mut pages: Vec<Vec<RowsPlace>> = Vec::new();
    let mut room = 0;
    for (matrix, Matrix { rows, .. }) in matrices.iter().enumerate() {
        for (at, row) in rows.iter().enumerate() {
            let count = voices(row);
            if pages.is_empty() || count > room {
                pages.push(Vec::new());
                room = most;
            }
            room = room.saturating_sub(count);
            let Some(page) = pages.last_mut() else { continue };
            match page.last_mut().filter(|place| place.matrix == matrix) {
                Some(place) => place.rows.end = at + 1,
                None => page.push(RowsPlace { matrix, rows: at..at + 1 }),
            }
        }
    }
    pages
}

/// Returns how many reports say something of an aspect.
fn voices(row: &MatrixRow) -> usize {
    row.cells.iter().flatten().map(|quote| quote.report).collect::<BTreeSet<_>>().len()
}

fn tool_parts(tools: &[Tool], most: usize) -> Vec<Vec<ToolPlace>> {
    let mut pages: Vec<Vec<ToolPlace>> = Vec::new();
    let mut room = 0;
    for (tool, Tool { groups, .. }) in tools.iter().enumerate() {
        for (group, CommandGroup { commands, .. }) in groups.iter().enumerate() {
            for (command, UsedCommand { uses }) in commands.iter().enumerate() {
                let mut from = 0;
                while from < uses.len() {
                    if room == 0 || uses.len() - from > room {
                        pages.push(Vec::new());
                        room = most;
                    }
                    let to = uses.len().min(from + room);
                    let place = GroupPlace { group, first: (command, from), end: (command, to) };
                    pages.last_mut().into_iter().for_each(|page| add(page, tool, place));
                    (room, from) = (room - (to - from), to);
                }
            }
        }
    }
    pages
}

/// Adds uses of a command to a page, behind those of the same tool and subcommand.
fn add(page: &mut Vec<ToolPlace>, tool: usize, place: GroupPlace) {
    if page.last().is_none_or(|last| last.tool != tool) {
        page.push(ToolPlace { tool, groups: Vec::new() });
    }
    let Some(ToolPlace { groups, .. }) = page.last_mut() else { return };
    match groups.last_mut().filter(|last| last.group == place.group) {
        Some(last) => last.end = place.end,
        None => groups.push(place),
    }
}

fn shot_parts(reports: &[Report], order: &[usize], most: usize) -> Vec<Vec<usize>> {
    let mut pages: Vec<Vec<usize>> = Vec::new();
    let mut room = 0;
    for &report in order {
        let count = reports[report].found.screenshots.len();
        if count == 0 {
            continue;
        }
        match pages.last_mut().filter(|_| count <= room) {
            Some(page) => page.push(report),
            None => {
                pages.push(vec![report]);
                room = most;
            }
        }
        room = room.saturating_sub(count);
    }
    pages
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::Quote;
    use crate::source::Span;

    /// A command of this name, which is a letter.
    fn command(name: &str, uses: usize) -> UsedCommand {
        UsedCommand { uses: vec![Use::new(name.as_bytes()[0].into(), 0); uses] }
    }

    fn tool(name: &str, groups: Vec<(&str, Vec<UsedCommand>)>) -> Tool {
        let group = |(name, commands): (&str, Vec<UsedCommand>)| CommandGroup { name: name.to_owned(), commands };
        Tool { name: name.to_owned(), count: 0, groups: groups.into_iter().map(group).collect() }
    }

    /// Writes pages as `docker run:a,b ps:c | ls :d`; of a command that is cut, how many uses there are.
    fn written(tools: &[Tool], most: usize) -> Vec<String> {
        let command = |(command, uses): (&UsedCommand, &[Use])| {
            let all = if uses.len() == command.uses.len() { String::new() } else { uses.len().to_string() };
            char::from(command.uses[0].indices().0 as u8).to_string() + &all
        };
        let part = |place: &ToolPlace| {
            let tool = &tools[place.tool];
            let group = |&place: &GroupPlace| {
                let part = GroupPart { group: &tool.groups[place.group], place };
                format!(" {}:{}", part.group.name, part.commands().map(command).collect::<Vec<_>>().join(","))
            };
            tool.name.clone() + &place.groups.iter().map(group).collect::<String>()
        };
        let pages = tool_parts(tools, most);
        pages.iter().map(|page| page.iter().map(part).collect::<Vec<_>>().join(" | ")).collect()
    }

    #[test]
    fn aspects_go_to_the_next_page_where_there_is_no_room() {
        let quote = |report| Quote { report, text: String::new(), span: Span::new(0, 0) };
        let row = |name: &str, voices: usize| MatrixRow {
            aspect: Some(name.to_owned()),
            // What one report says twice is one row.
            cells: vec![(0..voices).map(quote).collect(), (0..voices).map(quote).collect()],
        };
        let matrix = |rows: &[(&str, usize)]| Matrix {
            subjects: Vec::new(),
            rows: rows.iter().map(|&(name, voices)| row(name, voices)).collect(),
            reports: BTreeSet::new(),
        };
        let matrices = [matrix(&[("a", 2), ("b", 1), ("c", 9)]), matrix(&[("d", 1), ("e", 1)])];
        let written = |most: usize| -> Vec<String> {
            let part = |place: &RowsPlace| {
                let rows = &matrices[place.matrix].rows[place.rows.clone()];
                format!("{}:{}", place.matrix, rows.iter().filter_map(|row| row.aspect.as_deref()).collect::<String>())
            };
            let pages = matrix_parts(&matrices, most);
            pages.iter().map(|page| page.iter().map(part).collect::<Vec<_>>().join(" ")).collect()
        };
        assert_eq!(written(100), ["0:abc 1:de"]);
        assert_eq!(written(3), ["0:ab", "0:c", "1:de"]);
        assert_eq!(written(1), ["0:a", "0:b", "0:c", "1:d", "1:e"]);
        assert!(matrix_parts(&[], 3).is_empty());
    }

    #[test]
    fn commands_go_to_the_next_page_where_there_is_no_room() {
        let tools = [
            tool("docker", vec![("run", vec![command("a", 2), command("b", 1)]), ("ps", vec![command("c", 1)])]),
            tool("ls", vec![("", vec![command("d", 1), command("e", 9), command("f", 1)])]),
        ];
        assert_eq!(written(&tools, 100), ["docker run:a,b ps:c | ls :d,e,f"]);
        assert_eq!(written(&tools, 4), ["docker run:a,b ps:c", "ls :d", "ls :e4", "ls :e4", "ls :e1,f"]);
        assert_eq!(written(&tools[..1], 1), ["docker run:a1", "docker run:a1", "docker run:b", "docker ps:c"]);
        assert!(tool_parts(&[], 3).is_empty());
    }
}
