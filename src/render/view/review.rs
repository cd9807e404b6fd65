//! What the template of a review sees.

use serde::Serialize;

use super::{CountsView, LanguageView, LinkView};

/// `review.html`: a write-up, or the front page of several, as its author sees it before it is handed in.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct ReviewView {
    /// Path of the Markdown file; `None` on the page of a folder without one.
    pub source: Option<String>,
    /// Says that below it stands the text of that file; empty without one.
    pub text_html: String,
    /// The language of the write-up, where that is another than the site's.
    pub language: Option<LanguageView>,
    /// How much is in it.
    pub counts: CountsView,
    /// How much was found in it; on the front page of several, in all of them.
    pub tally: TallyView,
    /// Its parts with their evidence.
    pub parts: Vec<ReviewPartView>,
    /// Findings about what is not there, or not seen.
    pub missing: Vec<FindingsView>,
    /// All others.
    pub others: Vec<FindingsView>,
    /// The text as HTML, with the findings in it.
    pub body_html: String,
    /// The other write-ups; only on the front page.
    pub reports: Vec<ReviewLinkView>,
    /// Findings about no write-up: files, settings; only on the front page.
    pub elsewhere: Vec<FindingsView>,
}

/// How many findings there are.
#[derive(Debug, Clone, Default, Hash, Serialize)]
pub struct TallyView {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notes.
    pub notes: usize,
    /// The same in words, without what is 0; `no findings` when there are none.
    pub counted: Vec<CountedView>,
}

/// How many findings of one kind there are.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct CountedView {
    /// `error`, `warning`, `note`, or `none`.
    pub severity: &'static str,
    /// `3 warnings`
    pub text: String,
}

/// A part and what evidences it.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct ReviewPartView {
    /// `Part 2`; empty when it is not numbered.
    pub number: String,
    /// Its name.
    pub name: String,
    /// The place on this page.
    pub url: String,
    /// Steps in it.
    pub steps: usize,
    /// How much is in it.
    pub counts: CountsView,
    /// How much was found in it.
    pub tally: TallyView,
}

/// Findings that say the same.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct FindingsView {
    /// `error`, `warning` or `note`.
    pub severity: &'static str,
    /// The same in the language of the site.
    pub severity_word: String,
    /// What is wrong; in English.
    pub message_html: String,
    /// `line 12` and the place on this page, for each; empty for what is not about this text.
    pub places: Vec<LinkView>,
    /// The files, for what is about files as a whole.
    pub files: Vec<String>,
}

/// A write-up in the list of a review's front page.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct ReviewLinkView {
    /// Its title.
    pub title: String,
    /// Its page.
    pub url: String,
    /// Path of the Markdown file.
    pub source: String,
    /// How much is in it.
    pub counts: CountsView,
    /// How much was found in it.
    pub tally: TallyView,
}
