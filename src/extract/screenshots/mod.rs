//! Screenshots: which file each one means, and what it evidences.
//!
//! Nine of ten pictures follow what they show, so one pass over the flow keeps what was said last: the part, the step,
//! the command. Captions and tables say it more exactly.

mod captions;
mod tables;

use super::flow::{Piece, PieceKind};
use super::parts::{announces, announcing, step};
use super::{Carrier, Found, Part, Screenshot, Target};
use crate::document::Image;
use crate::source::{Index, Lookup, RepoPath, Span, host_file};

/// Finds the pictures of a write-up in `folder`.
pub(super) fn find(flow: &[Piece], folder: &RepoPath, index: &Index, said: &Found) -> Vec<Screenshot> {
    if !flow.iter().any(Piece::is_picture) {
        return Vec::new();
    }
    let captions = captions::find(flow);
    let mut tables = tables::Tables::default();
    let mut told = Told::new(said);
    let mut found = Vec::new();
    for (at, piece) in flow.iter().enumerate() {
        told.reach(piece.span.start);
        match &piece.kind {
            PieceKind::Picture(image) => found.push(Screenshot {
                span: piece.span,
                target: image.target.clone(),
                file: target(image, folder, index),
                alt: image.alt.clone(),
                caption: captions.of_picture(at),
                command: told.command(),
                step: tables.step(piece.span).or_else(|| told.step.clone()),
                part: told.part(),
                covers: told.covers(piece.span),
            }),
            PieceKind::Table(table) => tables.enter(table, piece.span),
            _ if captions.is_caption(at) => {}
            _ => told.take(piece),
        }
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

/// What was said up to a place.
struct Told<'a> {
    parts: &'a [Part],
    commands: &'a [super::Command],
    /// Parts that begin before the place.
    parts_begun: usize,
    /// Commands that begin before it.
    commands_begun: usize,
    here: usize,
    /// Where the last heading or marked label begins.
    section: usize,
    /// The nearest step or text line in the same part.
    step: Option<String>,
    /// Where the last picture ends, and where what it covers begins.
    last: (usize, usize),
    /// Something was said since.
    fresh: bool,
}

impl<'a> Told<'a> {
    fn new(said: &'a Found) -> Self {
        Self {
            parts: &said.parts,
            commands: &said.commands,
            parts_begun: 0,
            commands_begun: 0,
            here: 0,
            section: 0,
            step: None,
            last: (0, 0),
            fresh: false,
        }
    }

    fn reach(&mut self, here: usize) {
        self.here = here;
        while self.parts.get(self.parts_begun).is_some_and(|part| part.span.start <= here) {
            self.parts_begun += 1;
            self.step = None;
        }
        while self.commands.get(self.commands_begun).is_some_and(|command| command.span.start < here) {
            self.commands_begun += 1;
            self.fresh = true;
            // A comment in a code block says what its command does.
            let command = &self.commands[self.commands_begun - 1];
            if command.carrier == Carrier::CodeBlock && command.label.as_ref().is_some_and(|label| !label.is_empty()) {
                self.step = command.label.as_deref().map(str::to_owned);
            }
        }
    }

    fn part(&self) -> Option<usize> {
        let at = self.parts_begun.checked_sub(1)?;
        (self.here < self.parts[at].span.end).then_some(at)
    }

    /// Takes notice of what is said here.
    fn take(&mut self, piece: &Piece) {
        self.fresh = true;
        let is_heading = matches!(piece.kind, PieceKind::Heading(_));
        let own = step(piece);
        // A bold or italic line that names a step and is no list item.
        let is_marked = piece.item.is_none() && piece.line().is_some() && own.is_some();
        let label = own.or_else(|| text_line(piece));
        let label = label.filter(|label| label.contains(char::is_alphanumeric));
        if is_heading || is_marked && !label.as_deref().is_some_and(begins_announcing) {
            self.section = piece.span.start;
        }
        // The label of a part is no step of it.
        if self.part().is_some_and(|part| self.parts[part].label.contains(piece.span)) {
            return;
        }
        let Some(label) = label else { return };
        if !announces(&label) {
            self.step = Some(label);
        } else if is_heading {
            // `## Screenshots`: a gallery, whose pictures do not belong to the step before it.
            self.step = None;
        }
    }

    /// Where the section begins in which everything here belongs together.
    fn begin(&self) -> usize {
        self.section.max(self.part().map_or(0, |part| self.parts[part].span.start))
    }

    /// Returns the last command in the same step.
    fn command(&self) -> Option<usize> {
        // Where pictures of a whole step stand below it in a row, each still belongs to the last command.
        let last = self.commands_begun.checked_sub(1)?;
        (self.commands[last].span.start >= self.begin()).then_some(last)
    }

    /// Returns what a picture covers: everything since the picture before it, in the same section. Pictures in a row
    /// cover the same.
    fn covers(&mut self, picture: Span) -> Span {
        let (last_end, last_from) = self.last;
        let from = if self.fresh { last_end.max(self.begin()) } else { last_from };
        self.last = (picture.end, from);
        self.fresh = false;
        Span::new(from.min(picture.start), picture.start)
    }
}

/// Longest text line that stands for a step, in characters.
const LONGEST_STEP: usize = 160;

/// `Image of 4 to 6`, `Screenshots of the steps above`: what begins so stands for no step of its own.
fn begins_announcing(label: &str) -> bool {
    let label = label.to_lowercase();
    let begins = |word: &str| label.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphabetic));
    announces(&label) || announcing().any(begins)
}

fn text_line(piece: &Piece) -> Option<String> {
    let line = piece.line()?;
    let fits = line.text.chars().count() <= LONGEST_STEP;
    fits.then(|| line.text.trim_end_matches(':').trim().to_owned())
}
