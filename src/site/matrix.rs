//! The comparison page's tables: one for each set of subjects, over all reports, aspects lined up.

use std::collections::{BTreeSet, HashMap};

use super::Report;
use crate::extract::{Comparison, display_name, subject_key};
use crate::source::Span;

/// Everything that the reports say on one set of subjects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matrix {
    /// What is compared, as named most often.
    pub subjects: Vec<String>,
    /// One for each aspect.
    pub rows: Vec<MatrixRow>,
    /// Indices of the reports, in order.
    pub reports: BTreeSet<usize>,
}

/// One aspect, of which one report at least says something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatrixRow {
    /// As named most often; `None` when nobody named it.
    pub aspect: Option<String>,
    /// One for each subject: what the reports say.
    pub cells: Vec<Vec<Quote>>,
}

/// What one report says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// Index of the report.
    pub report: usize,
    /// The author's words.
    pub text: String,
    /// Where they stand.
    pub span: Span,
}

/// Words for one aspect; the first of a line is its key. Compared after everything but letters is gone.
const ALIKE: [&[&str]; 15] = [
    &["isolation", "isolation level", "insulation", "insulation level", "level of isolation", "process isolation"],
    &[
        "resource usage",
        "resource utilization",
        "resource utilisation",
        "resource efficiency",
        "resource consumption",
        "resource use",
        "resources",
        "resource",
        "efficiency",
        "resource requirement",
        "resource overhead",
    ],
    &[
        "startup time",
        "start up time",
        "startup",
        "startup speed",
        "boot time",
        "start time",
        "boot",
        "boot speed",
        "launch time",
        "starting time",
        "speed of start",
    ],
    &["operating system", "os", "guest os", "os requirement", "operating system requirement", "os support"],
    &["kernel", "kernel sharing", "kernel usage", "os kernel"],
    &["size", "image size", "footprint", "disk usage", "disk space", "storage", "storage size", "disk size"],
    &["portability", "portability and consistency", "mobility", "portable"],
    &["performance", "speed", "runtime performance", "overhead", "performance overhead"],
    &["security", "security level", "safety"],
    &["scalability", "scaling", "density", "scale"],
    &["architecture", "structure", "design", "definition", "virtualization level", "level of virtualization"],
    &["use case", "usage", "typical use", "best for", "suitable for", "application", "when to use"],
    &["management", "maintenance", "administration", "manageability", "ease of use"],
    &["deployment", "deployment time", "deployment speed", "provisioning"],
    &["networking", "network", "network isolation", "network configuration"],
];

/// Returns what an aspect is called for lining up: `Isolation Levels` and `Insulation level` are one.
fn aspect_key(name: &str, own: &[Vec<String>]) -> String {
    let key = plain(name);
    // What the site says goes before what we know.
    if let Some(names) = own.iter().find(|names| names.iter().any(|name| plain(name) == key)) {
        return names.first().map(|name| plain(name)).unwrap_or_default();
    }
    let known = ALIKE.iter().find(|names| names.contains(&key.as_str()));
    known.map_or(key, |names| names[0].to_owned())
}

/// Lower case, letters and digits only, in the singular.
fn plain(name: &str) -> String {
    let plain: String = name.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    plain.split_whitespace().map(singular).collect::<Vec<_>>().join(" ")
}

fn singular(word: &str) -> String {
    let plural = word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us");
    if plural { word[..word.len() - 1].to_owned() } else { word.to_owned() }
}

/// A comparison and the report that makes it.
type Source<'a> = (usize, &'a Comparison);

/// Lines up all comparisons, the fullest table first.
pub(super) fn matrices(reports: &[Report], order: &[usize], own: &[Vec<String>]) -> Vec<Matrix> {
    let mut groups: Vec<(Vec<String>, Vec<Source>)> = Vec::new();
    let mut known: HashMap<BTreeSet<String>, usize> = HashMap::new();
    for &report in order {
        for comparison in &reports[report].found.comparisons {
            let keys: Vec<String> = comparison.subjects.iter().map(|name| subject_key(name)).collect();
            let group = *known.entry(keys.iter().cloned().collect()).or_insert(groups.len());
            match groups.get_mut(group) {
                Some((_, group)) => group.push((report, comparison)),
                None => groups.push((keys, vec![(report, comparison)])),
            }
        }
    }
    let mut matrices: Vec<Matrix> = groups.iter().map(|(keys, group)| matrix(keys, group, own)).collect();
    matrices.retain(|matrix| !matrix.rows.is_empty());
    let filled = |matrix: &Matrix| matrix.rows.iter().flat_map(|row| &row.cells).flatten().count();
    matrices.sort_by_key(|matrix| std::cmp::Reverse(filled(matrix)));
    matrices
}

