//! Raw HTML as tokens with their places: what html5ever sees in it.
//!
//! A start or end tag that labpress does not know stays text, so nothing of it can reach a page as HTML.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag as HtmlTag, TagKind, Token as HtmlToken, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

/// One piece of raw HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// Bytes in the HTML that was given.
    pub(super) start: usize,
    /// One past its last byte.
    pub(super) end: usize,
    /// What it is.
    pub(super) kind: TokenKind,
}

/// What a piece of raw HTML is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// Text, entities resolved.
    Text(String),
    /// `<name attribute="value">`
    Open(Tag),
    /// `</name>`
    Close(String),
    /// What stands between `<!--` and `-->`.
    Comment(String),
}

/// A start tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tag {
    /// In lower case.
    pub(super) name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    /// Returns the value of an attribute; names are lower case.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Returns an attribute's leading whole number: `400` of `400px`; percentages are none.
    pub(super) fn number(&self, name: &str) -> Option<u32> {
        let value = self.get(name)?.trim();
        let digits = value.find(|c: char| !c.is_ascii_digit()).unwrap_or(value.len());
        if value[digits..].trim_start().starts_with('%') {
            return None;
        }
        value[..digits].parse().ok().filter(|&number| number > 0)
    }
}

/// Cuts raw HTML into tokens, in order; together they cover all of it that a reader would see.
pub(super) fn tokens(html: &str) -> Vec<Token> {
    let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts { discard_bom: false, ..TokenizerOpts::default() });
    let input = BufferQueue::default();
    let mut out = Vec::new();
    let mut fed = 0;
    for piece in pieces(html) {
        input.push_back(StrTendril::from(piece));
        let _ = tokenizer.feed(&input);
        // Each piece ends where a tag or comment may end, so what came out now ends here.
        fed += piece.len();
        tokenizer.sink.emitted.take().into_iter().for_each(|kind| push(&mut out, html, fed, kind));
    }
    tokenizer.end();
    tokenizer.sink.emitted.take().into_iter().for_each(|kind| push(&mut out, html, fed, kind));
    let covered = out.last().map_or(0, |token| token.end);
    if covered < html.len() {
        // A tag that never ends: the tokenizer drops it, a reader should see it.
        push(&mut out, html, html.len(), TokenKind::Text(html[covered..].to_owned()));
    }
    out
}

/// Cuts before each `<` and after each `>`.
fn pieces(html: &str) -> impl Iterator<Item = &str> {
    html.split_inclusive('>').flat_map(|part| {
        let cuts = part.match_indices('<').map(|(at, _)| at).chain([part.len()]);
        cuts.scan(0, |from, to| Some(&part[std::mem::replace(from, to)..to])).filter(|piece| !piece.is_empty())
    })
}

/// Adds what the tokenizer emitted up to `end`; text joins the text before it.
fn push(out: &mut Vec<Token>, html: &str, end: usize, kind: TokenKind) {
    let start = out.last().map_or(0, |token| token.end).min(end);
    let kind = if known(&kind) { kind } else { TokenKind::Text(html[start..end].to_owned()) };
    match (kind, out.last_mut()) {
        (TokenKind::Text(more), Some(Token { end: last, kind: TokenKind::Text(text), .. })) => {
            text.push_str(&more);
            *last = end;
        }
        (kind, _) => out.push(Token { start, end, kind }),
    }
}

fn known(kind: &TokenKind) -> bool {
    let (TokenKind::Open(Tag { name, .. }) | TokenKind::Close(name)) = kind else { return true };
    KNOWN.contains(&name.as_str())
}

/// Every tag that becomes a node or is looked through; any other is shown as text.
const KNOWN: [&str; 54] = [
    "a",
    "b",
    "blockquote",
    "br",
    "caption",
    "center",
    "code",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "picture",
    "pre",
    "s",
    "samp",
    "section",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
];

/// Takes what the tokenizer emits.
#[derive(Default)]
struct Sink {
    emitted: RefCell<Vec<TokenKind>>,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: HtmlToken, _line: u64) -> TokenSinkResult<()> {
        let kind = match token {
            HtmlToken::CharacterTokens(text) => TokenKind::Text(text.to_string()),
            HtmlToken::NullCharacterToken => TokenKind::Text("\u{fffd}".to_owned()),
            HtmlToken::CommentToken(text) => TokenKind::Comment(text.to_string()),
            HtmlToken::TagToken(tag) => of_tag(&tag),
            HtmlToken::DoctypeToken(_) => TokenKind::Comment(String::new()),
            HtmlToken::EOFToken | HtmlToken::ParseError(_) => return TokenSinkResult::Continue,
        };
        self.emitted.borrow_mut().push(kind);
        TokenSinkResult::Continue
    }
}

fn of_tag(tag: &HtmlTag) -> TokenKind {
    let name = tag.name.to_string();
    if tag.kind == TagKind::EndTag {
        return TokenKind::Close(name);
    }
    let attributes = tag.attrs.iter().map(|a| (a.name.local.to_string(), a.value.to_string())).collect();
    TokenKind::Open(Tag { name, attributes })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: &str) {
        let shown: Vec<String> = tokens(html)
            .iter()
            .map(|token| match &token.kind {
                TokenKind::Text(text) => format!("{text:?}"),
                TokenKind::Open(tag) => format!("<{} {:?}>@{}..{}", tag.name, tag.attributes, token.start, token.end),
                TokenKind::Close(name) => format!("</{name}>"),
                TokenKind::Comment(text) => format!("!{text}!"),
            })
            .collect();
        assert_eq!(shown.join(" "), expected);
    }

    #[test]
    fn tags_text_and_comments_are_told_apart() {
        check(r#"a <b>c</b> &amp; d"#, r#""a " <b []>@2..5 "c" </b> " & d""#);
        check(r#"<img alt="x > y" src=a.png>"#, r#"<img [("alt", "x > y"), ("src", "a.png")]>@0..27"#);
        check("<!-- comparison -->\n", r#"! comparison ! "\n""#);
    }

    #[test]
    fn unknown_tags_are_text() {
        check("run <container-id> now", r#""run <container-id> now""#);
        check("<script>alert(1)</script>", r#""<script>alert(1)</script>""#);
        check("<svg onload=x><p>", r#""<svg onload=x>" <p []>@14..17"#);
    }

    #[test]
    fn what_never_ends_is_text() {
        check("1 < 2 <b", r#""1 < 2 <b""#);
        check("", "");
    }
}
