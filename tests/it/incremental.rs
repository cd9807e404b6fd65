//! A build after any changes equals a build from nothing, byte for byte.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests make and read files, and stop at a surprise")]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use proptest::prelude::*;

use crate::site::{Folder, files, picture, said};

/// Something that happens to notes, their site or the cache between two builds.
#[derive(Debug, Clone)]
enum Change {
    Write(u8, Begin, String),
    Remove(u8),
    Rename(u8, u8),
    Draw(u8, u8),
    RemovePicture(u8),
    SwapPictures(u8, u8),
    Settings(u8),
    Template(u8),
    Log(u8),
    Rules(u8),
    Touch(u8),
    DamageSite(u8),
    DamageCache(u8),
    RemoveCache,
    RemoveSite,
    Nothing,
}

/// What a note begins with: its title may be its first heading or not, or be said above it.
#[derive(Debug, Clone, Copy)]
enum Begin {
    Title,
    Text,
    FrontMatter,
    Part,
}

fn change() -> impl Strategy<Value = Change> {
    let line = prop::sample::select(vec![
        "## Part 1: Look",
        "## Part 2: Leave",
        "- *see*: docker ps",
        "```bash\ndocker imges\n```",
        "![alt text](image/0.png)",
        "![the list](image/1.png)",
        "[other](note1.md#part-1-look)",
        "[other](note1.md#note-1)",
        "[the folder](sub)",
        "[a log](log.txt)",
        "```yaml\na: 1 # why\n```",
        "| Aspect | VMs | Containers |\n|---|---|---|\n| Boot | slow | fast |",
        "![gone](image/9.png)",
        "<p align=center>x</p>",
    ]);
    let text = prop::collection::vec(line, 0..6).prop_map(|lines| lines.join("\n\n"));
    let begin = prop::sample::select(vec![Begin::Title, Begin::Text, Begin::FrontMatter, Begin::Part]);
    prop_oneof![
        5 => (0..5_u8, begin, text).prop_map(|(note, begin, text)| Change::Write(note, begin, text)),
        1 => (0..5_u8).prop_map(Change::Remove),
        1 => (0..5_u8, 0..5_u8).prop_map(|(from, to)| Change::Rename(from, to)),
        2 => (0..3_u8, 0..4_u8).prop_map(|(name, size)| Change::Draw(name, size)),
        1 => (0..3_u8).prop_map(Change::RemovePicture),
        1 => (0..3_u8, 0..3_u8).prop_map(|(one, other)| Change::SwapPictures(one, other)),
        2 => (0..8_u8).prop_map(Change::Settings),
        2 => (0..3_u8).prop_map(Change::Template),
        1 => (0..2_u8).prop_map(Change::Log),
        1 => (0..2_u8).prop_map(Change::Rules),
        1 => (0..5_u8).prop_map(Change::Touch),
        1 => any::<u8>().prop_map(Change::DamageSite),
        1 => any::<u8>().prop_map(Change::DamageCache),
        1 => Just(Change::RemoveCache),
        1 => Just(Change::RemoveSite),
        2 => Just(Change::Nothing),
    ]
}

fn note(notes: &Path, number: u8) -> PathBuf {
    notes.join(match number {
        0 => "README.md".to_owned(),
        4 => "sub/note.md".to_owned(),
        number => format!("note{number}.md"),
    })
}

