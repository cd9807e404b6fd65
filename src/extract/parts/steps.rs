//! The steps of a part.

use crate::document::plain;
use crate::extract::Step;
use crate::extract::flow::{Piece, PieceKind};
use crate::extract::label::clean;
use crate::source::Span;
use crate::vocabulary::WordList;

/// Lines that only announce what follows, and headings above a gallery.
static ANNOUNCING: WordList = WordList::new(
    "result|results|output|outputs|screenshot|screenshots|screenshoot|screenshoots|screen shot|screen shots|see below|as shown below|images|pictures|\
    gallery|ergebnis|ausgabe|bilder|hasil|hasilnya|resultado|resultados|captura|capturas|salida|proof|evidence|picture|\
    image|command|commands|comando|comandos|befehl|perintah|команда|命令|вывод|результат|скриншот|скриншоты|结果|截图|输出|运行结果",
);

/// Returns the words that only announce what follows.
pub(in crate::extract) fn announcing() -> impl Iterator<Item = &'static str> {
    ANNOUNCING.iter()
}

/// Returns whether a label only announces what follows: `Result:`
pub fn announces(label: &str) -> bool {
    ANNOUNCING.names(label.trim().trim_end_matches([':', '.', '：']))
}

/// Longest step label, in characters; a longer line tells a story.
const LONGEST_STEP: usize = 120;

/// Returns whether one of `outer`, sorted and apart, holds `span`.
fn is_inside(outer: &[Span], span: Span) -> bool {
    let after = outer.partition_point(|outer| outer.start <= span.start);
    after.checked_sub(1).is_some_and(|at| outer[at].contains(span))
}

/// Returns the steps between a part's label and its end.
pub(super) fn steps(flow: &[Piece], label: Span, part: Span, compared: &[Span]) -> Vec<Step> {
    let is_step = |piece: &&Piece| {
        let inside = part.contains(piece.span) && piece.span.start >= label.end;
        inside && !is_inside(compared, piece.span)
    };
    let first = flow.partition_point(|piece| piece.span.start < label.end);
    let inside = flow[first..].iter().take_while(|piece| piece.span.start < part.end).filter(is_step);
    let found: Vec<(Span, String)> = inside
        .filter_map(|piece| Some((piece.span, step(piece)?)))
        .filter(|(_, label)| !label.is_empty() && !announces(label))
        .collect();
    let ends = found.iter().skip(1).map(|(span, _)| span.start).chain([part.end]);
    let with_end = found.iter().zip(ends);
    with_end
        .map(|((place, label), end)| Step {
            label: label.clone(),
            place: *place,
            span: Span::new(place.start, end.max(place.end)),
        })
        .collect()
}

/// Returns the label of a step: a heading, a bold or italic line, a labelled or numbered item.
pub(in crate::extract) fn step(piece: &Piece) -> Option<String> {
    let line = match &piece.kind {
        PieceKind::Heading(heading) => {
            return Some(clean(&plain(&heading.content)).to_owned());
        }
        PieceKind::Line(line) => line,
        _ => return None,
    };
    if let Some(label) = &line.labelled
        && (label.marked || piece.item.is_some())
    {
        return Some(label.label.clone());
    }
    let numbered = piece.item == Some(true) && line.text.chars().count() <= LONGEST_STEP;
    numbered.then(|| line.text.trim_end_matches(':').to_owned())
}
