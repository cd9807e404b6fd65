//! What is typed behind `labpress`: what it means, and what is said where it means nothing.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests stop at a surprise and make their folders")]

use std::process::{Command, Stdio};

use crate::site::{Folder, files, picture, said};

fn notes() -> Folder {
    Folder::new()
        .with("README.md", "# Lab\n\n##Part 1\n\n![a](image/a.png)\n\n<!-- labpress: allow nothing -->\n\ntext\n")
        .with("more.md", "# More\n\n##Part 2\n\ntext\n")
        .with("image/a.png", picture(60, 30))
        .with("drafts/a.md", "# Draft\n")
        .with("labpress.toml", "exclude = [\"drafts/\"]\n")
}

#[test]
fn mistakes_are_refused_in_plain_words() {
    let folder = notes().with("own.zip", "not ours").with("page.html", "<p>mine</p>").with("templates/x.txt", "");
    let cases: &[(&[&str], i32, &str)] = &[
        (&["bundle", "-o", "x.html"], 2, "add `--single-file`, or write `-o x.zip`"),
        (&["bundle", "--single-file", "-o", "x.zip"], 2, "leave out `--single-file`, or write `-o x.html`"),
        (&["bundle", "-o", "README.md"], 2, "is one of the notes"),
        (&["bundle", "-o", "image/a.png"], 2, "is one of the notes"),
        (&["bundle", "-o", "labpress.toml"], 2, "is one of the notes"),
        (&["bundle", "-o", "new.md"], 2, "is one of the notes, or would be taken for one"),
        (&["bundle", "-o", "own.zip"], 2, "is one of the notes"),
        (&["bundle", "--single-file", "-o", "page.html"], 2, "is one of the notes"),
        (&["bundle", "-o", "templates/x.txt"], 2, "is one of the notes"),
        (&["bundle", "--limit", "3"], 2, "--single-file"),
        (&["bundle", "--zip", "--limit", "3"], 2, "--limit"),
        (&["bundle", "--single-file", "--limit", "0"], 2, "a whole number of megabytes from 1 to 65535"),
        (&["bundle", "README.md"], 2, "`labpress bundle` takes the folder that holds it"),
        (&["init", "README.md"], 2, "`labpress init` takes the folder that holds it"),
        (&["check", "--list", "image"], 2, "cannot be used with '[PATH]'"),
        (&["check", "--rule", "alias,aliaz"], 2, "there is no rule `aliaz`; did you mean `alias`?"),
        (&["check", "--explain", "confg"], 2, "did you mean `config`?"),
        (&["check", "drafts/a.md"], 1, "`drafts/a.md` is left out by `exclude`"),
        (&["inspect", "drafts/a.md"], 1, "`drafts/a.md` is left out by `exclude`"),
        (&["check", "image/a.png"], 1, "`image/a.png` is no Markdown file"),
    ];
    let before = files(&folder.notes());
    for (arguments, code, words) in cases {
        let run = folder.run(arguments);
        assert_eq!(run.status.code(), Some(*code), "{arguments:?}: {}", said(&run));
        assert!(said(&run).contains(words), "{arguments:?}: {}", said(&run));
    }
    assert!(files(&folder.notes()) == before, "a file was touched");
}

#[cfg(feature = "serve")]
#[test]
fn a_port_is_a_number() {
    let run = notes().run(&["serve", "--port", "70000"]);
    assert!(run.status.code() == Some(2) && said(&run).contains("from 0 to 65535"), "{}", said(&run));
}

#[test]
fn a_bundle_makes_its_folder_and_replaces_what_it_made() {
    let folder = notes();
    for _ in 0..2 {
        let run = folder.run(&["bundle", "-o", "out/deep/x.zip"]);
        assert!(run.status.success(), "{}", said(&run));
        let run = folder.run(&["bundle", "--single-file", "-o", "out/x.html"]);
        assert!(run.status.success(), "{}", said(&run));
    }
    for name in ["site.doc", "mine.zip"] {
        let theirs = folder.site().with_file_name(name);
        std::fs::write(&theirs, "PK mine").unwrap();
        let run = folder.run(&["bundle", "-o", &format!("../{name}")]);
        assert!(run.status.code() == Some(2) && said(&run).contains("was not made by labpress"), "{}", said(&run));
        assert_eq!(std::fs::read_to_string(&theirs).unwrap(), "PK mine");
    }
}

