//! The comparison page.

use std::collections::{BTreeMap, BTreeSet};

use crate::render::export;
use crate::render::view::{CompareView, LinkView, MatrixRowView, MatrixView, SaidView, VoiceView};
use crate::site::{Matrix, MatrixRow, Page, Quote, Site, relative};
use crate::words::fill;

pub(super) fn compare(site: &Site, page: &Page) -> CompareView {
    let ids = export::ids(site);
    let tables = site.matrices.iter().zip(ids);
    CompareView { tables: tables.map(|(matrix, id)| table(site, page, matrix, id)).collect() }
}

fn table(site: &Site, page: &Page, matrix: &Matrix, id: String) -> MatrixView {
    let words = site.words;
    let names = export::report_names(site, matrix);
    let voice =
        |aspect: &MatrixRow, report: usize| voice(site, page, &matrix.subjects, aspect, (report, &names[&report]));
    let rows = matrix.rows.iter().enumerate();
    let rows = rows.map(|(at, aspect)| row(site, aspect, format!("{id}-{}", at + 1), |report| voice(aspect, report)));
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

fn row(site: &Site, row: &MatrixRow, id: String, voice: impl Fn(usize) -> VoiceView) -> MatrixRowView {
    let reports: BTreeSet<usize> = row.cells.iter().flatten().map(|quote| quote.report).collect();
    MatrixRowView {
        id,
        aspect: row.aspect.clone(),
        reports: reports.len(),
        counted: site.words.counted(&site.words.count_reports, reports.len()),
        differs: row.cells.iter().any(|cell| differs(cell)),
        voices: reports.into_iter().map(voice).collect(),
    }
}

/// Returns what one report, which has this number and name, says in a row.
fn voice(site: &Site, page: &Page, subjects: &[String], row: &MatrixRow, (report, name): (usize, &str)) -> VoiceView {
    let said = |subject: &str, quote: &Quote| SaidView {
        text: quote.text.clone(),
        url: site.to_fact(page, quote.report, quote.span),
        label: fill(&site.words.said_in, &[("subject", subject), ("report", name)]),
    };
    let own = |(subject, cell): (&String, &Vec<Quote>)| -> Vec<SaidView> {
        cell.iter().filter(|quote| quote.report == report).map(|quote| said(subject, quote)).collect()
    };
    VoiceView { report: name.to_owned(), cells: subjects.iter().zip(&row.cells).map(own).collect() }
}

/// Returns whether reports say different things in a cell. Letter case, punctuation and blanks make no difference.
fn differs(cell: &[Quote]) -> bool {
    let mut by_report: BTreeMap<usize, String> = BTreeMap::new();
    for quote in cell {
        let plain = quote.text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
        by_report.entry(quote.report).or_default().extend(plain);
    }
    by_report.into_values().collect::<BTreeSet<String>>().len() > 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    #[test]
    fn reports_differ_by_their_words() {
        let quote = |&(report, text): &(usize, &str)| Quote { report, text: text.to_owned(), span: Span::new(0, 0) };
        let cases: [(&[(usize, &str)], bool); 5] = [
            (&[], false),
            (&[(1, "One kernel each."), (1, "Own drivers")], false),
            (&[(1, "One kernel each."), (2, "one  kernel, each")], false),
            (&[(1, "One kernel each."), (2, "one kernel for all")], true),
            (&[(1, "One kernel each."), (2, "One kernel each."), (2, "Own drivers")], true),
        ];
        for (said, expected) in cases {
            assert_eq!(differs(&said.iter().map(quote).collect::<Vec<_>>()), expected, "{said:?}");
        }
    }
}
