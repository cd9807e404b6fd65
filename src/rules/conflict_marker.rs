//! A merge was never settled: the lines that git wrote into the file are still there.
//!
//! Keep one of the two versions, and delete the lines with `<<<<<<<`, `=======` and `>>>>>>>`.

use super::{Finding, at, first_line};
use crate::site::Site;

pub(super) fn check(site: &Site) -> Vec<Finding> {
    let help = "keep one of the two versions, and delete the lines with `<<<<<<<`, `=======` and `>>>>>>>`";
    let all = site.reports.iter().flat_map(|report| report.found.conflicts.iter().map(move |&span| (report, span)));
    let finding =
        |(report, span)| at(report, first_line(site, report, span), "a merge was never settled here").help(help);
    all.map(finding).collect()
}
