//! Records under their keys, in one file that grows at its end.
//!
//! What does not check is not there (`frames`). The whole file is read once; a build adds to its end, and [`Journal::compact`] writes it anew without what nobody
//! asked for, when that is much. Many small records are held in memory, fewer large ones are read again when they are
//! asked for. Two runs at once cost each other some records at worst.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError, RwLock};

use super::frames::{self, CHECK, FRONT, check};
use super::{Key, write_with};

/// How much waits in memory before it is written, in bytes.
const PATIENCE: usize = 64 * 1024;

/// Where the records of a journal are while it is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Held {
    InMemory,
    OnDisk,
}

/// The records of one site.
#[derive(Debug)]
pub(super) struct Journal {
    path: Option<PathBuf>,
    held: Held,
    state: RwLock<State>,
}

#[derive(Debug, Default)]
struct State {
    /// The end of the file as it will be: what is not written yet, and before it what is held in memory.
    bytes: Vec<u8>,
    /// Where in the file that begins.
    begins: usize,
    /// Where in the file that ends which is written.
    written: usize,
    entries: HashMap<Key, Entry>,
    /// The file, once a record was read again.
    file: Mutex<Option<File>>,
}

#[derive(Debug)]
struct Entry {
    /// Where in the file it stands.
    record: Range<usize>,
    /// Somebody asked for it, or put it, in this run.
    used: AtomicBool,
}

impl Journal {
    /// Reads the file at this path; without one nothing is kept.
    pub(super) fn open(path: Option<PathBuf>, held: Held) -> Self {
        let bytes = path.as_ref().and_then(|path| fs::read(path).ok()).unwrap_or_default();
        let (records, is_sound) = frames::read(&bytes);
        let entry = |(key, record)| (key, Entry { record, used: AtomicBool::new(false) });
        let (entries, written) = (records.into_iter().map(entry).collect(), bytes.len());
        let mut state = State { bytes, written, entries, ..State::default() };
        state.let_go(held);
        let journal = Self { path, held, state: RwLock::new(state) };
        if !is_sound {
            journal.rewrite(|_| true);
        }
        journal
    }

    /// Returns what `read` makes of the record under this key; `None` when there is none, or it makes nothing of it.
    pub(super) fn get<T>(&self, key: Key, read: impl FnOnce(&[u8]) -> Option<T>) -> Option<T> {
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        let entry = state.entries.get(&key)?;
        let made = match state.in_memory(&entry.record) {
            Some(record) => read(record)?,
            None => read(&self.read_again(&state, key, &entry.record)?)?,
        };
        entry.used.store(true, Ordering::Relaxed);
        Some(made)
    }

    /// Keeps a record under this key in place of an older one.
    pub(super) fn put(&self, key: Key, record: &[u8]) {
        if self.path.is_none() {
            return;
        }
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        state.add(key, record);
        if state.end() - state.written >= PATIENCE {
            self.flush(&mut state);
        }
    }

    /// Writes what waits; a full or read-only disk is no error.
    fn flush(&self, state: &mut State) {
        if state.written < state.end() {
            let file = self.path.as_ref().and_then(|path| File::options().append(true).create(true).open(path).ok());
            if let Some(mut file) = file {
                // What could not be written is made again by a later run.
                let _ = file.write_all(state.waiting());
            }
        }
        state.written = state.end();
        state.let_go(self.held);
    }

    /// Reads a record from the file, which another run may have written anew.
    fn read_again(&self, state: &State, key: Key, record: &Range<usize>) -> Option<Vec<u8>> {
        let mut file = state.file.lock().unwrap_or_else(PoisonError::into_inner);
        if file.is_none() {
            *file = Some(File::open(self.path.as_ref()?).ok()?);
        }
        let file = file.as_mut()?;
        let mut framed = vec![0; CHECK + record.len()];
        file.seek(SeekFrom::Start((record.start - CHECK) as u64)).ok()?;
        file.read_exact(&mut framed).ok()?;
        let record = framed.split_off(CHECK);
        (check(key, &record) == framed[..]).then_some(record)
    }

