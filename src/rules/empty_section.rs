//! A section has nothing in it.
//!
//! Its heading promises something. Write it, or delete the heading.

use super::{Finding, at};
use crate::document::{Block, BlockKind, Heading, InlineKind, plain};
use crate::site::Site;

pub(super) fn check(site: &Site) -> Vec<Finding> {
    let mut found = Vec::new();
    for report in site.reports {
        let says =
            |block: &&Block| !matches!(block.kind, BlockKind::Comment(_) | BlockKind::Rule | BlockKind::Footnote(..));
        let blocks: Vec<&Block> = report.document.blocks.iter().filter(says).collect();
        for (at_block, block) in blocks.iter().enumerate() {
            let Some(heading) = heading(block) else { continue };
            let next = blocks.get(at_block + 1);
            let is_empty = match next {
                // The next heading stands as high or higher: nothing is below this one.
                Some(next) => heading_level(next).is_some_and(|level| level <= heading.level),
                None => at_block > 0,
            };
            let is_label = report.found.parts.iter().any(|part| part.label == block.span && part.number.is_some());
            let is_meant = !plain(&heading.content).trim().is_empty()
                && report.found.lost_comments.binary_search(&block.span).is_err()
                && !(at_block == 0 && next.is_some());
            if is_empty && is_meant && (is_label || heading.level > 1 || next.is_none()) {
                found.push(
                    at(report, block.span, "nothing stands below this heading").help("write it, or delete the heading"),
                );
            }
        }
    }
    found
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

fn heading_level(block: &Block) -> Option<u8> {
    match &block.kind {
        BlockKind::Heading(heading) => Some(heading.level),
        _ => None,
    }
}
