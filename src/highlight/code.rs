//! Code through the grammars that Sublime Text and bat use.

use std::borrow::Cow;
use std::sync::OnceLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxSet};

use super::painter::Painter;

/// Longest line that a grammar is given, in bytes: its expressions can take time that grows faster than the line.
const LONGEST_LINE: usize = 2 * 1024;

/// Scopes and the class of what stands in them. Of several that fit, the longest counts.
const CLASSES: [(&str, &str); 30] = [
    ("comment", "c"),
    ("constant.character.escape", "a"),
    ("constant.language", "n"),
    ("constant.numeric", "n"),
    ("constant.other", "n"),
    ("entity.name.class", "t"),
    ("entity.name.enum", "t"),
    ("entity.name.function", "f"),
    ("entity.name.section", "m"),
    ("entity.name.struct", "t"),
    ("entity.name.tag", "t"),
    ("entity.name.type", "t"),
    ("entity.other.attribute-name", "a"),
    ("entity.other.inherited-class", "t"),
    ("keyword", "k"),
    ("keyword.operator", "o"),
    ("markup.bold", "m"),
    ("markup.deleted", "d"),
    ("markup.heading", "m"),
    ("markup.inserted", "i"),
    ("punctuation.section", "p"),
    ("punctuation.separator", "p"),
    ("punctuation.terminator", "p"),
    ("storage", "k"),
    ("string", "s"),
    ("support.class", "t"),
    ("support.function", "f"),
    ("support.type", "t"),
    ("variable.function", "f"),
    ("variable.other.readwrite.assignment", "v"),
];

struct Grammars {
    set: SyntaxSet,
    classes: Vec<(Scope, &'static str)>,
}

fn grammars() -> &'static Grammars {
    static GRAMMARS: OnceLock<Grammars> = OnceLock::new();
    GRAMMARS.get_or_init(|| {
        let scope = |&(name, class): &(&str, &'static str)| Scope::new(name).ok().map(|scope| (scope, class));
        let mut classes: Vec<(Scope, &'static str)> = CLASSES.iter().filter_map(scope).collect();
        // The longest first, so that the first that fits is the one that counts.
        classes.sort_by_key(|(scope, _)| std::cmp::Reverse(scope.len()));
        Grammars { set: two_face::syntax::extra_newlines(), classes }
    })
}

/// Returns code as safe HTML, or `None` when there is no such grammar or it gave up.
pub(super) fn highlight(grammar: &str, code: &str) -> Option<String> {
    let grammars = grammars();
    let syntax = grammars.set.find_syntax_by_name(grammar)?;
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    let mut painter = Painter::new(code);
    for line in code.split_inclusive('\n') {
        if line.len() > LONGEST_LINE {
            painter.paint("", line.len());
            continue;
        }
        // Grammars expect the last line to end like all others.
        let ended = if line.ends_with('\n') { Cow::Borrowed(line) } else { Cow::Owned(format!("{line}\n")) };
        let operations = state.parse_line(&ended, &grammars.set).ok()?;
        let mut at = 0;
        for (until, operation) in operations {
            let until = until.min(line.len());
            painter.paint(class(&stack, grammars), until - at);
            at = until;
            stack.apply(&operation).ok()?;
        }
        painter.paint(class(&stack, grammars), line.len() - at);
    }
    Some(painter.finish())
}

/// Returns the class of the innermost scope that has one.
fn class(stack: &ScopeStack, grammars: &Grammars) -> &'static str {
    let mut innermost = stack.as_slice().iter().rev();
    let found = innermost.find_map(|scope| grammars.classes.iter().find(|(known, _)| known.is_prefix_of(*scope)));
    found.map_or("", |(_, class)| class)
}
