//! What a write-up says: its parts and steps, comparisons, commands and screenshots, each with its place.
//!
//! In comes a [`Document`], out comes [`Found`]. One file per thing that is looked for; a new form of it is a new
//! small function there. Precision first: when in doubt it stays text.

mod alt;
mod blocks;
mod broken;
mod commands;
mod comparisons;
mod course;
mod flow;
mod label;
mod lost;
mod parts;
mod screenshots;
mod title;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::document::Document;
use crate::source::{Index, RepoPath, Rule, Source, Span};
use crate::toolbox::Tools;
use crate::words::Words;

pub use blocks::is_shell_name;
pub use broken::{Unread, UnreadPicture};
pub use comparisons::{display_name, subject_key};
pub use course::reports;
pub use flow::{Labelled, Line, Piece, PieceKind, flow};
pub use parts::announces;

/// Everything that was read from one write-up; every list in document order.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Found {
    /// Front matter's title, else the first heading's text, else the file name; never empty.
    pub title: String,
    /// The report itself as a part of the course, when its file holds several.
    pub of_course: Option<Part>,
    /// Its parts.
    pub parts: Vec<Part>,
    /// Subjects set against each other.
    pub comparisons: Vec<Comparison>,
    /// Tables that were looked at and left alone.
    pub other_tables: Vec<OtherTable>,
    /// Shell commands and SQL statements.
    pub commands: Vec<Command>,
    /// Pictures of this site, missing ones too.
    pub screenshots: Vec<Screenshot>,
    /// Code blocks in which there is no command.
    pub other_code: Vec<OtherCode>,
    /// Pictures that Markdown takes for text.
    pub unread_pictures: Vec<UnreadPicture>,
    /// Merges that were never settled, markers and all.
    pub conflicts: Vec<Span>,
    /// Where the lines of their markers begin, in order.
    conflict_markers: Vec<usize>,
    /// Paragraphs `##Like this`, which lack the space that makes them headings.
    pub unspaced_headings: Vec<Span>,
    /// Headings that are comments of a script: its fence was lost.
    pub lost_comments: Vec<Span>,
    /// Pictures on other hosts, which are never fetched.
    pub remote: Vec<(Span, String)>,
}

impl Found {
    /// Returns whether a marker of an unsettled merge stands in `span`: `=======` makes a heading of what is above it.
    fn holds_conflict_marker(&self, span: Span) -> bool {
        let next = self.conflict_markers.partition_point(|&marker| marker < span.start);
        self.conflict_markers.get(next).is_some_and(|&marker| marker < span.end)
    }
}

/// A part of a report: `## Part 2: Working with Multipass`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its number, when one is written or its neighbours leave only one.
    pub number: Option<u32>,
    /// The word and number that count it, as written: `Part 2`, `Q#01`.
    pub marker: Option<String>,
    /// The label as written, markup removed: `Part 2: Working with Multipass`.
    pub title: String,
    /// What follows the number, without `(30 minutes)`, emoji and signs: `Working with Multipass`; may be empty.
    pub name: String,
    /// Anchor of its heading; `None` when the label is no heading.
    pub anchor: Option<String>,
    /// The label itself: a heading, a paragraph, or a line of one.
    pub label: Span,
    /// From the label to the next part's label or a clear end.
    pub span: Span,
    /// Its steps.
    pub steps: Vec<Step>,
}

/// A step of a part: a heading below it, a bold or italic line, a labelled list item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What it says, markup and a trailing colon removed.
    pub label: String,
    /// The label itself.
    pub place: Span,
    /// From the label to the next step or the end of the part.
    pub span: Span,
}

/// Subjects compared aspect by aspect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// The whole construct.
    pub span: Span,
    /// The heading or label line above it, markup removed.
    pub caption: Option<String>,
    /// What is compared, as named most often: `VMs`, `Containers`; at least two.
    pub subjects: Vec<String>,
    /// One for each aspect.
    pub rows: Vec<Aspect>,
    /// Which form it was read from, in words: `pipe table, subjects as columns`.
    pub form: Cow<'static, str>,
}

/// One aspect of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aspect {
    /// Its name as written, markup and a trailing colon removed; `None` when the author gave none.
    pub name: Option<String>,
    /// The row, or the aspect's label line.
    pub span: Span,
    /// One for each subject, in their order; `None` where nothing is said.
    pub cells: Vec<Option<Said>>,
}