#[test]
fn a_file_is_checked_in_its_site_and_alone() {
    let folder = notes();
    let short = |arguments: &[&str]| {
        let run = folder.run(&[&["check", "--format", "short"][..], arguments].concat());
        String::from_utf8(run.stdout).unwrap()
    };
    let one = short(&["more.md"]);
    assert!(one.lines().count() == 1 && one.starts_with("more.md:3:1: warning[heading-space]"), "{one}");
    // Remarks are restricted too.
    assert!(short(&[]).contains("unknown-rule"));
    assert!(!short(&["--rule", "heading-space, alias"]).contains("unknown-rule"));
    assert_eq!(short(&["--rule", "unknown-rule"]).lines().count(), 1);
    assert_eq!(folder.run(&["check", "more.md", "--deny", "warnings", "--rule", "alias"]).status.code(), Some(0));
    // From elsewhere it is still a file of that site.
    let run = Command::new(env!("CARGO_BIN_EXE_labpress"))
        .args(["check", "notes/drafts/a.md"])
        .current_dir(folder.notes().parent().unwrap())
        .env("LABPRESS_CACHE_DIR", folder.cache())
        .output()
        .unwrap();
    assert!(run.status.code() == Some(1) && said(&run).contains("left out by `exclude`"), "{}", said(&run));
}

#[test]
fn notes_without_a_page_are_wrong_for_every_command() {
    let folder = Folder::new().with("a.png", picture(60, 30));
    for command in ["build", "check", "inspect"] {
        let run = folder.run(&[command]);
        let all = said(&run) + &String::from_utf8_lossy(&run.stdout);
        assert!(run.status.code() == Some(1) && all.contains("no Markdown file"), "{command}: {all}");
    }
    assert_eq!(folder.run(&["check", "--rule", "missing-image"]).status.code(), Some(1));
    let folder = folder.with("a.md", "# A\n\ntext\n").with("labpress.toml", "titel = 1\n");
    assert_eq!(folder.run(&["inspect"]).status.code(), Some(1));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_standard_output_is_a_failure() {
    let folder = notes();
    let cases: &[&[&str]] = &[
        &["render", "README.md"],
        &["check"],
        &["check", "--format", "short"],
        &["check", "--format", "json"],
        &["check", "--format", "sarif"],
        &["check", "--format", "github"],
        &["check", "--fix", "--dry-run"],
        &["inspect"],
        &["inspect", "--format", "json"],
        &["check", "--list"],
        &["check", "--explain", "alias"],
    ];
    for arguments in cases {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let run = Command::new(env!("CARGO_BIN_EXE_labpress"))
            .args(*arguments)
            .current_dir(folder.notes())
            .env("LABPRESS_CACHE_DIR", folder.cache())
            .stdout(Stdio::from(full))
            .stderr(Stdio::piped())
            .output()
            .unwrap();
        assert_eq!(run.status.code(), Some(2), "{arguments:?}: {}", said(&run));
        assert!(said(&run).contains("cannot write to standard output"), "{arguments:?}: {}", said(&run));
    }
}

#[test]
fn every_code_has_a_page_and_whole_sentences() {
    let list = notes().run(&["check", "--list"]);
    let list = String::from_utf8(list.stdout).unwrap();
    for line in list.lines() {
        assert!(line.ends_with('.'), "{line}");
        let id = line.split(' ').next().unwrap();
        let page = notes().run(&["check", "--explain", id]);
        assert!(page.status.success() && page.stdout.starts_with(id.as_bytes()), "{id}");
    }
    for id in ["config", "no-pages", "template", "unknown-rule"] {
        assert!(list.contains(&format!("\n{id} ")), "{list}");
    }
}

#[test]
fn messages_name_what_the_author_knows() {
    // The folder cannot be made, for a file is in its place.
    let folder = notes().with("blocked", "");
    let run = folder.run(&["build", "-o", "blocked/site"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(!said(&run).contains("labpress-new") && said(&run).contains("blocked"), "{}", said(&run));
    let run = folder.run(&["bundle", "-o", "blocked/x.zip"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(!said(&run).contains("notes/.tmp") && said(&run).contains("blocked"), "{}", said(&run));
}
