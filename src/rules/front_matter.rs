//! Front matter has a key that labpress does not know, or cannot be read.
//!
//! The lines between `---` or `+++` at the top of a file may say `title`, `author`, `date`, `description`, `lang` and
//! `aliases`. Other tools have other keys, and these do no harm; but a key that is nearly one of ours is probably a slip.

use super::{Finding, at};
use crate::diagnostic::did_you_mean;
use crate::document::FRONT_MATTER_KEYS;
use crate::site::Site;

pub(super) fn check(site: &Site) -> Vec<Finding> {
    let mut found = Vec::new();
    for report in site.reports {
        let front = &report.document.front_matter;
        for (key, span) in &front.unknown {
            let unknown = at(report, *span, format!("key `{key}` means nothing here"));
            found.push(match did_you_mean(key, FRONT_MATTER_KEYS) {
                Some(meant) => unknown.warning().help(format!("did you mean `{meant}`?")),
                None => unknown.help(format!("labpress reads {}", FRONT_MATTER_KEYS.join(", "))),
            });
        }
        found.extend(front.problems.iter().map(|(what, span)| {
            at(report, *span, format!("front matter cannot be read: {}", what.lines().next().unwrap_or(""))).warning()
        }));
    }
    found
}
