//! What each stage takes, on one report and on one screenshot of each format, drawn as `examples/bench_corpus` does.
//!
//! `cargo bench` runs them all, `cargo bench -- picture` some.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "a benchmark stops at a surprise")]

#[path = "../examples/drawing/mod.rs"]
#[allow(dead_code, reason = "the program that it is from uses all of it")]
mod drawing;
#[path = "../examples/bench_corpus/notes.rs"]
#[allow(dead_code, reason = "the program that it is from uses all of it")]
mod notes;
#[path = "../examples/bench_corpus/picture.rs"]
#[allow(dead_code, reason = "the program that it is from uses all of it")]
mod picture;
#[path = "../examples/bench_corpus/random.rs"]
mod random;
#[path = "../examples/bench_corpus/session.rs"]
mod session;

use std::path::Path;

use divan::Bencher;
use labpress::cache::Cache;
use labpress::document::{Dialect, parse};
use labpress::pipeline::{Notes, read, understand};
use labpress::source::{RepoPath, Sources};
use labpress::{highlight, images, render, site};

use picture::Form;
use random::Random;

fn main() {
    divan::main();
}

/// Returns the text of a report of 8 kB.
fn report() -> String {
    notes::report(&mut Random::of(1, 1, 0), notes::Place { number: 1, all: 1 }, &[])
}

/// Returns a folder with this one file in it.
fn folder_with(name: &str, content: &[u8]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(name), content).unwrap();
    folder
}

fn read_notes(folder: &Path) -> Notes {
    read(folder, None).unwrap()
}

#[divan::bench]
fn parse_report(bencher: Bencher) {
    let sources = Sources::of_text("report.md", &report());
    let id = sources.reports[0];
    bencher.bench_local(|| parse(sources.text(id), Dialect::GitHub));
}

/// Parsing is part of it.
#[divan::bench]
fn extract_report(bencher: Bencher) {
    let folder = folder_with("report.md", report().as_bytes());
    let notes = read_notes(folder.path());
    bencher.bench_local(|| understand(&notes.sources, &notes.tools, &notes.words));
}

/// The whole site of one report: its page and the sheets.
#[divan::bench]
fn render_site(bencher: Bencher) {
    let folder = folder_with("report.md", report().as_bytes());
    let notes = read_notes(folder.path());
    let pictures = images::Pictures::new();
    let Notes { sources, config, tools, words, reports, .. } = &notes;
    let material = site::Material { sources, config, toolbox: tools, words, reports, pictures: &pictures };
    let site = site::assemble(material);
    bencher.bench_local(|| render::render(&site, &Cache::none(), &|_, _| false, &|file| drop(divan::black_box(file))));
}

#[divan::bench(args = ["bash", "console", "yaml", "python"])]
fn highlight_code(bencher: Bencher, language: &str) {
    let folder = folder_with("report.md", b"");
    let notes = read_notes(folder.path());
    let code = match language {
        "bash" => "sudo systemctl restart nginx.service\ncurl --silent http://localhost:8080/ | head --lines 5\n",
        "console" => "$ docker ps --all\nCONTAINER ID   IMAGE   COMMAND\n$ lxc list\n+------+-------+\n",
        "yaml" => "services:\n  web:\n    image: \"nginx:1.27-alpine\"\n    ports: [\"8080:80\"]\n",
        _ => "def main(name: str) -> None:\n    print(f\"hello {name}\", 42)  # greets\n",
    };
    let code = code.repeat(10);
    // A grammar's patterns are compiled when it is first used.
    highlight::highlight(language, &code, &notes.tools);
    let bencher = bencher.counter(divan::counter::BytesCount::of_str(&code));
    bencher.bench_local(|| highlight::highlight(language, divan::black_box(&code), &notes.tools));
}

/// Without widths a picture is only decoded; one width adds scaling and encoding, the second those of a wider version.
#[divan::bench(args = [Form::Rgba, Form::Rgb, Form::OneBit, Form::Jpeg], consts = [0, 1, 2], sample_count = 20)]
fn picture_files<const WIDTHS: usize>(bencher: Bencher, form: Form) {
    let drawn = picture::of_form(&mut Random::of(1, 1, 1), form, (1920, 1080)).unwrap();
    let name = format!("picture.{}", drawn.extension);
    let folder = folder_with(&name, &drawn.bytes);
    let mut sources = Sources::of_text("report.md", "");
    sources.root = folder.path().to_owned();
    let wanted = [RepoPath::new(name)];
    bencher.bench_local(|| {
        let made = images::prepare(&wanted, &[480, 960][..WIDTHS], &sources, &Cache::none(), &|| ());
        assert!(made.values().all(Result::is_ok));
    });
}
