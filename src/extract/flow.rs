//! A write-up as one flow of lines, headings, code blocks, tables and pictures, in reading order.
//!
//! Students break every rule of nesting: a picture is glued to a list item, a label is a paragraph, a heading stands
//! in a list. The extractors look at this flow, where what follows what is plain, and not at the tree.

use crate::document::{
    Block, BlockKind, CodeBlock, Element, Heading, Image, Inline, InlineKind, Table, children, plain,
};
use crate::source::Span;

/// One thing in the flow.
#[derive(Debug, Clone)]
pub struct Piece<'a> {
    /// The block or the line.
    pub span: Span,
    /// Lists and quotations around it.
    pub depth: usize,
    /// It is the first line of a list item; `true` inside when the list is numbered.
    pub item: Option<bool>,
    /// That item is the only one of its list.
    pub only_item: bool,
    /// What it is.
    pub kind: PieceKind<'a>,
}

/// What a piece is.
#[derive(Debug, Clone)]
pub enum PieceKind<'a> {
    /// A heading; the pictures in it follow.
    Heading(&'a Heading),
    /// What stands between two line breaks of a paragraph; never without text.
    Line(Line<'a>),
    /// A fenced or indented block.
    Code(&'a CodeBlock),
    /// A table; the pictures in it follow.
    Table(&'a Table),
    /// A picture.
    Picture(&'a Image),
}

/// A line of text.
#[derive(Debug, Clone)]
pub struct Line<'a> {
    /// Its inlines, pictures among them.
    pub inlines: &'a [Inline],
    /// Its text, markup removed.
    pub text: String,
    /// The label that it opens with.
    pub labelled: Option<Labelled>,
    /// It is the whole paragraph.
    pub alone: bool,
    /// The block that holds it.
    pub block: Span,
}

impl<'a> Piece<'a> {
    /// Returns whether it is a picture.
    pub fn is_picture(&self) -> bool {
        matches!(self.kind, PieceKind::Picture(_))
    }

    /// Returns the line, when it is one.
    pub fn line(&self) -> Option<&Line<'a>> {
        match &self.kind {
            PieceKind::Line(line) => Some(line),
            _ => None,
        }
    }
}

/// Returns the flow of a write-up.
pub fn flow(blocks: &[Block]) -> Vec<Piece<'_>> {
    let mut flow = Flow { pieces: Vec::new(), depth: 0, item: None, only_item: false };
    flow.blocks(blocks);
    flow.pieces
}

struct Flow<'a> {
    pieces: Vec<Piece<'a>>,
    depth: usize,
    /// The next piece opens a list item.
    item: Option<bool>,
    /// The list at hand has one item.
    only_item: bool,
}

impl<'a> Flow<'a> {
    fn push(&mut self, span: Span, kind: PieceKind<'a>) {
        let item = self.item.take();
        let only_item = item.is_some() && self.only_item;
        self.pieces.push(Piece { span, depth: self.depth, item, only_item, kind });
    }

    fn blocks(&mut self, blocks: &'a [Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &'a Block) {
        match &block.kind {
            BlockKind::Paragraph(content) | BlockKind::Plain(content) => self.lines(content, block.span),
            BlockKind::Heading(heading) => {
                self.push(block.span, PieceKind::Heading(heading));
                self.pictures(&heading.content);
            }
            BlockKind::Code(code) => self.push(block.span, PieceKind::Code(code)),
            BlockKind::Table(table) => {
                self.push(block.span, PieceKind::Table(table));
                let rows = table.head.iter().chain(&table.rows);
                rows.flat_map(|row| &row.cells).for_each(|cell| self.pictures_of(&cell.content));
            }
            BlockKind::Quote(_, content) => self.deeper(content),
            BlockKind::List(list) => {
                for item in &list.items {
                    self.item = Some(list.start.is_some());
                    self.only_item = list.items.len() == 1;
                    self.deeper(&item.content);
                    self.item = None;
                }
            }
            BlockKind::Element(Element::Details(_) | Element::Summary | Element::Box(_), content) => {
                self.blocks(content);
            }
            BlockKind::Footnote(..)
            | BlockKind::Rule
            | BlockKind::Math(_)
            | BlockKind::Comment(_)
            | BlockKind::Html(_) => {}
        }
    }

