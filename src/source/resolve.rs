//! From a target as a student writes it to the file that is meant.
//!
//! In comes the text between the parentheses of `![](..)` or `[](..)`, out comes a file of the site and the rule
//! that led to it. GitHub itself knows only the first rule; the others rescue what breaks there, and are reported.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::target::{HostFile, host_file, is_elsewhere, percent_decoded};
use super::{RepoPath, Sources};

/// What it took to find a file, in the order in which it is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Rule {
    /// As written, percent signs decoded, `/` meaning the root: it works on GitHub too.
    Exact,
    /// `\` was meant as `/`.
    Backslash,
    /// `/image/a.png` was meant without its first `/`.
    LeadingSlash,
    /// `image/..` of the site, written as if it lay beside the notes.
    SiteFolder,
    /// The address of a page on a code host that shows a file of this same folder.
    HostPage,
    /// The address of such a file itself.
    HostFile,
    /// Characters differ that look the same: an accent in one piece or in two, spaces of different width.
    LookAlike,
    /// The letters' case differs.
    LetterCase,
    /// A file of that name lies in another folder, and nowhere else.
    OtherFolder,
}

impl Rule {
    /// Returns why the path as written leads nowhere on GitHub.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Exact => "it is written exactly",
            Self::Backslash => "`\\` is no separator in addresses",
            Self::LeadingSlash => "a path that begins with `/` starts at the repository's root",
            Self::SiteFolder => "paths start at the write-up's own folder",
            Self::HostPage => "the address is that of a page about it",
            Self::HostFile => "the address is that of a host",
            Self::LookAlike => "the file's name has other characters that look the same",
            Self::LetterCase => "capital and small letters differ",
            Self::OtherFolder => "the file lies in another folder",
        }
    }
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
    paths: BTreeSet<&'a RepoPath>,
    /// Made when a path leads nowhere: most never do.
    names: OnceLock<Names<'a>>,
}

/// The names of all files, by what they have in common with a wrong path.
#[derive(Debug, Default)]
struct Names<'a> {
    by_look: BTreeMap<String, Vec<&'a RepoPath>>,
    by_lower: BTreeMap<String, Vec<&'a RepoPath>>,
    /// By the folder whose write-ups own a file, and its name in lower case.
    by_owner: BTreeMap<(Option<RepoPath>, String), Vec<&'a RepoPath>>,
}

impl<'a> Names<'a> {
    fn of(sources: &'a Sources) -> Self {
        let homes: BTreeSet<RepoPath> = reports(sources).map(RepoPath::folder).collect();
        let mut names = Self::default();
        for path in sources.files.iter().chain(reports(sources)) {
            let look = look(path.as_str());
            let name = path.name().to_lowercase();
            names.by_lower.entry(look.to_lowercase()).or_default().push(path);
            names.by_look.entry(look).or_default().push(path);
            let owner = folders_around(&path.folder()).find(|folder| homes.contains(folder));
            names.by_owner.entry((owner, self::look(&name))).or_default().push(path);
        }
        names
    }
}

fn reports(sources: &Sources) -> impl Iterator<Item = &RepoPath> {
    sources.reports.iter().map(|&id| &sources.text(id).path)
}

impl<'a> Index<'a> {
    /// Prepares the paths of all files.
    pub fn new(sources: &'a Sources) -> Self {
        let paths = sources.files.iter().chain(reports(sources)).collect();
        Self { sources, paths, names: OnceLock::new() }
    }

