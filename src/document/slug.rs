//! GitHub's heading ids.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use regex::Regex;

use super::text::plain;
use super::tree::{Block, BlockKind};
use crate::vocabulary::lower;

/// Gives every heading its anchor, in document order.
pub(super) fn give_ids(blocks: &mut [Block]) {
    give(blocks, &mut Slugs::default());
}

fn give(blocks: &mut [Block], slugs: &mut Slugs) {
    for block in blocks {
        match &mut block.kind {
            BlockKind::Heading(heading) => heading.id = slugs.id(&plain(&heading.content)),
            BlockKind::Quote(_, content) | BlockKind::Footnote(_, content) | BlockKind::Element(_, content) => {
                give(content, slugs);
            }
            BlockKind::List(list) => list.items.iter_mut().for_each(|item| give(&mut item.content, slugs)),
            BlockKind::Table(table) => {
                let rows = table.head.iter_mut().chain(&mut table.rows);
                rows.flat_map(|row| &mut row.cells).for_each(|cell| give(&mut cell.content, slugs));
            }
            _ => {}
        }
    }
}

/// Hands out the ids of one document's headings: each is used once.
#[derive(Debug, Default)]
struct Slugs {
    used: BTreeMap<String, usize>,
}

impl Slugs {
    /// Returns the id for a heading with this text, as GitHub makes it.
    fn id(&mut self, text: &str) -> String {
        let slug = slug(text);
        let mut id = slug.clone();
        // As GitHub's own slugger: count up until the numbered form is free as well.
        while self.used.contains_key(&id) {
            let count = self.used.entry(slug.clone()).or_insert(0);
            *count += 1;
            id = format!("{slug}-{count}");
        }
        self.used.insert(id.clone(), 0);
        id
    }
}

/// Lower case; letters, marks, digits, connectors, hyphens stay; spaces become hyphens; the rest goes.
fn slug(text: &str) -> String {
    static DROPPED: OnceLock<Option<Regex>> = OnceLock::new();
    let lower = lower(text.trim());
    if lower.is_ascii() {
        let kept = lower.chars().filter(|&c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ' '));
        return kept.map(|c| if c == ' ' { '-' } else { c }).collect();
    }
    // `\w` of UTS 18 is what GitHub keeps, but for the two joiners.
    let dropped = DROPPED.get_or_init(|| Regex::new(r"[^\w\- ]|[\u{200c}\u{200d}]").ok());
    let kept = dropped.as_ref().map_or(lower.clone(), |dropped| dropped.replace_all(&lower, ""));
    kept.replace(' ', "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_equal_githubs() {
        let mut slugs = Slugs::default();
        let mut id = |text| slugs.id(text);
        assert_eq!(id("Part 2:Working with Multipass"), "part-2working-with-multipass");
        assert_eq!(id("What's `new`? (2024)"), "whats-new-2024");
        assert_eq!(id("Übung – Größe"), "übung--größe");
        assert_eq!(id("实验 1"), "实验-1");
        assert_eq!(id("🚀 Launch"), "-launch");
        assert_eq!(id("snake_case & more"), "snake_case--more");
        assert_eq!(id("Same"), "same");
        assert_eq!(id("Same"), "same-1");
        assert_eq!(id("Same-1"), "same-1-1");
        assert_eq!(id("Same"), "same-2");
        assert_eq!(id("!"), "");
        assert_eq!(id("?"), "-1");
    }
}
