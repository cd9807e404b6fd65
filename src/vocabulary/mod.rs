//! Lists of words and phrases that texts are looked through for, at the cost of the text, however long the list.
//!
//! A list is one text in lower case with `|` between its words. It is taken apart when it is first asked.

mod phrases;
mod quick;

use std::borrow::Cow;
use std::sync::OnceLock;

pub use phrases::{PhraseList, PhraseLists};
pub use quick::{QuickMap, QuickSet};

/// A list of words in lower case.
#[derive(Debug)]
pub struct WordList {
    list: &'static str,
    set: OnceLock<QuickSet<&'static str>>,
    /// Length of the longest word, in bytes.
    longest: OnceLock<usize>,
}

impl WordList {
    /// Takes a text with `|` between the words.
    pub const fn new(list: &'static str) -> Self {
        Self { list, set: OnceLock::new(), longest: OnceLock::new() }
    }

    /// Returns whether the list has exactly this word.
    pub fn has(&self, word: &str) -> bool {
        self.set.get_or_init(|| self.iter().collect()).contains(word)
    }

    /// Returns whether the list has this word, letters' case aside.
    pub fn has_in_any_case(&self, word: &str) -> bool {
        self.has(&lower(word))
    }

    /// Returns whether a label is one of the words: letters' case and a colon behind it aside, and never when empty.
    pub fn names(&self, label: &str) -> bool {
        let word = label.trim().trim_end_matches(':').trim();
        !word.is_empty() && self.has_in_any_case(word)
    }

    /// Returns whether a text, letters' case aside, begins with one of the words and no letter or digit behind it.
    pub fn begin(&self, text: &str) -> bool {
        let longest = *self.longest.get_or_init(|| self.iter().map(str::len).max().unwrap_or(0));
        let mut begin = String::with_capacity(longest);
        for c in text.trim_start().chars() {
            if !c.is_alphanumeric() && self.has(&begin) {
                return true;
            }
            if begin.len() >= longest {
                return false;
            }
            begin.extend(c.to_lowercase());
        }
        self.has(&begin)
    }

    /// Returns the words in the order of the list.
    pub fn iter(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.list.split('|')
    }
}

/// Returns a text in lower case; most are already.
pub fn lower(text: &str) -> Cow<'_, str> {
    let is_lower = text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lower { Cow::Borrowed(text) } else { Cow::Owned(text.to_lowercase()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    static FRUIT: WordList = WordList::new("apple|pear|bigarreau cherry|яблоко");

    #[test]
    fn words_are_found_whole() {
        assert!(["apple", "яблоко", "bigarreau cherry"].iter().all(|word| FRUIT.has(word)));
        assert!(["Apple", "app", "apple|pear", "", "|"].iter().all(|word| !FRUIT.has(word)));
    }

    #[test]
    fn texts_begin_with_words() {
        assert!(["pear", " Pear, or", "Яблоко.", "bigarreau cherry pie"].iter().all(|text| FRUIT.begin(text)));
        assert!(["", "pears", "a pear", "bigarreau", "bigarreau cherrypie"].iter().all(|text| !FRUIT.begin(text)));
    }

    #[test]
    fn case_and_colon_may_be_left_aside() {
        assert!(["PEAR", "Яблоко"].iter().all(|word| FRUIT.has_in_any_case(word) && FRUIT.names(word)));
        assert!(FRUIT.names(" Pear : ") && !FRUIT.has_in_any_case("pear:") && !FRUIT.names(" : "));
    }
}
