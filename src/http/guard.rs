//! Who may ask, and for what.
//!
//! A server on this machine is also reached by the scripts of any site that its user looks at. Three tricks are known,
//! and each is refused here: a foreign name that suddenly means 127.0.0.1 (DNS rebinding; the `Host` gives it away), a
//! script of a site that asks across (`Origin`), and a page of one that embeds what is here (`Sec-Fetch-Site`).

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, header};

use super::only_asks;

/// Why a question is not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It wants to change something.
    Method,
    /// It was meant for another host.
    Host,
    /// Another site asks.
    Origin,
    /// What it asks for cannot be an address.
    Address,
}

impl Refusal {
    /// Returns what the asker is told.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Method => "only GET and HEAD are answered\n",
            Self::Host => "this server answers to 127.0.0.1, [::1] and localhost only\n",
            Self::Origin => "other sites may not ask here\n",
            Self::Address => "this is no address\n",
        }
    }
}

const SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");
const DESTINATION: HeaderName = HeaderName::from_static("sec-fetch-dest");

/// Returns the address that is asked for, without its first `/`.
pub(super) fn address(request: &Request, port: u16) -> Result<String, Refusal> {
    if !only_asks(request.method()) {
        return Err(Refusal::Method);
    }
    let headers = request.headers();
    let host = only(headers, &header::HOST).ok_or(Refusal::Host)?;
    let named = request.uri().authority().map(|authority| authority.as_str());
    if !is_own(host, port) || named.is_some_and(|named| !is_own(named, port)) {
        return Err(Refusal::Host);
    }
    if !is_of_own_page(headers, port) {
        return Err(Refusal::Origin);
    }
    decoded(request.uri().path()).ok_or(Refusal::Address)
}

/// Returns the value of a header that is there exactly once.
fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value)
}

/// Returns whether `host` is one of this server's names: `localhost:8000`.
fn is_own(host: &str, port: u16) -> bool {
    let (name, named_port) = match host.rsplit_once(':') {
        Some((name, digits)) if !digits.ends_with(']') => (name, digits),
        _ => (host, "80"),
    };
    let is_named = name.eq_ignore_ascii_case("localhost") || name == "127.0.0.1" || name == "[::1]";
    is_named && named_port == port.to_string()
}

/// Returns whether a page of this server asks, or nobody's page: its user, or a program.
fn is_of_own_page(headers: &HeaderMap, port: u16) -> bool {
    let is_own_origin = |origin: &str| origin.strip_prefix("http://").is_some_and(|host| is_own(host, port));
    let is_foreign = headers.contains_key(header::ORIGIN) && !only(headers, &header::ORIGIN).is_some_and(is_own_origin);
    // A link from elsewhere may lead here: that opens a page of its own, and who made the link sees nothing of it.
    let is_visit =
        only(headers, &MODE) == Some("navigate") && only(headers, &DESTINATION).is_none_or(|to| to == "document");
    let is_across = headers.contains_key(&SITE) && !matches!(only(headers, &SITE), Some("same-origin" | "none"));
    !is_foreign && (is_visit || !is_across)
}

/// Returns the path of an address as its names are written; `None` when one of them is no name.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.strip_prefix('/')?.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
                u8::try_from(digit(rest.next())? * 16 + digit(rest.next())?).ok()?
            }
            byte => byte,
        });
    }
    let path = String::from_utf8(bytes).ok()?;
    let is_odd = |name: &str| matches!(name, "." | "..") || name.contains(['\\', '\0']);
    let is_hollow = path.contains("//") || path.starts_with('/');
    (!is_hollow && !path.split('/').any(is_odd)).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    /// Asks a server on port 8000; `headers` are lines like `Host: localhost:8000`.
    fn asked(method: &str, uri: &str, headers: &[&str]) -> Result<String, Refusal> {
        let mut request = Request::builder().method(method).uri(uri);
        for line in headers {
            let (name, value) = line.split_once(": ").unwrap();
            request = request.header(name, value);
        }
        address(&request.body(Body::empty()).unwrap(), 8000)
    }

    #[test]
    fn only_this_machines_names_are_hosts() {
        for host in ["127.0.0.1:8000", "localhost:8000", "LOCALHOST:8000", "[::1]:8000"] {
            assert_eq!(asked("GET", "/a.html", &[&format!("Host: {host}")]).as_deref(), Ok("a.html"), "{host}");
        }
        let foreign = [
            "evil.example:8000",
            "127.0.0.1",
            "127.0.0.1:8001",
            "localhost.evil.example:8000",
            "127.0.0.1:8000:8000",
            "x@127.0.0.1:8000",
            "localhost:8000.evil.example",
            "[::1]",
            "[::2]:8000",
            "::1:8000",
            "0.0.0.0:8000",
            "",
            "localhost:",
            "localhost:+8000",
            "localhost:08000",
        ];
        for host in foreign {
            assert_eq!(asked("GET", "/", &[&format!("Host: {host}")]), Err(Refusal::Host), "{host}");
        }
        assert_eq!(asked("GET", "/", &[]), Err(Refusal::Host));
        assert_eq!(asked("GET", "/", &["Host: localhost:8000", "Host: evil.example"]), Err(Refusal::Host));
        assert_eq!(asked("GET", "http://evil.example/", &["Host: localhost:8000"]), Err(Refusal::Host));
        assert_eq!(asked("GET", "http://localhost:8000/", &["Host: localhost:8000"]).as_deref(), Ok(""));
    }

    #[test]
    fn other_sites_may_link_here_and_nothing_else() {
        let own = [
            &[][..],
            &["Origin: http://localhost:8000", "Sec-Fetch-Site: same-origin"],
            &["Sec-Fetch-Site: none", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"],
            &["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"],
        ];
        let foreign = [
            &["Origin: https://evil.example"][..],
            &["Origin: null"],
            &["Origin: http://localhost:8001"],
            &["Origin: https://localhost:8000"],
            &["Origin: http://localhost:8000", "Origin: http://evil.example"],
            &["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: script"],
            &["Sec-Fetch-Site: same-site", "Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: image"],
            &["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: iframe"],
        ];
        let answers = |headers: &[&str]| asked("GET", "/", &[&["Host: localhost:8000"], headers].concat());
        own.iter().for_each(|headers| assert_eq!(answers(headers).as_deref(), Ok(""), "{headers:?}"));
        foreign.iter().for_each(|headers| assert_eq!(answers(headers), Err(Refusal::Origin), "{headers:?}"));
    }

    #[test]
    fn addresses_are_names_and_nothing_is_changed() {
        let cases = [
            ("/", Some("")),
            ("/a/b.html?c=d", Some("a/b.html")),
            ("/a/", Some("a/")),
            ("/a%20b/%D0%B0.html", Some("a b/а.html")),
            ("/%2e%2e/etc/passwd", None),
            ("/a/../b", None),
            ("/..%2Fb", None),
            ("/a%5C..%5Cb", None),
            ("//evil.example/", None),
            ("/a%00.html", None),
            ("/%", None),
            ("/%zz", None),
            ("/%ff", None),
        ];
        let host = ["Host: 127.0.0.1:8000"];
        for (uri, address) in cases {
            assert_eq!(asked("GET", uri, &host).ok().as_deref(), address, "{uri}");
            assert_eq!(asked("HEAD", uri, &host).ok().as_deref(), address, "{uri}");
        }
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"] {
            assert_eq!(asked(method, "/", &host), Err(Refusal::Method), "{method}");
        }
    }
}
