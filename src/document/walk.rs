//! Visiting every node of a tree, in document order.

use super::text::children;
use super::tree::{Block, BlockKind, Inline};

/// A node of the tree.
#[derive(Debug, Clone, Copy)]
pub enum Node<'a> {
    /// A block, before what is inside it.
    Block(&'a Block),
    /// An inline, before what is inside it.
    Inline(&'a Inline),
}

/// Calls `visit` with every node below `blocks`, parents before children, in document order.
pub fn walk<'a>(blocks: &'a [Block], visit: &mut impl FnMut(Node<'a>)) {
    for block in blocks {
        visit(Node::Block(block));
        walk_inlines(inlines(block), visit);
        each_child(block, &mut |content| walk(content, visit));
    }
}

/// Calls `visit` with every inline in `content`, parents before children.
pub fn walk_inlines<'a>(content: &'a [Inline], visit: &mut impl FnMut(Node<'a>)) {
    for inline in content {
        visit(Node::Inline(inline));
        walk_inlines(children(inline), visit);
    }
}

/// Returns the inlines that stand directly in a block.
pub fn inlines(block: &Block) -> &[Inline] {
    match &block.kind {
        BlockKind::Paragraph(content) | BlockKind::Plain(content) => content,
        BlockKind::Heading(heading) => &heading.content,
        _ => &[],
    }
}

/// Calls `visit` with every run of blocks directly inside a block: its content, its items', its cells'.
pub fn each_child<'a>(block: &'a Block, visit: &mut impl FnMut(&'a [Block])) {
    match &block.kind {
        BlockKind::Quote(_, content) | BlockKind::Footnote(_, content) | BlockKind::Element(_, content) => {
            visit(content);
        }
        BlockKind::List(list) => list.items.iter().for_each(|item| visit(&item.content)),
        BlockKind::Table(table) => {
            let rows = table.head.iter().chain(&table.rows);
            rows.flat_map(|row| &row.cells).for_each(|cell| visit(&cell.content));
        }
        _ => {}
    }
}
