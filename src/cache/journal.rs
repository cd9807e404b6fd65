//! Small records under their keys, in one file that grows at its end.
//!
//! A record is a frame: key, length, a check over both and the record, the record. What does not check is not there.
//! The whole file is read once; a build adds to its end, and [`Journal::compact`] writes it anew without what nobody
//! asked for, when that is much. Two runs at once cost each other some records at worst.

use std::collections::HashMap;
use std::fs;
use std::io::Write;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{PoisonError, RwLock};

use super::Key;
use super::key::HASH;
use super::write;

/// Begins the file, and says how it is to be read.
const HEADER: &[u8] = b"labpress records 1\n";
/// Length of a frame's check in bytes.
const CHECK: usize = 8;
/// Length of what stands before a record.
const FRONT: usize = HASH + 4 + CHECK;
/// How much waits in memory before it is written, in bytes.
const PATIENCE: usize = 64 * 1024;

/// The records of one site.
#[derive(Debug)]
pub(super) struct Journal {
    path: Option<PathBuf>,
    state: RwLock<State>,
}

#[derive(Debug, Default)]
struct State {
    /// The file as it is, and behind it what is not written yet.
    bytes: Vec<u8>,
    /// How much of it is in the file.
    written: usize,
    entries: HashMap<Key, Entry>,
}

#[derive(Debug)]
struct Entry {
    record: Range<usize>,
    /// Somebody asked for it, or put it, in this run.
    used: AtomicBool,
}

impl Journal {
    /// Reads the file at this path; without one nothing is kept.
    pub(super) fn open(path: Option<PathBuf>) -> Self {
        let bytes = path.as_ref().and_then(|path| fs::read(path).ok()).unwrap_or_default();
        let (entries, is_sound) = read(&bytes);
        let written = bytes.len();
        let journal = Self { path, state: RwLock::new(State { bytes, written, entries }) };
        if !is_sound {
            journal.rewrite(|_| true);
        }
        journal
    }

    /// Returns what `read` makes of the record under this key; `None` when there is none, or it makes nothing of it.
    pub(super) fn get<T>(&self, key: Key, read: impl FnOnce(&[u8]) -> Option<T>) -> Option<T> {
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        let entry = state.entries.get(&key)?;
        let made = read(&state.bytes[entry.record.clone()])?;
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
        if state.bytes.len() - state.written >= PATIENCE {
            self.flush(&mut state);
        }
    }

    /// Writes what waits; a full or read-only disk is no error.
    fn flush(&self, state: &mut State) {
        let waiting = &state.bytes[state.written..];
        if let Some(path) = self.path.as_ref().filter(|_| !waiting.is_empty()) {
            let file = fs::OpenOptions::new().append(true).create(true).open(path);
            // What could not be written is made again by a later run.
            let _ = file.and_then(|mut file| file.write_all(waiting));
        }
        state.written = state.bytes.len();
    }

    /// Writes what waits, or where much of the file is of no use any more the whole of it without what this run did not
    /// use.
    pub(super) fn compact(&self) {
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        let used = |entry: &&Entry| entry.used.load(Ordering::Relaxed);
        let live: usize = state.entries.values().filter(used).map(|entry| FRONT + entry.record.len()).sum();
        // An edit leaves a few records that nobody asks for any more: too few to write all the others anew.
        let is_wasteful = state.bytes.len() > live + live / 2 + PATIENCE;
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
        if state.bytes.len() <= 2 * live + PATIENCE {
            return self.flush(&mut state);
        }
        drop(state);
        self.rewrite(|_| true);
    }

    fn rewrite(&self, wanted: impl Fn(&Entry) -> bool) {
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        let mut kept: Vec<(&Key, &Entry)> = state.entries.iter().filter(|(_, entry)| wanted(entry)).collect();
        kept.sort_by_key(|(_, entry)| entry.record.start);
        let mut anew = State::default();
        for (key, entry) in kept {
            anew.add(*key, &state.bytes[entry.record.clone()]);
        }
        if let Some(path) = &self.path {
            // An old file that could not be replaced is as good as before.
            let _ = write(path, &[&anew.bytes]);
        }
        anew.written = anew.bytes.len();
        *state = anew;
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        self.flush(&mut self.state.write().unwrap_or_else(PoisonError::into_inner));
    }
}

