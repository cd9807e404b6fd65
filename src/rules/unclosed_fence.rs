//! A code block is never closed, so that everything below it is code.
//!
//! Put a line of three backticks behind the code.

use super::Finding;
use super::checked::Checked;
use crate::document::CodeBlock;
use crate::source::{Source, Span};

pub(super) fn check(checked: &Checked) -> Vec<Finding> {
    let unclosed = checked.code.iter().filter(|(span, code)| is_unclosed(*span, code, checked.source));
    let finding = |(span, _): &(Span, &CodeBlock)| {
        let opening = checked.first_line(*span);
        checked.at(opening, "this code block is never closed").help("put a line of three backticks behind the code")
    };
    unclosed.map(finding).collect()
}

/// A code block whose fence is not repeated below it.
fn is_unclosed(span: Span, code: &CodeBlock, source: &Source) -> bool {
    if code.fence.is_none() {
        return false;
    }
    let mut lines = span.of(&source.text).lines().rev();
    let last = lines.next().unwrap_or("").trim_matches(|c: char| c.is_whitespace() || c == '>');
    let is_fence = last.len() > 2 && (last.chars().all(|c| c == '`') || last.chars().all(|c| c == '~'));
    !is_fence || lines.next().is_none()
}
