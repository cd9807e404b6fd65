//! `labpress.toml`: what a site may set. Every key is optional; an unknown one is an error with a suggestion.

mod folder;
mod read;

use std::collections::BTreeMap;

use crate::diagnostic::Severity;
use crate::source::Span;

pub use folder::{TEMPLATES, idle, of};
pub use read::read;

/// The settings of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Title of the site; `None` means the home page's.
    pub title: Option<String>,
    /// Who wrote the notes.
    pub author: Option<String>,
    /// One sentence on the site.
    pub description: Option<String>,
    /// Where the site will be published: an address that ends in `/`, such as `https://ada.example/lab/`.
    pub base_url: Option<String>,
    /// Where it lies at that host: a path that begins and ends with `/`.
    pub base_path: Option<String>,
    /// How it looks.
    pub theme: Theme,
    /// BCP 47 language tag of the notes; `en` unless set.
    pub lang: String,
    /// Globs of paths that are left out.
    pub exclude: Vec<String>,
    /// Where each of them stands.
    pub exclude_places: Vec<Span>,
    /// Widths in pixels of the smaller versions of pictures, ascending.
    pub widths: Vec<u32>,
    /// Names of comparisons' aspects that mean the same, one list for each.
    pub aspects: Vec<Vec<String>>,
    /// Whether the comparison page says which report says what by its title.
    pub names: bool,
    /// Tools that the site's commands use, by name.
    pub tools: BTreeMap<String, ToolSettings>,
    /// The interface's words that the site says otherwise, in the order of the file.
    pub words: Vec<WordSetting>,
    /// What the site says of rules, in the order of the file: a later line goes before an earlier one.
    pub rules: Vec<RuleSetting>,
}

/// How a site looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// Evidence in a rail beside its step, on warm paper.
    #[default]
    Notebook,
    /// Typewriter headings, dark bars, pictures large below their step.
    Console,
    /// A paper to be read and printed: serifs, contents above the text, figures in the middle.
    Article,
}

impl Theme {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Notebook, Self::Console, Self::Article];

    /// Returns its name in `labpress.toml`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Notebook => "notebook",
            Self::Console => "console",
            Self::Article => "article",
        }
    }
}

/// How much the findings of a rule shall matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleSetting {
    /// The rule's name as written.
    pub rule: String,
    /// Where the name stands.
    pub span: Span,
    /// A glob of the files that it is for; `None` means all.
    pub files: Option<String>,
    /// Where that glob stands.
    pub files_span: Option<Span>,
    /// `None` switches it off.
    pub severity: Option<Severity>,
}

/// A word of the interface that a site says otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordSetting {
    /// Its key as written.
    pub key: String,
    /// The form of a word with a number, as written: `one`, `other`.
    pub form: Option<String>,
    /// What the site says, blanks included.
    pub text: String,
    /// Where the key, or the form, stands.
    pub span: Span,
}

/// What a site says of a tool.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ToolSettings {
    /// Its subcommands.
    pub subcommands: Vec<String>,
    /// Flags by subcommand, `""` for the tool itself: with spaces between, and `=` behind one that takes a value.
    pub flags: BTreeMap<String, String>,
    /// Where these subcommands stand.
    pub flag_places: BTreeMap<String, Span>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            title: None,
            author: None,
            description: None,
            base_url: None,
            base_path: None,
            theme: Theme::default(),
            lang: "en".to_owned(),
            exclude: Vec::new(),
            exclude_places: Vec::new(),
            widths: vec![480, 960],
            aspects: Vec::new(),
            names: true,
            tools: BTreeMap::new(),
            words: Vec::new(),
            rules: Vec::new(),
        }
    }
}

/// Returns whether `tag` has the shape of a BCP 47 language tag.
pub fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or("");
    let is_part = |part: &str| (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric());
    (2..=3).contains(&first.len()) && first.chars().all(|c| c.is_ascii_alphabetic()) && parts.all(is_part)
}
