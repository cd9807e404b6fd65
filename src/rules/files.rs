//! `unreadable-file`, `encoding`, `empty-file`: files that could not be read, or only in part.

use crate::diagnostic::{Diagnostic, Place};
use crate::site::Site;
use crate::source::SkipReason;

pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    let skipped = site.sources.skipped.iter().filter_map(|skipped| {
        let place = Place::File(skipped.path.clone());
        match &skipped.reason {
            SkipReason::Unreadable(why) => {
                Some(Diagnostic::warning("unreadable-file", place, format!("this cannot be read: {why}")))
            }
            SkipReason::Binary => {
                Some(Diagnostic::warning("encoding", place, "this is no text").help("save it as UTF-8"))
            }
            SkipReason::Empty => {
                let help = "write something into it, or delete it";
                Some(Diagnostic::note("empty-file", place, "nothing is in this file, so it has no page").help(help))
            }
            SkipReason::Encoding(name) => {
                let message = format!("read as {name}, which GitHub and other tools may not show");
                Some(Diagnostic::note("encoding", place, message).help("save it as UTF-8"))
            }
            SkipReason::NotContent | SkipReason::Excluded | SkipReason::SymbolicLink => None,
        }
    });
    skipped.collect()
}
