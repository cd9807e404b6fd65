//! Phrases that may stand anywhere in a text, all looked for in one pass.

use std::sync::OnceLock;

use super::lower;

/// A list of phrases in lower case, each of three bytes or more.
#[derive(Debug)]
pub struct PhraseList {
    list: &'static str,
    index: OnceLock<Index>,
}

/// The phrases by what they begin with.
#[derive(Debug)]
struct Index {
    /// A bit for the hash of every beginning: most places of a text have none of them.
    begins: [u64; BITS / 64],
    /// Beginning and phrase, sorted.
    phrases: Vec<(u32, &'static [u8])>,
}

/// Bytes of a phrase that are looked at before the others.
const BEGINNING: usize = 3;
/// Size of the filter; a power of two.
const BITS: usize = 4096;

impl PhraseList {
    /// Takes a text with `|` between the phrases.
    pub const fn new(list: &'static str) -> Self {
        Self { list, index: OnceLock::new() }
    }

    /// Returns whether a text, letters' case aside, holds any of the phrases.
    pub fn are_in(&self, text: &str) -> bool {
        let index = self.index.get_or_init(|| Index::new(self.list));
        if text.is_ascii() { index.is_in(text.as_bytes()) } else { index.is_in(lower(text).as_bytes()) }
    }
}

impl Index {
    fn new(list: &'static str) -> Self {
        let mut phrases: Vec<(u32, &[u8])> =
            list.split('|').map(|phrase| (beginning(phrase), phrase.as_bytes())).collect();
        phrases.sort_unstable();
        let mut begins = [0; BITS / 64];
        for (begin, _) in &phrases {
            let bit = hash(*begin);
            begins[bit / 64] |= 1 << (bit % 64);
        }
        Self { begins, phrases }
    }

    fn is_in(&self, text: &[u8]) -> bool {
        let mut begin = 0;
        text.iter().enumerate().any(|(at, byte)| {
            begin = begin >> 8 | u32::from(byte.to_ascii_lowercase()) << 16;
            let bit = hash(begin);
            self.begins[bit / 64] >> (bit % 64) & 1 == 1
                && at + 1 >= BEGINNING
                && self.is_at(begin, &text[at + 1 - BEGINNING..])
        })
    }

    /// Returns whether a phrase with this beginning stands at the begin of a text.
    fn is_at(&self, begin: u32, text: &[u8]) -> bool {
        let from = self.phrases.partition_point(|(other, _)| *other < begin);
        let alike = self.phrases[from..].iter().take_while(|(other, _)| *other == begin);
        let starts = |phrase: &[u8]| text.get(..phrase.len()).is_some_and(|start| start.eq_ignore_ascii_case(phrase));
        alike.into_iter().any(|(_, phrase)| starts(phrase))
    }
}

/// The first bytes of a phrase, the first of them lowest.
fn beginning(phrase: &str) -> u32 {
    debug_assert!(phrase.len() >= BEGINNING, "`{phrase}` is too short to be looked for");
    phrase.bytes().take(BEGINNING).zip([0, 8, 16]).map(|(byte, shift)| u32::from(byte) << shift).sum()
}

/// A place in the filter.
fn hash(begin: u32) -> usize {
    (begin.wrapping_mul(0x9e37_79b1) >> 20) as usize % BITS
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LIST: &str = "(insert |lorem ipsum|lor|todo:|вставьте|can’t solve|aaa|aab";
    static PHRASES: PhraseList = PhraseList::new(LIST);

    #[test]
    fn phrases_are_found_anywhere_in_any_case() {
        let said =
            ["todo:", "my TODO: list", "x Lorem Ipsum", "(Insert it", "Вставьте", "we Can’t Solve this", "aaaab"];
        assert!(said.iter().all(|text| PHRASES.are_in(text)));
        let unsaid = ["", "to", "todo", "odo:", "(insert", "lo rem", "вставь", "aa", "aba"];
        assert!(unsaid.iter().all(|text| !PHRASES.are_in(text)));
    }

    proptest! {
        #[test]
        fn it_finds_what_a_plain_search_finds(text in "[ab tTodDO:lLorR(iИвВст]{0,24}") {
            let lower = text.to_lowercase();
            prop_assert_eq!(PHRASES.are_in(&text), LIST.split('|').any(|phrase| lower.contains(phrase)));
        }
    }
}
