//! E-mail addresses and telephone numbers.

use std::ops::RangeInclusive;

use super::{Line, Private};
use crate::source::Span;
use crate::vocabulary::WordList;

/// Names that are nobody's.
static NOBODY: WordList = WordList::new(
    "you|me|user|username|name|email|mail|someone|somebody|student|foo|info|support|noreply|no-reply|root|admin|\
    test|git|ubuntu|contact|help|hello|john.doe|jane.doe|johndoe|your|yourname|your.name|your-email|your_email|youremail|\
    firstname.lastname|first.last|example|abc|xyz|sales|security|webmaster|postmaster",
);
/// Ends of addresses that lead nowhere, or are no addresses.
static NOWHERE: WordList = WordList::new(
    "example.com|example.org|example.net|example.edu|test.com|domain.com|email.com|mail.com|localhost|\
    users.noreply.github.com|company.com|host.com|server.com|yourdomain.com",
);
/// Last words of names that are those of machines and units.
static MACHINES: WordList = WordList::new(
    "local|lan|internal|home|localdomain|service|socket|timer|target|mount|test|invalid|example|lxd|multipass|\
    png|jpg|jpeg|gif|svg|webp|js|md|sh|py|html|css|json|conf|yaml|yml",
);
/// Ends of the names of machines that are rented.
const CLOUDS: [&str; 4] = [".amazonaws.com", ".cloudapp.azure.com", ".googleusercontent.com", ".compute.internal"];

pub(super) fn search(line: &Line) -> Vec<Private> {
    let help = "leave it out, unless everybody may have it";
    // `ssh ada@server.example.fi`; and what programs print holds the addresses of their makers.
    let holds = |words: &[&str]| words.iter().any(|word| line.text.contains(word));
    let is_typed = || holds(&["ssh ", "scp ", "sftp ", "rsync ", "git clone "]);
    let is_said = line.signs.at && !is_typed() && (!line.is_code || holds(&["user.email"]));
    let addresses = line.text.match_indices('@').filter(|_| is_said).filter_map(|(at, _)| address(line.text, at));
    let addresses = addresses.map(|span| Private { span, what: "an e-mail address", help });
    let phone = phone(line).map(|span| Private { span, what: "a telephone number", help });
    addresses.chain(phone).collect()
}

fn address(text: &str, at: usize) -> Option<Span> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-');
    let name = text[..at]
        .rfind(|c| !is_name(c))
        .map_or(0, |before| before + text[before..].chars().next().map_or(1, char::len_utf8));
    let is_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let end = text[at + 1..].find(|c| !is_host(c)).map_or(text.len(), |length| at + 1 + length);
    let (own, host) = (text[name..at].to_lowercase(), text[at + 1..end].trim_end_matches(['.', '-']).to_lowercase());
    let end = at + 1 + host.len();
    let (_, last) = host.rsplit_once('.')?;
    let is_last = last.len() >= 2 && last.chars().all(|c| c.is_ascii_alphabetic()) && !MACHINES.has(last);
    // `https://user:word@host`, `git@github.com:me/x`, a prompt.
    let is_other =
        text[..name].ends_with(['/', ':']) && !text[..name].ends_with("mailto:") || text[end..].starts_with([':', '/']);
    let is_machines = crate::rules::foreign_name::NOBODY.has(&own);
    let is_somebody =
        own.chars().any(char::is_alphabetic) && !is_machines && !NOBODY.has(&own) && !own.starts_with("your");
    let is_nowhere = NOWHERE.has(&host) || host.starts_with("your") || CLOUDS.iter().any(|cloud| host.ends_with(cloud));
    let fits = is_last && !is_other && is_somebody && !is_nowhere;
    fits.then(|| Span::new(name, end))
}

/// Labels of telephone numbers, in lower case.
static PHONES: WordList = WordList::new(
    "phone|telephone|tel|mobile|mobile number|cell|whatsapp|telefon|handy|telepon|telp|no hp|no. hp|nomor hp|\
    teléfono|móvil|celular|telefone|телефон|电话|手机|puhelin",
);

/// `Phone: +358 40 123 4567`
fn phone(line: &Line) -> Option<Span> {
    const DIGITS: RangeInclusive<usize> = 8..=15;
    if line.signs.digits < *DIGITS.start() {
        return None;
    }
    let text = line.text;
    let (label, rest) =
        text.split_once([':', '：', '|']).filter(|(label, _)| !label.trim().is_empty()).or_else(|| {
            let cells = text.trim_start().strip_prefix('|')?;
            cells.split_once('|')
        })?;
    let label = label.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    if !PHONES.has(&label) {
        return None;
    }
    let from = text.len() - rest.len() + rest.find(|c: char| c.is_ascii_digit() || c == '+')?;
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '+' | '(' | ')' | '.');
    let length = text[from..].find(|c| !is_part(c)).unwrap_or(text.len() - from);
    let number = text[from..from + length].trim_end_matches(|c: char| !c.is_ascii_digit());
    let digits = number.chars().filter(char::is_ascii_digit).count();
    DIGITS.contains(&digits).then(|| Span::new(from, from + number.len()))
}
