//! What the text of a link says before any file is looked for: a host, a disk of somebody's own, an encoding.

/// A file on a code host, as an address names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostFile {
    /// `owner/name`, in lower case.
    pub repository: String,
    /// Below the repository's root.
    pub path: String,
    /// The address is that of a page about the file, not of the file.
    pub page: bool,
}

/// Reads `https://github.com/owner/repository/blob/branch/image/x.png` and its like.
pub fn host_file(target: &str) -> Option<HostFile> {
    let rest = target.strip_prefix("https://").or_else(|| target.strip_prefix("http://"))?;
    let (address, query) = match rest.split_once(['?', '#']) {
        Some((address, query)) => (address, query),
        None => (rest, ""),
    };
    let (host, path) = address.split_once('/')?;
    let host = host.trim_start_matches("www.");
    let names: Vec<&str> = path.split('/').collect();
    let repository = || Some(format!("{}/{}", names.first()?, names.get(1)?).to_lowercase());
    let is_file = |name: &&str| matches!(*name, "blob" | "raw");
    let (below, raw) = match host {
        "github.com" if names.get(2).is_some_and(&is_file) => (names.get(4..)?, names[2] == "raw"),
        "raw.githubusercontent.com" if names.get(2) == Some(&"refs") => (names.get(5..)?, true),
        "raw.githubusercontent.com" => (names.get(3..)?, true),
        _ if names.get(2) == Some(&"-") && names.get(3).is_some_and(is_file) => (names.get(5..)?, names[3] == "raw"),
        _ => return None,
    };
    let path = percent_decoded(&below.join("/"));
    (!path.is_empty()).then_some(HostFile {
        repository: repository()?,
        path,
        page: !raw && !query.contains("raw=true"),
    })
}

/// Returns whether an address has a scheme or a host of its own. `C:\x` has neither, nor has `file:`.
pub fn is_elsewhere(target: &str) -> bool {
    let scheme = target.split([':', '/', '?', '#']).next().unwrap_or("");
    let has_scheme = target[scheme.len()..].starts_with(':')
        && scheme.len() > 1
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    has_scheme && !scheme.eq_ignore_ascii_case("file") || target.starts_with("//")
}

/// Returns the host that an address names.
pub fn host_of(address: &str) -> Option<&str> {
    let (_, rest) = address.split_once("//").filter(|(scheme, _)| matches!(*scheme, "" | "http:" | "https:"))?;
    rest.split(['/', '?', '#']).next().filter(|host| !host.is_empty())
}

/// Returns whether a path leads into the disk of the author: `C:\Users\me\a.png`, `/home/me/a.png`, `file:///..`.
pub fn is_own_disk(target: &str) -> bool {
    let target = target.replace('\\', "/");
    let lower = target.to_lowercase();
    let mut letters = lower.chars();
    let drive = letters.next().is_some_and(|c| c.is_ascii_alphabetic()) && letters.as_str().starts_with(":/");
    let homes = ["file:", "/users/", "/home/", "/mnt/c/", "/var/folders/", "~/"];
    drive || homes.iter().any(|home| lower.starts_with(home))
}

/// Returns `text` with `%20` and its like decoded; a `%` that begins no two digits stays.
pub fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let digits = text.get(at + 1..at + 3).filter(|digits| bytes[at] == b'%' && !digits.starts_with('+'));
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_on_code_hosts_are_read() {
        let read = |target: &str| host_file(target).map(|file| (file.repository, file.path, file.page));
        let file = |path: &str, page| Some(("me/notes".to_owned(), path.to_owned(), page));
        assert_eq!(read("https://github.com/Me/notes/blob/main/image/a%20b.png"), file("image/a b.png", true));
        assert_eq!(read("https://github.com/me/notes/blob/main/a.png?raw=true"), file("a.png", false));
        assert_eq!(read("https://raw.githubusercontent.com/me/notes/main/a.png"), file("a.png", false));
        assert_eq!(read("https://raw.githubusercontent.com/me/notes/refs/heads/main/a.png"), file("a.png", false));
        assert_eq!(read("https://gitlab.example/me/notes/-/blob/main/a.png"), file("a.png", true));
        assert_eq!(read("https://github.com/me/notes"), None);
        assert_eq!(read("https://example.org/a.png"), None);
    }

    #[test]
    fn disks_and_hosts_are_told_apart() {
        for disk in
            ["C:\\Users\\me\\a.png", "d:/a.png", "file:///tmp/a.png", "/home/me/a.png", "/Users/me/a.png", "~/a.png"]
        {
            assert!(is_own_disk(disk) && !is_elsewhere(disk), "{disk}");
        }
        for host in ["https://example.org/a.png", "//example.org/a.png", "mailto:a@b.c", "data:image/png;base64,xx"] {
            assert!(is_elsewhere(host) && !is_own_disk(host), "{host}");
        }
        assert_eq!(host_of("https://example.org/a.png"), Some("example.org"));
        assert_eq!((host_of("data:image/png;base64,x//y"), host_of("//e.org")), (None, Some("e.org")));
        assert!(!is_own_disk("image/home/a.png") && !is_elsewhere("image/a.png"));
    }
}
