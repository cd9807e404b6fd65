//! Pictures in tables: the row says what they show, or the header of their column.

use crate::document::{Cell, Row, Table, plain_block};
use crate::source::Span;

/// The table that pictures were met in last.
#[derive(Default)]
pub(super) struct Tables<'a> {
    table: Option<(&'a Table, Span)>,
    /// Rows before the last picture's.
    passed: usize,
}

/// Cells of a row that are asked what it is about.
const MOST_CELLS: usize = 16;

impl<'a> Tables<'a> {
    /// Enters a table; its pictures follow.
    pub(super) fn enter(&mut self, table: &'a Table, span: Span) {
        *self = Self { table: Some((table, span)), passed: 0 };
    }

    /// Returns what the table says of a picture in it.
    pub(super) fn step(&mut self, picture: Span) -> Option<String> {
        let (table, _) = self.table.filter(|(_, span)| span.contains(picture))?;
        let in_head = table.head.as_ref().is_some_and(|head| head.span.contains(picture));
        while !in_head && table.rows.get(self.passed).is_some_and(|row| !row.span.contains(picture)) {
            self.passed += 1;
        }
        let row: &Row = if in_head { table.head.as_ref()? } else { table.rows.get(self.passed)? };
        let below = if in_head { table.rows.first() } else { table.rows.get(self.passed + 1) };
        let column = row.cells.partition_point(|cell| cell.span.start <= picture.start).checked_sub(1)?;
        let own = row.cells.iter().take(MOST_CELLS).find_map(words);
        let above = table.head.as_ref().filter(|_| !in_head).and_then(|head| head.cells.get(column).and_then(words));
        // A row of captions holds no pictures.
        let below = || below.and_then(|row| row.cells.get(column).and_then(words));
        own.or(above).or_else(below).map(|text| text.trim_end_matches(':').to_owned())
    }
}

/// Returns the text of a cell that has some.
fn words(cell: &Cell) -> Option<String> {
    let text = cell.content.iter().map(plain_block).collect::<Vec<_>>().join(" ");
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}
