//! Changes to a text.

use serde::{Deserialize, Serialize};

use crate::source::Span;

/// A change to a text: what stands at a place becomes something else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// What goes; empty where something is only put in.
    pub span: Span,
    /// What comes.
    pub text: String,
}

/// Returns a text after all these changes, and how many of them were made: of two that touch, only the first is.
pub fn edited<'e>(text: &str, edits: impl IntoIterator<Item = &'e Edit>) -> (String, usize) {
    let mut edits: Vec<&Edit> = edits.into_iter().collect();
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    edits.dedup();
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    let mut made = 0;
    for edit in edits {
        let fits = text.is_char_boundary(edit.span.start) && text.is_char_boundary(edit.span.end);
        if !fits || edit.span.end > text.len() || edit.span.start < from || (made > 0 && edit.span.start == from) {
            continue;
        }
        out.push_str(&text[from..edit.span.start]);
        out.push_str(&edit.text);
        from = edit.span.end;
        made += 1;
    }
    out.push_str(&text[from..]);
    (out, made)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_made_once_and_never_over_each_other() {
        let edit = |start, end, text: &str| Edit { span: Span::new(start, end), text: text.to_owned() };
        let cases: [(&[Edit], &str, usize); 5] = [
            (&[], "one two", 0),
            (&[edit(4, 7, "2"), edit(0, 3, "1")], "1 2", 2),
            (&[edit(0, 0, "# "), edit(0, 0, "# ")], "# one two", 1),
            (&[edit(0, 5, "a"), edit(4, 7, "b")], "awo", 1),
            (&[edit(5, 99, "x")], "one two", 0),
        ];
        for (edits, text, made) in cases {
            assert_eq!(edited("one two", edits), (text.to_owned(), made), "{edits:?}");
        }
        assert_eq!(edited("é", &[edit(1, 2, "x")]), ("é".to_owned(), 0));
    }
}
