//! Something that is nobody else's business is about to be published: a student number, an address, a password, a key, or
//! where a picture was taken.
//!
//! What lies in a public repository is copied within minutes. A password or a key that was published once must be changed,
//! not only deleted. What a teacher needs to know of you can be handed in another way. Words in example addresses and
//! passwords of containers in code blocks are left alone.

mod address;
mod number;
mod secret;

use super::{Finding, at};
use crate::document::{Block, BlockKind, Node, walk};
use crate::extract::Target;
use crate::site::{Report, Site};
use crate::source::Span;

/// Something private in a line.
struct Private {
    /// Where in the line.
    span: Span,
    /// What it is: `an e-mail address`.
    what: &'static str,
    help: &'static str,
}

/// Finds something private in a line; the line before it, and whether it is code.
type Search = fn(&Line) -> Vec<Private>;

/// A line of a write-up.
struct Line<'t> {
    text: &'t str,
    /// The lines above it, nearest first, up to a blank one.
    above: Vec<&'t str>,
    is_code: bool,
}

const SEARCHES: [Search; 3] = [address::search, number::search, secret::search];

pub(super) fn check(site: &Site) -> Vec<Finding> {
    site.reports.iter().flat_map(|report| [in_text(site, report), in_pictures(site, report)]).flatten().collect()
}

fn in_text(site: &Site, report: &Report) -> Vec<Finding> {
    let text = &site.sources.text(report.document.file).text;
    let code = code_blocks(report);
    let mut found = Vec::new();
    let mut above: Vec<&str> = Vec::new();
    let mut start = report.document.span.start;
    for line in report.document.span.of(text).split_inclusive('\n') {
        let said = line.trim_end();
        let begins = start + (said.len() - said.trim_start().len());
        let before = code.partition_point(|block| block.start <= begins);
        let is_code = before.checked_sub(1).is_some_and(|last| begins < code[last].end);
        let whole = Line { text: said, above: above.iter().rev().copied().collect(), is_code };
        for private in SEARCHES.iter().flat_map(|search| search(&whole)) {
            let span = Span::new(start + private.span.start, start + private.span.end);
            found.push(at(report, span, format!("this looks like {}", private.what)).help(private.help));
        }
        if said.trim().is_empty() {
            above.clear()
        } else {
            above.push(said)
        }
        if above.len() > MOST_ABOVE {
            above.remove(0);
        }
        start += line.len();
    }
    found
}

/// A table's header stands at most so far above its first row.
const MOST_ABOVE: usize = 2;

fn code_blocks(report: &Report) -> Vec<Span> {
    let mut code = Vec::new();
    walk(&report.document.blocks, &mut |node| {
        if let Node::Block(Block { span, kind: BlockKind::Code(_) }) = node {
            code.push(*span);
        }
    });
    code
}

fn in_pictures(site: &Site, report: &Report) -> Vec<Finding> {
    let shown = report.found.screenshots.iter().filter_map(|shot| match &shot.file {
        Target::File(path, _) => Some((shot.span, site.pictures.get(path)?.as_ref().ok()?)),
        _ => None,
    });
    let finding = |(span, _)| {
        let help = "the site does not; take it out of the file too, or take a screenshot of it";
        at(report, span, "the file of this picture says where it was taken").help(help)
    };
    shown.filter(|(_, picture)| picture.says_where).map(finding).collect()
}
