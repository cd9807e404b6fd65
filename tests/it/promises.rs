//! What labpress promises whoever runs it.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests make and read files, and stop at a surprise")]

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use scraper::{Html, Selector};

use crate::site::{Folder, files, picture, said};

const NOTES: &str =
    "# Notes\n\n## Part 1: Look\n\n- *see*: docker ps\n![alt text](image/a.png)\n\n## Part 2: Leave\n\nDone.\n";

fn notes() -> Folder {
    Folder::new().with("README.md", NOTES).with("image/a.png", picture(1200, 500)).with("more.md", "# More\n\ntext\n")
}

#[test]
fn two_builds_have_the_same_bytes() {
    let (one, other) = (notes(), notes());
    assert!(one.build().status.success() && other.build().status.success());
    assert_eq!(one.files(), other.files());
}

#[test]
fn an_unchanged_rebuild_writes_nothing() {
    let folder = notes();
    folder.build();
    let times = || -> Vec<SystemTime> {
        let all = walkdir::WalkDir::new(folder.site()).sort_by_file_name().into_iter().map(Result::unwrap);
        all.map(|entry| entry.metadata().unwrap().modified().unwrap()).collect()
    };
    let before = times();
    let run = folder.build();
    assert!(said(&run).contains("up to date"), "{}", said(&run));
    assert_eq!(times(), before);
}

#[test]
fn a_change_writes_what_changed_and_drops_what_is_gone() {
    let folder = notes();
    folder.build();
    fs::write(folder.notes().join("more.md"), "# More\n\nother words\n").unwrap();
    fs::remove_file(folder.notes().join("image/a.png")).unwrap();
    let run = folder.build();
    assert!(run.status.success(), "{}", said(&run));
    assert!(folder.page("more.html").contains("other words"));
    assert!(!folder.files().keys().any(|path| path.starts_with("pictures/")));
    assert!(folder.page("index.html").contains("A picture is missing here: image/a.png"));
}

#[test]
fn foreign_folders_and_the_notes_themselves_are_left_alone() {
    let folder = notes();
    fs::create_dir(folder.site()).unwrap();
    fs::write(folder.site().join("thesis.txt"), "mine").unwrap();
    for target in ["../site", ".", "..", "image"] {
        let run = folder.run(&["build", ".", "-o", target]);
        assert_eq!(run.status.code(), Some(2), "{target}: {}", said(&run));
    }
    assert_eq!(files(&folder.site()).len(), 1);
    assert!(folder.notes().join("README.md").is_file());
}

#[test]
fn a_killed_build_is_cleaned_up_by_the_next() {
    let folder = notes();
    folder.build();
    let whole = folder.files();
    let beside = |what: &str| folder.site().with_file_name(format!(".site.labpress-{what}"));
    // Killed while building: half a site lies beside the whole one.
    fs::create_dir(beside("new")).unwrap();
    fs::write(beside("new").join("index.html"), "half").unwrap();
    // Killed between the two renames: the old site has lost its place.
    fs::rename(folder.site(), beside("old")).unwrap();
    assert!(folder.build().status.success());
    assert_eq!(folder.files(), whole);
    assert!(!beside("new").exists() && !beside("old").exists());
}

#[test]
fn an_error_leaves_the_old_site_and_nothing_beside_it() {
    let folder = notes();
    folder.build();
    let whole = folder.files();
    let folder = folder.with("more.md", "# More\n\n![new](image/b.png)\n\n![gone](image/c.png)\n");
    let mut folder = folder.with("image/b.png", picture(1300, 500));
    // One that is known before anything is rendered, and one that a rule makes.
    for settings in ["lang = 3\n", "[rules]\nmissing-image = \"error\"\n"] {
        folder = folder.with("labpress.toml", settings);
        assert_eq!(folder.build().status.code(), Some(1), "{settings}");
        assert_eq!(folder.files(), whole, "{settings}");
        assert_eq!(folder.run(&["build", ".", "-o", "../away/site"]).status.code(), Some(1));
        let beside = fs::read_dir(folder.site().parent().unwrap()).unwrap();
        let names = beside.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let new: Vec<String> = names.filter(|name| name.contains("away") || name.contains("new")).collect();
        assert!(new.is_empty(), "{settings} {new:?}");
    }
}

#[test]
fn templates_of_the_site_win_and_may_change_one_block() {
    let extended =
        "{% extends \"default/report.html\" %}{% block pager %}<p>checked</p>{{ super() }}{% endblock pager %}";
    let folder = notes().with("templates/report.html", extended).with("templates/404.html", "gone");
    let run = folder.build();
    assert!(run.status.success(), "{}", said(&run));
    let page = folder.page("more.html");
    assert!(page.contains("<p>checked</p>") && page.contains("<h1>More</h1>"), "{page}");
    assert_eq!(folder.page("404.html"), "gone");
}

#[test]
fn a_fault_in_a_template_is_shown_with_its_place() {
    for (text, place) in [("a\n{% if %}", "404.html:2:"), ("{{ frame.titel }}", "404.html:1:10")] {
        let folder = notes().with("templates/404.html", text);
        let run = folder.build();
        assert_eq!(run.status.code(), Some(1));
        assert!(said(&run).contains(place), "{}", said(&run));
    }
}

