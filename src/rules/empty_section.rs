//! A section has nothing in it.
//!
//! Its heading promises something. Write it, or delete the heading.

use std::collections::BTreeSet;

use super::Finding;
use super::checked::Checked;
use crate::document::{Block, BlockKind, Heading, InlineKind, plain};
use crate::source::Span;

pub(super) fn check(checked: &Checked) -> Vec<Finding> {
    let report = checked.report;
    let says =
        |block: &&Block| !matches!(block.kind, BlockKind::Comment(_) | BlockKind::Rule | BlockKind::Footnote(..));
    let blocks: Vec<&Block> = report.document.blocks.iter().filter(says).collect();
    let numbered = report.found.parts.iter().filter(|part| part.number.is_some());
    let labels: BTreeSet<Span> = numbered.map(|part| part.label).collect();
    let is_empty = |index: usize| {
        let block = blocks[index];
        let heading = heading(block).filter(|heading| !plain(&heading.content).trim().is_empty())?;
        let next = blocks.get(index + 1);
        // The next heading stands as high or higher, or the report ends: nothing is below this one.
        let nothing_below = next.map_or(index > 0, |next| level(next).is_some_and(|level| level <= heading.level));
        // A `#` above another one is a title, or the course.
        let is_title = index == 0 || heading.level == 1 && next.is_some() && !labels.contains(&block.span);
        let is_comment = report.found.lost_comments.binary_search(&block.span).is_ok();
        (nothing_below && !is_title && !is_comment && !labels.contains(&block.span)).then_some(block)
    };
    let finding = |block: &Block| checked.at(block.span, "nothing stands below this heading");
    let empty = (0..blocks.len()).filter_map(is_empty);
    empty.map(|block| finding(block).help("write it, or delete the heading")).collect()
}

fn heading(block: &Block) -> Option<&Heading> {
    match &block.kind {
        BlockKind::Heading(heading) if !holds_content(heading) => Some(heading),
        _ => None,
    }
}

/// A heading with a picture or a link in it says something by itself.
fn holds_content(heading: &Heading) -> bool {
    heading.content.iter().any(|inline| matches!(inline.kind, InlineKind::Image(_) | InlineKind::Link(_)))
}

fn level(block: &Block) -> Option<u8> {
    match &block.kind {
        BlockKind::Heading(heading) => Some(heading.level),
        _ => None,
    }
}