    /// Writes what waits, or where much of the file is of no use any more the whole of it without what this run did not
    /// use.
    pub(super) fn compact(&self) {
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        let used = |entry: &&Entry| entry.used.load(Ordering::Relaxed);
        let live: usize = state.entries.values().filter(used).map(|entry| FRONT + entry.record.len()).sum();
        // An edit leaves a few records that nobody asks for any more: too few to write all the others anew.
        let is_wasteful = state.end() > live + live / 2 + PATIENCE;
        drop(state);
        if is_wasteful {
            self.rewrite(|entry| entry.used.load(Ordering::Relaxed));
        } else {
            self.flush(&mut self.state.write().unwrap_or_else(PoisonError::into_inner));
        }
    }

    /// Writes what waits, or the whole file without what newer records have replaced, when that is worth it.
    pub(super) fn tidy(&self) {
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        let live: usize = state.entries.values().map(|entry| FRONT + entry.record.len()).sum();
        if state.end() <= 2 * live + PATIENCE {
            return self.flush(&mut state);
        }
        drop(state);
        self.rewrite(|_| true);
    }

    fn rewrite(&self, wanted: impl Fn(&Entry) -> bool) {
        let Some(path) = &self.path else { return };
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        let mut kept: Vec<(&Key, &Entry)> = state.entries.iter().filter(|(_, entry)| wanted(entry)).collect();
        kept.sort_by_key(|(_, entry)| entry.record.start);
        let mut anew = State::default();
        let fill = |file: &mut dyn Write| {
            for (key, entry) in &kept {
                if let Some(record) = state.in_memory(&entry.record) {
                    anew.add(**key, record);
                } else if let Some(record) = self.read_again(&state, **key, &entry.record) {
                    anew.add(**key, &record);
                }
                if anew.end() - anew.written >= PATIENCE {
                    anew.write_into(file, self.held)?;
                }
            }
            // Some systems do not replace a file that is open.
            *state.file.lock().unwrap_or_else(PoisonError::into_inner) = None;
            anew.write_into(file, self.held)
        };
        // An old file that could not be replaced is as good as before.
        if write_with(path, fill).is_ok() {
            *state = anew;
        }
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        self.flush(&mut self.state.write().unwrap_or_else(PoisonError::into_inner));
    }
}

impl State {
    /// Returns the length of the file when all is written.
    fn end(&self) -> usize {
        self.begins + self.bytes.len()
    }

    /// Returns what is to be written.
    fn waiting(&self) -> &[u8] {
        &self.bytes[self.written - self.begins..]
    }

    /// Returns the record that stands there in the file, when it is in memory.
    fn in_memory(&self, record: &Range<usize>) -> Option<&[u8]> {
        self.bytes.get(record.start.checked_sub(self.begins)?..record.end - self.begins)
    }

    /// Lets go of what is written, where it is to be read again.
    fn let_go(&mut self, held: Held) {
        if held == Held::OnDisk && self.written == self.end() {
            self.begins = self.written;
            // A file that was read as a whole takes much more room than what waits.
            self.bytes.clear();
            self.bytes.shrink_to(2 * PATIENCE);
        }
    }

    /// Writes what waits into a file.
    fn write_into(&mut self, file: &mut dyn Write, held: Held) -> io::Result<()> {
        file.write_all(self.waiting())?;
        self.written = self.end();
        self.let_go(held);
        Ok(())
    }

