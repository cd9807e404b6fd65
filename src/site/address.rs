//! Addresses: where pages and files lie in the built site, and how one leads to another.
//!
//! Everything is relative and names its file (`notes/index.html`, never `notes/`): a site must work from `file://`.

use std::collections::BTreeSet;

use crate::source::RepoPath;

/// Folders at the top of a built site that are labpress's own.
pub(super) const RESERVED: [&str; 7] = ["assets", "commands", "compare", "files", "pictures", "screenshots", "search"];

/// Returns the address that leads from the file `from` to the file `to`, ready for an `href`.
pub fn relative(from: &RepoPath, to: &RepoPath) -> String {
    let (from, to) = (from.as_str(), to.as_str());
    let alike = from.bytes().zip(to.bytes()).take_while(|(a, b)| a == b).count();
    // Up to here both lie in the same folders.
    let shared = from.as_bytes()[..alike].iter().rposition(|byte| *byte == b'/').map_or(0, |at| at + 1);
    let up = from.as_bytes()[shared..].iter().filter(|byte| **byte == b'/').count();
    let mut address = String::with_capacity(3 * up + to.len());
    address.extend(std::iter::repeat_n("../", up));
    encode(&to[shared..], b"/", &mut address);
    address
}

/// Encodes everything that means something in an address, or is no ASCII.
pub fn percent_encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    encode(text, b"", &mut out);
    out
}

/// Writes a text as an address has it; what is in `kept` stays as it is.
fn encode(text: &str, kept: &[u8], out: &mut String) {
    let is_plain = |byte: &u8| {
        byte.is_ascii_alphanumeric()
            || matches!(byte, b'-' | b'_' | b'.' | b'~' | b'+' | b',' | b'(' | b')' | b'@')
            || kept.contains(byte)
    };
    let mut rest = text;
    while !rest.is_empty() {
        // Most addresses have nothing else.
        let plain = rest.bytes().take_while(is_plain).count();
        out.push_str(&rest[..plain]);
        let other = rest[plain..].chars().next().map_or(0, char::len_utf8);
        for byte in rest[plain..plain + other].bytes() {
            let digit = |half: u8| char::from(b"0123456789ABCDEF"[usize::from(half)]);
            out.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
        rest = &rest[plain + other..];
    }
}

/// Hands out paths in the built site, each once, whatever the letters' case.
#[derive(Debug, Default)]
pub(super) struct Names {
    taken: BTreeSet<String>,
}

impl Names {
    /// Returns where a file of the site that lies at `path` shall be published; `extension` replaces its own.
    pub(super) fn give(&mut self, path: &str, extension: &str) -> RepoPath {
        let names: Vec<String> = path.split('/').map(plain_name).collect();
        let mut stem = names.join("/");
        let top = stem.split('/').next().unwrap_or("").to_lowercase();
        if RESERVED.contains(&top.as_str()) || stem.eq_ignore_ascii_case("404") {
            stem = stem.replacen(names[0].as_str(), &format!("{}-notes", names[0]), 1);
        }
        let numbered = (1_u32..).map(|count| match count {
            1 => format!("{stem}{extension}"),
            count => format!("{stem}-{count}{extension}"),
        });
        let free = numbered.into_iter().find(|name| !self.taken.contains(&name.to_lowercase())).unwrap_or(stem.clone());
        self.taken.insert(free.to_lowercase());
        RepoPath::new(free)
    }
}

/// Returns whether every disk can hold a file of this name.
pub(super) fn is_nameable(name: &str) -> bool {
    let is_bad = |c: char| c.is_control() || matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*' | '\\');
    !name.is_empty() && name.len() <= 200 && !name.contains(is_bad) && !name.ends_with(['.', ' '])
}

/// A name that is the same on every disk and in every address: letters, digits, `-`, `_`, `.`.
fn plain_name(name: &str) -> String {
    let kept = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' };
    let plain: String = name.trim().chars().map(kept).collect();
    let words: Vec<&str> = plain.split('-').filter(|word| !word.is_empty()).collect();
    let plain = words.join("-").trim_matches('.').to_owned();
    if plain.is_empty() { "page".to_owned() } else { plain }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_relative_and_encoded() {
        let lead = |from: &str, to: &str| relative(&RepoPath::new(from), &RepoPath::new(to));
        assert_eq!(lead("index.html", "a b/c#.html"), "a%20b/c%23.html");
        assert_eq!(lead("x/y/a.html", "x/b.html"), "../b.html");
        assert_eq!(lead("x/a.html", "assets/t.css"), "../assets/t.css");
        assert_eq!(lead("x/index.html", "x/index.html"), "index.html");
        assert_eq!(lead("a.html", "b:c.html"), "b%3Ac.html");
    }

    #[test]
    fn names_are_given_once() {
        let mut names = Names::default();
        let mut give = |path| names.give(path, ".html").as_str().to_owned();
        assert_eq!(give("Lab 1"), "Lab-1.html");
        assert_eq!(give("lab-1"), "lab-1-2.html");
        assert_eq!(give("commands/index"), "commands-notes/index.html");
        assert_eq!(give("..%"), "page.html");
        assert_eq!(give("übung"), "übung.html");
    }
}
