//! Phrases that may stand anywhere in a text, all looked for in one pass.

use std::sync::OnceLock;

use super::lower;

/// Lists of phrases in lower case, each phrase of three bytes or more.
#[derive(Debug)]
pub struct PhraseLists<const N: usize> {
    lists: [&'static str; N],
    index: OnceLock<Index>,
}

/// One list of phrases.
pub type PhraseList = PhraseLists<1>;

/// The phrases by what they begin with.
#[derive(Debug)]
struct Index {
    /// A bit for the hash of every beginning: most places of a text have none of them.
    begins: [u64; BITS / 64],
    /// Beginning, phrase and its list, sorted.
    phrases: Vec<(u32, &'static [u8], usize)>,
}

/// Bytes of a phrase that are looked at before the others.
const BEGINNING: usize = 3;
/// Makes small letters of capitals in a beginning, and other signs of some signs.
const FOLDED: u32 = 0x20_20_20;
/// Size of the filter; a power of two.
const BITS: usize = 4096;

impl<const N: usize> PhraseLists<N> {
    /// Takes texts with `|` between the phrases.
    pub const fn of(lists: [&'static str; N]) -> Self {
        Self { lists, index: OnceLock::new() }
    }

    /// Returns for each list whether a text, letters' case aside, holds any of its phrases.
    pub fn found_in(&self, text: &str) -> [bool; N] {
        let index = self.index.get_or_init(|| Index::new(&self.lists));
        let mut found = [false; N];
        if text.is_ascii() {
            index.look(text.as_bytes(), &mut found);
        } else {
            index.look(lower(text).as_bytes(), &mut found);
        }
        found
    }
}

impl PhraseList {
    /// Takes a text with `|` between the phrases.
    pub const fn new(list: &'static str) -> Self {
        Self::of([list])
    }

    /// Returns whether a text, letters' case aside, holds any of the phrases.
    pub fn are_in(&self, text: &str) -> bool {
        self.found_in(text)[0]
    }
}

impl Index {
    fn new(lists: &[&'static str]) -> Self {
        let all = lists.iter().enumerate().flat_map(|(at, list)| list.split('|').map(move |phrase| (phrase, at)));
        let mut phrases: Vec<(u32, &[u8], usize)> =
            all.map(|(phrase, list)| (beginning(phrase), phrase.as_bytes(), list)).collect();
        phrases.sort_unstable();
        let mut begins = [0; BITS / 64];
        for &(begin, ..) in &phrases {
            let bit = hash(begin);
            begins[bit / 64] |= 1 << (bit % 64);
        }
        Self { begins, phrases }
    }

    fn look(&self, text: &[u8], found: &mut [bool]) {
        let mut begin = 0;
        for (at, &byte) in text.iter().enumerate() {
            begin = begin >> 8 | u32::from(byte) << 16;
            let bit = hash(begin | FOLDED);
            if self.begins[bit / 64] >> (bit % 64) & 1 == 1 && at + 1 >= BEGINNING {
                self.look_at(begin | FOLDED, &text[at + 1 - BEGINNING..], found);
            }
        }
    }

    /// Looks which phrases with this beginning a text begins with.
    fn look_at(&self, begin: u32, text: &[u8], found: &mut [bool]) {
        let from = self.phrases.partition_point(|&(other, ..)| other < begin);
        for (_, phrase, list) in self.phrases[from..].iter().take_while(|&&(other, ..)| other == begin) {
            found[*list] |= text.get(..phrase.len()).is_some_and(|start| start.eq_ignore_ascii_case(phrase));
        }
    }
}

/// The first bytes of a phrase, the first of them lowest.
fn beginning(phrase: &str) -> u32 {
    debug_assert!(phrase.len() >= BEGINNING, "`{phrase}` is too short to be looked for");
    phrase.bytes().take(BEGINNING).zip([0, 8, 16]).map(|(byte, shift)| u32::from(byte) << shift).sum::<u32>() | FOLDED
}

/// A place in the filter.
fn hash(begin: u32) -> usize {
    (begin.wrapping_mul(0x9e37_79b1) >> 20) as usize % BITS
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LISTS: [&str; 2] = ["(insert |lorem ipsum|lor|todo:|вставьте|can’t solve|aaa|aab", "[insert |to |re,"];
    static PHRASES: PhraseLists<2> = PhraseLists::of(LISTS);

    #[test]
    fn phrases_are_found_anywhere_in_any_case() {
        let said =
            ["todo:", "my TODO: list", "x Lorem Ipsum", "(Insert it", "Вставьте", "we Can’t Solve this", "aaaab"];
        assert!(said.iter().all(|text| PHRASES.found_in(text) == [true, false]));
        assert_eq!(PHRASES.found_in("[insert it"), [false, true]);
        assert_eq!(PHRASES.found_in("To LOR"), [true, true]);
        let unsaid = ["", "to", "todo", "odo:", "(insert", "{insert ", "lo rem", "вставь", "aa", "aba"];
        assert!(unsaid.iter().all(|text| PHRASES.found_in(text) == [false, false]));
    }

    proptest! {
        #[test]
        fn it_finds_what_a_plain_search_finds(text in "[ab tTodDO:lLorR(iИвВст,e\\[{]{0,24}") {
            let lower = text.to_lowercase();
            prop_assert_eq!(PHRASES.found_in(&text), LISTS.map(|list| list.split('|').any(|phrase| lower.contains(phrase))));
        }
    }
}
