//! What stands between two fences at the very top of a write-up.
//!
//! `+++` holds TOML, `---` holds YAML ([`yaml`]). Both are optional and both are cut off before Markdown is read.

use super::yaml;
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
    /// What could not be read.
    pub problems: Vec<Problem>,
    /// Keys that labpress knows, and where they stand.
    pub places: Vec<(&'static str, Span)>,
    /// Bytes from the first fence to the end of the last fence's line; empty when there is none.
    pub span: Span,
}

/// Something that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// Where.
    pub span: Span,
}

impl Problem {
    pub(super) fn new(span: Span, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into(), span }
    }
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
        _ => return FrontMatter { problems: late(text).into_iter().collect(), ..FrontMatter::default() },
    };
    let Some((inner, end)) = body(text, ends) else {
        return FrontMatter { problems: unclosed(text, fence).into_iter().collect(), ..FrontMatter::default() };
    };
    let entries = if fence == "+++" { Some(toml_entries(text, inner)) } else { yaml::entries(text, inner) };
    let Some((entries, problems)) = entries else { return FrontMatter::default() };
    let mut front = FrontMatter { span: Span::new(0, end), problems, ..FrontMatter::default() };
    for Entry { key, value, span } in entries {
        let lower = key.to_lowercase();
        if let Some(known) = KEYS.into_iter().find(|known| *known == lower) {
            front.places.push((known, span));
            if matches!(value, Value::List(_)) && known != "aliases" {
                let help = format!("write one text behind `{known}`, without `[` and `-`");
                front.problems.push(Problem::new(span, format!("`{key}` is a list, and must be a text"), help));
            }
        }
        let slot = match lower.as_str() {
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

/// Returns whether a line begins with one of our keys and what follows a key. `Note: ..` below a line of its own is text.
fn is_key_line(line: &str, separator: char) -> bool {
    let Some((key, _)) = line.split_once(separator) else { return false };
    KEYS.contains(&key.trim_end().to_lowercase().as_str())
}

/// What separates a key and its value between two fences.
fn separator(fence: &str) -> char {
    if fence == "+++" { '=' } else { ':' }
}

/// Finds front matter that nobody reads, for it does not begin in the first line.
fn late(text: &str) -> Option<Problem> {
    let start = text.len() - text.trim_start().len();
    let fence = text[start..].lines().next()?.trim_end();
    let second = text[start..].lines().nth(1)?;
    let is_late = start > 0 && matches!(fence, "---" | "+++") && is_key_line(second, separator(fence));
    let help = format!("take out what stands above `{fence}`");
    is_late.then(|| {
        let span = Span::new(start, start + fence.len());
        Problem::new(span, "front matter is read in the first line only, and this is text", help)
    })
}

/// Finds front matter that is never closed, so that all of it is text.
fn unclosed(text: &str, fence: &str) -> Option<Problem> {
    let second = text.lines().nth(1)?;
    let help = format!("write `{fence}` on a line of its own below it");
    is_key_line(second, separator(fence))
        .then(|| Problem::new(Span::new(0, fence.len()), "front matter is never closed, and this is text", help))
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
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) value: Value,
    /// Place of the key.
    pub(super) span: Span,
}

/// What a key says. Anything else than a text or a list of texts is an empty text.
pub(super) enum Value {
    Text(String),
    List(Vec<String>),
}

/// What was read and what could not be.
pub(super) type Entries = (Vec<Entry>, Vec<Problem>);

fn toml_entries(text: &str, inner: Span) -> Entries {
    let table = match inner.of(text).parse::<toml::Table>() {
        Ok(table) => table,
        Err(error) => {
            let at = error.span().map_or(inner, |span| Span::new(inner.start + span.start, inner.start + span.end));
            let why = error.message().lines().next().unwrap_or("");
            let message = format!("front matter cannot be read: {why}");
            return (Vec::new(), vec![Problem::new(at, message, "between `+++`, write `key = \"text\"`")]);
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
    (entries.collect(), Vec::new())
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

/// Returns the day of a date as programs understand it: `2026-03-01`, with a time of day behind it or none.
pub fn day_of(date: &str) -> Option<&str> {
    let day = date.split(['T', 't', ' ']).next().unwrap_or(date);
    is_day(day).then_some(day)
}

fn is_day(text: &str) -> bool {
    let numbers: Vec<&str> = text.split('-').collect();
    let [year, month, day] = numbers.as_slice() else { return false };
    let number = |text: &str, length: usize| {
        (text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| text.parse::<u32>().ok())
            .flatten()
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2)) else {
        return false;
    };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u32::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
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
        for text in ["---\n\nFirst.\n\nDate: 3.4.\n\n---\n", "---\n**Course**: L\nDate: 1\n---\n"] {
            assert_eq!(read(text).span, Span::default(), "{text}");
        }
        check("---\nNote: this is text\n", r#"None [] 0 "---\nNote: this is text\n""#);
        check(
            "---\nTime: 12:30 was late\nfor lunch\n---\n",
            r#"None [] 0 "---\nTime: 12:30 was late\nfor lunch\n---\n""#,
        );
    }

    #[test]
    fn broken_toml_is_said_and_still_cut_off() {
        check("+++\ntitle = A\n+++\nX", r#"None [] 1 "X""#);
    }

    #[test]
    fn what_cannot_be_read_is_said_in_its_place() {
        let cases = [
            ("---\ntitle: \"A\nauthor: B\n---\n", "\"A: a quote is never closed"),
            ("---\ntitle: 'A\n  B'\n---\n", ""),
            ("---\ntitle: A\nfor lunch\n---\n", "for lunch: this is no `key: value`, and is left out"),
            ("---\ntitle: A\ntags: [\n  a,\n  b\n]\n\"a key\": b\nmy key: c\n---\n", ""),
            ("---\ntitle:A\n---\n", "title:A: this is no `key: value`, and is left out"),
            ("---\ntitle: A\nextra:\n  - {a: \"b\n  more\n---\n", ""),
            ("---\ntitle: never closed\n\n# A\n", "---: front matter is never closed, and this is text"),
            ("+++\ntitle = 'x'\n", "+++: front matter is never closed, and this is text"),
            ("\n\n---\ntitle: A\n---\n", "---: front matter is read in the first line only, and this is text"),
            ("---\ntitle: [A, B]\n---\n", "title: `title` is a list, and must be a text"),
            ("---\nauthor:\n  - A\n---\n", "author: `author` is a list, and must be a text"),
            ("+++\ndate = [1]\n+++\n", "date: `date` is a list, and must be a text"),
            ("---\ntags: [A, B]\naliases: [a]\n---\n", ""),
            ("# A\n\n---\ntitle: A\n---\n", ""),
        ];
        for (text, expected) in cases {
            let found = read(text).problems;
            let said = found.iter().map(|problem| format!("{}: {}", problem.span.of(text), problem.message));
            assert_eq!(said.collect::<Vec<_>>().join("\n"), expected, "{text}");
        }
    }

    #[test]
    fn dates_are_days_of_the_calendar() {
        for day in ["2026-03-01", "2024-02-29", "2000-02-29"] {
            assert!(is_day(day), "{day}");
        }
        for other in ["2026-2-1", "2025-02-29", "1900-02-29", "March 1st", "2026-13-01", "2026-04-31", "2026-00-10", ""]
        {
            assert!(!is_day(other), "{other}");
        }
    }
}
