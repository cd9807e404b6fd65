//! Diagnostics as text for a person: code, `file:line:col`, excerpt, help.
//!
//! Where many are alike, the first two are shown and the others listed by their places. What comes from files is made
//! harmless first: a note must not move the cursor of who reads about it.

use std::collections::BTreeMap;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Diagnostics, Place, Severity};
use crate::source::{Source, Sources, Span};

/// How the text should look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// ANSI colours.
    pub colour: bool,
    /// Columns of the terminal.
    pub width: usize,
}

/// So many alike are shown one by one; of more, only the first [`SHOWN`].
const ALIKE: usize = 3;
const SHOWN: usize = 2;
/// Most places that are listed for the others.
const LISTED: usize = 8;

/// Returns all diagnostics as text for a person.
pub fn render(diagnostics: &Diagnostics, sources: &Sources, look: Look) -> String {
    let sorted = diagnostics.sorted();
    let kind = |diagnostic: &Diagnostic| (diagnostic.severity, diagnostic.code);
    let mut groups: BTreeMap<_, Vec<&Diagnostic>> = BTreeMap::new();
    for diagnostic in &sorted {
        groups.entry(kind(diagnostic)).or_default().push(diagnostic);
    }
    let mut shown: BTreeMap<_, usize> = BTreeMap::new();
    let mut out = String::new();
    for diagnostic in sorted {
        let group = &groups[&kind(diagnostic)];
        let count = shown.entry(kind(diagnostic)).or_insert(0);
        *count += 1;
        if group.len() > ALIKE && *count > SHOWN {
            continue;
        }
        out.push_str(&one(diagnostic, sources, look));
        out.push_str("\n\n");
        if group.len() > ALIKE && *count == SHOWN {
            out.push_str(&others(&group[SHOWN..], sources));
            out.push_str("\n\n");
        }
    }
    out
}

/// `and 5 more like this: notes.md:12, :15, other.md:3`
fn others(rest: &[&Diagnostic], sources: &Sources) -> String {
    let mut last = "";
    let mut places = Vec::new();
    for diagnostic in rest.iter().take(LISTED) {
        let (path, line) = match &diagnostic.place {
            Place::Text(id, span) => {
                let source = sources.text(*id);
                (source.path.as_str(), Some(source.lines.line(span.start)))
            }
            Place::File(path) => (path.as_str(), None),
            Place::Site => ("", None),
        };
        let shown = if path == last { String::new() } else { harmless(path) };
        last = path;
        match line {
            Some(line) => places.push(format!("{shown}:{line}")),
            None => places.push(shown),
        }
    }
    places.retain(|place| !place.is_empty());
    let more = rest.len().saturating_sub(LISTED);
    let more = if more > 0 { format!(" and {more} more places") } else { String::new() };
    let colon = if places.is_empty() { "" } else { ": " };
    format!("  … and {} more like this{colon}{}{more}", rest.len(), places.join(", "))
}

fn one(diagnostic: &Diagnostic, sources: &Sources, look: Look) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(harmless(&diagnostic.message)).id(diagnostic.code);
    let help = diagnostic.help.as_deref().map(|help| Level::HELP.message(harmless(help)));
    let mut place = None;
    let group = match &diagnostic.place {
        Place::Text(id, span) => {
            let source = sources.text(*id);
            let (line, column) = source.lines.place(&source.text, span.start);
            let path = harmless(source.path.as_str());
            let excerpt = Excerpt::of(source, *span);
            let mark = AnnotationKind::Primary.span(excerpt.mark.start..excerpt.mark.end);
            // The library counts columns in what it is given, which of a long line is not the beginning.
            let counted = excerpt.text[..excerpt.mark.start].chars().count() + 1;
            place = Some((format!("{path}:{line}:{counted}"), format!("{path}:{line}:{column}")));
            let snippet = Snippet::source(excerpt.text).line_start(line).path(path).fold(false).annotation(mark);
            title.element(snippet).elements(help)
        }
        Place::File(path) => title.element(Origin::path(harmless(path.as_str()))).elements(help),
        Place::Site => title.elements(help),
    };
    let renderer = if look.colour { Renderer::styled() } else { Renderer::plain() };
    let text = renderer.decor_style(DecorStyle::Ascii).term_width(look.width).render(&[group]);
    match place {
        Some((counted, real)) => text.replacen(&counted, &real, 1),
        None => text,
    }
}

/// The lines around a span, harmless, and the span in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// At most two lines, cut where they are long.
    pub text: String,
    /// What is meant, in `text`.
    pub mark: Span,
}

