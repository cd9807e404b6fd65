//! The write-up says that something was not solved.
//!
//! That is honest, and a grader will see it. When it was solved later, say so below it, and this finding goes.

use super::Finding;
use super::checked::{Checked, Topic};
use crate::source::Span;
use crate::vocabulary::PhraseList;

/// What people write who gave up, in lower case.
pub(super) const PHRASES: &str = "still can't|still cant|still can’t|still cannot|still could not|still couldn't|still couldn’t|\
    still not working|still doesn't work|still does not work|could not solve|couldn't solve|couldn’t solve|can't solve|\
    cannot solve|can’t solve|unable to solve|not able to solve|could not be solved|did not manage to|didn't manage to|\
    no pude resolver|não consegui|konnte nicht gelöst|belum berhasil|не удалось решить|没能解决|无法解决";
/// What they write who did not.
static SOLVED: PhraseList = PhraseList::new(
    "solved by|fixed by|resolved|finally worked|works now|it worked|then it work|works perfectly|solution:|\
    i fixed|i solved|problem solved|after that it worked|se resolvió|gelöst durch|berhasil setelah|解决了",
);

pub(super) fn check(checked: &Checked) -> Vec<Finding> {
    let unsolved = checked.speaking_of(Topic::Unsolved).filter(|&span| !solved_below(checked, span));
    let finding = |span| {
        let message = "this says that something was not solved";
        checked.at(span, message).help("when it was solved later, say so below")
    };
    unsolved.map(finding).collect()
}

/// Looks at the line itself and at the rest of its part, but no further than a page.
fn solved_below(checked: &Checked, span: Span) -> bool {
    const PAGE: usize = 2000;
    let text = &checked.source.text;
    let parts = &checked.report.found.parts;
    let begun = parts.partition_point(|part| part.span.start <= span.start);
    let part = parts[..begun].last().filter(|part| part.span.contains(span));
    let end = part.map_or(checked.report.document.span.end, |part| part.span.end).min(span.start + PAGE);
    let end = text.floor_char_boundary(end.max(span.end));
    SOLVED.are_in(Span::new(span.start, end).of(text))
}
