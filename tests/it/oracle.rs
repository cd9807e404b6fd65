//! The tree loses nothing: without our extras, our HTML equals the parser's own writer, byte for byte.

#![allow(clippy::disallowed_methods, reason = "a test reads its fixtures")]

use labpress::document::{Dialect, parse};
use labpress::render::html::{Extras, write};
use labpress::source::Sources;
use proptest::prelude::*;
use pulldown_cmark::{Options, Parser, html};

fn ours(markdown: &str, dialect: Dialect) -> String {
    let sources = Sources::of_text("notes.md", markdown);
    write(&parse(sources.text(sources.reports[0]), dialect), Extras::None)
}

fn theirs(markdown: &str, options: Options) -> String {
    let mut out = String::new();
    html::push_html(&mut out, Parser::new_ext(markdown, options));
    out
}

fn assert_equal(markdown: &str) {
    let gfm = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    assert_eq!(ours(markdown, Dialect::CommonMark), theirs(markdown, Options::empty()), "CommonMark:\n{markdown}");
    assert_eq!(ours(markdown, Dialect::Gfm), theirs(markdown, gfm), "GFM:\n{markdown}");
}

#[test]
fn fixtures_equal_the_reference() {
    insta::glob!("fixtures/markdown/*.md", |path| {
        let markdown = std::fs::read_to_string(path).expect("a fixture can be read");
        assert_equal(&markdown);
    });
}

/// Pieces of Markdown that change meaning by what stands beside them, one in a line of the raw text; `¶` is a line end.
const PIECES: &str = include_str!("fixtures/pieces.txt");

fn piece() -> impl Strategy<Value = String> {
    let pieces: Vec<String> = PIECES.lines().map(|line| line.replace('¶', "\n")).collect();
    prop_oneof![4 => proptest::sample::select(pieces), 1 => "[ -~\n]{0,6}"]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn generated_markdown_equals_the_reference(pieces in proptest::collection::vec(piece(), 0..24)) {
        assert_equal(&pieces.concat());
    }

    #[test]
    fn every_span_lies_in_its_parents(pieces in proptest::collection::vec(piece(), 0..24)) {
        let markdown = pieces.concat();
        let sources = Sources::of_text("notes.md", &markdown);
        for dialect in [Dialect::GitHub, Dialect::Gfm, Dialect::CommonMark] {
            let document = parse(sources.text(sources.reports[0]), dialect);
            spans::check(&document, &markdown);
        }
    }
}

mod spans {
    use labpress::document::{Block, Document, Inline, children, each_child, inlines};
    use labpress::source::Span;

    pub(super) fn check(document: &Document, text: &str) {
        blocks(&document.blocks, Span::new(0, text.len()), text);
    }

    fn inside(span: Span, outer: Span, text: &str, what: &dyn std::fmt::Debug) {
        assert!(span.start <= span.end, "{what:?}");
        assert!(outer.start <= span.start && span.end <= outer.end, "{span:?} not in {outer:?}: {what:?} of {text:?}");
        assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end), "{what:?}");
    }

    fn blocks(all: &[Block], outer: Span, text: &str) {
        for block in all {
            inside(block.span, outer, text, block);
            inlines_of(inlines(block), block.span, text);
            each_child(block, &mut |content| blocks(content, block.span, text));
        }
    }

    fn inlines_of(all: &[Inline], outer: Span, text: &str) {
        for inline in all {
            inside(inline.span, outer, text, inline);
            inlines_of(children(inline), inline.span, text);
        }
    }
}
