//! Comparisons written one subject after the other: a block for each, with the same labels in all of them.
//!
//! ```text
//! **Virtual machines**          **Containers**
//! - Isolation: strong           - Isolation: weaker
//! - Size: gigabytes             - Size: megabytes
//! ```

use std::borrow::Cow;

use super::caption;
use super::subjects::{is_known, subject_key};
use crate::document::plain;
use crate::extract::flow::{Labelled, Piece, PieceKind};
use crate::extract::{Aspect, Comparison, Said};
use crate::source::Span;

/// What is said of one subject.
struct Block {
    /// Index of the piece that names it, and one past its last piece.
    at: usize,
    end: usize,
    name: String,
    said: Vec<(String, Said)>,
}

/// Most pieces between two blocks: a sentence, a picture.
const BETWEEN: usize = 2;
/// Fewest labels that blocks must share.
const SHARED: usize = 2;

/// Finds runs of blocks that use the same labels.
pub(super) fn find(flow: &[Piece]) -> Vec<Comparison> {
    let mut found = Vec::new();
    let mut run: Vec<Block> = Vec::new();
    let mut at = 0;
    while at < flow.len() {
        let Some(block) = block(flow, at) else {
            at += 1;
            continue;
        };
        at = block.end;
        let near = run.last().is_some_and(|last| block.at <= last.end + BETWEEN);
        let new = run.iter().all(|other| subject_key(&other.name) != subject_key(&block.name));
        if !(near && new) {
            found.extend(comparison(flow, std::mem::take(&mut run)));
        }
        run.push(block);
    }
    found.extend(comparison(flow, run));
    found
}

/// A line that names a known subject, and the labelled items below it.
fn block(flow: &[Piece], at: usize) -> Option<Block> {
    let name = subject_name(&flow[at])?;
    let mut said: Vec<(String, Said)> = Vec::new();
    let mut end = at + 1;
    for piece in &flow[at + 1..] {
        // A sentence may lead to the items.
        let leads = said.is_empty() && end <= at + 1 && piece.item.is_none() && piece.line().is_some();
        match entry(piece) {
            Some(entry) => said.push(entry),
            None if leads => {}
            None => break,
        }
        end += 1;
    }
    (said.len() >= SHARED).then_some(Block { at, end, name, said })
}

fn subject_name(piece: &Piece) -> Option<String> {
    let name = match &piece.kind {
        PieceKind::Heading(heading) => Cow::Owned(plain(&heading.content)),
        PieceKind::Line(line) => match &line.labelled {
            Some(Labelled { label, rest, .. }) if rest.is_empty() => Cow::Borrowed(label.as_str()),
            None if line.alone || piece.item.is_some() => Cow::Borrowed(line.text.as_str()),
            _ => return None,
        },
        _ => return None,
    };
    // `1. Virtual machines`, `2) Containers:`
    let name = name.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' '));
    let name = name.trim().trim_end_matches(':').trim();
    is_known(name).then(|| name.to_owned())
}

fn entry(piece: &Piece) -> Option<(String, Said)> {
    let Labelled { label, rest, rest_span, marked } = piece.line()?.labelled.as_ref()?;
    let is_entry = (piece.item.is_some() || *marked) && !rest.is_empty() && !is_known(label);
    is_entry.then(|| (label.clone(), Said { text: rest.clone(), span: *rest_span }))
}

fn key(label: &str) -> String {
    label.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn comparison(flow: &[Piece], run: Vec<Block>) -> Option<Comparison> {
    let first = run.first()?;
    let has = |block: &Block, label: &str| block.said.iter().any(|(other, _)| key(other) == key(label));
    let shared = first.said.iter().filter(|(label, _)| run.iter().all(|block| has(block, label))).count();
    // Labels that only one block has are points about it alone; when these prevail, nothing is lined up.
    let most = run.iter().map(|block| block.said.len()).max().unwrap_or(0);
    if run.len() < 2 || shared < SHARED || shared * 2 < most {
        return None;
    }
    let mut labels: Vec<&(String, Said)> = Vec::new();
    for entry in run.iter().flat_map(|block| &block.said) {
        if labels.iter().all(|(known, _)| key(known) != key(&entry.0)) {
            labels.push(entry);
        }
    }
    let cell = |block: &Block, label: &str| {
        block.said.iter().find(|(other, _)| key(other) == key(label)).map(|(_, said)| said.clone())
    };
    let rows = labels.iter().map(|(label, said)| Aspect {
        name: Some(label.clone()),
        span: said.span,
        cells: run.iter().map(|block| cell(block, label)).collect(),
    });
    let rows = rows.collect();
    let last = run.iter().flat_map(|block| &block.said).map(|(_, said)| said.span.end).max()?;
    let start = flow[first.at].span;
    Some(Comparison {
        span: Span::new(start.start, last.max(start.end)),
        caption: caption(&flow[..first.at]),
        subjects: run.iter().map(|block| block.name.clone()).collect(),
        rows,
        form: "a block for each subject, with the same labels".into(),
    })
}
