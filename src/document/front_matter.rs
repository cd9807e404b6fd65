//! What stands between two fences at the very top of a write-up.
//!
//! `+++` holds TOML, `---` holds YAML. Both are optional and both are cut off before Markdown is read. Of YAML only
//! `key: value` lines at the left margin and lists below them are read: that is all a write-up needs, and nothing in it
//! can be hostile.

use crate::source::Span;

/// Keys that mean something to labpress.
pub const KEYS: [&str; 6] = ["title", "author", "date", "description", "lang", "aliases"];

/// What stood at the very top of a write-up; all of it optional.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FrontMatter {
    /// The title it gives.
    pub title: Option<String>,
    /// The author it names.
    pub author: Option<String>,
    /// The date it gives, as written.
    pub date: Option<String>,
    /// One sentence on the report.
    pub description: Option<String>,
    /// BCP 47 language tag of the report.
    pub lang: Option<String>,
    /// Addresses that the report once had.
    pub aliases: Vec<Alias>,
    /// Keys that labpress does not know, and where they stand.
    pub unknown: Vec<(String, Span)>,
    /// What could not be read, and where.
    pub problems: Vec<(String, Span)>,
    /// Bytes from the first fence to the end of the last fence's line; empty when there is none.
    pub span: Span,
}

/// An address that a report once had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alias {
    /// As written.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// Reads the front matter of `text`; its span ends where the Markdown begins.
pub(super) fn read(text: &str) -> FrontMatter {
    let (fence, ends): (&str, &[&str]) = match text.lines().next().map(str::trim_end) {
        Some("+++") => ("+++", &["+++"]),
        Some("---") => ("---", &["---", "..."]),
        _ => return FrontMatter::default(),
    };
    let Some((inner, end)) = body(text, ends) else { return FrontMatter::default() };
    let entries = if fence == "+++" { toml_entries(text, inner) } else { yaml_entries(text, inner) };
    let Some((entries, problems)) = entries else { return FrontMatter::default() };
    let mut front = FrontMatter { span: Span::new(0, end), problems, ..FrontMatter::default() };
    for Entry { key, value, span } in entries {
        let slot = match key.to_lowercase().as_str() {
            "aliases" => {
                front.aliases = aliases(text, &value, span, inner.end);
                continue;
            }
            "title" => &mut front.title,
            "author" => &mut front.author,
            "date" => &mut front.date,
            "description" => &mut front.description,
            "lang" => &mut front.lang,
            _ => {
                front.unknown.push((key, span));
                continue;
            }
        };
        if let Value::Text(value) = value
            && !value.is_empty()
        {
            *slot = Some(value);
        }
    }
    front
}

/// Returns the addresses of a value with their places, which are looked for behind the key at `key`.
fn aliases(text: &str, value: &Value, key: Span, end: usize) -> Vec<Alias> {
    let texts = match value {
        Value::Text(one) => std::slice::from_ref(one),
        Value::List(all) => all,
    };
    let mut from = key.end;
    let texts = texts.iter().filter(|text| !text.is_empty());
    let alias = |one: &String| {
        let found = text.get(from..end).and_then(|rest| rest.find(one.as_str()));
        let span = found.map_or(key, |at| Span::new(from + at, from + at + one.len()));
        from = from.max(span.end);
        Alias { text: one.clone(), span }
    };
    texts.map(alias).collect()
}

/// Returns the bytes between the fences, and where the line of the closing one ends.
fn body(text: &str, ends: &[&str]) -> Option<(Span, usize)> {
    let mut at = text.find('\n')? + 1;
    let start = at;
    for line in text[start..].split_inclusive('\n') {
        if ends.contains(&line.trim_end()) {
            return Some((Span::new(start, at), at + line.len()));
        }
        at += line.len();
    }
    None
}

/// One key and what it says.
struct Entry {
    key: String,
    value: Value,
    /// Place of the key.
    span: Span,
}

/// What a key says. Anything else than a text or a list of texts is an empty text.
enum Value {
    Text(String),
    List(Vec<String>),
}

/// What was read and what could not be.
type Entries = (Vec<Entry>, Vec<(String, Span)>);

fn toml_entries(text: &str, inner: Span) -> Option<Entries> {
    let table = match inner.of(text).parse::<toml::Table>() {
        Ok(table) => table,
        Err(error) => {
            let at = error.span().map_or(inner, |span| Span::new(inner.start + span.start, inner.start + span.end));
            return Some((Vec::new(), vec![(error.message().to_owned(), at)]));
        }
    };
    let word = |value: &toml::Value| match value {
        toml::Value::String(text) => text.clone(),
        toml::Value::Table(_) | toml::Value::Array(_) => String::new(),
        other => other.to_string(),
    };
    let entries = table.iter().map(|(key, value)| Entry {
        key: key.clone(),
        value: match value {
            toml::Value::Array(items) => Value::List(items.iter().map(word).collect()),
            other => Value::Text(word(other)),
        },
        span: key_place(text, inner, key),
    });
    Some((entries.collect(), Vec::new()))
}

