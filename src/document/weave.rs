//! Blocks as they should stand in the tree: HTML blocks become nodes around the Markdown between their tags.

use crate::source::Span;

use super::html::{Tag, TokenKind};
use super::inlines::{self, Piece as InlinePiece};
use super::text::plain;
use super::tree::{
    Alignment, Block, BlockKind, Cell, CodeBlock, Element, Heading, Inline, InlineKind, Item, List, Row, Table,
};
use super::walk::{Node, walk};

/// What a container holds while it is read.
#[derive(Debug, Clone)]
pub(super) enum Piece {
    /// A block that is complete.
    Block(Block),
    /// An inline that stands in the container itself.
    Inline(InlinePiece),
    /// A piece of an HTML block.
    Html(TokenKind, Span),
}

/// Tags that begin a block; all others stay in the text.
const BLOCKS: [&str; 31] = [
    "blockquote",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Deeper nesting than any page needs; what lies deeper loses its box, not its text.
const DEEPEST: usize = 64;

/// An element that was begun, and what it holds so far.
struct Frame {
    tag: Option<Tag>,
    start: usize,
    blocks: Vec<Block>,
    run: Vec<InlinePiece>,
    run_is_html: bool,
    items: Vec<Item>,
    cells: Vec<Cell>,
    rows: Vec<Row>,
    has_head: bool,
}

impl Frame {
    fn new(tag: Option<Tag>, start: usize) -> Self {
        let (blocks, run, items, cells, rows) = (vec![], vec![], vec![], vec![], vec![]);
        Self { tag, start, blocks, run, run_is_html: false, items, cells, rows, has_head: false }
    }

    fn name(&self) -> &str {
        self.tag.as_ref().map_or("", |tag| &tag.name)
    }

    /// Ends the run of inlines: it becomes a block.
    fn flush(&mut self) {
        let keep_space = self.name() == "pre";
        let content = inlines::weave(std::mem::take(&mut self.run));
        let content = if self.run_is_html && !keep_space { trimmed(content) } else { content };
        let paragraph = self.run_is_html && matches!(self.name(), "" | "p" | "figcaption" | "dd");
        self.run_is_html = false;
        let (Some(first), Some(last)) = (content.first(), content.last()) else { return };
        let span = Span::new(first.span.start, last.span.end.max(first.span.end));
        let kind = if paragraph { BlockKind::Paragraph(content) } else { BlockKind::Plain(content) };
        self.blocks.push(Block { span, kind });
    }
}

/// Puts the pieces of one container in order.
pub(super) fn weave(pieces: Vec<Piece>) -> Vec<Block> {
    let mut stack = vec![Frame::new(None, 0)];
    let mut end = 0;
    for piece in pieces {
        match piece {
            Piece::Block(block) => {
                end = end.max(block.span.end);
                let frame = top(&mut stack);
                frame.flush();
                frame.blocks.push(block);
            }
            Piece::Inline(inline) => top(&mut stack).run.push(inline),
            Piece::Html(kind, span) => {
                end = end.max(span.end);
                html(kind, span, &mut stack);
            }
        }
    }
    while stack.len() > 1 {
        pop(&mut stack, end);
    }
    let mut root = stack.pop().unwrap_or_else(|| Frame::new(None, 0));
    root.flush();
    root.blocks
}

/// The innermost open element; the bottom frame is never popped by a tag.
fn top(stack: &mut Vec<Frame>) -> &mut Frame {
    if stack.is_empty() {
        stack.push(Frame::new(None, 0));
    }
    let last = stack.len() - 1;
    &mut stack[last]
}

fn html(kind: TokenKind, span: Span, stack: &mut Vec<Frame>) {
    let in_pre = top(stack).name() == "pre";
    match &kind {
        TokenKind::Open(tag) if !in_pre && BLOCKS.contains(&tag.name.as_str()) => open(tag, span, stack),
        TokenKind::Close(name) if BLOCKS.contains(&name.as_str()) => {
            top(stack).flush();
            let Some(at) = stack.iter().rposition(|frame| frame.name() == name) else { return };
            while stack.len() > at.max(1) {
                pop(stack, span.end);
            }
        }
        TokenKind::Comment(text) if top(stack).run.is_empty() => {
            top(stack).blocks.push(Block { span, kind: BlockKind::Comment(text.clone()) });
        }
        TokenKind::Text(text) if !in_pre && text.trim().is_empty() && top(stack).run.is_empty() => {}
        _ => {
            let frame = top(stack);
            frame.run_is_html = true;
            frame.run.push(InlinePiece::Html(kind, span));
        }
    }
}

fn open(tag: &Tag, span: Span, stack: &mut Vec<Frame>) {
    top(stack).flush();
    let ends_itself = |inner: &str| match tag.name.as_str() {
        "li" => inner == "li",
        "tr" => matches!(inner, "tr" | "td" | "th"),
        "td" | "th" => matches!(inner, "td" | "th"),
        "tbody" | "thead" | "tfoot" => matches!(inner, "tbody" | "thead" | "tfoot" | "tr" | "td" | "th"),
        "summary" => false,
        _ => inner == "p",
    };
    while ends_itself(top(stack).name()) {
        pop(stack, span.start);
    }
    if tag.name == "hr" {
        top(stack).blocks.push(Block { span, kind: BlockKind::Rule });
    } else if stack.len() < DEEPEST {
        stack.push(Frame::new(Some(tag.clone()), span.start));
    }
}

/// Ends the innermost element and hands what it holds to the one around it.
fn pop(stack: &mut Vec<Frame>, end: usize) {
    let Some(mut frame) = stack.pop() else { return };
    frame.flush();
    let parent = top(stack);
    let span = Span::new(frame.start, end.max(frame.start));
    let Some(tag) = frame.tag.take() else { return };
    let mut add = |kind| parent.blocks.push(Block { span, kind });
    match tag.name.as_str() {
        "details" => add(BlockKind::Element(Element::Details(tag.get("open").is_some()), details(frame.blocks))),
        "summary" => add(BlockKind::Element(Element::Summary, vec![line(&frame.blocks, span)])),
        "blockquote" => add(BlockKind::Quote(None, frame.blocks)),
        "pre" => add(BlockKind::Code(Box::new(code(&frame.blocks, span)))),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
            let level = tag.name.as_bytes()[1] - b'0';
            let content = line_inlines(&frame.blocks);
            add(BlockKind::Heading(Box::new(Heading { level, id: String::new(), content })));
        }
        "ul" | "ol" if !frame.items.is_empty() => {
            let start = (tag.name == "ol").then(|| tag.number("start").map_or(1, u64::from));
            add(BlockKind::List(Box::new(List { start, items: frame.items })));
        }
        "li" if matches!(parent.name(), "ul" | "ol") => {
            parent.items.push(Item { span, task: None, content: frame.blocks });
        }
        "td" | "th" if parent.name() == "tr" => {
            let takes = |name| tag.number(name).map_or(1, |n| u16::try_from(n).unwrap_or(1).min(100));
            parent.has_head = tag.name == "th" && (parent.has_head || parent.cells.is_empty());
            parent.cells.push(Cell { span, content: frame.blocks, takes: (takes("colspan"), takes("rowspan")) });
        }
        "tr" if !frame.cells.is_empty() && in_table(parent) => {
            parent.has_head |= frame.has_head && parent.rows.is_empty();
            parent.rows.push(Row { span, cells: frame.cells });
        }
        "thead" | "tbody" | "tfoot" if parent.name() == "table" => {
            parent.has_head |= tag.name == "thead" || frame.has_head && parent.rows.is_empty();
            parent.rows.append(&mut frame.rows);
        }
        "table" if !frame.rows.is_empty() => {
            parent.blocks.append(&mut frame.blocks);
            let head = frame.has_head.then(|| frame.rows.remove(0));
            parent.blocks.push(Block {
                span,
                kind: BlockKind::Table(Box::new(Table { alignments: Vec::new(), head, rows: frame.rows })),
            });
        }
        _ => parent.blocks.extend(boxed(&tag, frame.blocks, span)),
    }
}

