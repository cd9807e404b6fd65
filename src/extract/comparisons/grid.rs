//! Rows and cells, whether from a table or from rows of pipes that Markdown does not take for one.

use crate::document::{Cell, Row, Table, plain_block};
use crate::extract::flow::Piece;
use crate::source::{Source, Span};

/// A table as the comparisons see it.
#[derive(Debug, Clone)]
pub(super) struct Grid {
    pub(super) span: Span,
    pub(super) head: Vec<Words>,
    pub(super) rows: Vec<GridRow>,
    /// It has no delimiter row, so that every Markdown reader shows it as text.
    pub(super) is_text: bool,
}

/// A row.
#[derive(Debug, Clone)]
pub(super) struct GridRow {
    pub(super) span: Span,
    pub(super) cells: Vec<Words>,
}

/// What a cell says, markup removed, and where.
#[derive(Debug, Clone)]
pub(super) struct Words {
    pub(super) text: String,
    pub(super) span: Span,
}

impl Grid {
    /// Takes a table of the tree; `None` when it has no header row.
    pub(super) fn of_table(table: &Table, span: Span) -> Option<Self> {
        let row = |row: &Row| GridRow { span: row.span, cells: row.cells.iter().map(words).collect() };
        let head = row(table.head.as_ref()?).cells;
        Some(Self { span, head, rows: table.rows.iter().map(row).collect(), is_text: false })
    }
}

fn words(cell: &Cell) -> Words {
    let text = cell.content.iter().map(plain_block).collect::<Vec<_>>().join(" ");
    Words { text: text.trim().to_owned(), span: cell.span }
}

/// Reads rows of pipes that begin at the first of these pieces, and says how many pieces they are. Three rows of the
/// same number of cells are no accident.
pub(super) fn of_lines(pieces: &[Piece], source: &Source) -> Option<(Grid, usize)> {
    let is_row = |piece: &&Piece| piece.line().is_some() && piece.span.of(&source.text).trim_start().starts_with('|');
    let rows: Vec<GridRow> = pieces.iter().take_while(is_row).map(|piece| cut(piece.span, source)).collect();
    let taken = rows.len();
    let columns = rows.first()?.cells.len();
    let said = |row: &GridRow| row.cells.iter().any(|cell| !cell.text.chars().all(|c| matches!(c, '-' | ':' | ' ')));
    let mut rows = rows.into_iter().filter(said);
    let head = rows.next()?.cells;
    let rows: Vec<GridRow> = rows.collect();
    let even = rows.iter().all(|row| row.cells.len() == columns);
    let enough = taken > 2 && columns > 1 && even && !rows.is_empty();
    let span = Span::new(pieces[0].span.start, pieces[taken - 1].span.end);
    enough.then_some((Grid { span, head, rows, is_text: true }, taken))
}

/// Cuts a line at its pipes; `\|` is none.
fn cut(span: Span, source: &Source) -> GridRow {
    let line = span.of(&source.text);
    let mut cells = Vec::new();
    let first = line.find('|').map_or(0, |at| at + 1);
    let mut start = first;
    let mut escaped = false;
    for (at, c) in line.char_indices().filter(|&(at, _)| at >= first) {
        if c == '|' && !escaped {
            cells.push(cell(line, start, at, span.start));
            start = at + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    if !line[start..].trim().is_empty() {
        cells.push(cell(line, start, line.len(), span.start));
    }
    GridRow { span, cells }
}

fn cell(line: &str, start: usize, end: usize, offset: usize) -> Words {
    let inner = &line[start..end];
    let text = inner.trim();
    let from = offset + start + (inner.len() - inner.trim_start().len());
    let plain = text.replace(['*', '`'], "").replace("\\|", "|");
    Words { text: plain.trim().to_owned(), span: Span::new(from, from + text.len()) }
}
