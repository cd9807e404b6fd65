//! What went wrong in the author's own files, said so that it can be mended.
//!
//! Every stage adds to one [`Diagnostics`]; none stops for an author's mistake. [`render`] turns them into text
//! with excerpts.

mod edit;
mod render;
mod suggest;

pub use edit::{Edit, edited};
pub use render::{Excerpt, Look, harmless, render, summary};
pub use suggest::did_you_mean;

use serde::{Deserialize, Serialize};

use crate::source::{FileId, RepoPath, Span};

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// The build cannot keep its promise: exit code 1.
    Error,
    /// A reader of the site will miss something.
    Warning,
    /// Worth knowing.
    Note,
}

impl Severity {
    /// Returns its name: `warning`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// What a diagnostic points at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Place {
    /// Bytes of a text.
    Text(FileId, Span),
    /// A file as a whole.
    File(RepoPath),
    /// Nothing in particular.
    Site,
}

/// One thing an author should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable name of the kind: `missing-image`.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What it points at.
    pub place: Place,
    /// One line: lower case, no full stop, names in backticks, no blame.
    pub message: String,
    /// The likely fix, when there is one.
    pub help: Option<String>,
    /// The fix itself, in the text that [`Place::Text`] names, when there is no doubt about it.
    pub fix: Option<Box<Edit>>,
}

impl Diagnostic {
    /// Returns an error.
    pub fn error(code: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self { code, severity: Severity::Error, place, message: message.into(), help: None, fix: None }
    }

    /// Returns a warning.
    pub fn warning(code: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, place, message) }
    }

    /// Returns a note.
    pub fn note(code: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self { severity: Severity::Note, ..Self::error(code, place, message) }
    }

    /// Returns whether it prevents that the site is published.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Adds the likely fix.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// All diagnostics of one run.
#[derive(Debug, Clone, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds one; the same one twice is kept once.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds many.
    pub fn extend(&mut self, more: impl IntoIterator<Item = Diagnostic>) {
        self.list.extend(more);
    }

    /// Returns them by place, each once: by file, then where in it, then the worst first.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut list: Vec<&Diagnostic> = self.list.iter().collect();
        list.sort_by(|a, b| {
            (&a.place, a.severity, a.code, &a.message).cmp(&(&b.place, b.severity, b.code, &b.message))
        });
        list.dedup();
        list
    }

    /// Returns how many different ones have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.sorted().iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }
}
