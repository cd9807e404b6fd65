//! A link leads to a file that labpress does not publish, because a browser could run what is in it.
//!
//! Link to a PDF or a picture of it instead.

use super::{Finding, at};
use crate::site::{Destination, Site};

pub(super) fn check(site: &Site) -> Vec<Finding> {
    let mut found = Vec::new();
    for (report, place) in site.reports.iter().zip(&site.places) {
        for (&span, destination) in &place.links.destinations {
            let Destination::Refused(path) = destination else { continue };
            let message = format!("`{path}` is not published: a browser could run what is in it");
            found.push(at(report, span, message).help("link to a PDF or a picture of it instead"));
        }
    }
    found
}
