//! Pictures: figures on their own, small pictures inside text, notes for what is missing.
//!
//! A figure cannot stand inside a paragraph. Text before and after it becomes a paragraph of its own, so `text
//! ![](a.png) text` keeps its order. Figures that follow each other stand together.

use crate::document::{Block, BlockKind, Image, Inline, InlineKind, Link};
use crate::site::SIGN_HEIGHT;
use crate::source::Span;

use super::out::Writer;
use super::{Caption, Href, Shown};
use crate::render::view::FigureView;

/// A picture that stands on its own, perhaps inside a link.
struct Figure<'t> {
    image: &'t Image,
    span: Span,
    link: Option<(&'t Link, Span)>,
}

impl Writer<'_> {
    /// Returns whether a block holds figures and nothing else.
    pub(super) fn is_only_figures(&self, block: &Block) -> bool {
        let (BlockKind::Paragraph(content) | BlockKind::Plain(content)) = &block.kind else { return false };
        self.has_figure(content) && content.iter().all(|inline| is_space(inline) || self.figure(inline).is_some())
    }

    /// Returns whether one of these inlines stands on its own.
    pub(super) fn has_figure(&self, content: &[Inline]) -> bool {
        content.iter().any(|inline| self.figure(inline).is_some())
    }

    fn figure<'t>(&self, inline: &'t Inline) -> Option<Figure<'t>> {
        match &inline.kind {
            InlineKind::Image(image) if self.stands_alone(inline.span) => {
                Some(Figure { image, span: inline.span, link: None })
            }
            InlineKind::Link(link) => {
                let mut said = link.content.iter().filter(|inner| !is_space(inner));
                let figure = self.figure(said.next()?)?;
                let alone = said.next().is_none() && figure.link.is_none();
                alone.then_some(Figure { link: Some((link, inline.span)), ..figure })
            }
            _ => None,
        }
    }

    fn stands_alone(&self, span: Span) -> bool {
        match self.page().and_then(|page| page.pictures.get(&span)) {
            Some(Shown::Picture(figure, _)) => figure.height > SIGN_HEIGHT || figure.shape == "strip",
            Some(Shown::Missing(_)) => true,
            Some(Shown::Remote(..)) | None => false,
        }
    }

    /// Writes blocks that are only figures, side by side.
    pub(super) fn figures_of(&mut self, blocks: &[Block]) {
        let contents = blocks.iter().flat_map(crate::document::inlines);
        self.group(contents.filter(|inline| !is_space(inline)));
    }

    /// Writes text and figures in their order, each stretch of text as a paragraph or as it is.
    pub(super) fn around_figures(&mut self, content: &[Inline], paragraphs: bool, span: Span) {
        let mut rest = content;
        while !rest.is_empty() {
            let text = rest.iter().take_while(|inline| self.figure(inline).is_none()).count();
            self.stretch(&rest[..text], paragraphs, span);
            rest = &rest[text..];
            let figures = rest.iter().take_while(|inline| is_space(inline) || self.figure(inline).is_some()).count();
            self.group(rest[..figures].iter().filter(|inline| !is_space(inline)));
            rest = &rest[figures..];
        }
    }

    /// Cuts lines off the begin of a text that stand below a figure already.
    pub(super) fn without_captions<'t>(&self, text: &'t [Inline]) -> &'t [Inline] {
        let mut text = text;
        while !self.captions.is_empty() {
            let from = text.iter().take_while(|inline| is_break(inline)).count();
            let length = text[from..].iter().take_while(|inline| !is_break(inline)).count();
            let line = &text[from..from + length];
            let (Some(first), Some(last)) = (line.first(), line.last()) else { break };
            if !self.captions.contains(&Span::new(first.span.start, last.span.end)) {
                break;
            }
            text = &text[from + length..];
        }
        text
    }

    fn stretch(&mut self, text: &[Inline], paragraphs: bool, span: Span) {
        let text = self.without_captions(text);
        let start = text.iter().take_while(|inline| is_break(inline)).count();
        let end = text.iter().rev().take_while(|inline| is_break(inline)).count();
        let text = text.get(start..text.len() - end).unwrap_or_default();
        if text.iter().all(is_space) {
            return;
        }
        if !paragraphs {
            self.inlines(text);
            return;
        }
        self.fresh_line();
        self.raw("<p");
        // The first stretch of text carries the paragraph's id.
        self.anchor(span);
        self.raw(">");
        self.inlines(text);
        self.raw("</p>\n");
    }

    /// Writes the pictures that stand in the label of a part, below its header.
    pub(super) fn pictures_of_label(&mut self, content: &[Inline]) {
        if self.has_figure(content) {
            self.group(content.iter().filter(|inline| !is_space(inline)));
        }
    }

    fn group<'t>(&mut self, inlines: impl Iterator<Item = &'t Inline>) {
        let figures: Vec<Figure> = inlines.filter_map(|inline| self.figure(inline)).collect();
        self.task_box();
        self.fresh_line();
        let together = figures.len() > 1;
        if together {
            self.raw(if figures.len() > 2 { "<div class=\"shots gallery\">\n" } else { "<div class=\"shots\">\n" });
        }
        figures.iter().for_each(|figure| self.write_figure(figure));
        if together {
            self.raw("</div>\n");
        }
    }

    fn write_figure(&mut self, figure: &Figure) {
        let Some(page) = self.page() else { return };
        match page.pictures.get(&figure.span) {
            Some(Shown::Picture(view, caption)) => {
                let to = figure.link.map(|(link, span)| self.href(link, span));
                self.raw(if view.shape == "strip" { "<figure class=\"shot strip\"" } else { "<figure class=\"shot\"" });
                self.anchor(figure.span);
                self.raw("><a class=\"shot-link\" href=\"");
                match &to {
                    Some(Href::To(address)) => self.address(address),
                    _ => self.address(&view.full),
                }
                self.raw("\">");
                self.picture(view, "");
                self.raw("</a>");
                self.caption(&figure.image.title, caption.as_ref());
                self.raw("</figure>\n");
            }
            Some(Shown::Missing(what)) => {
                self.raw("<p class=\"missing\"");
                self.anchor(figure.span);
                self.raw(">");
                self.text(what);
                self.raw("</p>\n");
            }
            Some(Shown::Remote(..)) | None => {}
        }
    }

    /// Writes what stands below a picture: its title, else its caption.
    fn caption(&mut self, title: &str, caption: Option<&Caption>) {
        let (open, words, close) = match caption {
            _ if !title.trim().is_empty() => ("<figcaption>", title, "</figcaption>"),
            Some(Caption::Words(words)) => ("<figcaption>", words.as_str(), "</figcaption>"),
            Some(Caption::Line(words, span)) => {
                self.captions.insert(*span);
                ("<figcaption>", words.as_str(), "</figcaption>")
            }
            Some(Caption::Command(command)) => ("<figcaption><code>", command.as_str(), "</code></figcaption>"),
            None => return,
        };
        self.raw(open);
        self.text(words);
        self.raw(close);
    }

    /// Writes a picture inside text.
    pub(super) fn inline_picture(&mut self, image: &Image, span: Span) {
        match self.page().and_then(|page| page.pictures.get(&span)) {
            Some(Shown::Picture(view, _)) => {
                let linked = !self.in_link && view.height > SIGN_HEIGHT;
                if linked {
                    self.raw("<a class=\"shot-link\" href=\"");
                    self.address(&view.full);
                    self.raw("\">");
                }
                self.picture(view, "inline");
                if linked {
                    self.raw("</a>");
                }
            }
            Some(Shown::Missing(what)) => self.note("missing", what),
            Some(Shown::Remote(what, Some(address))) if !self.in_link && super::inlines::is_safe(address) => {
                self.raw("<a class=\"remote\" href=\"");
                self.address(address);
                self.raw("\">");
                self.text(what);
                self.raw("</a>");
            }
            Some(Shown::Remote(what, _)) => self.note("remote", what),
            // A picture that nobody looked for is not published.
            None if self.page().is_some() => {
                self.note("missing", if image.alt.is_empty() { &image.target } else { &image.alt })
            }
            None if super::inlines::is_safe(&image.target) => {
                self.raw("<img src=\"");
                self.address(&image.target);
                self.raw("\" alt=\"");
                self.attribute(&image.alt);
                self.title(&image.title);
                self.raw("\">");
            }
            None => self.note("missing", &image.alt),
        }
    }

    fn note(&mut self, class: &str, words: &str) {
        self.raw(&format!("<span class=\"{class}\">"));
        self.text(words);
        self.raw("</span>");
    }

    fn picture(&mut self, view: &FigureView, class: &str) {
        self.raw("<img");
        if !class.is_empty() {
            self.raw(&format!(" class=\"{class}\""));
        }
        self.raw(" src=\"");
        self.address(&view.src);
        if !view.srcset.is_empty() {
            self.raw("\" srcset=\"");
            self.attribute(&view.srcset);
            self.raw("\" sizes=\"");
            let sizes = self.page().map_or("", |page| page.shot_sizes);
            self.raw(if view.shape == "strip" { STRIP_SIZES } else { sizes });
        }
        self.raw("\" alt=\"");
        self.attribute(&view.alt);
        self.raw(&format!(
            "\" width=\"{}\" height=\"{}\" loading=\"lazy\" decoding=\"async\">",
            view.width, view.height
        ));
    }
}

/// Strips go over text and rail; where there is less room they are moved, not made smaller.
const STRIP_SIZES: &str = "(min-width: 1100px) 70rem, 56rem";

fn is_space(inline: &Inline) -> bool {
    match &inline.kind {
        InlineKind::SoftBreak | InlineKind::HardBreak | InlineKind::Comment(_) => true,
        InlineKind::Text(text) => text.trim().is_empty(),
        _ => false,
    }
}

fn is_break(inline: &Inline) -> bool {
    matches!(inline.kind, InlineKind::SoftBreak | InlineKind::HardBreak)
}
