//! The parts of a report and their steps.
//!
//! A part is found by its label, not by the level of its heading: in one and the same report parts are `##`, `###`,
//! bold lines or plain ones. A report that counts nothing has its top sections as parts.

mod counted;
mod marks;
mod steps;

use super::flow::Piece;
use super::label::{clean, is_beside};
use super::{Found, Part};
use crate::source::Span;

use counted::{Chosen, chosen};
use marks::marks;
pub(super) use marks::{Mark, unspaced_headings};
pub use steps::announces;
use steps::steps;
pub(super) use steps::{announcing, step};

/// Finds the parts; `end` is where the report ends. What is compared names aspects and subjects, no steps, and what
/// is a comment of a script is no heading.
pub(super) fn find(flow: &[Piece], end: usize, found: &Found) -> Vec<Part> {
    let marks = marks(flow, found);
    let has_evidence = !found.commands.is_empty() || flow.iter().any(Piece::is_picture);
    let chosen = chosen(&marks, has_evidence);
    let compared: Vec<Span> = found.comparisons.iter().map(|comparison| comparison.span).collect();
    let mut parts = Vec::new();
    for (at, &Chosen { mark: index, number }) in chosen.iter().enumerate() {
        let mark = &marks[index];
        let next = chosen.get(at + 1).map_or(end, |next| marks[next.mark].span.start);
        let level = mark.heading.map_or(u8::MAX, |(level, _)| level);
        let mut inside = marks[index + 1..].iter().take_while(|other| other.span.start < next);
        // Where numbers begin again, a higher heading before them begins another report.
        let restarts = chosen.get(at + 1).is_some_and(|next| next.number.is_some() && next.number <= number);
        let ends = inside.find(|other| {
            let above = |by: u8| other.heading.is_some_and(|(other_level, _)| other_level + by <= level);
            above(0) && is_beside(&other.text) || restarts && above(1)
        });
        let end = ends.map_or(next, |other| other.span.start.min(next));
        let span = Span::new(mark.span.start, end.max(mark.span.end));
        let label = mark.label.as_ref();
        parts.push(Part {
            number,
            marker: label.map(|label| label.marker.clone()),
            title: mark.text.clone(),
            name: label.map_or_else(|| clean(&mark.text).to_owned(), |label| label.name.clone()),
            anchor: mark.heading.and_then(|(_, id)| id).map(str::to_owned),
            label: mark.span,
            span,
            steps: steps(flow, mark.span, span, &compared),
        });
    }
    parts
}
