//! A picture cannot be shown: it is empty, cut off, or no picture at all; or its name says another format than it has.
//!
//! Take the screenshot again, or export it again from the program that made it. A PNG that is called `.jpg` is shown by
//! browsers all the same, but not by every program: give it the right ending.

use super::{Finding, at};
use crate::extract::Target;
use crate::site::{Destination, Report, Site};
use crate::source::{RepoPath, Span};

pub(super) fn check(site: &Site) -> Vec<Finding> {
    let mut found = Vec::new();
    for (report, place) in site.reports.iter().zip(&site.places) {
        let shown = report.found.screenshots.iter().filter_map(|shot| match &shot.file {
            Target::File(path, _) => finding(site, report, shot.span, path),
            Target::Missing(_) | Target::Remote(_) => None,
        });
        found.extend(shown);
        let linked = place.links.destinations.iter().filter_map(|(&span, destination)| match destination {
            Destination::Picture(path) => finding(site, report, span, path),
            _ => None,
        });
        found.extend(linked);
    }
    found
}

fn finding(site: &Site, report: &Report, span: Span, path: &RepoPath) -> Option<Finding> {
    match site.pictures.get(path)? {
        Err(broken) => Some(at(report, span, format!("`{path}` cannot be shown: {}", broken.why))),
        Ok(picture) if !picture.format.has_extension(&path.extension()) => {
            let (name, ending) = (picture.format.name(), picture.format.extension());
            let message = format!("`{path}` is a {name}, and its name says otherwise");
            Some(at(report, span, message).note().help(format!("let its name end in `.{ending}`")))
        }
        Ok(_) => None,
    }
}
