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

/// Returns the files of all matrices.
pub(super) fn files(site: &Site) -> Vec<File> {
    let both = site.matrices.iter().zip(ids(site)).flat_map(|(matrix, id)| {
        let file = |ending, text| File { path: path(&id, ending), content: Content::Text(text) };
        [file("csv", csv(site, matrix)), file("json", json(site, matrix))]
    });
    both.collect()
}

/// One line for each thing said: aspect, subject, words, report, line.
fn csv(site: &Site, matrix: &Matrix) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory cannot fail.
    let _ = writer.write_record(["aspect", "subject", "text", "report", "source", "line"]);
    for fact in facts(site, matrix) {
        let line = fact.line.to_string();
        let aspect = fact.aspect.unwrap_or_default();
        let record = [aspect.as_str(), &fact.subject, &fact.text, &fact.report, &fact.source, &line];
        let _ = writer.write_record(record.map(guarded));
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// A spreadsheet takes a cell that begins like this for a formula and runs it.
fn guarded(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

#[derive(Serialize)]
struct Exported {
    schema: &'static str,
    subjects: Vec<String>,
    cells: Vec<Fact>,
}

#[derive(Serialize)]
struct Fact {
    aspect: Option<String>,
    subject: String,
    text: String,
    report: String,
    source: String,
    line: usize,
}

fn json(site: &Site, matrix: &Matrix) -> String {
    let exported =
        Exported { schema: "labpress-comparison/1", subjects: matrix.subjects.clone(), cells: facts(site, matrix) };
    // Texts and numbers always have a JSON form.
    serde_json::to_string_pretty(&exported).map(|json| format!("{json}\n")).unwrap_or_default()
}

fn facts(site: &Site, matrix: &Matrix) -> Vec<Fact> {
    let names = report_names(site, matrix);
    let mut facts = Vec::new();
    for row in &matrix.rows {
        for (subject, cell) in matrix.subjects.iter().zip(&row.cells) {
            for quote in cell {
                let report = &site.reports[quote.report];
                let source = site.sources.text(report.document.file);
                // Files are often called after who wrote them.
                let path = if site.config.names { source.path.as_str() } else { "" };
                facts.push(Fact {
                    aspect: row.aspect.clone(),
                    subject: subject.clone(),
                    text: quote.text.clone(),
                    report: names[&quote.report].clone(),
                    source: path.to_owned(),
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