#[test]
fn every_page_forbids_foreign_code_and_every_address_is_relative() {
    let folder = notes().with("deep/er/note.md", "[home](../../README.md) <b onclick=x>x</b> ![](../../image/a.png)");
    folder.build();
    let all = folder.files();
    let pages = all.iter().filter(|(path, _)| path.ends_with(".html"));
    for (path, content) in pages {
        let html = Html::parse_document(std::str::from_utf8(content).unwrap());
        let select = |selector: &str| Selector::parse(selector).unwrap();
        let policy = html.select(&select("meta[http-equiv=Content-Security-Policy]")).next().unwrap();
        assert!(policy.value().attr("content").unwrap().starts_with("default-src 'none'"));
        assert_eq!(html.select(&select("style, [style], [onclick], script:not([src])")).count(), 0, "{path}");
        let with_address = select("[href], [src]");
        let addresses = html.select(&with_address).map(|element| element.value());
        for address in addresses.filter_map(|element| element.attr("href").or(element.attr("src"))) {
            let file = address.split(['#', '?']).next().unwrap();
            let mut target: Vec<&str> = path.split('/').collect();
            target.pop();
            for name in file.split('/') {
                match name {
                    ".." => drop(target.pop()),
                    name => target.push(name),
                }
            }
            assert!(file.is_empty() || all.contains_key(&target.join("/")), "{path}: {address}");
        }
    }
}

#[test]
fn the_page_for_wrong_addresses_leads_from_where_the_site_lies() {
    let folder = notes();
    folder.build();
    let addresses = |folder: &Folder| {
        let page = folder.page("404.html");
        let values = page.split(['"', ' ']).filter(|value| value.contains("index.html") || value.contains("assets/"));
        values.map(str::to_owned).collect::<Vec<_>>()
    };
    let without = addresses(&folder);
    assert!(without.iter().all(|address| !address.starts_with('/')), "{without:?}");
    for (base, path) in [("https://ada.example/my%20lab/", "/my%20lab/"), ("https://ada.example", "/")] {
        let folder = notes().with("labpress.toml", format!("base_url = \"{base}\"\n"));
        folder.build();
        let with = addresses(&folder);
        assert_eq!(with.len(), without.len());
        assert!(with.iter().all(|address| address.starts_with(path) && !address.contains("//")), "{with:?}");
        assert!(folder.page("404.html").contains(&format!("data-root=\"{path}\"")));
        assert!(folder.page("more.html").contains("href=\"index.html\""));
    }
}

#[test]
fn mistakes_on_the_command_line_are_explained() {
    let folder = notes();
    let cases: [(&[&str], i32, &str); 6] = [
        (&["build", "nowhere"], 2, "cannot open `nowhere`"),
        (&["build", "README.md"], 2, "is no folder"),
        (&["inspect", "nowhere.md"], 2, "there is no file or folder `nowhere.md`"),
        (&["inspect", "image"], 1, "no Markdown file below `image`"),
        (&["render", "nowhere.md"], 2, "cannot read `nowhere.md`"),
        (&["biuld"], 2, "'build'"),
    ];
    for (arguments, code, words) in cases {
        let run = folder.run(arguments);
        assert_eq!(run.status.code(), Some(code), "{arguments:?}: {}", said(&run));
        assert!(said(&run).contains(words), "{arguments:?}: {}", said(&run));
    }
}

#[test]
fn colours_are_for_who_asks() {
    let folder = Folder::new().with("a.md", "![](gone.png)");
    assert!(!said(&folder.build()).contains('\x1b'));
    let coloured = folder.run(&["build", "-o", "../site", "--color", "always"]);
    assert!(said(&coloured).contains('\x1b'));
}

#[test]
fn quiet_builds_say_problems_only() {
    let folder = notes();
    assert_eq!(said(&folder.run(&["build", "-q"])), "");
    assert!(folder.notes().join("_site/index.html").is_file());
    let folder = folder.with("more.md", "![](gone.png)");
    assert!(said(&folder.run(&["build", "-q"])).contains("missing-image"));
}

#[test]
fn content_beside_image_is_a_shape_of_its_own() {
    let folder = Folder::new()
        .with("content/README.md", "# Home\n\n![one](../image/a.png) ![two](/image/a.png)\n")
        .with("image/a.png", picture(300, 200))
        .with("README.md", "not a page")
        .with("src/notes.md", "not a page either");
    let run = folder.build();
    assert!(run.status.success());
    assert!(!said(&run).contains("warning"), "{}", said(&run));
    let pages: Vec<String> = folder.files().into_keys().filter(|path| path.ends_with(".html")).collect();
    assert_eq!(pages, ["404.html", "index.html", "screenshots/index.html"]);
}

#[test]
fn a_bundle_holds_the_site_and_is_the_same_every_time() {
    let folder = Folder::copy_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/sites/everything"));
    folder.build();
    let run = folder.run(&["bundle", "--zip", "-o", "../site.zip"]);
    assert!(run.status.success(), "{}", said(&run));
    let path = folder.site().with_extension("zip");
    let bytes = std::fs::read(&path).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap();
    let mut inside = std::collections::BTreeMap::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut file, &mut content).unwrap();
        inside.insert(file.name().unwrap().into_owned(), content);
    }
    let mut site = folder.files();
    // It marks a folder that may be replaced.
    site.remove(".labpress-site");
    assert!(inside == site, "{:?} {:?}", inside.keys(), site.keys());
    folder.run(&["bundle", "-o", "../again.zip"]);
    assert!(std::fs::read(path.with_file_name("again.zip")).unwrap() == bytes);
    // What is wrong with the notes leaves the old file.
    let folder = folder.with("labpress.toml", "titel = 1\n");
    assert_eq!(folder.run(&["bundle", "-o", "../site.zip"]).status.code(), Some(1));
    assert!(std::fs::read(path).unwrap() == bytes);
}
