//! YAML, line by line: what goes on over several lines is little.

use super::painter::Painter;
use super::values::{class, paint_double, paint_single};

/// Returns YAML as safe HTML.
pub(super) fn highlight(code: &str) -> String {
    let mut painter = Painter::new(code);
    let mut open = Open::default();
    while !painter.rest().is_empty() {
        open.line(&mut painter);
        painter.paint("", painter.rest().len().min(1));
    }
    painter.finish()
}

/// What is open at the end of a line.
#[derive(Default)]
struct Open {
    /// So many brackets.
    brackets: usize,
    /// A string in such quotes.
    quote: Option<char>,
    /// A text behind `|` or `>`, and how far that is indented which it belongs to.
    text: Option<usize>,
}

impl Open {
    fn line(&mut self, painter: &mut Painter) {
        let line = painter.line();
        let indent = indentation(line);
        if let Some(outer) = self.text {
            if indent > outer || indent == line.len() {
                painter.paint("", indent);
                painter.paint("s", line.len() - indent);
                return;
            }
            self.text = None;
        }
        if let Some(quote) = self.quote.take() {
            painter.skip_blanks();
            self.quoted(painter, quote, 0);
            self.nodes(painter, indent);
            return;
        }
        // A bracket that somebody forgot to close ends where a new key begins at the margin.
        if self.brackets > 0 && line.starts_with(char::is_alphabetic) && key(line).is_some() {
            self.brackets = 0;
        }
        if self.brackets > 0 { self.nodes(painter, indent) } else { self.entry(painter) }
    }

    /// A line outside brackets: markers of items, a key, a value.
    fn entry(&mut self, painter: &mut Painter) {
        let line = painter.line();
        if line.starts_with('%') {
            painter.paint("k", line.len());
            return;
        }
        if line.starts_with("---") || line.starts_with("...") {
            painter.paint("", 3);
        }
        let column = |painter: &Painter| line.len() - painter.line().len();
        painter.skip_blanks();
        let mut indent = column(painter);
        while is_marker(painter.line()) {
            indent = column(painter);
            painter.paint("", 1);
            painter.skip_blanks();
        }
        if let Some(length) = key(painter.line()) {
            indent = column(painter);
            paint_key(painter, length);
        } else if painter.line().starts_with(['"', '\'']) {
            indent = column(painter);
        }
        self.nodes(painter, indent);
    }

    /// Values up to the end of the line, keys in quotes and in brackets among them.
    fn nodes(&mut self, painter: &mut Painter, indent: usize) {
        loop {
            painter.skip_blanks();
            let line = painter.line();
            let Some(next) = line.chars().next() else { return };
            match next {
                '#' => painter.paint("c", line.len()),
                '&' | '*' => {
                    painter.paint("k", 1);
                    painter.paint_while("", |c| !c.is_whitespace() && !is_bracket_or_comma(c));
                }
                '!' => painter.paint("k", length_of(line, |c| !c.is_whitespace() && !is_bracket_or_comma(c))),
                '|' | '>' if self.brackets == 0 && is_text_header(line) => {
                    painter.paint_while("k", |c| !c.is_whitespace());
                    self.text = Some(indent);
                }
                '"' | '\'' => self.quoted(painter, next, 1),
                '[' | '{' => {
                    self.brackets += 1;
                    painter.paint("", 1);
                }
                ']' | '}' if self.brackets > 0 => {
                    self.brackets -= 1;
                    painter.paint("", 1);
                }
                ',' | ':' if self.brackets > 0 => painter.paint("p", 1),
                ':' if is_end_of_key(&line[1..]) => painter.paint("p", 1),
                _ => self.bare(painter),
            }
        }
    }

    fn quoted(&mut self, painter: &mut Painter, quote: char, opening: usize) {
        let closed = if quote == '"' { paint_double(painter, opening) } else { paint_single(painter, opening) };
        self.quote = (!closed).then_some(quote);
    }

    /// A word or several; inside brackets it may be a key.
    fn bare(&self, painter: &mut Painter) {
        let line = painter.line();
        let inside = self.brackets > 0;
        let mut before = ' ';
        let mut ends = |&(at, c): &(usize, char)| {
            let is_end = match c {
                '#' => before.is_whitespace(),
                ':' => inside && is_end_of_key(&line[at + 1..]),
                c => inside && is_bracket_or_comma(c),
            };
            before = c;
            is_end && at > 0
        };
        let length = line.char_indices().find(&mut ends).map_or(line.len(), |(at, _)| at);
        let said = line[..length].trim_end();
        let is_key = inside && line[length..].starts_with(':');
        painter.paint(if is_key { "t" } else { class(said) }, said.len());
    }
}

/// Paints a key of so many bytes and the `:` behind it.
fn paint_key(painter: &mut Painter, length: usize) {
    let key = painter.line()[..length].trim_end();
    painter.paint(if key == "<<" { "n" } else { "t" }, key.len());
    painter.skip_blanks();
    painter.paint("p", 1);
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

fn length_of(line: &str, is_part: impl Fn(char) -> bool) -> usize {
    line.find(|c| !is_part(c)).unwrap_or(line.len())
}

/// `- item`, `? key`, `: value`
fn is_marker(line: &str) -> bool {
    line.starts_with(['-', '?', ':']) && line[1..].chars().next().is_none_or(char::is_whitespace)
}

/// `|`, `>-`, `|2`
fn is_text_header(line: &str) -> bool {
    let header = line.split_whitespace().next().unwrap_or("");
    header[1..].chars().all(|c| matches!(c, '-' | '+') || c.is_ascii_digit())
}

fn is_bracket_or_comma(c: char) -> bool {
    matches!(c, '[' | ']' | '{' | '}' | ',')
}

/// What may follow the `:` behind a key.
fn is_end_of_key(rest: &str) -> bool {
    rest.chars().next().is_none_or(|c| c.is_whitespace() || is_bracket_or_comma(c))
}

/// Returns where the `:` behind the key stands that a line begins with; keys in quotes are read as values are.
fn key(line: &str) -> Option<usize> {
    if line.starts_with(['"', '\'', '[', '{', '#', '&', '*', '!', '|', '>']) {
        return None;
    }
    let behind = |at: usize| line[at + 1..].chars().next().is_none_or(char::is_whitespace);
    let at = line.match_indices(':').map(|(at, _)| at).find(|&at| behind(at))?;
    let is_comment = line.as_bytes()[..at].windows(2).any(|pair| pair == b" #");
    (at > 0 && !is_comment).then_some(at)
}
