//! Markdown to a [`Document`]: the only place that knows the parser's events.

use std::ops::Range;

use pulldown_cmark::{
    Alignment as Align, BlockQuoteKind, CodeBlockKind, Event, LinkType, Options, Parser, Tag as MarkdownTag,
};

use crate::source::{Source, Span};

use super::compact::compact;
use super::front_matter;
use super::html::{TokenKind, tokens};
use super::inlines::{self, Piece as InlinePiece};
use super::slug::give_ids;
use super::text::alt;
use super::tree::{
    Alert, Alignment, Block, BlockKind, Cell, CodeBlock, Document, Heading, Image, Inline, InlineKind, Item, Link,
    List, Row, Table,
};
use super::weave::{self, Piece};

/// Which Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// As GitHub shows it; raw HTML becomes nodes or text.
    GitHub,
    /// GitHub's published grammar: tables, strikethrough, task lists; raw HTML stays raw. For comparing with others.
    Gfm,
    /// `CommonMark` alone; raw HTML stays raw. For comparing with others.
    CommonMark,
}

/// Containers nested deeper than this lose their box, not their text: no page needs more, and no stack holds all.
const DEEPEST: usize = 96;

/// Reads a write-up: front matter is cut off, the rest becomes a tree.
pub fn parse(source: &Source, dialect: Dialect) -> Document {
    let front_matter = match dialect {
        Dialect::GitHub => front_matter::read(&source.text),
        Dialect::Gfm | Dialect::CommonMark => super::FrontMatter::default(),
    };
    let offset = front_matter.span.end;
    let text = &source.text[offset..];
    let mut builder = Builder::new(text, offset, dialect);
    for (event, range) in Parser::new_ext(text, options(dialect)).into_offset_iter() {
        builder.take(event, range);
    }
    let mut blocks = builder.finish();
    if dialect == Dialect::GitHub {
        give_ids(&mut blocks);
    }
    compact(&mut blocks);
    Document { file: source.id, front_matter, span: Span::new(0, source.text.len()), begins: None, blocks }
}

fn options(dialect: Dialect) -> Options {
    let both = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    match dialect {
        Dialect::GitHub => both | Options::ENABLE_FOOTNOTES | Options::ENABLE_MATH | Options::ENABLE_GFM,
        Dialect::Gfm => both,
        Dialect::CommonMark => Options::empty(),
    }
}

/// A container that was begun and not yet ended.
struct Frame {
    kind: FrameKind,
    span: Span,
    pieces: Vec<Piece>,
    items: Vec<Item>,
    task: Option<bool>,
    head: Option<Row>,
    rows: Vec<Row>,
    cells: Vec<Cell>,
    text: String,
    text_span: Option<Span>,
    lines: Vec<(usize, usize)>,
}

enum FrameKind {
    Root,
    /// Too deep to be a node: its content goes to the container around it.
    Through,
    Paragraph,
    Heading(u8),
    Quote(Option<Alert>),
    Code(Option<String>),
    Html,
    List(Option<u64>),
    Item,
    Footnote(String),
    Table(Vec<Alignment>),
    TableHead,
    TableRow,
    Cell,
    Emphasis,
    Strong,
    Strikethrough,
    Link(String, String),
    Image(String, String),
}

struct Builder<'a> {
    text: &'a str,
    offset: usize,
    dialect: Dialect,
    stack: Vec<Frame>,
    /// Links and pictures around the place that is being read.
    links: usize,
}

impl<'a> Builder<'a> {
    fn new(text: &'a str, offset: usize, dialect: Dialect) -> Self {
        let mut builder = Self { text, offset, dialect, stack: Vec::new(), links: 0 };
        builder.push(FrameKind::Root, Span::new(offset, offset + text.len()));
        builder
    }

    fn push(&mut self, kind: FrameKind, span: Span) {
        self.stack.push(Frame {
            kind,
            span,
            pieces: Vec::new(),
            items: Vec::new(),
            task: None,
            head: None,
            rows: Vec::new(),
            cells: Vec::new(),
            text: String::new(),
            text_span: None,
            lines: Vec::new(),
        });
    }

