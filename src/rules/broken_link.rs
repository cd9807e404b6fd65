//! A link leads to a file that is not there.
//!
//! Correct the path, or add the file.

use super::{Finding, at, paths};
use crate::diagnostic::did_you_mean;
use crate::site::{Destination, Report, Site};
use crate::source::RepoPath;

pub(super) fn check(site: &Site) -> Vec<Finding> {
    let mut found = Vec::new();
    for (report, place) in site.reports.iter().zip(&site.places) {
        for (&span, destination) in &place.links.destinations {
            let Destination::Missing(path) = destination else { continue };
            let help = match meant(site, report, path) {
                Some(meant) => format!("did you mean `{}`?", paths::as_written(site, report, meant)),
                None => "correct the path, add the file, or take out the link".to_owned(),
            };
            found.push(at(report, span, format!("no file `{path}`")).help(help));
        }
    }
    found
}

/// Returns the file that a path most likely means: another than the one that the link stands in, in the same folder or
/// with the same name, and not by chance.
fn meant<'a>(site: &'a Site, report: &Report, path: &str) -> Option<&'a RepoPath> {
    let own = &site.sources.text(report.document.file).path;
    let reports = site.sources.reports.iter().map(|&id| &site.sources.text(id).path);
    let wanted = RepoPath::new(path);
    let is_likely = |file: &&RepoPath| *file != own && (file.name() == wanted.name() || shares_enough(&wanted, file));
    let files: Vec<&RepoPath> = reports.chain(&site.sources.files).filter(is_likely).collect();
    let meant = did_you_mean(path, files.iter().map(|file| file.as_str()))?;
    files.into_iter().find(|file| file.as_str() == meant)
}

/// `nö.md` and `r.md` share nothing but their ending: with a short name, two slips are another name.
fn shares_enough(wanted: &RepoPath, file: &RepoPath) -> bool {
    let (wanted, stem) = (wanted.stem(), file.stem());
    wanted.eq_ignore_ascii_case(stem) || did_you_mean(wanted, [stem]).is_some()
}
