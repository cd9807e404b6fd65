//! Inlines as they should stand in the tree: texts joined, HTML tags paired, bare addresses linked.

use crate::source::Span;

use super::autolink;
use super::html::{Tag, TokenKind};
use super::text::{children, plain};
use super::tree::{Image, Inline, InlineKind, Link, Phrase};

/// An inline, or a tag of raw HTML that begins or ends one.
#[derive(Debug, Clone)]
pub(super) enum Piece {
    /// An inline that is complete.
    Node(Inline),
    /// A piece of raw HTML.
    Html(TokenKind, Span),
}

/// An element that was begun and not yet ended.
struct Open {
    tag: Tag,
    start: usize,
    content: Vec<Inline>,
}

/// Pairs the tags in `pieces`; what is never closed ends with them, what was never opened is left out.
pub(super) fn weave(pieces: Vec<Piece>) -> Vec<Inline> {
    let mut done: Vec<Inline> = Vec::new();
    let mut stack: Vec<Open> = Vec::new();
    let mut end = 0;
    for piece in pieces {
        match piece {
            Piece::Node(inline) => {
                end = end.max(inline.span.end);
                top(&mut stack, &mut done).push(inline);
            }
            Piece::Html(kind, span) => {
                end = end.max(span.end);
                html(kind, span, &mut stack, &mut done);
            }
        }
    }
    while let Some(open) = stack.pop() {
        let nodes = close(open, end);
        top(&mut stack, &mut done).extend(nodes);
    }
    joined(done)
}

fn top<'a>(stack: &'a mut [Open], done: &'a mut Vec<Inline>) -> &'a mut Vec<Inline> {
    stack.last_mut().map_or(done, |open| &mut open.content)
}

/// Elements that have no content.
const VOID: [&str; 5] = ["br", "hr", "img", "source", "wbr"];

fn html(kind: TokenKind, span: Span, stack: &mut Vec<Open>, done: &mut Vec<Inline>) {
    match kind {
        TokenKind::Text(text) => top(stack, done).push(Inline { span, kind: InlineKind::Text(text) }),
        TokenKind::Comment(text) => top(stack, done).push(Inline { span, kind: InlineKind::Comment(text) }),
        TokenKind::Open(tag) if VOID.contains(&tag.name.as_str()) => top(stack, done).extend(void(&tag, span)),
        TokenKind::Open(tag) if stack.len() < 64 => {
            stack.push(Open { tag, start: span.start, content: Vec::new() });
        }
        TokenKind::Open(_) => {}
        TokenKind::Close(name) => {
            let Some(at) = stack.iter().rposition(|open| open.tag.name == name) else { return };
            while stack.len() > at {
                let Some(open) = stack.pop() else { return };
                let nodes = close(open, span.end);
                top(stack, done).extend(nodes);
            }
        }
    }
}

fn void(tag: &Tag, span: Span) -> Option<Inline> {
    let kind = match tag.name.as_str() {
        "img" => InlineKind::Image(Box::new(Image {
            target: tag.get("src").unwrap_or("").trim().to_owned(),
            title: tag.get("title").unwrap_or("").to_owned(),
            alt: tag.get("alt").unwrap_or("").to_owned(),
            width: tag.number("width"),
        })),
        "br" | "hr" => InlineKind::HardBreak,
        _ => return None,
    };
    Some(Inline { span, kind })
}

/// Returns what an element becomes: one node, or just its content.
fn close(open: Open, end: usize) -> Vec<Inline> {
    let content = joined(open.content);
    let kind = match open.tag.name.as_str() {
        "b" | "strong" => InlineKind::Strong(content),
        "i" | "em" => InlineKind::Emphasis(content),
        "s" | "del" | "strike" => InlineKind::Strikethrough(content),
        "code" | "samp" => InlineKind::Code(plain(&content)),
        "kbd" => InlineKind::Element(Phrase::Kbd, content),
        "sub" => InlineKind::Element(Phrase::Sub, content),
        "sup" => InlineKind::Element(Phrase::Sup, content),
        "u" | "ins" => InlineKind::Element(Phrase::Ins, content),
        "mark" => InlineKind::Element(Phrase::Mark, content),
        "small" => InlineKind::Element(Phrase::Small, content),
        "a" => match open.tag.get("href") {
            Some(target) => InlineKind::Link(Box::new(Link {
                target: target.trim().to_owned(),
                title: open.tag.get("title").unwrap_or("").to_owned(),
                content: without_links(content),
            })),
            None => return content,
        },
        _ => return content,
    };
    vec![Inline { span: Span::new(open.start, end), kind }]
}

