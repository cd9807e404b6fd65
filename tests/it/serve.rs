//! `labpress serve` over real sockets: who is answered, what is served, and how changes arrive. Nothing here waits for a
//! time to pass; it waits for the news that the server sends.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests make and read files, and stop at a surprise")]

use std::fs;
use std::io::{BufRead, BufReader, Lines, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::site::{Folder, files, picture, said};

/// Longer than anything takes; a test that gets here has failed.
const TOO_LONG: Duration = Duration::from_secs(60);

/// A running preview of a folder of notes.
struct Preview {
    folder: Folder,
    labpress: Child,
    port: u16,
}

impl Preview {
    fn of(folder: Folder) -> Self {
        let mut labpress = Command::new(env!("CARGO_BIN_EXE_labpress"))
            .args(["serve", "--port", "0"])
            .current_dir(folder.notes())
            .env("LABPRESS_CACHE_DIR", folder.site().with_file_name("cache"))
            .stdin(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut printed = BufReader::new(labpress.stderr.take().unwrap()).lines();
        let first = printed.next().unwrap().unwrap();
        let (_, port) = first.split_once("http://127.0.0.1:").unwrap();
        let port = port.trim_end_matches('/').parse().unwrap();
        // Somebody has to read what it prints.
        std::thread::spawn(move || printed.for_each(drop));
        Self { folder, labpress, port }
    }

    /// Sends a request with these lines and returns the whole answer.
    fn ask(&self, request: &[&str]) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(TOO_LONG)).unwrap();
        let request = request.join("\r\n").replace("PORT", &self.port.to_string());
        stream.write_all(format!("{request}\r\nConnection: close\r\n\r\n").as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn get(&self, address: &str) -> String {
        self.ask(&[&format!("GET /{address} HTTP/1.1"), "Host: 127.0.0.1:PORT"])
    }

    /// Begins to listen, and takes the greeting.
    fn news(&self) -> News {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(TOO_LONG)).unwrap();
        let host = self.port;
        stream.write_all(format!("GET /_labpress/news HTTP/1.1\r\nHost: localhost:{host}\r\n\r\n").as_bytes()).unwrap();
        let mut news = News { lines: BufReader::new(stream).lines(), greeting: Value::Null };
        news.greeting = news.next();
        news
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.folder.notes().join(path), text).unwrap();
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.labpress.kill();
        let _ = self.labpress.wait();
    }
}

/// What a browser is told.
struct News {
    lines: Lines<BufReader<TcpStream>>,
    greeting: Value,
}

impl News {
    fn next(&mut self) -> Value {
        let line = self.lines.find_map(|line| line.unwrap().strip_prefix("data: ").map(str::to_owned));
        serde_json::from_str(&line.unwrap()).unwrap()
    }

    /// Waits for news like these; pictures that are ready are news too.
    fn until(&mut self, is_wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            let told = self.next();
            if is_wanted(&told) {
                return told;
            }
        }
    }

    /// Waits until an address is answered with this text, or, with `404`, no longer.
    fn wait_for(&mut self, preview: &Preview, address: &str, text: &str) {
        loop {
            let answer = preview.get(address);
            if if text == "404" { status(&answer) == "404" } else { answer.contains(text) } {
                return;
            }
            self.next();
        }
    }
}

fn has_faults(told: &Value) -> bool {
    told["faults"] != serde_json::json!([])
}

fn notes() -> Folder {
    Folder::new()
        .with("README.md", "# Lab\n\n![the plan](image/a.png)\n\n[words](words.txt)\n")
        .with("more.md", "# More\n\nfirst words\n")
        .with("image/a.png", picture(900, 400))
        .with("words.txt", "some words")
}

/// Preview of notes whose first site is there.
fn preview() -> (Preview, News) {
    let preview = Preview::of(notes());
    assert!(preview.get("").starts_with("HTTP/1.1 200 "));
    let news = preview.news();
    (preview, news)
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap()
}

