//! `front-matter`: keys that labpress does not know, and what could not be read.
//!
//! Front matter of other tools is tolerated, so this never stops a build.

use crate::diagnostic::{Diagnostic, Place, did_you_mean};
use crate::document::FRONT_MATTER_KEYS;
use crate::site::Site;

pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for report in site.reports {
        let file = report.document.file;
        let front = &report.document.front_matter;
        for (key, span) in &front.unknown {
            let note =
                Diagnostic::note("front-matter", Place::Text(file, *span), format!("key `{key}` means nothing here"));
            found.push(match did_you_mean(key, FRONT_MATTER_KEYS) {
                Some(meant) => Diagnostic { severity: crate::diagnostic::Severity::Warning, ..note }
                    .help(format!("did you mean `{meant}`?")),
                None => note.help(format!("labpress reads {}", FRONT_MATTER_KEYS.join(", "))),
            });
        }
        let problems = front.problems.iter().map(|(what, span)| {
            let message = format!("front matter cannot be read: {}", what.lines().next().unwrap_or(""));
            Diagnostic::warning("front-matter", Place::Text(file, *span), message)
        });
        found.extend(problems);
    }
    found
}
