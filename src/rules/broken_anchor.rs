//! A link leads to a heading that is not in the file.
//!
//! The part behind `#` is the heading in small letters, with `-` for spaces and without signs.

use super::Finding;
use super::checked::Checked;
use crate::diagnostic::did_you_mean;
use crate::site::{Destination, heading_ids};

pub(super) fn check(checked: &Checked) -> Vec<Finding> {
    let mut found = Vec::new();
    for (&span, destination) in &checked.links.destinations {
        let Destination::NoSuchPlace(other, fragment) = destination else { continue };
        let other = &checked.site.reports[*other];
        let path = &checked.site.sources.text(other.document.file).path;
        let broken = checked.at(span, format!("no heading `#{fragment}` in `{path}`"));
        let ids = heading_ids(other);
        found.push(match did_you_mean(fragment, ids.iter().map(String::as_str)) {
            Some(meant) => broken.help(format!("did you mean `#{meant}`?")),
            None if ids.is_empty() => broken.help(format!("`{path}` has no headings: take out `#{fragment}`")),
            None => broken.help(format!("name one of its headings, or take out `#{fragment}`")),
        });
    }
    found
}