fn make(folder: &Folder, change: &Change) {
    let notes = folder.notes();
    let image = |name: u8| notes.join(format!("image/{name}.png"));
    match change {
        Change::Write(number, begin, text) => {
            let begin = match begin {
                Begin::Title => format!("# Note {number}"),
                Begin::Text => format!("Some words.\n\n# Note {number}"),
                Begin::FrontMatter => {
                    format!("---\ntitle: Of the {number}\naliases: [old.html]\n---\n\n# Note {number}")
                }
                Begin::Part => format!("## Assignment {number}: Look"),
            };
            fs::create_dir_all(notes.join("sub")).unwrap();
            fs::write(note(&notes, *number), format!("{begin}\n\n{text}\n")).unwrap();
        }
        Change::Log(which) => fs::write(notes.join("log.txt"), ["one\n", "two\n"][usize::from(*which)]).unwrap(),
        Change::Rules(which) => {
            fs::create_dir_all(notes.join("templates")).unwrap();
            let rules = ["", "p { color: red }\n"][usize::from(*which)];
            fs::write(notes.join("templates/site.css"), rules).unwrap();
        }
        Change::Remove(number) => drop(fs::remove_file(note(&notes, *number))),
        Change::Rename(from, to) => drop(fs::rename(note(&notes, *from), note(&notes, *to))),
        Change::Draw(name, size) => {
            fs::create_dir_all(notes.join("image")).unwrap();
            fs::write(image(*name), picture(300 + 200 * u32::from(*size), 200)).unwrap();
        }
        Change::RemovePicture(name) => drop(fs::remove_file(image(*name))),
        Change::SwapPictures(one, other) => drop(fs::rename(image(*one), image(*other))),
        Change::Settings(which) => {
            let settings = [
                "",
                "theme = \"console\"",
                "lang = \"ar\"",
                "[pictures]\nwidths = [240]",
                "title = \"Other\"",
                "[tools.docker]\nsubcommands = [\"imges\"]",
                "[words]\nlab_notes = \"Own words\"",
                "[rules]\nalt-placeholder = \"off\"",
            ];
            fs::write(notes.join("labpress.toml"), settings[usize::from(*which)]).unwrap();
        }
        Change::Template(which) => {
            fs::create_dir_all(notes.join("templates")).unwrap();
            let block = ["", "<p>one</p>", "<p>two {{ frame.title }}</p>"][usize::from(*which)];
            let text =
                format!("{{% extends \"default/report.html\" %}}{{% block pager %}}{block}{{% endblock pager %}}\n");
            fs::write(notes.join("templates/report.html"), text).unwrap();
        }
        Change::Touch(number) => {
            if let Ok(file) = fs::File::options().append(true).open(note(&notes, *number)) {
                file.set_modified(SystemTime::UNIX_EPOCH).unwrap();
            }
        }
        Change::DamageSite(which) => damage(&folder.site(), *which),
        Change::DamageCache(which) => damage(&folder.cache(), *which),
        Change::RemoveCache => drop(fs::remove_dir_all(folder.cache())),
        Change::RemoveSite => drop(fs::remove_dir_all(folder.site())),
        Change::Nothing => {}
    }
}

/// Changes one byte of a file, which keeps its size.
fn damage(folder: &Path, which: u8) {
    let all: Vec<String> = files(folder).into_keys().filter(|path| path != ".labpress-site").collect();
    let Some(path) = all.get(usize::from(which) % all.len().max(1)) else { return };
    let mut bytes = fs::read(folder.join(path)).unwrap();
    if let Some(byte) = bytes.last_mut() {
        *byte ^= 1;
    }
    fs::write(folder.join(path), bytes).unwrap();
}

/// Returns what there is to say of notes, by rule and place.
fn findings(folder: &Folder) -> String {
    let found = String::from_utf8(folder.run(&["check", "--format", "short"]).stdout).unwrap();
    // One message names the folder.
    found.replace(folder.notes().canonicalize().unwrap().to_str().unwrap(), "NOTES")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_build_equals_one_from_nothing(changes in prop::collection::vec(change(), 4..9)) {
        let folder = Folder::new().with("README.md", "# Notes\n\ntext\n").with("image/0.png", picture(900, 300));
        folder.build();
        for change in &changes {
            make(&folder, change);
            let run = folder.build();
            let fresh = Folder::copy_of(&folder.notes());
            let anew = fresh.build();
            prop_assert_eq!(findings(&folder), findings(&fresh), "after {:?}", change);
            prop_assert_eq!(run.status.code(), anew.status.code(), "{:?}: {}", change, said(&run));
            // Where there is no new site, the old one stays.
            if anew.status.success() {
                prop_assert!(folder.files() == fresh.files(), "after {change:?}");
            }
        }
    }
}

