//! A table is not shown as one, or loses cells.
//!
//! GitHub wants a line such as `|---|---|` below the first row, with as many cells as that row. A row with more cells than
//! the first loses them without a word. Put the line in, or give every row the same number of cells.

use super::checked::Checked;
use super::{Finding, at};
use crate::document::{Block, BlockKind, Node, Table, walk};
use crate::site::Report;
use crate::source::Span;

pub(super) fn check(checked: &Checked) -> Vec<Finding> {
    let report = checked.report;
    let text = &checked.source.text;
    let mut found = Vec::new();
    walk(&report.document.blocks, &mut |node| {
        let Node::Block(Block { span, kind }) = node else { return };
        match kind {
            BlockKind::Paragraph(_) | BlockKind::Plain(_) => found.extend(lost(report, *span, text)),
            BlockKind::Table(table) => found.extend(dropped(report, table, text)),
            _ => {}
        }
    });
    found
}

/// Rows that stand in a paragraph.
fn lost(report: &Report, paragraph: Span, text: &str) -> Option<Finding> {
    let mut start = paragraph.start;
    let mut rows = Vec::new();
    for line in paragraph.of(text).split_inclusive('\n') {
        let row = line.trim();
        if is_row(row) {
            let indent = line.len() - line.trim_start().len();
            rows.push((row, Span::new(start + indent, start + indent + row.len())));
        } else if rows.len() < 2 {
            rows.clear();
        }
        start += line.len();
    }
    let &[(first, span), (second, _), ..] = rows.as_slice() else { return None };
    let columns = cells(first);
    let message = "these rows are no table on GitHub";
    let line = format!("|{}", "---|".repeat(columns.max(1)));
    let finding = match is_delimiter(second) {
        true => {
            at(report, span, format!("{message}: the first has {columns} cells, the line below it {}", cells(second)))
                .help(format!("make the line below the first row `{line}`"))
        }
        false => at(report, span, format!("{message}: the line below the first one is missing"))
            .help(format!("put `{line}` below the first row")),
    };
    Some(finding)
}

/// Cells of rows that Markdown leaves out.
fn dropped(report: &Report, table: &Table, text: &str) -> Vec<Finding> {
    let columns = table.alignments.len();
    let extra = table.rows.iter().filter_map(|row| {
        let line = row.span.of(text).lines().next()?.trim();
        let count = cells(line);
        let says_something = |cell: &str| cell.chars().any(char::is_alphanumeric);
        let lost = columns > 0 && count > columns && parts(line).skip(columns).any(says_something);
        lost.then(|| {
            let message = format!("this row has {count} cells, and the table {columns}: GitHub leaves the last out");
            at(report, row.span, message).help("give the first row more cells, or write `\\|` for a bar that is text")
        })
    });
    extra.collect()
}

/// `| a | b |`: a bar before it and one inside.
fn is_row(line: &str) -> bool {
    line.starts_with('|') && line[1..].contains('|')
}

fn is_delimiter(line: &str) -> bool {
    line.contains('-') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'))
}

fn cells(line: &str) -> usize {
    parts(line).count()
}

/// Cuts a row at its bars; `\|` is none.
fn parts(line: &str) -> impl Iterator<Item = &str> {
    let line = line.strip_prefix('|').unwrap_or(line);
    let line = line.strip_suffix('|').filter(|line| !line.ends_with('\\')).unwrap_or(line);
    let mut escaped = false;
    line.split(move |c| {
        let is_bar = c == '|' && !escaped;
        escaped = c == '\\' && !escaped;
        is_bar
    })
}
