//! Errors as the page shows them: place, excerpt and likely fix in pieces.

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Excerpt, Place, harmless};
use crate::pipeline::Notes;
use crate::source::{ScanError, Sources};

/// One error. Lines and columns count from 1, columns in characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Fault {
    /// Stable name of the kind; empty when the machine failed.
    code: &'static str,
    message: String,
    file: Option<String>,
    line: Option<usize>,
    column: Option<usize>,
    /// What stands before the marked text, that text, and what stands behind it.
    excerpt: Option<[String; 3]>,
    help: Option<String>,
}

impl Fault {
    /// Returns a failure of the machine as an error.
    pub(super) fn of_machine(error: &ScanError) -> Self {
        let message = harmless(&error.to_string());
        Self { code: "", message, file: None, line: None, column: None, excerpt: None, help: None }
    }

    fn of(found: &Diagnostic, sources: &Sources) -> Self {
        let mut fault = Self {
            code: found.code,
            message: harmless(&found.message),
            file: None,
            line: None,
            column: None,
            excerpt: None,
            help: found.help.as_deref().map(harmless),
        };
        match &found.place {
            Place::Text(id, span) => {
                let source = sources.text(*id);
                let (line, column) = source.lines.place(&source.text, span.start);
                let Excerpt { text, mark } = Excerpt::of(source, *span);
                let pieces = [&text[..mark.start], &text[mark.start..mark.end], &text[mark.end..]];
                fault.file = Some(harmless(source.path.as_str()));
                (fault.line, fault.column) = (Some(line), Some(column));
                fault.excerpt = Some(pieces.map(str::to_owned));
            }
            Place::File(path) => fault.file = Some(harmless(path.as_str())),
            Place::Site => {}
        }
        fault
    }
}

/// Returns the errors in the notes, by place.
pub(super) fn errors(notes: &Notes) -> Vec<Fault> {
    let all = notes.diagnostics.sorted();
    let errors = all.iter().filter(|found| found.is_error());
    errors.map(|found| Fault::of(found, &notes.sources)).collect()
}
