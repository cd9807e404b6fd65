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
    /// Returns whether a place lies in it, below its head.
    pub(super) fn holds(&self, place: Span) -> bool {
        let (first, last) = (self.body.first(), self.body.last());
        first.zip(last).is_some_and(|(first, last)| first.span.start <= place.start && place.start < last.span.end)
    }

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

/// Where something is shown in a report, ready to be asked many times.
pub(super) struct Evidence<'a> {
    report: &'a Report,
    /// Where pictures, code blocks, tables and commands begin, in order.
    starts: Vec<usize>,
}

impl<'a> Evidence<'a> {
    pub(super) fn of(report: &'a Report, flow: &[Piece]) -> Self {
        let found = &report.found;
        let shows = |piece: &&Piece| !matches!(piece.kind, PieceKind::Line(_) | PieceKind::Heading(_));
        let pieces = flow.iter().filter(shows).map(|piece| piece.span.start);
        let commands = found.commands.iter().map(|command| command.span.start);
        let unread = found.unread_pictures.iter().map(|picture| picture.span.start);
        let mut starts: Vec<usize> = pieces.chain(commands).chain(unread).collect();
        starts.sort_unstable();
        Self { report, starts }
    }

    /// Returns whether something is shown in a place, or a picture below it covers it.
    pub(super) fn is_in(&self, place: Span) -> bool {
        let next = self.starts.partition_point(|&start| start < place.start);
        let shots = &self.report.found.screenshots;
        // What pictures cover begins and ends in their order.
        let covering = shots.partition_point(|shot| shot.covers.end <= place.start);
        self.starts.get(next).is_some_and(|&start| start < place.end)
            || shots.get(covering).is_some_and(|shot| shot.covers.start < place.end)
    }
}
