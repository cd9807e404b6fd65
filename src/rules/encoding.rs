//! A file is not in UTF-8.
//!
//! labpress reads UTF-16 and Windows-1252 as well; GitHub and other tools may not. Save the file as UTF-8: editors ask for the
//! encoding in their "Save as" dialog, and PowerShell's `>` needs `| Out-File -Encoding utf8`.

use super::{Finding, of_file};
use crate::site::Site;
use crate::source::SkipReason;

pub(super) fn check(site: &Site) -> Vec<Finding> {
    let skipped = site.sources.skipped.iter().filter_map(|skipped| {
        let finding = match &skipped.reason {
            SkipReason::Binary => of_file(&skipped.path, "this is no text").warning(),
            SkipReason::Encoding(name) => {
                of_file(&skipped.path, format!("read as {name}, which GitHub and other tools may not show"))
            }
            _ => return None,
        };
        Some(finding.help("save it as UTF-8"))
    });
    skipped.collect()
}
