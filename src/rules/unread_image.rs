//! Something was meant as a picture, and Markdown takes it for text.
//!
//! A path with spaces must be written with `%20` or between `<` and `>`; nothing may stand between the two brackets; and
//! `![[picture.png]]` belongs to another tool.

use std::cell::LazyCell;

use super::{Finding, at, paths};
use crate::diagnostic::Edit;
use crate::extract::{Unread, UnreadPicture};
use crate::site::{Report, Site};
use crate::source::{Index, Lookup, Rule};

pub(super) fn check(site: &Site) -> Vec<Finding> {
    let index = LazyCell::new(|| Index::new(site.sources));
    let all = site.reports.iter().flat_map(|report| report.found.unread_pictures.iter().map(move |it| (report, it)));
    all.map(|(report, picture)| finding(report, picture).fix(fix(site, &index, report, picture))).collect()
}

/// Where the file lies that the words between the brackets name, there is no doubt about what was meant.
fn fix(site: &Site, index: &Index, report: &Report, picture: &UnreadPicture) -> Option<Edit> {
    if picture.why == Unread::WikiLink {
        return None;
    }
    let source = site.sources.text(report.document.file);
    let Lookup::Found(found) = index.find(&source.path.folder(), &picture.target) else { return None };
    let alt = picture.span.of(&source.text).split_once(']').map_or("![", |(alt, _)| alt);
    let is_certain = found.rule == Rule::Exact || paths::is_certain(found.rule);
    let text = format!("{alt}]({})", paths::as_written(site, report, &found.path));
    is_certain.then_some(Edit { span: picture.span, text })
}

fn finding(report: &Report, picture: &UnreadPicture) -> Finding {
    let message = match picture.why {
        Unread::Spaces => "this is no picture to Markdown: its path has spaces",
        Unread::Gap => "this is no picture to Markdown: a space stands between the brackets",
        Unread::WikiLink => "this is no picture on GitHub: `![[..]]` belongs to another tool",
    };
    let target = picture.target.replace(' ', "%20");
    at(report, picture.span, message).help(format!("write `![what it shows]({target})`"))
}
