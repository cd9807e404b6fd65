//! What the disk says of a whole folder without reading a file of it.

use std::path::Path;
use std::time::SystemTime;

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::Key;
use super::stamp::{Stamp, is_settled};

/// Names, sizes, times and numbers of all files of a folder, as one hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Survey {
    /// Two surveys of a folder with one key saw the same files.
    pub key: Key,
    /// Nothing changed so shortly before the survey that it may have changed again unseen.
    pub is_settled: bool,
}

/// Surveys a folder. What `leaves` names is noted by its name alone, and a folder among it is not looked into. `None`
/// when some of it cannot be looked at.
pub fn survey(folder: &Path, leaves: impl Fn(&Path) -> bool) -> Option<Survey> {
    let mut seen: Vec<u8> = Vec::new();
    let mut is_quiet = true;
    let mut walk = WalkDir::new(folder).into_iter();
    let mut entries: Vec<(DirEntry, bool)> = Vec::new();
    while let Some(entry) = walk.next() {
        let entry = entry.ok()?;
        let is_left = entry.depth() > 0 && leaves(entry.path());
        if is_left && entry.file_type().is_dir() {
            walk.skip_current_dir();
        }
        entries.push((entry, is_left));
    }
    // Folders list their files in any order.
    entries.sort_by(|(a, _), (b, _)| a.path().as_os_str().cmp(b.path().as_os_str()));
    let now = SystemTime::now();
    let look = |(entry, is_left): &(DirEntry, bool)| match entry.file_type().is_file() && !is_left {
        true => Some(Some(Stamp::of_metadata(&entry.metadata().ok()?)?)),
        false => Some(None),
    };
    let stamps: Option<Vec<Option<Stamp>>> = entries.par_iter().map(look).collect();
    for ((entry, _), stamp) in entries.iter().zip(stamps?) {
        let name = entry.path().as_os_str().as_encoded_bytes();
        seen.extend_from_slice(&(name.len() as u64).to_le_bytes());
        seen.extend_from_slice(name);
        let kind = entry.file_type();
        seen.push(u8::from(kind.is_dir()) + 2 * u8::from(kind.is_symlink()));
        if let Some(stamp) = stamp {
            is_quiet &= is_settled(stamp, now);
            seen.extend_from_slice(&stamp.bytes());
        }
    }
    Some(Survey { key: Key::of("survey", &seen), is_settled: is_quiet })
}
