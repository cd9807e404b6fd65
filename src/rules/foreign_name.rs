//! A prompt or a machine bears somebody else's name.
//!
//! It is reported only when the write-up's own name is known, from its front matter or from most of its prompts: a prompt of
//! another user, and a machine that is called after the author of another write-up. Graders ask where such lines come from.
//! Run the commands yourself, or say whose machine it is.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::{Finding, at};
use crate::document::{Block, BlockKind, Node, walk};
use crate::site::{Report, Site};
use crate::source::{RepoPath, Span};
use crate::vocabulary::WordList;

/// Users that belong to a machine, not to a person.
pub(super) static NOBODY: WordList = WordList::new(
    "root|ubuntu|debian|fedora|centos|admin|administrator|user|vagrant|pi|kali|student|azureuser|ec2-user|\
    postgres|mysql|www-data|docker|multipass|lxd|git|oracle|test|testuser|guest|default|codespace|vscode|jenkins|nobody|\
    team|group|storage|hadoop|osboxes|vboxuser|parrot|linux|server|client|myuser|newuser|username|you|me|ansible|deploy|opc|core|alpine|snap",
);

pub(super) fn check(site: &Site) -> Vec<Finding> {
    let people: Vec<Person> = site.reports.par_iter().map(|report| person(site, report)).collect();
    let mut by_name: BTreeMap<&str, Vec<&Person>> = BTreeMap::new();
    for person in &people {
        person.names.iter().for_each(|name| by_name.entry(name).or_default().push(person));
    }
    let named = site.reports.par_iter().zip(&people).filter(|(_, own)| !own.names.is_empty());
    named
        .flat_map_iter(|(report, own)| in_prompts(report, own).into_iter().chain(in_names(report, own, &by_name)))
        .collect()
}

/// Who wrote a write-up, as far as it says.
struct Person<'t> {
    /// In lower case: the words of the author's name, and the user of most prompts.
    names: BTreeSet<String>,
    /// The folder of the write-up.
    folder: RepoPath,
    /// The users of its prompts, and where they stand.
    prompts: Vec<(&'t str, Span)>,
}

fn person<'t>(site: &'t Site, report: &Report) -> Person<'t> {
    let source = site.sources.text(report.document.file);
    let prompts = prompts(report, &source.text);
    let author = report.document.front_matter.author.as_deref().unwrap_or("").to_lowercase();
    let mut names: BTreeSet<String> =
        author.split_whitespace().filter(|name| name.len() > 2 && !NOBODY.has(name)).map(str::to_owned).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (user, _) in &prompts {
        *counts.entry(user).or_default() += 1;
    }
    // Most prompts are those of its author.
    let usual = counts.iter().filter(|&(_, &count)| count >= 3 && count * 5 >= prompts.len() * 3);
    names.extend(usual.map(|(user, _)| user.to_lowercase()));
    Person { names, folder: source.path.folder(), prompts }
}

impl Person<'_> {
    fn is_called(&self, user: &str) -> bool {
        let user = user.to_lowercase();
        self.names.iter().any(|name| user.contains(name.as_str()))
    }
}

fn in_prompts(report: &Report, own: &Person) -> Vec<Finding> {
    // A name that no prompt shows says nothing about whose the others are.
    let Some((usual, _)) = own.prompts.iter().find(|(user, _)| own.is_called(user)) else { return Vec::new() };
    let mut strangers = own.prompts.iter().filter(|(user, _)| !own.is_called(user)).peekable();
    let of_the_lab = if strangers.peek().is_some() { words(report) } else { BTreeSet::new() };
    let strangers = strangers.filter(|(user, _)| !of_the_lab.contains(user));
    let finding = |&(user, span): &(&str, Span)| {
        let message = format!("this prompt is that of `{user}`; the others are those of `{usual}`");
        at(report, span, message).help("say whose machine it is, or run the commands yourself")
    };
    strangers.map(finding).collect()
}

/// Machines that bear the name of somebody who wrote another write-up of the site: `multipass launch --name grace-vm`.
fn in_names(report: &Report, own: &Person, by_name: &BTreeMap<&str, Vec<&Person>>) -> Vec<Finding> {
    let is_stranger = |other: &&Person| other.folder != own.folder && other.names.is_disjoint(&own.names);
    let is_other = |word: &&str| {
        word.len() > 3 && by_name.get(word.to_lowercase().as_str()).is_some_and(|named| named.iter().any(is_stranger))
    };
    // Only where something is called: `--name grace-vm`, `-n grace`.
    let pieces = |text: &'_ str| text.split(|c: char| !c.is_alphanumeric()).find(is_other).map(str::to_owned);
    let finding = |command: &crate::extract::Command| {
        let (_, arguments) = command.text.split_once(' ')?;
        let mut words = arguments.split([' ', '=']).filter(|word| !word.is_empty());
        words.find(|word| matches!(*word, "--name" | "-n" | "--hostname" | "-h"))?;
        let name = words.next().filter(|word| !own.is_called(word)).and_then(pieces)?;
        let message = format!("`{name}` is the name of somebody who wrote another report");
        Some(at(report, command.span, message).help("say whose machine it is, or run the commands yourself"))
    };
    report.found.commands.iter().filter_map(finding).collect()
}

/// Returns the words of all commands: they make users and become them, `adduser tupu`, `su - tupu`, `ssh tupu@server`.
fn words(report: &Report) -> BTreeSet<&str> {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    let texts = report.found.commands.iter().flat_map(|command| [Some(&*command.text), command.input.as_deref()]);
    texts.flatten().flat_map(|text| text.split(move |c| !is_name(c))).collect()
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
                && !NOBODY.has(user)
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