    fn add(&mut self, key: Key, record: &[u8]) {
        if frames::push(&mut self.bytes, self.begins, key, record) {
            let end = self.end();
            self.entries.insert(key, Entry { record: end - record.len()..end, used: AtomicBool::new(true) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str) -> Key {
        Key::of("test", name.as_bytes())
    }

    fn get(journal: &Journal, name: &str) -> Option<String> {
        journal.get(key(name), |record| String::from_utf8(record.to_vec()).ok())
    }

    const BOTH: [Held; 2] = [Held::InMemory, Held::OnDisk];

    /// A journal with three records that was closed again, and its file.
    fn closed(held: Held) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("records");
        let journal = Journal::open(Some(path.clone()), held);
        for (name, record) in [("a", "one"), ("b", "two"), ("c", ""), ("a", "newer")] {
            journal.put(key(name), record.as_bytes());
        }
        (folder, path)
    }

    #[test]
    fn the_newest_record_comes_back() {
        for held in BOTH {
            let (_folder, path) = closed(held);
            let journal = Journal::open(Some(path), held);
            let found = ["a", "b", "c", "d"].map(|name| get(&journal, name));
            assert_eq!(found.map(Option::unwrap_or_default), ["newer", "two", "", ""]);
        }
    }

    #[test]
    fn any_damage_costs_records_and_nothing_else() {
        for held in BOTH {
            let (_folder, path) = closed(held);
            let whole = fs::read(&path).unwrap();
            for at in 0..whole.len() {
                let mut flipped = whole.clone();
                flipped[at] ^= 0x55;
                for damaged in [&flipped[..], &whole[..at]] {
                    fs::write(&path, damaged).unwrap();
                    let journal = Journal::open(Some(path.clone()), held);
                    for (name, record) in [("a", "newer"), ("b", "two"), ("c", "")] {
                        let found = get(&journal, name);
                        // Without its newer frame, an older one is what was true before.
                        let is_true =
                            found.as_deref().is_none_or(|found| found == record || name == "a" && found == "one");
                        assert!(is_true, "{at}: {found:?}");
                    }
                    journal.put(key("e"), b"after");
                    drop(journal);
                    let after = get(&Journal::open(Some(path.clone()), held), "e");
                    assert_eq!(after.as_deref(), Some("after"), "{at}");
                }
            }
        }
    }

    #[test]
    fn what_nobody_asked_for_goes_when_it_is_much() {
        for held in BOTH {
            let (_folder, path) = closed(held);
            let kept = || {
                let journal = Journal::open(Some(path.clone()), held);
                get(&journal, "b");
                journal.compact();
                let after = get(&journal, "b");
                let journal = Journal::open(Some(path.clone()), held);
                assert_eq!(get(&journal, "b"), after);
                (get(&journal, "a").is_some(), after.as_deref() == Some("two"))
            };
            // A few records do no harm.
            assert_eq!(kept(), (true, true));
            Journal::open(Some(path.clone()), held).put(key("a"), &vec![7; 2 * PATIENCE]);
            assert_eq!(kept(), (false, true));
        }
    }

    #[test]
    fn a_record_that_is_read_again_is_checked() {
        let (_folder, path) = closed(Held::OnDisk);
        let journal = Journal::open(Some(path.clone()), Held::OnDisk);
        fs::write(&path, vec![b'x'; 4096]).unwrap();
        assert_eq!(["a", "b", "c"].map(|name| get(&journal, name)), [None, None, None]);
    }

    #[test]
    fn two_that_write_at_once_cost_each_other_records_at_worst() {
        let (_folder, path) = closed(Held::OnDisk);
        let both = [1, 2].map(|_| Journal::open(Some(path.clone()), Held::OnDisk));
        for (journal, record) in both.iter().zip(["of the first", "of the other"]) {
            journal.put(key("e"), record.as_bytes());
            journal.put(key("f"), &vec![7; PATIENCE]);
        }
        // Where each expects its own, there may be what the other put under the same key.
        for journal in &both {
            assert!(get(journal, "e").is_none_or(|found| found == "of the first" || found == "of the other"));
        }
        let later = get(&Journal::open(Some(path), Held::OnDisk), "e");
        assert_eq!(later.as_deref(), Some("of the other"));
    }

    #[test]
    fn a_file_that_cannot_be_replaced_keeps_its_records() {
        let (folder, path) = closed(Held::OnDisk);
        let journal = Journal::open(Some(path.clone()), Held::OnDisk);
        journal.put(key("e"), b"waits");
        // There is no folder to write in any more, but the file is open.
        assert_eq!(get(&journal, "b").as_deref(), Some("two"));
        fs::rename(folder.path(), folder.path().with_extension("moved")).unwrap();
        journal.rewrite(|_| true);
        assert_eq!(get(&journal, "e").as_deref(), Some("waits"));
        fs::rename(folder.path().with_extension("moved"), folder.path()).unwrap();
        journal.rewrite(|_| true);
        drop(journal);
        let journal = Journal::open(Some(path), Held::OnDisk);
        assert_eq!(["a", "b", "e"].map(|name| get(&journal, name).unwrap_or_default()), ["newer", "two", "waits"]);
    }

    #[test]
    fn what_is_read_again_is_not_held() {
        let (_folder, path) = closed(Held::OnDisk);
        let journal = Journal::open(Some(path.clone()), Held::OnDisk);
        let large = "x".repeat(PATIENCE);
        journal.put(key("e"), large.as_bytes());
        assert!(journal.state.read().unwrap().bytes.is_empty());
        journal.put(key("f"), b"waits");
        let found = ["a", "e", "f"].map(|name| get(&journal, name).unwrap_or_default());
        assert_eq!(found, ["newer", &large, "waits"]);
    }
}
