//! A heading lacks the space behind its `#`.
//!
//! GitHub shows `##Heading` as text.

use super::{Finding, at, first_line};
use crate::site::Site;

pub(super) fn check(site: &Site) -> Vec<Finding> {
    let help = "put a space behind the `#`";
    let all =
        site.reports.iter().flat_map(|report| report.found.unspaced_headings.iter().map(move |&span| (report, span)));
    let finding =
        |(report, span)| at(report, first_line(site, report, span), "this is no heading on GitHub").help(help);
    all.map(finding).collect()
}
