//! A prompt shows somebody else's name.
//!
//! It is reported only when the write-up's own name is known: most of its prompts show one user, who is not the one of this
//! prompt. Graders ask where such lines come from. Run the commands yourself, or say whose machine it is.

use std::collections::BTreeMap;

use super::phrases::has;
use super::{Finding, at};
use crate::document::{Block, BlockKind, Node, walk};
use crate::site::{Report, Site};
use crate::source::Span;

/// Users that belong to a machine, not to a person.
const NOBODY: &str = "root|ubuntu|debian|fedora|centos|admin|administrator|user|vagrant|pi|kali|student|azureuser|ec2-user|\
    postgres|mysql|www-data|docker|multipass|lxd|git|oracle|test|testuser|guest|default|codespace|vscode|jenkins|nobody|\
    hadoop|osboxes|vboxuser|parrot|linux|server|client|myuser|newuser|username|you|me|ansible|deploy|opc|core|alpine|snap";

pub(super) fn check(site: &Site) -> Vec<Finding> {
    site.reports.iter().flat_map(|report| of_report(site, report)).collect()
}

fn of_report(site: &Site, report: &Report) -> Vec<Finding> {
    let text = &site.sources.text(report.document.file).text;
    let prompts = prompts(report, text);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (user, _) in &prompts {
        *counts.entry(user).or_default() += 1;
    }
    let all = prompts.len();
    // Most prompts are those of its author, or the author's name is known and in one of them.
    let author = report.document.front_matter.author.as_deref().or(site.author.as_deref()).unwrap_or("").to_lowercase();
    let is_author = |user: &str| author.split_whitespace().any(|name| name.len() > 2 && user.contains(name));
    let own = counts.iter().find(|&(user, &count)| is_author(user) || count >= 3 && count * 5 >= all * 3);
    let Some((&own, _)) = own else { return Vec::new() };
    let strangers = prompts.iter().filter(|(user, _)| *user != own && !is_author(user) && !is_of_the_lab(report, user));
    let finding = |&(user, span): &(&str, Span)| {
        let message = format!("this prompt is that of `{user}`; the others are those of `{own}`");
        at(report, span, message).help("say whose machine it is, or run the commands yourself")
    };
    strangers.map(finding).collect()
}

/// A user that the commands of the report make or become: `adduser tupu`, `su - tupu`, `ssh tupu@server`.
fn is_of_the_lab(report: &Report, user: &str) -> bool {
    let names = |text: &str| {
        text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_' | '.')).any(|word| word == user)
    };
    report.found.commands.iter().any(|command| names(&command.text) || command.input.as_deref().is_some_and(names))
}

/// Returns the users of prompts such as `ada@laptop:~$` and `[ada@laptop ~]$` in code blocks, and where they stand.
fn prompts<'t>(report: &Report, text: &'t str) -> Vec<(&'t str, Span)> {
    let mut found = Vec::new();
    walk(&report.document.blocks, &mut |node| {
        let Node::Block(Block { kind: BlockKind::Code(code), .. }) = node else { return };
        let mut start = code.text_span.start;
        for line in code.text_span.of(text).split_inclusive('\n') {
            let indent = line.len() - line.trim_start().len();
            if let Some((at, user)) = user(line.trim_start())
                && !has(NOBODY, user)
            {
                let from = start + indent + at;
                found.push((user, Span::new(from, from + user.len())));
            }
            start += line.len();
        }
    });
    found
}

fn user(line: &str) -> Option<(usize, &str)> {
    crate::toolbox::prompt(line)?;
    let at = usize::from(line.starts_with('['));
    let (user, rest) = line[at..].split_once('@')?;
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let host = rest.find(|c: char| !is_name(c))?;
    let fits = user.len() > 1 && user.chars().all(is_name) && user.chars().any(|c| c.is_ascii_alphabetic()) && host > 0;
    (fits && rest[host..].starts_with([':', ' '])).then_some((at, user))
}
