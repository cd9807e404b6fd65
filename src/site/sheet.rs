//! The command sheet: commands by tool and subcommand, each different one once.

use std::collections::{BTreeMap, HashMap};

use super::Report;
use super::pages::natural;
use crate::cache::Key;

/// One tool's commands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tool {
    /// `multipass`
    pub name: String,
    /// How many commands, each use counted.
    pub count: usize,
    /// By subcommand, `""` for commands without one.
    pub groups: Vec<CommandGroup>,
}

/// One subcommand's commands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandGroup {
    /// `launch`, or `""`.
    pub name: String,
    /// Different commands in order of their first use.
    pub commands: Vec<UsedCommand>,
}

/// A command and where it is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsedCommand {
    /// As one would type it, its here-document included.
    pub text: String,
    /// Report and command, as indices, in reading order.
    pub uses: Vec<(usize, usize)>,
}

/// What the command sheet is made of: the reports in their order, and what is typed in each.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Typed(Vec<(usize, Key)>);

impl Typed {
    /// Returns what is typed in `reports`; of those that are `same` as before that is known.
    pub(super) fn of(reports: &[Report], order: &[usize], same: &[bool], before: Option<&Self>) -> Self {
        let before: HashMap<usize, Key> = before.into_iter().flat_map(|before| before.0.iter().copied()).collect();
        let of_report = |&report: &usize| {
            let known = before.get(&report).filter(|_| same.get(report) == Some(&true));
            (report, known.copied().unwrap_or_else(|| typed(&reports[report])))
        };
        Self(order.iter().map(of_report).collect())
    }
}

fn typed(report: &Report) -> Key {
    let commands = report.found.commands.iter();
    let typed = commands.map(|command| (&command.tool, &command.subcommand, &command.text, &command.input));
    Key::of_value("typed 1", &typed.collect::<Vec<_>>())
}

/// Sorts all commands again, when others are typed than for the site `before`, or in another order.
pub(super) fn tools_again(
    reports: &[Report],
    order: &[usize],
    same: &[bool],
    before: Option<(Vec<Tool>, Typed)>,
) -> (Vec<Tool>, Option<Typed>) {
    let typed = before.as_ref().map(|(_, typed)| Typed::of(reports, order, same, Some(typed)));
    match before.filter(|(_, before)| typed.as_ref() == Some(before)) {
        Some((tools, _)) => (tools, typed),
        None => (tools(reports, order), typed),
    }
}

/// Sorts all commands: the tool used most first, then by name.
pub(super) fn tools(reports: &[Report], order: &[usize]) -> Vec<Tool> {
    let mut different: Vec<(&str, &str, UsedCommand)> = Vec::new();
    // Where a command stands among these, by tool, subcommand and what is typed.
    let mut places: HashMap<(&str, &str, &str, Option<&str>), usize> = HashMap::new();
    for &report in order {
        for (index, command) in reports[report].found.commands.iter().enumerate() {
            let (tool, subcommand) = (command.tool.as_str(), command.subcommand.as_deref().unwrap_or(""));
            let typed = (tool, subcommand, command.text.as_str(), command.input.as_deref());
            let place = *places.entry(typed).or_insert(different.len());
            match different.get_mut(place) {
                Some((.., known)) => known.uses.push((report, index)),
                None => {
                    let text = match &command.input {
                        Some(input) => format!("{}\n{input}", command.text),
                        None => command.text.clone(),
                    };
                    different.push((tool, subcommand, UsedCommand { text, uses: vec![(report, index)] }));
                }
            }
        }
    }
    let mut tools: BTreeMap<&str, BTreeMap<&str, Vec<UsedCommand>>> = BTreeMap::new();
    for (tool, subcommand, command) in different {
        tools.entry(tool).or_default().entry(subcommand).or_default().push(command);
    }
    let finished = tools.into_iter().map(|(name, groups)| {
        let groups: Vec<CommandGroup> =
            groups.into_iter().map(|(name, commands)| CommandGroup { name: name.to_owned(), commands }).collect();
        let count = groups.iter().flat_map(|group| &group.commands).map(|command| command.uses.len()).sum();
        Tool { name: name.to_owned(), count, groups }
    });
    let mut tools: Vec<Tool> = finished.collect();
    tools.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| natural(&a.name, &b.name)));
    tools
}
