//! A site of a test: a copy of a folder of notes, built by the program itself.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests make and read files, and stop at a surprise")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Notes in a folder of their own, and room for their site.
pub(crate) struct Folder {
    root: tempfile::TempDir,
}

impl Folder {
    /// An empty folder.
    pub(crate) fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("notes")).unwrap();
        Self { root }
    }

    /// Writes a file of the notes.
    pub(crate) fn with(self, path: &str, content: impl AsRef<[u8]>) -> Self {
        write(&self.notes().join(path), content.as_ref());
        self
    }

    /// A copy of a folder of notes. Where its notes speak of `plan.png`, that picture is drawn.
    pub(crate) fn copy_of(source: &Path) -> Self {
        let folder = Self::new();
        let mut wants_plan = false;
        for entry in walkdir::WalkDir::new(source).into_iter().map(Result::unwrap) {
            if entry.file_type().is_file() {
                let content = fs::read(entry.path()).unwrap();
                wants_plan |= String::from_utf8_lossy(&content).contains("plan.png");
                write(&folder.notes().join(entry.path().strip_prefix(source).unwrap()), &content);
            }
        }
        if wants_plan { folder.with("image/plan.png", picture(600, 300)) } else { folder }
    }

    pub(crate) fn notes(&self) -> PathBuf {
        self.root.path().join("notes")
    }

    pub(crate) fn site(&self) -> PathBuf {
        self.root.path().join("site")
    }

    pub(crate) fn cache(&self) -> PathBuf {
        self.root.path().join("cache")
    }

    /// Runs labpress in the notes' folder, with a cache of its own and without colours.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_labpress"))
            .args(arguments)
            .current_dir(self.notes())
            .env("LABPRESS_CACHE_DIR", self.cache())
            .env_remove("COLUMNS")
            .output()
            .unwrap()
    }

    /// Builds the site beside the notes.
    pub(crate) fn build(&self) -> Output {
        self.run(&["build", ".", "-o", "../site"])
    }

    /// Every file of the site, by its path.
    pub(crate) fn files(&self) -> BTreeMap<String, Vec<u8>> {
        files(&self.site())
    }

    /// A page of the site as text.
    pub(crate) fn page(&self, path: &str) -> String {
        fs::read_to_string(self.site().join(path)).unwrap()
    }
}

/// Every file below a folder, by its path.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    let files = entries.filter(|entry| entry.file_type().is_file()).map(|entry| {
        let path = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
        (path, fs::read(entry.path()).unwrap())
    });
    files.collect()
}

fn write(path: &Path, content: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content).unwrap();
}

/// A PNG that shows a pattern no encoder can make tiny.
pub(crate) fn picture(width: u32, height: u32) -> Vec<u8> {
    let noise = |x: u32, y: u32| (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(2_246_822_519)).to_le_bytes();
    let image = image::RgbImage::from_fn(width, height, |x, y| {
        let [a, b, c, _] = noise(x / 3, y / 3);
        image::Rgb([a, b, c])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// A PNG that no encoder can make smaller.
pub(crate) fn noise(width: u32, height: u32) -> Vec<u8> {
    let mut state = width;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    };
    let image = image::RgbImage::from_fn(width, height, |_, _| image::Rgb([next(), next(), next()]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// What a program wrote to its standard error.
pub(crate) fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}
