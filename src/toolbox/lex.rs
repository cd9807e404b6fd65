//! The first cut of a shell text: spaces, comments, operators, strings, and the bare pieces between them.
//!
//! In comes any text, out come pieces that cover it in order. What a bare piece stands for is decided in
//! `split.rs`. Every search has a bound, so that hostile text costs no more than its length.

/// What a piece looks like, before anybody asks what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    Blank,
    Newline,
    Comment,
    Operator,
    HeredocStart,
    Heredoc,
    Quoted,
    Variable,
    Placeholder,
    Bare,
}

/// A string is taken to be open by mistake when it does not end within this many lines.
const STRING_LINES: usize = 40;
/// Longest `${..}`, `` `..` `` and `<..>`, in bytes.
const SHORT: usize = 240;
/// Longest `<placeholder>`, in bytes.
const PLACEHOLDER: usize = 48;

/// Cuts a text into pieces.
pub(super) struct Lexer<'a> {
    text: &'a str,
    at: usize,
    pieces: Vec<(Cut, usize, usize)>,
    /// Delimiters of here-documents that begin at the next line.
    heredocs: Vec<&'a str>,
    /// A `$(` was not closed, so later ones are not looked at.
    open_parenthesis: bool,
    /// The text ends inside a string or here-document, or with a `\`.
    unfinished: bool,
}

/// Returns the pieces of `text`, and whether it ends in the middle of a command.
pub(super) fn lex(text: &str) -> (Vec<(Cut, usize, usize)>, bool) {
    // A word and the blank behind it take five bytes or more; long texts are longer words.
    let pieces = Vec::with_capacity(text.len().min(400) / 2);
    let mut lexer = Lexer { text, at: 0, pieces, heredocs: Vec::new(), open_parenthesis: false, unfinished: false };
    while let Some(next) = lexer.rest().chars().next() {
        lexer.step(next);
    }
    let unfinished = lexer.unfinished || !lexer.heredocs.is_empty();
    (lexer.pieces, unfinished)
}

/// Zero-width characters that web pages leave in copied commands count as spaces too.
fn is_blank(c: char) -> bool {
    c != '\n' && (c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}'))
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn take(&mut self, cut: Cut, length: usize) {
        self.pieces.push((cut, self.at, self.at + length));
        self.at += length;
    }

    /// Nothing but a space or an operator lies before.
    fn at_word_start(&self) -> bool {
        !matches!(self.pieces.last(), Some((Cut::Quoted | Cut::Variable | Cut::Placeholder | Cut::Bare, ..)))
    }

    fn step(&mut self, next: char) {
        let rest = self.rest();
        match next {
            '\n' => self.newline(),
            '#' if self.at_word_start() => self.take(Cut::Comment, rest.find('\n').unwrap_or(rest.len())),
            'a'..='z' | 'A'..='Z' | '-' | '/' => self.bare(),
            ' ' => self.take(Cut::Blank, rest.find(|c| !is_blank(c)).unwrap_or(rest.len())),
            '\\' if continuation(rest).is_some() => self.continued(),
            '\'' | '"' => self.string(next),
            '$' | '`' => match self.variable() {
                Some(length) => self.take(Cut::Variable, length),
                None => self.bare(),
            },
            '<' if placeholder(rest).is_some() => self.take(Cut::Placeholder, placeholder(rest).unwrap_or(1)),
            '<' if heredoc(rest).is_some() => {
                let (length, delimiter) = heredoc(rest).unwrap_or((2, ""));
                self.heredocs.push(delimiter);
                self.take(Cut::HeredocStart, length);
            }
            c if is_blank(c) => self.take(Cut::Blank, rest.find(|c| !is_blank(c)).unwrap_or(rest.len())),
            _ => match operator(rest, self.at_word_start()) {
                Some(length) => self.take(Cut::Operator, length),
                None => self.bare(),
            },
        }
    }

    fn newline(&mut self) {
        self.take(Cut::Newline, 1);
        for delimiter in std::mem::take(&mut self.heredocs) {
            let rest = self.rest();
            let mut end = 0;
            let mut closed = false;
            for line in rest.split_inclusive('\n') {
                end += line.len();
                if line.trim() == delimiter {
                    end -= line.len() - line.trim_end_matches('\n').len();
                    closed = true;
                    break;
                }
            }
            self.unfinished |= !closed;
            if end > 0 {
                self.take(Cut::Heredoc, end);
            }
        }
    }

    /// `\` at the end of a line: the next line goes on.
    fn continued(&mut self) {
        let length = continuation(self.rest()).unwrap_or(1);
        self.take(Cut::Operator, 1);
        if length > 1 {
            self.take(Cut::Blank, length - 1);
        }
        self.unfinished |= self.rest().is_empty();
    }

    fn string(&mut self, quote: char) {
        let rest = self.rest();
        let before = self.text[..self.at].chars().next_back();
        let after = rest[1..].chars().next();
        let apostrophe =
            quote == '\'' && before.is_some_and(char::is_alphabetic) && after.is_some_and(char::is_alphabetic);
        match string_end(&rest[1..], quote) {
            _ if apostrophe => self.bare(),
            Some(length) => self.take(Cut::Quoted, length + 1),
            None => {
                let line = rest.find('\n').unwrap_or(rest.len());
                self.unfinished |= !before.is_some_and(char::is_alphabetic) && rest.lines().count() < STRING_LINES;
                self.take(Cut::Quoted, line);
            }
        }
    }

    /// Returns the length of `$X`, `${X}`, `$(..)` or `` `..` ``.
    fn variable(&mut self) -> Option<usize> {
        let rest = self.rest();
        if let Some(inner) = rest.strip_prefix('`') {
            return end_on_line(inner, '`').map(|length| length + 1);
        }
        if rest.starts_with("$(") {
            let end = if self.open_parenthesis { None } else { parenthesis_end(rest) };
            self.open_parenthesis |= end.is_none();
            return end;
        }
        if let Some(inner) = rest.strip_prefix("${") {
            return end_on_line(inner, '}').map(|length| length + 2);
        }
        let name = rest[1..].find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len() - 1);
        match rest[1..].chars().next()? {
            c if c.is_ascii_digit() || "?$@#*!-".contains(c) => Some(2),
            _ => Some(name + 1).filter(|&length| length > 1),
        }
    }

    /// Letters and everything else that has no meaning of its own; at least one character.
    fn bare(&mut self) {
        let rest = self.rest();
        let mut end = 0;
        loop {
            // Most of a word means nothing by itself.
            end += rest[end..].bytes().take_while(|&byte| is_plain(byte)).count();
            let Some(c) = rest[end..].chars().next() else { break };
            if end > 0 && ends_word(c, &rest[..end], &rest[end..]) {
                break;
            }
            end += c.len_utf8();
            if c == '\\' {
                end += rest[end..].chars().next().map_or(0, char::len_utf8);
            }
        }
        self.take(Cut::Bare, end);
    }
}

