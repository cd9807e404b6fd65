//! The command sheet.

use std::collections::BTreeSet;

use crate::extract::Screenshot;
use crate::highlight::{command as highlighted, highlight};
use crate::render::figure::figure;
use crate::render::view::{CommandGroupView, CommandUseView, CommandView, CommandsView, ToolView};
use crate::site::{CommandGroup, Page, Site, Tool, UsedCommand};

pub(super) fn commands(site: &Site, page: &Page) -> CommandsView {
    let mut ids = BTreeSet::new();
    let tools = site.tools.iter().map(|tool| {
        let id = free_id(&mut ids, &tool.name);
        let groups = tool.groups.iter().map(|group| {
            let id = free_id(&mut ids, &format!("{}-{}", tool.name, group.name));
            view(site, page, group, id, tool.name == "sql")
        });
        let groups = groups.collect();
        let Tool { name, count, .. } = tool;
        let counted = site.words.counted(&site.words.count_commands, *count);
        ToolView { name: name.clone(), id, count: *count, counted, groups }
    });
    CommandsView { tools: tools.collect() }
}

/// Returns an id made of a tool's name: letters and digits, each once on the page.
fn free_id(ids: &mut BTreeSet<String>, name: &str) -> String {
    let plain: String = name.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let plain = format!("tool-{}", plain.trim_matches('-'));
    let numbered = (1..).map(|count| if count == 1 { plain.clone() } else { format!("{plain}-{count}") });
    let id = numbered.into_iter().find(|id| !ids.contains(id)).unwrap_or(plain);
    ids.insert(id.clone());
    id
}

fn view(site: &Site, page: &Page, group: &CommandGroup, id: String, sql: bool) -> CommandGroupView {
    let commands = group.commands.iter().map(|command| CommandView {
        text: command.text.clone(),
        html: if sql {
            highlight("sql", &command.text, site.toolbox)
        } else {
            highlighted(&command.text, site.toolbox)
        },
        uses: uses(site, page, command),
    });
    CommandGroupView { name: group.name.clone(), id, commands: commands.collect() }
}

fn uses(site: &Site, page: &Page, command: &UsedCommand) -> Vec<CommandUseView> {
    let view = |&(report, index): &(usize, usize)| {
        let found = &site.reports[report].found;
        let command = &found.commands[index];
        let part = found.parts.iter().find(|part| part.span.contains(command.span));
        let step = part.and_then(|part| part.steps.iter().rev().find(|step| step.span.contains(command.span)));
        let label = command.label.clone().filter(|label| !label.is_empty());
        let step = label.or_else(|| step.map(|step| step.label.clone()).filter(|label| *label != command.text));
        let next = found.screenshots.partition_point(|shot| shot.span.start < command.span.start);
        // One picture may show what several commands did.
        let shows = |shot: &&Screenshot| shot.command == Some(index) || shot.covers.contains(command.span);
        let shot = found.screenshots.get(next).filter(shows);
        CommandUseView {
            url: site.to_fact(page, report, command.span),
            report: found.title.clone(),
            step: step.or_else(|| part.map(|part| part.title.clone())).unwrap_or_default(),
            figure: shot.map(|shot| figure(site, page, report, shot)),
        }
    };
    command.uses.iter().map(view).collect()
}
