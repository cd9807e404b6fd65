//! The language of the interface, from outside.

#![allow(clippy::unwrap_used, reason = "tests stop at a surprise")]

use std::path::Path;

use scraper::{Html, Selector};

use crate::site::{Folder, said};

fn arabic() -> Folder {
    Folder::copy_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/sites/arabic"))
}

fn select(selector: &str) -> Selector {
    Selector::parse(selector).unwrap()
}

/// The texts of a page and of its attributes that are shown or read out; left out are code and what findings say, which
/// is English.
fn texts(page: &str) -> Vec<String> {
    // The parser would keep what is in a template apart.
    let page = Html::parse_document(&page.replace("<template", "<div").replace("</template", "</div"));
    let others = ["code", "script", ".finding-place", "[lang=en]"];
    let others = select(&others.map(|other| format!("{other}, {other} *")).join(", "));
    let shown = ["aria-label", "title", "placeholder", "alt", "data-subject"];
    let mut texts = Vec::new();
    for element in page.root_element().descendent_elements().filter(|element| !others.matches(element)) {
        let is_description = element.attr("name") == Some("description");
        let attributes = element.value().attrs();
        let attributes = attributes.filter(|(key, _)| shown.contains(key) || (is_description && *key == "content"));
        texts.extend(attributes.map(|(_, value)| value.to_owned()));
        texts.extend(element.children().filter_map(|node| node.value().as_text()).map(|text| text.to_string()));
    }
    texts
}

#[test]
fn no_english_word_is_left_on_the_pages_of_another_language() {
    let folder = arabic();
    for arguments in [vec!["build", ".", "-o", "../site"], vec!["build", "--review", "-o", "../site/review"]] {
        assert!(folder.run(&arguments).status.success());
    }
    let own = ["labpress", "Markdown", "CSV", "JSON"];
    for (path, content) in folder.files().into_iter().filter(|(path, _)| path.ends_with(".html")) {
        for text in texts(std::str::from_utf8(&content).unwrap()) {
            let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || "./-".contains(c)));
            // A name of a file is the author's.
            let foreign = |word: &&str| word.starts_with(|c: char| c.is_ascii_alphabetic()) && !word.contains('.');
            let left: Vec<&str> = words.filter(foreign).filter(|word| !own.contains(word)).collect();
            assert!(left.is_empty(), "{path}: {left:?} in {text:?}");
        }
    }
}

#[test]
fn a_site_is_laid_out_in_the_direction_of_its_language() {
    let english = "---\nlang: en-GB\n---\n# In English\n\n## One\n\ntext\n\n## Two\n\ntext\n";
    let folder = arabic().with("english.md", english);
    let run = folder.build();
    assert!(run.status.success(), "{}", said(&run));
    let direction = |path: &str, selector: &str| {
        let page = Html::parse_document(&folder.page(path));
        let element = page.select(&select(selector)).next().unwrap().value();
        format!("{} {}", element.attr("lang").unwrap_or("-"), element.attr("dir").unwrap_or("-"))
    };
    for path in ["index.html", "first.html", "english.html", "compare/index.html", "404.html"] {
        assert_eq!(direction(path, "html"), "ar rtl", "{path}");
    }
    assert_eq!(direction("first.html", "article"), "- -");
    assert_eq!(direction("english.html", "article"), "en-GB ltr");
    let folder = Folder::new().with("a.md", "# A\n").with("labpress.toml", "lang = \"de-AT\"\n");
    folder.build();
    assert!(folder.page("index.html").contains("<html lang=\"de-AT\" dir=\"ltr\">"));
    assert!(folder.page("index.html").contains("Zum Text springen"));
}

#[test]
fn a_list_begins_on_the_side_of_its_words() {
    let folder = arabic().with("lists.md", "# قوائم\n\n- one\n  - واحد\n\n1. اثنان\n\n* `ls` ثم\n\n3) *three*\n");
    folder.build();
    let page = folder.page("lists.html");
    let lists: Vec<&str> = page.lines().filter(|line| line.starts_with("<ul") || line.starts_with("<ol")).collect();
    let prose = &lists[lists.len() - 5..];
    assert_eq!(prose, ["<ul dir=\"ltr\">", "<ul dir=\"rtl\">", "<ol>", "<ul>", "<ol start=\"3\" dir=\"ltr\">"]);
}

#[test]
fn words_of_the_site_go_before_those_of_labpress() {
    let folder = arabic();
    folder.build();
    assert!(folder.page("first.html").contains("aria-label=\"في هذه الصفحة\""));
    assert!(folder.page("first.html").contains("<li>قسمان</li>"));
    let settings =
        "[words]\ncopy = \"Take \\\"it\\\"\"\nfigure = \"Plate\"\ncontnets = \"x\"\n[words.count_parts]\nfew = \"x\"\n";
    let folder = Folder::new().with("a.md", "# A\n").with("labpress.toml", settings);
    let run = folder.build();
    assert_eq!(run.status.code(), Some(1));
    for words in ["labpress.toml:4:1", "did you mean `contents`?", "`count_parts` has no form `few`"] {
        assert!(said(&run).contains(words), "{}", said(&run));
    }
    let folder = folder.with("labpress.toml", settings.split("contnets").next().unwrap());
    assert!(folder.build().status.success());
    let asset = |ending: &str| {
        let files = folder.files();
        let (_, content) = files.iter().find(|(path, _)| path.contains("theme") && path.ends_with(ending)).unwrap();
        String::from_utf8(content.clone()).unwrap()
    };
    assert!(asset(".js").contains(r#""copy":"Take \"it\"""#));
    assert!(asset(".css").contains("--figure:\"Plate\""));
}

/// What stands between the braces of a style sheet, with its line; code is always read from the left, and an author who says
/// right means right.
fn declarations(css: &str) -> impl Iterator<Item = (&str, &str)> {
    const OTHERS: [&str; 5] = ["[dir=", ".align-right", ".code", ".command-line", ".copy "];
    let lines = css.lines().filter(|line| !OTHERS.iter().any(|other| line.contains(other)));
    let pairs = lines.flat_map(|line| line.split(['{', ';', '}']).filter_map(|text| text.trim().split_once(": ")));
    pairs.filter(|(property, _)| property.chars().all(|c| c.is_ascii_lowercase() || c == '-'))
}

#[test]
fn style_sheets_turn_round_with_the_page() {
    let css = [
        include_str!("../../templates/theme.css"),
        include_str!("../../templates/sheets.css"),
        include_str!("../../templates/review.css"),
        include_str!("../../templates/single.css"),
        include_str!("../../templates/themes/article.css"),
        include_str!("../../templates/themes/console.css"),
    ];
    for (property, value) in css.into_iter().flat_map(declarations) {
        let sides: Vec<&str> = value.split(' ').collect();
        let is_side = |text: &str| text.split(['-', ' ']).any(|word| word == "left" || word == "right");
        let values = ["float", "clear", "text-align"].contains(&property) && is_side(value);
        let differ = ["margin", "padding"].contains(&property) && sides.len() == 4 && sides[1] != sides[3];
        assert!(
            !is_side(property) && !values && !differ,
            "`{property}: {value}` does not turn round: say inline-start or -end"
        );
    }
}
