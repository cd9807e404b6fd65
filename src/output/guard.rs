//! What may be replaced, and how one folder takes another's place.

use std::fs;
use std::path::{Path, PathBuf};

use super::{MARKER, PICTURES, PublishError, failed};

/// Returns why a site of the notes in `root` must not be built into `folder`; both are absolute.
///
/// # Errors
/// When the folder is the notes' own, or one around them.
pub fn refuse(root: &Path, folder: &Path) -> Result<(), PublishError> {
    let holds_notes = root.starts_with(folder) || folder == root.join("content") || folder == root.join("image");
    if holds_notes { Err(PublishError::Notes(folder.to_owned())) } else { Ok(()) }
}

/// Returns an error unless the folder is absent, empty, or a site that labpress made.
pub(super) fn check_ours(folder: &Path) -> Result<(), PublishError> {
    let mut entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(failed("open the folder", folder)(error)),
    };
    let is_empty = entries.next().is_none();
    if is_empty || folder.join(MARKER).is_file() { Ok(()) } else { Err(PublishError::NotOurs(folder.to_owned())) }
}

/// Returns a hidden name beside a folder: `._site.labpress-new`.
pub(super) fn beside(folder: &Path, what: &str) -> PathBuf {
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    folder.with_file_name(format!(".{name}.labpress-{what}"))
}

/// Cleans up after a run that was killed: what was half built goes, and an old site that lost its place gets it back.
pub(super) fn recover(folder: &Path) -> Result<(), PublishError> {
    let (staged, aside) = (beside(folder, "new"), beside(folder, "old"));
    if aside.is_dir() && !folder.exists() {
        move_pictures(&staged, &aside)?;
        fs::rename(&aside, folder).map_err(failed("put back the site at", folder))?;
    }
    remove(&staged)?;
    remove(&aside)
}

fn remove(folder: &Path) -> Result<(), PublishError> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(failed("remove", folder)(error)),
        _ => Ok(()),
    }
}

/// Puts the new site in the place of the old one, whose pictures move over: there may be thousands of them.
pub(super) fn swap(staged: &Path, folder: &Path) -> Result<(), PublishError> {
    let aside = beside(folder, "old");
    if folder.exists() {
        fs::rename(folder, &aside).map_err(failed("move aside", folder))?;
    }
    let moved =
        move_pictures(&aside, staged).and_then(|()| fs::rename(staged, folder).map_err(failed("publish", folder)));
    if let Err(error) = moved {
        // Both are undone as far as the disk lets them; what is left the next run puts right.
        let _ = move_pictures(staged, &aside);
        let _ = fs::rename(&aside, folder);
        return Err(error);
    }
    // The new site is in place: an old one that cannot be removed is cleaned up by the next run.
    let _ = fs::remove_dir_all(&aside);
    Ok(())
}

/// Moves the folder of pictures from one site to another that has none.
fn move_pictures(from: &Path, to: &Path) -> Result<(), PublishError> {
    let (from, to) = (from.join(PICTURES), to.join(PICTURES));
    // A link to a folder elsewhere is none of ours.
    match from.is_dir() && !from.is_symlink() && !to.exists() {
        true => fs::rename(&from, &to).map_err(failed("move the pictures of", &from)),
        false => Ok(()),
    }
}
