//! Lines that caption a picture: `Fig 1: the running container`.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::InlineKind;
use crate::extract::PictureCaption;
use crate::extract::flow::{Line, Piece, PieceKind};
use crate::vocabulary::WordList;

/// Captions of one write-up, by the place in its flow.
#[derive(Default)]
pub(super) struct Captions {
    of_pictures: BTreeMap<usize, PictureCaption>,
    lines: BTreeSet<usize>,
}

impl Captions {
    /// Returns the caption of the picture at a place.
    pub(super) fn of_picture(&self, at: usize) -> Option<PictureCaption> {
        self.of_pictures.get(&at).cloned()
    }

    /// Returns whether the line at a place captions the picture before it, and so says nothing on what follows.
    pub(super) fn is_caption(&self, at: usize) -> bool {
        self.lines.contains(&at)
    }
}

/// Words that count pictures.
static WORDS: WordList = WordList::new(
    "fig|figs|figure|figura|abb|abbildung|bild|рис|рисунок|图|图片|gambar|imagen|imagem|image|img|screenshot|\
    picture|pic|photo|foto|ilustración|rysunek|şekil",
);

/// Finds the captions below pictures. Who writes them above, writes them above all pictures.
pub(super) fn find(flow: &[Piece]) -> Captions {
    let mut captions = Captions::default();
    let is_picture = |at: usize| flow.get(at).is_some_and(Piece::is_picture);
    let mut above = None;
    for (at, piece) in flow.iter().enumerate() {
        let Some(line) = piece.line() else { continue };
        let below_picture = at > 0 && is_picture(at - 1);
        let says = match counted(&line.text) {
            Some(text) => {
                if *above.get_or_insert(!below_picture && is_picture(at + 1)) {
                    continue;
                }
                text
            }
            None if below_picture && is_slanted(line) && same_paragraph(line, &flow[at - 1]) => line.text.clone(),
            None => continue,
        };
        if below_picture {
            let caption = PictureCaption { says, line: line.text.clone(), span: piece.span };
            captions.of_pictures.insert(at - 1, caption);
            captions.lines.insert(at);
        }
    }
    captions
}

/// Returns what stands behind `Fig 1:`.
fn counted(line: &str) -> Option<String> {
    let line = line.trim_start_matches(['(', '[', '*', '_']);
    let end = line.find(|c: char| !c.is_alphabetic()).unwrap_or(line.len());
    if !WORDS.names(&line[..end]) {
        return None;
    }
    let rest = line[end..].trim_start_matches(['.', ' ', '#', '\u{a0}', '№']);
    let number = rest.find(|c: char| !c.is_ascii_digit() && c != '.' && c != '-').unwrap_or(rest.len());
    if !rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (number, rest) = rest.split_at(number);
    let is_sign = |c: char| c.is_whitespace() || matches!(c, ':' | '.' | ')' | ']' | '-' | '–' | '—' | '：' | '、');
    // `Figure 1 shows that ..` is a sentence.
    let signed = number.ends_with(['.', '-']) || rest.is_empty() || rest.trim_start().starts_with(is_sign);
    let says = rest.trim_start_matches(is_sign).trim_end_matches(['*', '_', ')', ']']).trim();
    signed.then(|| if says.is_empty() { line.trim().to_owned() } else { says.to_owned() })
}

/// A line that is wholly in italics.
fn is_slanted(line: &Line) -> bool {
    let mut said = line.inlines.iter().filter(|inline| match &inline.kind {
        InlineKind::Text(text) => !text.trim().is_empty(),
        _ => true,
    });
    let first = said.next().is_some_and(|inline| matches!(inline.kind, InlineKind::Emphasis(_)));
    first && said.next().is_none() && !line.text.trim_end().ends_with(':')
}

fn same_paragraph(line: &Line, picture: &Piece) -> bool {
    matches!(picture.kind, PieceKind::Picture(_)) && line.block.contains(picture.span)
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn captions_are_told_from_sentences() {
        let cases = [
            ("Fig 1: the list", Some("the list")),
            ("Figure 2. The list", Some("The list")),
            ("fig.3 - list", Some("list")),
            ("Рис. 4 – список", Some("список")),
            ("图1：列表", Some("列表")),
            ("Figure 5", Some("Figure 5")),
            ("(Fig 1.2: x)", Some("x")),
            ("Figure 1 shows that it runs", None),
            ("Images are layers", None),
            ("Figure it out", None),
        ];
        for (line, expected) in cases {
            assert_eq!(counted(line).as_deref(), expected, "{line}");
        }
    }
}
