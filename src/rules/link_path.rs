//! A link was followed, but it is broken on GitHub.
//!
//! Its path has the wrong letters' case, a `\`, or begins in the wrong folder. The message says what to write instead.

use super::{Finding, at, paths};
use crate::site::Site;

pub(super) fn check(site: &Site) -> Vec<Finding> {
    let mut found = Vec::new();
    for (report, place) in site.reports.iter().zip(&site.places) {
        found.extend(place.links.rescued.iter().map(|(&span, link)| {
            let message = format!("this link is broken on GitHub: {}", link.rule.in_words());
            let fix = paths::is_certain(link.rule)
                .then(|| paths::rewritten(site, report, span, &link.target, &link.path))
                .flatten();
            at(report, span, message).help(format!("write `{}`", paths::as_written(site, report, &link.path))).fix(fix)
        }));
    }
    found
}
