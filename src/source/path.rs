//! Paths below a site's root, the same on every system.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A path below the site's root: `/` between names, no `.` or `..`, no leading `/`; `""` is the root.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct RepoPath(String);

impl RepoPath {
    /// Takes a path that is already in this form.
    pub fn new(path: impl Into<String>) -> Self {
        Self(path.into())
    }

    /// Returns the path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the folder that holds it; the root's own folder is the root.
    pub fn folder(&self) -> Self {
        Self(self.0.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned()))
    }

    /// Returns the last name, with its extension.
    pub fn name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, name)| name)
    }

    /// Returns the last name without its extension: `lab` of `notes/lab.md`.
    pub fn stem(&self) -> &str {
        self.name().rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map_or(self.name(), |(stem, _)| stem)
    }

    /// Returns the last name in words, without its extension: `Docker networks` of `03/docker-networks.md`; `""` for
    /// the root.
    pub fn in_words(&self) -> String {
        let stem = self.stem();
        // Who writes spaces means the hyphens.
        let separators: &[char] = if stem.contains(' ') { &['_'] } else { &['_', '-'] };
        let spaced = stem.replace(separators, " ");
        let joined = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut letters = joined.chars();
        letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
    }

    /// Returns the extension in lower case, without its dot; `""` when there is none.
    pub fn extension(&self) -> String {
        let (stem, extension) = self.name().rsplit_once('.').unwrap_or((self.name(), ""));
        if stem.is_empty() { String::new() } else { extension.to_lowercase() }
    }

    /// Follows `target` from this folder; a leading `/` starts at the root. `None` when it leaves the root.
    pub fn join(&self, target: &str) -> Option<Self> {
        let base = if target.starts_with('/') { "" } else { &self.0 };
        let mut names: Vec<&str> = base.split('/').filter(|name| !name.is_empty()).collect();
        for name in target.split('/') {
            match name {
                "" | "." => {}
                ".." => {
                    names.pop()?;
                }
                name => names.push(name),
            }
        }
        Some(Self(names.join("/")))
    }

    /// Returns the way that leads from `folder` to this path: `../image/a.png`.
    pub fn seen_from(&self, folder: &Self) -> String {
        let from: Vec<&str> = folder.0.split('/').filter(|name| !name.is_empty()).collect();
        let to: Vec<&str> = self.0.split('/').collect();
        let folders = &to[..to.len() - 1];
        let shared = from.iter().zip(folders).take_while(|(a, b)| a == b).count();
        let up = std::iter::repeat_n("..", from.len() - shared);
        up.chain(to[shared..].iter().copied()).collect::<Vec<_>>().join("/")
    }

    /// Returns this path below `folder`, or `None` when it is not below it.
    pub fn below(&self, folder: &Self) -> Option<&str> {
        if folder.0.is_empty() {
            return Some(&self.0);
        }
        self.0.strip_prefix(&folder.0)?.strip_prefix('/')
    }
}

impl fmt::Display for RepoPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
