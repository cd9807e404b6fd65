//! Lists of words, each a text in lower case with `|` between the words.

/// Returns whether a list has this word.
pub(super) fn has(list: &str, word: &str) -> bool {
    list.split('|').any(|known| known == word)
}

/// Returns whether a text, letters' case aside, holds any phrase of a list.
pub(super) fn says(list: &str, text: &str) -> bool {
    let lower = text.to_lowercase();
    list.split('|').any(|phrase| lower.contains(phrase))
}