#[test]
fn the_site_is_served_and_nothing_beside_it() {
    let (preview, mut news) = preview();
    news.wait_for(&preview, "", "-480.");
    let page = preview.get("more.html?x=y");
    for header in [
        "content-type: text/html; charset=utf-8",
        "cache-control: no-store",
        "x-content-type-options: nosniff",
        "cross-origin-resource-policy: same-origin",
    ] {
        assert!(page.contains(&format!("\r\n{header}\r\n")), "{page}");
    }
    assert!(page.contains("first words") && page.contains("/_labpress/live.js?"), "{page}");
    let full =
        preview.get("index.html").split("href=\"pictures/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let shown = preview.get(&format!("pictures/{full}"));
    assert!(shown.contains("content-type: image/png") && shown.contains("immutable"), "{full}");
    assert!(preview.get("files/words.txt").ends_with("\r\n\r\nsome words"));
    assert!(preview.get("screenshots").contains("location: ./screenshots/\r\n"));
    let head = preview.ask(&["HEAD / HTTP/1.1", "Host: localhost:PORT"]);
    assert!(status(&head) == "200" && head.ends_with("\r\n\r\n"), "{head}");
    let unknown = ["README.md", "image/a.png", "nothing/deep", "labpress.toml", "files/more.md", "index.html/"];
    for address in unknown {
        let answer = preview.get(address);
        assert!(status(&answer) == "404" && answer.contains("No page here"), "{address}: {answer}");
        assert!(answer.contains("href=\"/index.html\"") && !answer.contains("href=\"index.html\""), "{answer}");
    }
    for address in
        ["../notes/README.md", "%2e%2e/%2e%2e/etc/passwd", "..%5c..%5cx", "/etc/passwd", "files/../words.txt"]
    {
        assert_eq!(status(&preview.get(address)), "400", "{address}");
    }
}

#[test]
fn a_picture_is_a_draft_until_it_is_made() {
    // So large that making it takes far longer than showing the first page.
    let large = picture(4800, 2400);
    let preview =
        Preview::of(Folder::new().with("README.md", "# Lab\n\n![a](image/a.png)\n").with("image/a.png", &large));
    let first = preview.get("");
    let (_, draft) = first.split_once("src=\"pictures/draft-").expect("the cache is empty");
    let draft = format!("pictures/draft-{}", draft.split('"').next().unwrap());
    let mut news = preview.news();
    news.wait_for(&preview, "", "-480.");
    assert!(!preview.get("").contains(&draft));
    // A browser that still shows the first page may ask for it; the name does not say what is in it.
    let answer = preview.get(&draft);
    assert!(status(&answer) == "200" && answer.contains("cache-control: no-store"), "{draft}");
    // One that shows an older page than that has missed too much.
    preview.write("README.md", "# Lab\n\n![a](image/a.png)\n\nmore\n");
    news.wait_for(&preview, "", "more");
    news.wait_for(&preview, &draft, "404");
}

#[test]
fn pictures_come_back_when_somebody_empties_the_cache() {
    let (preview, mut news) = preview();
    news.wait_for(&preview, "", "-480.");
    let (_, full) = preview.get("").split_once("href=\"pictures/").map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    let full = format!("pictures/{}", full.split('"').next().unwrap());
    assert_eq!(status(&preview.get(&full)), "200");
    fs::remove_dir_all(preview.folder.site().with_file_name("cache")).unwrap();
    assert_eq!(status(&preview.get(&full)), "500");
    while status(&preview.get(&full)) != "200" {
        news.next();
    }
}

#[cfg(unix)]
#[test]
fn a_preview_that_is_asked_to_end_ends_well() {
    for signal in ["-INT", "-QUIT", "-TERM", "-HUP"] {
        let (mut preview, _) = preview();
        let asked = Command::new("kill").args([signal, &preview.labpress.id().to_string()]).status().unwrap();
        assert!(asked.success());
        assert_eq!(preview.labpress.wait().unwrap().code(), Some(0), "{signal}");
    }
}

#[test]
fn other_hosts_other_sites_and_changes_are_refused() {
    let (preview, _) = preview();
    let cases: &[(&[&str], &str)] = &[
        (&["GET / HTTP/1.1", "Host: localhost:PORT", "Origin: http://localhost:PORT"], "200"),
        (&["GET / HTTP/1.1", "Host: [::1]:PORT"], "200"),
        (&["GET / HTTP/1.1", "Host: evil.example:PORT"], "403"),
        (&["GET / HTTP/1.1", "Host: localhost"], "403"),
        (&["GET / HTTP/1.0"], "403"),
        (&["GET http://evil.example/ HTTP/1.1", "Host: localhost:PORT"], "403"),
        (&["GET /_labpress/news HTTP/1.1", "Host: localhost:PORT", "Origin: https://evil.example"], "403"),
        (&["GET / HTTP/1.1", "Host: localhost:PORT", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors"], "403"),
        (&["POST / HTTP/1.1", "Host: localhost:PORT", "Content-Length: 0"], "405"),
        (&["DELETE /more.html HTTP/1.1", "Host: localhost:PORT"], "405"),
    ];
    for (request, wanted) in cases {
        let answer = preview.ask(request);
        assert_eq!(status(&answer), *wanted, "{request:?}: {answer}");
        assert!(*wanted == "200" || !answer.contains("Lab"), "{answer}");
    }
}

#[test]
fn a_port_that_is_taken_is_an_error_for_who_asked_for_it() {
    let taken = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let run = notes().run(&["serve", "--port", &port]);
    let words = format!("port {port} is taken by another program: leave out `--port`");
    assert_eq!(run.status.code(), Some(2));
    assert!(said(&run).contains(&words), "{}", said(&run));
}

#[test]
fn a_saved_note_is_served_and_the_notes_are_left_alone() {
    let (preview, mut news) = preview();
    let before = files(&preview.folder.notes());
    news.wait_for(&preview, "", "-480.");
    preview.write("more.md", "# More\n\nother words\n");
    let told = loop {
        let told = news.next();
        let changed = told["changed"].to_string();
        if changed.contains("\"more.html\"") {
            assert!(!changed.contains("\"pictures/"), "{told}");
            break told;
        }
    };
    // What else shows the new words is told of next, or at once; until then who asks for it waits.
    assert!(preview.get("search/1.js").contains("other words"));
    let token = |told: &Value| {
        let (run, version) = told["token"].as_str().unwrap().split_once('-').unwrap();
        (run.to_owned(), version.parse::<u64>().unwrap())
    };
    let (run, version) = token(&told);
    assert!(run == token(&news.greeting).0 && version > token(&news.greeting).1, "{told}");
    let page = preview.get("more.html");
    assert!(page.contains("other words") && page.contains(&format!("live.js?{run}-")), "{page}");
    // Saved by a rename, as many editors do.
    preview.write(".more.md.new", "# More\n\nrenamed words\n");
    fs::rename(preview.folder.notes().join(".more.md.new"), preview.folder.notes().join("more.md")).unwrap();
    news.wait_for(&preview, "more.html", "renamed words");
    preview.write("words.txt", "new words");
    news.until(|told| told["changed"].to_string().contains("files/words.txt"));
    preview.write("words.txt", "some words");
    preview.write("more.md", "# More\n\nfirst words\n");
    news.wait_for(&preview, "more.html", "first words");
    assert_eq!(files(&preview.folder.notes()), before);
}

#[test]
fn folders_of_tools_wake_nobody_and_new_folders_are_seen() {
    let (preview, mut news) = preview();
    for (folder, file) in [("_site", "index.html"), (".git", "index"), ("target", "x.md")] {
        fs::create_dir(preview.folder.notes().join(folder)).unwrap();
        preview.write(&format!("{folder}/{file}"), "# Not a note\n");
    }
    fs::create_dir(preview.folder.notes().join("week 1")).unwrap();
    preview.write("week 1/notes.md", "# Week\n\nword\n");
    news.wait_for(&preview, "week-1/notes.html", "word");
    for word in ["second", "third"] {
        preview.write("week 1/notes.md", &format!("# Week\n\n{word}\n"));
        news.wait_for(&preview, "week-1/notes.html", word);
    }
    fs::rename(preview.folder.notes().join("week 1"), preview.folder.notes().join("week 2")).unwrap();
    news.wait_for(&preview, "week-2/notes.html", "third");
    preview.write("week 2/notes.md", "# Week\n\nfourth\n");
    news.wait_for(&preview, "week-2/notes.html", "fourth");
    assert_eq!(status(&preview.get("week-1/notes.html")), "404");
    fs::remove_dir_all(preview.folder.notes().join("week 2")).unwrap();
    news.wait_for(&preview, "week-2/notes.html", "404");
    assert!(!["index.html", "x.html"].iter().any(|page| preview.get(page).contains("Not a note")));
}

#[test]
fn an_error_is_told_with_its_place_and_the_last_good_page_stays() {
    let (preview, mut news) = preview();
    preview.write("labpress.toml", "title = \"Lab\"\nlanguage = \"fi\"\n");
    let told = news.until(has_faults);
    let [fault] = told["faults"].as_array().unwrap().as_slice() else { panic!("{told}") };
    assert_eq!((&fault["code"], &fault["file"]), (&Value::from("config"), &Value::from("labpress.toml")));
    assert_eq!((&fault["line"], &fault["column"]), (&Value::from(2), &Value::from(1)));
    assert_eq!(fault["excerpt"], serde_json::json!(["", "language", " = \"fi\""]));
    assert!(fault["help"].as_str().unwrap().contains("lang"), "{told}");
    assert_eq!(told["changed"], serde_json::json!([]));
    preview.write("more.md", "# More\n\nwords of a time with errors\n");
    assert!(preview.get("more.html").contains("first words"));
    assert_eq!(preview.news().greeting["faults"], told["faults"]);
    preview.write("labpress.toml", "title = \"Lab\"\nlang = \"fi\"\n");
    news.until(|told| !has_faults(told));
    let page = preview.get("more.html");
    assert!(page.contains("words of a time with errors") && page.contains("<html lang=\"fi\""), "{page}");
}

#[test]
fn an_empty_folder_and_one_that_vanishes_are_waited_for() {
    let preview = Preview::of(Folder::new());
    let answer = preview.get("");
    assert!(status(&answer) == "503" && answer.contains("/_labpress/live.js?"), "{answer}");
    let mut news = preview.news();
    assert_eq!(news.greeting["faults"][0]["code"], "no-pages");
    preview.write("README.md", "# Lab\n\nhello\n");
    news.wait_for(&preview, "", "hello");
    let (notes, away) = (preview.folder.notes(), preview.folder.site());
    fs::rename(&notes, &away).unwrap();
    news.until(has_faults);
    assert!(preview.get("").contains("hello"));
    fs::rename(&away, &notes).unwrap();
    news.until(|told| !has_faults(told));
    preview.write("README.md", "# Lab\n\nhello again\n");
    news.wait_for(&preview, "", "hello again");
}
