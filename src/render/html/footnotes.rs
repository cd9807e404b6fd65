//! Footnotes: numbered as they are first referred to, all at the end of the page, each with ways back.

use std::collections::BTreeMap;

use crate::document::{Block, BlockKind, Node, walk};

use super::out::Writer;
use crate::words::{Words, fill};

/// Footnotes that were referred to.
pub(super) struct Numbers {
    /// Number and references so far, by label.
    pub(super) by_label: BTreeMap<String, (usize, usize)>,
    /// Labels in the order of their numbers.
    pub(super) order: Vec<String>,
}

impl Writer<'_> {
    pub(super) fn footnote_reference(&mut self, label: &str) {
        let next = self.footnotes.order.len() + 1;
        let known = self.footnotes.by_label.entry(label.to_owned()).or_insert((next, 0));
        known.1 += 1;
        let (number, time) = *known;
        if number == next {
            self.footnotes.order.push(label.to_owned());
        }
        let id = reference_id(number, time);
        let words = self.page().map_or("Footnote {number}", |page| &page.words.footnote);
        let words = fill(words, &[("number", &number.to_string())]);
        self.raw(&format!("<sup class=\"footnote-ref\"><a id=\"{id}\" href=\"#lp-note-{number}\" aria-label=\""));
        self.attribute(&words);
        self.raw(&format!("\">{number}</a></sup>"));
    }

    /// Writes what the footnotes say; one may refer to others, which then follow.
    pub(super) fn footnotes(&mut self, blocks: &[Block]) {
        let mut notes: BTreeMap<&str, &[Block]> = BTreeMap::new();
        walk(blocks, &mut |node| {
            if let Node::Block(Block { kind: BlockKind::Footnote(label, content), .. }) = node {
                notes.entry(label).or_insert(content);
            }
        });
        let Some(page) = self.page().filter(|_| !self.footnotes.order.is_empty()) else { return };
        self.fresh_line();
        self.raw("<section class=\"footnotes\" aria-labelledby=\"lp-footnotes\">\n");
        self.raw("<h2 id=\"lp-footnotes\">");
        self.text(&page.words.footnotes);
        self.raw("</h2>\n<ol>\n");
        let mut at = 0;
        while let Some(label) = self.footnotes.order.get(at).cloned() {
            at += 1;
            self.raw(&format!("<li id=\"lp-note-{at}\">\n"));
            self.blocks(notes.get(label.as_str()).copied().unwrap_or_default());
            self.ways_back(&label, page.words);
            self.raw("</li>\n");
        }
        self.raw("</ol>\n</section>\n");
    }

    fn ways_back(&mut self, label: &str, words: &Words) {
        let Some(&(number, times)) = self.footnotes.by_label.get(label) else { return };
        self.raw("<p class=\"footnote-back\">");
        for time in 1..=times {
            let id = reference_id(number, time);
            let [number, time, times_all] = [number, time, times].map(|number| number.to_string());
            let values = [("number", number.as_str()), ("time", time.as_str()), ("times", times_all.as_str())];
            self.raw(&format!("<a href=\"#{id}\" aria-label=\""));
            self.attribute(&fill(if times > 1 { &words.back_again } else { &words.back }, &values));
            self.raw("\">↩</a> ");
        }
        self.raw("</p>\n");
    }
}

fn reference_id(number: usize, time: usize) -> String {
    if time == 1 { format!("lp-ref-{number}") } else { format!("lp-ref-{number}-{time}") }
}
