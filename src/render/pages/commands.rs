//! The command sheet.

use std::collections::BTreeSet;

use crate::extract::Screenshot;
use crate::highlight::{command as highlighted, highlight};
use crate::render::figure::{picture, shown};
use crate::render::pages::lists::part_links;
use crate::render::view::{CommandGroupView, CommandUseView, CommandView, CommandsView, ToolLinkView, ToolView};
use crate::site::{Page, Site, ToolPart, Use, UsedCommand, percent_encoded};

pub(super) fn commands(site: &Site, page: &Page) -> CommandsView {
    let parts = site.tool_parts();
    let ids: Vec<Vec<PartIds>> = parts.iter().map(|part| ids(part)).collect();
    let tools = parts.get(page.part).into_iter().flatten().zip(ids.get(page.part).into_iter().flatten());
    let tools = tools.map(|(part, ids)| tool(site, page, part, ids)).collect();
    CommandsView { tools, jumps: jumps(site, page, &parts, &ids), pages: part_links(site, page) }
}

/// The ids of what one page shows of a tool: its own, and those of its subcommands.
type PartIds = (String, Vec<String>);

/// Returns the ids on one page of the sheet.
fn ids(part: &[ToolPart]) -> Vec<PartIds> {
    let mut taken = BTreeSet::new();
    let of_tool = |ToolPart { tool, groups }: &ToolPart| {
        let own = free_id(&mut taken, &tool.name);
        let groups = groups.iter().map(|part| free_id(&mut taken, &format!("{}-{}", tool.name, part.group.name)));
        (own, groups.collect())
    };
    part.iter().map(of_tool).collect()
}

/// Returns links to where each tool begins.
fn jumps(site: &Site, page: &Page, parts: &[Vec<ToolPart>], ids: &[Vec<PartIds>]) -> Vec<ToolLinkView> {
    let mut seen = BTreeSet::new();
    let mut jumps = Vec::new();
    for (to, (part, ids)) in site.parts_of(page).zip(parts.iter().zip(ids)) {
        let way = if to.part == page.part { String::new() } else { site.between(page, to) };
        for (ToolPart { tool, .. }, (id, _)) in part.iter().zip(ids) {
            if seen.insert(&tool.name) {
                jumps.push(ToolLinkView {
                    name: tool.name.clone(),
                    count: tool.count,
                    url: format!("{way}#{}", percent_encoded(id)),
                });
            }
        }
    }
    jumps
}

fn tool(site: &Site, page: &Page, ToolPart { tool, groups }: &ToolPart, (id, group_ids): &PartIds) -> ToolView {
    let groups = groups.iter().zip(group_ids);
    let groups = groups.map(|(part, id)| CommandGroupView {
        name: part.group.name.clone(),
        id: id.clone(),
        commands: part.commands().map(|(command, uses)| view(site, page, command, uses, &tool.name)).collect(),
    });
    let counted = site.words.counted(&site.words.count_commands, tool.count);
    ToolView { name: tool.name.clone(), id: id.clone(), count: tool.count, counted, groups: groups.collect() }
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

fn view(site: &Site, page: &Page, command: &UsedCommand, places: &[Use], tool: &str) -> CommandView {
    let text = command.text(site.reports);
    let html = match tool {
        "sql" => highlight("sql", &text, site.toolbox),
        _ => highlighted(&text, site.toolbox),
    };
    CommandView { html, uses: uses(site, page, places), text: text.into_owned() }
}

fn uses(site: &Site, page: &Page, places: &[Use]) -> Vec<CommandUseView> {
    let view = |place: &Use| {
        let (report, index) = place.indices();
        let found = &site.reports[report].found;
        let command = &found.commands[index];
        let part = found.parts.iter().find(|part| part.span.contains(command.span));
        let step = part.and_then(|part| part.steps.iter().rev().find(|step| step.span.contains(command.span)));
        let label = command.label.as_deref().filter(|label| !label.is_empty());
        let step = label.or_else(|| step.map(|step| step.label.as_str()).filter(|label| **label != *command.text));
        let next = found.screenshots.partition_point(|shot| shot.span.start < command.span.start);
        // One picture may show what several commands did.
        let shows = |shot: &&Screenshot| shot.command == Some(index) || shot.covers.contains(command.span);
        let shot = found.screenshots.get(next).filter(shows);
        CommandUseView {
            url: site.to_fact(page, report, command.span),
            report: found.title.clone(),
            step: step.or_else(|| part.map(|part| part.title.as_str())).unwrap_or_default().to_owned(),
            figure: shot.and_then(|shot| picture(site, shot).ok()).map(|picture| shown(page, picture, String::new())),
        }
    };
    places.iter().map(view).collect()
}
