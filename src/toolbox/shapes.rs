//! What the shape of a word says about it.

use super::token::Kind;
use crate::vocabulary::WordList;

/// What an argument is, by its looks.
pub(super) fn argument(word: &str) -> Kind {
    match word {
        _ if is_flag(word) => Kind::Flag,
        _ if is_assignment(word) && !is_lower_name(word) => Kind::Variable,
        _ if is_value(word) => Kind::Value,
        _ if is_path(word) => Kind::Path,
        _ => Kind::Word,
    }
}

/// `-x`, `--name`, and with the en or em dash that a word processor made of the hyphens.
pub(super) fn is_flag(word: &str) -> bool {
    // Most words begin with a letter.
    if word.as_bytes().first().is_none_or(u8::is_ascii_alphanumeric) {
        return false;
    }
    let name = word.trim_start_matches(['-', '–', '—', '−']);
    name.len() < word.len() && (name.starts_with(|c: char| c.is_alphanumeric() || c == '?') || word == "--")
}

/// `NAME=..`
pub(super) fn is_assignment(word: &str) -> bool {
    let name = word.bytes().take_while(|&byte| byte.is_ascii_alphanumeric() || byte == b'_').count();
    word.as_bytes().get(name) == Some(&b'=') && name > 0 && !word.as_bytes()[0].is_ascii_digit()
}

/// `type=..`: an argument that is written so, and no variable.
fn is_lower_name(word: &str) -> bool {
    word.bytes().take_while(|&byte| byte != b'=').any(|byte| byte.is_ascii_lowercase())
}

/// `2G`, `8080:80`, `10.0.0.1/24`
fn is_value(word: &str) -> bool {
    let unit = |c: char| "kKmMgGtTiBbs%".contains(c);
    word.starts_with(|c: char| c.is_ascii_digit() || c == '+')
        && word.contains(|c: char| c.is_ascii_digit())
        && word.trim_end_matches(unit).bytes().all(|byte| byte.is_ascii_digit() || b".:/+,-".contains(&byte))
}

/// Endings that make a bare name a file.
static FILE_ENDINGS: WordList = WordList::new(
    "bak|bat|c|cfg|conf|cpp|css|csv|deb|env|gz|html|img|ini|iso|jar|java|jpg|js|json|key|list|lock|log|md|out|pdf|pem|\
    php|png|properties|ps1|pub|py|qcow2|service|sh|snap|sock|sql|tar|tf|toml|txt|xml|yaml|yml",
);

/// `/etc/hosts`, `./x`, `Dockerfile`, `user-data.yaml`
pub(super) fn is_path(word: &str) -> bool {
    let has = |sign: u8| word.as_bytes().contains(&sign);
    let is_address = || word.contains("://");
    let drive = || word.as_bytes().get(1..3) == Some(b":\\") || word.starts_with(".\\") || word.starts_with("..\\");
    let rooted = || ["/", "./", "../", "~/"].iter().any(|start| word.starts_with(start));
    has(b'/') && (rooted() || !is_address())
        || has(b'\\') && drive()
        || has(b'.') && has_file_ending(word)
        || matches!(word, "." | ".." | "~" | "Dockerfile" | "Makefile" | "Vagrantfile")
}

fn has_file_ending(word: &str) -> bool {
    let Some((stem, ending)) = word.rsplit_once('.') else { return false };
    FILE_ENDINGS.has(ending) && !stem.contains("://")
}
