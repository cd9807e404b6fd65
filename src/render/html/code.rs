//! Code blocks.

use crate::document::CodeBlock;
use crate::highlight::{highlight, is_shell, label};
use crate::source::Span;

use super::out::Writer;

impl Writer<'_> {
    pub(super) fn code_block(&mut self, code: &CodeBlock, span: Span) {
        self.fresh_line();
        let Some(page) = self.page() else { return self.plain_code_block(code) };
        let language = code.language();
        // One line of a shell says what it is; a heading above it would be as high as the line.
        let is_line = is_shell(&language) && code.text.trim_end().lines().count() == 1;
        self.raw(if is_line { "<figure class=\"code command-line\"" } else { "<figure class=\"code\"" });
        self.anchor(span);
        if !language.is_empty() {
            self.raw(" data-language=\"");
            self.attribute(&language);
            self.raw("\"");
        }
        self.raw(">");
        if let Some(label) = label(&language).filter(|_| !is_line) {
            self.raw("<figcaption>");
            self.text(&label);
            self.raw("</figcaption>");
        }
        self.raw("<pre tabindex=\"0\"><code>");
        self.raw(&highlight(&language, &code.text, page.tools));
        self.raw("</code></pre></figure>\n");
    }

    fn plain_code_block(&mut self, code: &CodeBlock) {
        let language = code.fence.as_deref().and_then(|words| words.split(' ').next()).unwrap_or("");
        if language.is_empty() {
            self.raw("<pre><code>");
        } else {
            self.raw("<pre><code class=\"language-");
            self.attribute(language);
            self.raw("\">");
        }
        self.text(&code.text);
        self.raw("</code></pre>\n");
    }
}