/// A link cannot hold another: of inner ones only the text stays.
fn without_links(content: Vec<Inline>) -> Vec<Inline> {
    let inner = |inline: Inline| match inline.kind {
        InlineKind::Link(link) => without_links(link.content),
        InlineKind::Emphasis(content) => vec![Inline { kind: InlineKind::Emphasis(without_links(content)), ..inline }],
        InlineKind::Strong(content) => vec![Inline { kind: InlineKind::Strong(without_links(content)), ..inline }],
        _ => vec![inline],
    };
    content.into_iter().flat_map(inner).collect()
}

/// Joins neighbouring texts, which the parser cuts at every character that might have been markup.
pub(super) fn joined(inlines: Vec<Inline>) -> Vec<Inline> {
    let is_text = |inline: &Inline| matches!(inline.kind, InlineKind::Text(_));
    if !inlines.windows(2).any(|pair| is_text(&pair[0]) && is_text(&pair[1])) {
        return inlines;
    }
    let mut out: Vec<Inline> = Vec::with_capacity(inlines.len());
    for inline in inlines {
        if let (Some(Inline { span, kind: InlineKind::Text(text) }), InlineKind::Text(more)) =
            (out.last_mut(), &inline.kind)
        {
            text.push_str(more);
            *span = Span::new(span.start.min(inline.span.start), span.end.max(inline.span.end));
        } else {
            out.push(inline);
        }
    }
    out
}

/// Turns bare addresses into links, everywhere but inside links.
pub(super) fn with_autolinks(inlines: Vec<Inline>) -> Vec<Inline> {
    if inlines.iter().any(may_hold_address) { linked_all(inlines) } else { inlines }
}

fn may_hold_address(inline: &Inline) -> bool {
    match &inline.kind {
        InlineKind::Text(text) => autolink::may_be_in(text),
        InlineKind::Link(_) => false,
        _ => children(inline).iter().any(may_hold_address),
    }
}

fn linked_all(inlines: Vec<Inline>) -> Vec<Inline> {
    let one = |inline: Inline| match inline.kind {
        InlineKind::Text(text) => linked(text, inline.span),
        InlineKind::Emphasis(content) => vec![Inline { kind: InlineKind::Emphasis(linked_all(content)), ..inline }],
        InlineKind::Strong(content) => vec![Inline { kind: InlineKind::Strong(linked_all(content)), ..inline }],
        InlineKind::Strikethrough(content) => {
            vec![Inline { kind: InlineKind::Strikethrough(linked_all(content)), ..inline }]
        }
        InlineKind::Element(phrase, content) => {
            vec![Inline { kind: InlineKind::Element(phrase, linked_all(content)), ..inline }]
        }
        _ => {
            debug_assert!(matches!(inline.kind, InlineKind::Link(_)) || children(&inline).is_empty());
            vec![inline]
        }
    };
    inlines.into_iter().flat_map(one).collect()
}

fn linked(text: String, span: Span) -> Vec<Inline> {
    let links = autolink::find(&text);
    if links.is_empty() {
        return vec![Inline { span, kind: InlineKind::Text(text) }];
    }
    // Where entities or escapes were resolved, offsets in the text are none in the source.
    let exact = text.len() == span.end - span.start;
    let place = |from: usize, to: usize| if exact { Span::new(span.start + from, span.start + to) } else { span };
    let piece =
        |from: usize, to: usize| Inline { span: place(from, to), kind: InlineKind::Text(text[from..to].to_owned()) };
    let mut out = Vec::new();
    let mut at = 0;
    for link in links {
        if at < link.range.start {
            out.push(piece(at, link.range.start));
        }
        let content = vec![piece(link.range.start, link.range.end)];
        let kind = InlineKind::Link(Box::new(Link { target: link.target, title: String::new(), content }));
        out.push(Inline { span: place(link.range.start, link.range.end), kind });
        at = link.range.end;
    }
    if at < text.len() {
        out.push(piece(at, text.len()));
    }
    out
}
