//! The site as a whole: joins write-ups, what was found in them, and pictures.

use crate::document::Document;
use crate::extract::Found;

/// One write-up, read and understood.
#[derive(Debug)]
pub struct Report {
    /// Its tree.
    pub document: Document,
    /// What it says.
    pub found: Found,
}
