//! Ids for the places of a write-up that other pages point to.
//!
//! A cell, a command or a screenshot is reached by the id of the smallest node around it that can carry one: `L41` for
//! line 41. Headings have GitHub's ids already.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::{Block, BlockKind, Document, InlineKind, Node, each_child, inlines, walk_inlines};
use crate::source::{Lines, Span};

/// Ids in one write-up. A site holds those of all of them, and many commands stand in one block of code.
#[derive(Debug, Default, Hash)]
pub struct Anchors {
    /// Ids that nodes get on the page, by their places.
    pub nodes: Vec<(Span, Box<str>)>,
    /// Ids of headings that facts stand in.
    headings: Vec<Box<str>>,
    /// The id that leads to a fact, by where that begins and ends: an index into the nodes, and behind them into the
    /// headings.
    facts: Vec<(u32, u32, u32)>,
}

impl Anchors {
    /// Returns the id that leads to a fact; `None` means the page as a whole.
    pub fn id(&self, fact: Span) -> Option<&str> {
        let wanted = (fact.start as u32, fact.end as u32);
        let at = self.facts.binary_search_by_key(&wanted, |&(start, end, _)| (start, end)).ok()?;
        let number = self.facts[at].2 as usize;
        let node = self.nodes.get(number).map(|(_, id)| id);
        node.or_else(|| self.headings.get(number - self.nodes.len())).map(|id| &**id)
    }
}

/// A node that can carry an id, and the id when it has one already.
type Carrier<'a> = (Span, Option<&'a str>);

/// Finds an id for every one of `facts`. `figures` are pictures that stand on their own, `labels` are the blocks that
/// the page shows as headers of parts, `title` is shown as the page's title.
pub(super) fn anchors(
    document: &Document,
    facts: impl IntoIterator<Item = Span>,
    figures: &BTreeSet<Span>,
    labels: &BTreeSet<Span>,
    title: Option<Span>,
    lines: &Lines,
) -> Anchors {
    let mut carriers = Vec::new();
    carriers_of(&document.blocks, figures, labels, title, &mut carriers);
    // Of nodes that hold a place, the one that begins last is the innermost.
    carriers.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    let mut used: BTreeMap<usize, usize> = BTreeMap::new();
    let mut nodes: BTreeMap<Span, Box<str>> = BTreeMap::new();
    let mut carried: Vec<(Span, Carrier)> = Vec::new();
    for fact in facts {
        let before = carriers.partition_point(|(span, _)| span.start <= fact.start);
        let innermost = carriers[..before].iter().rev().find(|(span, _)| span.contains(fact));
        let Some(&carrier) = innermost else { continue };
        if let (span, None) = carrier {
            nodes.entry(span).or_insert_with(|| {
                let line = lines.line(span.start);
                let count = used.entry(line).or_insert(0);
                *count += 1;
                let id = if *count == 1 { format!("L{line}") } else { format!("L{line}-{count}") };
                id.into_boxed_str()
            });
        }
        carried.push((fact, carrier));
    }
    carried.sort_unstable();
    carried.dedup();
    let nodes: Vec<(Span, Box<str>)> = nodes.into_iter().collect();
    let mut headings: Vec<Box<str>> = Vec::new();
    let number = |(fact, carrier): (Span, Carrier)| {
        let number = match carrier {
            (_, Some(id)) => {
                // In the order of facts, those of one heading follow each other.
                if headings.last().is_none_or(|last| **last != *id) {
                    headings.push(id.into());
                }
                nodes.len() + headings.len() - 1
            }
            (span, None) => nodes.partition_point(|(node, _)| *node < span),
        };
        (fact.start as u32, fact.end as u32, number as u32)
    };
    let mut facts: Vec<(u32, u32, u32)> = carried.into_iter().map(number).collect();
    // It is made in the place of something larger.
    facts.shrink_to_fit();
    Anchors { nodes, headings, facts }
}

fn carriers_of<'a>(
    blocks: &'a [Block],
    figures: &BTreeSet<Span>,
    labels: &BTreeSet<Span>,
    title: Option<Span>,
    carriers: &mut Vec<Carrier<'a>>,
) {
    for block in blocks {
        let content = inlines(block);
        let has_text = content.iter().any(|inline| !figures.contains(&inline.span) && !is_blank(&inline.kind));
        match &block.kind {
            BlockKind::Heading(heading) if title != Some(block.span) && !heading.content.is_empty() => {
                carriers.push((block.span, Some(&heading.id)));
            }
            BlockKind::Paragraph(_) if has_text && !labels.contains(&block.span) => carriers.push((block.span, None)),
            BlockKind::Code(_) => carriers.push((block.span, None)),
            BlockKind::List(list) => carriers.extend(list.items.iter().map(|item| (item.span, None))),
            BlockKind::Table(table) => {
                let rows = table.head.iter().chain(&table.rows);
                carriers.extend(rows.flat_map(|row| &row.cells).map(|cell| (cell.span, None)));
            }
            _ => {}
        }
        if !labels.contains(&block.span) && title != Some(block.span) {
            walk_inlines(content, &mut |node| {
                let Node::Inline(inline) = node else { return };
                if matches!(inline.kind, InlineKind::Code(_)) || figures.contains(&inline.span) {
                    carriers.push((inline.span, None));
                }
            });
        }
        let mut inner = Vec::new();
        each_child(block, &mut |content| inner.push(content));
        inner.into_iter().for_each(|content| carriers_of(content, figures, labels, title, carriers));
    }
}

fn is_blank(kind: &InlineKind) -> bool {
    match kind {
        InlineKind::Text(text) => text.trim().is_empty(),
        InlineKind::SoftBreak | InlineKind::HardBreak | InlineKind::Comment(_) => true,
        _ => false,
    }
}
