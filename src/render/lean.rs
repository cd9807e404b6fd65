//! Our own style sheets and scripts without comments and needless blanks, as pages load them. What they say is unchanged.
//!
//! This is no parser: it knows strings, comments, templates and regular expressions well enough never to touch them, and
//! leaves every blank that could matter. A site's own files are not given to it.

/// Returns a style sheet without comments, line breaks, and blanks beside `{ } ; ,` and after `:`.
pub(super) fn css(text: &str) -> String {
    let mut lean = Lean::default();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = match c {
            '/' if rest.starts_with("/*") => comment(rest),
            '"' | '\'' => string(rest, c),
            _ => c.len_utf8(),
        };
        let (piece, after) = rest.split_at(length);
        match c {
            '/' if length > 1 => lean.gap = Gap::Blank,
            c if c.is_whitespace() => lean.gap = Gap::Blank,
            '}' => {
                lean.out.truncate(lean.out.trim_end_matches(';').len());
                lean.push(piece, |_, _| true);
            }
            _ => lean.push(piece, |before, next| {
                matches!(before, '{' | '}' | ';' | ',' | ':') || matches!(next, '{' | ';' | ',')
            }),
        }
        rest = after;
    }
    lean.out
}

/// Returns a script without comments and indentation. A line break stays unless the sign before or after it says that
/// the statement goes on, so that a semicolon which the script leaves to the browser is still put in.
pub(super) fn js(text: &str) -> String {
    let mut lean = Lean::default();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = match c {
            '/' if rest.starts_with("/*") => comment(rest),
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if lean.expects_value() => regex(rest),
            '"' | '\'' => string(rest, c),
            '`' => template(rest),
            _ => c.len_utf8(),
        };
        let (piece, after) = rest.split_at(length);
        if c == '\n' {
            lean.gap = Gap::Line;
        } else if c.is_whitespace() || piece.starts_with("//") || piece.starts_with("/*") {
            lean.gap = lean.gap.max(Gap::Blank);
        } else {
            let gap = lean.gap;
            lean.push(piece, |before, next| is_needless(gap, before, next));
        }
        rest = after;
    }
    lean.out
}

/// What lies between two pieces of the source.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Blank,
    Line,
}

/// What was kept so far.
#[derive(Default)]
struct Lean {
    out: String,
    gap: Gap,
}

impl Lean {
    /// Adds a piece, and before it the gap unless that is needless between the signs on its two sides.
    fn push(&mut self, piece: &str, is_needless: impl Fn(char, char) -> bool) {
        let gap = std::mem::take(&mut self.gap);
        if let (Some(before), Some(next)) = (self.out.chars().next_back(), piece.chars().next())
            && gap != Gap::None
            && !is_needless(before, next)
        {
            self.out.push(if gap == Gap::Line { '\n' } else { ' ' });
        }
        self.out.push_str(piece);
    }

    /// Returns whether a `/` that comes now begins a regular expression; after a value it divides.
    fn expects_value(&self) -> bool {
        let before = self.out.trim_end();
        let word = before.rsplit(|c: char| !is_word(c)).next().unwrap_or("");
        match before.chars().next_back() {
            None => true,
            Some(_) if matches!(word, "return" | "typeof" | "case" | "in" | "of") => true,
            Some(c) => !is_word(c) && !matches!(c, ')' | ']' | '}' | '"' | '\'' | '`'),
        }
    }
}

fn is_needless(gap: Gap, before: char, next: char) -> bool {
    // `a + +b` and `a - -b` are not `a ++b`, and `/ /` would be a comment.
    let joins = is_word(before) && is_word(next) || before == next && matches!(before, '+' | '-' | '/');
    let goes_on = matches!(before, '{' | '(' | '[' | ',' | ';' | ':' | '?' | '=' | '&' | '|' | '>')
        || matches!(next, ')' | ']' | '}' | ',' | '.' | ':' | '?' | '=' | '&' | '|');
    !joins && (gap == Gap::Blank || goes_on)
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$' | '#') || !c.is_ascii()
}

