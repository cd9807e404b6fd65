//! A whole course in one file: `## Assignment 1` to `## Assignment 8`, each a report of its own.

use std::collections::BTreeSet;

use super::Part;
use super::flow::flow;
use super::label::{OF_A_COURSE, label};
use super::parts::Mark;
use crate::document::{Block, BlockKind, Document, FrontMatter, plain};
use crate::source::Span;

/// Cuts a write-up into its reports; most are one. What stands before the first report comes first, on its own.
///
/// Only headings of one level that count weeks, assignments or labs cut, and only when most of them hold sections.
pub fn reports(document: Document) -> Vec<Document> {
    let Some(begins) = begins(&document.blocks) else { return vec![document] };
    let Document { file, front_matter, span, begins: _, mut blocks } = document;
    let ends = begins[1..].iter().map(|&next| blocks[next].span.start).chain([span.end]);
    let spans: Vec<Span> = begins.iter().zip(ends).map(|(&at, end)| Span::new(blocks[at].span.start, end)).collect();
    let notes: Vec<Block> =
        blocks.iter().filter(|block| matches!(block.kind, BlockKind::Footnote(..))).cloned().collect();
    let author = front_matter.author.clone();
    let mut cut = Vec::new();
    for (&at, &span) in begins.iter().zip(&spans).rev() {
        let mut own = blocks.split_off(at);
        let begins = own.first().and_then(id);
        // Footnotes may stand at the end of the file.
        own.extend(notes.iter().filter(|note| !span.contains(note.span)).cloned());
        let front_matter = FrontMatter { author: author.clone(), ..FrontMatter::default() };
        cut.push(Document { file, front_matter, span, begins, blocks: own });
    }
    let says = |block: &Block| !matches!(block.kind, BlockKind::Comment(_) | BlockKind::Rule | BlockKind::Footnote(..));
    if blocks.iter().any(says) {
        blocks.extend(notes.into_iter().filter(|note| note.span.start >= spans[0].start));
        let span = Span::new(span.start, spans[0].start);
        cut.push(Document { file, front_matter, span, begins: None, blocks });
    } else if let Some(first) = cut.last_mut() {
        first.front_matter = front_matter;
    }
    cut.reverse();
    cut
}

/// Returns the indexes of the headings that begin reports.
fn begins(blocks: &[Block]) -> Option<Vec<usize>> {
    let headings = || {
        blocks.iter().enumerate().filter_map(|(at, block)| match &block.kind {
            BlockKind::Heading(heading) => Some((at, heading)),
            _ => None,
        })
    };
    let labels = headings().filter_map(|(at, heading)| {
        let label = label(plain(&heading.content).trim()).filter(|label| label.below.is_none())?;
        Some((label.family, (at, heading.level, label.number)))
    });
    let labels: Vec<(usize, (usize, u8, u32))> = labels.collect();
    OF_A_COURSE.into_iter().find_map(|family| {
        let counted = labels.iter().filter(|(own, _)| *own == family).map(|&(_, counted)| counted);
        let counted: Vec<(usize, u8, u32)> = counted.collect();
        let &(first, level, _) = counted.first()?;
        let numbers: BTreeSet<u32> = counted.iter().map(|&(.., number)| number).collect();
        let alike = counted.iter().all(|&(_, own, _)| own == level);
        // A section above them means that they are parts of it.
        let topmost = headings().all(|(at, heading)| at < first || heading.level >= level);
        if numbers.len() < 2 || numbers.len() < counted.len() || !alike || !topmost {
            return None;
        }
        let begins: Vec<usize> = counted.into_iter().map(|(at, ..)| at).collect();
        let ends = begins[1..].iter().copied().chain([blocks.len()]);
        let with_sections = begins.iter().zip(ends).filter(|&(&at, end)| has_sections(&blocks[at + 1..end])).count();
        (with_sections * 2 > begins.len()).then_some(begins)
    })
}

/// Returns a report that was cut out of a course as a part of it.
pub(super) fn own_part(document: &Document) -> Option<Part> {
    let first = document.blocks.first().filter(|_| document.begins.is_some())?;
    let BlockKind::Heading(heading) = &first.kind else { return None };
    let title = plain(&heading.content).trim().to_owned();
    let label = label(&title)?;
    Some(Part {
        number: Some(label.number),
        marker: Some(label.marker),
        name: label.name,
        title,
        anchor: document.begins.clone(),
        label: first.span,
        span: document.span,
        steps: Vec::new(),
    })
}

fn id(block: &Block) -> Option<String> {
    match &block.kind {
        BlockKind::Heading(heading) => Some(heading.id.clone()),
        _ => None,
    }
}

fn has_sections(blocks: &[Block]) -> bool {
    flow(blocks).iter().any(|piece| piece.depth == 0 && Mark::of(piece).is_some())
}
