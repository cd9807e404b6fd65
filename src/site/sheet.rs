//! The command sheet: commands by tool and subcommand, each different one once.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::hash::{Hash, Hasher};

use super::Report;
use super::pages::natural;
use crate::cache::Key;
use crate::extract::Command;

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

/// A use of a command: the report and the command, as indices. A class has hundreds of thousands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Use(u32, u32);

impl Use {
    pub(super) fn new(report: usize, command: usize) -> Self {
        Self(report as u32, command as u32)
    }

    /// Returns the index of the report, and of the command in it.
    pub fn indices(self) -> (usize, usize) {
        (self.0 as usize, self.1 as usize)
    }
}

/// A command and where it is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsedCommand {
    /// Never empty, in reading order.
    pub uses: Vec<Use>,
}

impl UsedCommand {
    /// Returns it as one would type it, its here-document included.
    pub fn text<'a>(&self, reports: &'a [Report]) -> Cow<'a, str> {
        let Some((report, index)) = self.uses.first().map(|place| place.indices()) else { return Cow::default() };
        let command = &reports[report].found.commands[index];
        match &command.input {
            Some(input) => Cow::Owned(format!("{}\n{input}", command.text)),
            None => Cow::Borrowed(&command.text),
        }
    }
}

/// Commands are the same when the same is typed.
#[derive(Clone, Copy)]
struct Same<'a>(&'a Command);

impl<'a> Same<'a> {
    fn typed(self) -> (&'a str, &'a str, &'a str, Option<&'a str>) {
        let Command { tool, subcommand, text, input, .. } = self.0;
        (tool, subcommand.as_deref().unwrap_or(""), text, input.as_deref())
    }
}

impl PartialEq for Same<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.typed() == other.typed()
    }
}

impl Eq for Same<'_> {}

impl Hash for Same<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.typed().hash(state);
    }
}

/// The different commands of one subcommand while they are gathered, and where each stands among them.
#[derive(Default)]
struct Group<'a> {
    places: HashMap<Same<'a>, usize>,
    commands: Vec<UsedCommand>,
}

impl Group<'_> {
    fn finished(self, name: &str) -> CommandGroup {
        let mut commands = self.commands;
        commands.shrink_to_fit();
        commands.iter_mut().for_each(|command| command.uses.shrink_to_fit());
        CommandGroup { name: name.to_owned(), commands }
    }
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
    Key::of_value("typed 1", &report.found.commands.iter().map(Same).collect::<Vec<_>>())
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
    let mut tools: BTreeMap<&str, BTreeMap<&str, Group>> = BTreeMap::new();
    for &report in order {
        for (index, command) in reports[report].found.commands.iter().enumerate() {
            let (tool, subcommand, ..) = Same(command).typed();
            let group = tools.entry(tool).or_default().entry(subcommand).or_default();
            let place = *group.places.entry(Same(command)).or_insert(group.commands.len());
            match group.commands.get_mut(place) {
                Some(known) => known.uses.push(Use::new(report, index)),
                None => group.commands.push(UsedCommand { uses: vec![Use::new(report, index)] }),
            }
        }
    }
    let finished = tools.into_iter().map(|(name, groups)| {
        let groups: Vec<CommandGroup> = groups.into_iter().map(|(name, group)| group.finished(name)).collect();
        let count = groups.iter().flat_map(|group| &group.commands).map(|command| command.uses.len()).sum();
        Tool { name: name.to_owned(), count, groups }
    });
    let mut tools: Vec<Tool> = finished.collect();
    tools.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| natural(&a.name, &b.name)));
    tools
}
