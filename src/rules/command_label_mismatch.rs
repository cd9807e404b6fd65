//! The label names one command, and another one stands behind it.
//!
//! `- *multipass boot*: multipass launch` leaves the reader in doubt about which of the two was run. Make them say the same.

use super::Finding;
use super::checked::Checked;
use crate::extract::Command;
use crate::toolbox::Tools;
use crate::vocabulary::WordList;

/// What people call by each other's names.
static ALIKE: [WordList; 7] = [
    WordList::new("run|start|launch|create|init|new|up|boot|exec|open"),
    WordList::new("stop|kill|suspend|pause|down|halt|shutdown|quit"),
    WordList::new("delete|rm|remove|purge|rmi|uninstall|prune|clean|destroy"),
    WordList::new("list|ls|ps|images|info|show|inspect|find|describe|status|history"),
    WordList::new("exec|shell|attach|ssh|login|console|enter|connect|open"),
    WordList::new("build|pack|make|create|package|init|new"),
    WordList::new("pull|download|install|get|fetch|add|clone"),
];

pub(super) fn check(checked: &Checked) -> Vec<Finding> {
    let finding = |command: &Command| {
        let label = command.label.as_deref()?;
        contradicts(checked.tools, label, command).then(|| {
            let (tool, subcommand) = (&command.tool, command.subcommand.as_deref().unwrap_or(""));
            let message = format!("the label says `{label}`, the command `{tool} {subcommand}`");
            checked.at(command.span, message).help("make them say the same")
        })
    };
    checked.report.found.commands.iter().filter_map(finding).collect()
}

fn contradicts(tools: &Tools, label: &str, command: &Command) -> bool {
    let Some(subcommand) = command.subcommand.as_deref() else { return false };
    // `compose up`, `container ls`: the last word says what is done.
    let subcommand = subcommand.rsplit(' ').next().unwrap_or(subcommand);
    let label = label.trim().trim_end_matches(':').to_lowercase();
    let words: Vec<&str> = label.split_whitespace().collect();
    let is_known = |word: &str| tools.has_subcommand(&command.tool, word);
    // `images` and `--build` are words of the command as well.
    let plain = |word: &str| word.trim_start_matches('-').trim_end_matches('s').to_owned();
    let is_in = |word: &str| command.text.split_whitespace().any(|part| plain(part) == plain(word));
    let is_deed = |word: &str| ALIKE.iter().any(|group| group.has(word));
    match words.as_slice() {
        // What begins with the tool's name is a command, word for word.
        [tool, word] if **tool == *command.tool => {
            let other = is_deed(word) && is_deed(subcommand) && !are_alike(word, subcommand);
            // There is no such command at all.
            let unknown = is_deed(word) && !is_known(word);
            (other || unknown) && !is_in(word)
        }
        [word] => {
            is_known(word) && is_deed(word) && is_deed(subcommand) && !is_in(word) && !are_alike(word, subcommand)
        }
        _ => false,
    }
}

fn are_alike(one: &str, other: &str) -> bool {
    ALIKE.iter().any(|group| group.has(one) && group.has(other))
}
