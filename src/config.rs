//! `labpress.toml`: what a site may set. Every key is optional; an unknown one is an error with a suggestion.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Diagnostic, Place, did_you_mean};
use crate::source::{Source, Span};

/// The settings of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Title of the site; `None` means the home page's.
    pub title: Option<String>,
    /// Who wrote the notes.
    pub author: Option<String>,
    /// One sentence on the site.
    pub description: Option<String>,
    /// BCP 47 language tag of the notes; `en` unless set.
    pub lang: String,
    /// Globs of paths that are left out.
    pub exclude: Vec<String>,
    /// Where `exclude` stands, when it is set.
    pub exclude_place: Option<Span>,
    /// Widths in pixels of the smaller versions of pictures, ascending.
    pub widths: Vec<u32>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            title: None,
            author: None,
            description: None,
            lang: "en".to_owned(),
            exclude: Vec::new(),
            exclude_place: None,
            widths: vec![480, 960],
        }
    }
}

const KEYS: [&str; 6] = ["title", "author", "description", "lang", "exclude", "pictures"];
const PICTURE_KEYS: [&str; 1] = ["widths"];
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
    fn fault(&mut self, span: Span, message: String, help: Option<String>) {
        let fault = Diagnostic::error("config", Place::Text(self.source.id, span), message);
        self.faults.push(match help {
            Some(help) => fault.help(help),
            None => fault,
        });
    }

    fn site(&mut self, table: &DeTable) {
        for (key, value) in table {
            let span = Span::from(key.span());
            match key.get_ref().as_ref() {
                "title" => self.config.title = self.text(value),
                "author" => self.config.author = self.text(value),
                "description" => self.config.description = self.text(value),
                "lang" => self.language(value),
                "exclude" => self.exclude(value),
                "pictures" => self.pictures(value),
                other => self.unknown(other, span, &KEYS, ""),
            }
        }
    }

    fn unknown(&mut self, key: &str, span: Span, known: &[&'static str], table: &str) {
        let help = match did_you_mean(key, known.iter().copied()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("the keys {table}are {}", known.join(", ")),
        };
        self.fault(span, format!("unknown key `{key}`"), Some(help));
    }

    fn text(&mut self, value: &Spanned<DeValue>) -> Option<String> {
        match value.get_ref() {
            DeValue::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            _ => {
                self.fault(value.span().into(), "this must be a text".to_owned(), Some("put it in quotes".to_owned()));
                None
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

    fn exclude(&mut self, value: &Spanned<DeValue>) {
        self.config.exclude_place = Some(value.span().into());
        let DeValue::Array(globs) = value.get_ref() else {
            let help = Some("write it as [\"drafts/**\"]".to_owned());
            self.fault(value.span().into(), "this must be a list of globs".to_owned(), help);
            return;
        };
        for glob in globs {
            if let Some(glob) = self.text(glob) {
                self.config.exclude.push(glob);
            }
        }
    }

    fn pictures(&mut self, value: &Spanned<DeValue>) {
        let DeValue::Table(table) = value.get_ref() else {
            let help = Some("write it as a line `[pictures]`, and below it `widths = [480, 960]`".to_owned());
            self.fault(value.span().into(), "`pictures` is a table".to_owned(), help);
            return;
        };
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "widths" => self.widths(value),
                other => self.unknown(other, key.span().into(), &PICTURE_KEYS, "of `[pictures]` "),
            }
        }
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

fn width(value: &Spanned<DeValue>) -> Option<u32> {
    let DeValue::Integer(number) = value.get_ref() else { return None };
    let number = i64::from_str_radix(number.as_str(), number.radix()).ok()?;
    WIDTHS.contains(&number).then(|| u32::try_from(number).ok()).flatten()
}

/// Returns whether `tag` has the shape of a BCP 47 language tag.
pub fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or("");
    let is_part = |part: &str| (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric());
    (2..=3).contains(&first.len()) && first.chars().all(|c| c.is_ascii_alphabetic()) && parts.all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;
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
        let text = "title = \"T\"\nauthor = \"A\"\ndescription = \"D\"\nlang = \"pt-BR\"\nexclude = [\"x/**\"]\n\
                    [pictures]\nwidths = [960, 320, 960]\n";
        let sources = Sources::of_text("labpress.toml", text);
        let (config, faults) = read(sources.text(sources.reports[0]));
        assert!(faults.is_empty(), "{faults:?}");
        assert_eq!((config.title.as_deref(), config.author.as_deref()), (Some("T"), Some("A")));
        assert_eq!((config.lang.as_str(), config.exclude.len()), ("pt-BR", 1));
        assert_eq!(config.widths, [320, 960]);
    }

    #[test]
    fn what_cannot_be_used_is_an_error_with_its_place() {
        let cases = [
            ("titel = \"x\"", "unknown key `titel` @ titel: did you mean `title`?"),
            (
                "colour = 1",
                "unknown key `colour` @ colour: the keys are title, author, description, lang, exclude, pictures",
            ),
            ("title = 3", "this must be a text @ 3: put it in quotes"),
            ("lang = \"english!\"", "`english!` is no language tag @ \"english!\": write it as `en`, `de` or `pt-BR`"),
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
