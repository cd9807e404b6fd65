//! Numbers that look random and are the same for the same seed, on every machine.

/// The generator `SplitMix64`: small, and good enough for words and colours.
pub(crate) struct Random(u64);

impl Random {
    /// Returns the numbers of one thing, by the seed of the whole and where the thing stands in it.
    pub(crate) fn of(seed: u64, report: usize, picture: usize) -> Self {
        let mut random = Self(seed);
        for place in [report, picture] {
            random.0 = random.next() ^ (place as u64);
        }
        random
    }

    /// Returns the next 64 bits.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Returns a number from `low` to `high`, both included.
    pub(crate) fn range(&mut self, low: u32, high: u32) -> u32 {
        low + (self.next() % u64::from(high - low + 1)) as u32
    }

    /// Returns true in so many of a hundred cases.
    pub(crate) fn percent(&mut self, share: u32) -> bool {
        self.range(1, 100) <= share
    }

    /// Returns one of these.
    pub(crate) fn pick<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.range(0, all.len() as u32 - 1) as usize]
    }

    /// Returns lower-case hex digits.
    pub(crate) fn hex(&mut self, digits: usize) -> String {
        let mut text = String::new();
        while text.len() < digits {
            text.push_str(&format!("{:016x}", self.next()));
        }
        text.truncate(digits);
        text
    }
}
