//! Shell lines and terminal sessions.

use super::painter::Painter;
use super::{escape_into, escaped, span_into};
use crate::toolbox::{Kind, SessionPart, Tools, Verdict, is_session};

/// Longest text whose commands are cut, in bytes.
const MOST: usize = 16 * 1024;

/// A terminal session: prompts, what was typed, what was printed. Each line that was typed is a `command` of its own,
/// so that a copy button can take them without prompts.
pub(super) fn session(code: &str, tools: &Tools) -> String {
    let lines = tools.session(code);
    if lines.iter().all(|line| line.part == SessionPart::Printed) {
        return escaped(code);
    }
    let mut out = String::with_capacity(code.len() * 2);
    let mut at = 0;
    for line in lines {
        escape_into(&code[at..line.span.start], &mut out);
        at = line.span.end;
        let text = line.span.of(code);
        match line.part {
            SessionPart::Typed(length) => {
                span_into("prompt", &text[..length], &mut out);
                wrapped("command", &self::line(&text[length..], tools), &mut out);
            }
            SessionPart::More(length) => {
                span_into("prompt", &text[..length], &mut out);
                wrapped("command", &escaped(&text[length..]), &mut out);
            }
            SessionPart::Printed => span_into("output", text, &mut out),
        }
    }
    escape_into(&code[at..], &mut out);
    out
}

fn wrapped(class: &str, html: &str, out: &mut String) {
    if html.is_empty() {
        return;
    }
    out.push_str("<span class=\"");
    out.push_str(class);
    out.push_str("\">");
    out.push_str(html);
    out.push_str("</span>");
}

/// A block that says it holds commands.
pub(super) fn commands(code: &str, tools: &Tools) -> String {
    if is_session(code) {
        return session(code, tools);
    }
    // A file in a block that says `bash` has colours of no use to anybody.
    let is_shell = code.lines().any(|line| tools.judge(line) >= Verdict::Possible || line.starts_with("#!"));
    if is_shell { line(code, tools) } else { escaped(code) }
}

/// A block that says nothing: commands when its first line is one for certain.
pub(super) fn unnamed(code: &str, tools: &Tools) -> String {
    if is_session(code) {
        return session(code, tools);
    }
    let first = code.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
    let is_shell = first.is_some_and(|line| tools.judge(line) == Verdict::Certain);
    if is_shell { line(code, tools) } else { escaped(code) }
}

/// A command line, or several without prompts.
pub(super) fn line(text: &str, tools: &Tools) -> String {
    if text.len() > MOST {
        return escaped(text);
    }
    let mut out = String::with_capacity(text.len() * 2);
    for token in tools.split(text) {
        span_into(class(token.kind), token.span.of(text), &mut out);
    }
    out
}

/// Paints a command of so many bytes.
pub(super) fn paint(painter: &mut Painter, length: usize, tools: &Tools) {
    let text = &painter.rest()[..length];
    if length > MOST {
        painter.paint("", length);
        return;
    }
    for token in tools.split(text) {
        painter.paint(class(token.kind), token.span.end - token.span.start);
    }
}

fn class(kind: Kind) -> &'static str {
    match kind {
        Kind::Program => "program",
        Kind::Subcommand => "sub",
        Kind::Flag => "flag",
        Kind::Placeholder => "placeholder",
        Kind::Path => "path",
        Kind::Value => "n",
        Kind::Quoted | Kind::Heredoc => "s",
        Kind::Variable => "v",
        Kind::Operator | Kind::HeredocStart => "op",
        Kind::Keyword => "k",
        Kind::Comment => "c",
        Kind::Space | Kind::Word => "",
    }
}
