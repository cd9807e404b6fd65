//! The alternative text of a picture says nothing: it is `alt text`, `image`, or the file's name.
//!
//! Editors put such words there when a picture is pasted. Write what the picture shows. Words of the step that it belongs to
//! are often the right ones.

use super::checked::Checked;
use super::{Finding, shows};
use crate::extract::Screenshot;

pub(super) fn check(checked: &Checked) -> Vec<Finding> {
    let says_nothing = |shot: &&Screenshot| !shot.alt.trim().is_empty() && !shot.says_something();
    let finding = |shot: &Screenshot| {
        let message = format!("`{}` says nothing about this picture", shot.alt.trim());
        checked.at(shot.span, message).help(shows(shot))
    };
    checked.report.found.screenshots.iter().filter(says_nothing).map(finding).collect()
}