fn in_table(frame: &Frame) -> bool {
    matches!(frame.name(), "table" | "thead" | "tbody" | "tfoot")
}

/// A box that asks for alignment stays one; any other is just its content.
fn boxed(tag: &Tag, content: Vec<Block>, span: Span) -> Vec<Block> {
    let align = match (tag.name.as_str(), tag.get("align").map(str::to_lowercase).as_deref()) {
        ("center", _) | (_, Some("center" | "middle")) => Alignment::Center,
        (_, Some("right")) => Alignment::Right,
        _ => return content,
    };
    vec![Block { span, kind: BlockKind::Element(Element::Box(align), content) }]
}

/// A summary comes first; a second one is an ordinary box.
fn details(mut blocks: Vec<Block>) -> Vec<Block> {
    let is_summary = |block: &Block| matches!(block.kind, BlockKind::Element(Element::Summary, _));
    if let Some(at) = blocks.iter().position(is_summary) {
        let summary = blocks.remove(at);
        blocks.insert(0, summary);
    }
    for block in blocks.iter_mut().skip(1) {
        if let BlockKind::Element(element @ Element::Summary, _) = &mut block.kind {
            *element = Element::Box(Alignment::None);
        }
    }
    blocks
}

/// Everything that is said in `blocks`, on one line.
fn line(blocks: &[Block], span: Span) -> Block {
    Block { span, kind: BlockKind::Plain(line_inlines(blocks)) }
}

fn line_inlines(blocks: &[Block]) -> Vec<Inline> {
    let mut out = Vec::new();
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(content) | BlockKind::Plain(content) => out.extend(content.iter().cloned()),
            BlockKind::Heading(heading) => out.extend(heading.content.iter().cloned()),
            _ => walk(std::slice::from_ref(block), &mut |node| {
                if let Node::Inline(inline @ Inline { kind: InlineKind::Text(_) | InlineKind::Code(_), .. }) = node {
                    out.push(inline.clone());
                }
            }),
        }
    }
    out
}

fn code(blocks: &[Block], span: Span) -> CodeBlock {
    let text = plain(&line_inlines(blocks));
    let text = text.strip_prefix('\n').unwrap_or(&text);
    CodeBlock { fence: None, text: format!("{}\n", text.trim_end()), text_span: span }
}

/// Leaves out white space at both ends of a run between tags.
fn trimmed(mut content: Vec<Inline>) -> Vec<Inline> {
    let blank = |inline: &Inline| match &inline.kind {
        InlineKind::Text(text) => text.trim().is_empty(),
        InlineKind::SoftBreak => true,
        _ => false,
    };
    while content.last().is_some_and(blank) {
        content.pop();
    }
    let from = content.iter().position(|inline| !blank(inline)).unwrap_or(content.len());
    let mut content = content.split_off(from);
    if let Some(Inline { kind: InlineKind::Text(text), .. }) = content.first_mut() {
        *text = text.trim_start().to_owned();
    }
    if let Some(Inline { kind: InlineKind::Text(text), .. }) = content.last_mut() {
        *text = text.trim_end().to_owned();
    }
    content
}
