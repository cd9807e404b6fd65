//! The disk would not give a file.
//!
//! Its permissions may forbid it, or the disk is damaged.

use super::{Finding, of_file};
use crate::site::Site;
use crate::source::SkipReason;

pub(super) fn check(site: &Site) -> Vec<Finding> {
    let skipped = site.sources.skipped.iter().filter_map(|skipped| match &skipped.reason {
        SkipReason::Unreadable(why) => Some(of_file(&skipped.path, format!("this cannot be read: {why}"))),
        _ => None,
    });
    skipped.collect()
}
