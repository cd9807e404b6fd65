//! Front matter in YAML: `key: value` lines at the left margin and lists below them. That is all a write-up needs, and
//! nothing in it can be hostile. What other tools want, nested values and blocks of text, is passed over.

use super::front_matter::{Entries, Entry, KEYS, Problem, Value};
use crate::source::Span;

/// Returns `None` when the lines are no YAML: then `---` was a thematic break, and they are text, of which nothing must be
/// lost. Where they begin with one of our keys and have no gap, they are meant as YAML, and those that are none are named.
pub(super) fn entries(text: &str, inner: Span) -> Option<Entries> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut problems = Vec::new();
    let mut is_odd = false;
    let lines: Vec<&str> = inner.of(text).split_inclusive('\n').collect();
    let mut at = inner.start;
    for (number, line) in lines.iter().enumerate() {
        let start = at;
        at += line.len();
        if let (Some(item), Some(last)) = (item(line), entries.last_mut()) {
            match &mut last.value {
                Value::List(items) => items.push(item),
                Value::Text(text) if text.is_empty() => last.value = Value::List(vec![item]),
                Value::Text(_) => {}
            }
        }
        if is_nested(line) {
            continue;
        }
        let Some((key, value)) = key_and_value(line) else {
            is_odd = true;
            // `"a key": ..` and `my key: ..` are somebody else's.
            if line.contains(": ") || line.trim_end().ends_with(':') {
                continue;
            }
            let span = Span::new(start, start + line.trim_end().len());
            let help = "write a key, a colon, a blank and its text: `title: My notes`";
            problems.push(Problem::new(span, "this is no `key: value`, and is left out", help));
            continue;
        };
        let goes_on = lines.get(number + 1).is_some_and(|next| next.starts_with([' ', '\t']));
        if let Some(quote) = open_quote(value).filter(|_| !goes_on) {
            let written = value.trim();
            let from = start + line.len() - line[key.len()..].trim_start_matches([':', ' ', '\t']).len();
            let help = format!("write `{quote}` at its end, or leave it out at its beginning");
            problems.push(Problem::new(Span::new(from, from + written.len()), "a quote is never closed", help));
        }
        let value = list(value).map_or_else(|| Value::Text(unquoted(value)), Value::List);
        entries.push(Entry { key: key.to_owned(), value, span: Span::new(start, start + key.len()) });
    }
    let is_whole = !is_odd && !entries.is_empty();
    let has_gap = lines.iter().any(|line| line.trim().is_empty());
    let is_meant = is_whole || lines.first().is_some_and(|line| is_ours(line)) && !(is_odd && has_gap);
    is_meant.then_some((entries, problems))
}

/// Returns whether a line belongs to the key above it, or to none.
fn is_nested(line: &str) -> bool {
    let ends_collection = || line.trim().trim_end_matches(',').chars().all(|c| matches!(c, ']' | '}'));
    line.starts_with([' ', '\t', '-', '#']) || ends_collection()
}

fn key_and_value(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let plain = key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    let separate = value.starts_with([' ', '\t', '\r', '\n']) || value.is_empty();
    (!key.is_empty() && plain && separate).then_some((key, value))
}

/// Returns whether a line begins with one of our keys, whatever follows.
fn is_ours(line: &str) -> bool {
    line.split_once(':').is_some_and(|(key, _)| KEYS.contains(&key.to_lowercase().as_str()))
}

/// Returns the quote that a value begins with, when there is no other one in it.
fn open_quote(value: &str) -> Option<char> {
    let quote = value.trim().chars().next().filter(|c| matches!(c, '"' | '\''))?;
    (value.matches(quote).count() == 1).then_some(quote)
}

/// Returns what a line `- item` holds.
fn item(line: &str) -> Option<String> {
    let item = line.trim_start().strip_prefix('-').filter(|item| item.starts_with([' ', '\t']))?;
    Some(unquoted(item))
}

/// Returns the items of `[a, "b"]` on one line.
fn list(value: &str) -> Option<Vec<String>> {
    let inside = value.trim().strip_prefix('[')?.split_once(']')?.0;
    Some(inside.split(',').map(unquoted).filter(|item| !item.is_empty()).collect())
}

/// Returns a YAML scalar's text; `""` for blocks and collections.
fn unquoted(value: &str) -> String {
    let value = value.trim();
    let within = |quote: char| value.strip_prefix(quote)?.split_once(quote).map(|(text, _)| text.to_owned());
    if let Some(text) = within('"').or_else(|| within('\'')) {
        return text;
    }
    if value.starts_with(['|', '>', '[', '{', '&', '*', '!']) {
        return String::new();
    }
    value.split(" #").next().unwrap_or("").trim().to_owned()
}
