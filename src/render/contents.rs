//! The table of contents of a page: the outline that its headings have there.

use super::page::in_words;
use super::view::{ContentsView, CountsView};
use crate::document::{Block, BlockKind, Heading, each_child, plain};
use crate::site::percent_encoded;

use super::html::{Outline, Page, PartHeader};

/// Deepest level that the table of contents shows.
const DEEPEST: usize = 3;

/// Returns the table of contents of a page; empty with fewer than two entries.
pub(super) fn contents(blocks: &[Block], page: &Page) -> Vec<ContentsView> {
    let mut entries = Vec::new();
    collect(blocks, page, &mut Outline::default(), &mut entries);
    let nested = nested(entries);
    let count = nested.iter().map(|entry| 1 + entry.children.len()).sum::<usize>();
    if count > 1 { nested } else { Vec::new() }
}

fn collect(blocks: &[Block], page: &Page, outline: &mut Outline, entries: &mut Vec<(usize, ContentsView)>) {
    // Footnotes stand at the end of the page, and only those that something refers to.
    let shown = blocks.iter().filter(|block| !matches!(block.kind, BlockKind::Footnote(..)));
    for block in shown {
        let part = page.parts.get(&block.span);
        match (&block.kind, part) {
            (BlockKind::Heading(heading), Some(part)) => {
                outline.part(Some(heading.level));
                entries.push((2, part_entry(part, page)));
            }
            (BlockKind::Paragraph(_), _) => {
                for part in page.labels_in(block.span).filter_map(|label| page.parts.get(&label)) {
                    outline.part(None);
                    entries.push((2, part_entry(part, page)));
                }
            }
            (BlockKind::Heading(heading), None) if is_section(block, heading, page) => {
                let level = outline.heading(heading.level);
                let title = plain(&heading.content).trim().to_owned();
                if level <= DEEPEST && !title.is_empty() {
                    entries.push((level, entry(title, &heading.id, None, CountsView::default())));
                }
            }
            _ => {}
        }
        let mut inner = Vec::new();
        each_child(block, &mut |content| inner.push(content));
        inner.into_iter().for_each(|content| collect(content, page, outline, entries));
    }
}

/// Returns whether a heading is one of the report: not its title, and no comment of a script.
fn is_section(block: &Block, heading: &Heading, page: &Page) -> bool {
    let is_title = page.title == Some(block.span);
    !is_title && !heading.content.is_empty() && !page.lost_comments.contains(&block.span)
}

fn part_entry(part: &PartHeader, page: &Page) -> ContentsView {
    entry(part.name.clone(), &part.id, part.count, in_words(page.words, part.counts))
}

fn entry(title: String, id: &str, number: Option<u32>, counts: CountsView) -> ContentsView {
    ContentsView { title, url: format!("#{}", percent_encoded(id)), number, counts, children: Vec::new() }
}

/// Puts entries below the last one of a higher level.
fn nested(entries: Vec<(usize, ContentsView)>) -> Vec<ContentsView> {
    let mut top: Vec<ContentsView> = Vec::new();
    for (level, entry) in entries {
        match top.last_mut() {
            Some(parent) if level > 2 => parent.children.push(entry),
            _ => top.push(entry),
        }
    }
    top
}
