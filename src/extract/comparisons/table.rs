//! Comparisons written as tables: subjects as columns, with or without a column of aspects, or subjects as rows.

use std::collections::BTreeSet;

use super::grid::{Grid, GridRow, Words};
use super::subjects::{is_known, subject_key};
use super::words::{ATTRIBUTES, CORNERS, SUBJECT_CORNERS, compares};
use crate::extract::{Aspect, Comparison, Said};

/// Longest name of a subject, in characters.
const LONGEST_SUBJECT: usize = 60;
/// Most subjects that anybody compares.
const MOST_SUBJECTS: usize = 8;

/// What an author settled in a remark that readers do not see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Settled {
    /// `<!-- comparison -->`
    Comparison,
    /// `<!-- not a comparison -->`
    None,
}

/// Reads a table as a comparison, or says why it is none.
pub(super) fn read(grid: &Grid, caption: Option<String>, settled: Option<Settled>) -> Result<Comparison, &'static str> {
    if settled == Some(Settled::None) {
        return Err("its author says that it is no comparison");
    }
    if grid.head.len() < 2 {
        return Err("it has a single column");
    }
    if grid.rows.is_empty() {
        return Err("it has no row below its header");
    }
    let forced = settled == Some(Settled::Comparison);
    let table = Candidate { grid, caption: caption.as_deref().unwrap_or(""), forced };
    let subjects_alone = table.columns_alone();
    let with_aspects = if subjects_alone { Err("") } else { table.columns_with_aspects() };
    let found = match with_aspects {
        _ if subjects_alone => Ok(columns(grid, 0)),
        Ok(()) => Ok(columns(grid, 1)),
        Err(_) if table.rows_are_subjects() => Ok(rows(grid)),
        Err(why) => Err(why),
    };
    let comparison = Comparison { caption, ..found? };
    let compared = |row: &Aspect| row.cells.iter().flatten().count() > 1;
    if comparison.rows.iter().any(compared) {
        Ok(comparison)
    } else {
        Err("none of its rows says anything of two subjects")
    }
}

struct Candidate<'a> {
    grid: &'a Grid,
    caption: &'a str,
    /// The author says that it is a comparison.
    forced: bool,
}

impl Candidate<'_> {
    /// Every column is a subject, and the rows have no names.
    fn columns_alone(&self) -> bool {
        let names = &self.grid.head;
        if are_names(names).is_err() {
            return false;
        }
        let known = names.iter().all(|name| is_known(&name.text));
        let said = compares(self.caption) && self.mentions(names) == names.len();
        known && (self.is_wordy() || said || self.forced)
            || said
            || self.forced && names.len() == 2 && !CORNERS.names(&names[0].text)
    }

    /// The first column names aspects, every other one is a subject.
    fn columns_with_aspects(&self) -> Result<(), &'static str> {
        let (corner, names) = (&self.grid.head[0].text, &self.grid.head[1..]);
        if names.len() < 2 {
            return Err("it has no column for each of two subjects beside a column for aspects");
        }
        are_names(names)?;
        let known = names.iter().filter(|name| is_known(&name.text)).count();
        if known == names.len() || self.forced {
            return Ok(());
        }
        if names.iter().any(|name| ATTRIBUTES.names(&name.text)) {
            return Err("its columns describe things and are no subjects that are set against each other");
        }
        let said = compares(self.caption);
        if CORNERS.names(corner) || said && (corner.is_empty() || known > 0 || self.mentions(names) > 1) {
            return Ok(());
        }
        Err("its columns name no subjects that are known or said to be compared")
    }

    /// The first column names subjects, every other one is an aspect.
    fn rows_are_subjects(&self) -> bool {
        let names: Vec<Words> = self.grid.rows.iter().filter_map(|row| row.cells.first().cloned()).collect();
        if names.len() != self.grid.rows.len() || names.len() < 2 || are_names(&names).is_err() {
            return false;
        }
        let known = names.iter().all(|name| is_known(&name.text));
        let said = compares(self.caption);
        let corner = &self.grid.head[0].text;
        let describes = self.grid.head[1..].iter().any(|name| ATTRIBUTES.names(&name.text));
        let fits = corner.is_empty() || SUBJECT_CORNERS.names(corner) || CORNERS.names(corner);
        known && (said || fits && !describes) || said && self.mentions(&names) == names.len()
    }

    /// How many of these names the caption speaks of.
    fn mentions(&self, names: &[Words]) -> usize {
        let above = self.caption.to_lowercase();
        let mentioned =
            |name: &&Words| above.contains(&name.text.to_lowercase()) || above.contains(&subject_key(&name.text));
        names.iter().filter(mentioned).count()
    }

    /// The cells say something in words, where a list of things would only name them.
    fn is_wordy(&self) -> bool {
        let cells = self.grid.rows.iter().flat_map(|row| &row.cells).filter(|cell| !cell.text.is_empty());
        let counts: Vec<usize> = cells.map(|cell| cell.text.split_whitespace().count()).collect();
        !counts.is_empty() && counts.iter().sum::<usize>() >= counts.len() * 3
    }
}

