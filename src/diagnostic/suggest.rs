//! "Did you mean".

use crate::vocabulary::lower;

/// Returns the one of `known` that `word` most likely stands for: at most two slips away, and less than half the word.
pub fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let most = (word.chars().count() / 2).min(2);
    let word = lower(word);
    let length = word.chars().count();
    let distance = |candidate: &str| {
        let candidate = lower(candidate);
        // Each letter more or less is a slip.
        let is_near = candidate.chars().count().abs_diff(length) <= most;
        is_near.then(|| strsim::damerau_levenshtein(&word, &candidate)).filter(|&distance| distance <= most)
    };
    let near = known.into_iter().filter_map(|candidate| Some((distance(candidate)?, candidate)));
    near.min_by_key(|&(distance, _)| distance).map(|(_, candidate)| candidate)
}
