//! A part's heading has another level than those of the other parts.
//!
//! Readers and tables of contents then take it for a section of the part before it. Give all parts the same number of `#`.

use std::collections::BTreeMap;

use super::Finding;
use super::checked::Checked;
use crate::document::BlockKind;
use crate::source::Span;

pub(super) fn check(checked: &Checked) -> Vec<Finding> {
    let report = checked.report;
    let numbered = report.found.parts.iter().filter(|part| part.number.is_some() && part.marker.is_some());
    let headings = report.document.blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Heading(heading) => Some((block.span, heading.level)),
        _ => None,
    });
    let headings: BTreeMap<Span, u8> = headings.collect();
    let levels: Vec<(Span, u8)> = numbered.filter_map(|part| Some((part.label, *headings.get(&part.label)?))).collect();
    let mut counts: BTreeMap<u8, usize> = BTreeMap::new();
    for (_, level) in &levels {
        *counts.entry(*level).or_default() += 1;
    }
    // The level of most parts; the first of two that are equally many.
    let Some((&usual, &count)) = counts.iter().rev().max_by_key(|(_, count)| **count) else { return Vec::new() };
    if count < 2 || count * 2 <= levels.len() {
        return Vec::new();
    }
    let others = levels.into_iter().filter(|&(_, level)| level != usual);
    let finding = |(span, level): (Span, u8)| {
        let signs = |level: u8| "#".repeat(usize::from(level));
        let message =
            format!("this part's heading is `{}`, and those of most parts are `{}`", signs(level), signs(usual));
        checked.at(checked.first_line(span), message).help(format!("write `{}`", signs(usual)))
    };
    others.map(finding).collect()
}
