//! A part has nothing in it.
//!
//! Its label promises something: `Part 3`, and then comes Part 4. Write it, or say why it is left out.

use super::{Finding, at};
use crate::extract::Part;
use crate::site::{Report, Site};
use crate::source::Span;

pub(super) fn check(site: &Site) -> Vec<Finding> {
    let all = site.reports.iter().flat_map(|report| report.found.parts.iter().map(move |part| (report, part)));
    let is_empty = |(report, part): &(&Report, &Part)| {
        let text = &site.sources.text(report.document.file).text;
        part.number.is_some() && says_nothing(part, text)
    };
    let finding = |(report, part): (&Report, &Part)| {
        at(report, part.label, "nothing stands in this part").help("write it, or say why it is left out")
    };
    all.filter(is_empty).map(finding).collect()
}

/// Returns whether nothing but signs stands between the label and the end of a part. A label that goes on is no label
/// alone: `Q2) docker ps` is a part and its answer.
pub(super) fn says_nothing(part: &Part, text: &str) -> bool {
    let below = Span::new(part.label.end.min(part.span.end), part.span.end).of(text);
    let is_label = part.label.of(text).trim_start().starts_with('#') || part.name.split_whitespace().count() <= 8;
    is_label && below.chars().all(|c| !c.is_alphanumeric() && !matches!(c, '!' | '<' | '`' | '['))
}
