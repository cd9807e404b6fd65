//! Headings and the headers of parts.
//!
//! The page's title is its only `<h1>`. Below it levels follow the outline, not the number of `#`: a `####` right
//! under the title is an `<h2>`, so that nobody who listens to the page misses a level.

use crate::document::Heading;
use crate::source::Span;

use super::out::Writer;
use crate::render::page::in_words;

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
        let Some(page) = self.page() else { return };
        let Some(part) = page.parts.get(&span) else { return };
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
        let counts = in_words(page.words, part.counts).counted;
        if !counts.is_empty() {
            self.raw("<p class=\"part-counts\">");
            self.text(&counts.join(&page.words.comma));
            self.raw("</p>");
        }
        self.raw("</header>\n");
    }

    fn own_link(&mut self, id: &str) {
        let Some(page) = self.page() else { return };
        self.raw("<a class=\"anchor\" href=\"#");
        self.address(id);
        self.raw("\" aria-label=\"");
        self.attribute(&page.words.section_link);
        self.raw("\"></a>");
    }
}
