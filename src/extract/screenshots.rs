//! Screenshots: which file each one means, and which step and command it evidences.

use super::flow::{Piece, PieceKind};
use super::parts::step;
use super::{Command, Found, Part, Screenshot, Target};
use crate::document::Image;
use crate::source::{Index, Lookup, RepoPath, Span, host_file};

/// Finds the pictures of a write-up in `folder`.
pub(super) fn find(flow: &[Piece], folder: &RepoPath, index: &Index, said: &Found) -> Vec<Screenshot> {
    let (parts, commands) = (&said.parts, &said.commands);
    let mut found = Vec::new();
    for (at, piece) in flow.iter().enumerate() {
        let PieceKind::Picture(image) = &piece.kind else { continue };
        let part = part_of(parts, piece.span);
        let start = part.map_or(0, |part| parts[part].span.start);
        found.push(Screenshot {
            span: piece.span,
            target: image.target.clone(),
            file: target(image, folder, index),
            alt: image.alt.clone(),
            command: command_before(flow, at, commands, start),
            step: step_before(&flow[..at], start),
            part,
        });
    }
    found
}

fn target(image: &Image, folder: &RepoPath, index: &Index) -> Target {
    match index.find(folder, &image.target) {
        Lookup::Found(resolved) => Target::File(resolved.path, resolved.rule),
        Lookup::Missing(path) => Target::Missing(path),
        // The page of a code host that shows a picture is no picture: without the file there is nothing to see.
        Lookup::Elsewhere => match host_file(&image.target) {
            Some(file) if file.page => Target::Missing(file.path),
            _ => Target::Remote(image.target.clone()),
        },
    }
}

/// Returns the index of the part that holds `span`.
pub(super) fn part_of(parts: &[Part], span: Span) -> Option<usize> {
    parts.iter().position(|part| part.span.contains(span))
}

/// Returns the last command between the step's begin and the picture at `at`.
fn command_before(flow: &[Piece], at: usize, commands: &[Command], part_start: usize) -> Option<usize> {
    let here = flow[at].span.start;
    let begins = |piece: &Piece| matches!(piece.kind, PieceKind::Heading(_)) || is_marked_label(piece);
    let step_start = flow[..at].iter().rev().find(|piece| begins(piece)).map_or(0, |piece| piece.span.start);
    let from = step_start.max(part_start);
    let last = commands.iter().rposition(|command| command.span.start < here && command.span.start >= from);
    // Where pictures of a whole step stand below it in a row, each still belongs to the last command.
    last.filter(|_| here > from)
}

/// A bold or italic line that names a step and is no list item.
fn is_marked_label(piece: &Piece) -> bool {
    piece.item.is_none() && piece.line().is_some() && step(piece).is_some()
}

/// Longest text line that stands for a step, in characters.
const LONGEST_STEP: usize = 160;

/// Lines between a step and its picture that only announce it.
const ANNOUNCING: [&str; 14] = [
    "result",
    "results",
    "output",
    "screenshot",
    "screenshots",
    "see below",
    "as shown below",
    "ergebnis",
    "ausgabe",
    "hasil",
    "resultado",
    "proof",
    "evidence",
    "picture",
];

/// Returns the label of the nearest step or text line before a picture, in the same part.
fn step_before(before: &[Piece], part_start: usize) -> Option<String> {
    let said = before.iter().rev().take_while(|piece| piece.span.start > part_start || part_start == 0);
    said.filter_map(|piece| step(piece).or_else(|| text_line(piece))).find(|label| {
        let label = label.trim().trim_end_matches([':', '.']).to_lowercase();
        !label.is_empty() && !ANNOUNCING.contains(&label.as_str())
    })
}

fn text_line(piece: &Piece) -> Option<String> {
    let line = piece.line()?;
    let fits = line.text.chars().count() <= LONGEST_STEP;
    fits.then(|| line.text.trim_end_matches(':').trim().to_owned())
}
