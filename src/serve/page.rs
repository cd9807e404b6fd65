//! From an address to an answer: the file of the site at it, and in a page one script more.

use std::sync::Arc;

use super::stage::Shown;
use crate::http::{Answer, Keep, Status};
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

/// Returns what is at an address.
pub(super) fn answer(shown: &Shown, address: &str) -> Answer {
    match address {
        SCRIPT => found("text/javascript; charset=utf-8", include_str!("live.js")),
        SHEET => found("text/css; charset=utf-8", include_str!("live.css")),
        _ => file(shown, address),
    }
}

fn found(kind: &'static str, text: &str) -> Answer {
    Answer { status: Status::Found, kind, keep: Keep::Never, body: Arc::from(text.as_bytes()) }
}

fn file(shown: &Shown, asked: &str) -> Answer {
    let is_folder = asked.is_empty() || asked.ends_with('/');
    let address = RepoPath::new(if is_folder { format!("{asked}index.html") } else { asked.to_owned() });
    let Some(read) = shown.files.read(&address) else { return missing(shown, asked) };
    let kind = kind(&address);
    match read {
        Err(error) => {
            let body = Arc::from(format!("cannot read {address}: {error}\n").into_bytes());
            Answer { status: Status::Failed, kind: "text/plain; charset=utf-8", keep: Keep::Never, body }
        }
        Ok(bytes) if kind == HTML => page(shown, Status::Found, &String::from_utf8_lossy(&bytes)),
        Ok(body) => {
            // The name of a picture says what is in it.
            let keep = if address.as_str().starts_with("pictures/") { Keep::Always } else { Keep::Never };
            Answer { status: Status::Found, kind, keep, body }
        }
    }
}

/// Answers where there is no file: a folder's page may be meant, and else the site has a page for that.
fn missing(shown: &Shown, asked: &str) -> Answer {
    let last = asked.rsplit('/').next().unwrap_or("");
    if !last.is_empty() && shown.files.has(&RepoPath::new(format!("{asked}/index.html"))) {
        let to = format!("./{}/", percent_encoded(last));
        return Answer { status: Status::Moved(to), kind: HTML, keep: Keep::Never, body: Arc::from([]) };
    }
    match shown.files.read(&RepoPath::new("404.html")) {
        Some(Ok(bytes)) => page(shown, Status::Missing, &String::from_utf8_lossy(&bytes)),
        _ => page(shown, Status::NotYet, NOTHING),
    }
}

/// Puts the script into a page, before all others: it has to see the page as it was sent.
fn page(shown: &Shown, status: Status, html: &str) -> Answer {
    let script = format!("<script src=\"/{SCRIPT}?{}\" defer></script>", shown.token);
    let at = html.find("<head>").map_or(html.len(), |at| at + "<head>".len());
    let body = [&html[..at], &script, &html[at..]].concat();
    Answer { status, kind: HTML, keep: Keep::Never, body: Arc::from(body.into_bytes()) }
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
