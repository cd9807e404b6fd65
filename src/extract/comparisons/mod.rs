//! Comparisons: two or more subjects, aspect by aspect.
//!
//! One file per form. Precision first: what names no subjects that recur stays a table or text. An author may settle
//! it with a remark that readers do not see: `<!-- comparison -->`, `<!-- not a comparison -->`.

mod aspects;
mod grid;
mod subjects;
mod table;
mod transposed;
mod words;

use super::flow::{Piece, PieceKind};
use super::{Comparison, OtherTable};
use crate::document::{BlockKind, Document, InlineKind, Node, plain, walk};
use crate::source::{Source, Span};

use grid::Grid;
use table::Settled;

pub use subjects::{display_name, subject_key};

/// Finds the comparisons of a write-up, and the tables that are none.
pub(super) fn find(flow: &[Piece], document: &Document, source: &Source) -> (Vec<Comparison>, Vec<OtherTable>) {
    let remarks = remarks(document);
    let settled = |span: Span| {
        let before = &remarks[remarks.partition_point(|(remark, _)| remark.end <= span.start).checked_sub(1)?];
        let between = Span::new(before.0.end, span.start).of(&source.text);
        // The marker of a list item may stand between.
        between.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '*' | '+')).is_empty().then_some(before.1)
    };
    let (mut found, mut others) = (Vec::new(), Vec::new());
    let mut take = |grid: &Grid, before: &[Piece]| match table::read(grid, caption(before), settled(grid.span)) {
        Ok(comparison) => found.push(comparison),
        Err(why) => others.push(OtherTable { span: grid.span, why: why.to_owned() }),
    };
    let mut at = 0;
    while at < flow.len() {
        if let PieceKind::Table(table) = &flow[at].kind
            && let Some(grid) = Grid::of_table(table, flow[at].span)
        {
            take(&grid, &flow[..at]);
        } else if let Some((grid, taken)) = grid::of_lines(&flow[at..], source) {
            take(&grid, &flow[..at]);
            at += taken - 1;
        }
        at += 1;
    }
    // Apart, and in order.
    let mut taken: Vec<Span> = found.iter().map(|comparison| comparison.span).collect();
    let wanted = |span: Span| settled(span) == Some(Settled::Comparison);
    for comparison in aspects::find(flow, &wanted).into_iter().chain(transposed::find(flow)) {
        let at = taken.partition_point(|other| other.end <= comparison.span.start);
        let free = taken.get(at).is_none_or(|other| comparison.span.end <= other.start);
        if free && settled(comparison.span) != Some(Settled::None) {
            taken.insert(at, comparison.span);
            found.push(comparison);
        }
    }
    found.sort_by_key(|comparison| comparison.span);
    (found, others)
}

/// Returns the remarks that settle whether something is a comparison, in order.
fn remarks(document: &Document) -> Vec<(Span, Settled)> {
    let mut remarks = Vec::new();
    walk(&document.blocks, &mut |node| {
        let (span, text) = match node {
            Node::Block(block) => match &block.kind {
                BlockKind::Comment(text) => (block.span, text),
                _ => return,
            },
            Node::Inline(inline) => match &inline.kind {
                InlineKind::Comment(text) => (inline.span, text),
                _ => return,
            },
        };
        match text.trim().to_lowercase().as_str() {
            "comparison" => remarks.push((span, Settled::Comparison)),
            "not a comparison" | "no comparison" => remarks.push((span, Settled::None)),
            _ => {}
        }
    });
    remarks
}

/// Returns what stands above a comparison and names it: the nearest heading or label, or a line that says so.
fn caption(before: &[Piece]) -> Option<String> {
    before.iter().rev().take(3).find_map(|piece| match &piece.kind {
        PieceKind::Heading(heading) => Some(plain(&heading.content).trim().to_owned()),
        PieceKind::Line(line) => {
            let label = line.labelled.as_ref().filter(|label| label.marked && label.rest.is_empty() && line.alone);
            let says = || words::compares(&line.text).then(|| line.text.trim_end_matches(':').to_owned());
            label.map(|label| label.label.clone()).or_else(says)
        }
        _ => None,
    })
}
