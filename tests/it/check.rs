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
    let others = labpress::rules::OTHER_CODES.map(|code| code.id);
    let names = list.lines().map(|line| line.split(' ').next().unwrap().to_owned());
    let rules: BTreeSet<String> = names.filter(|name| !others.contains(&name.as_str())).collect();
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
        let said = printed(&run) + &String::from_utf8(run.stderr.clone()).unwrap();
        format!("{arguments:?} {}\n{said}", run.status.code().unwrap())
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

/// Notes with everything that can be fixed, a byte order mark and Windows line ends.
const FIXABLE: &str = "\u{feff}# Lab\r\n\r\n##Part 1: Run\r\n\r\n![one](image\\One.png)\r\n\r\n![two](image/one.PNG \"x\") é\r\n\r\n\
    ![three](image/my pic.png) and ![four] (image/One.png)\r\n\r\n<img src=\"IMAGE/One.png\" alt=\"five\">\r\n\r\n\
    ![six](https://github.com/me/lab/blob/main/image/One.png) [notes](OTHER.md#lab)\r\n\r\n![seven](gone.png)\r\n";

fn fixable() -> Folder {
    let picture = crate::site::picture(60, 30);
    let utf16: Vec<u8> = FIXABLE.replace("OTHER", "README").encode_utf16().flat_map(u16::to_le_bytes).collect();
    Folder::new()
        .with("image/One.png", &picture)
        .with("image/my pic.png", &picture)
        .with(".git/config", "[remote \"origin\"]\n\turl = https://github.com/me/lab.git\n")
        .with("README.md", FIXABLE)
        .with("other.md", utf16)
}

#[test]
fn what_is_certain_is_fixed_and_nothing_else() {
    let folder = fixable();
    let notes = folder.notes();
    let fixed = FIXABLE
        .replace("##Part", "## Part")
        .replace("image\\One.png", "image/One.png")
        .replace("image/one.PNG", "image/One.png")
        .replace("image/my pic.png", "image/my%20pic.png")
        .replace("![four] (", "![four](")
        .replace("IMAGE/One.png", "image/One.png")
        .replace("https://github.com/me/lab/blob/main/image/One.png", "image/One.png");
    let shown = check(&notes, &["README.md", "--fix", "--dry-run"]);
    insta::assert_snapshot!(printed(&shown) + &String::from_utf8(shown.stderr).unwrap());
    assert_eq!(std::fs::read(notes.join("README.md")).unwrap(), FIXABLE.as_bytes(), "a dry run changed the notes");
    let made = String::from_utf8(check(&notes, &["--fix"]).stderr).unwrap();
    assert!(made.ends_with("fixed 15 problems in 2 files\n"), "{made}");
    let now = |file: &str| std::fs::read(notes.join(file)).unwrap();
    assert_eq!(String::from_utf8(now("README.md")).unwrap(), fixed.replace("OTHER.md", "other.md"));
    let utf16: Vec<u8> = fixed.replace("OTHER", "README").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(now("other.md"), utf16);
    let again = check(&notes, &["--fix"]);
    let again = printed(&again) + &String::from_utf8(again.stderr).unwrap();
    assert!(again.contains("missing-image") && again.ends_with("fixed nothing\n"), "{again}");
}

#[test]
fn a_linked_picture_is_fixed_with_its_link() {
    let folder =
        fixable().with("README.md", "[![a](IMAGE/One.png)](IMAGE/One.png)\n").with("my notes.md", "##Part 1\n");
    let shown = check(&folder.notes(), &["--fix", "--dry-run"]);
    assert!(printed(&shown).contains("--- a/my notes.md\t\n"), "{}", printed(&shown));
    check(&folder.notes(), &["--fix"]);
    let fixed = std::fs::read_to_string(folder.notes().join("README.md")).unwrap();
    assert_eq!(fixed, "[![a](image/One.png)](image/One.png)\n");
}

#[test]
fn an_address_on_a_host_is_only_fixed_when_it_is_our_own() {
    let folder = fixable();
    let notes = folder.notes();
    std::fs::remove_dir_all(notes.join(".git")).unwrap();
    std::fs::write(notes.join("README.md"), "![six](https://github.com/me/lab/blob/main/image/One.png)\n").unwrap();
    let shown = check(&notes, &["README.md", "--fix", "--dry-run"]);
    assert_eq!(printed(&shown), "");
}

#[test]
fn in_a_folder_of_the_repository_its_own_addresses_are_fixed_too() {
    let text = "![a](https://github.com/me/lab/blob/main/virtualization/image/One.png)\n\n\
        ![b](https://github.com/me/lab/blob/main/image/One.png)\n";
    let folder = fixable().with("virtualization/image/One.png", crate::site::picture(60, 30));
    let folder = folder.with("virtualization/README.md", text);
    check(&folder.notes(), &["virtualization", "--fix"]);
    let fixed = std::fs::read_to_string(folder.notes().join("virtualization/README.md")).unwrap();
    let first = "https://github.com/me/lab/blob/main/virtualization/image/One.png";
    assert_eq!(fixed, text.replacen(first, "image/One.png", 1));
}

#[cfg(unix)]
#[test]
fn write_protected_notes_stay_as_they_are() {
    use std::os::unix::fs::PermissionsExt;
    let folder = fixable();
    let path = folder.notes().join("README.md");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o444)).unwrap();
    let run = check(&folder.notes(), &["README.md", "--fix"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(String::from_utf8(run.stderr).unwrap().contains("ermission denied"));
    assert_eq!(std::fs::read(&path).unwrap(), FIXABLE.as_bytes());
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
    check(&folder.notes(), &["README.md", "--fix"]);
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    assert_ne!(std::fs::read(&path).unwrap(), FIXABLE.as_bytes());
}
