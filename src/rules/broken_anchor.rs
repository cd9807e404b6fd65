//! A link leads to a heading that is not in the file.
//!
//! The part behind `#` is the heading in small letters, with `-` for spaces and without signs.

use super::{Finding, at};
use crate::diagnostic::did_you_mean;
use crate::site::{Destination, Site, heading_ids};

pub(super) fn check(site: &Site) -> Vec<Finding> {
    let mut found = Vec::new();
    for (report, place) in site.reports.iter().zip(&site.places) {
        for (&span, destination) in &place.links.destinations {
            let Destination::NoSuchPlace(other, fragment) = destination else { continue };
            let other = &site.reports[*other];
            let path = &site.sources.text(other.document.file).path;
            let broken = at(report, span, format!("no heading `#{fragment}` in `{path}`"));
            let ids = heading_ids(other);
            found.push(match did_you_mean(fragment, ids.iter().map(String::as_str)) {
                Some(meant) => broken.help(format!("did you mean `#{meant}`?")),
                None => broken,
            });
        }
    }
    found
}
