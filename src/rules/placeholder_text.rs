//! Words of a template were left in.
//!
//! `(Insert screenshots here)` and its like tell what to write, and were meant to be replaced.

use super::{Finding, at};
use crate::document::{InlineKind, Node, walk};
use crate::site::Site;
use crate::vocabulary::PhraseList;

/// What templates say, in lower case, with the bracket that it stands in.
static PHRASES: PhraseList = PhraseList::new(
    "(insert |[insert |<insert |(add screenshot|[add screenshot|(your name|[your name|(your answer|\
    [your answer|(describe |[describe |(write your|[write your|(paste |[paste |(screenshot here|[screenshot here|\
    (fill in|[fill in|(replace this|[replace this|lorem ipsum|your text here|todo:|tbd:|[todo|(todo|(inserte |[inserte |\
    (insira |[insira |(hier einfügen|[hier einfügen|(вставьте|[вставьте|(此处插入|（此处插入",
);

pub(super) fn check(site: &Site) -> Vec<Finding> {
    let mut found = Vec::new();
    for report in site.reports {
        walk(&report.document.blocks, &mut |node| {
            if let Node::Inline(inline) = node
                && let InlineKind::Text(text) = &inline.kind
                && PHRASES.are_in(text)
            {
                let message = "this is the text of a template, not yours";
                found.push(at(report, inline.span, message).help("write what it asks for, or delete it"));
            }
        });
    }
    found
}
