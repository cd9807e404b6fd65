//! Who may import whom (ARCHITECTURE.md, "Layers"), read off the sources themselves.
//!
//! To move a room, or to let a room use an outside crate, change the tables here and ARCHITECTURE.md in one commit.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "a test reads the sources and stops at a surprise")]

mod rust_text;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rust_text::{code, crate_paths, path_heads};

/// The rooms, lowest line first. A room imports from the lines before its own, never from its own line.
const LINES: &[&[&str]] = &[
    &["source", "cache", "vocabulary"],
    &["diagnostic"],
    &["document", "config", "toolbox", "words"],
    &["extract", "images", "highlight"],
    &["site"],
    &["render", "rules"],
    &["output", "http"],
    &["pipeline"],
    &["serve"],
    &["cli"],
    &["main"],
];

/// Where each outside crate may be named.
const CRATES: &[(&str, &[&str])] = &[
    ("annotate-snippets", &["diagnostic"]),
    ("axum", &["http"]),
    ("base64", &["output", "render"]),
    ("blake3", &["cache"]),
    ("clap", &["cli"]),
    ("crc32fast", &["cache"]),
    ("csv", &["render"]),
    ("encoding_rs", &["source"]),
    ("exif", &["images"]),
    ("fast_image_resize", &["images"]),
    ("globset", &["source"]),
    // What students write, and the pages that become one file.
    ("html5ever", &["document", "render"]),
    ("image", &["images"]),
    ("img-parts", &["images"]),
    ("indicatif", &["cli"]),
    ("math-core", &["render"]),
    ("notify", &["serve"]),
    ("png", &["images"]),
    ("postcard", &["cache"]),
    ("pulldown-cmark", &["document"]),
    ("pulldown-cmark-escape", &["render"]),
    // Notes, pictures, pages and files, on all cores.
    ("rayon", &["cache", "images", "output", "pipeline", "render", "rules", "site"]),
    ("regex", &["document"]),
    ("rustix", &["cli"]),
    ("serde_json", &["cli", "render", "serve"]),
    ("sha2", &["render"]),
    ("similar", &["cli"]),
    ("strsim", &["diagnostic"]),
    ("syntect", &["highlight"]),
    // Both write beside the final name and then rename.
    ("tempfile", &["cache", "output"]),
    ("mimalloc", &["main"]),
    ("tera", &["render"]),
    ("tokio", &["http"]),
    ("tokio-stream", &["http"]),
    // Four kinds of TOML: labpress.toml, front matter, the tables of known tools, the words of a language.
    ("toml", &["config", "document", "toolbox", "words"]),
    ("two-face", &["highlight"]),
    ("unicode-normalization", &["source"]),
    // Notes are walked to be read, an old site to see what is in it, both to see whether anything changed.
    ("walkdir", &["cache", "source", "output"]),
    ("webpx", &["images"]),
    ("zip", &["output"]),
];

/// Used for what they derive, which brings nothing from outside with it, so any room may.
const DERIVES: [&str; 2] = ["serde", "thiserror"];

