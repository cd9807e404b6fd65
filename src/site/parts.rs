//! How much of a large sheet one page holds. A sheet over hundreds of reports is several pages, none of them slow to open.

use std::collections::BTreeSet;

use super::{CommandGroup, Matrix, MatrixRow, Page, PageKind, Report, Site, Tool, UsedCommand};

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
    /// Its subcommands, and which of their commands stand on the page, each with those of its uses that do.
    pub groups: Vec<(&'a CommandGroup, Vec<(&'a UsedCommand, Uses<'a>)>)>,
}

/// Uses of a command: report and command, as indices.
type Uses<'a> = &'a [(usize, usize)];

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

impl Site<'_> {
    /// Returns what each page of the comparison shows.
    pub fn matrix_parts(&self) -> Vec<Vec<MatrixPart<'_>>> {
        matrix_parts(&self.matrices, MOST_VOICES)
    }

    /// Returns what each page of the command sheet shows.
    pub fn tool_parts(&self) -> Vec<Vec<ToolPart<'_>>> {
        tool_parts(&self.tools, MOST_USES)
    }

    /// Returns the reports on each page of the contact sheet, as indices in reading order.
    pub fn shot_parts(&self) -> Vec<Vec<usize>> {
        let order = self.pages.iter().filter_map(|page| page.report);
        shot_parts(self.reports, order, MOST_SCREENSHOTS)
    }

    /// Returns the pages of the same sheet, this one among them.
    pub fn parts_of(&self, page: &Page) -> impl Iterator<Item = &Page> {
        let kind = page.kind;
        let is_sheet = matches!(kind, PageKind::Compare | PageKind::Commands | PageKind::Screenshots);
        self.pages.iter().filter(move |other| is_sheet && other.kind == kind)
    }
}

pub(super) fn matrix_pages(matrices: &[Matrix]) -> usize {
    matrix_parts(matrices, MOST_VOICES).len()
}

fn matrix_parts(matrices: &[Matrix], most: usize) -> Vec<Vec<MatrixPart<'_>>> {
    let mut pages: Vec<Vec<MatrixPart>> = Vec::new();
    let mut room = 0;
    for (number, matrix) in matrices.iter().enumerate() {
        let mut first = 0;
        for (at, row) in matrix.rows.iter().enumerate() {
            let count = voices(row);
            if count > room {
                pages.push(Vec::new());
                (room, first) = (most, at);
            }
            room = room.saturating_sub(count);
            let rows = &matrix.rows[first..=at];
            let Some(page) = pages.last_mut() else { continue };
            match page.last_mut().filter(|part| part.number == number) {
                Some(part) => part.rows = rows,
                None => page.push(MatrixPart { number, matrix, first, rows }),
            }
        }
    }
    pages
}

/// Returns how many reports say something of an aspect.
fn voices(row: &MatrixRow) -> usize {
    row.cells.iter().flatten().map(|quote| quote.report).collect::<BTreeSet<_>>().len()
}

pub(super) fn tool_pages(tools: &[Tool]) -> usize {
    tool_parts(tools, MOST_USES).len()
}

pub(super) fn shot_pages(reports: &[Report], order: &[usize]) -> usize {
    shot_parts(reports, order.iter().copied(), MOST_SCREENSHOTS).len()
}

fn tool_parts(tools: &[Tool], most: usize) -> Vec<Vec<ToolPart<'_>>> {
    let mut pages: Vec<Vec<ToolPart>> = Vec::new();
    let mut room = 0;
    for tool in tools {
        for group in &tool.groups {
            for command in &group.commands {
                let mut rest = command.uses.as_slice();
                while !rest.is_empty() {
                    if rest.len() > room {
                        pages.push(Vec::new());
                        room = most;
                    }
                    let (uses, others) = rest.split_at(rest.len().min(room));
                    (room, rest) = (room - uses.len(), others);
                    pages.last_mut().into_iter().for_each(|page| add(page, tool, group, (command, uses)));
                }
            }
        }
    }
    pages
}

/// Adds a command to a page, behind those of the same tool and subcommand.
fn add<'a>(
    page: &mut Vec<ToolPart<'a>>,
    tool: &'a Tool,
    group: &'a CommandGroup,
    command: (&'a UsedCommand, Uses<'a>),
) {
    if page.last().is_none_or(|part| !std::ptr::eq(part.tool, tool)) {
        page.push(ToolPart { tool, groups: Vec::new() });
    }
    let Some(ToolPart { groups, .. }) = page.last_mut() else { return };
    match groups.last_mut().filter(|(last, _)| std::ptr::eq(*last, group)) {
        Some((_, commands)) => commands.push(command),
        None => groups.push((group, vec![command])),
    }
}

fn shot_parts(reports: &[Report], order: impl Iterator<Item = usize>, most: usize) -> Vec<Vec<usize>> {
    let mut pages: Vec<Vec<usize>> = Vec::new();
    let mut room = 0;
    for report in order {
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
        UsedCommand { uses: vec![(usize::from(name.as_bytes()[0]), 0); uses] }
    }

    fn tool(name: &str, groups: Vec<(&str, Vec<UsedCommand>)>) -> Tool {
        let group = |(name, commands): (&str, Vec<UsedCommand>)| CommandGroup { name: name.to_owned(), commands };
        Tool { name: name.to_owned(), count: 0, groups: groups.into_iter().map(group).collect() }
    }

    /// Writes pages as `docker run:a,b ps:c | ls :d`.
    fn written(pages: &[Vec<ToolPart>]) -> Vec<String> {
        let group = |(group, commands): &(&CommandGroup, Vec<(&UsedCommand, Uses)>)| {
            let names = commands.iter().map(|(command, uses)| {
                let all = if uses.len() == command.uses.len() { String::new() } else { uses.len().to_string() };
                char::from(command.uses[0].0 as u8).to_string() + &all
            });
            format!(" {}:{}", group.name, names.collect::<Vec<_>>().join(","))
        };
        let part = |part: &ToolPart| part.tool.name.clone() + &part.groups.iter().map(group).collect::<String>();
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
            let part = |part: &MatrixPart| {
                let names = part.rows.iter().filter_map(|row| row.aspect.as_deref()).collect::<String>();
                assert_eq!(part.matrix.rows[part.first], part.rows[0]);
                format!("{}:{names}", part.number)
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
        assert_eq!(written(&tool_parts(&tools, 100)), ["docker run:a,b ps:c | ls :d,e,f"]);
        assert_eq!(written(&tool_parts(&tools, 4)), ["docker run:a,b ps:c", "ls :d", "ls :e4", "ls :e4", "ls :e1,f"]);
        assert_eq!(
            written(&tool_parts(&tools[..1], 1)),
            ["docker run:a1", "docker run:a1", "docker run:b", "docker ps:c"]
        );
        assert!(tool_parts(&[], 3).is_empty());
    }
}
