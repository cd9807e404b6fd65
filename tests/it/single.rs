//! `labpress bundle --single-file`: one HTML file that holds everything, keeps to its limit, and says what it lacks.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests make and read files, and stop at a surprise")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use scraper::{ElementRef, Html, Selector};

use crate::site::{Folder, noise, picture, said};

const LAB: &str = "# Lab\n\nSee [the other](week%202/notes.md#part-2-look), [the script](run.sh) and [the list](image/b.png).\n\n\
    ## Part 1: List\n\n- *list*: docker ps\n![The list](image/a.png)\n\n- *list again*: docker ps\n![](image/a.png)\n\n\
    ## Part 2: Look\n\nIt works.[^1]\n\n[![Elsewhere](image/c.png)](https://example.org/)\n\n[^1]: A note.\n";
const NOTES: &str = "# Notes\n\n## Part 2: Look\n\nBack to [the first](../lab.md#part-1-list).[^1]\n\n[^1]: Another.\n";

fn notes() -> Folder {
    Folder::new()
        .with("lab.md", LAB)
        .with("week 2/notes.md", NOTES)
        .with("run.sh", "docker ps\n")
        .with("image/a.png", picture(1200, 500))
        .with("image/b.png", picture(300, 200))
        .with("image/c.png", picture(1000, 420))
}

/// Makes the one file and returns it with what was said.
fn single(folder: &Folder, more: &[&str]) -> (String, String) {
    let run = folder.run(&[&["bundle", "--single-file", "-o", "../one.html"], more].concat());
    assert!(run.status.success(), "{}", said(&run));
    (fs::read_to_string(folder.site().with_file_name("one.html")).unwrap(), said(&run))
}

fn all<'a>(html: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    html.select(&Selector::parse(selector).unwrap()).collect()
}

fn attribute<'a>(elements: &[ElementRef<'a>], name: &str) -> Vec<&'a str> {
    elements.iter().filter_map(|element| element.value().attr(name)).collect()
}

/// Headings that are named like what labpress names itself, and a comparison page with one comparison.
fn confusing() -> Folder {
    let lab = format!("{LAB}\n## Title\n\ntext\n\n## Picture 1\n\ntext\n");
    let compared = "| Aspect | VMs | Containers |\n|---|---|---|\n| Boot | slow | fast |\n";
    let folder = notes().with("lab.md", lab).with("week 2/notes.md", format!("{NOTES}\n{compared}"));
    folder.with(
        "templates/base.html",
        "<html><body><p>Around it.</p><main id=\"main\">{% block main %}{% endblock main %}</main>{% block foot %}{% endblock foot %}\
         {% block policy %}{% endblock policy %}{% block head_extra %}{% endblock head_extra %}{% block assets %}{% endblock assets %}</body></html>",
    )
    .with("templates/report.html", "{% extends \"default/report.html\" %}{% block foot %}<p>Foot.</p>{% endblock foot %}")
}

#[test]
fn every_link_stays_in_the_file_and_every_id_is_there_once() {
    for folder in [notes(), confusing()] {
        stays_in_the_file(&folder);
    }
    // What a site's own pages have around their main part is not there for each of them.
    assert!(!single(&confusing(), &[]).0.contains("Foot."));
}

fn stays_in_the_file(folder: &Folder) {
    let html = Html::parse_document(&single(folder, &[]).0);
    let ids = attribute(&all(&html, "[id]"), "id");
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "{ids:?}");
    for page in
        ["home", "lab", "week-2-notes", "commands", "screenshots", "lab:lp-footnotes", "week-2-notes:lp-footnotes"]
    {
        assert!(unique.contains(page), "{page} of {ids:?}");
    }
    for address in attribute(&all(&html, "a[href]"), "href") {
        let is_there = address.strip_prefix('#').is_some_and(|id| unique.contains(id));
        assert!(is_there || address == "https://example.org/", "{address}");
    }
    let loaded = [attribute(&all(&html, "[src]"), "src"), attribute(&all(&html, "link"), "href")].concat();
    assert!(loaded.iter().all(|address| address.starts_with("data:")), "{loaded:?}");
    assert!(all(&html, "[srcset]").is_empty());
    let references = all(&html, "[aria-labelledby]");
    let references = attribute(&references, "aria-labelledby");
    assert!(references.iter().flat_map(|ids| ids.split(' ')).all(|id| unique.contains(id)), "{references:?}");
}

#[test]
fn a_picture_is_there_once_and_its_thumbnail_once() {
    let (text, words) = single(&notes(), &[]);
    let html = Html::parse_document(&text);
    let sources = attribute(&all(&html, "img"), "src");
    let unique: BTreeSet<&str> = sources.iter().copied().collect();
    assert_eq!((sources.len(), unique.len()), (4, 4), "two pictures in the text, two on the contact sheet");
    let again = all(&html, "#lab a.shot-link .missing");
    assert_eq!(
        again.iter().map(|note| note.text().collect::<String>()).collect::<Vec<_>>(),
        ["Shown above: Screenshot: list again"]
    );
    let way = again[0].parent().and_then(ElementRef::wrap).and_then(|link| link.value().attr("href"));
    assert_eq!(way, Some("#lab:lp-picture-2"));
    assert_eq!(all(&html, "#lab\\:lp-picture-2 > img").len(), 1);
    // What one file cannot hold is named, on the page and on the terminal.
    let left_out: Vec<String> = all(&html, ".left-out").iter().map(|note| note.text().collect()).collect();
    assert_eq!(left_out, ["(not in this file: run.sh)", "(not in this file: b.png)"]);
    assert!(words.contains("left out, because it is one file: 1 linked file: run.sh\n"), "{words}");
    assert!(words.contains("wrote ../one.html: 6 pages, "), "{words}");
}

