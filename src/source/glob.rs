//! Patterns of paths: `drafts/**`, `*.bak.md`. `*` stands for anything, `/` too.

use std::path::Path;

use walkdir::WalkDir;

use super::RepoPath;
use super::scan::{is_no_content, repo_path};

/// A pattern of paths from the site's root on.
#[derive(Debug, Clone)]
pub struct Glob {
    matcher: globset::GlobMatcher,
    /// The folder itself, when the pattern means everything below one.
    folder: Option<globset::GlobMatcher>,
}

impl Glob {
    /// Reads a pattern. Who knows `.gitignore` may begin it with `/` or `./`, and end it with `/` for all that lies below
    /// a folder.
    ///
    /// # Errors
    /// When it is none; the message says why.
    pub fn new(pattern: &str) -> Result<Self, String> {
        let compiled = |glob: &str| {
            let glob = globset::Glob::new(glob).map_err(|error| format!("`{pattern}` is no glob: {}", error.kind()))?;
            Ok::<_, String>(glob.compile_matcher())
        };
        let plain = plain(pattern);
        match plain.strip_suffix('/') {
            Some(folder) => Ok(Self { matcher: compiled(&format!("{folder}/**"))?, folder: Some(compiled(folder)?) }),
            None => Ok(Self { matcher: compiled(plain)?, folder: None }),
        }
    }

    /// Returns whether a path is among those it means.
    pub fn matches(&self, path: &RepoPath) -> bool {
        self.matcher.is_match(path.as_str())
    }

    /// Returns whether a path is among those it means, or is the folder that holds them.
    fn is_about(&self, path: &RepoPath) -> bool {
        self.matches(path) || self.folder.as_ref().is_some_and(|folder| folder.is_match(path.as_str()))
    }
}

/// The pattern from the root on, without a `/` or `./` before it.
fn plain(pattern: &str) -> &str {
    let mut plain = pattern;
    while let Some(rest) = plain.strip_prefix("./").or_else(|| plain.strip_prefix('/')) {
        plain = rest;
    }
    plain
}

/// A pattern that means nothing in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Idle {
    /// Which of the patterns it is.
    pub at: usize,
    /// The same pattern at any depth, when that means something.
    pub deeper: Option<String>,
}

/// Most files and folders that are looked at: in a folder with more, nothing is said.
const MOST_ENTRIES: usize = 50_000;

/// Returns those of `patterns` that mean no file or folder below `root`, whatever else it is left out for.
pub fn idle(root: &Path, patterns: &[&str]) -> Vec<Idle> {
    let deep = |pattern: &str| {
        let plain = plain(pattern);
        (!plain.is_empty() && !plain.starts_with("**")).then(|| format!("**/{plain}"))
    };
    // What is never looked at may as well be left out.
    let is_tools = |pattern: &str| pattern.split('/').any(|name| !name.is_empty() && is_no_content(name));
    let globs = patterns.iter().enumerate().filter(|(_, pattern)| !is_tools(plain(pattern)));
    let globs = globs.filter_map(|(at, pattern)| {
        let deep = deep(pattern);
        Some((at, Glob::new(pattern).ok()?, deep.as_deref().and_then(|deep| Glob::new(deep).ok())))
    });
    let mut open: Vec<(usize, Glob, Option<Glob>)> = globs.collect();
    let mut deeper: Vec<usize> = Vec::new();
    let walk = WalkDir::new(root).min_depth(1).into_iter();
    let walk = walk.filter_entry(|entry| !is_no_content(&entry.file_name().to_string_lossy()));
    for (count, entry) in walk.filter_map(Result::ok).enumerate() {
        if open.is_empty() || count == MOST_ENTRIES {
            return Vec::new();
        }
        let path = repo_path(root, entry.path());
        open.retain(|(at, glob, deep)| {
            if deep.as_ref().is_some_and(|deep| deep.is_about(&path)) {
                deeper.push(*at);
            }
            !glob.is_about(&path)
        });
    }
    let idle = |(at, ..): (usize, Glob, Option<Glob>)| {
        let deeper = if deeper.contains(&at) { deep(patterns[at]) } else { None };
        Idle { at, deeper }
    };
    open.into_iter().map(idle).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_mean_paths() {
        let cases = [
            ("drafts/**", "drafts/a/b.md", true),
            ("drafts/", "drafts/a/b.md", true),
            ("/drafts/", "drafts/a.md", true),
            ("./drafts/*", "drafts/a.md", true),
            ("drafts", "drafts", true),
            ("drafts/", "old/drafts/a.md", false),
            ("*.bak.md", "week 1/a.bak.md", true),
            ("a.md", "week 1/a.md", false),
            ("**/a.md", "week 1/a.md", true),
        ];
        for (pattern, path, is_meant) in cases {
            assert_eq!(Glob::new(pattern).unwrap().matches(&RepoPath::new(path)), is_meant, "{pattern} {path}");
        }
    }

    #[test]
    fn a_pattern_that_means_nothing_is_told_and_where_it_would() {
        let root = tempfile::tempdir().unwrap();
        for folder in ["content/drafts/old", "node_modules/x", "empty"] {
            std::fs::create_dir_all(root.path().join(folder)).unwrap();
        }
        let idle = |pattern: &str| match idle(root.path(), &[pattern]).pop() {
            Some(idle) => idle.deeper.unwrap_or_else(|| "nothing".to_owned()),
            None => String::new(),
        };
        assert_eq!(idle("drafts/"), "**/drafts/");
        assert_eq!(idle("draft/**"), "nothing");
        assert_eq!(idle("**/draft"), "nothing");
        for used in ["empty/", "node_modules/**", "content/drafts", "/content/*/old"] {
            assert_eq!(idle(used), "", "{used}");
        }
    }
}
