//! How records lie in a journal's file: behind a header one frame after the other, each a key, a length, a check over both
//! and the record, and the record. What does not check is not there.

use std::collections::HashMap;
use std::ops::Range;

use super::Key;
use super::key::HASH;

/// Begins the file, and says how it is to be read.
const HEADER: &[u8] = b"labpress records 2\n";
/// Length of a frame's check in bytes.
pub(super) const CHECK: usize = 4;
/// Length of what stands before a record.
pub(super) const FRONT: usize = HASH + 4 + CHECK;

/// Adds a frame to the end of a file of which `bytes` are what is behind its first `before`; a record that is too long for
/// one is not added.
pub(super) fn push(bytes: &mut Vec<u8>, before: usize, key: Key, record: &[u8]) -> bool {
    let Ok(length) = u32::try_from(record.len()) else { return false };
    if before + bytes.len() == 0 {
        bytes.extend_from_slice(HEADER);
    }
    bytes.extend_from_slice(&key.0);
    bytes.extend_from_slice(&length.to_le_bytes());
    bytes.extend_from_slice(&check(key, record));
    bytes.extend_from_slice(record);
    true
}

/// Returns where the records of a file stand, the newest under each key, and whether it is whole.
pub(super) fn read(bytes: &[u8]) -> (HashMap<Key, Range<usize>>, bool) {
    let mut records = HashMap::new();
    if bytes.is_empty() {
        return (records, true);
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
                records.insert(key, record);
            } else {
                records.remove(&key);
            }
        }
    }
    (records, is_sound)
}

fn frame(bytes: &[u8], at: usize) -> Option<(Key, Range<usize>)> {
    let front = bytes.get(at..at + FRONT)?;
    let key = Key(front[..HASH].try_into().ok()?);
    let length = u32::from_le_bytes(front[HASH..HASH + 4].try_into().ok()?) as usize;
    let record = at + FRONT..(at + FRONT).checked_add(length)?;
    (record.end <= bytes.len()).then_some((key, record))
}

/// Returns the check of a record under this key.
pub(super) fn check(key: Key, record: &[u8]) -> [u8; CHECK] {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(&key.0);
    hasher.update(&(record.len() as u32).to_le_bytes());
    hasher.update(record);
    hasher.finalize().to_le_bytes()
}
