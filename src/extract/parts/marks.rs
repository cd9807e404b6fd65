//! What may begin a part: headings, and lines at the margin that carry a label.

use crate::document::{Inline, InlineKind, plain};
use crate::extract::Found;
use crate::extract::flow::{Line, Piece, PieceKind};
use crate::extract::label::{BARE, Label, label};
use crate::source::Span;

/// A heading or label line at the margin.
pub(in crate::extract) struct Mark<'a> {
    /// The heading, the paragraph that is nothing else, or the line of a longer one.
    pub(in crate::extract) span: Span,
    pub(in crate::extract) text: String,
    /// Level and anchor, when it is a heading. What lacks its space after `##` has no anchor.
    pub(in crate::extract) heading: Option<(u8, Option<&'a str>)>,
    pub(in crate::extract) label: Option<Label>,
    /// Nothing stands between it and the next heading.
    pub(in crate::extract) followed_by_heading: bool,
}

/// Returns the marks of a write-up, but for what only looks like a heading.
pub(super) fn marks<'a>(flow: &[Piece<'a>], found: &Found) -> Vec<Mark<'a>> {
    let is_meant =
        |span: &Span| found.lost_comments.binary_search(span).is_err() && !found.holds_conflict_marker(*span);
    let is_heading = |piece: &Piece| matches!(piece.kind, PieceKind::Heading(_));
    let mut marks = Vec::new();
    for (at, piece) in flow.iter().enumerate().filter(|(_, piece)| piece.depth == 0 && is_meant(&piece.span)) {
        let followed_by_heading = flow.get(at + 1).is_some_and(is_heading);
        marks.extend(Mark::of(piece).map(|mark| Mark { followed_by_heading, ..mark }));
    }
    marks.retain(|mark| !mark.text.is_empty());
    marks
}

/// Returns the paragraphs that would be headings with a space behind their `#`.
pub(in crate::extract) fn unspaced_headings(flow: &[Piece]) -> Vec<Span> {
    let lines = flow.iter().filter(|piece| piece.depth == 0).filter_map(Piece::line);
    lines.filter(|line| heading_without_space(line).is_some()).map(|line| line.block).collect()
}

impl<'a> Mark<'a> {
    pub(in crate::extract) fn of(piece: &Piece<'a>) -> Option<Self> {
        match &piece.kind {
            PieceKind::Heading(heading) => {
                let text = plain(&heading.content).trim().to_owned();
                let label = label(&text);
                Some(Self {
                    span: piece.span,
                    text,
                    heading: Some((heading.level, Some(&heading.id))),
                    label,
                    followed_by_heading: false,
                })
            }
            PieceKind::Line(line) => {
                let span = if line.alone { line.block } else { piece.span };
                if let Some(level) = heading_without_space(line) {
                    let text = line.text.trim_start_matches('#').trim_end_matches('#').trim().to_owned();
                    let label = label(&text);
                    return Some(Self { span, text, heading: Some((level, None)), label, followed_by_heading: false });
                }
                let label = label(&line.text).filter(|label| label.family != BARE)?;
                let counts = label.separated || label.name.is_empty() || is_marked(line.inlines);
                counts.then(|| Self {
                    span,
                    text: line.text.clone(),
                    heading: None,
                    label: Some(label),
                    followed_by_heading: false,
                })
            }
            _ => None,
        }
    }
}

/// Returns the level of `##Heading`, which lacks its space and is a paragraph to Markdown.
fn heading_without_space(line: &Line) -> Option<u8> {
    let signs = line.text.len() - line.text.trim_start_matches('#').len();
    let follows = line.text[signs..].chars().next()?;
    // `#hashtag` and `#1` are seen in plain text; two signs mean a heading, and so does a label.
    let means = match signs {
        1 => label(&line.text[1..]).is_some_and(|label| label.family != BARE),
        2..=6 => follows.is_alphanumeric() || !follows.is_ascii() || follows == '*',
        _ => false,
    };
    let level = u8::try_from(signs).unwrap_or(u8::MAX);
    (line.alone && means && matches!(line.inlines[0].kind, InlineKind::Text(_))).then_some(level)
}

/// Returns whether a line opens in bold or italics.
fn is_marked(inlines: &[Inline]) -> bool {
    matches!(inlines.first().map(|first| &first.kind), Some(InlineKind::Strong(_) | InlineKind::Emphasis(_)))
}
