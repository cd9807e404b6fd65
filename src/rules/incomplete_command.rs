//! A command lacks something without which it does nothing.
//!
//! `docker build -t site` needs the folder to build, which is nearly always `.`, and `docker network lab` needs to be told
//! what to do with the network.

use super::Finding;
use super::checked::Checked;
use crate::extract::Command;
use crate::toolbox::{Kind, Tools};

pub(super) fn check(checked: &Checked) -> Vec<Finding> {
    let finding = |command: &Command| {
        let (message, help) = lacks(checked.tools, command)?;
        Some(checked.at(command.span, message).help(help))
    };
    checked.report.found.commands.iter().filter_map(finding).collect()
}

fn lacks(tools: &Tools, command: &Command) -> Option<(String, String)> {
    let subcommand = command.subcommand.as_deref()?;
    let builds = matches!(subcommand, "build" | "image build" | "buildx build");
    if !matches!(&*command.tool, "docker" | "podman") || !builds && !matches!(subcommand, "network" | "volume") {
        return None;
    }
    let tokens = tools.split(&command.text);
    if tokens.iter().any(|token| token.kind == Kind::Operator) {
        return None;
    }
    let mut operands = tokens.iter().filter(|token| {
        matches!(token.kind, Kind::Word | Kind::Path | Kind::Placeholder | Kind::Variable | Kind::Quoted)
    });
    let first = operands.next().map(|token| token.span.of(&command.text));
    match first {
        None if builds => {
            let message = "this builds nothing: the folder to build is missing".to_owned();
            Some((message, format!("write `{} .`", command.text.lines().next().unwrap_or(""))))
        }
        Some(name) if !builds => {
            let message = format!("`{} {subcommand}` does nothing with a name alone", command.tool);
            Some((message, format!("write `{} {subcommand} create {name}`", command.tool)))
        }
        _ => None,
    }
}
