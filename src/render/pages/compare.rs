//! The comparison page.

use std::collections::BTreeSet;

use crate::render::export;
use crate::render::view::{CompareView, LinkView, MatrixRowView, MatrixView, SaidView};
use crate::site::{Matrix, Page, Quote, Site, relative};

pub(super) fn compare(site: &Site, page: &Page) -> CompareView {
    let ids = export::ids(site);
    let tables = site.matrices.iter().zip(ids);
    CompareView { tables: tables.map(|(matrix, id)| table(site, page, matrix, id)).collect() }
}

fn table(site: &Site, page: &Page, matrix: &Matrix, id: String) -> MatrixView {
    let rows = matrix.rows.iter().enumerate().map(|(at, row)| MatrixRowView {
        id: format!("{id}-{}", at + 1),
        aspect: row.aspect.clone(),
        reports: row.cells.iter().flatten().map(|quote| quote.report).collect::<BTreeSet<usize>>().len(),
        cells: row
            .cells
            .iter()
            .map(|cell| cell.iter().map(|quote| said(site, page, matrix, quote)).collect())
            .collect(),
    });
    let reports = matrix.reports.iter().map(|&report| LinkView {
        title: name(site, matrix, report),
        url: site.between(page, &site.pages[site.places[report].page]),
    });
    MatrixView {
        title: export::title(matrix),
        subjects: matrix.subjects.clone(),
        rows: rows.collect(),
        reports: reports.collect(),
        csv: relative(&page.address, &export::path(&id, "csv")),
        json: relative(&page.address, &export::path(&id, "json")),
        id,
    }
}

fn said(site: &Site, page: &Page, matrix: &Matrix, quote: &Quote) -> SaidView {
    SaidView {
        text: quote.text.clone(),
        url: site.to_fact(page, quote.report, quote.span),
        report: name(site, matrix, quote.report),
    }
}

/// Returns what a report is called beside its words: its title, or its number where the site wants no names.
fn name(site: &Site, matrix: &Matrix, report: usize) -> String {
    if site.config.names {
        return site.reports[report].found.title.clone();
    }
    let number = matrix.reports.range(..=report).count();
    format!("Report {number}")
}
