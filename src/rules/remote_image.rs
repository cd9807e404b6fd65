//! A picture is on another host.
//!
//! labpress fetches nothing, so the page shows a link that names the host. The picture may be gone when somebody reads the
//! report. Save it beside the notes.

use super::{Finding, at, paths};
use crate::site::Site;
use crate::source::{Rule, host_of};

pub(super) fn check(site: &Site) -> Vec<Finding> {
    let mut found = Vec::new();
    for report in site.reports {
        found.extend(report.found.remote.iter().map(|(span, target)| {
            let message = match host_of(target) {
                Some(host) => format!("this picture is on {host}: the page shows a link to it"),
                None => "this picture is written into the text itself, and is not shown".to_owned(),
            };
            at(report, *span, message).help("save it beside the notes, and link to that file")
        }));
    }
    let here = paths::rescued_pictures(site).filter(|rescued| rescued.rule == Rule::HostFile);
    found.extend(here.map(|rescued| {
        let message = "this picture is fetched from its host, although it lies here";
        at(rescued.report, rescued.shot.span, message).help(rescued.write(site))
    }));
    found
}