#[test]
fn what_a_glance_takes_for_unchanged_is() {
    let folder =
        Folder::new().with("README.md", "# Notes\n\n![a](image/a.png)\n").with("image/a.png", picture(900, 300));
    folder.build();
    let settled = || std::thread::sleep(std::time::Duration::from_millis(40));
    let again = || {
        settled();
        said(&folder.build())
    };
    let first = again();
    assert!(first.contains("up to date"), "{first}");
    let without_time =
        |text: &str| text.lines().filter(|line| !line.contains("checked in")).collect::<Vec<_>>().join("\n");
    // From now on the disk alone tells.
    assert_eq!(without_time(&again()), without_time(&first));
    let page = folder.page("index.html");
    fs::write(folder.site().join("index.html"), page.replace("Notes", "Motes")).unwrap();
    again();
    assert_eq!(folder.page("index.html"), page);
    again();
    fs::write(folder.notes().join("README.md"), "# Motes\n\n![a](image/a.png)\n").unwrap();
    again();
    assert!(folder.page("index.html").contains("Motes"));
    again();
    fs::remove_file(folder.notes().join("image/a.png")).unwrap();
    assert!(again().contains("missing-image"));
}

#[test]
fn a_link_follows_the_headings_of_the_page_it_leads_to() {
    let folder = Folder::new()
        .with("README.md", "# Notes\n\ntext\n")
        .with("a.md", "# A\n\n[there](b.md#setup)\n")
        .with("b.md", "Some words.\n\n# Setup\n\ntext\n");
    folder.build();
    assert!(folder.page("a.html").contains("href=\"b.html#setup\""));
    // Now the heading is the title of the page, which has no id of its own.
    let folder = folder.with("b.md", "# Setup\n\ntext\n");
    folder.build();
    assert!(folder.page("a.html").contains("href=\"b.html\""));
}

#[test]
fn what_is_kept_of_a_text_follows_what_it_depends_on() {
    const LAB: &str = "## Part 1: Look\n\n```bash\ndocker imges\n```\n\n![the list](image/list.png)\n";
    let folder = Folder::new().with("b.md", LAB).with("README.md", "some words\n");
    let check = |folder: &Folder, expected: &[&str], absent: &[&str]| {
        folder.build();
        let found = findings(folder);
        assert_eq!(found, findings(&Folder::copy_of(&folder.notes())));
        for expected in expected {
            assert!(found.contains(expected), "no {expected} in {found}");
        }
        for absent in absent {
            assert!(!found.contains(absent), "{absent} in {found}");
        }
    };
    check(&folder, &["command-typo", "missing-image", "b.md:4:"], &[]);
    // The picture comes.
    let folder = folder.with("image/list.png", picture(900, 300));
    check(&folder, &["command-typo", "b.md:4:"], &["missing-image"]);
    // A file before all others comes: what is said stays at its own files.
    let folder = folder.with("a.md", "# A\n\n![alt text](image/list.png)\n");
    check(&folder, &["command-typo", "b.md:4:", "a.md:3:", "alt-placeholder"], &["missing-image"]);
    // The site has a tool of its own.
    let folder = folder.with("labpress.toml", "[tools.docker]\nsubcommands = [\"imges\"]\n");
    check(&folder, &["alt-placeholder"], &["command-typo"]);
    // A file without a title is called otherwise in another language.
    let title = |folder: &Folder| folder.page("index.html").split("<title>").nth(1).unwrap()[..12].to_owned();
    let before = title(&folder);
    let folder = folder.with("labpress.toml", "lang = \"fi\"\n");
    check(&folder, &["command-typo"], &[]);
    assert_ne!(title(&folder), before);
}
