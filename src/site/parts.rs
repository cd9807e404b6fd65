//! How much of a large sheet one page holds. A sheet over hundreds of reports is several pages, none of them slow to open.

use super::{Page, PageKind, Report, Site, Tool};
use crate::site::{CommandGroup, UsedCommand};

/// Most uses of commands on one page of the command sheet; a command that is used more often has a page to itself.
const MOST_USES: usize = 1_500;
/// Most screenshots on one page of the contact sheet; a report with more has a page to itself.
const MOST_SCREENSHOTS: usize = 400;

/// What one page of the command sheet shows of a tool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToolPart<'a> {
    /// The tool.
    pub tool: &'a Tool,
    /// Its subcommands, and which of their commands stand on the page.
    pub groups: Vec<(&'a CommandGroup, &'a [UsedCommand])>,
}

impl Site<'_> {
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
        let is_sheet = matches!(kind, PageKind::Commands | PageKind::Screenshots);
        self.pages.iter().filter(move |other| is_sheet && other.kind == kind)
    }
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
        let mut begins = true;
        for group in &tool.groups {
            let mut rest = group.commands.as_slice();
            while let Some(first) = rest.first() {
                if first.uses.len() > room {
                    pages.push(Vec::new());
                    (room, begins) = (most, true);
                }
                let (taken, left) = fitting(rest, room);
                let (here, after) = rest.split_at(taken);
                (room, rest) = (left, after);
                let Some(page) = pages.last_mut() else { continue };
                match page.last_mut().filter(|_| !begins) {
                    Some(part) => part.groups.push((group, here)),
                    None => page.push(ToolPart { tool, groups: vec![(group, here)] }),
                }
                begins = false;
            }
        }
    }
    pages
}

/// Returns how many of the commands there is room for, one at least, and how much room is left then.
fn fitting(commands: &[UsedCommand], room: usize) -> (usize, usize) {
    let mut left = room;
    for (at, command) in commands.iter().enumerate() {
        if command.uses.len() > left {
            return (at.max(1), if at == 0 { 0 } else { left });
        }
        left -= command.uses.len();
    }
    (commands.len(), left)
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

    fn command(text: &str, uses: usize) -> UsedCommand {
        UsedCommand { text: text.to_owned(), uses: vec![(0, 0); uses] }
    }

    fn tool(name: &str, groups: Vec<(&str, Vec<UsedCommand>)>) -> Tool {
        let group = |(name, commands): (&str, Vec<UsedCommand>)| CommandGroup { name: name.to_owned(), commands };
        Tool { name: name.to_owned(), count: 0, groups: groups.into_iter().map(group).collect() }
    }

    /// Writes pages as `docker run:a,b ps:c | ls :d`.
    fn written(pages: &[Vec<ToolPart>]) -> Vec<String> {
        let group = |(group, commands): &(&CommandGroup, &[UsedCommand])| {
            let texts: Vec<&str> = commands.iter().map(|command| command.text.as_str()).collect();
            format!(" {}:{}", group.name, texts.join(","))
        };
        let part = |part: &ToolPart| part.tool.name.clone() + &part.groups.iter().map(group).collect::<String>();
        pages.iter().map(|page| page.iter().map(part).collect::<Vec<_>>().join(" | ")).collect()
    }

    #[test]
    fn commands_go_to_the_next_page_where_there_is_no_room() {
        let tools = [
            tool("docker", vec![("run", vec![command("a", 2), command("b", 1)]), ("ps", vec![command("c", 1)])]),
            tool("ls", vec![("", vec![command("d", 1), command("e", 9), command("f", 1)])]),
        ];
        assert_eq!(written(&tool_parts(&tools, 100)), ["docker run:a,b ps:c | ls :d,e,f"]);
        assert_eq!(written(&tool_parts(&tools, 3)), ["docker run:a,b", "docker ps:c | ls :d", "ls :e", "ls :f"]);
        assert_eq!(
            written(&tool_parts(&tools, 1)),
            ["docker run:a", "docker run:b", "docker ps:c", "ls :d", "ls :e", "ls :f"]
        );
        assert!(tool_parts(&[], 3).is_empty());
    }
}
