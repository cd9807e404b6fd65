//! A command lacks something without which it does nothing.
//!
//! `docker build -t site` needs the folder to build, which is nearly always `.`, and `docker network lab` needs to be told
//! what to do with the network.

use super::{Finding, at};
use crate::extract::Command;
use crate::site::Site;
use crate::toolbox::Kind;

pub(super) fn check(site: &Site) -> Vec<Finding> {
    let all = site.reports.iter().flat_map(|report| report.found.commands.iter().map(move |it| (report, it)));
    let finding = |(report, command)| {
        let (message, help) = lacks(site, command)?;
        Some(at(report, command.span, message).help(help))
    };
    all.filter_map(finding).collect()
}

fn lacks(site: &Site, command: &Command) -> Option<(String, String)> {
    let tokens = site.toolbox.split(&command.text);
    if tokens.iter().any(|token| token.kind == Kind::Operator) {
        return None;
    }
    let operands = tokens.iter().filter(|token| {
        matches!(token.kind, Kind::Word | Kind::Path | Kind::Placeholder | Kind::Variable | Kind::Quoted)
    });
    let operands: Vec<&str> = operands.map(|token| token.span.of(&command.text)).collect();
    let subcommand = command.subcommand.as_deref()?;
    let is_docker = matches!(command.tool.as_str(), "docker" | "podman");
    match subcommand {
        "build" | "image build" | "buildx build" if is_docker && operands.is_empty() => {
            let message = "this builds nothing: the folder to build is missing".to_owned();
            Some((message, format!("write `{} .`", command.text.lines().next().unwrap_or(""))))
        }
        "network" | "volume" if is_docker => {
            let name = operands.first()?;
            let message = format!("`{} {subcommand}` does nothing with a name alone", command.tool);
            Some((message, format!("write `{} {subcommand} create {name}`", command.tool)))
        }
        _ => None,
    }
}
