//! A heading lacks the space behind its `#`.
//!
//! GitHub shows `##Heading` as text.

use super::Finding;
use super::checked::Checked;
use crate::diagnostic::Edit;
use crate::source::Span;

pub(super) fn check(checked: &Checked) -> Vec<Finding> {
    let help = "put a space behind the `#`";
    let finding = |&span| {
        let line = checked.first_line(span);
        let signs = line.of(&checked.source.text).bytes().take_while(|&byte| byte == b'#').count();
        let behind = Span::new(line.start + signs, line.start + signs);
        let fix = (signs > 0).then(|| Edit { span: behind, text: " ".to_owned() });
        checked.at(line, "this is no heading on GitHub").help(help).fix(fix)
    };
    checked.report.found.unspaced_headings.iter().map(finding).collect()
}