/// Most lines of an excerpt.
const LINES: usize = 2;
/// Most characters of a line on either side of what is marked.
const AROUND: usize = 60;
/// Most characters that are marked.
const MARKED: usize = 120;

impl Excerpt {
    /// Returns the excerpt for a span of a text.
    pub fn of(source: &Source, span: Span) -> Self {
        let text = source.text.as_str();
        let line = source.lines.line(span.start);
        let end_line = source.lines.line(span.end.saturating_sub(1).max(span.start)).min(line + LINES - 1);
        let start = source.lines.start(line);
        let end = if end_line < source.lines.count() { source.lines.start(end_line + 1) } else { text.len() };
        let whole = text.get(start..end).unwrap_or("").trim_end_matches(['\r', '\n']);
        let at = (span.start - start).min(whole.len());
        let to = (span.end.max(span.start) - start).clamp(at, whole.len());
        let (before, marked, after) = (&whole[..at], &whole[at..to], &whole[to..]);
        let before = last_characters(before);
        let marked = first_characters(marked, MARKED);
        let after = if marked.len() < to - at { String::new() } else { first_characters(after, AROUND) };
        let (before, marked, after) = (harmless(&before), harmless(&marked), harmless(&after));
        let mark = Span::new(before.len(), before.len() + marked.len());
        Self { text: format!("{before}{marked}{after}"), mark }
    }
}

fn first_characters(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

fn last_characters(text: &str) -> String {
    let count = text.chars().count();
    text.chars().skip(count.saturating_sub(AROUND)).collect()
}

/// Shows control characters as signs and drops what turns the direction of writing.
pub fn harmless(text: &str) -> String {
    let shown = |c: char| match c {
        '\n' | '\t' => Some(c),
        '\r' => None,
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + c as u32),
        '\u{7f}'..='\u{9f}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{61c}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}' => Some('\u{fffd}'),
        c => Some(c),
    };
    text.chars().filter_map(shown).collect()
}

/// Returns `2 errors, 5 warnings, 1 note`; `None` when there is nothing.
pub fn summary(diagnostics: &Diagnostics) -> Option<String> {
    let kinds = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")];
    let counts = kinds.map(|(severity, word)| (diagnostics.count(severity), word));
    let words: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}{}", if *count == 1 { "" } else { "s" }))
        .collect();
    (!words.is_empty()).then(|| words.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, RepoPath};

    const LOOK: Look = Look { colour: false, width: 100 };

    fn shown(text: &str, marked: &[&str]) -> String {
        let sources = Sources::of_text("notes.md", text);
        let mut diagnostics = Diagnostics::default();
        for marked in marked {
            let start = text.find(marked).unwrap();
            let place = Place::Text(FileId(0), Span::new(start, start + marked.len()));
            diagnostics
                .push(Diagnostic::warning("missing-image", place, "no file `a.png`").help("did you mean `b.png`?"));
        }
        render(&diagnostics, &sources, LOOK)
    }

    #[test]
    fn a_place_is_shown_with_its_line() {
        insta::assert_snapshot!(shown("one\r\n\tsee ![x](a.png) here\r\nthree\r\n", &["![x](a.png)"]));
    }

    #[test]
    fn wide_letters_and_hostile_signs_do_no_harm() {
        insta::assert_snapshot!(shown("实验 \u{1b}[31m \u{202e}abc ![x](a.png)", &["![x](a.png)"]));
    }

    #[test]
    fn ends_of_texts_and_long_lines_are_places_too() {
        let long = format!("{}![x](a.png){}", "word ".repeat(2000), " word".repeat(2000));
        insta::assert_snapshot!(shown(&long, &["![x](a.png)"]));
        insta::assert_snapshot!(shown("last line", &[""]));
    }

    #[test]
    fn many_alike_are_listed() {
        let text = "a1\na2\na3\na4\na5\n";
        insta::assert_snapshot!(shown(text, &["a1", "a2", "a3", "a4", "a5"]));
    }

    #[test]
    fn files_and_sites_are_places() {
        let mut diagnostics = Diagnostics::default();
        diagnostics.push(Diagnostic::note("encoding", Place::File(RepoPath::new("x\u{1b}.md")), "this is no text"));
        diagnostics.push(Diagnostic::error("no-pages", Place::Site, "no Markdown file").help("write one"));
        insta::assert_snapshot!(render(&diagnostics, &Sources::default(), LOOK));
        assert_eq!(summary(&diagnostics).as_deref(), Some("1 error, 1 note"));
        assert_eq!(summary(&Diagnostics::default()), None);
    }
}
