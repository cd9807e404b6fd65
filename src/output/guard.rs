//! What may be replaced, and how one folder takes another's place.

use std::fs;
use std::io::Read;
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

/// What a ZIP file of ours begins with, behind 30 bytes of which some differ: its first file.
const FIRST_IN_ZIP: &[u8] = b".nojekyll";
/// What an HTML file of ours says of itself near its beginning.
const SAYS_WHO: &[u8] = b"<meta name=\"generator\" content=\"labpress";
/// So many bytes are enough to know ours.
const BEGINNING: u64 = 1 << 16;

/// Returns why a site of the notes in `root` must not be written as `file`; both are absolute, and `root` is free of links.
///
/// # Errors
/// When the file is one of the notes, would be taken for one, or is something else that labpress did not make.
pub fn refuse_file(root: &Path, file: &Path) -> Result<(), PublishError> {
    let extension = file.extension().map(|extension| extension.to_string_lossy().to_lowercase()).unwrap_or_default();
    let below = file.strip_prefix(root).ok();
    if let Some(below) = below {
        let name = file.file_name().unwrap_or_default();
        let is_note = matches!(extension.as_str(), "md" | "markdown") || name == "labpress.toml";
        if is_note || below.starts_with("templates") {
            return Err(PublishError::NotesFile(file.to_owned()));
        }
    }
    let Ok(found) = fs::metadata(file) else { return Ok(()) };
    // What may be replaced by a site is one, or nothing at all.
    if found.len() == 0 && below.is_none() || !found.is_file() || is_ours(file) {
        return Ok(());
    }
    match below {
        Some(_) => Err(PublishError::NotesFile(file.to_owned())),
        None => Err(PublishError::NotOurFile(file.to_owned())),
    }
}

fn is_ours(file: &Path) -> bool {
    let mut head = Vec::new();
    let read = fs::File::open(file).and_then(|file| file.take(BEGINNING).read_to_end(&mut head));
    let is_zip =
        || head.starts_with(b"PK\x03\x04") && head.get(30..).is_some_and(|rest| rest.starts_with(FIRST_IN_ZIP));
    read.is_ok() && (is_zip() || head.windows(SAYS_WHO.len()).any(|part| part == SAYS_WHO))
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

/// Returns the path that a path beside a site stands for: what is half built there has a name that nobody knows.
pub(super) fn meant(path: &Path) -> PathBuf {
    let name = |part: std::path::Component| -> PathBuf {
        let text = part.as_os_str().to_string_lossy();
        let plain = text.strip_suffix(".labpress-new").or_else(|| text.strip_suffix(".labpress-old"));
        plain.and_then(|plain| plain.strip_prefix('.')).map_or_else(|| PathBuf::from(part.as_os_str()), PathBuf::from)
    };
    path.components().map(name).collect()
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
