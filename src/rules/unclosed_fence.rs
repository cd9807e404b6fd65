//! A code block is never closed, so that everything below it is code.
//!
//! Put a line of three backticks behind the code.

use super::{Finding, at, first_line};
use crate::document::{Block, BlockKind, Node, walk};
use crate::site::Site;
use crate::source::Source;

pub(super) fn check(site: &Site) -> Vec<Finding> {
    let mut found = Vec::new();
    for report in site.reports {
        let source = site.sources.text(report.document.file);
        walk(&report.document.blocks, &mut |node| {
            if let Node::Block(block) = node
                && is_unclosed(block, source)
            {
                let opening = first_line(site, report, block.span);
                let finding = at(report, opening, "this code block is never closed");
                found.push(finding.help("put a line of three backticks behind the code"));
            }
        });
    }
    found
}

/// A code block whose fence is not repeated below it.
fn is_unclosed(block: &Block, source: &Source) -> bool {
    let BlockKind::Code(code) = &block.kind else { return false };
    if code.fence.is_none() {
        return false;
    }
    let text = block.span.of(&source.text);
    let mut lines = text.lines().rev();
    let last = lines.next().unwrap_or("").trim_matches(|c: char| c.is_whitespace() || c == '>');
    let is_fence = last.len() > 2 && (last.chars().all(|c| c == '`') || last.chars().all(|c| c == '~'));
    !is_fence || lines.next().is_none()
}
