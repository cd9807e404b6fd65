//! A file is not in UTF-8.
//!
//! labpress reads UTF-16 and Windows-1252 as well; GitHub and other tools may not. Save the file as UTF-8: editors ask for the
//! encoding in their "Save as" dialog, and PowerShell's `>` needs `| Out-File -Encoding utf8`.

use super::{Finding, of_file};
use crate::site::Site;
use crate::source::SkipReason;

pub(super) fn check(site: &Site) -> Vec<Finding> {
    let skipped = site.sources.skipped.iter().filter_map(|skipped| {
        let message = match &skipped.reason {
            SkipReason::Binary => "this is no text".to_owned(),
            SkipReason::Encoding(name) => format!("read as {name}, which GitHub and other tools may not show"),
            _ => return None,
        };
        Some(of_file(&skipped.path, message).help("save it as UTF-8"))
    });
    skipped.collect()
}
