//! Dockerfiles: instructions, and the commands in them.

use super::painter::Painter;
use super::shell;
use super::values::paint_double;
use crate::toolbox::{Tools, is_unfinished};

/// Words that begin an instruction.
const INSTRUCTIONS: [&str; 18] = [
    "ADD",
    "ARG",
    "CMD",
    "COPY",
    "ENTRYPOINT",
    "ENV",
    "EXPOSE",
    "FROM",
    "HEALTHCHECK",
    "LABEL",
    "MAINTAINER",
    "ONBUILD",
    "RUN",
    "SHELL",
    "STOPSIGNAL",
    "USER",
    "VOLUME",
    "WORKDIR",
];

/// Returns a Dockerfile as safe HTML.
pub(super) fn highlight(code: &str, tools: &Tools) -> String {
    let mut painter = Painter::new(code);
    while !painter.rest().is_empty() {
        painter.skip_blanks();
        let line = painter.line();
        if line.starts_with('#') {
            painter.paint("c", line.len());
        } else {
            instruction(&mut painter, tools);
        }
        painter.paint("", painter.rest().len().min(1));
    }
    painter.finish()
}

fn instruction(painter: &mut Painter, tools: &Tools) {
    while let Some(known) = keyword(painter) {
        match known {
            // Another instruction follows.
            "ONBUILD" => {}
            "HEALTHCHECK" => flags(painter),
            "RUN" | "CMD" | "ENTRYPOINT" | "SHELL" => return command(painter, tools),
            "FROM" => return from(painter),
            _ => return arguments(painter),
        }
    }
    painter.paint("", painter.line().len());
}

/// Paints the word that an instruction begins with, and returns it in capitals; `None` when there is none.
fn keyword(painter: &mut Painter) -> Option<&'static str> {
    let word = painter.line().split_whitespace().next()?;
    let known = INSTRUCTIONS.into_iter().find(|known| word.eq_ignore_ascii_case(known))?;
    painter.paint("k", word.len());
    painter.skip_blanks();
    Some(known)
}

/// `apt-get update && \`, over as many lines as it takes; or `["nginx", "-g"]`.
fn command(painter: &mut Painter, tools: &Tools) {
    flags(painter);
    if painter.rest().starts_with('[') {
        arguments(painter);
        return;
    }
    shell::paint(painter, whole(painter.rest()), tools);
}

/// Returns the length of a command with the lines that it goes on in.
fn whole(rest: &str) -> usize {
    /// A string that somebody forgot to close must not swallow the file.
    const MOST_LINES: usize = 60;
    let mut end = 0;
    for line in rest.split_inclusive('\n').take(MOST_LINES) {
        end += line.len();
        let is_comment = end > line.len() && line.trim_start().starts_with('#');
        let goes_on =
            is_comment || line.trim_end().ends_with('\\') || rest[..end].contains("<<") && is_unfinished(&rest[..end]);
        if !goes_on {
            break;
        }
    }
    rest[..end].trim_end_matches('\n').len()
}

/// `nginx:1.27 AS web`
fn from(painter: &mut Painter) {
    flags(painter);
    let line = painter.line();
    let image = line.split_whitespace().next().unwrap_or("");
    let tag = image.rsplit_once(':').filter(|(_, tag)| !tag.contains(['/', '}'])).map_or(0, |(_, tag)| tag.len());
    painter.paint("", image.len() - tag);
    painter.paint("t", tag);
    painter.skip_blanks();
    let word = painter.line().split_whitespace().next().unwrap_or("");
    painter.paint(if word.eq_ignore_ascii_case("as") { "k" } else { "" }, word.len());
    arguments(painter);
}

/// `--from=build`
fn flags(painter: &mut Painter) {
    while painter.rest().starts_with("--") {
        painter.paint_while("flag", |c| !c.is_whitespace());
        painter.skip_blanks();
    }
}

/// What other instructions take, over the lines that end with a `\`.
fn arguments(painter: &mut Painter) {
    flags(painter);
    while let Some(next) = painter.rest().chars().next() {
        let rest = painter.rest();
        match next {
            '\n' => return,
            '"' => {
                paint_double(painter, 1);
            }
            '$' => painter.paint("v", 1 + variable(&rest[1..])),
            '\\' if rest[1..].starts_with(['\n', '\r']) => {
                painter.paint("op", 1);
                painter.paint_while("", char::is_whitespace);
            }
            ',' | '[' | ']' => painter.paint("p", 1),
            _ => {
                painter.paint("", next.len_utf8());
                painter.paint_while("", |c| !matches!(c, '\n' | '"' | '$' | '\\' | ',' | '[' | ']'));
            }
        }
    }
}

/// Returns the length of a variable's name behind its `$`.
fn variable(rest: &str) -> usize {
    /// Longest name in brackets, in bytes.
    const LONGEST: usize = 120;
    let in_brackets = rest.starts_with('{').then(|| rest[..rest.floor_char_boundary(LONGEST)].find('}')).flatten();
    let name = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
    in_brackets.map_or(name, |end| end + 1)
}
