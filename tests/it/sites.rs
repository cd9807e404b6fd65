//! Whole sites: every folder of `sites/` is built and held to its snapshot.

#![allow(clippy::unwrap_used, reason = "tests stop at a surprise")]

use std::path::Path;

use scraper::{ElementRef, Html, Selector};

use crate::site::{Folder, said};

#[test]
fn folders_become_sites() {
    let mut settings = insta::Settings::clone_current();
    settings.add_filter(r"in \d+\.\d+ s", "in [time]");
    settings.add_filter(r"\b[0-9a-f]{16}\b", "[hash]");
    settings.add_filter(r"`/[^`]*/notes`", "`[notes]`");
    let _bound = settings.bind_to_scope();
    insta::glob!("sites/*", |path| {
        let folder = Folder::copy_of(path);
        let run = folder.build();
        let mut shown = format!("exit {}\n{}\n", run.status.code().unwrap_or(-1), said(&run));
        // The theme's files are named by their content, which changes with every touch of the theme.
        for (path, content) in folder.files().into_iter().filter(|(path, _)| !path.starts_with("assets/")) {
            shown.push_str(&format!("\n-- {path}\n"));
            if path.ends_with(".html") && path != "404.html" {
                shown.push_str(&main_of(&String::from_utf8(content).unwrap()));
            } else if [".csv", ".txt", ".xml"].iter().any(|ending| path.ends_with(ending)) {
                shown.push_str(&String::from_utf8(content).unwrap());
            }
        }
        insta::assert_snapshot!(shown);
    });
}

/// The content of a page, one line for each element that holds text of its own; what leads somewhere says where.
fn main_of(page: &str) -> String {
    let document = Html::parse_document(page);
    let main = document.select(&Selector::parse("main").unwrap()).next().unwrap();
    let mut out = String::new();
    lines(main, 0, &mut out);
    out
}

fn lines(element: ElementRef, depth: usize, out: &mut String) {
    for child in element.child_elements() {
        let name = child.value().name();
        let own: String =
            child.children().filter_map(|node| node.value().as_text().map(|text| text.to_string())).collect();
        let own = own.split_whitespace().collect::<Vec<_>>().join(" ");
        let kept = ["id", "class", "href", "src", "alt", "title", "aria-label"];
        let attributes = child.value().attrs().filter(|(key, _)| kept.contains(key) && name != "svg" && name != "path");
        let attributes: String = attributes.map(|(key, value)| format!(" {key}={value:?}")).collect();
        if name != "svg" && name != "path" && (!own.is_empty() || !attributes.is_empty()) {
            let line = format!("{}{name}{attributes} {own}", "  ".repeat(depth));
            out.push_str(line.trim_end());
            out.push('\n');
        }
        lines(child, depth + 1, out);
    }
}

#[test]
fn a_review_shows_every_finding_in_its_place() {
    let text = "# Lab\n\nAda, Student ID: 2312345\n\n## Part 1: Machines\n\n- *launch*: multipass launch --nanme web\n- more\n\n\
        ![alt text](image/plan.png)\n\n## Part 2: Containers\n\n## Part 3: Snaps\n\n![gone](gone.png)\n\n\
        <details><summary>more <b>password: hunter2</b></summary>\n\ntext\n\n</details>\n\n| a | b |\n|---|---|\n| 1 | 2 | 3 |\n";
    let folder = Folder::new().with("lab.md", text).with("image/plan.png", crate::site::picture(60, 30));
    let run = folder.run(&["build", "--review"]);
    assert!(run.status.success(), "{}", said(&run));
    let checked = folder.run(&["check", "--format", "json"]);
    let checked: serde_json::Value = serde_json::from_slice(&checked.stdout).unwrap();
    let count = checked["findings"].as_array().unwrap().len();
    let files = crate::site::files(&folder.notes().join("_review"));
    let pages: Vec<&String> = files.keys().filter(|path| path.ends_with(".html")).collect();
    assert_eq!(pages, ["index.html"], "a review of one report is one page");
    assert_eq!(files[".gitignore"], b"*\n");
    let page = String::from_utf8(files["index.html"].clone()).unwrap();
    assert!(page.contains("<meta name=\"robots\" content=\"noindex\">"));
    for number in 1..=count {
        assert_eq!(page.matches(&format!("id=\"lp-finding-{number}\"")).count(), 1, "finding {number} of {count}");
        assert_eq!(page.matches(&format!("href=\"#lp-finding-{number}\"")).count(), 1, "finding {number} of {count}");
    }
    assert!(!page.contains(&format!("lp-finding-{}\"", count + 1)));
    insta::assert_snapshot!(main_of(&page));
    // Neither a later build nor a check takes the review for notes.
    assert!(folder.build().status.success());
    assert!(!folder.files().keys().any(|path| path.contains("review")));
}

#[test]
fn a_review_takes_blocks_in_any_order() {
    let notes = [
        "## Lab 1\n\n### A\n\nran it[^1]\n\n[^1]: ##Note\n\n## Lab 2\n\n### B\n\nagain[^1]\n\n##Bad\n\n## Lab 3\n\n### C\n\ntext\n",
        "<details>\n\nfirst text\n\n<summary>Output</summary>\n\n##Heading\n\n</details>\n",
        "<details>1\n\n<summary\n>>>>>>> \n",
        "<details><summary><div>password: hunter2 ##x</div></summary>\n\n##Bad\n</details>\n\n## Finding 1\n",
    ];
    for text in notes {
        let folder = Folder::new().with("lab.md", text);
        let run = folder.run(&["build", "--review"]);
        assert_eq!(run.status.code(), Some(0), "{text}\n{}", said(&run));
    }
}