    fn names(&self) -> &Names<'a> {
        self.names.get_or_init(|| Names::of(self.sources))
    }

    /// Finds the file that `target` means in a write-up of `folder`.
    pub fn find(&self, folder: &RepoPath, target: &str) -> Lookup {
        let target = target.trim();
        let found = |path: &RepoPath, rule| Lookup::Found(Resolved { path: path.clone(), rule });
        if is_elsewhere(target) {
            let Some(file) = host_file(target) else { return Lookup::Elsewhere };
            let rule = if file.page { Rule::HostPage } else { Rule::HostFile };
            return self.on_host(folder, &file).map_or(Lookup::Elsewhere, |path| found(path, rule));
        }
        let path = target.split(['?', '#']).next().unwrap_or("");
        // A file's name may hold `#` or `?` where its author did not know better.
        for written in [path, target] {
            for name in [written.to_owned(), percent_decoded(written)] {
                if let Some(path) = folder.join(&name).and_then(|path| self.at(&path)) {
                    return found(path, Rule::Exact);
                }
            }
        }
        let name = percent_decoded(path);
        match self.rescue(folder, &name) {
            Some((path, rule)) => found(path, rule),
            None => Lookup::Missing(folder.join(&name).map_or(name, |path| path.as_str().to_owned())),
        }
    }

    fn at(&self, path: &RepoPath) -> Option<&'a RepoPath> {
        self.paths.get(path).copied()
    }

    fn rescue(&self, folder: &RepoPath, name: &str) -> Option<(&'a RepoPath, Rule)> {
        let slashed = name.replace('\\', "/");
        let joined = folder.join(&slashed);
        let at = |path: Option<&RepoPath>| path.and_then(|path| self.at(path));
        let root = RepoPath::default();
        let relative = slashed.trim_start_matches('/');
        let alike = |known: &BTreeMap<String, Vec<&'a RepoPath>>, lower: bool| {
            let look = look(joined.as_ref()?.as_str());
            let [path] = known.get(&if lower { look.to_lowercase() } else { look })?.as_slice() else { return None };
            Some(*path)
        };
        None.or_else(|| Some((at(joined.as_ref())?, Rule::Backslash)))
            .or_else(|| Some((at(folder.join(relative).as_ref())?, Rule::LeadingSlash)))
            .or_else(|| Some((at(root.join(relative).as_ref())?, Rule::SiteFolder)))
            .or_else(|| Some((alike(&self.names().by_look, false)?, Rule::LookAlike)))
            .or_else(|| Some((alike(&self.names().by_lower, true)?, Rule::LetterCase)))
            .or_else(|| Some((self.in_other_folder(folder, &slashed)?, Rule::OtherFolder)))
    }

    /// Returns the only file of that name which no other folder's write-ups own: ten students may each have their
    /// `image.png`, and nobody is shown another one's.
    fn in_other_folder(&self, folder: &RepoPath, path: &str) -> Option<&'a RepoPath> {
        let name = look(path.rsplit('/').next()?).to_lowercase();
        // `README.md` lies in many folders of other people's sites; only a name with a meaning is rescued.
        if name.is_empty() || name.starts_with("readme") {
            return None;
        }
        let owners = folders_around(folder).map(Some).chain([None]);
        let mut named = owners.filter_map(|owner| self.names().by_owner.get(&(owner, name.clone()))).flatten();
        named.next().filter(|_| named.next().is_none()).copied()
    }

    /// Returns the files that a write-up in `folder` may mean: no other folder's write-ups own them.
    pub fn meant_by(&self, folder: &RepoPath) -> impl Iterator<Item = &'a RepoPath> {
        let owners = folders_around(folder).map(Some).chain([None]);
        owners.flat_map(|wanted| {
            let owned = self.names().by_owner.range((wanted.clone(), String::new())..);
            owned.take_while(move |((owner, _), _)| *owner == wanted).flat_map(|(_, files)| files.iter().copied())
        })
    }

    /// Returns the file of this folder that an address on a code host names. Another repository's file is not ours,
    /// whatever its name.
    fn on_host(&self, folder: &RepoPath, file: &HostFile) -> Option<&'a RepoPath> {
        if self.sources.repository.as_ref().is_some_and(|own| *own != file.repository) {
            return None;
        }
        let root = RepoPath::default();
        // Git says where the site lies in the repository; a file beside it is not ours, whatever its name.
        let below = &self.sources.below_repository;
        if self.sources.repository.is_some() && !below.as_str().is_empty() {
            return root.join(&file.path)?.below(below).and_then(|path| self.at(&RepoPath::new(path)));
        }
        // The site may be a folder of the repository, or hold repositories of several people.
        let own_folder = self.sources.root.file_name().map(|name| name.to_string_lossy().into_owned());
        let below_root = own_folder.as_ref().and_then(|name| file.path.strip_prefix(name)?.strip_prefix('/'));
        let from_root = std::iter::once(file.path.as_str()).chain(below_root).filter_map(|path| root.join(path));
        let from_notes = folders_around(folder).filter_map(|folder| folder.join(&file.path));
        from_root.chain(from_notes).find_map(|path| self.at(&path))
    }
}

/// Returns a folder and all around it, the root last.
fn folders_around(folder: &RepoPath) -> impl Iterator<Item = RepoPath> + use<> {
    std::iter::successors(Some(folder.clone()), |folder| (!folder.as_str().is_empty()).then(|| folder.folder()))
}

/// What a path looks like: accents in one piece, every blank a space.
fn look(path: &str) -> String {
    if path.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ') {
        return path.to_owned();
    }
    path.nfc().map(|c| if c.is_whitespace() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources() -> Sources {
        let mut sources = Sources::of_text("labs/week1.md", "");
        let other = sources.add(RepoPath::new("ben/notes.md"), String::new());
        sources.reports.push(other);
        sources.repository = Some("me/notes".to_owned());
        let files = [
            "image/One.png",
            "labs/image/two words.png",
            "labs/image/a.png",
            "labs/image/café.png",
            "labs/image/at 10.00\u{202f}AM.png",
            "labs/c#.png",
            "x/a b/only.png",
            "ben/image/ben.png",
        ];
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
    fn addresses_of_the_own_repository_lead_into_the_folder_of_the_site() {
        let mut sources = sources();
        sources.below_repository = RepoPath::new("virtualization");
        let find = |path: &str| {
            let address = format!("https://github.com/me/notes/blob/main/{path}");
            match Index::new(&sources).find(&RepoPath::new("labs"), &address) {
                Lookup::Found(Resolved { path, rule }) => format!("{path} {rule:?}"),
                _ => "elsewhere".to_owned(),
            }
        };
        assert_eq!(find("virtualization/image/One.png"), "image/One.png HostPage");
        assert_eq!(find("image/One.png"), "elsewhere");
        assert_eq!(find("virtualization2/image/One.png"), "elsewhere");
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
            ("https://raw.githubusercontent.com/me/notes/main/image/One.png", "image/One.png HostFile"),
            ("https://github.com/other/notes/blob/main/image/One.png", "elsewhere"),
            ("/a.png", "labs/image/a.png OtherFolder"),
            ("/image/a.png", "labs/image/a.png LeadingSlash"),
            ("file:///home/me/only.png", "x/a b/only.png OtherFolder"),
            ("image/cafe\u{301}.png", "labs/image/café.png LookAlike"),
            ("image/at 10.00 AM.png", "labs/image/at 10.00\u{202f}AM.png LookAlike"),
            ("image/CAFÉ.png", "labs/image/café.png LetterCase"),
            ("ben.png", "no labs/ben.png"),
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
