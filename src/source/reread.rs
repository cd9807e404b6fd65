//! Reads write-ups again, when somebody knows that nothing else changed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::decode::{Decoded, decode};
use super::scan::repo_path;
use super::{FileId, RepoPath, Source, Sources, is_left_out};

impl Sources {
    /// Reads those write-ups again that are among `touched`, which are absolute paths, and returns the ones that say
    /// something else now. `None` when more may be different: a file has come or gone, or one that is no write-up, or is
    /// none any more, was touched. Then nothing was read.
    pub fn reread(&mut self, touched: &BTreeSet<PathBuf>) -> Option<BTreeSet<FileId>> {
        let mut read = Vec::new();
        for path in touched {
            let below = path.strip_prefix(&self.root).ok()?;
            match self.report_at(path) {
                Some(id) => read.push((id, self.text_of(id, path)?)),
                // Tools' own files, and those of an editor that came and went.
                None if is_left_out(below) || path.symlink_metadata().is_err() && !self.names(path) => {}
                None => return None,
            }
        }
        let mut changed = BTreeSet::new();
        for (id, text) in read {
            let old = &mut self.texts[id.0 as usize];
            let new = Source::new(id, old.path.clone(), text);
            if new.text != old.text {
                *old = new;
                changed.insert(id);
            }
        }
        Some(changed)
    }

    fn report_at(&self, path: &Path) -> Option<FileId> {
        let path = repo_path(&self.root, path);
        let at = self.reports.binary_search_by(|&id| self.text(id).path.cmp(&path)).ok()?;
        self.reports.get(at).copied()
    }

    /// Returns whether a file that was there when all were read is this one, or lies in this folder.
    fn names(&self, path: &Path) -> bool {
        let path = repo_path(&self.root, path);
        let is_meant = |known: &RepoPath| *known == path || known.below(&path).is_some();
        // They are sorted.
        let inside = RepoPath::new(format!("{path}/"));
        let next = self.files.partition_point(|known| *known < inside);
        let texts = self.texts.iter().map(|source| &source.path);
        let others = self.skipped.iter().map(|skipped| &skipped.path).chain(&self.other_templates);
        let others = others.chain(self.unread.iter().map(|unread| &unread.path));
        let is_file = self.files.binary_search(&path).is_ok() || self.files.get(next).is_some_and(is_meant);
        is_file || texts.chain(others).any(is_meant)
    }

    /// Returns what a write-up says now, when it still is a plain one.
    fn text_of(&self, id: FileId, path: &Path) -> Option<String> {
        let known = &self.text(id).path;
        // One in another encoding is told of in the list of what was left out.
        if self.skipped.iter().any(|skipped| skipped.path == *known) {
            return None;
        }
        if !std::fs::symlink_metadata(path).is_ok_and(|found| found.is_file()) {
            return None;
        }
        match decode(std::fs::read(path).ok()?) {
            Decoded::Text(text) if !text.trim().is_empty() => Some(text),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_write_ups_that_were_there_are_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let write = |path: &str, text: &str| std::fs::write(root.join(path), text).unwrap();
        std::fs::create_dir_all(root.join("b/image")).unwrap();
        ["a.md", "b/c.md", "b/image/1.png"].iter().for_each(|path| write(path, "one"));
        let mut sources = Sources::open(root).unwrap();
        sources.scan(&[], None).unwrap();
        let mut again = |paths: &[&str]| {
            let touched = paths.iter().map(|path| root.join(path)).collect();
            let changed = sources.reread(&touched)?;
            Some(changed.iter().map(|&id| sources.text(id).path.to_string()).collect::<Vec<_>>().join(" "))
        };
        let said = |text: &str| Some(text.to_owned());
        assert_eq!(again(&["a.md"]), said(""));
        write("a.md", "two");
        assert_eq!(again(&["a.md", ".a.md.swp", "4913", "a.md~", "b/c.md"]), said("a.md"));
        assert_eq!(again(&["a.md"]), said(""));
        write("b/c.md", "two");
        assert_eq!(again(&["b/image/1.png", "b/c.md"]), None);
        assert_eq!(again(&["b/c.md"]), said("b/c.md"));
        write("a.md", "  ");
        assert_eq!(again(&["a.md"]), None);
        std::fs::remove_file(root.join("a.md")).unwrap();
        assert_eq!(again(&["a.md"]), None);
        write("d.md", "new");
        assert_eq!(again(&["d.md"]), None);
        std::fs::remove_dir_all(root.join("b")).unwrap();
        assert_eq!(again(&["b"]), None);
        assert_eq!(again(&["b/image"]), None);
        assert_eq!(again(&["b/imag"]), said(""));
    }
}
