//! Lists of words, each a text with `|` between the words.

/// Returns whether a list has this word, letters' case and a colon behind it aside.
pub(super) fn has(list: &str, word: &str) -> bool {
    let word = word.trim().trim_end_matches(':').trim().to_lowercase();
    !word.is_empty() && list.split('|').any(|known| known == word)
}
