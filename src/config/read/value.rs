//! What a value must be, and a fault in its place where it is something else.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Reader;
use crate::diagnostic::{Diagnostic, Place, did_you_mean};
use crate::source::Span;

impl Reader<'_> {
    pub(super) fn fault(&mut self, span: Span, message: String, help: Option<String>) {
        let fault = Diagnostic::error("config", Place::Text(self.source.id, span), message);
        self.faults.push(match help {
            Some(help) => fault.help(help),
            None => fault,
        });
    }

    pub(super) fn unknown(&mut self, key: &str, span: Span, known: &[&'static str], table: &str) {
        let help = match did_you_mean(key, known.iter().copied()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("the keys {table}are {}", known.join(", ")),
        };
        self.fault(span, format!("unknown key `{key}`"), Some(help));
    }

    pub(super) fn text(&mut self, value: &Spanned<DeValue>) -> Option<String> {
        let text = self.text_as_written(value)?;
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    }

    /// Returns a text with its blanks, even one that is empty.
    pub(super) fn text_as_written(&mut self, value: &Spanned<DeValue>) -> Option<String> {
        match value.get_ref() {
            DeValue::String(text) => Some(text.to_string()),
            _ => {
                self.fault(value.span().into(), "this must be a text".to_owned(), Some("put it in quotes".to_owned()));
                None
            }
        }
    }

    pub(super) fn texts(&mut self, value: &Spanned<DeValue>, fault: &str, help: &str) -> Option<Vec<String>> {
        let placed = self.placed_texts(value, fault, help)?;
        Some(placed.into_iter().map(|(text, _)| text).collect())
    }

    /// Returns the texts of a list that are not empty, and where each stands.
    pub(super) fn placed_texts(
        &mut self,
        value: &Spanned<DeValue>,
        fault: &str,
        help: &str,
    ) -> Option<Vec<(String, Span)>> {
        let DeValue::Array(list) = value.get_ref() else {
            self.fault(value.span().into(), fault.to_owned(), Some(help.to_owned()));
            return None;
        };
        Some(list.iter().filter_map(|text| Some((self.text(text)?, text.span().into()))).collect())
    }

    /// Returns the keys of a table, each with its value.
    pub(super) fn table<'v>(&mut self, value: &'v Spanned<DeValue>, name: &str, help: &str) -> Option<&'v DeTable<'v>> {
        if let DeValue::Table(table) = value.get_ref() {
            return Some(table);
        }
        self.fault(value.span().into(), format!("`{name}` is a table"), Some(help.to_owned()));
        None
    }
}
