//! The parts of a report and their steps.
//!
//! A part is found by its label, not by the level of its heading: in one and the same report parts are `##`, `###`,
//! bold lines or plain ones. A report that counts nothing has its top sections as parts.

use std::collections::{BTreeMap, BTreeSet};

use super::flow::{Piece, PieceKind, labelled};
use super::label::{BARE, Label, is_before, is_beside, label};
use super::{Part, Step};
use crate::document::{Inline, InlineKind, plain};
use crate::source::Span;

/// A heading or label line at the margin.
struct Mark<'a> {
    span: Span,
    text: String,
    /// Level and anchor, when it is a heading.
    heading: Option<(u8, &'a str)>,
    label: Option<Label>,
}

/// Finds the parts; `has_evidence` says that the report shows commands or screenshots. What is `compared` names aspects
/// and subjects, no steps.
pub(super) fn find(flow: &[Piece], end: usize, has_evidence: bool, compared: &[Span]) -> Vec<Part> {
    let marks = marks(flow);
    let chosen = match counted(&marks) {
        chosen if !chosen.is_empty() => chosen,
        _ if has_evidence => top_sections(&marks),
        _ => Vec::new(),
    };
    let mut parts = Vec::new();
    for (at, &index) in chosen.iter().enumerate() {
        let mark = &marks[index];
        let next = chosen.get(at + 1).map_or(end, |&next| marks[next].span.start);
        let level = mark.heading.map_or(u8::MAX, |(level, _)| level);
        let mut inside = marks[index + 1..].iter().take_while(|other| other.span.start < next);
        let ends = inside
            .find(|other| other.heading.is_some_and(|(other_level, _)| other_level <= level) && is_beside(&other.text));
        let end = ends.map_or(next, |other| other.span.start.min(next));
        let span = Span::new(mark.span.start, end.max(mark.span.end));
        let known = mark.label.as_ref();
        parts.push(Part {
            number: known.map(|label| label.number),
            title: mark.text.clone(),
            name: known.map_or(&mark.text, |label| &label.name).clone(),
            anchor: mark.heading.map(|(_, id)| id.to_owned()),
            label: mark.span,
            span,
            steps: steps(flow, mark.span, span, compared),
        });
    }
    parts
}

fn marks<'a>(flow: &[Piece<'a>]) -> Vec<Mark<'a>> {
    let at_margin = flow.iter().filter(|piece| piece.depth == 0);
    at_margin.filter_map(mark).filter(|mark| !mark.text.is_empty()).collect()
}

fn mark<'a>(piece: &Piece<'a>) -> Option<Mark<'a>> {
    match &piece.kind {
        PieceKind::Heading(heading) => {
            let text = plain(&heading.content).trim().to_owned();
            let label = label(&text);
            Some(Mark { span: piece.span, text, heading: Some((heading.level, heading.id.as_str())), label })
        }
        PieceKind::Line(line) => {
            let label = label(&line.text).filter(|label| label.family != BARE)?;
            let counts = line.alone && (label.separated || is_marked(line.inlines));
            counts.then(|| Mark { span: line.block, text: line.text.clone(), heading: None, label: Some(label) })
        }
        _ => None,
    }
}

/// Returns whether a line opens in bold or italics.
fn is_marked(inlines: &[Inline]) -> bool {
    matches!(inlines.first().map(|first| &first.kind), Some(InlineKind::Strong(_) | InlineKind::Emphasis(_)))
}

