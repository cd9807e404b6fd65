//! A part has nothing in it.
//!
//! Its label promises something: `Part 3`, and then comes Part 4. Write it, or say why it is left out.

use super::Finding;
use super::checked::Checked;
use crate::extract::Part;
use crate::source::Span;

pub(super) fn check(checked: &Checked) -> Vec<Finding> {
    let is_empty = |part: &&Part| part.number.is_some() && says_nothing(part, &checked.source.text);
    let finding =
        |part: &Part| checked.at(part.label, "nothing stands in this part").help("write it, or say why it is left out");
    checked.report.found.parts.iter().filter(is_empty).map(finding).collect()
}

/// Returns whether nothing but signs stands between the label and the end of a part. A label that goes on is no label
/// alone: `Q2) docker ps` is a part and its answer.
pub(super) fn says_nothing(part: &Part, text: &str) -> bool {
    let below = Span::new(part.label.end.min(part.span.end), part.span.end).of(text);
    let is_label = part.label.of(text).trim_start().starts_with('#') || part.name.split_whitespace().count() <= 8;
    is_label && below.chars().all(|c| !c.is_alphanumeric() && !matches!(c, '!' | '<' | '`' | '['))
}
