//! Comparisons as files for other programs: CSV for spreadsheets, JSON for everything else.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{Content, File};
use crate::site::{Matrix, Site};
use crate::source::RepoPath;
use crate::words::fill;

/// Returns `VMs and Containers`.
pub(super) fn title(site: &Site, matrix: &Matrix) -> String {
    site.words.joined(&matrix.subjects)
}

/// Returns one id for each matrix: `vms-and-containers`, whatever the language of the site.
pub(super) fn ids(site: &Site) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let plain = |matrix: &Matrix| {
        let title = match matrix.subjects.as_slice() {
            [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(" ")).to_lowercase(),
            subjects => subjects.concat().to_lowercase(),
        };
        let spaced: String = title.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
        let joined = spaced.split_whitespace().collect::<Vec<_>>().join("-");
        if joined.is_empty() { "comparison".to_owned() } else { joined }
    };
    let ids = site.matrices.iter().map(|matrix| {
        let plain = plain(matrix);
        let numbered = (1..).map(|count| if count == 1 { plain.clone() } else { format!("{plain}-{count}") });
        let id = numbered.into_iter().find(|id| !taken.contains(id)).unwrap_or(plain);
        taken.insert(id.clone());
        id
    });
    ids.collect()
}

/// Returns the id of a row, counted from zero; no matrix has such a one, for theirs have no colon.
pub(super) fn row_id(matrix: &str, at: usize) -> String {
    format!("{matrix}:{}", at + 1)
}

/// Returns what each report is called beside its words: its title, or where the site wants no names its number among
/// all reports that compare something.
pub(super) fn report_names(site: &Site, matrix: &Matrix) -> BTreeMap<usize, String> {
    if site.config.names {
        return matrix.reports.iter().map(|&report| (report, site.reports[report].found.title.clone())).collect();
    }
    let all: BTreeSet<usize> = site.matrices.iter().flat_map(|matrix| &matrix.reports).copied().collect();
    let numbered = all.into_iter().enumerate().filter(|(_, report)| matrix.reports.contains(report));
    let name = |at: usize| fill(&site.words.report_number, &[("number", &(at + 1).to_string())]);
    numbered.map(|(at, report)| (report, name(at))).collect()
}

/// Returns where the file of a matrix lies.
pub(super) fn path(id: &str, ending: &str) -> RepoPath {
    RepoPath::new(format!("compare/{id}.{ending}"))
}

/// Gives the files of all matrices, one after the other: those of a class are large.
pub(super) fn files(site: &Site) -> impl Iterator<Item = File> {
    site.matrices.iter().zip(ids(site)).flat_map(|(matrix, id)| {
        let (csv_path, json_path) = (path(&id, "csv"), path(&id, "json"));
        let csv = std::iter::once_with(|| File { path: csv_path, content: Content::Text(csv(site, matrix)) });
        csv.chain(std::iter::once_with(|| File { path: json_path, content: Content::Text(json(site, matrix)) }))
    })
}

/// One line for each thing said: aspect, subject, words, report, line.
fn csv(site: &Site, matrix: &Matrix) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory cannot fail.
    let _ = writer.write_record(["aspect", "subject", "text", "report", "source", "line"]);
    let names = report_names(site, matrix);
    for fact in facts(site, matrix, &names) {
        let line = fact.line.to_string();
        let aspect = fact.aspect.unwrap_or_default();
        let record = [aspect, fact.subject, fact.text, fact.report, fact.source, &line];
        let _ = writer.write_record(record.map(guarded));
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// A spreadsheet takes a cell that begins like this for a formula and runs it.
fn guarded(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

#[derive(Serialize)]
struct Exported<'a> {
    schema: &'static str,
    subjects: &'a [String],
    cells: Vec<Fact<'a>>,
}

#[derive(Serialize)]
struct Fact<'a> {
    aspect: Option<&'a str>,
    subject: &'a str,
    text: &'a str,
    report: &'a str,
    source: &'a str,
    line: usize,
}

fn json(site: &Site, matrix: &Matrix) -> String {
    let names = report_names(site, matrix);
    let cells = facts(site, matrix, &names);
    let exported = Exported { schema: "labpress-comparison/1", subjects: &matrix.subjects, cells };
    // Texts and numbers always have a JSON form.
    serde_json::to_string_pretty(&exported).map(|json| format!("{json}\n")).unwrap_or_default()
}

fn facts<'a>(site: &'a Site, matrix: &'a Matrix, names: &'a BTreeMap<usize, String>) -> Vec<Fact<'a>> {
    let mut facts = Vec::new();
    for row in &matrix.rows {
        for (subject, cell) in matrix.subjects.iter().zip(&row.cells) {
            for quote in cell {
                let report = &site.reports[quote.report];
                let source = site.sources.text(report.document.file);
                // Files are often called after who wrote them.
                let path = if site.config.names { source.path.as_str() } else { "" };
                facts.push(Fact {
                    aspect: row.aspect.as_deref(),
                    subject,
                    text: &quote.text,
                    report: &names[&quote.report],
                    source: path,
                    line: source.lines.line(quote.span.start),
                });
            }
        }
    }
    facts
}

#[cfg(test)]
mod tests {
    use super::guarded;

    #[test]
    fn formulas_are_texts() {
        assert_eq!(guarded("=HYPERLINK(1)"), "'=HYPERLINK(1)");
        assert_eq!(guarded("a=b"), "a=b");
    }
}
