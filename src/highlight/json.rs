//! JSON, with the comments that people put into it.

use super::painter::Painter;
use super::values::{class, paint_double};

/// Returns JSON as safe HTML.
pub(super) fn highlight(code: &str) -> String {
    let mut painter = Painter::new(code);
    while let Some(next) = painter.rest().chars().next() {
        match next {
            '"' => {
                paint_double(&mut painter, 1);
            }
            '{' | '}' | '[' | ']' | ',' | ':' => painter.paint("p", 1),
            '/' => comment(&mut painter),
            c if is_word(c) => word(&mut painter),
            _ => {
                painter.paint_while("", |c| !is_word(c) && !matches!(c, '"' | '{' | '}' | '[' | ']' | ',' | ':' | '/'))
            }
        }
    }
    painter.finish()
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '+' | '-' | '.' | '_')
}

/// A number, `true`, `null`; other words are a mistake.
fn word(painter: &mut Painter) {
    let rest = painter.rest();
    let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
    let class = class(&rest[..length]);
    painter.paint(if class == "n" { "n" } else { "" }, length);
}

/// `// to the end of the line`, `/* up to */`
fn comment(painter: &mut Painter) {
    let rest = painter.rest();
    if rest.starts_with("//") {
        painter.paint("c", painter.line().len());
    } else if let Some(inside) = rest.strip_prefix("/*") {
        painter.paint("c", inside.find("*/").map_or(rest.len(), |end| end + 4));
    } else {
        painter.paint("", 1);
    }
}