/// Length of the comment that a text begins with.
fn comment(text: &str) -> usize {
    text.get(2..).and_then(|inside| inside.find("*/")).map_or(text.len(), |end| end + 4)
}

/// Length of the string that a text begins with; one that is never closed goes to the end.
fn string(text: &str, quote: char) -> usize {
    let mut signs = text.char_indices().skip(1);
    while let Some((at, c)) = signs.next() {
        match c {
            '\\' => drop(signs.next()),
            c if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

/// Length of the regular expression that a text begins with; a `/` in `[..]` does not end it.
fn regex(text: &str) -> usize {
    let mut signs = text.char_indices().skip(1);
    let mut is_in_class = false;
    while let Some((at, c)) = signs.next() {
        match c {
            '\\' => drop(signs.next()),
            '[' => is_in_class = true,
            ']' => is_in_class = false,
            '/' if !is_in_class => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// Length of the template that a text begins with; templates within its `${..}` belong to it.
fn template(text: &str) -> usize {
    let mut at = 1;
    // How many braces are open, for each `${` around this place.
    let mut open: Vec<usize> = Vec::new();
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        at += match (c, open.last_mut()) {
            ('\\', _) => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            ('`', None) => return at + 1,
            ('$', None) if rest.starts_with("${") => {
                open.push(0);
                2
            }
            ('`', Some(_)) => template(rest),
            ('"' | '\'', Some(_)) => string(rest, c),
            ('{', Some(braces)) => {
                *braces += 1;
                1
            }
            ('}', Some(0)) => {
                open.pop();
                1
            }
            ('}', Some(braces)) => {
                *braces -= 1;
                1
            }
            _ => c.len_utf8(),
        };
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_sheets_lose_what_browsers_skip() {
        let cases = [
            ("a { b: c; }\n\n/* why */ d  e { f: g  h, i; }\n", "a{b:c}d e{f:g h,i}"),
            ("@media (width >= 44rem) { a :is(b, c) > d { e: f } }", "@media (width >= 44rem){a :is(b,c) > d{e:f}}"),
            ("a::before { content: \"; /* no */  }\"; }", "a::before{content:\"; /* no */  }\"}"),
            ("a { width: calc(1px + (2px - 3px)) !important; }", "a{width:calc(1px + (2px - 3px)) !important}"),
            ("a { content: '\\'  ;' ;; }", "a{content:'\\'  ;'}"),
            ("a/**/b { c: d } /* never closed", "a b{c:d}"),
            ("a { b: \"never closed  ", "a{b:\"never closed  "),
        ];
        for (text, lean) in cases {
            assert_eq!(css(text), lean, "{text}");
        }
    }

    #[test]
    fn scripts_keep_what_they_mean() {
        let cases = [
            ("// why\nconst a = b;\n\n  let c;\n", "const a=b;let c;"),
            ("a\n(b)\n[c]", "a\n(b)\n[c]"),
            ("let a = 1\nlet b = 2", "let a=1\nlet b=2"),
            ("a = b\n  .c()\n  ?? d;", "a=b.c()??d;"),
            (
                "f(\"// no  \", '/* no */', `a  ${ b + `c  ${\"}\"}` }  // no`)",
                "f(\"// no  \",'/* no */',`a  ${ b + `c  ${\"}\"}` }  // no`)",
            ),
            ("x.replace(/[/\"]  \\/ /g, y) / 2 / z; return /  '/;", "x.replace(/[/\"]  \\/ /g,y)/2/z;return/  '/;"),
            ("a + +b - -c + d", "a+ +b- -c+d"),
            ("i++\nj--\nk", "i++\nj--\nk"),
            ("if (a) /* why */ { b } else c", "if(a){b}else c"),
            ("const f = async (x) => { await x; };\n(y)();", "const f=async(x)=>{await x;};(y)();"),
            ("a // the end", "a"),
            ("`never closed ${ x", "`never closed ${ x"),
        ];
        for (text, lean) in cases {
            assert_eq!(js(text), lean, "{text}");
        }
    }
}