    /// The innermost container; there always is one, because the root is only taken off at the very end.
    fn top(&mut self) -> &mut Frame {
        if self.stack.is_empty() {
            self.push(FrameKind::Root, Span::default());
        }
        let last = self.stack.len() - 1;
        &mut self.stack[last]
    }

    fn take(&mut self, event: Event, range: Range<usize>) {
        // The parser's ranges may begin a little before their container does (a tab before a list in a quotation).
        let outer = self.top().span;
        let clamped = |at: usize| (at + self.offset).clamp(outer.start, outer.end);
        let span = Span::new(clamped(range.start), clamped(range.end));
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(_) => self.end(),
            Event::Text(text) => self.text(&text, span),
            Event::Code(text) => self.inline(InlineKind::Code(text.into_string()), span),
            Event::InlineMath(tex) => self.inline_math(tex.into_string(), span),
            Event::DisplayMath(tex) => self.inline(InlineKind::Math(true, tex.into_string()), span),
            Event::Html(html) => self.html_line(&html, span),
            Event::InlineHtml(html) => self.inline_html(&html, span),
            Event::FootnoteReference(label) => self.inline(InlineKind::FootnoteReference(label.into_string()), span),
            Event::SoftBreak => self.inline(InlineKind::SoftBreak, span),
            Event::HardBreak => self.inline(InlineKind::HardBreak, span),
            Event::Rule => self.block(BlockKind::Rule, span),
            Event::TaskListMarker(done) => self.task(done),
        }
    }

    fn block(&mut self, kind: BlockKind, span: Span) {
        self.top().pieces.push(Piece::Block(Block { span, kind }));
    }

    fn inline(&mut self, kind: InlineKind, span: Span) {
        self.top().pieces.push(Piece::Inline(InlinePiece::Node(Inline { span, kind })));
    }

    fn text(&mut self, text: &str, span: Span) {
        let frame = self.top();
        if matches!(frame.kind, FrameKind::Code(_)) {
            frame.text.push_str(text);
            let start = frame.text_span.map_or(span.start, |seen| seen.start);
            frame.text_span = Some(Span::new(start, span.end));
        } else {
            self.inline(InlineKind::Text(text.to_owned()), span);
        }
    }

    /// `$HOME/bin:$PATH` is no formula: as on GitHub, neither dollar may touch a letter or digit outside.
    fn inline_math(&mut self, tex: String, span: Span) {
        let touches = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        let before = self.text[..span.start - self.offset].chars().next_back();
        let after = self.text[span.end - self.offset..].chars().next();
        if touches(before) || touches(after) {
            self.inline(InlineKind::Text(format!("${tex}$")), span);
        } else {
            self.inline(InlineKind::Math(false, tex), span);
        }
    }

    /// Lines of an HTML block are gathered: a tag may go on over several of them.
    fn html_line(&mut self, html: &str, span: Span) {
        if self.dialect != Dialect::GitHub {
            self.block(BlockKind::Html(html.to_owned()), span);
            return;
        }
        let frame = self.top();
        frame.lines.push((frame.text.len(), span.start));
        frame.text.push_str(html);
    }

    fn inline_html(&mut self, html: &str, span: Span) {
        if self.dialect != Dialect::GitHub {
            self.inline(InlineKind::Html(html.to_owned()), span);
            return;
        }
        for token in tokens(html) {
            self.top().pieces.push(Piece::Inline(InlinePiece::Html(token.kind, span)));
        }
    }

    /// A loose item's marker stands in its first paragraph; it belongs to the item.
    fn task(&mut self, done: bool) {
        let item = self.stack.iter_mut().rev().find(|frame| matches!(frame.kind, FrameKind::Item));
        if let Some(item) = item {
            item.task = Some(done);
        }
    }

    fn start(&mut self, tag: MarkdownTag, span: Span) {
        let kind = match tag {
            MarkdownTag::Paragraph => FrameKind::Paragraph,
            MarkdownTag::Heading { level, .. } => FrameKind::Heading(level as u8),
            MarkdownTag::BlockQuote(kind) => FrameKind::Quote(kind.map(alert)),
            MarkdownTag::CodeBlock(CodeBlockKind::Indented) => FrameKind::Code(None),
            MarkdownTag::CodeBlock(CodeBlockKind::Fenced(words)) => FrameKind::Code(Some(words.into_string())),
            MarkdownTag::HtmlBlock => FrameKind::Html,
            MarkdownTag::List(start) => FrameKind::List(start),
            MarkdownTag::Item => FrameKind::Item,
            MarkdownTag::FootnoteDefinition(label) => FrameKind::Footnote(label.into_string()),
            MarkdownTag::Table(alignments) => FrameKind::Table(alignments.into_iter().map(alignment).collect()),
            MarkdownTag::TableHead => FrameKind::TableHead,
            MarkdownTag::TableRow => FrameKind::TableRow,
            MarkdownTag::TableCell => FrameKind::Cell,
            MarkdownTag::Emphasis => FrameKind::Emphasis,
            MarkdownTag::Strong => FrameKind::Strong,
            MarkdownTag::Strikethrough => FrameKind::Strikethrough,
            MarkdownTag::Link { link_type, dest_url, title, .. } => {
                let mail = if link_type == LinkType::Email { "mailto:" } else { "" };
                FrameKind::Link(format!("{mail}{dest_url}"), title.into_string())
            }
            MarkdownTag::Image { dest_url, title, .. } => FrameKind::Image(dest_url.into_string(), title.into_string()),
            // Options that bring these are off.
            MarkdownTag::DefinitionList
            | MarkdownTag::DefinitionListTitle
            | MarkdownTag::DefinitionListDefinition
            | MarkdownTag::Superscript
            | MarkdownTag::Subscript
            | MarkdownTag::MetadataBlock(_) => FrameKind::Through,
        };
        self.links += usize::from(matches!(kind, FrameKind::Link(..) | FrameKind::Image(..)));
        let may_be_looked_through = !matches!(kind, FrameKind::Code(_) | FrameKind::Html | FrameKind::Image(..));
        let kind = if self.stack.len() > DEEPEST && may_be_looked_through { FrameKind::Through } else { kind };
        self.push(kind, span);
    }

    fn end(&mut self) {
        let Some(mut frame) = self.stack.pop() else { return };
        let span = frame.span;
        match std::mem::replace(&mut frame.kind, FrameKind::Through) {
            FrameKind::Root => {}
            // Thousands of levels may end here: their content changes hands, it is not copied.
            FrameKind::Through if self.top().pieces.is_empty() => self.top().pieces = frame.pieces,
            FrameKind::Through => self.top().pieces.append(&mut frame.pieces),
            FrameKind::Paragraph => {
                let content = self.inlines(frame.pieces);
                self.block(BlockKind::Paragraph(content), span);
            }
            FrameKind::Heading(level) => {
                let content = self.inlines(frame.pieces);
                self.block(BlockKind::Heading(Box::new(Heading { level, id: String::new(), content })), span);
            }
            FrameKind::Quote(alert) => {
                let content = self.blocks(frame.pieces);
                self.block(BlockKind::Quote(alert, content), span);
            }
            FrameKind::Code(fence) => self.code(fence, frame.text, frame.text_span, span),
            FrameKind::Html => self.html_block(frame),
            FrameKind::List(start) => {
                self.block(BlockKind::List(Box::new(List { start, items: frame.items })), span);
            }
            FrameKind::Item => {
                let content = self.blocks(frame.pieces);
                self.top().items.push(Item { span, task: frame.task, content });
            }
            FrameKind::Footnote(label) => {
                let content = self.blocks(frame.pieces);
                self.block(BlockKind::Footnote(label.into_boxed_str(), content), span);
            }
            FrameKind::Table(alignments) => {
                let table = Table { alignments, head: frame.head, rows: frame.rows };
                self.block(BlockKind::Table(Box::new(table)), span);
            }
            FrameKind::TableHead => self.top().head = Some(Row { span, cells: frame.cells }),
            FrameKind::TableRow => self.top().rows.push(Row { span, cells: frame.cells }),
            FrameKind::Cell => {
                let content = vec![Block { span, kind: BlockKind::Plain(self.inlines(frame.pieces)) }];
                self.top().cells.push(Cell { span, content, takes: (1, 1) });
            }
            kind => self.end_inline(kind, frame.pieces, span),
        }
    }

    fn end_inline(&mut self, kind: FrameKind, pieces: Vec<Piece>, span: Span) {
        let kind = match kind {
            FrameKind::Emphasis => InlineKind::Emphasis(self.inlines(pieces)),
            FrameKind::Strong => InlineKind::Strong(self.inlines(pieces)),
            FrameKind::Strikethrough => InlineKind::Strikethrough(self.inlines(pieces)),
            FrameKind::Link(target, title) => {
                let content = self.inlines(pieces);
                self.links -= 1;
                InlineKind::Link(Box::new(Link { target, title, content }))
            }
            FrameKind::Image(target, title) => {
                let alt = alt(&self.inlines(pieces));
                self.links -= 1;
                InlineKind::Image(Box::new(Image { target, title, alt, width: None }))
            }
            _ => return,
        };
        self.inline(kind, span);
    }

    fn code(&mut self, fence: Option<String>, text: String, text_span: Option<Span>, span: Span) {
        let text_span = text_span.unwrap_or(Span::new(span.end, span.end));
        let code = CodeBlock { fence, text, text_span };
        let kind = match self.dialect {
            Dialect::GitHub if code.language() == "math" => BlockKind::Math(code.text),
            _ => BlockKind::Code(Box::new(code)),
        };
        self.block(kind, span);
    }

    fn html_block(&mut self, frame: Frame) {
        let place = |at: usize| {
            let line = frame.lines.partition_point(|&(start, _)| start <= at).saturating_sub(1);
            frame.lines.get(line).map_or(frame.span.start, |&(start, source)| source + at - start)
        };
        let pieces: Vec<Piece> = tokens(&frame.text)
            .into_iter()
            .map(|token| (place(token.start), place(token.end.saturating_sub(1)) + 1, token.kind))
            .map(|(start, end, kind): (usize, usize, TokenKind)| Piece::Html(kind, Span::new(start, end.max(start))))
            .collect();
        // In the other dialects the lines themselves are the blocks.
        self.top().pieces.extend(frame.pieces);
        self.top().pieces.extend(pieces);
    }

    fn blocks(&self, pieces: Vec<Piece>) -> Vec<Block> {
        let mut blocks = weave::weave(pieces);
        for block in &mut blocks {
            if let BlockKind::Plain(content) | BlockKind::Paragraph(content) = &mut block.kind {
                *content = self.linked(std::mem::take(content));
            }
        }
        blocks
    }

    fn inlines(&self, pieces: Vec<Piece>) -> Vec<Inline> {
        let only_inlines = pieces.into_iter().filter_map(|piece| match piece {
            Piece::Inline(inline) => Some(inline),
            Piece::Html(kind, span) => Some(InlinePiece::Html(kind, span)),
            Piece::Block(_) => None,
        });
        self.linked(inlines::weave(only_inlines.collect()))
    }

    fn linked(&self, inlines: Vec<Inline>) -> Vec<Inline> {
        let plain = self.dialect != Dialect::GitHub || self.links > 0;
        if plain { inlines } else { inlines::with_autolinks(inlines) }
    }

    fn finish(mut self) -> Vec<Block> {
        while self.stack.len() > 1 {
            self.end();
        }
        let pieces = std::mem::take(&mut self.top().pieces);
        self.blocks(pieces)
    }
}

fn alert(kind: BlockQuoteKind) -> Alert {
    match kind {
        BlockQuoteKind::Note => Alert::Note,
        BlockQuoteKind::Tip => Alert::Tip,
        BlockQuoteKind::Important => Alert::Important,
        BlockQuoteKind::Warning => Alert::Warning,
        BlockQuoteKind::Caution => Alert::Caution,
    }
}

fn alignment(align: Align) -> Alignment {
    match align {
        Align::None => Alignment::None,
        Align::Left => Alignment::Left,
        Align::Center => Alignment::Center,
        Align::Right => Alignment::Right,
    }
}
