//! The title of a write-up.

use super::label::label;
use crate::document::{BlockKind, Document, plain};
use crate::source::RepoPath;
use crate::words::Words;

/// Returns the title: front matter's, else the first heading's text, else one made of the file's name.
///
/// A first heading that counts a part (`# Part 1: ..`) where others count on is no title.
pub(super) fn title(document: &Document, path: &RepoPath, words: &Words) -> String {
    let is_cut = document.begins.is_some();
    if let Some(title) = document.front_matter.title.as_ref().filter(|_| !is_cut) {
        return title.clone();
    }
    let mut headings = document.blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Heading(heading) => Some(plain(&heading.content).trim().to_owned()),
        _ => None,
    });
    let first = headings.find(|text| !text.is_empty());
    let mut counts_on = |text: &String| {
        let family = label(text).map(|label| label.family);
        family.is_some() && headings.any(|other| label(&other).map(|label| label.family) == family)
    };
    match first {
        Some(text) if is_cut || !counts_on(&text) => text.trim_end_matches(':').to_owned(),
        _ => from_name(path, words),
    }
}

/// A README says nothing of its own, so its folder does.
fn from_name(path: &RepoPath, words: &Words) -> String {
    let is_readme = path.stem().eq_ignore_ascii_case("readme") || path.stem().eq_ignore_ascii_case("index");
    let name = if is_readme { path.folder().in_words() } else { path.in_words() };
    if name.is_empty() { words.lab_notes.clone() } else { name }
}
