//! Comments of a script that became headings, because the fence around them was lost.

use std::collections::BTreeMap;

use super::flow::{Piece, PieceKind};
use super::label::label;
use super::{Carrier, Command};
use crate::document::plain;
use crate::source::{Source, Span};

/// Returns the headings `# like this` that stand below a command without a blank line between, and with them those
/// that such lines hang together with. Commands below them get what they say as their label.
pub(super) fn comments(flow: &[Piece], commands: &mut [Command], source: &Source) -> Vec<Span> {
    let line = |at: usize| source.lines.line(at);
    let is_bare = |command: &&mut Command| command.carrier == Carrier::BareLine;
    let mut lines: BTreeMap<usize, Line> = BTreeMap::new();
    for command in commands.iter_mut().filter(is_bare) {
        lines.insert(line(command.span.start), Line::Command(command));
    }
    for piece in flow {
        if let PieceKind::Heading(heading) = &piece.kind
            && heading.level == 1
            && piece.span.of(&source.text).starts_with('#')
        {
            let said = plain(&heading.content).trim().to_owned();
            if label(&said).is_none() {
                lines.insert(line(piece.span.start), Line::Heading(piece.span, said));
            }
        }
    }
    let mut lost = Vec::new();
    let mut run: Vec<Line> = Vec::new();
    let mut last = 0;
    for (at, line) in lines {
        if at != last + 1 {
            settle(std::mem::take(&mut run), &mut lost);
        }
        run.push(line);
        last = at;
    }
    settle(run, &mut lost);
    lost
}

enum Line<'a> {
    Command(&'a mut Command),
    Heading(Span, String),
}

/// Looks at lines without a blank one between them.
fn settle(run: Vec<Line>, lost: &mut Vec<Span>) {
    let first_command = run.iter().position(|line| matches!(line, Line::Command(_))).unwrap_or(run.len());
    if !run[first_command..].iter().any(|line| matches!(line, Line::Heading(..))) {
        return;
    }
    let mut comment = None;
    for line in run {
        match line {
            Line::Heading(span, said) => {
                lost.push(span);
                comment = Some(said);
            }
            Line::Command(command) => {
                if let Some(said) = comment.take() {
                    command.label.get_or_insert(said.into());
                }
            }
        }
    }
}
