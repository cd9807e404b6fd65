//! The comparison.

use std::collections::{BTreeMap, BTreeSet};

use crate::render::export;
use crate::render::pages::lists::part_links;
use crate::render::view::{Agreement, CompareView, LinkView, MatrixRowView, MatrixView, SaidView, VoiceView};
use crate::site::{MatrixPart, MatrixRow, Page, Quote, Site, percent_encoded, relative};
use crate::words::fill;

/// Most reports that are named above a table: every row names its own, too.
const MOST_NAMED: usize = 40;

pub(super) fn compare(site: &Site, page: &Page) -> CompareView {
    let ids = export::ids(site);
    let parts = site.matrix_parts();
    let here = parts.get(page.part).into_iter().flatten();
    let tables = here.map(|part| {
        let same = parts.iter().flatten().filter(|other| other.number == part.number);
        let first = same.clone().filter(|other| other.first < part.first).count();
        table(site, page, part, &ids[part.number], (first + 1, same.count()))
    });
    CompareView { tables: tables.collect(), jumps: jumps(site, page, &parts, &ids), pages: part_links(site, page) }
}

/// Returns links to where each comparison begins; none when there is only one.
fn jumps(site: &Site, page: &Page, parts: &[Vec<MatrixPart>], ids: &[String]) -> Vec<LinkView> {
    let of_page = |(to, parts): (&Page, &Vec<MatrixPart>)| {
        let way = if to.part == page.part { String::new() } else { site.between(page, to) };
        let begin = parts.iter().filter(|part| part.first == 0);
        let link = |part: &MatrixPart| LinkView {
            title: export::title(site, part.matrix),
            url: format!("{way}#{}", percent_encoded(&ids[part.number])),
        };
        begin.map(link).collect::<Vec<_>>()
    };
    let jumps: Vec<LinkView> = site.parts_of(page).zip(parts).flat_map(of_page).collect();
    if jumps.len() > 1 { jumps } else { Vec::new() }
}

/// Makes a table of what a page shows of a matrix: of so many parts the one with this number.
fn table(site: &Site, page: &Page, part: &MatrixPart, id: &str, (number, count): (usize, usize)) -> MatrixView {
    let words = site.words;
    let matrix = part.matrix;
    let names = export::report_names(site, matrix);
    let voice =
        |aspect: &MatrixRow, report: usize| voice(site, page, &matrix.subjects, aspect, (report, &names[&report]));
    let rows = (part.first..).zip(part.rows);
    let rows = rows.map(|(at, aspect)| row(site, aspect, export::row_id(id, at), |report| voice(aspect, report)));
    let reports = matrix.reports.iter().filter(|_| matrix.reports.len() <= MOST_NAMED).map(|report| LinkView {
        title: names[report].clone(),
        url: site.between(page, &site.pages[site.places[*report].page]),
    });
    let title = export::title(site, matrix);
    let title = if count == 1 { title } else { format!("{title} {number}/{count}") };
    MatrixView {
        caption: fill(&words.comparison_caption, &[("title", &title)]),
        title,
        counted: words.counted(&words.count_aspects, part.rows.len()),
        subjects: matrix.subjects.clone(),
        rows: rows.collect(),
        several: matrix.reports.len() > 1,
        counted_reports: words.counted(&words.count_reports, matrix.reports.len()),
        reports: reports.collect(),
        csv: relative(&page.address, &export::path(id, "csv")),
        json: relative(&page.address, &export::path(id, "json")),
        id: id.to_owned(),
    }
}

fn row(site: &Site, row: &MatrixRow, id: String, voice: impl Fn(usize) -> VoiceView) -> MatrixRowView {
    let reports: BTreeSet<usize> = row.cells.iter().flatten().map(|quote| quote.report).collect();
    MatrixRowView {
        id,
        aspect: row.aspect.clone(),
        reports: reports.len(),
        counted: site.words.counted(&site.words.count_reports, reports.len()),
        agreement: agreement(&row.cells),
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

/// Returns whether reports agree on an aspect; `None` when no cell has the words of two.
fn agreement(cells: &[Vec<Quote>]) -> Option<Agreement> {
    let said = cells.iter().map(|cell| {
        let mut by_report: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        cell.iter().for_each(|quote| by_report.entry(quote.report).or_default().extend(words(&quote.text)));
        let reports = by_report.len();
        (reports, by_report.into_values().collect::<BTreeSet<_>>().len())
    });
    let shared: Vec<usize> = said.filter(|(reports, _)| *reports > 1).map(|(_, different)| different).collect();
    match shared.iter().max()? {
        1 => Some(Agreement::Alike),
        _ => Some(Agreement::Differently),
    }
}

/// Returns a text's words without what makes no difference: letter case, blanks, and the signs that end or quote a
/// word. What stands for a word itself, such as `+`, `<` or a tick, does make one, as does the point in `1.5`.
fn words(text: &str) -> impl Iterator<Item = String> {
    let is_mark = |c: char| ".,;:!?\"'`´‘’“”„«»()[]*_。，、；：！？「」".contains(c);
    let bare = text.split_whitespace().map(move |word| word.trim_matches(is_mark).to_lowercase());
    bare.filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    #[test]
    fn reports_differ_by_their_words() {
        let quote = |&(report, text): &(usize, &str)| Quote { report, text: text.to_owned(), span: Span::new(0, 0) };
        let (alike, differently) = (Some(Agreement::Alike), Some(Agreement::Differently));
        type Cells<'a> = &'a [&'a [(usize, &'a str)]];
        let cases: [(Cells, Option<Agreement>); 12] = [
            (&[], None),
            (&[&[(1, "One kernel each."), (1, "Own drivers")]], None),
            (&[&[(1, "One kernel each.")], &[(2, "One for all.")]], None),
            (&[&[(1, "One kernel each."), (2, "one  kernel, each")]], alike),
            (&[&[(1, "One kernel each."), (2, "one kernel for all")]], differently),
            (&[&[(1, "One kernel each."), (2, "One kernel each."), (2, "Own drivers")]], differently),
            (&[&[(1, "Small"), (2, "small")], &[(1, "Big"), (2, "Bigger")]], differently),
            (&[&[(1, "✅"), (2, "❌")]], differently),
            (&[&[(1, "< 1 s"), (2, "> 1 s")]], differently),
            (&[&[(1, "1.5 GB"), (2, "15 GB")]], differently),
            (&[&[(1, "+"), (2, "-")]], differently),
            (&[&[(1, "“Light”."), (2, "light")], &[(1, "Only one says this")]], alike),
        ];
        for (cells, expected) in cases {
            let quoted: Vec<Vec<Quote>> = cells.iter().map(|cell| cell.iter().map(quote).collect()).collect();
            assert_eq!(agreement(&quoted), expected, "{cells:?}");
        }
    }
}