/// Returns why these cannot be the names of different subjects.
fn are_names(names: &[Words]) -> Result<(), &'static str> {
    let is_name = |name: &Words| {
        let letters = name.text.chars().any(char::is_alphabetic);
        letters && name.text.chars().count() <= LONGEST_SUBJECT
    };
    let keys: BTreeSet<String> = names.iter().map(|name| subject_key(&name.text)).collect();
    match () {
        () if names.len() > MOST_SUBJECTS => Err("it has too many columns to be compared"),
        () if !names.iter().all(is_name) => Err("not every column has a name that could be a subject"),
        () if keys.len() < names.len() => Err("two of its columns have the same name"),
        () => Ok(()),
    }
}

fn said(cell: Option<&Words>) -> Option<Said> {
    let cell = cell.filter(|cell| !cell.text.is_empty())?;
    Some(Said { text: cell.text.clone(), span: cell.span })
}

fn aspect_name(cell: Option<&Words>) -> Option<String> {
    let name = cell?.text.trim_end_matches(':').trim();
    (!name.is_empty()).then(|| name.to_owned())
}

/// Subjects as columns, from the column `first` on; the one before it, if any, holds the aspects.
fn columns(grid: &Grid, first: usize) -> Comparison {
    let subjects: Vec<String> = grid.head[first..].iter().map(|name| name.text.clone()).collect();
    let row = |row: &GridRow| {
        let cells: Vec<Option<Said>> = (first..grid.head.len()).map(|at| said(row.cells.get(at))).collect();
        let name = if first == 0 { None } else { aspect_name(row.cells.first()) };
        let says = name.is_some() || cells.iter().any(Option::is_some);
        says.then_some(Aspect { name, span: row.span, cells })
    };
    let form = match (first, grid.is_text) {
        (_, true) => "rows of pipes without a delimiter row, subjects as columns",
        (0, false) => "pipe table, subjects as columns, aspects without names",
        (_, false) => "pipe table, subjects as columns",
    };
    Comparison {
        span: grid.span,
        caption: None,
        subjects,
        rows: grid.rows.iter().filter_map(row).collect(),
        form: form.into(),
    }
}

/// Subjects as rows: every column but the first becomes an aspect.
fn rows(grid: &Grid) -> Comparison {
    let subjects = grid.rows.iter().filter_map(|row| row.cells.first()).map(|name| name.text.clone()).collect();
    let aspects = grid.head.iter().enumerate().skip(1).map(|(at, head)| Aspect {
        name: aspect_name(Some(head)),
        span: head.span,
        cells: grid.rows.iter().map(|row| said(row.cells.get(at))).collect(),
    });
    let form = if grid.is_text {
        "rows of pipes without a delimiter row, subjects as rows"
    } else {
        "pipe table, subjects as rows"
    };
    Comparison { span: grid.span, caption: None, subjects, rows: aspects.collect(), form: form.into() }
}
