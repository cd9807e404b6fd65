//! Comparisons: two or more subjects, aspect by aspect.
//!
//! One file per form. Precision first: what names no subjects that recur stays a table or text.

mod aspects;
mod subjects;
mod table;

use super::flow::{Piece, PieceKind, labelled};
use super::{Comparison, OtherTable};
use crate::document::plain;

pub use subjects::{display_name, subject_key};

/// Finds the comparisons of a write-up, and the tables that are none.
pub(super) fn find(flow: &[Piece]) -> (Vec<Comparison>, Vec<OtherTable>) {
    let mut found = aspects::find(flow);
    let mut others = Vec::new();
    for (at, piece) in flow.iter().enumerate() {
        let PieceKind::Table(table) = &piece.kind else { continue };
        match table::read(table, piece.span, caption(&flow[..at])) {
            Ok(comparison) => found.push(comparison),
            Err(why) => others.push(OtherTable { span: piece.span, why: why.to_owned() }),
        }
    }
    found.sort_by_key(|comparison| comparison.span);
    (found, others)
}

/// Returns what stands above a comparison and names it: the nearest heading or label, two lines up at most.
fn caption(before: &[Piece]) -> Option<String> {
    before.iter().rev().take(3).find_map(|piece| match &piece.kind {
        PieceKind::Heading(heading) => Some(plain(&heading.content).trim().to_owned()),
        PieceKind::Line(line) if line.alone => {
            labelled(line.inlines).filter(|label| label.marked && label.rest.is_empty()).map(|label| label.label)
        }
        _ => None,
    })
}
