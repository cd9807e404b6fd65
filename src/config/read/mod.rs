//! Reads `labpress.toml`, key by key; every fault has its place.

mod tools;
mod value;

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::{Config, RuleSetting, Theme, WordSetting, is_language};
use crate::diagnostic::{Diagnostic, Severity, did_you_mean};
use crate::source::{Source, Span};

const KEYS: [&str; 12] = [
    "title",
    "author",
    "description",
    "base_url",
    "theme",
    "lang",
    "exclude",
    "pictures",
    "comparison",
    "tools",
    "rules",
    "words",
];
const PICTURE_KEYS: [&str; 1] = ["widths"];
const COMPARISON_KEYS: [&str; 2] = ["aspects", "names"];
/// Bounds of a thumbnail's width in pixels.
const WIDTHS: std::ops::RangeInclusive<i64> = 16..=4096;
/// Most widths that make sense for one picture.
const MOST_WIDTHS: usize = 8;

/// Reads `labpress.toml`; what cannot be used keeps its default and is an error.
pub fn read(source: &Source) -> (Config, Vec<Diagnostic>) {
    let mut reader = Reader { source, config: Config::default(), faults: Vec::new() };
    match DeTable::parse(&source.text) {
        Ok(table) => reader.site(table.get_ref()),
        Err(error) => {
            let span = error.span().map_or(Span::new(0, 0), Span::from);
            reader.fault(span, format!("`labpress.toml` is no TOML: {}", first_line(error.message())), None);
        }
    }
    (reader.config, reader.faults)
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or("")
}

