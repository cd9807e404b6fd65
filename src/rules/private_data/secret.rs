//! Passwords, tokens and private keys.

use super::{Line, Private};
use crate::source::Span;
use crate::vocabulary::{PhraseList, WordList};

/// Beginnings of tokens, how many letters and digits follow at least, and whose they are.
const TOKENS: [(&str, usize, &str); 20] = [
    ("ghp_", 30, "a token of GitHub"),
    ("gho_", 30, "a token of GitHub"),
    ("ghs_", 30, "a token of GitHub"),
    ("ghu_", 30, "a token of GitHub"),
    ("ghr_", 30, "a token of GitHub"),
    ("github_pat_", 30, "a token of GitHub"),
    ("glpat-", 18, "a token of GitLab"),
    ("dckr_pat_", 20, "a token of Docker Hub"),
    ("SWMTKN-1-", 40, "the join token of a Docker swarm"),
    ("AKIA", 16, "an access key of AWS"),
    ("ASIA", 16, "an access key of AWS"),
    ("AIza", 33, "a key of Google"),
    ("xoxb-", 20, "a token of Slack"),
    ("xoxp-", 20, "a token of Slack"),
    ("npm_", 36, "a token of npm"),
    ("pypi-", 50, "a token of PyPI"),
    ("hf_", 30, "a token of Hugging Face"),
    ("sk-proj-", 30, "a key of OpenAI"),
    ("sk-ant-", 30, "a key of Anthropic"),
    ("tskey-", 20, "a key of Tailscale"),
];

/// Shortest token, in characters.
pub(super) const SHORTEST: usize = 20;

/// So many `-` begin a private key.
pub(super) const DASHES: usize = 5;

pub(super) fn search(line: &Line) -> Vec<Private> {
    let help = "change it, then delete it here: what was published once stays known";
    let may_be_token = line.signs.longest >= SHORTEST;
    let tokens = TOKENS.iter().filter(|_| may_be_token).filter_map(|&(start, least, what)| {
        let span = token(line.text, start, least)?;
        Some(Private { span, what, help })
    });
    let others = [(key(line), "a private key"), (password(line), "a password")];
    let others = others.into_iter().filter_map(|(span, what)| Some(Private { span: span?, what, help }));
    tokens.chain(others).collect()
}

fn token(text: &str, start: &str, least: usize) -> Option<Span> {
    let at = text.find(start)?;
    let is_inside = text[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
    let rest = &text[at + start.len()..];
    let length = rest.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-')).unwrap_or(rest.len());
    let secret = &rest[..length];
    // `ghp_xxxxxxxx`, `AKIAIOSFODNN7EXAMPLE`
    let varied = secret.chars().collect::<std::collections::BTreeSet<_>>().len() > 8;
    let is_example = secret.to_lowercase().contains("example") || secret.to_lowercase().contains("xxxx");
    (length >= least && varied && !is_example && !is_inside).then(|| Span::new(at, at + start.len() + length))
}

/// Begins a private key.
const KEY: &str = "-----BEGIN ";

fn key(line: &Line) -> Option<Span> {
    if line.signs.dashes < DASHES {
        return None;
    }
    let text = line.text;
    let at = text.find(KEY)?;
    let end = at + text[at..].find("PRIVATE KEY")? + "PRIVATE KEY-----".len();
    (text.get(..end).is_some()).then(|| Span::new(at, end))
}

/// Labels of passwords, in lower case.
static PASSWORDS: WordList = WordList::new(
    "password|passwd|passcode|my password|the password|pwd|passwort|kennwort|contraseña|senha|kata sandi|\
    sandi|mot de passe|пароль|密码|密碼|salasana|wachtwoord|login password|root password|user password",
);
/// What is in every one of them.
static IN_PASSWORDS: PhraseList =
    PhraseList::new("pass|pwd|kennwort|contrase|senha|sandi|пароль|密码|密碼|salasana|wachtwoord");
/// What stands for a password that is not told, or says something else.
static NOT_TOLD: WordList = WordList::new(
    "yes|no|none|required|empty|same|hidden|secret|password|passwd|your|my|the|a|an|is|as|set|enter|type|see|same as|\
    changed|prompt|optional|protected|login|for|and|or|in|on|to|by|with|without|must|should|will|not|that|this|which|use|used|\
    reset|hash|hashed|hashing|policy|policies|based|authentication|managed|true|false|enabled|disabled|needed|correct|incorrect|wrong|ok|okay|unset|file|field|it|no-password|n/a|tba|xxx|abc|string",
);

/// `Password: hunter2`, outside code, where passwords are those of the lab's containers.
fn password(line: &Line) -> Option<Span> {
    let text = line.text;
    if line.is_code || !line.signs.labels {
        return None;
    }
    let at = text.find([':', '=', '：'])?;
    if !IN_PASSWORDS.are_in(&text[..at]) {
        return None;
    }
    let sign = text[at..].chars().next()?.len_utf8();
    let words: String = text[..at].chars().map(|c| if c.is_alphabetic() { c } else { ' ' }).collect();
    let label = words.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    if !PASSWORDS.has(&label) {
        return None;
    }
    let from = at + sign;
    let blank = text[from..].find(|c: char| !c.is_whitespace() && !matches!(c, '*' | '_' | '`' | '"' | '\'' | '|'))?;
    let start = from + blank;
    let rest = &text[start..];
    let length = rest
        .find(|c: char| c.is_whitespace() || matches!(c, '`' | '"' | '\'' | '|' | '*' | ',' | ')'))
        .unwrap_or(rest.len());
    let secret = rest[..length].trim_end_matches(['.', '_']);
    // A sentence follows, or nothing that could be one.
    let is_alone = rest[length..].chars().all(|c| !c.is_alphanumeric());
    let is_told = secret.len() >= 4
        && !secret.starts_with(['<', '[', '(', '$', '{'])
        && secret.chars().any(char::is_alphanumeric);
    let says_nothing = NOT_TOLD.has(&secret.to_lowercase());
    (is_told && is_alone && !says_nothing).then(|| Span::new(start, start + secret.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_of_a_password_has_its_sign() {
        let missing: Vec<&str> = PASSWORDS.iter().filter(|label| !IN_PASSWORDS.are_in(label)).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn no_token_and_no_key_is_in_a_line_that_is_passed_over() {
        for (start, least, _) in TOKENS {
            assert!(start.len() + least >= SHORTEST, "{start}");
            assert!(start.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte)), "{start}");
        }
        assert!(KEY.bytes().take_while(|byte| *byte == b'-').count() >= DASHES);
    }
}
