//! Just enough of Rust's grammar to see which paths a source names.
//!
//! In comes a source as text, out come the first names of its paths. Macros are text like any other; a path that is
//! put together by a macro is not seen.

/// Returns `text` with comments, strings and `#[cfg(test)] mod .. { }` blanked out, every other byte in its place.
pub(super) fn code(text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let mut at = 0;
    while at < bytes.len() {
        let end = at + literal(&bytes[at..]);
        let starts_word = at == 0 || !is_word(bytes[at - 1]);
        let is_prefixed = matches!(bytes[at], b'r' | b'b' | b'c');
        if end > at && (starts_word || !is_prefixed) {
            bytes[at..end].fill(b' ');
            at = end;
        } else {
            at += 1;
        }
    }
    let mut code = String::from_utf8(bytes).unwrap();
    while let Some(at) = code.find("#[cfg(test)]") {
        let end = at + block(&code[at..]);
        code.replace_range(at..end, &" ".repeat(end - at));
    }
    code
}

/// Returns the rooms named by `crate::`, `labpress::` or enough `super::` to reach the crate from `depth` below it.
pub(super) fn crate_paths(code: &str, depth: usize) -> Vec<String> {
    let up = "super::".repeat(depth);
    let mut rooms = Vec::new();
    for root in ["crate::", "labpress::", &up] {
        for (at, _) in code.match_indices(root) {
            let is_whole = !code[..at].ends_with(|before: char| before == ':' || is_word_char(before));
            if is_whole {
                rooms.extend(first_names(&code[at + root.len()..]));
            }
        }
    }
    rooms
}

/// Returns every name that a path begins with, `tera` of `tera::Tera` and of `use tera as t`, each time it does.
pub(super) fn path_heads(code: &str) -> Vec<String> {
    let mut heads = Vec::new();
    for (at, _) in code.match_indices("::") {
        let before = code[..at].trim_end_matches(is_word_char);
        let head = &code[before.len()..at];
        let is_head = !before.ends_with("::") || before.trim_end_matches(':').ends_with([' ', '\n', '(']);
        if !head.is_empty() && is_head {
            heads.push(head.to_owned());
        }
    }
    for (at, _) in code.match_indices("use ") {
        let name: String = code[at + 4..].chars().take_while(|&letter| is_word_char(letter)).collect();
        if !code[at + 4 + name.len()..].starts_with("::") {
            heads.push(name);
        }
    }
    heads
}

/// Returns the first name of a path, or of each path in a `{ }` group.
fn first_names(rest: &str) -> Vec<String> {
    let name = |text: &str| text.trim_start().chars().take_while(|&letter| is_word_char(letter)).collect::<String>();
    let mut names = vec![];
    if rest.starts_with('{') {
        let mut depth = 0;
        for (at, letter) in rest.char_indices() {
            depth += i32::from(letter == '{') - i32::from(letter == '}');
            if depth == 0 {
                break;
            }
            if depth == 1 && matches!(letter, '{' | ',') {
                names.push(name(&rest[at + 1..]));
            }
        }
    } else {
        names.push(name(rest));
    }
    // What is left after a closing comma, `self` and the macros of the crate's root are no rooms.
    names.retain(|name| !name.is_empty() && name != "self" && name != "super");
    names
}

/// Returns how long the comment, string or character is that `bytes` begin with; 0 when they begin with none.
fn literal(bytes: &[u8]) -> usize {
    match bytes {
        [b'/', b'/', ..] => bytes.iter().position(|&byte| byte == b'\n').unwrap_or(bytes.len()),
        [b'/', b'*', ..] => comment(bytes),
        [b'"', ..] => quoted(bytes, b'"'),
        [b'b' | b'c', b'"', ..] => 1 + quoted(&bytes[1..], b'"'),
        [b'b' | b'c', b'r', b'"' | b'#', ..] => 1 + raw(&bytes[1..]),
        [b'r', b'"' | b'#', ..] => raw(bytes),
        [b'\'', b'\\', ..] => quoted(bytes, b'\''),
        // `'a'` is a character, `'a` a lifetime. A character may have up to four bytes.
        [b'\'', ..] => {
            (2..=5).find(|&end| bytes.get(end) == Some(&b'\'')).filter(|_| is_char(bytes)).map_or(0, |end| end + 1)
        }
        _ => 0,
    }
}

/// Tells `'a'` and `'é'` from the lifetimes of `<'a, 'b>`.
fn is_char(bytes: &[u8]) -> bool {
    bytes[1] >= 0x80 || bytes.get(2) == Some(&b'\'')
}

fn comment(bytes: &[u8]) -> usize {
    let (mut at, mut depth) = (2, 1);
    while at < bytes.len() && depth > 0 {
        let step = match &bytes[at..] {
            [b'/', b'*', ..] => 1,
            [b'*', b'/', ..] => -1,
            _ => 0,
        };
        depth += step;
        at += if step == 0 { 1 } else { 2 };
    }
    at
}

fn quoted(bytes: &[u8], quote: u8) -> usize {
    let mut at = 1;
    while at < bytes.len() && bytes[at] != quote {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    (at + 1).min(bytes.len())
}

fn raw(bytes: &[u8]) -> usize {
    let hashes = bytes[1..].iter().take_while(|&&byte| byte == b'#').count();
    if bytes.get(1 + hashes) != Some(&b'"') {
        return 0;
    }
    let end = [b"\"".as_slice(), &b"#".repeat(hashes)].concat();
    let inner = &bytes[2 + hashes..];
    let length = inner.windows(end.len()).position(|window| window == end).unwrap_or(inner.len());
    (2 + hashes + length + end.len()).min(bytes.len())
}

/// Returns how long the item is that `code` begins with: to its closing brace or, without one, its semicolon.
fn block(code: &str) -> usize {
    let mut depth = 0;
    for (at, letter) in code.char_indices() {
        depth += i32::from(letter == '{') - i32::from(letter == '}');
        if depth == 0 && matches!(letter, '}' | ';') {
            return at + 1;
        }
    }
    code.len()
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn is_word_char(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}
