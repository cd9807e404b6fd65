//! The text breaks off: a line announces something, and nothing follows.
//!
//! `It will show:` at the end of a section leaves the reader waiting. Put in what was meant to follow.

use std::collections::BTreeSet;

use super::Finding;
use super::checked::Checked;
use super::sections::sections;
use crate::extract::{Line, Piece, PieceKind};
use crate::source::Span;

pub(super) fn check(checked: &Checked) -> Vec<Finding> {
    let report = checked.report;
    let text = &checked.source.text;
    let sections = sections(report, &checked.flow);
    // What the rule on empty steps reports is not said twice.
    let steps: BTreeSet<Span> = report.found.parts.iter().flat_map(|part| &part.steps).map(|step| step.place).collect();
    let unfinished = sections.iter().enumerate().filter_map(|(at, section)| {
        let next = sections.get(at + 1).and_then(|next| next.head);
        // The sections below it are what it announces.
        if next.is_some_and(|next| level(next) > section.head.map_or(0, level)) {
            return None;
        }
        let end = next.map_or(report.document.span.end, |next| next.span.start);
        let last = section.body.last()?;
        let line = last.line().filter(|line| announces_more(line))?;
        let below = Span::new(last.span.end.min(end), end).of(text);
        // What the pieces do not hold, a formula for one, may follow all the same.
        let is_last = below.chars().all(|c| !c.is_alphanumeric() && !matches!(c, '!' | '<' | '`' | '['));
        (is_last && !(steps.contains(&last.span) && line.text.split_whitespace().count() < 3)).then_some(last.span)
    });
    let finding = |span| checked.at(span, "nothing follows this line").help("put in what it announces");
    unfinished.map(finding).collect()
}

/// Returns the level of a heading; a label that is none stands below every heading.
fn level(head: &Piece) -> u8 {
    match &head.kind {
        PieceKind::Heading(heading) => heading.level,
        _ => 7,
    }
}

/// `It will show:`, `The output is as follows:`, but not `:smile:`
fn announces_more(line: &Line) -> bool {
    let is_sign = line.text.rsplit(' ').next().is_some_and(|last| last.len() > 1 && last.starts_with(':'));
    !is_sign
        && line.text.ends_with([':', '：'])
        && line.text.split_whitespace().count() > 1
        && line.text.chars().any(char::is_alphabetic)
}
