//! Something was meant as a picture, and Markdown takes it for text.
//!
//! A path with spaces must be written with `%20` or between `<` and `>`; nothing may stand between the two brackets; and
//! `![[picture.png]]` belongs to another tool.

use super::{Finding, at};
use crate::extract::{Unread, UnreadPicture};
use crate::site::{Report, Site};

pub(super) fn check(site: &Site) -> Vec<Finding> {
    let all = site.reports.iter().flat_map(|report| report.found.unread_pictures.iter().map(move |it| (report, it)));
    all.map(|(report, picture)| finding(report, picture)).collect()
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
