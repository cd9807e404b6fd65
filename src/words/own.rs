//! What a site says otherwise: `[words]` of `labpress.toml`.

use toml::{Table, Value};

use super::{Language, names, plural};
use crate::diagnostic::{Diagnostic, Place, did_you_mean};

/// A word that a site says otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnWord {
    /// Its key.
    pub key: String,
    /// Which form of a word with a number; `None` for a word without.
    pub form: Option<String>,
    /// What the site says.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}

/// Puts the site's own words into the table of a language; what fits nowhere is a fault.
pub(super) fn put(own: &[OwnWord], language: Language, table: &mut Table) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for word in own {
        match slot(word, language, table) {
            Ok(slot) => {
                faults.extend(unknown_name(word, slot));
                *slot = Value::String(word.text.clone());
            }
            Err((message, help)) => {
                faults.push(Diagnostic::error("config", word.place.clone(), message).help(help));
            }
        }
    }
    faults
}

/// Returns the word to be replaced, or what is wrong and how to mend it.
fn slot<'t>(word: &OwnWord, language: Language, table: &'t mut Table) -> Result<&'t mut Value, (String, String)> {
    let key = &word.key;
    if !table.contains_key(key) {
        let help = match did_you_mean(key, table.keys().map(String::as_str)) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "the keys are those of src/words/en.toml in the sources of labpress".to_owned(),
        };
        return Err((format!("there is no word `{key}`"), help));
    }
    let forms = plural::forms(language).iter().map(|form| form.name()).collect::<Vec<_>>();
    let listed = forms.join("`, `");
    let fault = match (&table[key], &word.form) {
        (Value::Table(_), Some(form)) if forms.contains(&form.as_str()) => None,
        (Value::Table(_), Some(form)) => {
            Some((format!("`{key}` has no form `{form}`"), format!("in this language it has `{listed}`")))
        }
        (Value::Table(_), None) => {
            let help = format!("write it as a line `[words.{key}]`, and below it a text for each of `{listed}`");
            Some((format!("`{key}` is a table"), help))
        }
        (_, Some(_)) => Some((format!("`{key}` is a text"), format!("write it as `{key} = \"..\"`"))),
        (_, None) => None,
    };
    match (fault, &word.form) {
        (Some(fault), _) => Err(fault),
        (None, Some(form)) => Ok(&mut table[key][form.as_str()]),
        (None, None) => Ok(&mut table[key]),
    }
}

/// Returns a fault for a name in braces that this word has no value for.
fn unknown_name(own: &OwnWord, ours: &Value) -> Option<Diagnostic> {
    let known: Vec<&str> = match ours {
        // Some forms of the Arabic words leave it out.
        _ if own.form.is_some() => vec!["count"],
        ours => ours.as_str().map(|word| names(word).collect()).unwrap_or_default(),
    };
    let unknown = names(&own.text).find(|name| !known.contains(name))?;
    let help = match did_you_mean(unknown, known.iter().copied()) {
        Some(meant) => format!("did you mean `{{{meant}}}`?"),
        None if known.is_empty() => format!("nothing is put into `{}`", own.key),
        None => format!("what is put into `{}` is `{{{}}}`", own.key, known.join("}`, `{")),
    };
    Some(Diagnostic::error("config", own.place.clone(), format!("`{{{unknown}}}` stands for nothing here")).help(help))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Words;

    fn own(key: &str, form: Option<&str>, text: &str) -> OwnWord {
        OwnWord { key: key.to_owned(), form: form.map(str::to_owned), text: text.to_owned(), place: Place::Site }
    }

    #[test]
    fn a_site_says_it_otherwise() {
        let (words, faults) = Words::of_site(
            "ru",
            &[
                own("contents", None, "План"),
                own("count_parts", Some("few"), "{count} задания"),
                own("comma", None, " / "),
            ],
        );
        assert!(faults.is_empty(), "{faults:?}");
        assert_eq!((words.contents.as_str(), words.comma.as_str()), ("План", " / "));
        assert_eq!([1, 2].map(|count| words.counted(&words.count_parts, count)), ["1 часть", "2 задания"]);
    }

    #[test]
    fn what_is_no_word_is_a_fault() {
        let cases = [
            (own("contnets", None, "x"), "there is no word `contnets`: did you mean `contents`?"),
            (
                own("colour_of_the_sky", None, "x"),
                "there is no word `colour_of_the_sky`: the keys are those of src/words/en.toml in the sources of labpress",
            ),
            (
                own("count_parts", None, "x"),
                "`count_parts` is a table: write it as a line `[words.count_parts]`, and below it a text for each of \
                 `one`, `other`",
            ),
            (
                own("count_parts", Some("few"), "x"),
                "`count_parts` has no form `few`: in this language it has `one`, `other`",
            ),
            (own("contents", Some("one"), "x"), "`contents` is a text: write it as `contents = \"..\"`"),
            (
                own("count_parts", Some("one"), "{cuont} part"),
                "`{cuont}` stands for nothing here: did you mean `{count}`?",
            ),
            (own("contents", None, "{title}"), "`{title}` stands for nothing here: nothing is put into `contents`"),
            (
                own("and", None, "{a} + {last}"),
                "`{a}` stands for nothing here: what is put into `and` is `{first}`, `{last}`",
            ),
        ];
        for (own, expected) in cases {
            let (_, faults) = Words::of_site("en", std::slice::from_ref(&own));
            let said = faults.iter().map(|fault| format!("{}: {}", fault.message, fault.help.as_deref().unwrap_or("")));
            assert_eq!(said.collect::<Vec<_>>(), [expected], "{own:?}");
        }
    }
}
