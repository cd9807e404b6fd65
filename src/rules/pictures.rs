//! `missing-image`, `broken-image`, `image-path`, `remote-image`, `unlinked-image`: pictures that a reader does not see, here or on
//! GitHub.

use crate::diagnostic::{Diagnostic, Place, Severity, did_you_mean};
use crate::extract::{Screenshot, Target};
use crate::site::{Report, Site};
use crate::source::{Index, RepoPath, Rule, host_of, is_own_disk};

use super::paths::as_written;

pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    let index = Index::new(site.sources);
    let mut found = Vec::new();
    for report in site.reports {
        found.extend(report.found.screenshots.iter().filter_map(|shot| finding(site, &index, report, shot)));
        found.extend(report.found.remote.iter().map(|(span, target)| {
            let message = match host_of(target) {
                Some(host) => format!("this picture is on {host}: the page shows a link to it"),
                None => "this picture is written into the text itself, and is not shown".to_owned(),
            };
            let help = "save it beside the notes, and link to that file";
            Diagnostic::note("remote-image", Place::Text(report.document.file, *span), message).help(help)
        }));
    }
    found.extend(site.unlinked.iter().map(|path| {
        let help = "link to it where it belongs, or delete it";
        Diagnostic::note("unlinked-image", Place::File(path.clone()), "no write-up shows this picture").help(help)
    }));
    found
}

fn finding(site: &Site, index: &Index, report: &Report, shot: &Screenshot) -> Option<Diagnostic> {
    let place = Place::Text(report.document.file, shot.span);
    match &shot.file {
        Target::Missing(path) => Some(missing(site, index, report, shot, path, place)),
        Target::File(path, rule) => match site.pictures.get(path) {
            Some(Err(broken)) => {
                Some(Diagnostic::warning("broken-image", place, format!("`{path}` cannot be shown: {}", broken.why)))
            }
            _ => rescued(site, report, *rule, path, shot, place),
        },
        Target::Remote(_) => None,
    }
}

fn missing(site: &Site, index: &Index, report: &Report, shot: &Screenshot, path: &str, place: Place) -> Diagnostic {
    if is_own_disk(&shot.target) {
        let message = format!("`{}` is a place on your own disk, which nobody else has", shot.target);
        let help = "copy the picture beside the notes, and link to that file";
        return Diagnostic::warning("missing-image", place, message).help(help);
    }
    let missing = Diagnostic::warning("missing-image", place, format!("no file `{path}`"));
    let folder = site.sources.text(report.document.file).path.folder();
    match alike(index, &folder, path) {
        Some(file) => missing.help(format!("did you mean `{}`?", as_written(site, report, file))),
        None => missing.help("copy the picture there, or correct the path"),
    }
}

/// GitHub shows only what is written exactly.
fn rescued(
    site: &Site,
    report: &Report,
    rule: Rule,
    path: &RepoPath,
    shot: &Screenshot,
    place: Place,
) -> Option<Diagnostic> {
    let (severity, message) = match rule {
        Rule::Exact => return None,
        Rule::HostFile => (Severity::Note, "this picture is fetched from its host, although it lies here".to_owned()),
        Rule::HostPage => {
            (Severity::Warning, "this is the address of a page about the picture, not of the picture".to_owned())
        }
        _ if is_own_disk(&shot.target) => {
            (Severity::Warning, "GitHub does not show this picture: the path leads into your own disk".to_owned())
        }
        _ => (Severity::Warning, format!("GitHub does not show this picture: {}", rule.in_words())),
    };
    let help = format!("write `{}`", as_written(site, report, path));
    Some(Diagnostic { severity, ..Diagnostic::warning("image-path", place, message) }.help(help))
}

/// Returns the picture whose path or name is nearly the one that was looked for.
fn alike<'a>(index: &Index<'a>, folder: &RepoPath, path: &str) -> Option<&'a RepoPath> {
    let pictures = || index.meant_by(folder).filter(|file| crate::images::is_picture_name(file));
    let near = |wanted: &str, of: fn(&'a RepoPath) -> &'a str| {
        let meant = did_you_mean(wanted, pictures().map(of))?;
        pictures().find(|file| of(file) == meant)
    };
    let name = path.rsplit('/').next().unwrap_or(path);
    near(path, RepoPath::as_str).or_else(|| near(name, RepoPath::name))
}
