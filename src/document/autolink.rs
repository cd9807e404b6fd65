//! Bare addresses in text, by the rules of GitHub Flavored Markdown's extended autolinks.

use std::ops::Range;

/// A bare address: its bytes in the text, and where it leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Autolink {
    /// Bytes of the text that become the link.
    pub(super) range: Range<usize>,
    /// `http://` or `mailto:` added where the author left it out.
    pub(super) target: String,
}

/// What may begin an address, and what a link to it needs in front.
const BEGINNINGS: [(&str, &str); 4] = [("https://", ""), ("http://", ""), ("ftp://", ""), ("www.", "http://")];

/// Finds the bare addresses in `text`, in order.
pub(super) fn find(text: &str) -> Vec<Autolink> {
    let mut out: Vec<Autolink> = Vec::new();
    if !may_be_in(text) {
        return out;
    }
    let mut at = 0;
    while at < text.len() {
        let found =
            address_at(text, at).or_else(|| email_around(text, at, out.last().map_or(0, |link| link.range.end)));
        match found {
            Some(link) => {
                at = link.range.end;
                out.push(link);
            }
            None => at += text[at..].chars().next().map_or(1, char::len_utf8),
        }
    }
    out
}

/// Returns whether there may be an address in `text`: most texts have none of its signs.
pub(super) fn may_be_in(text: &str) -> bool {
    text.bytes().any(|byte| matches!(byte, b'@' | b':')) && (text.contains('@') || text.contains("://"))
        || text.contains("www.")
}

fn address_at(text: &str, at: usize) -> Option<Autolink> {
    let rest = &text[at..];
    let (beginning, prefix) = BEGINNINGS
        .iter()
        .find(|(beginning, _)| rest.get(..beginning.len()).is_some_and(|r| r.eq_ignore_ascii_case(beginning)))?;
    let before = text[..at].chars().next_back();
    if !before.is_none_or(|c| c.is_whitespace() || matches!(c, '*' | '_' | '~' | '(' | '[' | '"' | '\'')) {
        return None;
    }
    let scheme = if prefix.is_empty() { beginning.len() } else { 0 };
    let domain = domain(&rest[scheme..], prefix.is_empty())?;
    let end = rest.find(|c: char| c.is_whitespace() || c == '<').unwrap_or(rest.len());
    let length = without_trailing(&rest[..end.max(scheme + domain)]);
    let target = format!("{prefix}{}", &rest[..length]);
    (length > scheme).then_some(Autolink { range: at..at + length, target })
}

/// Returns the length of the domain at the start of `text`. With a scheme one name is enough: `localhost`.
fn domain(text: &str, one_name: bool) -> Option<usize> {
    let end = text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))).unwrap_or(text.len());
    let names: Vec<&str> = text[..end].trim_end_matches('.').split('.').collect();
    let last_two = &names[names.len().saturating_sub(2)..];
    let good = !names[0].is_empty() && (one_name || names.len() > 1) && !last_two.iter().any(|name| name.contains('_'));
    good.then_some(end)
}

/// Leaves out what ends the sentence rather than the address.
fn without_trailing(address: &str) -> usize {
    let mut rest = address;
    loop {
        let Some(last) = rest.chars().next_back() else { return 0 };
        let shorter = &rest[..rest.len() - last.len_utf8()];
        rest = match last {
            '?' | '!' | '.' | ',' | ':' | '*' | '_' | '~' | '\'' | '"' => shorter,
            ')' if rest.matches(')').count() > rest.matches('(').count() => shorter,
            ';' => match shorter.rfind('&') {
                Some(at) if shorter[at + 1..].chars().all(|c| c.is_ascii_alphanumeric()) => &rest[..at],
                _ => shorter,
            },
            _ => return rest.len(),
        };
    }
}

/// An e-mail address whose `@` stands at `at`; it reaches back to `from` at most.
fn email_around(text: &str, at: usize, from: usize) -> Option<Autolink> {
    if !text[at..].starts_with('@') {
        return None;
    }
    let local = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
    let start = from + text[from..at].trim_end_matches(local).len();
    let host = &text[at + 1..];
    let end = host.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))).unwrap_or(host.len());
    let host = host[..end].trim_end_matches('.');
    let good = start < at && host.contains('.') && !host.starts_with('.') && !host.ends_with(['-', '_']);
    let range = start..at + 1 + host.len();
    good.then(|| Autolink { target: format!("mailto:{}", &text[range.clone()]), range })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, &str)]) {
        let found = find(text);
        let shown: Vec<_> = found.iter().map(|link| (&text[link.range.clone()], link.target.as_str())).collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn addresses_end_where_the_sentence_goes_on() {
        check("Visit www.commonmark.org/help.", &[("www.commonmark.org/help", "http://www.commonmark.org/help")]);
        check("(see http://localhost:8080)", &[("http://localhost:8080", "http://localhost:8080")]);
        check("https://en.example/a_(b) x", &[("https://en.example/a_(b)", "https://en.example/a_(b)")]);
        check("www.a.example/?q=x&hl;", &[("www.a.example/?q=x", "http://www.a.example/?q=x")]);
    }

    #[test]
    fn what_is_no_address_stays_text() {
        check("xhttp://a.b", &[]);
        check("http:// and www. alone", &[]);
        check("www.under_score.example_x", &[]);
        check("user@host is a prompt", &[]);
    }

    #[test]
    fn emails_are_linked() {
        check("mail a.b-c@d.example, x@y.z-", &[("a.b-c@d.example", "mailto:a.b-c@d.example")]);
    }
}
