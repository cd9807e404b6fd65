//! A link leads to a heading that is not in the file.
//!
//! The part behind `#` is the heading in small letters, with `-` for spaces and without signs.

use super::{Finding, at};
use crate::diagnostic::did_you_mean;
use crate::site::{Destination, Report, Site, heading_ids};
use crate::source::Span;

pub(super) fn check(site: &Site) -> Vec<Finding> {
    let mut found = Vec::new();
    for (report, place) in site.reports.iter().zip(&site.places) {
        for (&span, destination) in &place.links.destinations {
            if let Destination::NoSuchPlace(other, fragment) = destination {
                found.push(broken(site, (report, span), &site.reports[*other], fragment));
            }
        }
    }
    found
}

fn broken(site: &Site, (report, span): (&Report, Span), other: &Report, fragment: &str) -> Finding {
    let path = &site.sources.text(other.document.file).path;
    let broken = at(report, span, format!("no heading `#{fragment}` in `{path}`"));
    let ids = heading_ids(other);
    match did_you_mean(fragment, ids.iter().map(String::as_str)) {
        Some(meant) => broken.help(format!("did you mean `#{meant}`?")),
        None if ids.is_empty() => broken.help(format!("`{path}` has no headings: take out `#{fragment}`")),
        None => broken.help(format!("name one of its headings, or take out `#{fragment}`")),
    }
}
