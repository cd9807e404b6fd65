//! Settings with a key and a value on each line: INI files, units of systemd, `.env`.

use super::painter::Painter;
use super::values::{class, paint_double, paint_single};

/// Returns settings as safe HTML.
pub(super) fn highlight(code: &str) -> String {
    let mut painter = Painter::new(code);
    while !painter.rest().is_empty() {
        line(&mut painter);
        painter.paint("", painter.rest().len().min(1));
    }
    painter.finish()
}

fn line(painter: &mut Painter) {
    painter.skip_blanks();
    let line = painter.line();
    if line.starts_with(['#', ';']) {
        painter.paint("c", line.len());
    } else if line.starts_with('[') && line.trim_end().ends_with(']') {
        painter.paint("m", line.len());
    } else if key(line).is_some() {
        pair(painter);
    } else {
        painter.paint("", line.len());
    }
}

/// `key = value`, `export KEY=value`
fn pair(painter: &mut Painter) {
    let exported = painter.line().strip_prefix("export ").map_or(0, |_| "export".len());
    painter.paint("k", exported);
    painter.skip_blanks();
    let line = painter.line();
    let name = line[..key(line).unwrap_or(0)].trim_end();
    painter.paint("t", name.len());
    painter.skip_blanks();
    painter.paint("p", 1);
    value(painter);
}

/// Returns where the `=` behind a key stands.
fn key(line: &str) -> Option<usize> {
    line.find('=').filter(|&at| !line[..at].trim().is_empty())
}

fn value(painter: &mut Painter) {
    painter.skip_blanks();
    let line = painter.line();
    match line.chars().next() {
        Some(quote @ ('"' | '\'')) if line[1..].contains(quote) => {
            if quote == '"' {
                paint_double(painter, 1)
            } else {
                paint_single(painter, 1)
            };
        }
        _ => {
            let bare = line[..comment(line)].trim_end();
            painter.paint(class(bare), bare.len());
        }
    }
    let rest = painter.line();
    let at = comment(rest);
    painter.paint("", at);
    painter.paint("c", rest.len() - at);
}

/// Returns where the comment behind a value begins, or the line ends: blanks stand on both sides of its sign.
fn comment(line: &str) -> usize {
    let signs = line.match_indices([';', '#']).map(|(at, _)| at);
    let mut comments = signs.filter(|&at| {
        let (before, behind) = (line[..at].chars().next_back(), line[at + 1..].chars().next());
        before.is_none_or(char::is_whitespace) && behind.is_none_or(char::is_whitespace)
    });
    comments.next().unwrap_or(line.len())
}
