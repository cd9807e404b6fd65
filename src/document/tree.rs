//! The document tree: blocks and inlines with owned text, and where each stands in the source.
//!
//! Every child's span lies inside its parent's. Nothing here knows how a node looks on a page.

use crate::source::{FileId, Span};

use super::front_matter::FrontMatter;

/// One write-up, read.
#[derive(Debug, Clone)]
pub struct Document {
    /// The text it was read from.
    pub file: FileId,
    /// What stood between the fences at its very top.
    pub front_matter: FrontMatter,
    /// Where it stands in the text: all of it, unless a whole course was cut into its reports.
    pub span: Span,
    /// The id of the heading that begins it, when it was cut out of a course.
    pub begins: Option<String>,
    /// Its content, in order.
    pub blocks: Vec<Block>,
}

/// A block and its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// From its first byte (markers included) to its last.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// What a block is. Large ones are boxed: most blocks are paragraphs, and all of a site's are held at once.
#[derive(Debug, Clone, PartialEq)]
pub enum BlockKind {
    /// Text with space around it.
    Paragraph(Vec<Inline>),
    /// Text of a tight list item, a table cell or between HTML tags: no paragraph of its own.
    Plain(Vec<Inline>),
    /// A heading.
    Heading(Box<Heading>),
    /// A fenced or indented code block.
    Code(Box<CodeBlock>),
    /// A quotation, or one of GitHub's alerts.
    Quote(Option<Alert>, Vec<Block>),
    /// A list.
    List(Box<List>),
    /// A table, from pipes or from HTML.
    Table(Box<Table>),
    /// A thematic break.
    Rule,
    /// What a footnote says.
    Footnote(Box<str>, Vec<Block>),
    /// A displayed formula, in TeX.
    Math(String),
    /// An HTML comment: the text between `<!--` and `-->`. Never shown.
    Comment(String),
    /// One of the few HTML elements that labpress knows.
    Element(Element, Vec<Block>),
    /// Raw HTML, never in the `GitHub` dialect.
    Html(String),
}

/// A heading.
#[derive(Debug, Clone, PartialEq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// The anchor that GitHub gives it, unique within the document.
    pub id: String,
    /// Its text.
    pub content: Vec<Inline>,
}

/// A code block.
#[derive(Debug, Clone, PartialEq)]
pub struct CodeBlock {
    /// The words behind the opening fence; `None` when the block is indented, `""` when there are none.
    pub fence: Option<String>,
    /// The code as written, indentation of its container taken off.
    pub text: String,
    /// Where the code itself stands: from its first line's first byte of code to its last. Lines of a code block
    /// inside a list or quotation carry their indentation in between.
    pub text_span: Span,
}

impl CodeBlock {
    /// Returns the language: the first word behind the fence, in lower case, or `""`.
    pub fn language(&self) -> String {
        let words = self.fence.as_deref().unwrap_or("");
        words.split([' ', '\t', ',', '{']).next().unwrap_or("").to_lowercase()
    }
}

/// GitHub's five alerts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alert {
    /// `> [!NOTE]`
    Note,
    /// `> [!TIP]`
    Tip,
    /// `> [!IMPORTANT]`
    Important,
    /// `> [!WARNING]`
    Warning,
    /// `> [!CAUTION]`
    Caution,
}

/// A list.
#[derive(Debug, Clone, PartialEq)]
pub struct List {
    /// The first number; `None` for bullets.
    pub start: Option<u64>,
    /// Its items.
    pub items: Vec<Item>,
}

/// A list item.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// From its marker on.
    pub span: Span,
    /// `Some(done)` for a task.
    pub task: Option<bool>,
    /// Its content; [`BlockKind::Plain`] where the list is tight.
    pub content: Vec<Block>,
}

/// A table; all rows have as many cells as `alignments` when it came from pipes.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// One for each column; empty for an HTML table.
    pub alignments: Vec<Alignment>,
    /// The header row.
    pub head: Option<Row>,
    /// The other rows.
    pub rows: Vec<Row>,
}

/// How a column is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alignment {
    /// Not said.
    None,
    /// `:--`
    Left,
    /// `:-:`
    Center,
    /// `--:`
    Right,
}

/// A table row.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The whole row.
    pub span: Span,
    /// Its cells.
    pub cells: Vec<Cell>,
}

/// A table cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// The cell's text, without its pipes.
    pub span: Span,
    /// One [`BlockKind::Plain`] for pipe tables; anything for HTML tables.
    pub content: Vec<Block>,
    /// Columns and rows it takes up; `(1, 1)` unless HTML says otherwise.
    pub takes: (u16, u16),
}

/// Block-level HTML that labpress knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Element {
    /// `<details>`; `true` when open from the start.
    Details(bool),
    /// `<summary>`, in a `<details>`.
    Summary,
    /// `<div>`, `<p>`, `<center>` with the alignment they ask for.
    Box(Alignment),
}

/// An inline and its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Inline {
    /// From its first byte (markers included) to its last.
    pub span: Span,
    /// What it is.
    pub kind: InlineKind,
}

/// What an inline is.
#[derive(Debug, Clone, PartialEq)]
pub enum InlineKind {
    /// Text, entities and escapes resolved.
    Text(String),
    /// Inline code.
    Code(String),
    /// `*emphasis*`
    Emphasis(Vec<Inline>),
    /// `**strong**`
    Strong(Vec<Inline>),
    /// `~~struck~~`
    Strikethrough(Vec<Inline>),
    /// A link.
    Link(Box<Link>),
    /// A picture.
    Image(Box<Image>),
    /// A line end that is a space.
    SoftBreak,
    /// A line end that stays one.
    HardBreak,
    /// A reference to a footnote.
    FootnoteReference(String),
    /// A formula in TeX; `true` when displayed.
    Math(bool, String),
    /// An HTML comment. Never shown.
    Comment(String),
    /// One of the few HTML elements that labpress knows.
    Element(Phrase, Vec<Inline>),
    /// Raw HTML, never in the `GitHub` dialect.
    Html(String),
}

/// A link.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// As written, entities and escapes resolved.
    pub target: String,
    /// Its title, or `""`.
    pub title: String,
    /// What is shown.
    pub content: Vec<Inline>,
}

/// A picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Image {
    /// As written, entities and escapes resolved; percent signs as they are.
    pub target: String,
    /// Its title, or `""`.
    pub title: String,
    /// Its alternative text, markup removed.
    pub alt: String,
    /// Width in CSS pixels that HTML asked for.
    pub width: Option<u32>,
}

/// Inline HTML that labpress knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phrase {
    /// `<kbd>`
    Kbd,
    /// `<sub>`
    Sub,
    /// `<sup>`
    Sup,
    /// `<u>` or `<ins>`
    Ins,
    /// `<mark>`
    Mark,
    /// `<small>`
    Small,
}
