//! The alternative text of a picture says nothing: it is `alt text`, `image`, or the file's name.
//!
//! Editors put such words there when a picture is pasted. Write what the picture shows. Words of the step that it belongs to
//! are often the right ones.

use super::{Finding, at, shows};
use crate::extract::Screenshot;
use crate::site::{Report, Site};

pub(super) fn check(site: &Site) -> Vec<Finding> {
    let all = site.reports.iter().flat_map(|report| report.found.screenshots.iter().map(move |shot| (report, shot)));
    let says_nothing = |shot: &Screenshot| !shot.alt.trim().is_empty() && !shot.says_something();
    let finding = |(report, shot): (&Report, &Screenshot)| {
        at(report, shot.span, format!("`{}` says nothing about this picture", shot.alt.trim())).help(shows(shot))
    };
    all.filter(|(_, shot)| says_nothing(shot)).map(finding).collect()
}
