//! A Markdown file has no word in it, and so no page.
//!
//! Write something into it, or delete it.

use super::{Finding, of_file};
use crate::site::Site;
use crate::source::SkipReason;

pub(super) fn check(site: &Site) -> Vec<Finding> {
    let empty = site.sources.skipped.iter().filter(|skipped| skipped.reason == SkipReason::Empty);
    let finding = |path| of_file(path, "nothing is in this file, so it has no page");
    empty.map(|skipped| finding(&skipped.path).help("write something into it, or delete it")).collect()
}
