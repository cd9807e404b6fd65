//! Writes a text as HTML piece by piece, each with the class of its colour; neighbours of one class become one span.

use super::{escape_into, span_into};

/// A text that is being painted from its begin to its end.
pub(super) struct Painter<'a> {
    text: &'a str,
    /// Where the pieces of one class begin that are not written yet, and where they end.
    begun: usize,
    at: usize,
    /// Where the line at hand ends; looked for once, because a line may be cut into as many pieces as it has letters.
    line_end: usize,
    class: &'static str,
    html: String,
}

impl<'a> Painter<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            begun: 0,
            at: 0,
            line_end: end_of_line(text, 0),
            class: "",
            html: String::with_capacity(text.len() * 2),
        }
    }

    /// Returns what is not painted yet.
    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// Returns the rest of the line at hand, without its end.
    pub(super) fn line(&self) -> &'a str {
        &self.text[self.at..self.line_end]
    }

    /// Paints the next `length` bytes; a class of `""` leaves them as they are.
    pub(super) fn paint(&mut self, class: &'static str, length: usize) {
        if length == 0 {
            return;
        }
        if class != self.class {
            self.flush();
            self.class = class;
        }
        self.at += length;
        if self.at > self.line_end {
            self.line_end = end_of_line(self.text, self.at);
        }
    }

    /// Paints what is in front as long as it is made of such characters.
    pub(super) fn paint_while(&mut self, class: &'static str, is_part: impl Fn(char) -> bool) {
        let rest = self.rest();
        self.paint(class, rest.find(|c| !is_part(c)).unwrap_or(rest.len()));
    }

    /// Leaves blanks as they are, but for the end of the line.
    pub(super) fn skip_blanks(&mut self) {
        self.paint_while("", |c| c != '\n' && c.is_whitespace());
    }

    /// Returns the HTML of the whole text.
    pub(super) fn finish(mut self) -> String {
        self.paint("", self.text.len() - self.at);
        self.flush();
        self.html
    }

    /// A line's end stays outside, so that a block can be cut into lines.
    fn flush(&mut self) {
        let run = &self.text[self.begun..self.at];
        let shown = run.trim_end_matches('\n');
        span_into(self.class, shown, &mut self.html);
        escape_into(&run[shown.len()..], &mut self.html);
        self.begun = self.at;
    }
}

/// Returns where the line ends that goes on at `from`.
fn end_of_line(text: &str, from: usize) -> usize {
    text[from..].find('\n').map_or(text.len(), |length| from + length)
}
