//! Where the cache of a site belongs: the user's own folder for such things, never inside the site.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use super::Key;

/// Returns the folder of the site in `site`, asking for variables of the environment by their names.
pub(super) fn folder_for(site: &Path, variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let site = fs::canonicalize(site).ok()?;
    let base = match variable("LABPRESS_CACHE_DIR") {
        Some(chosen) => std::path::absolute(chosen).ok()?,
        None => user_folder(&variable)?.join("labpress"),
    };
    // The longest part that is there already, free of links, tells whether the folder would lie inside the site.
    let there = base.ancestors().find_map(|folder| fs::canonicalize(folder).ok());
    if base.starts_with(&site) || there.is_some_and(|folder| folder.starts_with(&site)) {
        return None;
    }
    // Two sites never share a folder: the sweep of one would empty the other.
    let hash = Key::of_content(site.as_os_str().as_encoded_bytes()).hex();
    Some(base.join(&hash[..16]))
}

fn user_folder(variable: &impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let home = || variable("HOME").map(PathBuf::from);
    let folder = if cfg!(windows) {
        variable("LOCALAPPDATA").map(PathBuf::from)
    } else if cfg!(target_os = "macos") {
        home().map(|home| home.join("Library/Caches"))
    } else {
        // A relative path is to be ignored: XDG Base Directory Specification 0.8.
        let named = variable("XDG_CACHE_HOME").map(PathBuf::from).filter(|folder| folder.is_absolute());
        named.or_else(|| home().map(|home| home.join(".cache")))
    };
    folder.filter(|folder| folder.is_absolute())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(all(unix, not(target_os = "macos")))]
    #[test]
    fn folder_is_the_users_and_never_inside_the_site() {
        let site = tempfile::tempdir().unwrap();
        let root = fs::canonicalize(site.path()).unwrap();
        let answer = |variables: &[(&str, &str)]| {
            let find = |name: &str| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| value.into());
            let folder = folder_for(&root, find)?;
            Some(folder.parent().unwrap().to_str().unwrap().to_owned())
        };
        let inside = root.join("cache").to_str().unwrap().to_owned();
        assert_eq!(answer(&[("LABPRESS_CACHE_DIR", "/c"), ("HOME", "/h")]).as_deref(), Some("/c"));
        assert_eq!(answer(&[("XDG_CACHE_HOME", "/x"), ("HOME", "/h")]).as_deref(), Some("/x/labpress"));
        assert_eq!(answer(&[("XDG_CACHE_HOME", "x"), ("HOME", "/h")]).as_deref(), Some("/h/.cache/labpress"));
        assert_eq!(answer(&[("LABPRESS_CACHE_DIR", &inside)]), None);
        assert_eq!(answer(&[]), None);
    }
}
