//! Diagnostics as text: code, `file:line:col`, excerpt, help. (placeholder until the renderer lands)

use super::Diagnostics;
use crate::source::Sources;

/// How the text should look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// ANSI colours.
    pub colour: bool,
    /// Columns of the terminal.
    pub width: usize,
}

/// Returns all diagnostics as text for a person.
pub fn render(_diagnostics: &Diagnostics, _sources: &Sources, _look: Look) -> String {
    String::new()
}

/// Returns `2 errors, 5 warnings, 1 note`; `None` when there is nothing.
pub fn summary(_diagnostics: &Diagnostics) -> Option<String> {
    None
}
