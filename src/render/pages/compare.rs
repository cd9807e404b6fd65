//! The comparison page.

use std::collections::{BTreeMap, BTreeSet};

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
    let names = names(site, matrix);
    let rows = matrix.rows.iter().enumerate().map(|(at, aspect)| {
        let said = |subject: &str, quote: &Quote| said(site, page, &names[&quote.report], subject, quote);
        row(site, matrix, aspect, format!("{id}-{}", at + 1), said)
    });
    let reports = matrix.reports.iter().map(|report| LinkView {
        title: names[report].clone(),
        url: site.between(page, &site.pages[site.places[*report].page]),
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

fn row(
    site: &Site,
    matrix: &Matrix,
    row: &MatrixRow,
    id: String,
    said: impl Fn(&str, &Quote) -> SaidView,
) -> MatrixRowView {
    let reports = row.cells.iter().flatten().map(|quote| quote.report).collect::<BTreeSet<usize>>().len();
    let cells = matrix.subjects.iter().zip(&row.cells);
    let cells = cells.map(|(subject, cell)| cell.iter().map(|quote| said(subject, quote)).collect());
    MatrixRowView {
        id,
        aspect: row.aspect.clone(),
        reports,
        counted: site.words.counted(&site.words.count_reports, reports),
        cells: cells.collect(),
    }
}

fn said(site: &Site, page: &Page, report: &str, subject: &str, quote: &Quote) -> SaidView {
    SaidView {
        text: quote.text.clone(),
        url: site.to_fact(page, quote.report, quote.span),
        label: fill(&site.words.said_in, &[("subject", subject), ("report", report)]),
        report: report.to_owned(),
    }
}

/// Returns what each report is called beside its words: its title, or its number where the site wants no names.
fn names(site: &Site, matrix: &Matrix) -> BTreeMap<usize, String> {
    let name = |(at, &report): (usize, &usize)| match site.config.names {
        true => (report, site.reports[report].found.title.clone()),
        false => (report, fill(&site.words.report_number, &[("number", &(at + 1).to_string())])),
    };
    matrix.reports.iter().enumerate().map(name).collect()
}
