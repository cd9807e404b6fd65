//! The document tree as HTML.
//!
//! With [`Extras::None`] the output equals pulldown-cmark's own writer, byte for byte: that is what the oracle test
//! holds it to. With a [`Page`] it is what a site shows: anchors, alerts, figures, highlighted code, footnotes at
//! the end. Nothing is ever copied from the write-up but text, escaped.

mod blocks;
mod code;
mod figures;
mod footnotes;
mod headings;
mod inlines;
mod out;
mod outline;
mod tables;

use std::collections::{BTreeMap, BTreeSet};

use crate::document::Document;
use crate::source::Span;
use crate::toolbox::Tools;
use crate::words::{Direction, Words};

use super::view::{Counts, FigureView};

pub(crate) use out::escape;
pub(crate) use outline::Outline;

/// What the writer adds to plain Markdown.
#[derive(Debug, Clone, Copy)]
pub enum Extras<'a> {
    /// Nothing: as the reference implementations write it.
    None,
    /// All that a page of a site shows.
    Page(&'a Page<'a>),
}

/// What the site knows about one write-up, by where it stands in the source. An empty one is fine.
#[derive(Debug, Clone)]
pub struct Page<'a> {
    /// The tools that commands may use.
    pub tools: &'a Tools,
    /// What the page says that no author wrote.
    pub words: &'a Words,
    /// In which direction its text is read.
    pub direction: Direction,
    /// Where relative links lead; links that are not here are written as they stand.
    pub links: BTreeMap<Span, Href>,
    /// What became of pictures; those that are not here are written as they stand.
    pub pictures: BTreeMap<Span, Shown>,
    /// Ids for nodes that other pages point to, by their places.
    pub anchors: &'a [(Span, Box<str>)],
    /// Commands that stand in plain text, by where they end: they are shown as code.
    pub commands: BTreeMap<usize, &'a str>,
    /// Parts by the block, or the line of a paragraph, that is their label.
    pub parts: BTreeMap<Span, PartHeader>,
    /// Headings that are comments of a script and stand in no table of contents.
    pub lost_comments: BTreeSet<Span>,
    /// The heading that the template shows as the page's title.
    pub title: Option<Span>,
    /// How wide a screenshot is shown, as the `sizes` of an image.
    pub shot_sizes: &'static str,
    /// Markup of remarks on the text, by the place that they are about: each stands below the innermost block around it.
    pub remarks: BTreeMap<usize, String>,
}

impl<'a> Page<'a> {
    /// Returns a page of which nothing is known but its text.
    pub fn plain(tools: &'a Tools, words: &'a Words) -> Self {
        Self {
            tools,
            words,
            direction: Direction::LeftToRight,
            links: BTreeMap::new(),
            pictures: BTreeMap::new(),
            anchors: &[],
            commands: BTreeMap::new(),
            parts: BTreeMap::new(),
            lost_comments: BTreeSet::new(),
            title: None,
            shot_sizes: "100vw",
            remarks: BTreeMap::new(),
        }
    }

    /// Returns the labels of parts in the block at `block`, in order.
    pub fn labels_in(&self, block: Span) -> impl Iterator<Item = Span> {
        labels_in(&self.parts, block)
    }
}

/// Returns the labels of these parts in the block at `block`, in order.
pub fn labels_in(parts: &BTreeMap<Span, PartHeader>, block: Span) -> impl Iterator<Item = Span> {
    let after = parts.range(Span::new(block.start, block.start)..).map(|(&label, _)| label);
    after.take_while(move |label| label.start < block.end && label.end <= block.end)
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Href {
    /// To this address.
    To(String),
    /// Nowhere, and why.
    Broken(String),
}

/// What is shown for a picture.
#[derive(Debug, Clone)]
pub enum Shown {
    /// The picture, and its caption when there is something to say.
    Picture(Box<FigureView>, Option<Caption>),
    /// A note: what is missing, and the file's name.
    Missing(String),
    /// It is on another host: what to say, and a link to it when that is safe.
    Remote(String, Option<String>),
}

/// What stands below a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Caption {
    /// The author's words.
    Words(String),
    /// The line that the author wrote below the picture, and where: it moves into the figure.
    Line(String, Span),
    /// The command that the picture evidences.
    Command(String),
}

/// The header of a part.
#[derive(Debug, Clone)]
pub struct PartHeader {
    /// Its anchor.
    pub id: String,
    /// `Part 2`, as the author calls it; empty when it is not numbered.
    pub number: String,
    /// That number, written or inferred.
    pub count: Option<u32>,
    /// Its name; never empty.
    pub name: String,
    /// What is inside.
    pub counts: Counts,
}

/// Returns a document as HTML.
pub fn write(document: &Document, extras: Extras) -> String {
    let mut writer = out::Writer::new(extras);
    let first = document.blocks.first().map_or(usize::MAX, |block| block.span.start);
    writer.remarks_in(0, first);
    writer.blocks(&document.blocks);
    writer.remarks_in(0, usize::MAX);
    writer.footnotes(&document.blocks);
    writer.finish()
}
