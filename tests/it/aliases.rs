//! `aliases` in front matter: what stands at an old address, and what hosts are told.

use scraper::{Html, Selector};

use crate::site::{Folder, said};

fn notes() -> Folder {
    Folder::new()
        .with("README.md", "---\naliases: [/welcome/]\n---\n\n# Notes\n\nText.\n")
        .with("week 2/lab.md", "---\naliases:\n  - old/name.html\n  - /a%20b/\n---\n\n# Lab <2>\n\nText.\n")
}

#[test]
fn an_old_address_leads_to_the_new_one() {
    let folder = notes();
    let run = folder.build();
    assert!(run.status.success() && !said(&run).contains("warning"), "{}", said(&run));
    for (old, to) in [
        ("old/name.html", "../week-2/lab.html"),
        ("a b/index.html", "../week-2/lab.html"),
        ("welcome/index.html", "../index.html"),
    ] {
        let html = Html::parse_document(&folder.page(old));
        let one = |selector: &str| html.select(&Selector::parse(selector).unwrap()).next().unwrap();
        assert_eq!(one("meta[http-equiv=refresh]").attr("content"), Some(format!("0; url={to}").as_str()));
        assert_eq!(one("main a").attr("href"), Some(to));
        assert_eq!(one("meta[name=robots]").attr("content"), Some("noindex"));
        assert!(html.select(&Selector::parse("[rel=canonical]").unwrap()).next().is_none());
    }
    assert!(folder.page("old/name.html").contains("<a href=\"../week-2/lab.html\">Lab &lt;2&gt;</a>"));
    let redirects = "/a%20b /week-2/lab.html 301\n/a%20b/ /week-2/lab.html 301\n/old/name.html /week-2/lab.html 301\n\
        /welcome / 301\n/welcome/ / 301\n";
    assert_eq!(folder.page("_redirects"), redirects);
}

#[test]
fn with_a_base_url_the_new_address_is_whole() {
    let folder = notes().with("labpress.toml", "base_url = \"https://ada.example/lab\"\n");
    folder.build();
    let page = folder.page("old/name.html");
    assert!(page.contains("<link rel=\"canonical\" href=\"https://ada.example/lab/week-2/lab.html\">"), "{page}");
    assert!(page.contains("content=\"0; url=../week-2/lab.html\""), "{page}");
    assert!(folder.page("_redirects").contains("\n/lab/old/name.html /lab/week-2/lab.html 301\n"));
    // Old addresses are for who has them, not for who looks for pages.
    assert!(!folder.page("sitemap.xml").contains("old/name.html"));
}

#[test]
fn in_a_file_with_several_reports_they_lead_to_the_first_page_of_it() {
    let week =
        |number: u32| format!("## Assignment {number}: Shell\n\n### Listing\n\ntext\n\n### Counting\n\ntext\n\n");
    let course = format!("---\naliases: [course.html]\n---\n\n{}{}", week(1), week(2));
    let folder = Folder::new().with("course.md", &course).with("more.md", "# More\n\nText.\n");
    folder.build();
    assert!(folder.page("course.html").contains("url=assignment-1-shell.html\""), "{}", folder.page("course.html"));
    let folder = folder.with("course.md", course.replacen("---\n\n", "---\n\n# The course\n\nWhat it is.\n\n", 1));
    folder.build();
    let run = folder.run(&["check"]);
    assert!(String::from_utf8_lossy(&run.stdout).contains("`course.html` is where this report is"), "{}", said(&run));
    assert!(!folder.page("course.html").contains("refresh"));
}

#[test]
fn where_hosts_leave_out_html_a_page_has_two_addresses() {
    let folder = Folder::new()
        .with("a.md", "---\naliases: [/a/, a, /c, C/, old/, deep/a/]\n---\n\n# A\n\nText.\n")
        .with("c.md", "# C\n\nText.\n");
    let run = folder.run(&["check", "--format", "short", "--rule", "alias"]);
    let found = String::from_utf8_lossy(&run.stdout).into_owned();
    assert_eq!(found.matches("is where this report is").count(), 2, "{found}");
    assert_eq!(found.matches("is the address of `c.md`").count(), 2, "{found}");
    folder.build();
    let redirects = "/deep/a /a.html 301\n/deep/a/ /a.html 301\n/old /a.html 301\n/old/ /a.html 301\n";
    assert_eq!(folder.page("_redirects"), redirects);
}

#[test]
fn without_old_addresses_there_is_no_list() {
    let folder = Folder::new().with("README.md", "# Notes\n\nText.\n");
    folder.build();
    assert!(!folder.files().contains_key("_redirects"));
}
