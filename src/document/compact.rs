//! Gives back the room that the lists and the code of a tree kept for more: most lists hold one or two nodes, code comes
//! line by line, and a class has thousands of write-ups.

use super::tree::{Block, BlockKind, Inline, InlineKind, Row};

/// Makes every list and all code of a tree as long as what is in it.
pub(super) fn compact(blocks: &mut Vec<Block>) {
    blocks.shrink_to_fit();
    for block in blocks {
        match &mut block.kind {
            BlockKind::Paragraph(content) | BlockKind::Plain(content) => inlines(content),
            BlockKind::Heading(heading) => inlines(&mut heading.content),
            BlockKind::Quote(_, content) | BlockKind::Footnote(_, content) | BlockKind::Element(_, content) => {
                compact(content);
            }
            BlockKind::List(list) => {
                list.items.shrink_to_fit();
                list.items.iter_mut().for_each(|item| compact(&mut item.content));
            }
            BlockKind::Table(table) => {
                table.rows.shrink_to_fit();
                table.head.iter_mut().chain(&mut table.rows).for_each(row);
            }
            BlockKind::Code(code) => code.text.shrink_to_fit(),
            BlockKind::Rule | BlockKind::Math(_) | BlockKind::Comment(_) | BlockKind::Html(_) => {}
        }
    }
}

fn row(row: &mut Row) {
    row.cells.shrink_to_fit();
    row.cells.iter_mut().for_each(|cell| compact(&mut cell.content));
}

fn inlines(content: &mut Vec<Inline>) {
    content.shrink_to_fit();
    for inline in content {
        match &mut inline.kind {
            InlineKind::Emphasis(content)
            | InlineKind::Strong(content)
            | InlineKind::Strikethrough(content)
            | InlineKind::Element(_, content) => inlines(content),
            InlineKind::Link(link) => inlines(&mut link.content),
            _ => {}
        }
    }
}
