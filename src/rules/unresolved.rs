//! The write-up says that something was not solved.
//!
//! That is honest, and a grader will see it. When it was solved later, say so below it, and this finding goes.

use super::{Finding, at};
use crate::document::{InlineKind, Node, walk};
use crate::site::{Report, Site};
use crate::source::Span;
use crate::vocabulary::PhraseList;

/// What people write who gave up, in lower case.
static PHRASES: PhraseList = PhraseList::new(
    "still can't|still cant|still can’t|still cannot|still could not|still couldn't|still couldn’t|\
    still not working|still doesn't work|still does not work|could not solve|couldn't solve|couldn’t solve|can't solve|\
    cannot solve|can’t solve|unable to solve|not able to solve|could not be solved|did not manage to|didn't manage to|\
    no pude resolver|não consegui|konnte nicht gelöst|belum berhasil|не удалось решить|没能解决|无法解决",
);
/// What they write who did not.
static SOLVED: PhraseList = PhraseList::new(
    "solved by|fixed by|resolved|finally worked|works now|it worked|then it work|works perfectly|solution:|\
    i fixed|i solved|problem solved|after that it worked|se resolvió|gelöst durch|berhasil setelah|解决了",
);

pub(super) fn check(site: &Site) -> Vec<Finding> {
    let mut found = Vec::new();
    for report in site.reports {
        walk(&report.document.blocks, &mut |node| {
            if let Node::Inline(inline) = node
                && let InlineKind::Text(text) = &inline.kind
                && PHRASES.are_in(text)
                && !solved_below(site, report, inline.span)
            {
                let message = "this says that something was not solved";
                found.push(at(report, inline.span, message).help("when it was solved later, say so below"));
            }
        });
    }
    found
}

/// Looks at the line itself and at the rest of its part, but no further than a page.
fn solved_below(site: &Site, report: &Report, span: Span) -> bool {
    const PAGE: usize = 2000;
    let text = &site.sources.text(report.document.file).text;
    let part = report.found.parts.iter().find(|part| part.span.contains(span));
    let end = part.map_or(report.document.span.end, |part| part.span.end).min(span.start + PAGE);
    let end = text.floor_char_boundary(end.max(span.end));
    SOLVED.are_in(Span::new(span.start, end).of(text))
}
