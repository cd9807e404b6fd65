//! A step has a label and nothing else: no command, no output, no picture, no word.
//!
//! Show what you did, or delete the label.

use super::Finding;
use super::checked::Checked;
use crate::extract::Step;
use crate::source::Span;

pub(super) fn check(checked: &Checked) -> Vec<Finding> {
    let text = &checked.source.text;
    let steps: Vec<&Step> = checked.report.found.parts.iter().flat_map(|part| &part.steps).collect();
    let is_empty = |pair: &&[&Step]| {
        let (step, next) = (pair[0], pair[1]);
        let kind = kind(step, text);
        // A label above steps of another kind is a heading for them.
        kind.is_some() && (kind == self::kind(next, text) || next.span.start > step.span.end) && is_bare(step, text)
    };
    let finding = |pair: &[&Step]| {
        let step = pair[0];
        let first = step.place.of(text).lines().next().unwrap_or("");
        let span = Span::new(step.place.start, step.place.start + first.trim_end().len());
        checked
            .at(span, format!("the step `{}` shows nothing", step.label))
            .help("show what you did, or delete the label")
    };
    // The last one may be a farewell.
    steps.windows(2).filter(is_empty).map(finding).collect()
}

/// Longest label, in words; a longer one is a sentence.
const LONGEST: usize = 8;

/// The marks around a label that is nothing but a label, and whether it is a list item: `*Create a container*`,
/// `**Run it:**`, `- *Run*:`. A heading is a section, and a plain item says something itself.
fn kind<'t>(step: &Step, text: &'t str) -> Option<(&'t str, bool)> {
    let place = step.place.of(text).trim().trim_end_matches(':').trim_end();
    let length = place.len() - place.trim_start_matches(['*', '_']).len();
    let marks = &place[..length];
    let closes = length > 0 && place.len() > 2 * length && place.ends_with(['*', '_']);
    let is_label = closes && !step.label.ends_with('.') && step.label.split_whitespace().count() <= LONGEST;
    let line = text[..step.place.start].rfind('\n').map_or(0, |at| at + 1);
    let is_item = !text[line..step.place.start].trim().is_empty();
    (is_label && !place.contains('\n')).then_some((marks, is_item))
}

/// Nothing follows up to the next step but signs of lists and rules.
fn is_bare(step: &Step, text: &str) -> bool {
    let after = Span::new(step.place.end.min(step.span.end), step.span.end).of(text);
    after.chars().all(|c| !c.is_alphanumeric() && c != '!' && c != '<' && c != '`')
}
