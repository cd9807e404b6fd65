//! A picture has no alternative text.
//!
//! Who cannot see it, or whose connection is slow, learns nothing. Write between the brackets what it shows:
//! `![the container answers on port 8080](image/1.png)`. labpress never publishes words of its own for yours: the page says
//! only which step the picture belongs to.

use super::{Finding, at, shows};
use crate::extract::Screenshot;
use crate::site::{Report, Site};

pub(super) fn check(site: &Site) -> Vec<Finding> {
    let all = site.reports.iter().flat_map(|report| report.found.screenshots.iter().map(move |shot| (report, shot)));
    let missing = all.filter(|(_, shot)| shot.alt.trim().is_empty());
    let finding = |(report, shot): (&Report, &Screenshot)| {
        at(report, shot.span, "this picture has no alternative text").help(shows(shot))
    };
    missing.map(finding).collect()
}
