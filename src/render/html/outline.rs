//! The levels of headings on a page.

/// Headings around a place, by the level their author gave them.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    levels: Vec<u8>,
}

impl Outline {
    /// Returns the level that a heading gets on the page: no step down skips one.
    pub(crate) fn heading(&mut self, written: u8) -> usize {
        self.levels.retain(|&level| level < written);
        let level = (self.levels.len() + 2).min(6);
        self.levels.push(written);
        level
    }

    /// Begins a part, which is an `<h2>`; `written` is the level of its heading, if its label is one.
    pub(crate) fn part(&mut self, written: Option<u8>) {
        self.levels = vec![written.unwrap_or(0)];
    }
}
