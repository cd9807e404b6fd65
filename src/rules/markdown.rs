//! `conflict-marker`, `unclosed-fence`, `lost-fence`, `heading-space`, `unread-image`: what was meant otherwise than
//! Markdown reads it.

use crate::diagnostic::{Diagnostic, Place};
use crate::document::{Block, BlockKind, Node, walk};
use crate::extract::{Unread, UnreadPicture};
use crate::site::{Report, Site};
use crate::source::{Source, Span};

pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    site.reports.iter().flat_map(|report| of_report(site, report)).collect()
}

fn of_report(site: &Site, report: &Report) -> Vec<Diagnostic> {
    let source = site.sources.text(report.document.file);
    let place = |span| Place::Text(source.id, span);
    let warning = |code, span, message: &str, help: &str| Diagnostic::warning(code, place(span), message).help(help);
    let mut found = Vec::new();
    found.extend(report.found.conflicts.iter().map(|&span| {
        let help = "keep one of the two versions, and delete the lines with `<<<<<<<`, `=======` and `>>>>>>>`";
        warning("conflict-marker", first_line(span, source), "a merge was never settled here", help)
    }));
    found.extend(report.found.lost_comments.iter().map(|&span| {
        let help = "put the commands between two lines of three backticks";
        warning("lost-fence", span, "this comment of a script has become a heading: its code block is missing", help)
    }));
    found.extend(report.found.unspaced_headings.iter().map(|&span| {
        let help = "put a space behind the `#`";
        warning("heading-space", first_line(span, source), "this is no heading on GitHub", help)
    }));
    found.extend(report.found.unread_pictures.iter().map(|picture| unread(picture, place(picture.span))));
    walk(&report.document.blocks, &mut |node| {
        if let Node::Block(block) = node
            && is_unclosed(block, source)
        {
            let opening = first_line(block.span, source);
            let help = "put a line of three backticks behind the code";
            found.push(warning("unclosed-fence", opening, "this code block is never closed", help));
        }
    });
    found
}

fn first_line(span: Span, source: &Source) -> Span {
    let first = span.of(&source.text).lines().next().unwrap_or("");
    Span::new(span.start, span.start + first.trim_end().len())
}

fn unread(picture: &UnreadPicture, place: Place) -> Diagnostic {
    let (message, written) = match picture.why {
        Unread::Spaces => ("this is no picture to Markdown: its path has spaces", picture.target.replace(' ', "%20")),
        Unread::Gap => ("this is no picture to Markdown: a space stands between the brackets", picture.target.clone()),
        Unread::WikiLink => {
            ("this is no picture on GitHub: `![[..]]` belongs to another tool", picture.target.replace(' ', "%20"))
        }
    };
    Diagnostic::warning("unread-image", place, message).help(format!("write `![what it shows]({written})`"))
}

/// A code block whose fence is not repeated below it.
fn is_unclosed(block: &Block, source: &Source) -> bool {
    let BlockKind::Code(code) = &block.kind else { return false };
    if code.fence.is_none() {
        return false;
    }
    let text = block.span.of(&source.text);
    let mut lines = text.lines().rev();
    let last = lines.next().unwrap_or("").trim_matches(|c: char| c.is_whitespace() || c == '>');
    let is_fence = last.len() > 2 && (last.chars().all(|c| c == '`') || last.chars().all(|c| c == '~'));
    !is_fence || lines.next().is_none()
}
