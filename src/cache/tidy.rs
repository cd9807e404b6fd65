//! Lets go of what no site needs any more: a site that was moved or deleted leaves its folder behind.

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

/// How long a file is left alone that only a build could say nobody needs.
pub(super) const WEEKS: Duration = Duration::from_secs(28 * 24 * 3600);
/// How long the folder of a site is left alone that nobody asks for.
const MONTHS: Duration = Duration::from_secs(90 * 24 * 3600);
/// The time of the tag is not set anew more often than this.
const DAY: Duration = Duration::from_secs(24 * 3600);

/// The file by which programs that make backups know such a folder (<https://bford.info/cachedir/>). Its time says when
/// somebody last opened the cache, and only a folder in which it lies is ever removed.
const TAG: &str = "CACHEDIR.TAG";
const SAYS: &str = "Signature: 8a477f597d28d172789f06886806bc55\n\
                    # Results that labpress keeps of one site. Without this folder the next build takes longer.\n";

/// Notes that the folder of a site is in use.
pub(super) fn touch(folder: &Path) {
    let tag = folder.join(TAG);
    let is_fresh = age(&tag, SystemTime::now()).is_some_and(|age| age < DAY);
    if !is_fresh {
        // A folder that cannot be written to is not used either.
        let _ = fs::write(tag, SAYS);
    }
}

/// Removes the folders of other sites beside this one that nobody has opened for months.
pub(super) fn remove_forgotten(folder: &Path, now: SystemTime) {
    let beside = folder.parent().and_then(|around| fs::read_dir(around).ok());
    for entry in beside.into_iter().flatten().flatten() {
        let path = entry.path();
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if is_folder && path != folder && is_forgotten(&path, now) {
            // What cannot be removed takes room, nothing else.
            let _ = fs::remove_dir_all(path);
        }
    }
}

/// Returns whether this is the folder of a site, by its name and its tag, which has not been opened for months.
fn is_forgotten(folder: &Path, now: SystemTime) -> bool {
    let is_hash = |name: &str| name.len() == NAME && name.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    let is_ours = folder.file_name().and_then(|name| name.to_str()).is_some_and(is_hash);
    let tag = folder.join(TAG);
    is_ours && age(&tag, now).is_some_and(|age| age > MONTHS) && fs::read_to_string(tag).is_ok_and(|text| text == SAYS)
}

/// Length of the name of a site's folder.
const NAME: usize = 16;

fn age(file: &Path, now: SystemTime) -> Option<Duration> {
    let modified = fs::symlink_metadata(file).and_then(|metadata| metadata.modified()).ok()?;
    now.duration_since(modified).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_folders_of_ours_that_nobody_opens_are_removed() {
        let base = tempfile::tempdir().unwrap();
        let folder = |name: &str, says: &str, days: u64| {
            let folder = base.path().join(name);
            fs::create_dir_all(folder.join("files")).unwrap();
            fs::write(folder.join(TAG), says).unwrap();
            let tag = fs::File::options().append(true).open(folder.join(TAG)).unwrap();
            tag.set_modified(SystemTime::now() - DAY * u32::try_from(days).unwrap()).unwrap();
            folder
        };
        let forgotten = folder("0123456789abcdef", SAYS, 91);
        let kept = [
            folder("0123456789abcde0", SAYS, 89),
            folder("0123456789abcde1", "not ours", 91),
            folder("photographs", SAYS, 91),
            folder("0123456789abcde2", SAYS, 91),
        ];
        touch(&kept[3]);
        let own = folder("0123456789abcde3", SAYS, 91);
        remove_forgotten(&own, SystemTime::now());
        assert!(!forgotten.exists() && own.exists());
        assert!(kept.iter().all(|folder| folder.exists()), "{kept:?}");
    }
}
