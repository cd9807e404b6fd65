//! A step tells what was done, and nothing shows it: no command, no output, no picture.
//!
//! It is reported where the other steps of the same part show something, and for a whole part where the other parts do. A
//! picture below several steps counts for all of them.

use super::Finding;
use super::checked::Checked;
use super::deeds::names_deed;
use super::sections::Evidence;
use crate::extract::{Part, Step};
use crate::source::Span;

pub(super) fn check(checked: &Checked) -> Vec<Finding> {
    let report = checked.report;
    let text = &checked.source.text;
    let evidence = Evidence::of(report, &checked.flow);
    let parts = &report.found.parts;
    let shown = parts.iter().filter(|part| evidence.is_in(part.span)).count();
    let mut found = Vec::new();
    for part in parts {
        let deeds = deeds(part, text);
        if evidence.is_in(part.span) {
            found.extend(
                of_part(&evidence, &deeds, text).map(|step| (step.place, format!("the step `{}`", step.label))),
            );
        } else if shown >= 2 && shown * 2 >= parts.len() && deeds.len() >= 2 {
            found.push((checked.first_line(part.label), "this part".to_owned()));
        }
    }
    let finding = |(place, what): (Span, String)| {
        checked
            .at(place, format!("nothing shows that {what} was done"))
            .help("add the command, its output, or a picture")
    };
    found.into_iter().map(finding).collect()
}

/// A step that tells of a deed, and how far it goes.
struct Deed<'a> {
    step: &'a Step,
    span: Span,
    kind: Kind,
}

/// What a step's label is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A heading of so many `#`.
    Heading(usize),
    /// `**Bold**`, `*italic*`.
    Marked,
    /// An item of a list.
    Item,
}

/// Longest label, in words; a longer one tells by itself.
const LONGEST: usize = 14;

fn deeds<'a>(part: &'a Part, text: &str) -> Vec<Deed<'a>> {
    let kinds: Vec<Kind> = part.steps.iter().map(|step| kind(step, text)).collect();
    let deed = |at: usize| {
        let step = &part.steps[at];
        let kind = kinds[at];
        // Steps of a finer kind below it belong to it.
        let ends = |other: usize| match (kind, kinds[other]) {
            (Kind::Heading(own), Kind::Heading(other)) => other <= own,
            (_, Kind::Heading(_)) => true,
            (own, other) => own == other,
        };
        let next = (at + 1..part.steps.len()).find(|&other| ends(other));
        let end = next.map_or(part.span.end, |next| part.steps[next].place.start);
        let fits = names_deed(&step.label) && step.label.split_whitespace().count() <= LONGEST;
        fits.then(|| Deed { step, span: Span::new(step.place.start, end.max(step.place.end)), kind })
    };
    (0..part.steps.len()).filter_map(deed).collect()
}

fn kind(step: &Step, text: &str) -> Kind {
    let label = step.place.of(text);
    let line = text[..step.place.start].rfind('\n').map_or(0, |at| at + 1);
    let signs = label.len() - label.trim_start_matches('#').len();
    match signs {
        0 if !text[line..step.place.start].trim().is_empty() => Kind::Item,
        0 => Kind::Marked,
        signs => Kind::Heading(signs),
    }
}

/// Returns the steps without evidence among those that mostly have some.
fn of_part<'a>(evidence: &Evidence, deeds: &[Deed<'a>], text: &str) -> impl Iterator<Item = &'a Step> {
    let mut without = Vec::new();
    for kind in [Kind::Heading(2), Kind::Heading(3), Kind::Heading(4), Kind::Heading(5), Kind::Marked, Kind::Item] {
        let alike: Vec<&Deed> = deeds.iter().filter(|deed| deed.kind == kind).collect();
        let bare: Vec<&&Deed> = alike.iter().filter(|deed| !evidence.is_in(deed.span)).collect();
        if alike.len() >= 3 && bare.len() * 2 < alike.len() {
            // What has nothing at all is an empty step.
            without.extend(bare.into_iter().filter(|deed| tells_something(deed, text)).map(|deed| deed.step));
        }
    }
    without.into_iter()
}

fn tells_something(deed: &Deed, text: &str) -> bool {
    let below = Span::new(deed.step.place.end.min(deed.span.end), deed.span.end).of(text);
    deed.kind == Kind::Item || below.chars().any(char::is_alphanumeric)
}