/// Letters, digits, and the signs of names and paths.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/' | b':' | b',' | b'=' | b'@' | b'+' | b'%')
}

/// Returns whether a bare piece ends at `c`, which stands between these.
fn ends_word(c: char, before: &str, rest: &str) -> bool {
    match c {
        '\n' | '"' | '$' | '`' | '<' | '>' | '|' | '&' | ';' | '(' | ')' => true,
        // An apostrophe stands between letters.
        '\'' => !(rest[1..].starts_with(char::is_alphabetic) && before.ends_with(char::is_alphabetic)),
        '\\' => continuation(rest).is_some() && !is_drive(before),
        c => is_blank(c),
    }
}

/// `C:`, `D:\lab`: the begin of a path on Windows, where a `\` at the end continues nothing.
fn is_drive(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(|c| c.is_ascii_alphabetic()) && chars.next() == Some(':')
}

/// Returns the length of a `\` with the line's end behind it, and of that end.
fn continuation(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix('\\')?;
    let blank = after.find(|c| !matches!(c, ' ' | '\t' | '\r')).unwrap_or(after.len());
    match after[blank..].chars().next() {
        None => Some(1 + blank),
        Some('\n') => Some(2 + blank),
        Some(_) => None,
    }
}

/// Returns the length up to and with the closing `quote`, within [`STRING_LINES`].
fn string_end(inner: &str, quote: char) -> Option<usize> {
    let mut lines = 0;
    let mut escaped = false;
    for (at, c) in inner.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quote == '"' => escaped = true,
            '\n' if lines >= STRING_LINES => return None,
            '\n' => lines += 1,
            c if c == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// Returns the length up to and with `end`, on the same line and near.
fn end_on_line(inner: &str, end: char) -> Option<usize> {
    let found = inner.char_indices().take_while(|&(at, c)| at < SHORT && c != '\n').find(|&(_, c)| c == end)?;
    Some(found.0 + 1)
}

/// Returns the length of `$( .. )`, inner pairs counted.
fn parenthesis_end(rest: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in rest.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 1 => return Some(at + 1),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Returns the length of `<container-id>`; a redirection such as `<in.txt >out.txt` is none.
fn placeholder(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('<')?;
    let allowed = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | ':' | '/' | '|' | '\'');
    let end = inner.char_indices().take_while(|&(at, c)| at < PLACEHOLDER && allowed(c)).last();
    let end = end.map(|(at, c)| at + c.len_utf8())?;
    let name = &inner[..end];
    let behind = inner[end..].strip_prefix('>')?;
    let tight = !name.starts_with(|c: char| !c.is_alphanumeric()) && !name.ends_with(' ');
    (tight && !behind.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '>' | '&'))).then_some(end + 2)
}

/// Returns the length of `<<EOF`, and `EOF`.
fn heredoc(rest: &str) -> Option<(usize, &str)> {
    let after = rest.strip_prefix("<<")?;
    let word = after.strip_prefix('-').unwrap_or(after).trim_start_matches([' ', '\t']);
    let quote = word.chars().next().filter(|c| matches!(c, '\'' | '"'));
    let name = word.trim_start_matches(['\'', '"']);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(name.len());
    let delimiter = &name[..end];
    if delimiter.is_empty() || delimiter.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let behind = &name[end..];
    let behind = quote.and_then(|quote| behind.strip_prefix(quote)).unwrap_or(behind);
    Some((rest.len() - behind.len(), delimiter))
}

/// Returns the length of `|`, `&&`, `2>&1` and their like.
fn operator(rest: &str, at_word_start: bool) -> Option<usize> {
    if !rest.starts_with(|c: char| c.is_ascii_digit() || "&|;<>()".contains(c)) {
        return None;
    }
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let sign = &rest[digits..];
    let redirects = sign.starts_with('>') || sign.starts_with('<');
    if digits > 0 && !(digits == 1 && redirects && at_word_start) {
        return None;
    }
    const SIGNS: [&str; 17] =
        ["&>>", "<<<", ";;", "&&", "||", "|&", "&>", ">>", ">|", ">&", "<&", "<<", "|", "&", ";", ">", "<"];
    let known = SIGNS.iter().find(|known| sign.starts_with(**known)).copied();
    let known = known.or_else(|| ["(", ")"].into_iter().find(|known| sign.starts_with(known)))?;
    let target = &sign[known.len()..];
    let to_stream = known.ends_with('&') && redirects && target.starts_with(|c: char| c.is_ascii_digit() || c == '-');
    Some(digits + known.len() + usize::from(to_stream))
}
