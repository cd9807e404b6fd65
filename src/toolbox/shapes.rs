//! What the shape of a word says about it.

use super::token::Kind;

/// What an argument is, by its looks.
pub(super) fn argument(word: &str) -> Kind {
    let named = word.split_once('=').is_some_and(|(name, _)| !name.contains(|c: char| c.is_lowercase()));
    match word {
        _ if is_flag(word) => Kind::Flag,
        _ if named && is_assignment(word) => Kind::Variable,
        _ if is_value(word) => Kind::Value,
        _ if is_path(word) => Kind::Path,
        _ => Kind::Word,
    }
}

/// `-x`, `--name`, and with the en or em dash that a word processor made of the hyphens.
pub(super) fn is_flag(word: &str) -> bool {
    let name = word.trim_start_matches(['-', '–', '—', '−']);
    name.len() < word.len() && (name.starts_with(|c: char| c.is_alphanumeric() || c == '?') || word == "--")
}

/// `NAME=..`
pub(super) fn is_assignment(word: &str) -> bool {
    let Some((name, _)) = word.split_once('=') else { return false };
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// `2G`, `8080:80`, `10.0.0.1/24`
fn is_value(word: &str) -> bool {
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let unit = |c: char| "kKmMgGtTiBbs%".contains(c);
    digits > 0
        && word.starts_with(|c: char| c.is_ascii_digit() || c == '+')
        && word.trim_end_matches(unit).chars().all(|c| c.is_ascii_digit() || ".:/+,-".contains(c))
}

/// Endings that make a bare name a file.
const FILE_ENDINGS: &str = "bak bat c cfg conf cpp css csv deb env gz html img ini iso jar java jpg js json key list lock log md out pdf pem php png properties ps1 pub py qcow2 service sh snap sock sql tar tf toml txt xml yaml yml";

/// `/etc/hosts`, `./x`, `Dockerfile`, `user-data.yaml`
pub(super) fn is_path(word: &str) -> bool {
    let drive = word.as_bytes().get(1..3) == Some(b":\\");
    let rooted = ["/", "./", "../", "~/", ".\\", "..\\"].iter().any(|start| word.starts_with(start));
    let inside = word.contains('/') && !word.contains("://");
    let ending = word.rsplit_once('.').filter(|(stem, _)| !stem.contains("://")).map_or("", |(_, ending)| ending);
    drive
        || rooted
        || inside
        || matches!(word, "." | ".." | "~" | "Dockerfile" | "Makefile" | "Vagrantfile")
        || !ending.is_empty() && FILE_ENDINGS.split(' ').any(|known| known == ending)
}
