//! Numbers as labels write them: `2`, `01`, `2.1`, `II`, `B`, `Two`, `一`, `1️⃣`.

use std::sync::LazyLock;

use crate::vocabulary::{QuickMap, lower};

/// Returns the number that a word means.
fn spelled(word: &str) -> Option<u32> {
    static VALUES: LazyLock<QuickMap<&str, u32>> = LazyLock::new(|| {
        let all = (1..).zip(WORDS);
        all.flat_map(|(value, words)| words.split('|').map(move |word| (word, value))).collect()
    });
    VALUES.get(lower(word).as_ref()).copied()
}

/// A number that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) value: u32,
    /// It is a letter, with this place in the alphabet; `C` may count as 3 or as a hundred.
    pub(super) letter: Option<u32>,
    /// `1` of `2.1`: it counts below another number.
    pub(super) below: Option<u32>,
}

/// Words for one to twelve; words on one line mean the same.
const WORDS: [&str; 12] = [
    "one|eins|uno|una|un|une|um|uma|satu|один|первая|first|primera|primeira|一",
    "two|zwei|dos|deux|dois|duas|dua|два|вторая|second|segunda|二|两",
    "three|drei|tres|trois|três|tiga|три|третья|third|tercera|terceira|三",
    "four|vier|cuatro|quatre|quatro|empat|четыре|fourth|cuarta|quarta|四",
    "five|fünf|cinco|cinq|lima|пять|fifth|quinta|五",
    "six|sechs|seis|enam|шесть|sixth|六",
    "seven|sieben|siete|sept|sete|tujuh|семь|seventh|七",
    "eight|acht|ocho|huit|oito|delapan|восемь|eighth|八",
    "nine|neun|nueve|neuf|nove|sembilan|девять|ninth|九",
    "ten|zehn|diez|dix|dez|sepuluh|десять|tenth|十",
    "eleven|elf|once|onze|sebelas|十一",
    "twelve|zwölf|doce|douze|doze|十二",
];

/// Reads digits at the begin of `text`, and returns what follows.
pub(super) fn digits(text: &str) -> Option<(Number, &str)> {
    let (value, rest) = plain_digits(text)?;
    let (below, rest) = match rest.strip_prefix('.').and_then(plain_digits) {
        Some((below, rest)) => (Some(below), rest),
        None => (None, rest),
    };
    let glued = rest.starts_with(|c: char| c.is_ascii_alphanumeric()) || rest.starts_with('%');
    (!glued).then_some((Number { value, letter: None, below }, rest))
}

fn plain_digits(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    (digits.len() <= 3).then(|| digits.parse().ok()).flatten().map(|number| (number, rest))
}

/// Reads a number in letters at the begin of `text`: a Roman one, a single letter, a word.
pub(super) fn letters(text: &str) -> Option<(Number, &str)> {
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    let number = |value| Number { value, letter: None, below: None };
    let mut chars = word.chars();
    if let (Some(letter @ ('A'..='Z' | 'a'..='z')), None) = (chars.next(), chars.next()) {
        let place = u32::from(letter.to_ascii_lowercase()) - u32::from('a') + 1;
        // A small letter may be a word: `part a of the lab`.
        let counts = letter.is_ascii_uppercase() || rest.starts_with([')', ':', '.']);
        let value = roman(word).unwrap_or(place);
        return counts.then_some((Number { value, letter: Some(place), below: None }, rest));
    }
    if let Some(value) = roman(word) {
        return Some((number(value), rest));
    }
    Some((number(spelled(word)?), rest))
}

/// Reads Roman capitals up to 39.
fn roman(text: &str) -> Option<u32> {
    let mut rest = text;
    let mut value = 0;
    for (letters, worth) in
        [("X", 10), ("X", 10), ("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1), ("I", 1), ("I", 1)]
    {
        if let Some(after) = rest.strip_prefix(letters) {
            value += worth;
            rest = after;
        }
    }
    (rest.is_empty() && value > 0).then_some(value)
}

/// Reads a number of Chinese or Latin digits at the begin of `text`.
pub(super) fn chinese(text: &str) -> Option<(Number, &str)> {
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        let (value, rest) = plain_digits(text)?;
        return Some((Number { value, letter: None, below: None }, rest));
    }
    let end = text.find(|c: char| !"一二三四五六七八九十".contains(c)).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    Some((Number { value: spelled(digits)?, letter: None, below: None }, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_every_writing() {
        let read = |text| letters(text).map(|(number, _)| number.value);
        let cases = [
            ("I", Some(1)),
            ("IV: x", Some(4)),
            ("VIII", Some(8)),
            ("XIV", Some(14)),
            ("IIX", None),
            ("B - x", Some(2)),
            ("a of it", None),
            ("a) of it", Some(1)),
            ("Two", Some(2)),
            ("Mixed", None),
            ("is done", None),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), expected, "{text}");
        }
        assert_eq!(chinese("十二部").map(|(number, rest)| (number.value, rest)), Some((12, "部")));
        assert_eq!(digits("2.1 x").map(|(number, rest)| (number.below, rest)), Some((Some(1), " x")));
        assert_eq!(digits("50% more"), None);
    }
}
