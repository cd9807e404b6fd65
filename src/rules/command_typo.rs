//! A subcommand or flag is misspelt, and so the command cannot have worked.
//!
//! It is reported only where labpress knows the tool, and what was written is nearly one of its words. A tool or flag that
//! labpress does not know is never called wrong; `[tools.NAME]` in `labpress.toml` tells it of yours.

use super::Finding;
use super::checked::Checked;
use crate::diagnostic::did_you_mean;
use crate::extract::Command;
use crate::source::Span;
use crate::toolbox::{Kind, Token, Tools};

pub(super) fn check(checked: &Checked) -> Vec<Finding> {
    checked.report.found.commands.iter().filter_map(|command| finding(checked, command)).collect()
}

fn finding(checked: &Checked, command: &Command) -> Option<Finding> {
    let tools = checked.tools;
    let may_be_wrong = match &command.subcommand {
        Some(_) => command.text.contains("--"),
        None => tools.has_subcommands(&command.tool),
    };
    if !may_be_wrong {
        return None;
    }
    let tokens = tools.split(&command.text);
    // What runs inside a machine or behind a pipe is not this tool's.
    let is_end = |token: &Token| token.kind == Kind::Operator || token.span.of(&command.text) == "--";
    let own: Vec<&Token> = tokens.iter().take_while(|token| !is_end(token)).collect();
    let program = own.iter().rposition(|token| token.kind == Kind::Program)?;
    let words = own[program + 1..].iter().map(|token| (token.kind, token.span.of(&command.text)));
    let words: Vec<(Kind, &str)> = words.filter(|(kind, _)| *kind != Kind::Space).collect();
    let (wrong, meant) = match &command.subcommand {
        Some(subcommand) => flag(tools, &command.tool, subcommand, &words)?,
        None => subcommand(tools, &command.tool, &words)?,
    };
    let text = command.span.of(&checked.source.text);
    let start = command.span.start + text.find(wrong)?;
    let span = Span::new(start, start + wrong.len());
    let message = format!("`{}` has no `{wrong}`", command.tool);
    Some(checked.at(span, message).help(format!("did you mean `{meant}`?")))
}

fn flag<'a>(tools: &'a Tools, tool: &str, subcommand: &str, words: &[(Kind, &'a str)]) -> Option<(&'a str, &'a str)> {
    // What follows the first word may belong to the program that is run.
    let own = words.iter().filter(|(kind, _)| *kind == Kind::Flag).map(|(_, word)| word.trim_end_matches('='));
    let mut long = own.filter(|word| word.len() > 4 && word.starts_with("--"));
    let wrong = long.find(|word| tools.has_flag(tool, subcommand, word) == Some(false))?;
    Some((wrong, did_you_mean(wrong, tools.flags(tool, subcommand))?))
}

fn subcommand<'a>(tools: &'a Tools, tool: &str, words: &[(Kind, &'a str)]) -> Option<(&'a str, &'a str)> {
    let &(kind, word) = words.first()?;
    let meant = if kind == Kind::Word { tools.meant_subcommand(tool, word) } else { None };
    meant.map(|meant| (word, meant))
}
