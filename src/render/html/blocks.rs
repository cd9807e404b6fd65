//! Blocks: paragraphs, lists, quotations and the elements that labpress knows.

use crate::document::{Alert, Alignment, Block, BlockKind, Element, Inline, InlineKind, Item, List, children, inlines};
use crate::source::Span;

use super::out::Writer;
use crate::render::math::formula;
use crate::words::{Direction, Words};

impl Writer<'_> {
    /// Writes blocks in order; on a page, pictures that follow each other stand together.
    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        if self.page().is_none() {
            blocks.iter().for_each(|block| self.block(block));
            return;
        }
        let mut at = 0;
        while at < blocks.len() {
            let first = blocks[at].span;
            let together = blocks[at..].iter().take_while(|block| self.is_only_figures(block)).count();
            if together > 0 {
                self.figures_of(&blocks[at..at + together]);
                at += together;
            } else {
                self.block(&blocks[at]);
                self.anchors_in(blocks[at].span);
                at += 1;
            }
            // Between `<summary>` and its end there is no room for a block.
            if !self.in_summary {
                self.remarks_in(first.start, blocks[at - 1].span.end);
            }
        }
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Paragraph(content) => self.paragraph(content, block.span),
            BlockKind::Plain(content) => self.plain(content),
            BlockKind::Heading(heading) => self.heading(heading, block.span),
            BlockKind::Code(code) => self.code_block(code, block.span),
            BlockKind::Quote(alert, content) => self.quote(*alert, content),
            BlockKind::List(list) => self.list(list),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Rule => {
                self.fresh_line();
                self.raw(if self.page().is_some() { "<hr>\n" } else { "<hr />\n" });
            }
            // On a page they stand at its end.
            BlockKind::Footnote(..) | BlockKind::Comment(_) => {}
            BlockKind::Math(tex) => {
                self.fresh_line();
                self.raw("<div class=\"math\">");
                self.raw(&formula(tex, true));
                self.raw("</div>\n");
            }
            BlockKind::Element(element, content) => self.element(*element, content),
            BlockKind::Html(html) => self.raw(html),
        }
    }

    fn paragraph(&mut self, content: &[Inline], span: Span) {
        if let Some(page) = self.page()
            && page.labels_in(span).next().is_some()
        {
            self.around_labels(content, span);
            return;
        }
        if self.page().is_some() && self.has_figure(content) {
            self.around_figures(content, true, span);
            return;
        }
        let content = self.without_captions(content);
        if content.is_empty() {
            return;
        }
        self.fresh_line();
        self.raw("<p");
        self.anchor(span);
        self.raw(">");
        self.inlines(content);
        self.raw("</p>\n");
    }

    /// Writes a paragraph in which lines are labels of parts.
    fn around_labels(&mut self, content: &[Inline], span: Span) {
        let Some(page) = self.page() else { return };
        let mut rest = content;
        for label in page.labels_in(span) {
            let before = rest.iter().take_while(|inline| inline.span.start < label.start).count();
            self.around_figures(&rest[..before], true, span);
            let own = rest[before..].iter().take_while(|inline| inline.span.start < label.end).count();
            self.outline.part(None);
            self.part(label);
            self.pictures_of_label(&rest[before..before + own]);
            rest = &rest[before + own..];
        }
        self.around_figures(rest, true, span);
    }

    fn plain(&mut self, content: &[Inline]) {
        if self.page().is_some() && self.has_figure(content) {
            self.around_figures(content, false, Span::default());
        } else {
            self.inlines(self.without_captions(content));
        }
    }

    fn quote(&mut self, alert: Option<Alert>, content: &[Block]) {
        self.fresh_line();
        let Some(alert) = alert else {
            self.raw("<blockquote>\n");
            self.blocks(content);
            self.raw("</blockquote>\n");
            return;
        };
        let Some(page) = self.page() else { return };
        let (kind, title) = alert_words(alert, page.words);
        let icon = alert_icon(alert);
        self.raw(&format!("<div class=\"alert alert-{kind}\">\n<p class=\"alert-title\">{icon}"));
        self.text(title);
        self.raw("</p>\n");
        self.blocks(content);
        self.raw("</div>\n");
    }

    fn list(&mut self, list: &List) {
        self.fresh_line();
        match list.start {
            None => self.raw("<ul"),
            Some(1) => self.raw("<ol"),
            Some(first) => self.raw(&format!("<ol start=\"{first}\"")),
        }
        let around = self.direction;
        // The marks stand on the side where its lines begin, which a style sheet cannot tell.
        if let Some(own) = self.page().and_then(|_| begins(list)).filter(|own| *own != around) {
            self.direction = own;
            self.raw(&format!(" dir=\"{}\"", own.name()));
        }
        self.raw(">\n");
        list.items.iter().for_each(|item| self.item(item));
        self.direction = around;
        self.raw(if list.start.is_some() { "</ol>\n" } else { "</ul>\n" });
    }

    fn item(&mut self, item: &Item) {
        self.fresh_line();
        self.raw("<li");
        if self.page().is_some() && item.task.is_some() {
            self.raw(" class=\"task\"");
        }
        self.anchor(item.span);
        self.raw(">");
        self.task = item.task;
        let begins_with_text = |block: &Block| matches!(block.kind, BlockKind::Paragraph(_) | BlockKind::Heading(_));
        if !item.content.first().is_some_and(begins_with_text) {
            self.task_box();
        }
        self.blocks(&item.content);
        self.task_box();
        self.raw("</li>\n");
    }

    /// Writes the box of the task that was just begun, once.
    pub(super) fn task_box(&mut self) {
        let Some(done) = self.task.take() else { return };
        let Some(page) = self.page() else {
            let checked = if done { " checked=\"\"" } else { "" };
            return self.raw(&format!("<input disabled=\"\" type=\"checkbox\"{checked}/>\n"));
        };
        self.raw("<input type=\"checkbox\" disabled");
        self.raw(if done { " checked" } else { "" });
        self.raw(" aria-label=\"");
        self.attribute(if done { &page.words.done } else { &page.words.to_do });
        self.raw("\"> ");
    }

    fn element(&mut self, element: Element, content: &[Block]) {
        self.fresh_line();
        let (open, close) = match element {
            Element::Details(true) => ("<details open>\n", "</details>\n"),
            Element::Details(false) => ("<details>\n", "</details>\n"),
            Element::Summary => ("<summary>", "</summary>\n"),
            Element::Box(Alignment::Center) => ("<div class=\"align-center\">\n", "</div>\n"),
            Element::Box(Alignment::Right) => ("<div class=\"align-right\">\n", "</div>\n"),
            Element::Box(_) => ("<div>\n", "</div>\n"),
        };
        self.raw(open);
        let was_in_summary = self.in_summary;
        self.in_summary = was_in_summary || element == Element::Summary;
        self.blocks(content);
        self.in_summary = was_in_summary;
        self.raw(close);
    }
}

