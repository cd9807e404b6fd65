//! The text that is being written, and what has to be remembered while writing.

use std::collections::{BTreeMap, BTreeSet};

use pulldown_cmark_escape::{escape_href, escape_html, escape_html_body_text};

use crate::source::Span;
use crate::words::Direction;

use super::footnotes::Numbers;
use super::outline::Outline;
use super::{Extras, Page};

/// Writes one document.
pub(super) struct Writer<'a> {
    /// The HTML so far.
    pub(super) html: String,
    /// The last thing written ended a line; blocks begin on a new one.
    pub(super) at_line_start: bool,
    pub(super) extras: Extras<'a>,
    /// The mark of a task item whose first text is still to come.
    pub(super) task: Option<bool>,
    /// Levels of the headings around this place.
    pub(super) outline: Outline,
    pub(super) footnotes: Numbers,
    /// Tables so far: their scroll regions need names of their own.
    pub(super) tables: usize,
    /// In which direction the text is read that is written now.
    pub(super) direction: Direction,
    /// Inside a link: no other may begin.
    pub(super) in_link: bool,
    /// Lines that stand below a figure already.
    pub(super) captions: BTreeSet<Span>,
    given: BTreeSet<Span>,
    /// The places whose remarks are written.
    remarked: BTreeSet<usize>,
    /// Inside the head of a box that opens.
    pub(super) in_summary: bool,
}

impl<'a> Writer<'a> {
    pub(super) fn new(extras: Extras<'a>) -> Self {
        let direction = match extras {
            Extras::None => Direction::LeftToRight,
            Extras::Page(page) => page.direction,
        };
        Self {
            html: String::new(),
            at_line_start: true,
            extras,
            task: None,
            outline: Outline::default(),
            footnotes: Numbers { by_label: BTreeMap::new(), order: Vec::new() },
            tables: 0,
            direction,
            in_link: false,
            captions: BTreeSet::new(),
            given: BTreeSet::new(),
            remarked: BTreeSet::new(),
            in_summary: false,
        }
    }

    pub(super) fn finish(self) -> String {
        self.html
    }

    /// The page that is written, or `None` for plain Markdown.
    pub(super) fn page(&self) -> Option<&'a Page<'a>> {
        match self.extras {
            Extras::None => None,
            Extras::Page(page) => Some(page),
        }
    }

    /// Writes markup.
    pub(super) fn raw(&mut self, markup: &str) {
        self.html.push_str(markup);
        if !markup.is_empty() {
            self.at_line_start = markup.ends_with('\n');
        }
    }

    /// Begins a new line unless one just began.
    pub(super) fn fresh_line(&mut self) {
        if !self.at_line_start {
            self.raw("\n");
        }
    }

    /// Writes text between tags.
    pub(super) fn text(&mut self, text: &str) {
        // Writing to a String cannot fail.
        let _ = escape_html_body_text(&mut self.html, text);
        self.at_line_start = text.ends_with('\n');
    }

    /// Writes a value between the quotes of an attribute.
    pub(super) fn attribute(&mut self, value: &str) {
        let _ = escape_html(&mut self.html, value);
        self.at_line_start = false;
    }

    /// Writes an address between the quotes of an attribute.
    pub(super) fn address(&mut self, address: &str) {
        let _ = escape_href(&mut self.html, address);
        self.at_line_start = false;
    }

    /// Writes the ids of a block that found no node to stand on, as in a label that became the header of a part.
    pub(super) fn anchors_in(&mut self, block: Span) {
        let Some(page) = self.page() else { return };
        let first = page.anchors.partition_point(|(span, _)| span.start < block.start);
        let inside = page.anchors[first..].iter().take_while(|(span, _)| span.start < block.end);
        let inside = inside.filter(|(span, _)| block.contains(*span));
        for (span, id) in inside {
            if self.given.insert(*span) {
                self.raw("<span id=\"");
                self.attribute(id);
                self.raw("\"></span>");
            }
        }
    }

    /// Writes the remarks about the source from `start` up to `end` that are not written yet.
    pub(super) fn remarks_in(&mut self, start: usize, end: usize) {
        let Some(page) = self.page() else { return };
        // A note that several reports share stands before them all.
        for (&at, markup) in page.remarks.range(start.min(end)..end) {
            if self.remarked.insert(at) {
                self.fresh_line();
                self.raw(markup);
            }
        }
    }

    /// Writes ` id=".."` when another page points here; each node gets it once, the outermost of several at one place.
    pub(super) fn anchor(&mut self, span: Span) {
        let Some(page) = self.page() else { return };
        let Ok(at) = page.anchors.binary_search_by_key(&span, |(node, _)| *node) else { return };
        let (_, id) = &page.anchors[at];
        if self.given.insert(span) {
            self.raw(" id=\"");
            self.attribute(id);
            self.raw("\"");
        }
    }
}

/// Returns text with everything escaped that means something in HTML, in attributes too.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Writing to a String cannot fail.
    let _ = escape_html(&mut out, text);
    out
}
