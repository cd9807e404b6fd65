//! A heading lacks the space behind its `#`.
//!
//! GitHub shows `##Heading` as text.

use super::{Finding, at, first_line};
use crate::diagnostic::Edit;
use crate::site::{Report, Site};
use crate::source::Span;

pub(super) fn check(site: &Site) -> Vec<Finding> {
    let help = "put a space behind the `#`";
    let all =
        site.reports.iter().flat_map(|report| report.found.unspaced_headings.iter().map(move |&span| (report, span)));
    let finding = |(report, span): (&Report, Span)| {
        let line = first_line(site, report, span);
        let signs =
            line.of(&site.sources.text(report.document.file).text).bytes().take_while(|&byte| byte == b'#').count();
        let behind = Span::new(line.start + signs, line.start + signs);
        let fix = (signs > 0).then(|| Edit { span: behind, text: " ".to_owned() });
        at(report, line, "this is no heading on GitHub").help(help).fix(fix)
    };
    all.map(finding).collect()
}