/// Finds the line of the front matter that begins with `key`, bare or as a table's name.
fn key_place(text: &str, inner: Span, key: &str) -> Span {
    let mut at = inner.start;
    for line in inner.of(text).split_inclusive('\n') {
        let name = line.trim_start_matches(['[', '"', '\'', ' ']);
        if name.starts_with(key) {
            let start = at + line.len() - name.len();
            return Span::new(start, start + key.len());
        }
        at += line.len();
    }
    Span::new(inner.start, inner.start)
}

/// Returns `None` when the lines are no YAML: then `---` was a thematic break.
fn yaml_entries(text: &str, inner: Span) -> Option<Entries> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut at = inner.start;
    for line in inner.of(text).split_inclusive('\n') {
        let start = at;
        at += line.len();
        if let (Some(item), Some(last)) = (yaml_item(line), entries.last_mut()) {
            match &mut last.value {
                Value::List(items) => items.push(item),
                Value::Text(text) if text.is_empty() => last.value = Value::List(vec![item]),
                Value::Text(_) => {}
            }
        }
        let nested = line.starts_with([' ', '\t', '-', '#']) || line.trim().is_empty();
        if nested {
            continue;
        }
        let (key, value) = line.split_once(':')?;
        let plain = key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
        let separate = value.starts_with([' ', '\t', '\r', '\n']) || value.is_empty();
        if key.is_empty() || !plain || !separate {
            return None;
        }
        let value = yaml_list(value).map_or_else(|| Value::Text(unquoted(value)), Value::List);
        entries.push(Entry { key: key.to_owned(), value, span: Span::new(start, start + key.len()) });
    }
    (!entries.is_empty()).then_some((entries, Vec::new()))
}

/// Returns what a line `- item` holds.
fn yaml_item(line: &str) -> Option<String> {
    let item = line.trim_start().strip_prefix('-').filter(|item| item.starts_with([' ', '\t']))?;
    Some(unquoted(item))
}

/// Returns the items of `[a, "b"]` on one line.
fn yaml_list(value: &str) -> Option<Vec<String>> {
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Title, unknown keys and the Markdown that is left.
    fn check(text: &str, expected: &str) {
        let front = read(text);
        let unknown: Vec<_> = front.unknown.iter().map(|(key, span)| format!("{key}={}", span.of(text))).collect();
        let rest = &text[front.span.end..];
        assert_eq!(format!("{:?} {unknown:?} {} {rest:?}", front.title, front.problems.len()), expected);
    }

    #[test]
    fn yaml_and_toml_are_cut_off() {
        check("---\ntitle: \"A: b\"\n---\n# X\n", r##"Some("A: b") [] 0 "# X\n""##);
        check("---\r\ntitle: A # c\r\nout:\r\n  pdf: 1\r\n...\r\nX", r#"Some("A") ["out=out"] 0 "X""#);
        check("+++\ntitle = 'A'\n[extra]\nx = 1\n+++\nX", r#"Some("A") ["extra=extra"] 0 "X""#);
    }

    #[test]
    fn old_addresses_are_read_with_their_places() {
        let read = |text: &str| {
            let front = read(text);
            let shown = |alias: &Alias| {
                assert_eq!(alias.span.of(text), alias.text);
                format!("{}@{}", alias.text, alias.span.start)
            };
            front.aliases.iter().map(shown).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(
            read("---\naliases:\n  - /old/\n  - \"a b.html\" # was\n\ntitle: /old/\n---\n"),
            "/old/@17 a b.html@28"
        );
        assert_eq!(read("---\ntitle: x\naliases:\n- a.html\n- a.html/\n---\n"), "a.html@24 a.html/@33");
        assert_eq!(read("---\naliases: [a.html, '/b/']\n---\n"), "a.html@14 /b/@23");
        assert_eq!(read("---\naliases: old.html\n---\n"), "old.html@13");
        assert_eq!(read("+++\naliases = [\n  \"a.html\",\n  '/b/',\n]\n+++\n"), "a.html@19 /b/@31");
        assert_eq!(read("+++\naliases = 'a'\n+++\n"), "a@15");
        assert_eq!(read("---\naliases:\ntags:\n  - x\ntitle: a\n---\n"), "");
    }

    #[test]
    fn a_thematic_break_is_no_front_matter() {
        check("---\n\nSome prose.\n\n---\n", r#"None [] 0 "---\n\nSome prose.\n\n---\n""#);
        check("---\ntitle: never closed\n", r#"None [] 0 "---\ntitle: never closed\n""#);
        check(
            "---\nTime: 12:30 was late\nfor lunch\n---\n",
            r#"None [] 0 "---\nTime: 12:30 was late\nfor lunch\n---\n""#,
        );
    }

    #[test]
    fn broken_toml_is_said_and_still_cut_off() {
        check("+++\ntitle = A\n+++\nX", r#"None [] 1 "X""#);
    }
}
