//! Which form a word takes beside a number: the rules of Unicode's CLDR for cardinal whole numbers.
//!
//! <https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html>

use std::collections::BTreeMap;

use serde::Serialize;

use super::Language;

/// A form of a word, under CLDR's name for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// Nothing, in Arabic.
    Zero,
    /// One; in Russian also 21.
    One,
    /// Two, in Arabic.
    Two,
    /// A few: 3 to 10 in Arabic, 2 to 4 and 22 in Russian.
    Few,
    /// Many: 11 to 99 in Arabic, 5 to 20 in Russian, whole millions in French.
    Many,
    /// All that has no form of its own.
    Other,
}

impl Form {
    const ALL: [Self; 6] = [Self::Zero, Self::One, Self::Two, Self::Few, Self::Many, Self::Other];

    /// Returns the form with this key.
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.name() == name)
    }

    /// Returns its key in a file of words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Zero => "zero",
            Self::One => "one",
            Self::Two => "two",
            Self::Few => "few",
            Self::Many => "many",
            Self::Other => "other",
        }
    }
}

/// A word in all forms that its language has: `{count} part`, `{count} parts`.
pub type Forms = BTreeMap<Form, String>;

/// Returns the form for a number.
pub(super) fn form(language: Language, count: usize) -> Form {
    match language {
        Language::English | Language::Finnish | Language::German => one(count == 1),
        Language::Spanish => with_millions(count, count == 1),
        Language::Portuguese | Language::French => with_millions(count, count <= 1),
        Language::Russian => russian(count),
        Language::Chinese | Language::Indonesian => Form::Other,
        Language::Arabic => arabic(count),
    }
}

/// Returns the forms that whole numbers take.
pub(super) fn forms(language: Language) -> &'static [Form] {
    match language {
        Language::English | Language::Finnish | Language::German => &[Form::One, Form::Other],
        Language::Spanish | Language::Portuguese | Language::French => &[Form::One, Form::Many, Form::Other],
        Language::Russian => &[Form::One, Form::Few, Form::Many],
        Language::Chinese | Language::Indonesian => &[Form::Other],
        Language::Arabic => &[Form::Zero, Form::One, Form::Two, Form::Few, Form::Many, Form::Other],
    }
}

fn one(is_one: bool) -> Form {
    if is_one { Form::One } else { Form::Other }
}

fn with_millions(count: usize, is_one: bool) -> Form {
    if count > 0 && count.is_multiple_of(1_000_000) { Form::Many } else { one(is_one) }
}

fn russian(count: usize) -> Form {
    match (count % 10, count % 100) {
        (_, 11..=14) => Form::Many,
        (1, _) => Form::One,
        (2..=4, _) => Form::Few,
        _ => Form::Many,
    }
}

fn arabic(count: usize) -> Form {
    match (count, count % 100) {
        (0, _) => Form::Zero,
        (1, _) => Form::One,
        (2, _) => Form::Two,
        (_, 3..=10) => Form::Few,
        (_, 11..=99) => Form::Many,
        _ => Form::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The samples of CLDR's own chart, and their neighbours.
    #[test]
    fn numbers_take_the_forms_of_the_cldr() {
        let cases = [
            ("en", "0 other, 1 one, 2 other, 21 other, 1000000 other"),
            ("fi", "0 other, 1 one, 2 other, 11 other, 1000000 other"),
            ("de", "0 other, 1 one, 2 other, 101 other, 1000000 other"),
            ("es", "0 other, 1 one, 2 other, 16 other, 999999 other, 1000000 many, 1000001 other, 3000000 many"),
            ("pt", "0 one, 1 one, 2 other, 17 other, 1000000 many, 1000002 other"),
            ("fr", "0 one, 1 one, 2 other, 17 other, 1000000 many, 2000000 many, 2000001 other"),
            (
                "ru",
                "0 many, 1 one, 2 few, 4 few, 5 many, 11 many, 12 many, 14 many, 15 many, 21 one, 22 few, 25 many, \
                 101 one, 111 many, 112 many, 122 few, 1001 one, 1000000 many",
            ),
            ("zh", "0 other, 1 other, 2 other, 1000000 other"),
            ("id", "0 other, 1 other, 2 other, 1000000 other"),
            (
                "ar",
                "0 zero, 1 one, 2 two, 3 few, 10 few, 11 many, 26 many, 99 many, 100 other, 101 other, 102 other, \
                 103 few, 110 few, 111 many, 199 many, 200 other, 1003 few, 1011 many, 1000000 other",
            ),
        ];
        assert!(Language::ALL.iter().all(|language| cases.iter().any(|(tag, _)| language.tag() == *tag)));
        for (tag, expected) in cases {
            let numbers = expected.split(", ").map(|case| case.split(' ').next().unwrap().parse::<usize>().unwrap());
            let language = Language::of(tag).unwrap();
            let said = numbers.map(|number| format!("{number} {}", form(language, number).name()));
            assert_eq!(said.collect::<Vec<_>>().join(", "), expected, "{tag}");
        }
    }

    #[test]
    fn the_forms_of_a_language_are_those_that_numbers_take() {
        for language in Language::ALL {
            let numbers = (0..=1_200).chain([1_000_000, 2_000_000]);
            let taken: std::collections::BTreeSet<Form> = numbers.map(|number| form(language, number)).collect();
            assert_eq!(taken.into_iter().collect::<Vec<_>>(), forms(language), "{language:?}");
        }
    }
}
