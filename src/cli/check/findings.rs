//! Findings as programs take them.

use serde::Serialize;

use crate::diagnostic::{Diagnostics, Place};
use crate::source::Sources;

/// All of them.
#[derive(Serialize)]
pub(super) struct Findings {
    pub(super) findings: Vec<Finding>,
}

/// One finding; lines and columns count from 1, columns in characters. What is about a whole file has none.
#[derive(Serialize)]
pub(super) struct Finding {
    pub(super) rule: &'static str,
    pub(super) severity: &'static str,
    pub(super) file: Option<String>,
    pub(super) line: Option<usize>,
    pub(super) column: Option<usize>,
    pub(super) end_line: Option<usize>,
    /// One past the last character.
    pub(super) end_column: Option<usize>,
    pub(super) message: String,
    pub(super) help: Option<String>,
}

impl Finding {
    /// Makes its file one of `folder`, which ends in `/` or is empty.
    pub(super) fn move_into(&mut self, folder: &str) {
        self.file = self.file.take().map(|file| format!("{folder}{file}"));
    }

    /// Returns it as one line: `notes.md:3:1: warning[missing-image]: no file ..`.
    pub(super) fn line(&self) -> String {
        let file = self.file.as_deref().map(|file| format!("{file}:")).unwrap_or_default();
        let place = self.line.zip(self.column).map(|(line, column)| format!("{line}:{column}:")).unwrap_or_default();
        let space = if file.is_empty() { "" } else { " " };
        let help = self.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
        format!("{file}{place}{space}{}[{}]: {}{help}\n", self.severity, self.rule, self.message)
    }
}

/// Returns diagnostics as findings, by place.
pub(super) fn findings(diagnostics: &Diagnostics, sources: &Sources) -> Vec<Finding> {
    let finding = |found: &crate::diagnostic::Diagnostic| {
        let (file, places) = match &found.place {
            Place::Text(id, span) => {
                let source = sources.text(*id);
                let at = |offset| source.lines.place(&source.text, offset);
                (Some(source.path.to_string()), Some((at(span.start), at(span.end))))
            }
            Place::File(path) => (Some(path.to_string()), None),
            Place::Site => (None, None),
        };
        Finding {
            rule: found.code,
            severity: found.severity.name(),
            file,
            line: places.map(|(start, _)| start.0),
            column: places.map(|(start, _)| start.1),
            end_line: places.map(|(_, end)| end.0),
            end_column: places.map(|(_, end)| end.1),
            message: found.message.clone(),
            help: found.help.clone(),
        }
    };
    diagnostics.sorted().into_iter().map(finding).collect()
}