/// What the author says of a subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The author's words, markup removed.
    pub text: String,
    /// Where they stand.
    pub span: Span,
}

/// A table that is no comparison, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherTable {
    /// The table.
    pub span: Span,
    /// Why it stays a table: `its columns name no subjects that are set against each other`.
    pub why: String,
}

/// A code block without a command, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherCode {
    /// The block.
    pub span: Span,
    /// Why it holds none: `it is a file`.
    pub why: Cow<'static, str>,
}

/// A command, as one would type it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Command {
    /// Without prompt and trailing comment; continuation lines joined as written.
    pub text: Box<str>,
    /// The lines that are typed after it: a here-document with the word that ends it.
    pub input: Option<Box<str>>,
    /// The program after `sudo` and variables: `multipass`; `sql` for a statement.
    pub tool: Box<str>,
    /// The subcommand, when the toolbox knows that the tool has them: `launch`.
    pub subcommand: Option<Box<str>>,
    /// Where the command itself stands.
    pub span: Span,
    /// What the author calls it: the item's label, or a comment above or behind it.
    pub label: Option<Box<str>>,
    /// Where it was found.
    pub carrier: Carrier,
}

/// What carries a command in the Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Carrier {
    /// A fenced or indented code block.
    CodeBlock,
    /// Inline code.
    InlineCode,
    /// `- *label*: command`
    LabelledItem,
    /// A line or list item of plain text that is nothing but a command.
    BareLine,
}

/// A picture that a write-up shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Screenshot {
    /// The image itself, `![](..)` or `<img>`.
    pub span: Span,
    /// As written.
    pub target: String,
    /// The file that it names, when it was found.
    pub file: Target,
    /// Alternative text as written; may say nothing.
    pub alt: String,
    /// The line below it that says what it shows.
    pub caption: Option<PictureCaption>,
    /// Index into [`Found::commands`] of the last command before it in the same step, if any.
    pub command: Option<usize>,
    /// The step that it evidences: the label of the nearest step or text line before it.
    pub step: Option<String>,
    /// Index into [`Found::parts`].
    pub part: Option<usize>,
    /// What it is the only picture of: the text since the picture before it, in the same section.
    pub covers: Span,
}

/// A line that captions a picture: `Fig 1: the list`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureCaption {
    /// What it says, without the number: `the list`.
    pub says: String,
    /// The whole line, markup removed.
    pub line: String,
    /// Where the line stands.
    pub span: Span,
}

/// What became of looking for a picture's file.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Target {
    /// It lies here, and this is what it took to find it.
    File(RepoPath, Rule),
    /// It is on another host, which is never asked.
    Remote(String),
    /// There is no such file; the path that was looked for.
    Missing(String),
}

/// Reads a write-up, but for its pictures; `flow` is that of its blocks, `tools` knows the programs, `words` what one
/// without a title is called.
pub fn extract(document: &Document, flow: &[Piece], source: &Source, tools: &Tools, words: &Words) -> Found {
    let mut found = Found { title: title::title(document, &source.path, words), ..Found::default() };
    found.of_course = course::own_part(document);
    (found.conflicts, found.conflict_markers) = broken::conflicts(&document.blocks, document.span, source);
    found.unspaced_headings = parts::unspaced_headings(flow);
    found.unread_pictures = broken::unread_pictures(flow, source);
    (found.commands, found.other_code) = commands::find(flow, source, tools);
    found.lost_comments = lost::comments(flow, &mut found.commands, source);
    (found.comparisons, found.other_tables) = comparisons::find(flow, document, source);
    found.parts = parts::find(flow, document.span.end, &found);
    // It is kept for as long as a site is made.
    found.commands.shrink_to_fit();
    found.comparisons.shrink_to_fit();
    found.parts.shrink_to_fit();
    found
}

/// Finds the pictures of a write-up of which the rest is `found`; `index` knows the files of its site, on which nothing
/// else that it says depends.
pub fn find_pictures(flow: &[Piece], source: &Source, index: &Index, found: &mut Found) {
    let pictures = screenshots::find(flow, &source.path.folder(), index, found);
    let (remote, mut screenshots): (Vec<_>, Vec<_>) =
        pictures.into_iter().partition(|picture| matches!(picture.file, Target::Remote(_)));
    screenshots.shrink_to_fit();
    found.screenshots = screenshots;
    found.remote = remote.into_iter().map(|picture| (picture.span, picture.target)).collect();
}
