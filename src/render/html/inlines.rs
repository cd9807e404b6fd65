//! Inlines: text, emphasis, links, inline code and formulas.

use crate::document::{Image, Inline, InlineKind, Link, Phrase, plain};
use crate::source::Span;

use super::Href;
use super::out::Writer;
use crate::render::math::formula;

/// Most bytes of a flag that is kept on one line: `--format`, `--network=host`.
const LONGEST_FLAG: usize = 24;

impl Writer<'_> {
    /// Writes inlines, and before the first of them the box of a task.
    pub(super) fn inlines(&mut self, inlines: &[Inline]) {
        self.task_box();
        inlines.iter().for_each(|inline| self.inline(inline));
    }

    fn inline(&mut self, inline: &Inline) {
        match &inline.kind {
            InlineKind::Text(text) => self.words(text, inline.span),
            InlineKind::Code(code) => self.code(code, inline.span),
            InlineKind::Emphasis(content) => self.wrapped("em", content),
            InlineKind::Strong(content) => self.wrapped("strong", content),
            InlineKind::Strikethrough(content) => self.wrapped("del", content),
            InlineKind::Link(link) => self.link(link, inline.span),
            InlineKind::Image(image) => self.image(image, inline.span),
            InlineKind::SoftBreak => self.raw("\n"),
            InlineKind::HardBreak if self.page().is_some() => self.raw("<br>\n"),
            InlineKind::HardBreak => self.raw("<br />\n"),
            InlineKind::FootnoteReference(label) => self.footnote_reference(label),
            InlineKind::Math(displayed, tex) => self.raw(&formula(tex, *displayed)),
            InlineKind::Comment(_) => {}
            InlineKind::Element(phrase, content) => self.wrapped(tag(*phrase), content),
            InlineKind::Html(html) => self.raw(html),
        }
    }

    /// Writes text; a command at its end is code.
    fn words(&mut self, text: &str, span: Span) {
        let command = self.page().and_then(|page| page.commands.get(&span.end));
        match command.and_then(|command| Some((text.trim_end().strip_suffix(*command)?, command))) {
            Some((before, command)) => {
                self.text(before);
                self.raw("<code>");
                self.command_text(command);
                self.raw("</code>");
            }
            None => self.text(text),
        }
    }

    fn wrapped(&mut self, tag: &str, content: &[Inline]) {
        self.raw("<");
        self.raw(tag);
        self.raw(">");
        content.iter().for_each(|inline| self.inline(inline));
        self.raw("</");
        self.raw(tag);
        self.raw(">");
    }

    fn code(&mut self, code: &str, span: Span) {
        self.raw("<code");
        self.anchor(span);
        self.raw(">");
        self.command_text(code);
        self.raw("</code>");
    }

    /// Writes a command within text, its flags so that no line ends inside of one.
    fn command_text(&mut self, command: &str) {
        if self.page().is_none() {
            return self.text(command);
        }
        for (at, word) in command.split(' ').enumerate() {
            self.raw(if at > 0 { " " } else { "" });
            // A longer one may need the break.
            let is_flag = at > 0 && word.starts_with('-') && (2..=LONGEST_FLAG).contains(&word.len());
            self.raw(if is_flag { "<span class=\"flag\">" } else { "" });
            self.text(word);
            self.raw(if is_flag { "</span>" } else { "" });
        }
    }

    fn link(&mut self, link: &Link, span: Span) {
        if self.page().is_none() {
            self.plain_link(link);
            return;
        }
        if self.in_link {
            link.content.iter().for_each(|inline| self.inline(inline));
            return;
        }
        match self.href(link, span) {
            Href::To(address) => {
                self.raw("<a href=\"");
                self.address(&address);
                self.title(&link.title);
                self.raw("\">");
                self.in_link = true;
                self.link_content(link);
                self.in_link = false;
                self.raw("</a>");
            }
            Href::Broken(why) => {
                self.raw("<span class=\"broken-link\" title=\"");
                self.attribute(&why);
                self.raw("\">");
                self.link_content(link);
                self.raw("</span>");
            }
        }
    }

    /// A link without text could not be seen or read out, so it shows its address.
    fn link_content(&mut self, link: &Link) {
        let silent = plain(&link.content).trim().is_empty() && !link.content.iter().any(is_picture);
        if silent {
            self.text(&link.target);
        } else {
            link.content.iter().for_each(|inline| self.inline(inline));
        }
    }

    /// Where a link leads on this page.
    pub(super) fn href(&self, link: &Link, span: Span) -> Href {
        match self.page().and_then(|page| page.links.get(&span)) {
            Some(href) => href.clone(),
            // The page may lie on a disk, where an address without a scheme leads nowhere.
            None if link.target.starts_with("//") => Href::To(format!("https:{}", link.target)),
            None if is_safe(&link.target) => Href::To(link.target.clone()),
            None => Href::Broken(self.page().map(|page| page.words.no_such_link.clone()).unwrap_or_default()),
        }
    }

    fn plain_link(&mut self, link: &Link) {
        self.raw("<a href=\"");
        self.address(&link.target);
        self.title(&link.title);
        self.raw("\">");
        link.content.iter().for_each(|inline| self.inline(inline));
        self.raw("</a>");
    }

    pub(super) fn title(&mut self, title: &str) {
        if !title.is_empty() {
            self.raw("\" title=\"");
            self.attribute(title);
        }
    }

    fn image(&mut self, image: &Image, span: Span) {
        if self.page().is_some() {
            self.inline_picture(image, span);
            return;
        }
        self.raw("<img src=\"");
        self.address(&image.target);
        self.raw("\" alt=\"");
        self.attribute(&image.alt);
        self.title(&image.title);
        self.raw("\" />");
    }
}

fn is_picture(inline: &Inline) -> bool {
    matches!(inline.kind, InlineKind::Image(_)) || crate::document::children(inline).iter().any(is_picture)
}

fn tag(phrase: Phrase) -> &'static str {
    match phrase {
        Phrase::Kbd => "kbd",
        Phrase::Sub => "sub",
        Phrase::Sup => "sup",
        Phrase::Ins => "ins",
        Phrase::Mark => "mark",
        Phrase::Small => "small",
    }
}

/// Returns whether an address is relative or of a kind that cannot run anything. Browsers skip control characters
/// and spaces in a scheme, so these are looked through.
pub(super) fn is_safe(address: &str) -> bool {
    let seen: String = address.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    let Some((scheme, _)) = seen.split_once(':') else { return true };
    if scheme.contains(['/', '?', '#']) {
        return true;
    }
    ["http", "https", "mailto", "tel", "ftp", "ssh", "git"].contains(&scheme.to_ascii_lowercase().as_str())
}
