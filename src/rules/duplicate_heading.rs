//! The same heading stands twice in one section.
//!
//! Mostly it was copied and not changed, or its second half was forgotten. Links can lead to the first one only by its
//! words. Say what is different, or make one section of the two.

use std::collections::BTreeMap;

use super::Finding;
use super::checked::Checked;
use crate::document::{Block, BlockKind, plain};
use crate::extract::announces;
use crate::source::Span;

pub(super) fn check(checked: &Checked) -> Vec<Finding> {
    let source = checked.source;
    // The headings around the place, by level, and under each the words of the headings right below it.
    let mut around: Vec<(u8, BTreeMap<String, Span>)> = vec![(0, BTreeMap::new())];
    let mut found = Vec::new();
    for Block { span, kind } in &checked.report.document.blocks {
        let BlockKind::Heading(heading) = kind else { continue };
        while around.len() > 1 && around.last().is_some_and(|(level, _)| *level >= heading.level) {
            around.pop();
        }
        let words = plain(&heading.content).trim().to_lowercase();
        let below = around.last_mut().map(|(_, below)| below);
        let says_something = words.chars().any(char::is_alphanumeric) && !announces(&words);
        if let Some(below) = below.filter(|_| says_something) {
            match below.get(&format!("{} {words}", heading.level)) {
                Some(first) => {
                    let line = source.lines.line(first.start);
                    let message = format!("this heading stands in line {line} already");
                    let help = "say what is different, or make one section of the two";
                    found.push(checked.at(checked.first_line(*span), message).help(help));
                }
                None => {
                    below.insert(format!("{} {words}", heading.level), *span);
                }
            }
        }
        around.push((heading.level, BTreeMap::new()));
    }
    found
}
