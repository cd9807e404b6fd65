//! A report as sections: each heading or label of a part, and what stands below it up to the next one.

use std::collections::BTreeSet;

use crate::extract::{Piece, PieceKind};
use crate::site::Report;
use crate::source::Span;

/// A heading, or the label of a part, and what stands below it.
pub(super) struct Section<'p, 'a> {
    /// `None` for what stands above the first one.
    pub(super) head: Option<&'p Piece<'a>>,
    /// The pieces up to the next heading or label, pictures in the heading itself included.
    pub(super) body: &'p [Piece<'a>],
}

impl Section<'_, '_> {
    /// Returns whether it holds a picture, a code block or a table.
    pub(super) fn shows_something(&self) -> bool {
        self.body.iter().any(|piece| !matches!(piece.kind, PieceKind::Line(_)))
    }
}

/// Cuts the pieces of a report into sections.
pub(super) fn sections<'p, 'a>(report: &Report, flow: &'p [Piece<'a>]) -> Vec<Section<'p, 'a>> {
    let labels: BTreeSet<usize> = report.found.parts.iter().map(|part| part.label.start).collect();
    let is_head = |piece: &Piece| is_heading(piece) || piece.depth == 0 && labels.contains(&piece.span.start);
    let heads: Vec<usize> = (0..flow.len()).filter(|&at| is_head(&flow[at])).collect();
    let first = heads.first().copied().unwrap_or(flow.len());
    let above = (first > 0).then(|| Section { head: None, body: &flow[..first] });
    let ends = heads.iter().skip(1).copied().chain([flow.len()]);
    let below = heads.iter().zip(ends).map(|(&at, end)| Section { head: Some(&flow[at]), body: &flow[at + 1..end] });
    above.into_iter().chain(below).collect()
}

/// Returns whether a piece is a heading.
pub(super) fn is_heading(piece: &Piece) -> bool {
    matches!(piece.kind, PieceKind::Heading(_))
}

/// Returns whether a command, a code block, a table or a picture stands in a place, or a picture below it covers it.
pub(super) fn has_evidence(report: &Report, flow: &[Piece], place: Span) -> bool {
    let found = &report.found;
    let begins_in = |span: Span| place.start <= span.start && span.start < place.end;
    let first = flow.partition_point(|piece| piece.span.start < place.start);
    let inside = flow[first..].iter().take_while(|piece| piece.span.start < place.end);
    inside.into_iter().any(|piece| !matches!(piece.kind, PieceKind::Line(_) | PieceKind::Heading(_)))
        || found.commands.iter().any(|command| begins_in(command.span))
        || found.unread_pictures.iter().any(|picture| begins_in(picture.span))
        || found.screenshots.iter().any(|shot| shot.covers.start < place.end && place.start < shot.covers.end)
}
