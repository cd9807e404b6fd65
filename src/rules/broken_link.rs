//! A link leads to a file that is not there.
//!
//! Correct the path, or add the file.

use super::{Finding, at};
use crate::diagnostic::did_you_mean;
use crate::site::{Destination, Site};
use crate::source::RepoPath;

pub(super) fn check(site: &Site) -> Vec<Finding> {
    let mut found = Vec::new();
    for (report, place) in site.reports.iter().zip(&site.places) {
        for (&span, destination) in &place.links.destinations {
            let Destination::Missing(path) = destination else { continue };
            let broken = at(report, span, format!("no file `{path}`"));
            let reports = site.sources.reports.iter().map(|&id| &site.sources.text(id).path);
            let names = reports.chain(&site.sources.files).map(RepoPath::as_str);
            found.push(match did_you_mean(path, names) {
                Some(meant) => broken.help(format!("did you mean `{meant}`?")),
                None => broken,
            });
        }
    }
    found
}