struct Reader<'a> {
    source: &'a Source,
    config: Config,
    faults: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn site(&mut self, table: &DeTable) {
        for (key, value) in table {
            let span = Span::from(key.span());
            match key.get_ref().as_ref() {
                "title" => self.config.title = self.text(value),
                "author" => self.config.author = self.text(value),
                "description" => self.config.description = self.text(value),
                "base_url" => self.base_url(value),
                "theme" => self.theme(value),
                "lang" => self.language(value),
                "exclude" => self.exclude(value),
                "pictures" => self.pictures(value),
                "comparison" => self.comparison(value),
                "tools" => self.tools(value),
                "rules" => self.rules(value, None),
                "words" => self.words(value),
                other => self.unknown(other, span, &KEYS, ""),
            }
        }
    }

    fn language(&mut self, value: &Spanned<DeValue>) {
        let Some(lang) = self.text(value) else { return };
        if is_language(&lang) {
            self.config.lang = lang;
        } else {
            let help = "write it as `en`, `de` or `pt-BR`".to_owned();
            self.fault(value.span().into(), format!("`{lang}` is no language tag"), Some(help));
        }
    }

    fn base_url(&mut self, value: &Spanned<DeValue>) {
        let Some(address) = self.text(value) else { return };
        if is_address(&address) {
            let address = format!("{}/", address.trim_end_matches('/'));
            let path = address.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]));
            self.config.base_path = path.map(str::to_owned);
            self.config.base_url = Some(address);
        } else {
            let help = "write it as `https://ada.example/lab/`".to_owned();
            self.fault(value.span().into(), format!("`{address}` is no address of a site"), Some(help));
        }
    }

    fn theme(&mut self, value: &Spanned<DeValue>) {
        let Some(name) = self.text(value) else { return };
        if let Some(theme) = Theme::ALL.into_iter().find(|theme| theme.name() == name) {
            self.config.theme = theme;
            return;
        }
        let names = Theme::ALL.map(Theme::name);
        let help = match did_you_mean(&name, names) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("the themes are `{}`", names.join("`, `")),
        };
        self.fault(value.span().into(), format!("there is no theme `{name}`"), Some(help));
    }

    fn exclude(&mut self, value: &Spanned<DeValue>) {
        let read = self.placed_texts(value, "this must be a list of globs", "write it as [\"drafts/**\"]");
        (self.config.exclude, self.config.exclude_places) = read.unwrap_or_default().into_iter().unzip();
    }

    fn pictures(&mut self, value: &Spanned<DeValue>) {
        let help = "write it as a line `[pictures]`, and below it `widths = [480, 960]`";
        let Some(table) = self.table(value, "pictures", help) else { return };
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "widths" => self.widths(value),
                other => self.unknown(other, key.span().into(), &PICTURE_KEYS, "of `[pictures]` "),
            }
        }
    }

    fn comparison(&mut self, value: &Spanned<DeValue>) {
        let help = "write it as a line `[comparison]`, and below it `aspects = [[\"isolation\", \"separation\"]]`";
        let Some(table) = self.table(value, "comparison", help) else { return };
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "aspects" => self.aspects(value),
                "names" => self.names(value),
                other => self.unknown(other, key.span().into(), &COMPARISON_KEYS, "of `[comparison]` "),
            }
        }
    }

    fn names(&mut self, value: &Spanned<DeValue>) {
        match value.get_ref() {
            DeValue::Boolean(names) => self.config.names = *names,
            _ => {
                let help = "write `names = false` to leave out who said what".to_owned();
                self.fault(value.span().into(), "this must be true or false".to_owned(), Some(help));
            }
        }
    }

    fn aspects(&mut self, value: &Spanned<DeValue>) {
        let help = "write it as [[\"isolation\", \"separation\"], [\"size\", \"weight\"]]";
        let fault = "this must be a list of lists: names that mean the same aspect";
        let DeValue::Array(lists) = value.get_ref() else {
            return self.fault(value.span().into(), fault.to_owned(), Some(help.to_owned()));
        };
        let lists: Vec<Vec<String>> = lists.iter().filter_map(|list| self.texts(list, fault, help)).collect();
        self.config.aspects = lists;
    }

    /// `missing-image = "note"`, or the same in a table that is named by a glob.
    fn rules(&mut self, value: &Spanned<DeValue>, files: Option<(&str, Span)>) {
        let help = "write it as a line `[rules]`, and below it `missing-image = \"note\"`";
        let Some(table) = self.table(value, "rules", help) else { return };
        for (key, value) in table {
            let name = key.get_ref().to_string();
            if matches!(value.get_ref(), DeValue::Table(_)) && files.is_none() {
                self.rules(value, Some((&name, key.span().into())));
                continue;
            }
            if let Some(severity) = self.severity(value) {
                let (span, files_span) = (Span::from(key.span()), files.map(|(_, span)| span));
                let files = files.map(|(files, _)| files.to_owned());
                self.config.rules.push(RuleSetting { rule: name, span, files, files_span, severity });
            }
        }
    }

    /// `contents = "On this page"`, or the forms of a word with a number in a table of their own.
    fn words(&mut self, value: &Spanned<DeValue>) {
        let help = "write it as a line `[words]`, and below it `contents = \"On this page\"`";
        let Some(table) = self.table(value, "words", help) else { return };
        for (key, value) in table {
            match value.get_ref() {
                DeValue::Table(forms) => {
                    forms.iter().for_each(|(form, value)| self.word(key.get_ref(), Some(form), form.span(), value));
                }
                _ => self.word(key.get_ref(), None, key.span(), value),
            }
        }
    }

    fn word(&mut self, key: &str, form: Option<&Spanned<DeString>>, span: Range<usize>, value: &Spanned<DeValue>) {
        let Some(text) = self.text_as_written(value) else { return };
        let form = form.map(|form| form.get_ref().to_string());
        self.config.words.push(WordSetting { key: key.to_owned(), form, text, span: span.into() });
    }

    /// Returns `None` for what is no severity, `Some(None)` for `off`.
    fn severity(&mut self, value: &Spanned<DeValue>) -> Option<Option<Severity>> {
        let text = self.text(value)?;
        let severity = match text.as_str() {
            "off" => None,
            "note" => Some(Severity::Note),
            "warning" => Some(Severity::Warning),
            "error" => Some(Severity::Error),
            _ => {
                let help = "it is one of `off`, `note`, `warning`, `error`".to_owned();
                self.fault(value.span().into(), format!("`{text}` is no severity"), Some(help));
                return None;
            }
        };
        Some(severity)
    }

    fn widths(&mut self, value: &Spanned<DeValue>) {
        let read = match value.get_ref() {
            DeValue::Array(list) if list.len() <= MOST_WIDTHS => list.iter().map(width).collect(),
            _ => None,
        };
        match read {
            Some(widths) => {
                let widths: std::collections::BTreeSet<u32> = widths;
                self.config.widths = widths.into_iter().collect();
            }
            None => {
                let (least, most) = (WIDTHS.start(), WIDTHS.end());
                let help = format!("at most {MOST_WIDTHS} whole numbers from {least} to {most}, as in [480, 960]");
                self.fault(value.span().into(), "this must be a list of widths in pixels".to_owned(), Some(help));
            }
        }
    }
}

/// `https://host/path`, and nothing in it that would mean something in HTML or XML.
fn is_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let is_plain =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '~' | '/' | ':' | '%' | '+' | '@');
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric()) && rest.chars().all(is_plain))
}

