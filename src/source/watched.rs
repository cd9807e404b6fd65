//! Which folders to look at for changes, and which changes are worth a look, by the same rules as [`super::scan`].

use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::SITE_MARKER;
use super::scan::is_no_content;

/// Beside a folder `content`, only these hold anything of a site.
const BESIDE_CONTENT: [&str; 4] = ["content", "image", "images", "templates"];

/// Returns the folders of the site at `root`, an absolute path: a file that is part of it, or may become one, lies in one
/// of them. While `root` is gone that is the nearest folder around it that is there.
pub fn folders(root: &Path) -> Vec<PathBuf> {
    if !root.is_dir() {
        return root.ancestors().skip(1).find(|above| above.is_dir()).map(Path::to_owned).into_iter().collect();
    }
    let has_content = root.join("content").is_dir();
    let is_beside = |entry: &DirEntry| {
        has_content && entry.depth() == 1 && !BESIDE_CONTENT.iter().any(|name| entry.file_name() == *name)
    };
    let is_folder = |entry: &DirEntry| entry.file_type().is_dir() && !entry.path().join(SITE_MARKER).is_file();
    let walk = WalkDir::new(root).into_iter();
    let wanted = walk.filter_entry(|entry| {
        entry.depth() == 0 || is_folder(entry) && !is_beside(entry) && !is_left_out(Path::new(entry.file_name()))
    });
    wanted.filter_map(Result::ok).map(DirEntry::into_path).collect()
}

/// Returns whether a path below the root can be no part of a site, whatever is there: a tool's file or folder.
pub fn is_left_out(below: &Path) -> bool {
    below.components().any(|part| is_no_content(&part.as_os_str().to_string_lossy()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_tools_are_not_looked_at() {
        let parent = tempfile::tempdir().unwrap();
        let root = parent.path().join("notes");
        assert_eq!(folders(&root.join("deeper")), [parent.path()]);
        for folder in ["week 1/image", ".git/objects", "target/debug", "week 1/node_modules/a", "_site/assets"] {
            std::fs::create_dir_all(root.join(folder)).unwrap();
        }
        let below = || {
            let mut all = folders(&root);
            all.sort();
            let below = all.iter().map(|folder| folder.strip_prefix(&root).unwrap().to_string_lossy().into_owned());
            below.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(below(), " week 1 week 1/image");
        std::fs::create_dir_all(root.join("content/03")).unwrap();
        assert_eq!(below(), " content content/03");
        for path in [".git/index", "a/.notes.md.swp", "~$a.docx", "week 1/target/x.md", "_site"] {
            assert!(is_left_out(Path::new(path)), "{path}");
        }
        for path in ["a.md", "week 1/image/a.png", "labpress.toml", "templates/report.html"] {
            assert!(!is_left_out(Path::new(path)), "{path}");
        }
    }
}
