//! `labpress.toml`: what is wrong with it is said, and never ignored.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests stop at a surprise and make their folders")]

use crate::site::{Folder, said};

fn notes() -> Folder {
    Folder::new().with("README.md", "# Lab\n\ntext\n").with("drafts/secret.md", "# Draft\n\ntext\n")
}

/// Builds the notes, and returns exit code and what was said on one line each.
fn built(folder: &Folder) -> (i32, String) {
    let run = folder.build();
    (run.status.code().unwrap(), said(&run))
}

#[test]
fn settings_that_cannot_be_read_refuse_the_build() {
    let cases: [(&str, fn(Folder) -> Folder, &str); 5] = [
        ("a folder", |folder| folder.with("labpress.toml/x", ""), "this is not read: it is a folder"),
        ("binary", |folder| folder.with("labpress.toml", b"a\0b\0\xff\xfe\0c"), "this is not read: it is no text"),
        (
            "wrong case",
            |folder| folder.with("Labpress.toml", "exclude = [\"drafts/\"]\n"),
            "rename it to `labpress.toml`",
        ),
        (
            "inside",
            |folder| folder.with("content/a.md", "# A\n").with("content/labpress.toml", ""),
            "beside the folder `content`",
        ),
        ("a style sheet", |folder| folder.with("templates/site.css/x", ""), "templates/site.css"),
    ];
    for (name, spoil, words) in cases {
        let folder = spoil(notes());
        let (code, said) = built(&folder);
        assert!(code == 1 && said.contains(words) && said.contains("error["), "{name}: {code} {said}");
        assert!(!folder.site().exists(), "{name}");
    }
}

#[cfg(unix)]
#[test]
fn settings_behind_a_link_refuse_the_build() {
    for target in ["nowhere", "other.toml"] {
        let folder = notes().with("other.toml", "exclude = [\"drafts/\"]\n");
        std::os::unix::fs::symlink(target, folder.notes().join("labpress.toml")).unwrap();
        let (code, said) = built(&folder);
        assert!(code == 1 && said.contains("this is not read: it is a link to another place"), "{code} {said}");
        assert!(said.contains("labpress.toml") && said.contains("put a copy of the file"), "{said}");
    }
}

#[test]
fn patterns_are_written_as_git_has_them_and_mean_something() {
    let cases = [
        ("exclude = [\"drafts/\"]", ""),
        ("exclude = [\"/drafts/\"]", ""),
        ("exclude = [\"./drafts/**\"]", ""),
        ("exclude = [\"drafts\"]", ""),
        ("exclude = [\"secret.md\", \"drafts/\"]", "labpress.toml:1:12\nhelp: did you mean `**/secret.md`?"),
        ("exclude = [\"drafts/\", \"darfts/\"]", "labpress.toml:1:23\nhelp: as in `drafts/`"),
        ("exclude = [\"drafts/\"]\n[rules.\"week9/**\"]\nalias = \"off\"", "labpress.toml:2:8\nhelp: a table of rules"),
        ("exclude = [\"drafts/\"]\n[rules.alas]\nalias = \"off\"", "labpress.toml:2:8\nhelp: below `[rules]`"),
        ("exclude = [\"drafts/\"]\n[rules.\"*.md\"]\nalias = \"off\"", ""),
        (
            "exclude = [\"drafts/\"]\n[tools.mylab]\nsubcommands = [\"up\"]\nflags = { upp = \"-f\" }",
            "4:11\nhelp: did you mean `up`?",
        ),
        ("exclude = [\"drafts/\"]\n[tools.docker.flags]\nrun = \"--mine\"", ""),
    ];
    for (settings, expected) in cases {
        let folder = notes().with("labpress.toml", settings);
        let (code, said) = built(&folder);
        assert_eq!(code, 0, "{settings}: {said}");
        assert_eq!(said.contains("warning[config]"), !expected.is_empty(), "{settings}: {said}");
        for words in expected.split("\nhelp: ") {
            assert!(said.contains(words), "{settings}: no {words} in {said}");
        }
        assert!(!folder.files().contains_key("drafts/secret.html"), "{settings}");
    }
}

#[test]
fn a_template_that_nothing_is_made_from_is_reported() {
    let folder = notes().with("templates/reprot.html", "x").with("templates/box.html", "box").with(
        "templates/report.html",
        "{% extends \"default/report.html\" %}{% block pager %}{% include \"box.html\" %}{% endblock %}",
    );
    let (code, said) = built(&folder);
    assert!(code == 0 && said.contains("warning[template]: no page is made from this template"), "{said}");
    assert!(said.contains("templates/reprot.html") && said.contains("did you mean `report.html`?"), "{said}");
    assert!(!said.contains("box.html"), "{said}");
}

#[test]
fn a_site_that_labpress_built_is_never_notes() {
    let folder = notes().with("files/list.md", "a linked file\n").with("more.md", "[list](files/list.md)\n");
    folder.run(&["build", ".", "-o", "public"]);
    let run = folder.run(&["check"]);
    assert!(!String::from_utf8_lossy(&run.stdout).contains("public/"), "{}", said(&run));
    folder.build();
    assert!(!folder.files().keys().any(|path| path.starts_with("public")));
    let run = folder.run(&["check", "public"]);
    let found = String::from_utf8_lossy(&run.stdout);
    assert!(run.status.code() == Some(1) && found.contains("is a site that labpress built"), "{found}");
    let run = folder.run(&["build", "public", "-o", "../other"]);
    assert!(run.status.code() == Some(1) && said(&run).contains("a site that labpress built"), "{}", said(&run));
}