#[test]
fn what_a_review_calls_missing_are_rules() {
    let unknown: Vec<&str> =
        labpress::render::MISSING.split('|').filter(|id| labpress::rules::Rule::named(id).is_none()).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

#[test]
fn other_sites_are_told_of_a_page_only_where_it_will_be_published() {
    let published = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/sites/published");
    let folder = Folder::copy_of(&published);
    folder.build();
    let head = |page: &str| {
        let page = folder.page(page);
        let lines = page.lines().filter(|line| line.contains("ada.example") || line.contains("property="));
        lines.map(str::to_owned).collect::<Vec<_>>().join("\n")
    };
    let mut settings = insta::Settings::clone_current();
    settings.add_filter(r"\b[0-9a-f]{16}\b", "[hash]");
    settings.bind(|| insta::assert_snapshot!(format!("{}\n\n{}", head("index.html"), head("first.html"))));
    let about = folder.page("first.html");
    let about = about.split_once("ld+json\">").unwrap().1.split_once("</script>").unwrap().0;
    let about: serde_json::Value = serde_json::from_str(about).unwrap();
    assert_eq!(about["headline"], "Dated </script> & \"quoted\"");
    let quiet = Folder::copy_of(&published).with("labpress.toml", "");
    quiet.build();
    for (path, content) in quiet.files() {
        let text = String::from_utf8_lossy(&content);
        assert!(!text.contains("ada.example") && !text.contains("og:"), "{path}");
        assert!(!path.ends_with(".xml"), "{path}");
    }
}

#[test]
fn a_large_sheet_is_several_pages() {
    let steps: String = (0..800).map(|number| format!("- docker run --name web{number} nginx\n")).collect();
    let text = format!("# Lab\n\n## Part 1: Run\n\n- *list*: multipass list\n{steps}");
    let folder = Folder::new().with("lab.md", text).with("README.md", "# Notes\n\ntext\n");
    folder.build();
    let (first, second) = (folder.page("commands/index.html"), folder.page("commands/2.html"));
    let shown = |page: &str| page.matches("class=\"code command-line\"").count();
    assert_eq!((shown(&first), shown(&second)), (750, 51));
    // Every page leads to the others, and to where each tool begins.
    assert!(first.contains("href=\"2.html#tool-multipass\"") && second.contains("href=\"#tool-multipass\""));
    assert!(
        second.contains("href=\"index.html#tool-docker\"")
            && second.contains("<a href=\"2.html\" aria-current=\"page\">2</a>")
    );
    assert!(second.contains("<title>Commands 2/2"), "{}", &second[..900]);
    // The menu leads to the first.
    assert!(!folder.page("index.html").contains("commands/2.html"));
}

#[test]
fn a_large_comparison_is_several_pages() {
    let rows: String = (0..800).map(|number| format!("| Aspect number {number} | slow {number} | fast |\n")).collect();
    let large = format!("| Aspect | VMs | Containers |\n|---|---|---|\n{rows}");
    let small = "| Aspect | Snap | Deb |\n|---|---|---|\n| Size | large | small |\n";
    let folder =
        Folder::new().with("lab.md", format!("# Lab\n\n{large}\ntext\n\n{small}")).with("README.md", "# Notes\n");
    folder.build();
    let (first, second) = (folder.page("compare/index.html"), folder.page("compare/2.html"));
    let shown = |page: &str| page.matches("<tbody ").count();
    assert_eq!((shown(&first), shown(&second)), (750, 51));
    assert!(first.contains("id=\"vms-and-containers:750\"") && second.contains("id=\"vms-and-containers:751\""));
    assert!(first.contains("href=\"2.html#snap-and-deb\"") && second.contains("href=\"#snap-and-deb\""));
    assert!(second.contains("href=\"index.html#vms-and-containers\"") && second.contains("<title>Comparison 2/2"));
    // Search leads to the page that shows the row.
    let index = folder.page("search/1.js");
    let (_, on_second) = index.split_once("[\"compare/2.html\",").unwrap();
    assert!(on_second.contains("[2,\"vms-and-containers%3A751\",\"Aspect number 750\""), "{on_second}");
    // What other programs read is whole.
    assert_eq!(folder.page("compare/vms-and-containers.csv").lines().count(), 1_601);
}

#[test]
fn the_front_page_of_a_large_site_shows_folders() {
    let mut folder = Folder::new().with("README.md", "# Notes\n").with("own.md", "# Own report\n");
    for number in 0..200 {
        let text = format!("# Report {number}\n\n- *list*: multipass list\n");
        folder = folder.with(&format!("week {}/sub/report-{number}.md", number % 2), text);
    }
    let folder = folder.with("alone/README.md", "# Alone in its folder\n");
    folder.build();
    let cards = |page: &str| {
        let page = folder.page(page);
        let (_, list) = page.split_once("<ul class=\"cards\">").unwrap();
        list.split("<h3>")
            .skip(1)
            .map(|card| card.split('>').nth(1).unwrap().split('<').next().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(cards("index.html"), ["Own report", "Alone in its folder", "Week 0", "Week 1"]);
    let front = folder.page("index.html");
    assert!(front.contains("<li>100 reports</li><li>100 commands</li>") && front.contains("<li>200 commands</li>"));
    assert_eq!(cards("week-0/index.html").len(), 100);
}
