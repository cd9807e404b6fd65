//! `missing-image`, `broken-image`, `image-path`: pictures that a reader does not see, here or on GitHub.

use crate::diagnostic::{Diagnostic, Place, did_you_mean};
use crate::extract::{Screenshot, Target};
use crate::site::{Report, Site};
use crate::source::{RepoPath, Rule, Sources};

pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    let all = site.reports.iter().flat_map(|report| report.found.screenshots.iter().map(move |shot| (report, shot)));
    all.filter_map(|(report, shot)| finding(site, report, shot)).collect()
}

fn finding(site: &Site, report: &Report, shot: &Screenshot) -> Option<Diagnostic> {
    let place = Place::Text(report.document.file, shot.span);
    match &shot.file {
        Target::Missing(path) => {
            let missing = Diagnostic::warning("missing-image", place, format!("no file `{path}`"));
            Some(match alike(site.sources, path) {
                Some(name) => missing.help(format!("did you mean `{name}`?")),
                None => missing.help("copy the picture there, or correct the path"),
            })
        }
        Target::File(path, rule) => match site.pictures.get(path) {
            Some(Err(broken)) => {
                Some(Diagnostic::warning("broken-image", place, format!("`{path}` cannot be shown: {}", broken.why)))
            }
            _ => rescued(*rule, path, place),
        },
        Target::Remote(_) => None,
    }
}

/// GitHub shows only what is written exactly.
fn rescued(rule: Rule, path: &RepoPath, place: Place) -> Option<Diagnostic> {
    let how = match rule {
        Rule::Exact => return None,
        Rule::HostPage => "the address is that of a page about the picture",
        Rule::Backslash => "`\\` is no separator in addresses",
        Rule::SiteFolder => "the path begins at the site's folder",
        Rule::LetterCase => "capital and small letters differ",
        Rule::OtherFolder => "the picture lies in another folder",
    };
    let message = format!("GitHub does not show this picture: {how}");
    Some(Diagnostic::warning("image-path", place, message).help(format!("it was found as `{path}`")))
}

/// Returns the picture whose path or name is nearly the one that was looked for.
fn alike<'a>(sources: &'a Sources, path: &str) -> Option<&'a str> {
    let pictures = || sources.files.iter().filter(|file| crate::images::is_picture_name(file));
    let by_path = did_you_mean(path, pictures().map(RepoPath::as_str));
    by_path.or_else(|| {
        let name = path.rsplit('/').next().unwrap_or(path);
        let meant = did_you_mean(name, pictures().map(RepoPath::name))?;
        pictures().find(|file| file.name() == meant).map(RepoPath::as_str)
    })
}
