//! Values that are worth a few kilobytes, under their names, each with the key of what it was made of.

use std::path::PathBuf;
use std::sync::OnceLock;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Key;
use super::journal::{Held, Journal};

/// Room for nearly every value, in bytes.
const ROOM: usize = 16 * 1024;

/// The values of one site.
#[derive(Debug)]
pub(super) struct Values {
    path: Option<PathBuf>,
    /// Opened when somebody asks: a build that has nothing to do does not.
    journal: OnceLock<Journal>,
}

impl Values {
    /// Those in the file at this path; without one nothing is kept.
    pub(super) fn new(path: Option<PathBuf>) -> Self {
        Self { path, journal: OnceLock::new() }
    }

    pub(super) fn get_or_make<T: Serialize + DeserializeOwned>(
        &self,
        name: Key,
        of: Key,
        make: impl FnOnce() -> T,
    ) -> T {
        let read = |record: &[u8]| postcard::from_bytes(record.strip_prefix(of.bytes())?).ok();
        let journal = self.journal.get_or_init(|| Journal::open(self.path.clone(), Held::OnDisk));
        if let Some(kept) = journal.get(name, read) {
            return kept;
        }
        let made = make();
        if self.path.is_some() {
            let mut record = Vec::with_capacity(ROOM);
            record.extend_from_slice(of.bytes());
            if let Ok(record) = postcard::to_extend(&made, record) {
                journal.put(name, &record);
            }
        }
        made
    }

    /// Lets go of what this run did not use, when that is much.
    pub(super) fn compact(&self) {
        self.journal.get().into_iter().for_each(Journal::compact);
    }

    /// Lets go of what newer values have replaced, when that is much.
    pub(super) fn tidy(&self) {
        self.journal.get().into_iter().for_each(Journal::tidy);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_made_once_of_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("values");
        let [name, one, other] = [b"name", b"one!", b"two!"].map(|bytes| Key::of("stage", bytes));
        let made = |of: Key, makes: &[&str]| {
            let makes: Vec<String> = makes.iter().map(|&word| word.to_owned()).collect();
            Values::new(Some(path.clone())).get_or_make(name, of, || makes).join(" ")
        };
        assert_eq!(made(one, &["a", "b"]), "a b");
        assert_eq!(made(one, &["c"]), "a b");
        assert_eq!(made(other, &["c"]), "c");
        assert_eq!(made(one, &["d"]), "d");
        // Bytes that are no value of this kind are as good as none.
        let damaged = [one.bytes().as_slice(), &[200]].concat();
        Journal::open(Some(path.clone()), Held::OnDisk).put(name, &damaged);
        assert_eq!(made(one, &["e"]), "e");
    }
}
