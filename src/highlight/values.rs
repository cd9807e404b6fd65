//! Values as files of settings write them: strings, numbers, words that mean one thing.

use super::painter::Painter;

/// Returns the class of a bare value.
pub(super) fn class(value: &str) -> &'static str {
    if is_number(value) || is_constant(value) { "n" } else { "s" }
}

/// `true`, `off`, `null`, `~`
fn is_constant(value: &str) -> bool {
    const WORDS: [&str; 8] = ["true", "false", "null", "none", "yes", "no", "on", "off"];
    value == "~" || value.len() <= 5 && WORDS.iter().any(|word| value.eq_ignore_ascii_case(word))
}

/// `80`, `-1.5e3`, `0x1f`, `2024-01-31`
fn is_number(value: &str) -> bool {
    let digits = value.trim_start_matches(['-', '+', '.']);
    if !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let is_date = || value.len() == 10 && value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    match digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0o")) {
        Some(hex) => !hex.is_empty() && hex.bytes().all(|byte| byte.is_ascii_hexdigit()),
        None => value.parse::<f64>().is_ok() || is_date(),
    }
}

/// Paints a string in double quotes up to its end or that of the line, its escapes apart, and returns whether it was
/// closed. `opening` is the length of the quote before it: none where it goes on from the line before.
pub(super) fn paint_double(painter: &mut Painter, opening: usize) -> bool {
    painter.paint("s", opening);
    loop {
        painter.paint_while("s", |c| !matches!(c, '"' | '\\' | '\n'));
        let rest = painter.rest();
        if rest.starts_with('"') {
            painter.paint("s", 1);
            return true;
        }
        let Some(escaped) = rest.strip_prefix('\\') else { return false };
        painter.paint("a", 1 + escape(escaped));
    }
}

/// Returns the length of what a `\` makes another character of.
fn escape(escaped: &str) -> usize {
    match escaped.chars().next() {
        Some('u') => 1 + escaped[1..].bytes().take(4).take_while(u8::is_ascii_hexdigit).count(),
        Some('\n') | None => 0,
        Some(c) => c.len_utf8(),
    }
}

/// Paints a string in single quotes as [`paint_double`] does; a quote in it is written twice.
pub(super) fn paint_single(painter: &mut Painter, opening: usize) -> bool {
    painter.paint("s", opening);
    loop {
        painter.paint_while("s", |c| !matches!(c, '\'' | '\n'));
        match painter.rest() {
            rest if rest.starts_with("''") => painter.paint("a", 2),
            rest if rest.starts_with('\'') => {
                painter.paint("s", 1);
                return true;
            }
            _ => return false,
        }
    }
}
