//! A terminal session, as people copy it into their notes: what was typed, and what was printed.

use super::{Tools, Verdict, continuation_prompt, is_unfinished, prompt, root_prompt};
use crate::source::Span;

/// A line of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionLine {
    /// The line, without its end.
    pub span: Span,
    /// What it is.
    pub part: SessionPart,
}

/// What a line of a session is. Numbers are the lengths of prompts, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionPart {
    /// A prompt and what was typed behind it.
    Typed(usize),
    /// More of the same command.
    More(usize),
    /// Output.
    Printed,
}

/// A string that somebody forgot to close must not swallow the session.
const MOST_LINES: usize = 60;

/// Returns whether any line of `text` begins with a prompt.
pub fn is_session(text: &str) -> bool {
    text.lines().any(|line| prompt(line).is_some())
}

impl Tools {
    /// Tells the lines of a session apart; without any prompt, commands are told by their looks.
    pub fn session(&self, text: &str) -> Vec<SessionLine> {
        let prompted = is_session(text) || text.lines().any(|line| self.is_root(line));
        let lines = spans(text);
        let mut parts = Vec::with_capacity(lines.len());
        while let Some(&span) = lines.get(parts.len()) {
            let line = span.of(text);
            let typed = if prompted {
                prompt(line).or_else(|| self.is_root(line).then(|| root_prompt(line)).flatten())
            } else {
                (self.judge(line) >= Verdict::Possible).then_some(0)
            };
            let Some(length) = typed else {
                parts.push(SessionPart::Printed);
                continue;
            };
            parts.push(SessionPart::Typed(length));
            let rest = &lines[parts.len()..];
            let more = more(&line[length..], rest, text, prompted);
            parts.extend(more);
        }
        lines.into_iter().zip(parts).map(|(span, part)| SessionLine { span, part }).collect()
    }

    /// `# apt update`: root's prompt, where a command follows and no remark.
    fn is_root(&self, line: &str) -> bool {
        root_prompt(line).is_some_and(|length| self.judge(&line[length..]) == Verdict::Certain && !line.contains(". "))
    }
}

/// Returns the lines that go on with a command: behind a `\`, in a string, of a here-document.
fn more(first: &str, rest: &[Span], text: &str, prompted: bool) -> Vec<SessionPart> {
    let mut whole = first.to_owned();
    let mut more = Vec::new();
    for span in rest.iter().take(MOST_LINES) {
        if !is_unfinished(&whole) {
            return more;
        }
        let line = span.of(text);
        let skipped = if prompted { continuation_prompt(line).unwrap_or(0) } else { 0 };
        whole.push('\n');
        whole.push_str(&line[skipped..]);
        more.push(SessionPart::More(skipped));
    }
    if is_unfinished(&whole) && !first.contains("<<") { Vec::new() } else { more }
}

fn spans(text: &str) -> Vec<Span> {
    let mut at = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        let start = at;
        at += line.len();
        Span::new(start, start + line.trim_end_matches(['\n', '\r']).len())
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> String {
        let lines = Tools::default().session(text).into_iter().map(|line| {
            let shown = line.span.of(text);
            match line.part {
                SessionPart::Typed(length) => format!("typed {}", &shown[length..]),
                SessionPart::More(length) => format!("more {}", &shown[length..]),
                SessionPart::Printed => format!("printed {shown}"),
            }
        });
        lines.collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn what_was_typed_is_told_from_what_was_printed() {
        let cases = [
            ("$ ls\na b\n$ pwd\n/x\n", "typed ls | printed a b | typed pwd | printed /x"),
            ("me@vm:~$ cat > f <<EOF\n> one\n> EOF\n", "typed cat > f <<EOF | more one | more EOF"),
            ("$ docker run \\\n> -d nginx\nabc", "typed docker run \\ | more -d nginx | printed abc"),
            ("docker ps\nCONTAINER ID   IMAGE\n", "typed docker ps | printed CONTAINER ID   IMAGE"),
            ("# apt update\nHit:1\n", "typed apt update | printed Hit:1"),
            ("$ echo 'open\nout", "typed echo 'open | printed out"),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(parts(text), expected, "{text}");
        }
    }
}