fn matrix(keys: &[String], group: &[Source], own: &[Vec<String>]) -> Matrix {
    let names = |key: &String| {
        let all = group.iter().flat_map(|(_, comparison)| &comparison.subjects);
        display_name(all.map(String::as_str).filter(|name| subject_key(name) == *key))
    };
    let mut lines = Lines::default();
    for (number, &(report, comparison)) in group.iter().enumerate() {
        let columns: Vec<Option<usize>> = keys
            .iter()
            .map(|key| comparison.subjects.iter().position(|subject| subject_key(subject) == *key))
            .collect();
        for aspect in &comparison.rows {
            let key = aspect.name.as_deref().map(|name| aspect_key(name, own));
            let line = lines.line_for(key, number, keys.len());
            line.names.extend(aspect.name.clone());
            for (cell, column) in line.cells.iter_mut().zip(&columns) {
                let said = column.and_then(|column| aspect.cells.get(column)).and_then(Option::as_ref);
                cell.extend(said.map(|said| Quote { report, text: said.text.clone(), span: said.span }));
            }
        }
    }
    // Some write a heading into a row; what is below it says for itself what it is.
    let says = |line: &Line| line.cells.iter().any(|cell| !cell.is_empty());
    let rows = lines.lines.into_iter().filter(says).map(|line| MatrixRow {
        aspect: (!line.names.is_empty()).then(|| display_name(line.names.iter().map(String::as_str))),
        cells: line.cells,
    });
    Matrix {
        subjects: keys.iter().map(names).collect(),
        rows: rows.collect(),
        reports: group.iter().map(|&(report, _)| report).collect(),
    }
}

/// A row that is being filled.
struct Line {
    names: Vec<String>,
    /// Numbers of the comparisons that have a say in it.
    from: BTreeSet<usize>,
    cells: Vec<Vec<Quote>>,
}

/// Rows that are being filled, and where those for an aspect are.
#[derive(Default)]
struct Lines {
    lines: Vec<Line>,
    by_key: HashMap<String, Vec<usize>>,
}

impl Lines {
    /// Returns the row for an aspect. Two aspects that one author keeps apart stay apart, however alike they are.
    fn line_for(&mut self, key: Option<String>, number: usize, columns: usize) -> &mut Line {
        let same = key.as_ref().and_then(|key| self.by_key.get(key)).into_iter().flatten().copied();
        let free = same.into_iter().find(|&at| !self.lines[at].from.contains(&number));
        let at = free.unwrap_or(self.lines.len());
        if free.is_none() {
            self.lines.push(Line { names: Vec::new(), from: BTreeSet::new(), cells: vec![Vec::new(); columns] });
            if let Some(key) = key {
                self.by_key.entry(key).or_default().push(at);
            }
        }
        let line = &mut self.lines[at];
        line.from.insert(number);
        line
    }
}

#[cfg(test)]
mod tests {
    use super::aspect_key;

    #[test]
    fn aspects_that_mean_the_same_line_up() {
        for (a, b) in [
            ("Isolation Levels", "insulation level"),
            ("Resource Utilization", "resource usage:"),
            ("Boot time", "Startup Speed"),
            ("OS", "Operating systems"),
        ] {
            assert_eq!(aspect_key(a, &[]), aspect_key(b, &[]));
        }
        assert_ne!(aspect_key("Security", &[]), aspect_key("Portability", &[]));
        let own = [vec!["Weight".to_owned(), "sizes".to_owned()]];
        assert_eq!(aspect_key("Size", &own), aspect_key("weight:", &own));
    }
}
