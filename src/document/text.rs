//! Plain text of a tree: what a reader would hear.

use super::tree::{Block, BlockKind, Inline, InlineKind};

/// Returns the text of `inlines` without markup; breaks are spaces, pictures are silent.
pub fn plain(inlines: &[Inline]) -> String {
    let mut out = String::new();
    for inline in inlines {
        plain_into(inline, &mut out);
    }
    out
}

fn plain_into(inline: &Inline, out: &mut String) {
    match &inline.kind {
        InlineKind::Text(text) | InlineKind::Code(text) | InlineKind::Math(_, text) => out.push_str(text),
        InlineKind::SoftBreak | InlineKind::HardBreak => out.push(' '),
        InlineKind::Image(_) | InlineKind::FootnoteReference(_) | InlineKind::Comment(_) | InlineKind::Html(_) => {}
        _ => children(inline).iter().for_each(|child| plain_into(child, out)),
    }
}

/// Returns the inlines inside an inline.
pub fn children(inline: &Inline) -> &[Inline] {
    match &inline.kind {
        InlineKind::Emphasis(content)
        | InlineKind::Strong(content)
        | InlineKind::Strikethrough(content)
        | InlineKind::Element(_, content) => content,
        InlineKind::Link(link) => &link.content,
        _ => &[],
    }
}

/// Returns the text of a block without markup, its inner blocks separated by spaces.
pub fn plain_block(block: &Block) -> String {
    let blocks = |content: &[Block]| join(content.iter().map(plain_block));
    match &block.kind {
        BlockKind::Paragraph(content) | BlockKind::Plain(content) => plain(content),
        BlockKind::Heading(heading) => plain(&heading.content),
        BlockKind::Code(code) => code.text.trim_end().to_owned(),
        BlockKind::Math(tex) => tex.clone(),
        BlockKind::Quote(_, content) | BlockKind::Footnote(_, content) | BlockKind::Element(_, content) => {
            blocks(content)
        }
        BlockKind::List(list) => join(list.items.iter().map(|item| blocks(&item.content))),
        BlockKind::Table(table) => {
            let rows = table.head.iter().chain(&table.rows);
            join(rows.flat_map(|row| &row.cells).map(|cell| blocks(&cell.content)))
        }
        BlockKind::Rule | BlockKind::Comment(_) | BlockKind::Html(_) => String::new(),
    }
}

fn join(texts: impl Iterator<Item = String>) -> String {
    texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A picture's alternative text: what the markup between `![` and `]` says, pictures inside it included.
pub(super) fn alt(inlines: &[Inline]) -> String {
    let one = |inline: &Inline| match &inline.kind {
        InlineKind::Image(image) => image.alt.clone(),
        InlineKind::Html(html) => html.clone(),
        InlineKind::Math(false, tex) => format!("${tex}$"),
        InlineKind::Math(true, tex) => format!("$${tex}$$"),
        _ if children(inline).is_empty() => plain(std::slice::from_ref(inline)),
        _ => alt(children(inline)),
    };
    inlines.iter().map(one).collect()
}
