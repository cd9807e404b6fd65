//! What messages are named by that comes from no rule: it cannot be switched off.

use super::Rule;
use crate::diagnostic::Severity;

/// A code that is no rule's.
#[derive(Debug, Clone, Copy)]
pub struct Code {
    /// Its name, which never changes: `config`.
    pub id: &'static str,
    /// How grave the worst of its messages are.
    pub severity: Severity,
    /// What is wrong, in one sentence.
    pub sentence: &'static str,
    /// Why that matters, and what to do.
    more: &'static str,
}

/// All of them, by name.
pub static OTHER_CODES: [Code; 4] = [
    Code {
        id: "config",
        severity: Severity::Error,
        sentence: "Settings cannot be read, or mean nothing.",
        more: "`labpress.toml` may say what must not be published, so nothing is built while a setting is not understood. A\n\
               pattern that means no file is a warning: perhaps it was to leave something out. `labpress init` writes a file\n\
               with every setting in it.",
    },
    Code {
        id: "no-pages",
        severity: Severity::Error,
        sentence: "There is nothing to make a page of.",
        more: "A site needs at least one Markdown file, whose name ends in `.md`, with a word in it. Look at the folder that was\n\
               named, and at `exclude` in `labpress.toml`. When there is a folder `content`, only what lies in it is read.",
    },
    Code {
        id: "template",
        severity: Severity::Error,
        sentence: "A template or style sheet of the site's own cannot be used.",
        more: "What lies in `templates/` replaces or extends labpress's own templates of the same name, which are called\n\
               `default/report.html` and so on. The message names the file and what the template language makes of it.",
    },
    Code {
        id: "unknown-rule",
        severity: Severity::Warning,
        sentence: "A remark allows a rule that does not exist.",
        more: "`<!-- labpress: allow missing-image -->` silences one rule for the text below it. A name that is no rule's\n\
               silences nothing. `labpress check --list` names all rules.",
    },
];

/// Returns the page of a rule, or of another code.
pub fn page_of(id: &str) -> Option<String> {
    if let Some(rule) = Rule::named(id) {
        return Some(format!("{} ({})\n\n{}\n", rule.id, rule.severity_name(), rule.explanation()));
    }
    let code = OTHER_CODES.iter().find(|code| code.id == id)?;
    let (severity, sentence, more) = (code.severity.name(), code.sentence, code.more);
    Some(format!("{} ({severity})\n\n{sentence}\n\n{more}\nIt is no rule: `[rules]` cannot set it.\n", code.id))
}
