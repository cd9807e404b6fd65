//! Words of a template were left in.
//!
//! `(Insert screenshots here)` and its like tell what to write, and were meant to be replaced.

use super::Finding;
use super::checked::{Checked, Topic};

/// What templates say, in lower case, with the bracket that it stands in.
pub(super) const PHRASES: &str = "(insert |[insert |<insert |(add screenshot|[add screenshot|(your name|[your name|(your answer|\
    [your answer|(describe |[describe |(write your|[write your|(paste |[paste |(screenshot here|[screenshot here|\
    (fill in|[fill in|(replace this|[replace this|lorem ipsum|your text here|todo:|tbd:|[todo|(todo|(inserte |[inserte |\
    (insira |[insira |(hier einfügen|[hier einfügen|(вставьте|[вставьте|(此处插入|（此处插入";

pub(super) fn check(checked: &Checked) -> Vec<Finding> {
    let finding = |span| {
        let message = "this is the text of a template, not yours";
        checked.at(span, message).help("write what it asks for, or delete it")
    };
    checked.speaking_of(Topic::Template).map(finding).collect()
}
