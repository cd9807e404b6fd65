//! Headings and the headers of parts.
//!
//! The page's title is its only `<h1>`. Below it levels follow the outline, not the number of `#`: a `####` right
//! under the title is an `<h2>`, so that nobody who listens to the page misses a level.

use crate::document::Heading;
use crate::source::Span;

use super::out::Writer;
use crate::render::view::Counts;

impl Writer<'_> {
    pub(super) fn heading(&mut self, heading: &Heading, span: Span) {
        let Some(page) = self.page() else {
            self.fresh_line();
            self.raw(&format!("<h{}>", heading.level));
            self.inlines(&heading.content);
            self.raw(&format!("</h{}>\n", heading.level));
            return;
        };
        if page.title == Some(span) || heading.content.is_empty() {
            return;
        }
        if page.parts.contains_key(&span) {
            self.outline.part(Some(heading.level));
            self.part(span);
            self.pictures_of_label(&heading.content);
            return;
        }
        let level = self.outline.heading(heading.level);
        self.fresh_line();
        self.raw(&format!("<h{level} id=\""));
        self.attribute(&heading.id);
        self.raw("\">");
        self.inlines(&heading.content);
        self.own_link(&heading.id);
        self.raw(&format!("</h{level}>\n"));
    }

    /// Writes the header of the part whose label stands here.
    pub(super) fn part(&mut self, span: Span) {
        let Some(part) = self.page().and_then(|page| page.parts.get(&span)) else { return };
        self.fresh_line();
        self.raw("<header class=\"part\">");
        if !part.number.is_empty() {
            self.raw("<p class=\"part-number\">");
            self.text(&part.number);
            self.raw("</p>");
        }
        self.raw("<h2 id=\"");
        self.attribute(&part.id);
        self.raw("\">");
        self.text(&part.name);
        self.own_link(&part.id);
        self.raw("</h2>");
        let counts = counts_in_words(part.counts);
        if !counts.is_empty() {
            self.raw("<p class=\"part-counts\">");
            self.text(&counts);
            self.raw("</p>");
        }
        self.raw("</header>\n");
    }

    fn own_link(&mut self, id: &str) {
        self.raw("<a class=\"anchor\" href=\"#");
        self.address(id);
        self.raw("\" aria-label=\"Link to this section\"></a>");
    }
}

/// Returns `7 commands, 3 screenshots`, without what is 0.
fn counts_in_words(counts: Counts) -> String {
    let words = [
        (counts.comparisons, "comparison", "comparisons"),
        (counts.commands, "command", "commands"),
        (counts.screenshots, "screenshot", "screenshots"),
    ];
    let some = words.into_iter().filter(|&(count, ..)| count > 0);
    some.map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many }))
        .collect::<Vec<_>>()
        .join(", ")
}