impl State {
    fn add(&mut self, key: Key, record: &[u8]) {
        if self.bytes.is_empty() {
            self.bytes.extend_from_slice(HEADER);
        }
        let Ok(length) = u32::try_from(record.len()) else { return };
        self.bytes.extend_from_slice(&key.0);
        self.bytes.extend_from_slice(&length.to_le_bytes());
        self.bytes.extend_from_slice(&check(key, record));
        let start = self.bytes.len();
        self.bytes.extend_from_slice(record);
        self.entries.insert(key, Entry { record: start..self.bytes.len(), used: AtomicBool::new(true) });
    }
}

/// Returns the records of a file, and whether it is whole.
fn read(bytes: &[u8]) -> (HashMap<Key, Entry>, bool) {
    let mut entries = HashMap::new();
    if bytes.is_empty() {
        return (entries, true);
    }
    let mut is_sound = bytes.starts_with(HEADER);
    let mut at = HEADER.len();
    while is_sound && at < bytes.len() {
        let frame = frame(bytes, at);
        is_sound = frame.is_some();
        if let Some((key, record)) = frame {
            at = record.end;
            // A frame of the right length that does not check is passed over.
            if check(key, &bytes[record.clone()]) == bytes[record.start - CHECK..record.start] {
                entries.insert(key, Entry { record, used: AtomicBool::new(false) });
            } else {
                entries.remove(&key);
            }
        }
    }
    (entries, is_sound)
}

fn frame(bytes: &[u8], at: usize) -> Option<(Key, Range<usize>)> {
    let front = bytes.get(at..at + FRONT)?;
    let key = Key(front[..HASH].try_into().ok()?);
    let length = u32::from_le_bytes(front[HASH..HASH + 4].try_into().ok()?) as usize;
    let record = at + FRONT..(at + FRONT).checked_add(length)?;
    (record.end <= bytes.len()).then_some((key, record))
}

fn check(key: Key, record: &[u8]) -> [u8; CHECK] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&key.0).update(&(record.len() as u64).to_le_bytes()).update(record);
    let mut check = [0; CHECK];
    check.copy_from_slice(&hasher.finalize().as_bytes()[..CHECK]);
    check
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

    /// A journal with three records that was closed again, and its file.
    fn closed() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("records");
        let journal = Journal::open(Some(path.clone()));
        for (name, record) in [("a", "one"), ("b", "two"), ("c", ""), ("a", "newer")] {
            journal.put(key(name), record.as_bytes());
        }
        (folder, path)
    }

    #[test]
    fn the_newest_record_comes_back() {
        let (_folder, path) = closed();
        let journal = Journal::open(Some(path));
        assert_eq!(
            ["a", "b", "c", "d"].map(|name| get(&journal, name)).map(Option::unwrap_or_default),
            ["newer", "two", "", ""]
        );
    }

    #[test]
    fn any_damage_costs_records_and_nothing_else() {
        let (_folder, path) = closed();
        let whole = fs::read(&path).unwrap();
        for at in 0..whole.len() {
            let mut flipped = whole.clone();
            flipped[at] ^= 0x55;
            for damaged in [&flipped[..], &whole[..at]] {
                fs::write(&path, damaged).unwrap();
                let journal = Journal::open(Some(path.clone()));
                for (name, record) in [("a", "newer"), ("b", "two"), ("c", "")] {
                    let found = get(&journal, name);
                    // Without its newer frame, an older one is what was true before.
                    let is_true = found.as_deref().is_none_or(|found| found == record || name == "a" && found == "one");
                    assert!(is_true, "{at}: {found:?}");
                }
                journal.put(key("e"), b"after");
                drop(journal);
                assert_eq!(get(&Journal::open(Some(path.clone())), "e").as_deref(), Some("after"), "{at}");
            }
        }
    }

    #[test]
    fn what_nobody_asked_for_goes_when_it_is_much() {
        let (_folder, path) = closed();
        let kept = || {
            let journal = Journal::open(Some(path.clone()));
            get(&journal, "b");
            journal.compact();
            let journal = Journal::open(Some(path.clone()));
            (get(&journal, "a").is_some(), get(&journal, "b").as_deref() == Some("two"))
        };
        // A few records do no harm.
        assert_eq!(kept(), (true, true));
        Journal::open(Some(path.clone())).put(key("a"), &vec![7; 2 * PATIENCE]);
        assert_eq!(kept(), (false, true));
    }
}
