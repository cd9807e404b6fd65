//! The comparison page.

use crate::render::export;
use crate::render::view::{CompareView, LinkView, MatrixRowView, MatrixView, SaidView};
use crate::site::{Matrix, Page, Site, relative};

pub(super) fn compare(site: &Site, page: &Page) -> CompareView {
    let ids = export::ids(site);
    let tables = site.matrices.iter().zip(ids);
    CompareView { tables: tables.map(|(matrix, id)| table(site, page, matrix, id)).collect() }
}

fn table(site: &Site, page: &Page, matrix: &Matrix, id: String) -> MatrixView {
    let rows = matrix.rows.iter().enumerate().map(|(at, row)| MatrixRowView {
        id: format!("{id}-{}", at + 1),
        aspect: row.aspect.clone(),
        cells: row.cells.iter().map(|cell| cell.iter().map(|quote| said(site, page, quote)).collect()).collect(),
    });
    let reports = matrix.reports.iter().map(|&report| LinkView {
        title: site.reports[report].found.title.clone(),
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

fn said(site: &Site, page: &Page, quote: &crate::site::Quote) -> SaidView {
    SaidView {
        text: quote.text.clone(),
        url: site.to_fact(page, quote.report, quote.span),
        report: site.reports[quote.report].found.title.clone(),
    }
}
