//! A picture is not where the path leads.
//!
//! Nobody sees it, here or on GitHub. The page says which file is missing. Copy the picture beside the notes, or correct the
//! path. A path that begins with `C:\`, `/home/` or `/Users/` leads into your own disk, which nobody else has.

use std::cell::LazyCell;

use super::{Finding, at, paths};
use crate::diagnostic::did_you_mean;
use crate::extract::{Screenshot, Target};
use crate::images::is_picture_name;
use crate::site::{Report, Site};
use crate::source::{Index, RepoPath, is_own_disk};

pub(super) fn check(site: &Site) -> Vec<Finding> {
    let index = LazyCell::new(|| Index::new(site.sources));
    let mut found = Vec::new();
    for report in site.reports {
        let missing = report.found.screenshots.iter().filter_map(|shot| match &shot.file {
            Target::Missing(path) => Some(finding(site, &index, report, shot, path)),
            Target::File(..) | Target::Remote(_) => None,
        });
        found.extend(missing);
    }
    found
}

fn finding(site: &Site, index: &Index, report: &Report, shot: &Screenshot, path: &str) -> Finding {
    if is_own_disk(&shot.target) {
        let message = format!("`{}` is a place on your own disk, which nobody else has", shot.target);
        return at(report, shot.span, message).help("copy the picture beside the notes, and link to that file");
    }
    let missing = at(report, shot.span, format!("no file `{path}`"));
    let folder = site.sources.text(report.document.file).path.folder();
    match alike(index, &folder, path) {
        Some(file) => missing.help(format!("did you mean `{}`?", paths::as_written(site, report, file))),
        None => missing.help("copy the picture there, or correct the path"),
    }
}

/// Returns the picture whose path or name is nearly the one that was looked for.
fn alike<'a>(index: &Index<'a>, folder: &RepoPath, path: &str) -> Option<&'a RepoPath> {
    let pictures = || index.meant_by(folder).filter(|file| is_picture_name(file));
    let near = |wanted: &str, of: fn(&'a RepoPath) -> &'a str| {
        let meant = did_you_mean(wanted, pictures().map(of))?;
        pictures().find(|file| of(file) == meant)
    };
    let name = path.rsplit('/').next().unwrap_or(path);
    near(path, RepoPath::as_str).or_else(|| near(name, RepoPath::name))
}