#[test]
fn imports_point_down_and_outside_crates_stay_in_their_rooms() {
    let faults: Vec<String> = sources().iter().flat_map(|(path, text)| faults(path, text)).collect();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn every_dependency_has_a_room() {
    let manifest: toml::Table = read("Cargo.toml").parse().unwrap();
    let of_systems = manifest["target"].as_table().unwrap().values().map(|system| &system["dependencies"]);
    let tables = of_systems.chain([&manifest["dependencies"]]).map(|table| table.as_table().unwrap());
    let declared: BTreeSet<&str> = tables.flat_map(|table| table.keys()).map(String::as_str).collect();
    let listed: BTreeSet<&str> = CRATES.iter().map(|(name, _)| *name).chain(DERIVES).collect();
    assert_eq!(declared, listed, "Cargo.toml (left) and the table in tests/it/layers.rs (right) differ");
}

#[test]
fn every_room_is_in_the_architecture() {
    let architecture = read("ARCHITECTURE.md");
    let missing: Vec<String> =
        modules().into_iter().filter(|room| !architecture.contains(&format!("`{room}"))).collect();
    assert!(missing.is_empty(), "ARCHITECTURE.md does not name: {}", missing.join(", "));
}

#[test]
fn the_version_is_in_the_changelog() {
    let heading = format!("## [{}]", env!("CARGO_PKG_VERSION"));
    let changelog = read("CHANGELOG.md");
    assert!(changelog.contains(&heading) || changelog.contains("## [Unreleased]"), "CHANGELOG.md has no `{heading}`");
}

#[test]
fn a_forbidden_import_is_caught() {
    let cases = [
        ("src/extract/mod.rs", "use crate::document::Document;\nuse crate::source::{Source, Span};", ""),
        ("src/extract/mod.rs", "use crate::site::Site;", "`extract` names `site`, which is above it"),
        (
            "src/extract/mod.rs",
            "use crate::{document::Document, images::{Picture}};",
            "`extract` names `images`, its neighbour",
        ),
        ("src/highlight.rs", "pub use super::extract::Found;", "`highlight` names `extract`, its neighbour"),
        ("src/document/parse.rs", "fn f() -> super::super::cli::Exit {}", "`document` names `cli`, which is above it"),
        ("src/source/mod.rs", "fn f() { crate::pipeline::run() }", "`source` names `pipeline`, which is above it"),
        ("src/main.rs", "fn main() { labpress::cli::main() }", ""),
        ("src/extract/mod.rs", "use crate::helpers::join;", "`extract` names `helpers`, which is no room"),
        ("src/site.rs", "use tera::Tera;", "`site` names the crate `tera`, which belongs to `render`"),
        ("src/site.rs", "fn f() { ::image::open(path) }", "`site` names the crate `image`, which belongs to `images`"),
        (
            "src/cli/mod.rs",
            "use annotate_snippets as a;",
            "`cli` names the crate `annotate_snippets`, which belongs to `diagnostic`",
        ),
        ("src/render/csv.rs", "use csv::Writer;\n#[derive(serde::Serialize)]\nstruct Row;", ""),
        (
            "src/source/mod.rs",
            "// crate::cli\n/* tera::x /* */ */ const A: &str = \"crate::cli\";\nconst B: &str = r#\"\"tera::x\"#;",
            "",
        ),
        (
            "src/source/mod.rs",
            "fn f<'a>(c: char) { c == '\"' } use crate::cli::X; // \"",
            "`source` names `cli`, which is above it",
        ),
        ("src/source/mod.rs", "#[cfg(test)]\nmod tests { use crate::cli::X; fn f() {} }\nfn g() {}", ""),
        (
            "src/source/mod.rs",
            "#[cfg(test)]\nmod tests { }\nuse crate::cli::X;",
            "`source` names `cli`, which is above it",
        ),
    ];
    for (path, text, fault) in cases {
        let found = faults(Path::new(path), text).join(" and ");
        let found = found.split_once(": ").map_or("", |(_, fault)| fault);
        assert_eq!(found, fault, "in {path}: {text}");
    }
}

/// Returns what breaks the rules in the source `text` of `path`: `src/site.rs: ..`.
fn faults(path: &Path, text: &str) -> Vec<String> {
    let room = room(path);
    let code = code(text);
    let named = crate_paths(&code, depth(path)).into_iter().filter_map(|other| wrong_room(&room, &other));
    let outside = path_heads(&code).into_iter().filter_map(|head| wrong_crate(&room, &head));
    named.chain(outside).map(|fault| format!("{}: `{room}` names {fault}", path.display())).collect()
}

fn wrong_room(room: &str, other: &str) -> Option<String> {
    let Some(its_line) = line_of(other) else { return Some(format!("`{other}`, which is no room")) };
    match line_of(room) {
        _ if room == other || room == "lib" => None,
        Some(line) if its_line < line => None,
        Some(line) if its_line == line => Some(format!("`{other}`, its neighbour")),
        Some(_) => Some(format!("`{other}`, which is above it")),
        None => Some(format!("`{other}` but has no line in tests/it/layers.rs")),
    }
}

fn wrong_crate(room: &str, head: &str) -> Option<String> {
    let (_, rooms) = CRATES.iter().find(|(name, _)| name.replace('-', "_") == head)?;
    let owners = rooms.join("` and `");
    (!rooms.contains(&room)).then(|| format!("the crate `{head}`, which belongs to `{owners}`"))
}

fn line_of(room: &str) -> Option<usize> {
    LINES.iter().position(|line| line.contains(&room))
}

/// Returns the room that a source belongs to: `extract` for `src/extract/parts.rs`, `site` for `src/site.rs`.
fn room(path: &Path) -> String {
    let first = path.components().nth(1).unwrap().as_os_str().to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

/// Returns how many `super::` lead from a source's module to the crate: 1 for `src/site.rs` and `src/site/mod.rs`.
fn depth(path: &Path) -> usize {
    let below = path.components().count() - 1;
    if path.ends_with("mod.rs") { below - 1 } else { below }
}

fn modules() -> BTreeSet<String> {
    sources().iter().map(|(path, _)| room(path)).filter(|room| room != "lib").collect()
}

/// Returns every source of the program, by its path from the repository's root; files of tests are left out.
fn sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = walkdir::WalkDir::new(root.join("src")).sort_by_file_name().into_iter().map(Result::unwrap);
    files
        .map(|entry| entry.path().strip_prefix(root).unwrap().to_owned())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .filter(|path| !path.iter().any(|name| name == "tests" || name == "tests.rs"))
        .map(|path| (path.clone(), read(&path)))
        .collect()
}

fn read(path: impl AsRef<Path>) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}
