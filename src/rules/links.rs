//! `broken-link`, `broken-anchor`, `link-path`, `unpublished-file`: links that lead nowhere, here or on GitHub.

use crate::diagnostic::{Diagnostic, Place, did_you_mean};
use crate::site::{Destination, Report, Site, heading_ids};
use crate::source::{RepoPath, Span};

use super::paths::as_written;

pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    let all = site.reports.iter().zip(&site.places);
    let mut found = Vec::new();
    for (report, place) in all {
        let links = place.links.destinations.iter();
        found.extend(links.filter_map(|(&span, destination)| finding(site, report, span, destination)));
        found.extend(place.links.rescued.iter().map(|(&span, (rule, path))| {
            let message = format!("this link is broken on GitHub: {}", rule.in_words());
            let help = format!("write `{}`", as_written(site, report, path));
            Diagnostic::warning("link-path", Place::Text(report.document.file, span), message).help(help)
        }));
    }
    found
}

fn finding(site: &Site, report: &Report, span: Span, destination: &Destination) -> Option<Diagnostic> {
    let place = Place::Text(report.document.file, span);
    match destination {
        Destination::Missing(path) => {
            let broken = Diagnostic::warning("broken-link", place, format!("no file `{path}`"));
            let reports = site.sources.reports.iter().map(|&id| &site.sources.text(id).path);
            let names = reports.chain(&site.sources.files).map(RepoPath::as_str);
            Some(match did_you_mean(path, names) {
                Some(meant) => broken.help(format!("did you mean `{meant}`?")),
                None => broken,
            })
        }
        Destination::NoSuchPlace(other, fragment) => {
            let other = &site.reports[*other];
            let path = &site.sources.text(other.document.file).path;
            let broken = Diagnostic::warning("broken-anchor", place, format!("no heading `#{fragment}` in `{path}`"));
            let ids = heading_ids(other);
            Some(match did_you_mean(fragment, ids.iter().map(String::as_str)) {
                Some(meant) => broken.help(format!("did you mean `#{meant}`?")),
                None => broken,
            })
        }
        Destination::Refused(path) => {
            let message = format!("`{path}` is not published: a browser could run what is in it");
            Some(
                Diagnostic::warning("unpublished-file", place, message)
                    .help("link to a PDF or a picture of it instead"),
            )
        }
        Destination::Picture(path) => match site.pictures.get(path) {
            Some(Err(broken)) => {
                Some(Diagnostic::warning("broken-image", place, format!("`{path}` cannot be shown: {}", broken.why)))
            }
            _ => None,
        },
        Destination::Report(..) | Destination::Folder(_) | Destination::File(_) => None,
    }
}