    fn deeper(&mut self, content: &'a [Block]) {
        self.depth += 1;
        self.blocks(content);
        self.depth -= 1;
    }

    /// Cuts a paragraph at its line breaks; the pictures of a line follow its text.
    fn lines(&mut self, content: &'a [Inline], block: Span) {
        let is_break = |inline: &Inline| matches!(inline.kind, InlineKind::SoftBreak | InlineKind::HardBreak);
        let lines: Vec<&[Inline]> = content.split(is_break).filter(|line| !line.is_empty()).collect();
        let alone = lines.len() == 1;
        for inlines in lines {
            let text = trimmed(plain(inlines));
            if !text.is_empty() {
                let span = Span::new(inlines[0].span.start, inlines[inlines.len() - 1].span.end);
                let labelled = labelled(inlines);
                self.push(span, PieceKind::Line(Line { inlines, text, labelled, alone, block }));
            }
            self.pictures(inlines);
        }
    }

    fn pictures(&mut self, inlines: &'a [Inline]) {
        for inline in inlines {
            if let InlineKind::Image(image) = &inline.kind {
                self.push(inline.span, PieceKind::Picture(image));
            }
            self.pictures(children(inline));
        }
    }

    fn pictures_of(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            self.pictures(crate::document::inlines(block));
            let mut inner = Vec::new();
            crate::document::each_child(block, &mut |content| inner.push(content));
            inner.into_iter().for_each(|content| self.pictures_of(content));
        }
    }
}

fn trimmed(text: String) -> String {
    let inner = text.trim();
    if inner.len() == text.len() { text } else { inner.to_owned() }
}

/// A line that opens with a label: `**Label:** rest`, `*Label*: rest`, `Label: rest`, or a label alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labelled {
    /// The label, markup and colon removed; never empty.
    pub label: String,
    /// What follows it, markup removed; may be empty.
    pub rest: String,
    /// Where that stands.
    pub rest_span: Span,
    /// The label is bold or italic.
    pub marked: bool,
}

/// Longest label, in characters.
const LONGEST_LABEL: usize = 90;

/// Reads the label of a line, when it has one.
fn labelled(inlines: &[Inline]) -> Option<Labelled> {
    let mut inlines = inlines;
    while let Some((first, rest)) = inlines.split_first()
        && matches!(&first.kind, InlineKind::Text(text) if text.trim().is_empty())
    {
        inlines = rest;
    }
    let (first, rest) = inlines.split_first()?;
    match &first.kind {
        InlineKind::Emphasis(inner) | InlineKind::Strong(inner) => marked_label(&plain(inner), first.span, rest),
        InlineKind::Code(code) if plain(rest).starts_with(COLONS) => marked_label(code, first.span, rest),
        InlineKind::Text(text) => plain_label(text, first.span, rest),
        _ => None,
    }
}

fn marked_label(label: &str, span: Span, rest: &[Inline]) -> Option<Labelled> {
    let after = plain(rest);
    let inside = label.trim_end().ends_with(COLONS);
    let behind = after.trim_start().starts_with(COLONS) || after.trim_start().starts_with(['-', '–', '—']);
    let alone = after.trim().is_empty();
    if !inside && !behind && !alone {
        return None;
    }
    let end = rest.last().map_or(span.end, |last| last.span.end);
    let signs = after.len() - after.trim_start_matches(|c: char| c.is_whitespace() || is_separator(c)).len();
    let start = (span.end + signs).min(end);
    finished(label, after.get(signs..).unwrap_or(""), Span::new(start, end), true)
}

