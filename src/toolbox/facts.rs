//! What is known of one tool: its subcommands and flags, read from its file when it is first met.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use serde::Deserialize;

use crate::vocabulary::QuickMap;

/// What is known of one tool, as its file says it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Specification {
    /// What comes after the tool's name: `launch`.
    #[serde(default)]
    pub subcommands: BTreeSet<String>,
    /// Subcommands of subcommands: `create` of `network`.
    #[serde(default)]
    pub nested: BTreeMap<String, BTreeSet<String>>,
    /// By subcommand (`run`, `network create`, `""` for the tool itself, `*` for all): flags with spaces between them.
    /// One that takes a value ends in `=`. A subcommand that is missing here has flags that nobody wrote down.
    #[serde(default)]
    pub flags: BTreeMap<String, String>,
}

/// A tool; its file is read when somebody asks.
#[derive(Debug, Default)]
pub(super) struct Tool {
    file: Option<&'static str>,
    own: Option<Specification>,
    facts: OnceLock<Facts>,
}

/// What is known of a tool, ready to be asked.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// Its subcommands, sorted; a nested one is written with the outer one: `network create`.
    pub(super) names: Vec<String>,
    /// By their first word.
    subcommands: QuickMap<String, Subcommand>,
    /// Flags of the tool itself.
    own: Flags,
    /// Flags of the tool and of all subcommands.
    all: Flags,
}

/// A subcommand of a tool.
#[derive(Debug, Default)]
pub(super) struct Subcommand {
    /// Its whole name: `network create`; `None` where only what is nested in it is known.
    name: Option<String>,
    nested: QuickMap<String, Self>,
    flags: Flags,
}

/// The flags of one place, taken apart when somebody asks.
#[derive(Debug, Default)]
pub(super) struct Flags {
    /// As written, from each who said something; empty where nobody wrote them down.
    said: Vec<String>,
    /// Whether each takes a value.
    known: OnceLock<QuickMap<String, bool>>,
}

impl Flags {
    /// Returns whether a flag takes the next word as its value; `None` when there is no such flag.
    pub(super) fn takes_value(&self, flag: &str) -> Option<bool> {
        self.known().get(flag).copied()
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.known().keys().map(String::as_str)
    }

    pub(super) fn are_written_down(&self) -> bool {
        !self.said.is_empty()
    }

    fn known(&self) -> &QuickMap<String, bool> {
        self.known.get_or_init(|| {
            let all = self.said.iter().flat_map(|said| said.split_whitespace());
            let flags = all.map(|flag| match flag.strip_suffix('=') {
                Some(name) => (name.to_owned(), true),
                None => (flag.to_owned(), false),
            });
            flags.collect()
        })
    }
}

impl Tool {
    pub(super) fn of_file(text: &'static str) -> Self {
        Self { file: Some(text), ..Self::default() }
    }

    /// Adds what a site says.
    pub(super) fn add(&mut self, own: Specification) {
        self.own = Some(own);
    }

    pub(super) fn facts(&self) -> &Facts {
        self.facts.get_or_init(|| {
            let file = self.file.and_then(|text| toml::from_str::<Specification>(text).ok());
            Facts::of(file.iter().chain(&self.own))
        })
    }

    /// Returns the subcommand that a word names, if the tool has it.
    pub(super) fn subcommand(&self, word: &str) -> Option<&Subcommand> {
        self.facts().subcommands.get(word).filter(|known| known.is_known())
    }

    pub(super) fn has_subcommands(&self) -> bool {
        !self.facts().names.is_empty()
    }

    /// Returns whether a flag of the tool, or of its subcommand, takes the next word as its value.
    pub(super) fn takes_value(&self, subcommand: Option<&Subcommand>, flag: &str) -> Option<bool> {
        let places = self.facts().places(subcommand);
        places.into_iter().find_map(|flags| flags.takes_value(flag))
    }
}

impl Subcommand {
    /// Returns whether the tool has it, and not only what is nested in it.
    pub(super) fn is_known(&self) -> bool {
        self.name.is_some()
    }

    /// Returns its whole name: `network create`.
    pub(super) fn name(&self) -> &str {
        self.name.as_deref().unwrap_or("")
    }

    /// Returns the subcommand of its own that a word names.
    pub(super) fn nested(&self, word: &str) -> Option<&Self> {
        self.nested.get(word).filter(|known| known.is_known())
    }

    pub(super) fn has_nested(&self) -> bool {
        !self.nested.is_empty()
    }
}

impl Facts {
    pub(super) fn of<'s>(all: impl Iterator<Item = &'s Specification> + Clone) -> Self {
        let mut facts = Self::default();
        let mut names: BTreeSet<String> = BTreeSet::new();
        for said in all.clone() {
            names.extend(said.subcommands.iter().cloned());
            for (outer, inner) in &said.nested {
                names.extend(inner.iter().map(|inner| format!("{outer} {inner}")));
            }
        }
        for name in &names {
            facts.place(name).name = Some(name.clone());
        }
        for (place, said) in all.flat_map(|said| &said.flags) {
            let flags = match place.as_str() {
                "" => &mut facts.own,
                "*" => &mut facts.all,
                // A subcommand that nobody knows is never met.
                place if names.contains(place) => &mut facts.place(place).flags,
                _ => continue,
            };
            flags.said.push(said.clone());
        }
        facts.names = names.into_iter().collect();
        facts
    }

    /// Returns the place of a subcommand by its whole name; made when it is new.
    fn place(&mut self, name: &str) -> &mut Subcommand {
        let mut words = name.split(' ');
        let first = words.next().unwrap_or("");
        let outer = self.subcommands.entry(first.to_owned()).or_default();
        words.fold(outer, |outer, word| outer.nested.entry(word.to_owned()).or_default())
    }

    /// Returns a subcommand by its whole name.
    pub(super) fn subcommand(&self, name: &str) -> Option<&Subcommand> {
        let mut words = name.split(' ');
        let outer = self.subcommands.get(words.next()?)?;
        words.try_fold(outer, |outer, word| outer.nested.get(word))
    }

    /// Returns where the flags of a subcommand stand, the nearest place first.
    pub(super) fn places<'f>(&'f self, subcommand: Option<&'f Subcommand>) -> [&'f Flags; 3] {
        [subcommand.map_or(&self.own, |subcommand| &subcommand.flags), &self.all, &self.own]
    }
}