/// Returns the direction of a list, which is that of the first letter in its first line; code does not count.
fn begins(list: &List) -> Option<Direction> {
    let first = list.items.first()?.content.first()?;
    first_letter(inlines(first))
}

fn first_letter(content: &[Inline]) -> Option<Direction> {
    content.iter().find_map(|inline| match &inline.kind {
        InlineKind::Text(text) => Direction::of_text(text),
        InlineKind::Code(_) => None,
        _ => first_letter(children(inline)),
    })
}

fn alert_words(alert: Alert, words: &Words) -> (&'static str, &str) {
    match alert {
        Alert::Note => ("note", &words.alert_note),
        Alert::Tip => ("tip", &words.alert_tip),
        Alert::Important => ("important", &words.alert_important),
        Alert::Warning => ("warning", &words.alert_warning),
        Alert::Caution => ("caution", &words.alert_caution),
    }
}

/// A simple sign of its own for each: a circle with an i, a bulb, a speech bubble, a triangle, an octagon.
fn alert_icon(alert: Alert) -> String {
    let shape = match alert {
        Alert::Note => r#"<circle cx="8" cy="8" r="6.5"/><path d="M8 7.2v4M8 4.6v.4"/>"#,
        Alert::Tip => r#"<path d="M5.6 10.4a4.2 4.2 0 1 1 4.8 0v1.4H5.6zM6.2 14.2h3.6"/>"#,
        Alert::Important => r#"<path d="M2 2.8h12v8.4H8.6L5.4 14v-2.8H2zM8 4.8v2.6M8 9v.4"/>"#,
        Alert::Warning => r#"<path d="M8 1.8 15 14H1zM8 6.4v3.4M8 11.6v.4"/>"#,
        Alert::Caution => r#"<path d="M5.3 1.5h5.4l3.8 3.8v5.4l-3.8 3.8H5.3l-3.8-3.8V5.3zM8 4.6v4M8 10.8v.4"/>"#,
    };
    format!(
        "<svg class=\"icon\" viewBox=\"0 0 16 16\" width=\"16\" height=\"16\" fill=\"none\" stroke=\"currentColor\" \
         stroke-width=\"1.5\" stroke-linecap=\"round\" stroke-linejoin=\"round\" aria-hidden=\"true\">{shape}</svg>"
    )
}