#[test]
fn the_policy_names_what_is_inside_by_its_hash() {
    let (text, _) = single(&notes(), &[]);
    let html = Html::parse_document(&text);
    let policy = attribute(&all(&html, "meta[http-equiv=Content-Security-Policy]"), "content")[0];
    assert!(policy.starts_with("default-src 'none'; img-src data:; style-src 'sha256-"), "{policy}");
    assert!(!policy.contains("unsafe") && !policy.contains("self"), "{policy}");
    assert_eq!((all(&html, "style").len(), all(&html, "script").len(), all(&html, "[style]").len()), (1, 1, 0));
    assert_eq!(single(&notes(), &[]).0, text, "not the same bytes");
}

#[test]
fn a_limit_is_kept_and_what_it_costs_is_said() {
    let folder = Folder::new()
        .with("lab.md", "# Lab\n\n![Host one](1.png)\n\n![Host two](2.png)\n\n![Host three](3.png)\n")
        // Of this one there is a smaller version, of the others there is none.
        .with("1.png", noise(600, 300))
        .with("2.png", noise(470, 400))
        .with("3.png", noise(475, 400));
    let (whole, words) = single(&folder, &[]);
    assert!(!words.contains("limit"), "{words}");
    let (small, words) = single(&folder, &["--limit", "1"]);
    assert!(whole.len() > 2_000_000 && (700_000..=1_000_000).contains(&small.len()), "{} {}", whole.len(), small.len());
    insta::assert_snapshot!(words.lines().filter(|line| line.contains("limit")).collect::<Vec<_>>().join("\n"));
    let html = Html::parse_document(&small);
    let shown = attribute(&all(&html, "#home .shot img"), "alt");
    assert_eq!(shown, ["Host one", "Host two"]);
    let notes: Vec<String> = all(&html, "#home .shot .missing").iter().map(|note| note.text().collect()).collect();
    assert_eq!(notes, ["Left out to keep this file small: 3.png"]);
    // Whoever sees no thumbnail still reads what it would show.
    let sheet: Vec<String> = all(&html, "#screenshots .shot-link").iter().map(|link| link.text().collect()).collect();
    assert_eq!(sheet, ["Host one", "Host two", "Host three"]);
    // The text alone is too much: the file of before stays.
    let folder = folder.with("more.md", "text ".repeat(300_000));
    let run = folder.run(&["bundle", "--single-file", "-o", "../one.html", "--limit", "1"]);
    assert_eq!(run.status.code(), Some(2));
    let words = "MB, more than the 1 MB that the file may have: raise `--limit` to 2 or more";
    assert!(said(&run).contains("the text alone takes 1.") && said(&run).contains(words), "{}", said(&run));
    assert_eq!(fs::read_to_string(folder.site().with_file_name("one.html")).unwrap(), small);
}

#[test]
fn a_template_of_the_site_is_used_and_cannot_open_the_file() {
    let folder = notes()
        .with("templates/base.html", "{% extends \"default/base.html\" %}{% block footer %}<p>ours</p>{% endblock footer %}")
        .with(
            "templates/report.html",
            "{% extends \"base.html\" %}{% block menu %}x{{ super() }}{% endblock menu %}\
             {% block main %}<h1 id=\"t\">{{ report.title }}</h1><p id=\"x\" aria-describedby=\"t\">y</p>{% endblock main %}",
        );
    let html = Html::parse_document(&single(&folder, &[]).0);
    assert!(all(&html, "body > p").iter().any(|p| p.text().eq(["ours"])));
    assert_eq!(attribute(&all(&html, "#lab p[id]"), "aria-describedby"), ["lab:t"]);
    let folder = folder.with(
        "templates/base.html",
        "<html>{% block menu %}{% endblock %}{% block head_extra %}{% endblock %}{% block main %}{% endblock %}",
    );
    assert!(folder.build().status.success());
    let run = folder.run(&["bundle", "--single-file", "-o", "../one.html"]);
    assert_eq!(run.status.code(), Some(1));
    assert!(said(&run).contains("error[template]"), "{}", said(&run));
}

#[test]
fn the_two_forms_exclude_each_other_and_names_are_the_folders() {
    let folder = notes();
    for wrong in [
        &["bundle", "--zip", "--single-file"][..],
        &["bundle", "--limit", "5"],
        &["bundle", "--single-file", "--limit", "0"],
    ] {
        assert_eq!(folder.run(wrong).status.code(), Some(2), "{wrong:?}");
    }
    assert!(folder.run(&["bundle", "--single-file", "-q"]).status.success());
    assert!(Path::new(&folder.notes().join("notes.html")).is_file());
}
