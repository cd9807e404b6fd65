//! `labpress check`: every rule on notes that break it, on notes that look alike and do not, and with its opt-out.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests stop at a surprise and make their folders")]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};

use crate::site::Folder;

fn check(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_labpress")).arg("check").args(arguments).current_dir(folder).output().unwrap()
}

fn printed(run: &Output) -> String {
    String::from_utf8(run.stdout.clone()).unwrap()
}

#[test]
fn rules_find_what_is_wrong_and_nothing_else() {
    insta::glob!("rules/*", |path| {
        let rule = path.file_name().unwrap().to_str().unwrap();
        let folder = Folder::copy_of(path);
        let run = check(&folder.notes(), &["--rule", rule, "--format", "short"]);
        let said = printed(&run);
        let about = |file: &str| said.lines().any(|line| line.starts_with(file));
        assert!(!about("alike.md") && !about("allowed.md"), "{rule} cries wolf:\n{said}");
        // No file is unreadable to a test that may run as root.
        assert!(!said.is_empty() || rule == "unreadable-file", "{rule} finds nothing");
        insta::assert_snapshot!(said);
    });
}

#[test]
fn every_rule_has_notes_and_a_page() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/rules");
    let folders: BTreeSet<String> =
        std::fs::read_dir(&here).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    let list = printed(&check(&here, &["--list"]));
    let rules: BTreeSet<String> = list.lines().map(|line| line.split(' ').next().unwrap().to_owned()).collect();
    assert_eq!(rules, folders);
    for rule in rules {
        let page = printed(&check(&here, &["--explain", &rule]));
        assert!(page.lines().count() > 4 && page.starts_with(&rule), "{page}");
    }
}

#[test]
fn findings_come_in_every_form() {
    let folder = Folder::copy_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/rules/missing-image"));
    let forms = ["human", "short", "json", "sarif", "github"].map(|form| {
        let run = check(&folder.notes(), &["found.md", "--rule", "missing-image", "--format", form]);
        assert!(run.status.success());
        let mut said = printed(&run) + &String::from_utf8(run.stderr).unwrap();
        if form == "sarif" {
            // The rules are in the list of rules.
            let log: serde_json::Value = serde_json::from_str(&said).unwrap();
            said = serde_json::to_string_pretty(&log["runs"][0]["results"]).unwrap();
        }
        format!("{form}\n{said}")
    });
    insta::assert_snapshot!(forms.join("\n"));
}

#[test]
fn mistakes_are_explained_and_settings_obeyed() {
    let folder = Folder::copy_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/rules/missing-image"));
    let notes = folder.notes();
    let run = |arguments: &[&str]| {
        let run = check(&notes, arguments);
        format!("{arguments:?} {}\n{}", run.status.code().unwrap(), String::from_utf8(run.stderr).unwrap())
    };
    let mut said = vec![
        run(&["--rule", "mising-image"]),
        run(&["--explain", "nothing"]),
        run(&["gone.md"]),
        run(&["--rule", "missing-image", "--deny", "warnings", "alike.md"]),
        run(&["--rule", "missing-image", "--deny", "warnings", "--format", "short"]),
    ];
    std::fs::write(
        notes.join("labpress.toml"),
        "[rules]\nmissing-image = \"error\"\n[rules.\"found*\"]\nmissing-image = \"off\"\n",
    )
    .unwrap();
    said.push(run(&["--rule", "missing-image"]));
    std::fs::write(notes.join("labpress.toml"), "[rules]\nmising-image = \"off\"\n").unwrap();
    said.push(run(&["--rule", "config"]));
    said.push(run(&["--rule", "missing-image", "--format", "short"]));
    insta::assert_snapshot!(said.join("\n"));
}
