//! The interface's words: everything that a page says and no author wrote, in ten languages.
//!
//! In comes a language tag and what a site says otherwise, out come [`Words`]. The authors' own words are never touched,
//! and what labpress says on the terminal is English.

mod language;
mod list;
mod own;
mod plural;

pub use language::{Direction, Language};
pub use list::Words;
pub use own::OwnWord;
pub use plural::{Form, Forms};

use crate::diagnostic::Diagnostic;

impl Words {
    /// Returns the words for a site in the language `tag`, with its `own` instead of ours; faults are about those.
    pub fn of_site(tag: &str, own: &[OwnWord]) -> (Self, Vec<Diagnostic>) {
        let language = Language::of(tag).unwrap_or_default();
        let mut table = table(language);
        let faults = own::put(own, language, &mut table);
        (Self::of_table(language, table), faults)
    }

    /// Returns the words in a language.
    pub fn of(language: Language) -> Self {
        Self::of_site(language.tag(), &[]).0
    }

    /// Returns a word with its number, in the form that the language has for it: `7 commands`.
    pub fn counted(&self, forms: &Forms, count: usize) -> String {
        let form = forms.get(&plural::form(self.language, count)).or_else(|| forms.values().next_back());
        fill(form.map_or("{count}", String::as_str), &[("count", &count.to_string())])
    }

    /// Returns names as one text: `A, B and C`.
    pub fn joined(&self, names: &[String]) -> String {
        match names {
            [first @ .., last] if !first.is_empty() => {
                fill(&self.and, &[("first", &first.join(&self.list_comma)), ("last", last)])
            }
            names => names.concat(),
        }
    }
}

/// Puts values into a word: `{title}` becomes the value of that name. What stands in a value is left as it is.
pub fn fill(word: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(word.len());
    let mut rest = word;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let named = after.split_once('}').and_then(|(name, after)| {
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            Some((*value, after))
        });
        let (value, after) = named.unwrap_or(("{", after));
        out.push_str(value);
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Returns the names in braces of a word.
fn names(word: &str) -> impl Iterator<Item = &str> {
    word.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name)
}

/// Returns the words of a language by their keys, as its file has them.
fn table(language: Language) -> toml::Table {
    let file = match language {
        Language::English => include_str!("en.toml"),
        Language::Finnish => include_str!("fi.toml"),
        Language::Spanish => include_str!("es.toml"),
        Language::Portuguese => include_str!("pt.toml"),
        Language::German => include_str!("de.toml"),
        Language::French => include_str!("fr.toml"),
        Language::Russian => include_str!("ru.toml"),
        Language::Chinese => include_str!("zh.toml"),
        Language::Indonesian => include_str!("id.toml"),
        Language::Arabic => include_str!("ar.toml"),
    };
    // The tests read all of them.
    file.parse().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use toml::Value;

    use super::*;

    #[test]
    fn every_language_has_every_word_and_no_other() {
        let english = table(Language::English);
        let keys: Vec<&String> = english.keys().collect();
        assert!(keys.len() > 100);
        for language in Language::ALL {
            let table = table(language);
            assert_eq!(table.keys().collect::<Vec<_>>(), keys, "{language:?}");
            let words = Words::of_table(language, table.clone());
            let written = toml::Table::try_from(&words).unwrap();
            assert_eq!(written, table, "{language:?} has a key that no field has");
        }
    }

    #[test]
    fn every_word_has_the_forms_of_its_language_and_the_names_of_the_english_one() {
        let english = table(Language::English);
        for (language, key, word) in Language::ALL
            .into_iter()
            .flat_map(|language| table(language).into_iter().map(move |(k, v)| (language, k, v)))
        {
            let place = format!("{key} in {language:?}");
            match (&word, &english[&key]) {
                (Value::String(word), Value::String(english)) => {
                    let inside = |word| names(word).map(str::to_owned).collect::<BTreeSet<_>>();
                    assert_eq!(inside(word), inside(english), "{place}");
                    assert!(!word.trim().is_empty() && word.trim_end_matches(' ') == word.trim(), "{place}");
                }
                (Value::Table(word), Value::Table(_)) => {
                    let forms: Vec<&str> = plural::forms(language).iter().map(|form| form.name()).collect();
                    assert_eq!(word.keys().map(String::as_str).collect::<BTreeSet<_>>(), forms.into_iter().collect());
                    for (form, word) in word {
                        let names: Vec<&str> = names(word.as_str().unwrap()).collect();
                        // In Arabic the form itself says that there are none, one or two.
                        let says_itself =
                            language == Language::Arabic && matches!(form.as_str(), "zero" | "one" | "two");
                        assert_eq!(names, if says_itself { Vec::new() } else { vec!["count"] }, "{place}");
                    }
                }
                _ => panic!("{place} is no word of the same kind"),
            }
        }
    }

    #[test]
    fn names_do_not_disturb_the_order_of_arabic() {
        const NUMBERS: [&str; 7] = ["all", "count", "line", "number", "shown", "time", "times"];
        for (key, word) in table(Language::Arabic) {
            let Value::String(word) = word else { continue };
            // What stands between backticks becomes code, which the style sheet sets apart.
            for name in names(&word).filter(|name| !NUMBERS.contains(name) && !word.contains('`')) {
                assert!(word.contains(&format!("\u{2068}{{{name}}}\u{2069}")), "{{{name}}} of {key}");
            }
        }
    }

    #[test]
    fn numbers_and_names_are_put_in() {
        let said = |language| {
            let words = Words::of(language);
            let counts = [0, 1, 2, 5, 21, 100].map(|count| words.counted(&words.count_commands, count));
            counts.join(" | ")
        };
        assert_eq!(
            said(Language::English),
            "0 commands | 1 command | 2 commands | 5 commands | 21 commands | 100 commands"
        );
        assert_eq!(said(Language::Russian), "0 команд | 1 команда | 2 команды | 5 команд | 21 команда | 100 команд");
        assert_eq!(said(Language::Arabic), "لا أوامر | أمر واحد | أمران | 5 أوامر | 21 أمرًا | 100 أمر");
        let names =
            |count: usize| ["A", "B", "{last}"][..count].iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
        let words = Words::of(Language::German);
        assert_eq!([0, 1, 2, 3].map(|count| words.joined(&names(count))), ["", "A", "A und B", "A, B und {last}"]);
        assert_eq!(fill("{a} {b} {c {a", &[("a", "{b}"), ("b", "x")]), "{b} x {c {a");
    }
}
