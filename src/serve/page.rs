//! From an address to an answer: the file of the site at it, and in a page one script more.

use std::io;
use std::sync::Arc;

use super::stage::Shown;
use crate::http::{Answer, Content, Keep, Status};
use crate::images::is_draft;
use crate::site::percent_encoded;
use crate::source::RepoPath;

/// Where browsers listen for what has changed.
pub(super) const NEWS: &str = "_labpress/news";
/// The script that listens, and the look of what it shows; no page of a site can have these addresses.
const SCRIPT: &str = "_labpress/live.js";
const SHEET: &str = "_labpress/live.css";

const HTML: &str = "text/html; charset=utf-8";

/// What is shown while there has never been a site: the script shows over it what is wrong.
const NOTHING: &str = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>labpress</title>\n\
                       </head>\n<body></body>\n</html>\n";

/// Returns what is at an address; only what is no part of the preview itself has to be `shown` yet.
pub(super) fn answer(shown: impl FnOnce(&RepoPath) -> Shown, address: &str) -> Answer {
    match address {
        SCRIPT => found("text/javascript; charset=utf-8", include_str!("live.js")),
        SHEET => found("text/css; charset=utf-8", include_str!("live.css")),
        _ => file(&shown(&file_at(address)), address),
    }
}

fn found(kind: &'static str, text: &str) -> Answer {
    Answer { status: Status::Found, kind, keep: Keep::Never, body: whole(text.as_bytes()) }
}

/// Returns the file that is meant by an address: that of a folder means its page.
fn file_at(asked: &str) -> RepoPath {
    let is_folder = asked.is_empty() || asked.ends_with('/');
    RepoPath::new(if is_folder { format!("{asked}index.html") } else { asked.to_owned() })
}

fn file(shown: &Shown, asked: &str) -> Answer {
    let address = file_at(asked);
    let kind = kind(&address);
    let answer = match kind {
        HTML => shown
            .files
            .read(&address)
            .map(|read| read.map(|bytes| page(shown, Status::Found, &String::from_utf8_lossy(&bytes)))),
        _ => shown.files.open(&address).map(|opened| {
            let body = opened.map(|(length, bytes)| Content::Pieces(length, bytes));
            body.map(|body| Answer { status: Status::Found, kind, keep: keep(&address), body })
        }),
    };
    match answer {
        Some(answer) => answer.unwrap_or_else(|error| failed(&address, &error)),
        None => missing(shown, asked),
    }
}

/// The name of a picture says what is in it; that of a draft says how its file looked, and that is read as it is now.
fn keep(address: &RepoPath) -> Keep {
    let is_picture = address.as_str().starts_with("pictures/") && !is_draft(address.name());
    if is_picture { Keep::Always } else { Keep::Never }
}

fn failed(address: &RepoPath, error: &io::Error) -> Answer {
    let body = whole(format!("cannot read {address}: {error}\n").as_bytes());
    Answer { status: Status::Failed, kind: "text/plain; charset=utf-8", keep: Keep::Never, body }
}

/// Answers where there is no file: a folder's page may be meant, and else the site has a page for that.
fn missing(shown: &Shown, asked: &str) -> Answer {
    let last = asked.rsplit('/').next().unwrap_or("");
    if !last.is_empty() && shown.files.has(&RepoPath::new(format!("{asked}/index.html"))) {
        let to = format!("./{}/", percent_encoded(last));
        return Answer { status: Status::Moved(to), kind: HTML, keep: Keep::Never, body: whole(&[]) };
    }
    match shown.files.read(&RepoPath::new("404.html")) {
        Some(Ok(bytes)) => page(shown, Status::Missing, &String::from_utf8_lossy(&bytes)),
        _ => page(shown, Status::NotYet, NOTHING),
    }
}

/// Puts the script into a page, before all others: it has to see the page as it was sent.
fn page(shown: &Shown, status: Status, html: &str) -> Answer {
    let script = format!("<script src=\"/{SCRIPT}?{}\" defer></script>", shown.token);
    let at = behind_head(html).unwrap_or(html.len());
    let body = [&html[..at], &script, &html[at..]].concat();
    Answer { status, kind: HTML, keep: Keep::Never, body: whole(body.as_bytes()) }
}

fn whole(bytes: &[u8]) -> Content {
    Content::Whole(Arc::from(bytes))
}

/// Returns where the tag ends that opens the head; a site's own templates may write it as they like: `<HEAD lang="fi">`.
fn behind_head(html: &str) -> Option<usize> {
    const TAG: &[u8] = b"<head";
    let is_head = |&at: &usize| {
        let tag = html.as_bytes()[at..].split_at_checked(TAG.len());
        let is_end = |byte: &u8| *byte == b'>' || byte.is_ascii_whitespace();
        tag.is_some_and(|(name, rest)| name.eq_ignore_ascii_case(TAG) && rest.first().is_some_and(is_end))
    };
    let begin = html.match_indices('<').map(|(at, _)| at).find(is_head)?;
    html[begin..].find('>').map(|end| begin + end + 1)
}

/// Returns the content type for a file of a site.
fn kind(address: &RepoPath) -> &'static str {
    match address.extension().as_str() {
        "html" => HTML,
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" | "ipynb" => "application/json",
        "csv" => "text/csv; charset=utf-8",
        "xml" => "application/xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "svg" => "image/svg+xml",
        "pdf" => "application/pdf",
        "txt" | "md" | "log" | "conf" | "cfg" | "ini" | "toml" | "yaml" | "yml" | "sh" | "py" => {
            "text/plain; charset=utf-8"
        }
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_is_found_however_it_is_written() {
        let cases = [
            ("<html><head>|<title>a</title>", true),
            ("<html><HEAD\n lang=\"fi\">|<title>a</title>", true),
            ("<html><header>a</header></html><hea", false),
            ("", false),
        ];
        for (html, has_head) in cases {
            let plain = html.replace('|', "");
            assert_eq!(behind_head(&plain), html.find('|'), "{html}");
            assert_eq!(behind_head(&plain).is_some(), has_head, "{html}");
        }
    }

    #[test]
    fn drafts_are_never_kept() {
        let cases = [
            ("pictures/3f9a-480.webp", Keep::Always),
            ("pictures/draft-3f9a.png", Keep::Never),
            ("a.png", Keep::Never),
        ];
        for (address, wanted) in cases {
            assert_eq!(keep(&RepoPath::new(address)), wanted, "{address}");
        }
    }
}
