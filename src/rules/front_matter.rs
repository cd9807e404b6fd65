//! Front matter has a key that labpress does not know, or cannot be read.
//!
//! The lines between `---` or `+++` at the top of a file may say `title`, `author`, `date`, `description`, `lang` and
//! `aliases`. Other tools have other keys, and these do no harm; but a key that is nearly one of ours is probably a slip.
//! What is never closed, or does not begin in the first line, is text. A date is written as `2026-03-01` and a language as
//! `en`, `de` or `pt-BR`.

use super::{Finding, at};
use crate::config::is_language;
use crate::diagnostic::did_you_mean;
use crate::document::{FRONT_MATTER_KEYS, FrontMatter, day_of};
use crate::site::{Report, Site};
use crate::source::Span;

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
        let problems = front.problems.iter();
        found.extend(
            problems
                .map(|problem| at(report, problem.span, problem.message.clone()).warning().help(problem.help.clone())),
        );
        found.extend(values(report, front));
    }
    found
}

/// Returns values that mean nothing to whoever reads them.
fn values(report: &Report, front: &FrontMatter) -> Vec<Finding> {
    let place =
        |key: &str| front.places.iter().find(|(known, _)| *known == key).map_or(Span::new(0, 0), |found| found.1);
    let date = front.date.as_ref().filter(|date| day_of(date).is_none()).map(|date| {
        let said = at(report, place("date"), format!("`{date}` is no day such as `2026-03-01`"));
        said.help("write year, month and day in numbers; programs, and the feed, read no other date")
    });
    let lang = front.lang.as_ref().filter(|lang| !is_language(lang)).map(|lang| {
        at(report, place("lang"), format!("`{lang}` is no language tag")).help("write it as `en`, `de` or `pt-BR`")
    });
    date.into_iter().chain(lang).map(Finding::warning).collect()
}
