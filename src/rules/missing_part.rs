//! The numbers of the parts leave a gap.
//!
//! A grader looks for every part of the assignment. Add the one that is missing, or number the section that stands in its
//! place.

use super::checked::Checked;
use super::{Finding, at};
use crate::extract::Part;
use crate::site::Report;

/// Most parts that may be missing in one place; a larger gap means that the numbers count something else.
const MOST: usize = 3;

pub(super) fn check(checked: &Checked) -> Vec<Finding> {
    let report = checked.report;
    let parts = &report.found.parts;
    let numbers: Vec<u32> = parts.iter().filter_map(|part| part.number).collect();
    // A single number is a name, and numbers that begin again belong to several reports.
    if numbers.len() < 2 || numbers.windows(2).any(|pair| pair[0] >= pair[1]) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut before = 0;
    let mut unnumbered: Vec<&Part> = Vec::new();
    for part in parts {
        let Some(number) = part.number else {
            unnumbered.push(part);
            continue;
        };
        let missing: Vec<String> = (before + 1..number).map(|number| number.to_string()).collect();
        if missing.len() > unnumbered.len() && missing.len() <= MOST {
            found.push(finding(report, part, &missing, &unnumbered));
        }
        before = number;
        unnumbered.clear();
    }
    found
}

fn finding(report: &Report, part: &Part, missing: &[String], unnumbered: &[&Part]) -> Finding {
    let help = "add it, or number the section that stands in its place";
    match unnumbered.first() {
        Some(first) => {
            let message = format!("part {} is missing: this section has no number", missing.join(" or "));
            at(report, first.label, message).help(help)
        }
        None => at(report, part.label, format!("no part {} before this one", missing.join(" and "))).help(help),
    }
}
