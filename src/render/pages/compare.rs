//! The comparison page.

use std::collections::BTreeSet;

use crate::render::export;
use crate::render::view::{CompareView, LinkView, MatrixRowView, MatrixView, SaidView};
use crate::site::{Matrix, MatrixRow, Page, Quote, Site, relative};
use crate::words::fill;

pub(super) fn compare(site: &Site, page: &Page) -> CompareView {
    let ids = export::ids(site);
    let tables = site.matrices.iter().zip(ids);
    CompareView { tables: tables.map(|(matrix, id)| table(site, page, matrix, id)).collect() }
}

fn table(site: &Site, page: &Page, matrix: &Matrix, id: String) -> MatrixView {
    let words = site.words;
    let rows = matrix.rows.iter().enumerate();
    let rows = rows.map(|(at, aspect)| row(site, page, matrix, aspect, format!("{id}-{}", at + 1)));
    let reports = matrix.reports.iter().map(|&report| LinkView {
        title: name(site, matrix, report),
        url: site.between(page, &site.pages[site.places[report].page]),
    });
    let title = export::title(site, matrix);
    MatrixView {
        caption: fill(&words.comparison_caption, &[("title", &title)]),
        title,
        counted: words.counted(&words.count_aspects, matrix.rows.len()),
        subjects: matrix.subjects.clone(),
        rows: rows.collect(),
        reports: reports.collect(),
        csv: relative(&page.address, &export::path(&id, "csv")),
        json: relative(&page.address, &export::path(&id, "json")),
        id,
    }
}

fn row(site: &Site, page: &Page, matrix: &Matrix, row: &MatrixRow, id: String) -> MatrixRowView {
    let reports = row.cells.iter().flatten().map(|quote| quote.report).collect::<BTreeSet<usize>>().len();
    let cells = matrix.subjects.iter().zip(&row.cells);
    let cells =
        cells.map(|(subject, cell)| cell.iter().map(|quote| said(site, page, matrix, subject, quote)).collect());
    MatrixRowView {
        id,
        aspect: row.aspect.clone(),
        reports,
        counted: site.words.counted(&site.words.count_reports, reports),
        cells: cells.collect(),
    }
}

fn said(site: &Site, page: &Page, matrix: &Matrix, subject: &str, quote: &Quote) -> SaidView {
    let report = name(site, matrix, quote.report);
    SaidView {
        text: quote.text.clone(),
        url: site.to_fact(page, quote.report, quote.span),
        label: fill(&site.words.said_in, &[("subject", subject), ("report", &report)]),
        report,
    }
}

/// Returns what a report is called beside its words: its title, or its number where the site wants no names.
fn name(site: &Site, matrix: &Matrix, report: usize) -> String {
    if site.config.names {
        return site.reports[report].found.title.clone();
    }
    let number = matrix.reports.range(..=report).count();
    fill(&site.words.report_number, &[("number", &number.to_string())])
}
