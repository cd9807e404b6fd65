//! The prompt that a terminal prints before what is typed.

/// Longest prompt that is looked for, in bytes.
const LONGEST: usize = 160;

/// By byte: one of these is in every prompt.
const IN_PROMPTS: [bool; 256] = {
    let mut signs = [false; 256];
    let mut byte = 0;
    while byte < signs.len() {
        signs[byte] = matches!(byte as u8, b'$' | b'#' | b'%' | b'>' | 128..);
        byte += 1;
    }
    signs
};

/// Returns the length of the prompt that `line` begins with, the space behind it included.
///
/// Known are `$ `, `user@host:~$ `, `[user@host dir]$ `, `root@host:/# `, `PS C:\> `, `C:\Users\x>`, `mysql> `,
/// `postgres=# ` and their like. A bare `# ` is a comment in most blocks: see [`root_prompt`].
pub fn prompt(line: &str) -> Option<usize> {
    if !line.bytes().any(|byte| IN_PROMPTS[usize::from(byte)]) {
        return None;
    }
    let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
    let text = &line[indent..];
    let text = &text[..text.floor_char_boundary(LONGEST)];
    let forms = [dollar, login, brackets, frame, windows, database, folder, shell_version];
    let environment = environment(text);
    let length = forms.iter().find_map(|form| form(&text[environment..]))?;
    Some(indent + environment + length)
}

/// Returns the length of a leading `# `, which is root's prompt where a block shows a terminal.
pub fn root_prompt(line: &str) -> Option<usize> {
    let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
    line[indent..].starts_with("# ").then_some(indent + 2)
}

/// Returns the length of the `> ` with which a shell asks for the rest of a command.
pub fn continuation_prompt(line: &str) -> Option<usize> {
    match line {
        ">" => Some(1),
        _ => ["> ", ">> ", "quote> ", "dquote> ", "heredoc> ", "    -> ", "-> "]
            .iter()
            .find(|known| line.starts_with(**known))
            .map(|known| known.len()),
    }
}

/// `(venv) ` before the prompt proper.
fn environment(text: &str) -> usize {
    let Some((name, _)) = text.strip_prefix('(').and_then(|inner| inner.split_once(") ")) else { return 0 };
    let plain = !name.is_empty() && name.chars().all(is_name);
    if plain { name.len() + 3 } else { 0 }
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.' | '-')
}

/// Returns the length up to the sign that ends a prompt, one of `signs`, and the spaces behind it.
fn ended(text: &str, from: usize, signs: &[char]) -> Option<usize> {
    let tail = text.get(from..)?;
    let mut signs = tail.char_indices().filter(|(_, c)| signs.contains(c));
    signs.find_map(|(at, c)| {
        let end = from + at + c.len_utf8();
        closed(text, end)
    })
}

/// Returns `end` and the space behind it, when a prompt can end there.
fn closed(text: &str, end: usize) -> Option<usize> {
    match text[end..].chars().next() {
        None => Some(end),
        Some(c) if c.is_whitespace() => Some(end + c.len_utf8()),
        Some(_) => None,
    }
}

/// `$ `
fn dollar(text: &str) -> Option<usize> {
    text.starts_with('$').then(|| closed(text, 1)).flatten()
}

/// `user@host:~/lab$ `, `user@host lab % `
fn login(text: &str) -> Option<usize> {
    let user = text.find(|c| !is_name(c)).filter(|&at| at > 0 && text[at..].starts_with('@'))?;
    let host = &text[user + 1..];
    let length = host.find(|c| !is_name(c)).unwrap_or(host.len());
    let from = user + 1 + length;
    let joined = text[from..].starts_with([':', '$', '#', '%', ' ', '>']);
    (length > 0 && joined).then(|| ended(text, from, &['$', '#', '%', '>'])).flatten()
}

/// `[user@host dir]$ `
fn brackets(text: &str) -> Option<usize> {
    let (inner, _) = text.strip_prefix('[')?.split_once(']')?;
    let end = inner.len() + 2;
    let sign = text[end..].starts_with(['$', '#', '%']);
    (inner.contains('@') && sign).then(|| closed(text, end + 1)).flatten()
}

/// The second line of a two-line prompt.
fn frame(text: &str) -> Option<usize> {
    let known = ["└─$", "└─#", "╰─$", "❯", "➜"].iter().find(|known| text.starts_with(**known))?;
    closed(text, known.len())
}

/// `PS C:\lab> `, `C:\lab>`
fn windows(text: &str) -> Option<usize> {
    let path = text.strip_prefix("PS").filter(|rest| rest.starts_with([' ', '>'])).map(str::trim_start);
    let drive = path.unwrap_or(text);
    let bytes = drive.as_bytes();
    let rooted = bytes.first().is_some_and(u8::is_ascii_alphabetic) && bytes.get(1..3) == Some(b":\\");
    if path.is_none() && !rooted {
        return None;
    }
    let end = text.find('>')? + 1;
    let space = text[end..].starts_with(' ');
    Some(end + usize::from(space))
}

/// `mysql> `, `MariaDB [(none)]> `, `postgres=# `, `127.0.0.1:6379> `
fn database(text: &str) -> Option<usize> {
    let name = text.find(|c: char| !is_name(c)).filter(|&at| at > 0)?;
    let signs = &text[name..];
    let console = ["mysql", "sqlite", "mongo", "mongosh", "test", "postgres", "psql", "redis", "lxd"];
    let end = match signs {
        _ if signs.starts_with("=#") || signs.starts_with("=>") => Some(name + 2),
        _ if signs.starts_with('>') && console.contains(&&text[..name]) => Some(name + 1),
        _ if text.starts_with("MariaDB [") => text.find("]>").map(|at| at + 2),
        _ if text.starts_with("127.0.0.1:") => text.find("> ").map(|at| at + 1),
        _ => None,
    }?;
    closed(text, end)
}

/// `/ # ` as in a small container, `~ $ `, `/app# `
fn folder(text: &str) -> Option<usize> {
    if !text.starts_with(['/', '~']) {
        return None;
    }
    let path = text.find(|c: char| !is_name(c) && !matches!(c, '/' | '~')).unwrap_or(text.len());
    let gap = usize::from(text[path..].starts_with(' '));
    let sign = text[path + gap..].starts_with(['$', '#', '%']);
    sign.then(|| closed(text, path + gap + 1)).flatten()
}

/// `bash-5.1# `, `sh-4.2$ `
fn shell_version(text: &str) -> Option<usize> {
    let rest = text.strip_prefix("bash-").or_else(|| text.strip_prefix("sh-"))?;
    let number = rest.find(|c: char| !c.is_ascii_digit() && c != '.').filter(|&at| at > 0)?;
    let at = text.len() - rest.len() + number;
    text[at..].starts_with(['$', '#']).then(|| closed(text, at + 1)).flatten()
}
