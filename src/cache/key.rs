//! Hashes that stand for what something was made from, or for what is in a file.

use std::hash::{Hash, Hasher};

/// Length of a hash in bytes.
pub(super) const HASH: usize = blake3::OUT_LEN;

/// What something was computed from, or what is in a file, as a hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(pub(super) [u8; HASH]);

impl Key {
    /// Returns the key of these bytes as `stage` treats them; `stage` names its version and all its options.
    pub fn of(stage: &str, bytes: &[u8]) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&(stage.len() as u64).to_le_bytes()).update(stage.as_bytes()).update(bytes);
        Self(*hasher.finalize().as_bytes())
    }

    /// Returns the key of a value as `stage` treats it. It is good on this machine and for this labpress alone.
    pub fn of_value(stage: &str, value: &impl Hash) -> Self {
        let mut bytes = Bytes::default();
        value.hash(&mut bytes);
        Self::of(stage, &bytes.0)
    }

    /// Returns the key of a file with this content.
    pub fn of_content(bytes: &[u8]) -> Self {
        Self(*blake3::hash(bytes).as_bytes())
    }

    /// Returns the 64 lower-case hex digits of the hash.
    pub fn hex(&self) -> String {
        blake3::Hash::from_bytes(self.0).to_hex().to_string()
    }

    /// Returns the 32 bytes of the hash.
    pub fn bytes(&self) -> &[u8; HASH] {
        &self.0
    }

    /// Reads what [`Key::bytes`] returned.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// Reads what [`Key::hex`] wrote.
    pub fn from_hex(hex: &str) -> Option<Self> {
        blake3::Hash::from_hex(hex).ok().map(|hash| Self(*hash.as_bytes()))
    }
}

/// All that a value has to say of itself.
#[derive(Default)]
struct Bytes(Vec<u8>);

impl Hasher for Bytes {
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    fn finish(&self) -> u64 {
        0
    }
}
