//! From a target as a student writes it to the file that is meant.
//!
//! In comes the text between the parentheses of `![](..)` or `[](..)`, out comes a file of the site and the rule
//! that led to it. GitHub itself knows the first three rules; the others rescue what breaks there, and are reported.

use std::collections::BTreeMap;

use super::{RepoPath, Sources};

/// What it took to find a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// As written, percent signs decoded, `/` meaning the root: it works on GitHub too.
    Exact,
    /// The address of a page on a code host that shows a file of this same folder.
    HostPage,
    /// `\` was meant as `/`.
    Backslash,
    /// `image/..` of the site, written as if it lay beside the notes.
    SiteFolder,
    /// The letters' case differs.
    LetterCase,
    /// A file of that name lies in another folder, and nowhere else.
    OtherFolder,
}

/// A file that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    /// Where it lies.
    pub path: RepoPath,
    /// What it took to find it.
    pub rule: Rule,
}

/// What a target is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lookup {
    /// A file of the site.
    Found(Resolved),
    /// An address elsewhere: `https://..`, `mailto:..`.
    Elsewhere,
    /// Nothing lies there. The path that was looked for, or the target where it leads out of the site.
    Missing(String),
}

/// All files and write-ups, ready to be looked up by more than their exact path.
#[derive(Debug)]
pub struct Index<'a> {
    sources: &'a Sources,
    by_lower: BTreeMap<String, Vec<RepoPath>>,
    by_name: BTreeMap<String, Vec<RepoPath>>,
}

impl<'a> Index<'a> {
    /// Prepares the names of all files.
    pub fn new(sources: &'a Sources) -> Self {
        let mut index = Self { sources, by_lower: BTreeMap::new(), by_name: BTreeMap::new() };
        let reports = sources.reports.iter().map(|&id| &sources.text(id).path);
        for path in sources.files.iter().chain(reports) {
            let lower = path.as_str().to_lowercase();
            index.by_name.entry(path.name().to_lowercase()).or_default().push(path.clone());
            index.by_lower.entry(lower).or_default().push(path.clone());
        }
        index
    }

    /// Finds the file that `target` means in a write-up of `folder`.
    pub fn find(&self, folder: &RepoPath, target: &str) -> Lookup {
        let target = target.trim();
        let path = target.split(['?', '#']).next().unwrap_or("");
        let found = |path, rule| Lookup::Found(Resolved { path, rule });
        // A file's name may hold `#` or `?` where its author did not know better.
        let written = [path, target];
        if let Some(path) = self.host_page(path) {
            return found(path, Rule::HostPage);
        }
        if is_elsewhere(target) {
            return Lookup::Elsewhere;
        }
        for written in written {
            for name in [percent_decoded(written), written.to_owned()] {
                if let Some(path) = folder.join(&name).filter(|path| self.exists(path)) {
                    return found(path, Rule::Exact);
                }
            }
        }
        let name = percent_decoded(path);
        match self.rescue(folder, &name) {
            Some(Resolved { path, rule }) => found(path, rule),
            None => Lookup::Missing(folder.join(&name).map_or(name, |path| path.as_str().to_owned())),
        }
    }

    fn rescue(&self, folder: &RepoPath, name: &str) -> Option<Resolved> {
        let resolved = |path, rule| Some(Resolved { path, rule });
        let slashed = name.replace('\\', "/");
        if slashed != name
            && let Some(path) = folder.join(&slashed).filter(|path| self.exists(path))
        {
            return resolved(path, Rule::Backslash);
        }
        let joined = folder.join(&slashed);
        if let Some(path) = RepoPath::default().join(&slashed).filter(|path| self.exists(path)) {
            return resolved(path, Rule::SiteFolder);
        }
        let alike = joined.and_then(|path| self.by_lower.get(&path.as_str().to_lowercase()));
        if let Some([path]) = alike.map(Vec::as_slice) {
            return resolved(path.clone(), Rule::LetterCase);
        }
        let last = slashed.rsplit('/').next().unwrap_or("").to_lowercase();
        match self.by_name.get(&last).map(Vec::as_slice) {
            // `README.md` lies in many folders of other people's sites; only a name with a meaning is rescued.
            Some([path]) if !last.starts_with("readme") => resolved(path.clone(), Rule::OtherFolder),
            _ => None,
        }
    }

