//! Capital and small letters of a picture's path differ from the file's.
//!
//! Windows and macOS find the file all the same; GitHub and most web servers do not. Write the path as the file is called.

use super::{Finding, at, paths};
use crate::site::Site;
use crate::source::Rule;

pub(super) fn check(site: &Site) -> Vec<Finding> {
    let found = paths::rescued_pictures(site).filter(|rescued| rescued.rule == Rule::LetterCase);
    let finding = |rescued: paths::Rescued| {
        let message = format!("GitHub does not show this picture: {}", rescued.rule.in_words());
        at(rescued.report, rescued.shot.span, message).help(rescued.write(site)).fix(rescued.fix(site))
    };
    found.map(finding).collect()
}