fn width(value: &Spanned<DeValue>) -> Option<u32> {
    let DeValue::Integer(number) = value.get_ref() else { return None };
    let number = i64::from_str_radix(number.as_str(), number.radix()).ok()?;
    WIDTHS.contains(&number).then(|| u32::try_from(number).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Place;
    use crate::source::Sources;

    fn faults(text: &str) -> String {
        let sources = Sources::of_text("labpress.toml", text);
        let (_, faults) = read(sources.text(sources.reports[0]));
        let said = faults.iter().map(|fault| {
            let Place::Text(_, span) = fault.place else { return String::new() };
            format!("{} @ {}: {}", fault.message, span.of(text), fault.help.clone().unwrap_or_default())
        });
        said.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn every_key_is_read() {
        let text = "title = \"T\"\nauthor = \"A\"\ndescription = \"D\"\nbase_url = \"https://a.example/lab\"\ntheme = \"article\"\nlang = \"pt-BR\"\nexclude = [\"x/**\"]\n\
                    [pictures]\nwidths = [960, 320, 960]\n[comparison]\naspects = [[\"weight\", \"size\"]]\nnames = false\n\
                    [tools.lab]\nsubcommands = [\"up\"]\nflags = { up = \"--to= -f\" }\n\
                    [words]\ncomma = \" / \"\n[words.count_parts]\none = \"{count} task\"\n";
        let sources = Sources::of_text("labpress.toml", text);
        let (config, faults) = read(sources.text(sources.reports[0]));
        assert!(faults.is_empty(), "{faults:?}");
        assert_eq!((config.title.as_deref(), config.author.as_deref()), (Some("T"), Some("A")));
        assert_eq!((config.lang.as_str(), config.exclude.len()), ("pt-BR", 1));
        assert_eq!(config.theme, Theme::Article);
        assert_eq!(config.base_url.as_deref(), Some("https://a.example/lab/"));
        assert_eq!(config.base_path.as_deref(), Some("/lab/"));
        assert_eq!(config.widths, [320, 960]);
        assert_eq!((config.aspects.len(), config.names), (1, false));
        assert_eq!(config.aspects, [["weight", "size"]]);
        let words = config.words.iter().map(|word| (word.key.as_str(), word.form.as_deref(), word.text.as_str()));
        let expected = [("comma", None, " / "), ("count_parts", Some("one"), "{count} task")];
        assert_eq!(words.collect::<Vec<_>>(), expected);
        let tool = &config.tools["lab"];
        assert_eq!((tool.subcommands.join(" "), tool.flags["up"].as_str()), ("up".to_owned(), "--to= -f"));
    }

    #[test]
    fn what_cannot_be_used_is_an_error_with_its_place() {
        let cases = [
            ("titel = \"x\"", "unknown key `titel` @ titel: did you mean `title`?"),
            (
                "colour = 1",
                "unknown key `colour` @ colour: the keys are title, author, description, base_url, theme, lang, exclude, pictures, \
                 comparison, tools, rules, words",
            ),
            ("title = 3", "this must be a text @ 3: put it in quotes"),
            (
                "base_url = \"ada.example\"",
                "`ada.example` is no address of a site @ \"ada.example\": write it as `https://ada.example/lab/`",
            ),
            ("theme = \"consol\"", "there is no theme `consol` @ \"consol\": did you mean `console`?"),
            ("lang = \"english!\"", "`english!` is no language tag @ \"english!\": write it as `en`, `de` or `pt-BR`"),
            (
                "[tools]\nlab = \"up\"",
                "`tools.lab` is a table @ \"up\": write it as a line `[tools.mytool]`, and below it `subcommands = \
                 [\"start\", \"stop\"]`",
            ),
            (
                "[rules]\nmissing-image = \"of\"",
                "`of` is no severity @ \"of\": it is one of `off`, `note`, `warning`, `error`",
            ),
            (
                "[tools.\"my lab\"]\nsubcommands = [\"up\"]",
                "`my lab` is no name of a tool @ \"my lab\": a tool is named by its first word: `[tools.my]`; what follows is a \
                 subcommand",
            ),
            (
                "[tools.lab]\nflags = { up = \"--to= force\" }",
                "`force` is no flag @ \"--to= force\": did you mean `--force`? write it as { start = \"--name= --force\" }, with \
                 `=` behind a flag that takes a value",
            ),
            ("[tools.lab]\nflag = 1", "unknown key `flag` @ flag: did you mean `flags`?"),
            (
                "[comparison]\naspects = [\"size\"]",
                "this must be a list of lists: names that mean the same aspect @ \"size\": write it as [[\"isolation\", \
                 \"separation\"], [\"size\", \"weight\"]]",
            ),
            (
                "comparison.names = \"no\"",
                "this must be true or false @ \"no\": write `names = false` to leave out who said what",
            ),
            ("[words]\ncontents = 3", "this must be a text @ 3: put it in quotes"),
            ("[pictures]\nwidth = [1]", "unknown key `width` @ width: did you mean `widths`?"),
            (
                "pictures.widths = [0]",
                "this must be a list of widths in pixels @ [0]: at most 8 whole numbers from 16 to 4096, as in \
                 [480, 960]",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(faults(text), expected, "{text}");
        }
        assert!(faults("title = ").starts_with("`labpress.toml` is no TOML"));
    }
}
