//! Ids for the places of a write-up that other pages point to.
//!
//! A cell, a command or a screenshot is reached by the id of the smallest node around it that can carry one: `L41` for
//! line 41. Headings have GitHub's ids already.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::{Block, BlockKind, Document, InlineKind, Node, each_child, inlines, walk_inlines};
use crate::source::{Lines, Span};

/// Ids in one write-up.
#[derive(Debug, Default)]
pub struct Anchors {
    /// Ids that nodes get on the page.
    pub nodes: BTreeMap<Span, String>,
    /// The id that leads to a fact, by the fact: an index into `ids`.
    facts: Vec<(Span, u32)>,
    /// The different ids; many commands stand in one block of code.
    ids: Vec<Box<str>>,
}

impl Anchors {
    /// Returns the id that leads to a fact; `None` means the page as a whole.
    pub fn id(&self, fact: Span) -> Option<&str> {
        let at = self.facts.binary_search_by_key(&fact, |(fact, _)| *fact).ok()?;
        self.ids.get(self.facts[at].1 as usize).map(|id| &**id)
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
    let mut anchors = Anchors::default();
    let mut used: BTreeMap<usize, usize> = BTreeMap::new();
    let mut numbers: BTreeMap<Span, u32> = BTreeMap::new();
    for fact in facts {
        let before = carriers.partition_point(|(span, _)| span.start <= fact.start);
        let innermost = carriers[..before].iter().rev().find(|(span, _)| span.contains(fact));
        let Some(&(span, id)) = innermost else { continue };
        let number = *numbers.entry(span).or_insert_with(|| {
            let id = id.map(str::to_owned).unwrap_or_else(|| {
                let line = lines.line(span.start);
                let count = used.entry(line).or_insert(0);
                *count += 1;
                let id = if *count == 1 { format!("L{line}") } else { format!("L{line}-{count}") };
                anchors.nodes.insert(span, id.clone());
                id
            });
            anchors.ids.push(id.into_boxed_str());
            anchors.ids.len() as u32 - 1
        });
        anchors.facts.push((fact, number));
    }
    anchors.facts.sort_unstable();
    anchors.facts.dedup();
    anchors.facts.shrink_to_fit();
    anchors.ids.shrink_to_fit();
    anchors
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
