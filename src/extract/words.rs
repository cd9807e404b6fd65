//! Lists of words, each a text with `|` between the words.

use std::collections::HashSet;
use std::sync::OnceLock;

/// A list of words in lower case.
pub(super) struct Words {
    list: &'static str,
    set: OnceLock<HashSet<&'static str>>,
}

impl Words {
    pub(super) const fn new(list: &'static str) -> Self {
        Self { list, set: OnceLock::new() }
    }

    /// Returns whether the list has this word, letters' case and a colon behind it aside.
    pub(super) fn has(&self, word: &str) -> bool {
        let word = word.trim().trim_end_matches(':').trim();
        let set = self.set.get_or_init(|| self.iter().collect());
        !word.is_empty() && set.contains(word.to_lowercase().as_str())
    }

    /// Returns the words in the order of the list.
    pub(super) fn iter(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.list.split('|')
    }
}