/// Returns the marks of the outermost family that counts more than one, and those that only lost their number. A
/// label that stands alone is the title: `Assignment 7`.
fn counted(marks: &[Mark]) -> Vec<usize> {
    let mut numbers: BTreeMap<usize, BTreeSet<u32>> = BTreeMap::new();
    for label in marks.iter().filter_map(|mark| mark.label.as_ref()) {
        numbers.entry(label.family).or_default().insert(label.number);
    }
    let Some(family) = numbers.iter().find(|(_, numbers)| numbers.len() > 1).map(|(&family, _)| family) else {
        return Vec::new();
    };
    let own = |mark: &&Mark| mark.label.as_ref().is_some_and(|label| label.family == family);
    let headed: BTreeSet<u32> = marks
        .iter()
        .filter(own)
        .filter(|mark| mark.heading.is_some())
        .filter_map(|mark| mark.label.as_ref().map(|label| label.number))
        .collect();
    let level = marks.iter().filter(own).filter_map(|mark| mark.heading).map(|(level, _)| level).min().unwrap_or(0);
    let mut chosen = Vec::new();
    for (at, mark) in marks.iter().enumerate() {
        match &mark.label {
            Some(label) if label.family == family && (mark.heading.is_some() || !headed.contains(&label.number)) => {
                chosen.push(at);
            }
            None if lost_its_number(marks, at, family, level) => chosen.push(at),
            _ => {}
        }
    }
    chosen
}

/// A section beside the counted ones, where their numbers leave a gap.
fn lost_its_number(marks: &[Mark], at: usize, family: usize, level: u8) -> bool {
    let mark = &marks[at];
    let is_section = at > 0 && mark.heading.is_some_and(|(own, _)| own == level);
    if !is_section || is_beside(&mark.text) || is_before(&mark.text) {
        return false;
    }
    let number = |mark: &Mark| mark.label.as_ref().filter(|label| label.family == family).map(|label| label.number);
    let before = marks[..at].iter().rev().find_map(number).unwrap_or(0);
    marks[at..].iter().find_map(number).is_some_and(|after| after > before + 1)
}

/// Returns the top sections of a report that counts nothing.
fn top_sections(marks: &[Mark]) -> Vec<usize> {
    let levels: Vec<u8> = marks.iter().filter_map(|mark| mark.heading).map(|(level, _)| level).collect();
    let Some(&top) = levels.iter().min() else { return Vec::new() };
    let tops = levels.iter().filter(|&&level| level == top).count();
    let below = levels.iter().copied().filter(|&level| level > top).min();
    let wanted = match below {
        // One heading above all others is the title.
        Some(below) if tops == 1 && levels[0] == top => below..=below,
        // A `##` before the first `#`: this author's levels mean nothing.
        Some(below) if levels[0] == below => top..=below,
        _ => top..=top,
    };
    let is_section = |mark: &Mark| mark.heading.is_some_and(|(level, _)| wanted.contains(&level));
    let sections = marks.iter().enumerate().filter(|(_, mark)| is_section(mark) && !is_beside(&mark.text));
    let sections: Vec<usize> = sections.map(|(at, _)| at).collect();
    if sections.len() > 1 { sections } else { Vec::new() }
}

/// Longest step label, in characters; a longer line tells a story.
const LONGEST_STEP: usize = 120;

/// Returns the steps between a part's label and its end.
fn steps(flow: &[Piece], label: Span, part: Span, compared: &[Span]) -> Vec<Step> {
    let is_step = |piece: &&Piece| {
        let inside = part.contains(piece.span) && piece.span.start >= label.end;
        inside && !compared.iter().any(|comparison| comparison.contains(piece.span))
    };
    let first = flow.partition_point(|piece| piece.span.start < label.end);
    let inside = flow[first..].iter().take_while(|piece| piece.span.start < part.end).filter(is_step);
    let found: Vec<(Span, String)> =
        inside.filter_map(|piece| Some((piece.span, step(piece)?))).filter(|(_, label)| !label.is_empty()).collect();
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
pub(super) fn step(piece: &Piece) -> Option<String> {
    let line = match &piece.kind {
        PieceKind::Heading(heading) => {
            return Some(plain(&heading.content).trim().trim_end_matches(':').to_owned());
        }
        PieceKind::Line(line) => line,
        _ => return None,
    };
    if let Some(label) = labelled(line.inlines)
        && (label.marked || piece.item.is_some())
    {
        return Some(label.label);
    }
    let numbered = piece.item == Some(true) && line.text.chars().count() <= LONGEST_STEP;
    numbered.then(|| line.text.trim_end_matches(':').to_owned())
}
