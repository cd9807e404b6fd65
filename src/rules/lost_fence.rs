//! A comment of a script has become a heading, because its code block lost its fence.
//!
//! Put the commands between two lines of three backticks.

use super::{Finding, at};
use crate::site::Site;

pub(super) fn check(site: &Site) -> Vec<Finding> {
    let help = "put the commands between two lines of three backticks";
    let all = site.reports.iter().flat_map(|report| report.found.lost_comments.iter().map(move |&span| (report, span)));
    let finding = |(report, span)| {
        at(report, span, "this comment of a script has become a heading: its code block is missing").help(help)
    };
    all.map(finding).collect()
}