    fn host_page(&self, target: &str) -> Option<RepoPath> {
        let path = RepoPath::default().join(&host_page_path(target)?)?;
        self.exists(&path).then_some(path)
    }

    fn exists(&self, path: &RepoPath) -> bool {
        self.sources.has_file(path) || self.sources.report_at(path).is_some()
    }

    /// Returns all files, for a "did you mean".
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.by_lower.values().flatten().map(RepoPath::as_str)
    }
}

/// Returns `image/x.png` of `https://github.com/owner/repository/blob/branch/image/x.png`: a page of a code host that
/// shows a file, which is no file itself.
pub fn host_page_path(target: &str) -> Option<String> {
    let rest = target.strip_prefix("https://").or_else(|| target.strip_prefix("http://"))?;
    let mut names = rest.split(['?', '#']).next()?.split('/');
    let host = names.next()?;
    let names: Vec<&str> = names.collect();
    let is_file = |name: &&str| matches!(*name, "blob" | "raw");
    let below = match host.trim_start_matches("www.") {
        "github.com" if names.get(2).is_some_and(&is_file) => names.get(4..)?,
        "raw.githubusercontent.com" => names.get(3..)?,
        _ if names.get(2) == Some(&"-") && names.get(3).is_some_and(is_file) => names.get(5..)?,
        _ => return None,
    };
    Some(percent_decoded(&below.join("/")))
}

/// Returns whether an address has a scheme or a host of its own. `C:\x` has neither.
pub fn is_elsewhere(target: &str) -> bool {
    let scheme = target.split([':', '/', '?', '#']).next().unwrap_or("");
    let has_scheme = target[scheme.len()..].starts_with(':')
        && scheme.len() > 1
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    has_scheme || target.starts_with("//")
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

    fn sources() -> Sources {
        let mut sources = Sources::of_text("labs/week1.md", "");
        let files = ["image/One.png", "labs/image/two words.png", "labs/image/a.png", "labs/c#.png", "x/a b/only.png"];
        sources.files = files.map(RepoPath::new).to_vec();
        sources.files.sort();
        sources
    }

    fn find(target: &str) -> String {
        let sources = sources();
        match Index::new(&sources).find(&RepoPath::new("labs"), target) {
            Lookup::Found(Resolved { path, rule }) => format!("{path} {rule:?}"),
            Lookup::Elsewhere => "elsewhere".to_owned(),
            Lookup::Missing(path) => format!("no {path}"),
        }
    }

    #[test]
    fn targets_lead_to_files() {
        let cases = [
            ("image/a.png", "labs/image/a.png Exact"),
            ("./image/a.png", "labs/image/a.png Exact"),
            ("../image/One.png", "image/One.png Exact"),
            ("/image/One.png", "image/One.png Exact"),
            ("image/two%20words.png", "labs/image/two words.png Exact"),
            ("image/a.png?raw=true", "labs/image/a.png Exact"),
            ("c#.png", "labs/c#.png Exact"),
            ("image\\a.png", "labs/image/a.png Backslash"),
            ("Image/A.PNG", "labs/image/a.png LetterCase"),
            ("image/One.png", "image/One.png SiteFolder"),
            ("image/only.png", "x/a b/only.png OtherFolder"),
            ("C:\\Users\\me\\only.png", "x/a b/only.png OtherFolder"),
            ("https://github.com/me/notes/blob/main/image/One.png", "image/One.png HostPage"),
            ("https://github.com/me/notes/blob/main/image/gone.png", "elsewhere"),
            ("week1.md#part-2", "labs/week1.md Exact"),
            ("../../etc/passwd", "no ../../etc/passwd"),
            ("image/gone.png", "no labs/image/gone.png"),
            ("https://example.org/a.png", "elsewhere"),
            ("//example.org/a.png", "elsewhere"),
            ("mailto:a@b.c", "elsewhere"),
        ];
        for (target, expected) in cases {
            assert_eq!(find(target), expected, "{target}");
        }
    }
}
