//! What an author meant otherwise than Markdown reads it: conflict markers, pictures that are text.

use serde::{Deserialize, Serialize};

use super::flow::{Line, Piece};
use crate::document::{Block, BlockKind, Inline, InlineKind, Node, children, walk};
use crate::source::{Source, Span};

/// Finds merges that were never settled, each from `<<<<<<<` to the end of the `>>>>>>>` line, and where the lines of
/// all markers begin.
pub(super) fn conflicts(blocks: &[Block], whole: Span, source: &Source) -> (Vec<Span>, Vec<usize>) {
    let text = whole.of(&source.text);
    if !text.contains("<<<<<<<") && !text.contains(">>>>>>>") {
        return (Vec::new(), Vec::new());
    }
    let mut code = Vec::new();
    walk(blocks, &mut |node| {
        if let Node::Block(Block { span, kind: BlockKind::Code(_) }) = node {
            code.push(*span);
        }
    });
    let mut found = Vec::new();
    let mut markers = Vec::new();
    let mut open = None;
    let mut at = whole.start;
    for line in text.split_inclusive('\n') {
        let span = Span::new(at, at + line.trim_end().len());
        at += line.len();
        let begins = line.starts_with("<<<<<<< ");
        if open.is_some() && line.trim_end() == "=======" {
            markers.push(span.start);
        }
        if !begins && !line.starts_with(">>>>>>> ") || is_inside(&code, span.start) {
            continue;
        }
        markers.push(span.start);
        match open.take() {
            Some(start) if !begins => found.push(Span::new(start, span.end)),
            // One side alone is a marker that somebody forgot.
            Some(start) => {
                found.push(source_line(start, source));
                open = Some(span.start);
            }
            None if begins => open = Some(span.start),
            None => found.push(span),
        }
    }
    found.extend(open.map(|start| source_line(start, source)));
    (found, markers)
}

fn source_line(start: usize, source: &Source) -> Span {
    let rest = &source.text[start..];
    Span::new(start, start + rest.find('\n').unwrap_or(rest.len()))
}

fn is_inside(spans: &[Span], at: usize) -> bool {
    let before = spans.partition_point(|span| span.start <= at);
    before.checked_sub(1).is_some_and(|last| at < spans[last].end)
}

/// Why Markdown takes a picture for text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unread {
    /// `![](my picture.png)`
    Spaces,
    /// `![] (picture.png)`
    Gap,
    /// `![[picture.png]]`
    WikiLink,
}

/// A picture that Markdown takes for text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnreadPicture {
    /// From its `!` to its last bracket.
    pub span: Span,
    /// The path as written.
    pub target: String,
    /// What is wrong with it.
    pub why: Unread,
}

/// Finds pictures that Markdown takes for text.
pub(super) fn unread_pictures(flow: &[Piece], source: &Source) -> Vec<UnreadPicture> {
    let mut found = Vec::new();
    for piece in flow {
        let Some(line) = piece.line().filter(|line| line.text.contains("![")) else { continue };
        let mut taken = Vec::new();
        spans_of_others(line.inlines, &mut taken);
        let text = piece.span.of(&source.text);
        for (at, _) in text.match_indices("![") {
            let start = piece.span.start + at;
            if let Some((length, target, why)) = unread(&text[at..])
                && !is_inside(&taken, start)
                && is_text(line)
            {
                found.push(UnreadPicture { span: Span::new(start, start + length), target, why });
            }
        }
    }
    found
}

/// A line in which something is text at all.
fn is_text(line: &Line) -> bool {
    line.inlines.iter().any(|inline| !matches!(inline.kind, InlineKind::Code(_)))
}

/// Collects the places of code, pictures and links, which are what they look like.
fn spans_of_others(inlines: &[Inline], taken: &mut Vec<Span>) {
    for inline in inlines {
        match inline.kind {
            InlineKind::Code(_) | InlineKind::Image(_) => taken.push(inline.span),
            _ => spans_of_others(children(inline), taken),
        }
    }
}

/// Longest target that is looked for, in bytes.
const LONGEST: usize = 400;

/// Reads a picture at the begin of `text`: its length, its target, and what is wrong with it.
fn unread(text: &str) -> Option<(usize, String, Unread)> {
    let end = text.char_indices().map(|(at, _)| at).take_while(|&at| at < LONGEST).last()?;
    let text = text.get(..end).filter(|_| text.len() > LONGEST).unwrap_or(text);
    let text = text.lines().next()?;
    if let Some(rest) = text.strip_prefix("![[") {
        let end = rest.find("]]")?;
        let target = rest[..end].split('|').next()?.trim().to_owned();
        return is_picture(&target).then_some((end + 5, target, Unread::WikiLink));
    }
    let alt = text.find(']')?;
    let rest = &text[alt + 1..];
    let gap = rest.len() - rest.trim_start().len();
    let inside = rest.trim_start().strip_prefix('(')?;
    let end = inside.find(')')?;
    let target = inside[..end].trim().to_owned();
    let why = if gap > 0 { Unread::Gap } else { Unread::Spaces };
    let fits = is_picture(&target) && (why == Unread::Gap || target.contains(char::is_whitespace));
    fits.then_some((alt + 1 + gap + 1 + end + 1, target, why))
}

fn is_picture(target: &str) -> bool {
    let lower = target.to_lowercase();
    [".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".svg"].iter().any(|ending| lower.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_that_are_text_are_known() {
        let read = |text: &str| unread(text).map(|(length, target, why)| format!("{length} {target} {why:?}"));
        assert_eq!(read("![a](my picture.png) x").as_deref(), Some("20 my picture.png Spaces"));
        assert_eq!(read("![a] (b.png)").as_deref(), Some("12 b.png Gap"));
        assert_eq!(read("![[b c.png|300]]").as_deref(), Some("16 b c.png WikiLink"));
        for text in ["![a](b.png)", "![a](b.png \"t\")", "![a] (see below)", "![", "![é"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
