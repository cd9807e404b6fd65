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
    let exclude = "exclude = [\"drafts/\"]\n".as_bytes();
    let cases: [(&str, &[u8], &str); 5] = [
        ("labpress.toml/x", b"", "this is not read: it is a folder"),
        ("labpress.toml", b"a\0b\0\xff\xfe\0c", "this is not read: it is no text"),
        ("Labpress.toml", exclude, "rename it to `labpress.toml`"),
        ("content/labpress.toml", exclude, "beside the folder `content`"),
        ("templates/site.css/x", b"", "templates/site.css"),
    ];
    for (path, content, words) in cases {
        let folder = notes().with(path, content).with("content/a.md", "# A\n\ntext\n");
        let (code, said) = built(&folder);
        assert!(code == 1 && said.contains(words) && said.contains("error["), "{path}: {code} {said}");
        assert!(!folder.site().exists(), "{path}");
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
        ("exclude = [\"drafts/\", \"darfts/\"]", "labpress.toml:1:23\nhelp: did you mean `drafts/`?"),
        ("exclude = [\"drafts/\", \"private/\"]", ""),
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
    let folder = notes()
        .with("templates/reprot.html", "x")
        .with("templates/box.html", "box")
        .with("templates/Site.css", "p {}")
        .with("templates/theme.css", "p {}")
        .with(
            "templates/report.html",
            "{% extends \"default/report.html\" %}{% block pager %}{% include \"box.html\" %}{% endblock %}",
        );
    let (code, said) = built(&folder);
    assert!(code == 0 && said.contains("warning[template]: no page is made from this template"), "{said}");
    assert!(said.contains("templates/reprot.html") && said.contains("did you mean `report.html`?"), "{said}");
    assert!(said.contains("templates/Site.css") && said.contains("did you mean `site.css`?"), "{said}");
    assert!(!said.contains("box.html") && !said.contains("theme.css"), "{said}");
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
