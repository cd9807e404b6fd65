//! The file name of a picture says nothing: `image.png`, `Screenshot (12).png`, `1.png`.
//!
//! This rule is off until `labpress.toml` turns it on. Names such as `docker-ps.png` help whoever looks for a picture later,
//! and search engines.

use std::collections::BTreeSet;

use super::{Finding, at};
use crate::extract::Target;
use crate::site::Site;
use crate::source::RepoPath;
use crate::vocabulary::WordList;

/// Words of names that cameras, phones and programs give.
static WORDS: WordList = WordList::new(
    "image|images|img|screenshot|screenshots|screen|shot|pic|picture|photo|untitled|capture|unnamed|foto|bild|\
    gambar|whatsapp|at|am|pm|dsc|dcim|paste|pasted|clipboard|snip|captura|de|pantalla|from|ekrankopia|скриншот|снимок|экрана|\
    截图|图片|file|new|copy|tmp|temp|a|b|c|x",
);

pub(super) fn check(site: &Site) -> Vec<Finding> {
    let mut seen = BTreeSet::new();
    let all = site.reports.iter().flat_map(|report| report.found.screenshots.iter().map(move |shot| (report, shot)));
    let named = all.filter_map(|(report, shot)| match &shot.file {
        Target::File(path, _) if says_nothing(path) && seen.insert(path) => Some((report, shot, path)),
        _ => None,
    });
    let finding = |(report, shot, path): (&crate::site::Report, &crate::extract::Screenshot, &RepoPath)| {
        let message = format!("the file name `{}` says nothing about the picture", path.name());
        at(report, shot.span, message).help("name it after what it shows")
    };
    named.map(finding).collect()
}

fn says_nothing(path: &RepoPath) -> bool {
    let name = path.name();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_lowercase();
    let mut words = stem.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    words.all(|word| WORDS.has(word))
}
