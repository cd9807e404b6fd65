//! The word behind the fence of a code block does not fit the code, or hides some of it.
//!
//! Of what stands behind the three backticks GitHub takes the first word for the language, and shows none of it. A command
//! there is lost. A misspelt language, or `bash` above a YAML file, gives no or wrong colours, and labpress reads commands
//! where shells are named.

use super::Finding;
use super::checked::Checked;
use crate::diagnostic::did_you_mean;
use crate::document::CodeBlock;
use crate::extract::is_shell_name;
use crate::highlight;
use crate::source::Span;
use crate::toolbox::Verdict;

pub(super) fn check(checked: &Checked) -> Vec<Finding> {
    let mut found = Vec::new();
    for &(span, code) in &checked.code {
        let Some(words) = code.fence.as_deref().filter(|words| !words.is_empty()) else { continue };
        let place = fence_line(checked, span);
        let hidden = || hides_command(checked, place, words);
        found.extend(hidden().or_else(|| misspelt(checked, place, code)).or_else(|| other(checked, place, code)));
    }
    found
}

/// Returns the words behind the opening fence.
fn fence_line(checked: &Checked, block: Span) -> Span {
    let line = block.of(&checked.source.text).lines().next().unwrap_or("");
    let line = line.trim_end();
    let sign = if line.starts_with('~') { '~' } else { '`' };
    let signs = line.len() - line.trim_start_matches(sign).trim_start().len();
    Span::new(block.start + signs, block.start + line.len())
}

fn hides_command(checked: &Checked, place: Span, words: &str) -> Option<Finding> {
    let (first, behind) = words.trim().split_once(' ')?;
    let is_language = highlight::is_language(&first.to_lowercase());
    let hidden = if is_language { behind.trim() } else { words.trim() };
    if !hidden.contains(' ') || checked.tools.judge(hidden) != Verdict::Certain {
        return None;
    }
    let message = format!("GitHub does not show `{hidden}`, which stands behind the fence");
    Some(checked.at(place, message).warning().help("put it on a line of its own, below the fence"))
}

fn misspelt(checked: &Checked, place: Span, code: &CodeBlock) -> Option<Finding> {
    let language = code.language();
    let is_word = language.len() > 3 && language.chars().all(|c| c.is_ascii_lowercase());
    if !is_word || highlight::is_language(&language) {
        return None;
    }
    let meant = did_you_mean(&language, highlight::words().filter(|known| known.len() > 3))?;
    // Too many names of languages are near each other to guess at more than a slip.
    let is_slip = language.starts_with(&meant[..1]);
    is_slip.then(|| {
        let message = format!("no language is called `{language}`");
        checked.at(place, message).help(format!("did you mean `{meant}`?"))
    })
}

fn other(checked: &Checked, place: Span, code: &CodeBlock) -> Option<Finding> {
    let language = code.language();
    let (name, word) = is_shell_name(&language).then(|| looks_like(&code.text)).flatten()?;
    let message = format!("this is {name}, and its fence says `{language}`");
    Some(checked.at(place, message).help(format!("write `{word}` behind the fence")))
}

/// Returns what a block is that is surely no shell's, and the word for it.
fn looks_like(code: &str) -> Option<(&'static str, &'static str)> {
    let lines: Vec<&str> =
        code.lines().filter(|line| !line.trim().is_empty() && !line.trim().starts_with('#')).collect();
    let first = lines.first()?;
    let is_instruction = |line: &&&str| {
        let word = line.split(' ').next().unwrap_or("");
        matches!(word, "RUN" | "COPY" | "CMD" | "WORKDIR" | "EXPOSE" | "ENTRYPOINT" | "ADD" | "ENV")
    };
    if first.starts_with("FROM ") && lines.iter().any(|line| is_instruction(&line)) {
        return Some(("a Dockerfile", "dockerfile"));
    }
    let key = |line: &str| {
        let name = line.trim().trim_start_matches("- ").split_once(':');
        name.is_some_and(|(name, rest)| {
            let plain = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
            plain && (rest.is_empty() || rest.starts_with(' '))
        })
    };
    let is_yaml = |line: &&str| key(line) || line.trim_start().starts_with("- ");
    let nested =
        lines.iter().any(|line| line.starts_with("  ")) && lines.iter().any(|line| line.trim_end().ends_with(':'));
    (lines.len() >= 3 && nested && lines.iter().all(is_yaml)).then_some(("YAML", "yaml"))
}
