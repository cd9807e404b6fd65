//! A picture lies among the notes, and no write-up shows it.
//!
//! Perhaps it is evidence that was forgotten. Link to it where it belongs, or delete it.

use super::{Finding, of_file};
use crate::site::{Site, unlinked_pictures};

pub(super) fn check(site: &Site) -> Vec<Finding> {
    let finding =
        |path| of_file(path, "no write-up shows this picture").help("link to it where it belongs, or delete it");
    unlinked_pictures(site.sources, site.reports).iter().map(finding).collect()
}
