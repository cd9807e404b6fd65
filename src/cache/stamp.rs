//! What the disk says of a file without reading it, and when that is enough to know what is in it.
//!
//! The same care as git's index takes: a file that changed in the very moment it was looked at may change again without
//! a trace, so what is younger than the steps in which the disk counts time is doubtful, and read.

use std::fs;
use std::io;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::Key;
use super::key::HASH;

/// Size, times and number of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    size: u64,
    /// Last change of the content, in nanoseconds since 1970.
    modified: i64,
    /// Last change of the content or of what the disk knows about the file; the same as `modified` where there is none.
    changed: i64,
    /// Number of the file on its disk; 0 where there is none.
    inode: u64,
}

/// A stamp, what was in the file then, and when that was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Seen {
    pub(super) stamp: Stamp,
    pub(super) content: Key,
    /// In nanoseconds since 1970.
    at: i64,
}

/// Disks that count nanoseconds still get their time from a clock that ticks every 1 to 10 ms.
const TICK: Duration = Duration::from_millis(20);
/// FAT counts in steps of two seconds.
const COARSE_TICK: Duration = Duration::from_secs(2);
/// Length of a stored [`Seen`].
const STORED: usize = 5 * 8 + HASH;

impl Stamp {
    /// Looks at a file.
    pub(super) fn of(path: &Path) -> io::Result<Self> {
        let metadata = fs::metadata(path)?;
        let stamp = Self::of_metadata(&metadata).filter(|_| metadata.is_file());
        stamp.ok_or_else(|| io::ErrorKind::InvalidInput.into())
    }

    /// Reads what the disk said of a file; `None` where it knows no times.
    pub(super) fn of_metadata(metadata: &fs::Metadata) -> Option<Self> {
        let modified = nanoseconds(metadata.modified().ok()?);
        Some(Self::with_numbers(metadata, modified))
    }

    /// Returns the part of it that links and moves leave alone.
    pub(super) fn trace(&self) -> Trace {
        Trace { size: self.size, modified: self.modified, inode: self.inode }
    }

    /// Returns it as bytes.
    pub(super) fn bytes(&self) -> [u8; 32] {
        let Self { size, modified, changed, inode } = *self;
        let mut bytes = [0; 32];
        let numbers = [size, modified as u64, changed as u64, inode];
        bytes.as_chunks_mut::<8>().0.iter_mut().zip(numbers).for_each(|(to, number)| *to = number.to_le_bytes());
        bytes
    }

    #[cfg(unix)]
    fn with_numbers(metadata: &fs::Metadata, modified: i64) -> Self {
        use std::os::unix::fs::MetadataExt;
        let changed = metadata.ctime().saturating_mul(1_000_000_000).saturating_add(metadata.ctime_nsec());
        Self { size: metadata.len(), modified, changed, inode: metadata.ino() }
    }

    #[cfg(not(unix))]
    fn with_numbers(metadata: &fs::Metadata, modified: i64) -> Self {
        Self { size: metadata.len(), modified, changed: modified, inode: 0 }
    }
}

/// What stays the same about a file while nobody writes to it, however often it is linked or moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trace {
    size: u64,
    modified: i64,
    inode: u64,
}

impl Trace {
    /// Looks at a file; `None` where there is none.
    pub fn of(path: &Path) -> Option<Self> {
        Stamp::of(path).ok().map(|stamp| stamp.trace())
    }

    /// Returns the size of the file in bytes.
    pub(super) fn size(&self) -> u64 {
        self.size
    }
}

impl Seen {
    /// Returns what was seen at a time: that of the stamp or earlier, for what is read later may have changed since.
    pub(super) fn at(time: SystemTime, stamp: Stamp, content: Key) -> Self {
        Self { stamp, content, at: nanoseconds(time) }
    }

    /// Returns whether a file that still has this stamp must still have this content.
    pub(super) fn is_settled(&self) -> bool {
        settled_at(self.stamp, self.at)
    }

    pub(super) fn write(&self) -> Vec<u8> {
        [&self.stamp.bytes()[..], &self.at.to_le_bytes(), &self.content.0].concat()
    }

    pub(super) fn read(record: &[u8]) -> Option<Self> {
        let record: &[u8; STORED] = record.try_into().ok()?;
        let (numbers, hash) = record.split_at(STORED - HASH);
        let numbers: Vec<u64> = numbers.as_chunks::<8>().0.iter().map(|bytes| u64::from_le_bytes(*bytes)).collect();
        let &[size, modified, changed, inode, at] = numbers.as_slice() else { return None };
        let stamp = Stamp { size, modified: modified as i64, changed: changed as i64, inode };
        Some(Self { stamp, content: Key(hash.try_into().ok()?), at: at as i64 })
    }
}

/// Returns whether a file with this stamp cannot change any more without a trace that is seen later than `now`.
pub(super) fn is_settled(stamp: Stamp, now: SystemTime) -> bool {
    settled_at(stamp, nanoseconds(now))
}

fn settled_at(Stamp { modified, changed, .. }: Stamp, at: i64) -> bool {
    let counts_whole_seconds = modified % 1_000_000_000 == 0 && changed % 1_000_000_000 == 0;
    let tick = if counts_whole_seconds { COARSE_TICK } else { TICK };
    let tick = i64::try_from(tick.as_nanos()).unwrap_or(i64::MAX);
    modified.max(changed).saturating_add(tick) < at
}

fn nanoseconds(time: SystemTime) -> i64 {
    let since = |duration: Duration| i64::try_from(duration.as_nanos()).unwrap_or(i64::MAX);
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => since(after),
        Err(before) => -since(before.duration()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changed_just_now_is_doubtful() {
        let second = 1_000_000_000;
        let seen = |modified: i64, changed: i64, at: i64| {
            let stamp = Stamp { size: 1, modified, changed, inode: 7 };
            Seen { stamp, content: Key::of_content(b""), at }.is_settled()
        };
        assert!(seen(5 * second + 1, 5 * second + 1, 6 * second));
        assert!(!seen(5 * second + 1, 5 * second + 1, 5 * second + 1));
        assert!(!seen(5 * second + 1, 5 * second + 1, 5 * second + 10_000_000));
        assert!(!seen(second, 5 * second + 1, 5 * second + 2), "renamed over just now");
        assert!(!seen(5 * second, 5 * second, 6 * second), "a disk that counts whole seconds");
        assert!(seen(5 * second, 5 * second, 8 * second));
        assert!(!seen(9 * second + 1, 9 * second + 1, 6 * second), "from the future");
    }

    #[test]
    fn what_is_stored_comes_back() {
        let stamp = Stamp { size: 3, modified: -5, changed: i64::MAX, inode: u64::MAX };
        let seen = Seen { stamp, content: Key::of_content(b"x"), at: 12 };
        assert_eq!(Seen::read(&seen.write()), Some(seen));
        assert_eq!(Seen::read(&seen.write()[1..]), None);
    }
}
