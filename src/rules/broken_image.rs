//! A picture cannot be shown: it is empty, cut off, or no picture at all.
//!
//! Take the screenshot again, or export it again from the program that made it.

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
    let broken = site.pictures.get(path)?.as_ref().err()?;
    Some(at(report, span, format!("`{path}` cannot be shown: {}", broken.why)))
}
