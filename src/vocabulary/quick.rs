//! Maps for short words of our own: their hash is computed in a handful of instructions.
//!
//! What is looked up may be anybody's text, but what is kept is ours, so no text can make a lookup slow.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// A map from words of our own.
pub type QuickMap<K, V> = HashMap<K, V, BuildHasherDefault<Quick>>;
/// A set of words of our own.
pub type QuickSet<K> = HashSet<K, BuildHasherDefault<Quick>>;

/// The hash of Fowler, Noll and Vo, form 1a.
#[derive(Debug, Clone, Copy)]
pub struct Quick(u64);

impl Default for Quick {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
