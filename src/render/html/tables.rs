//! Tables, each in a region of its own that can be scrolled by keyboard.

use crate::document::{Alignment, BlockKind, Cell, Row, Table};

use super::out::Writer;
use crate::words::fill;

impl Writer<'_> {
    pub(super) fn table(&mut self, table: &Table) {
        let Some(page) = self.page() else { return self.plain_table(table) };
        self.tables += 1;
        self.fresh_line();
        self.raw("<div class=\"table\" role=\"region\" aria-label=\"");
        self.attribute(&fill(&page.words.table, &[("number", &self.tables.to_string())]));
        self.raw("\" tabindex=\"0\"><table>\n");
        if let Some(head) = &table.head {
            self.raw("<thead>");
            self.row(head, &table.alignments, "th scope=\"col\"", "th");
            self.raw("</thead>\n");
        }
        self.raw("<tbody>\n");
        for row in &table.rows {
            self.row(row, &table.alignments, "td", "td");
        }
        self.raw("</tbody></table></div>\n");
    }

    fn row(&mut self, row: &Row, alignments: &[Alignment], open: &str, close: &str) {
        self.raw("<tr>");
        for (index, cell) in row.cells.iter().enumerate() {
            // An empty corner is the head of nothing.
            let (open, close) = if is_empty(cell) { ("td", "td") } else { (open, close) };
            self.raw("<");
            self.raw(open);
            self.spans(cell);
            match alignments.get(index) {
                Some(Alignment::Center) => self.raw(" class=\"align-center\""),
                Some(Alignment::Right) => self.raw(" class=\"align-right\""),
                _ => {}
            }
            self.anchor(cell.span);
            self.raw(">");
            self.blocks(&cell.content);
            self.raw("</");
            self.raw(close);
            self.raw(">");
        }
        self.raw("</tr>\n");
    }

    fn spans(&mut self, cell: &Cell) {
        let (columns, rows) = cell.takes;
        if columns > 1 {
            self.raw(&format!(" colspan=\"{columns}\""));
        }
        if rows > 1 {
            self.raw(&format!(" rowspan=\"{rows}\""));
        }
    }

    fn plain_table(&mut self, table: &Table) {
        self.raw("<table>");
        if let Some(head) = &table.head {
            self.raw("<thead>");
            self.plain_row(head, &table.alignments, "th");
            self.raw("</tr></thead>");
        }
        self.raw("<tbody>\n");
        for row in &table.rows {
            self.plain_row(row, &table.alignments, "td");
            self.raw("</tr>\n");
        }
        self.raw("</tbody></table>\n");
    }

    fn plain_row(&mut self, row: &Row, alignments: &[Alignment], tag: &str) {
        self.raw("<tr>");
        for (index, cell) in row.cells.iter().enumerate() {
            let style = match alignments.get(index) {
                Some(Alignment::Left) => " style=\"text-align: left\"",
                Some(Alignment::Center) => " style=\"text-align: center\"",
                Some(Alignment::Right) => " style=\"text-align: right\"",
                _ => "",
            };
            self.raw(&format!("<{tag}{style}>"));
            self.blocks(&cell.content);
            self.raw(&format!("</{tag}>"));
        }
    }
}

fn is_empty(cell: &Cell) -> bool {
    let nothing = |kind: &BlockKind| matches!(kind, BlockKind::Plain(content) | BlockKind::Paragraph(content) if content.is_empty());
    cell.content.iter().all(|block| nothing(&block.kind))
}