fn plain_label(text: &str, span: Span, rest: &[Inline]) -> Option<Labelled> {
    let at = first_colon(text)?;
    let colon = text[at..].chars().next().map_or(1, char::len_utf8);
    let follows = &text[at + colon..];
    // `8080:80`, `https://x`, `nginx:latest`: no space behind the colon, and that is no label.
    if !(follows.is_empty() || follows.starts_with(char::is_whitespace) || colon > 1) {
        return None;
    }
    let said = format!("{follows}{}", plain(rest));
    let end = rest.last().map_or(span.end, |last| last.span.end);
    let blank = follows.len() - follows.trim_start().len();
    let start = (span.start + at + colon + blank).min(end);
    finished(&text[..at], &said, Span::new(start, end), false)
}

/// Returns where the first colon stands; most lines have none.
fn first_colon(text: &str) -> Option<usize> {
    if text.is_ascii() { text.find(':') } else { text.find(COLONS) }
}

fn finished(label: &str, rest: &str, rest_span: Span, marked: bool) -> Option<Labelled> {
    let label = label.trim().trim_end_matches(is_separator).trim();
    let fits = !label.is_empty() && label.chars().count() <= LONGEST_LABEL;
    fits.then(|| Labelled { label: label.to_owned(), rest: rest.trim().to_owned(), rest_span, marked })
}

const COLONS: [char; 2] = [':', '：'];

fn is_separator(c: char) -> bool {
    COLONS.contains(&c) || matches!(c, '-' | '–' | '—')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Dialect, parse};
    use crate::source::Sources;

    fn kinds(text: &str) -> String {
        let sources = Sources::of_text("a.md", text);
        let document = parse(sources.text(sources.reports[0]), Dialect::GitHub);
        let said = flow(&document.blocks).into_iter().map(|piece| {
            let item = match piece.item {
                Some(true) => "1.",
                Some(false) => "-",
                None => "",
            };
            let words = match piece.kind {
                PieceKind::Heading(heading) => format!("# {}", plain(&heading.content)),
                PieceKind::Line(line) => line.text,
                PieceKind::Code(_) => "code".to_owned(),
                PieceKind::Table(_) => "table".to_owned(),
                PieceKind::Picture(image) => format!("!{}", image.target),
            };
            format!("{item}{words}")
        });
        said.collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn a_picture_glued_to_an_item_follows_it() {
        assert_eq!(kinds("- one\n![alt text](a.png)\n- two"), "-one | !a.png | -two");
        assert_eq!(kinds("1. one\n   ```\n   x\n   ```\n2. two ![](b.png) end"), "1.one | code | 1.two  end | !b.png");
        assert_eq!(kinds("# A ![](i.png)\ntext\nmore"), "# A  | !i.png | text | more");
        assert_eq!(kinds("|a|b|\n|-|-|\n|![](x.png)|y|"), "table | !x.png");
    }

    #[test]
    fn labels_are_cut_from_what_follows() {
        let read = |text: &str| {
            let sources = Sources::of_text("a.md", text);
            let document = parse(sources.text(sources.reports[0]), Dialect::GitHub);
            let pieces = flow(&document.blocks);
            let found = pieces[0].line().and_then(|line| line.labelled.as_ref());
            found.map(|found| format!("{}|{}|{}", found.label, found.rest, found.rest_span.of(text)))
        };
        let cases = [
            ("*list*: multipass list", Some("list|multipass list|multipass list")),
            ("**Speed:** fast *enough*", Some("Speed|fast enough|fast *enough*")),
            ("- *VMs* - slow", Some("VMs|slow|slow")),
            ("**Architecture**", Some("Architecture||")),
            ("stop it: docker stop web", Some("stop it|docker stop web|docker stop web")),
            ("open localhost:8080 now", None),
            ("**Bold** words in a sentence", None),
            ("just text", None),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text).as_deref(), expected, "{text}");
        }
    }
}
