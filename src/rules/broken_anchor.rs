//! A link leads to a heading that is not in the file.
//!
//! The part behind `#` is the heading in small letters, with `-` for spaces and without signs.

use std::collections::{BTreeSet, HashMap};

use super::{Finding, at};
use crate::diagnostic::did_you_mean;
use crate::site::{Destination, Site, heading_ids};

pub(super) fn check(site: &Site) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut ids: HashMap<usize, BTreeSet<String>> = HashMap::new();
    for (report, place) in site.reports.iter().zip(&site.places) {
        for (&span, destination) in &place.links.destinations {
            let Destination::NoSuchPlace(other, fragment) = destination else { continue };
            let path = &site.sources.text(site.reports[*other].document.file).path;
            let ids = ids.entry(*other).or_insert_with(|| heading_ids(&site.reports[*other]));
            let broken = at(report, span, format!("no heading `#{fragment}` in `{path}`"));
            found.push(match did_you_mean(fragment, ids.iter().map(String::as_str)) {
                Some(meant) => broken.help(format!("did you mean `#{meant}`?")),
                None if ids.is_empty() => broken.help(format!("`{path}` has no headings: take out `#{fragment}`")),
                None => broken.help(format!("name one of its headings, or take out `#{fragment}`")),
            });
        }
    }
    found
}
