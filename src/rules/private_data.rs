//! Something that is nobody else's business is about to be published: a student number, an address, a password, a key, or
//! where a picture was taken.
//!
//! What lies in a public repository is copied within minutes. A password or a key that was published once must be changed,
//! not only deleted. What a teacher needs to know of you can be handed in another way. Words in example addresses and
//! passwords of containers in code blocks are left alone.

mod address;
mod number;
mod secret;

use super::checked::Checked;
use super::{Finding, at};
use crate::extract::{Screenshot, Target};
use crate::site::{Report, Site};
use crate::source::{RepoPath, Span};

/// Something private in a line.
struct Private {
    /// Where in the line.
    span: Span,
    /// What it is: `an e-mail address`.
    what: &'static str,
    help: &'static str,
}

/// Finds something private in a line; the line before it, and whether it is code.
type Search = fn(&Line) -> Vec<Private>;

/// A line of a write-up.
struct Line<'t> {
    text: &'t str,
    /// The lines above it, nearest first, up to a blank one; empty where there is none.
    above: [&'t str; MOST_ABOVE],
    is_code: bool,
    signs: Signs,
}

/// A table's header stands at most so far above its first row.
const MOST_ABOVE: usize = 2;

/// What a line is made of: most lines can hold nothing private.
#[derive(Default)]
struct Signs {
    digits: usize,
    /// It has an `@`.
    at: bool,
    /// It has what stands behind a label, or a letter that is not of ASCII, which may be such a sign.
    labels: bool,
    /// Length of the longest run of what tokens are made of: letters, digits, `_`, `-`.
    longest: usize,
    /// Length of the longest run of `-`.
    dashes: usize,
}

/// What a byte is to [`Signs`].
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Other,
    Letter,
    Digit,
    Dash,
    At,
    Label,
}

/// By byte.
const SIGNS: [Sign; 256] = {
    let mut signs = [Sign::Other; 256];
    let mut byte = 0;
    while byte < signs.len() {
        signs[byte] = match byte as u8 {
            b'0'..=b'9' => Sign::Digit,
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => Sign::Letter,
            b'-' => Sign::Dash,
            b'@' => Sign::At,
            b':' | b'=' | 128.. => Sign::Label,
            _ => Sign::Other,
        };
        byte += 1;
    }
    signs
};

impl Signs {
    fn of(text: &str) -> Self {
        let mut signs = Self::default();
        let (mut run, mut dashes) = (0, 0);
        for byte in text.bytes() {
            let sign = SIGNS[usize::from(byte)];
            if sign == Sign::Letter {
                (run, dashes) = (run + 1, 0);
                continue;
            }
            signs.longest = signs.longest.max(run);
            signs.digits += usize::from(sign == Sign::Digit);
            signs.at |= sign == Sign::At;
            signs.labels |= sign == Sign::Label;
            dashes = if sign == Sign::Dash { dashes + 1 } else { 0 };
            signs.dashes = signs.dashes.max(dashes);
            run = if matches!(sign, Sign::Digit | Sign::Dash) { run + 1 } else { 0 };
        }
        signs.longest = signs.longest.max(run);
        signs
    }

    /// Returns whether no search can find anything: there is no address, no number, no token, no key, and no password
    /// behind a label.
    fn are_harmless(&self) -> bool {
        !self.at
            && !self.labels
            && self.digits < number::LEAST
            && self.longest < secret::SHORTEST
            && self.dashes < secret::DASHES
    }
}

const SEARCHES: [Search; 3] = [address::search, number::search, secret::search];

pub(super) fn check(checked: &Checked) -> Vec<Finding> {
    let whole = checked.report.document.span;
    let mut found = Vec::new();
    let mut above = [""; MOST_ABOVE];
    let mut start = whole.start;
    for line in whole.of(&checked.source.text).split_inclusive('\n') {
        let said = line.trim_end();
        let signs = Signs::of(said);
        if !signs.are_harmless() {
            let begins = start + (said.len() - said.trim_start().len());
            let before = checked.code.partition_point(|(block, _)| block.start <= begins);
            let is_code = before.checked_sub(1).is_some_and(|last| begins < checked.code[last].0.end);
            let whole = Line { text: said, above, is_code, signs };
            for private in SEARCHES.iter().flat_map(|search| search(&whole)) {
                let span = Span::new(start + private.span.start, start + private.span.end);
                found.push(checked.at(span, format!("this looks like {}", private.what)).help(private.help));
            }
        }
        above = if said.trim_start().is_empty() { [""; MOST_ABOVE] } else { [said, above[0]] };
        start += line.len();
    }
    found
}

/// Looks at the pictures.
pub(super) fn check_site(site: &Site) -> Vec<Finding> {
    let says_where = |path: &RepoPath| matches!(site.pictures.get(path), Some(Ok(picture)) if picture.says_where);
    let shown = site.reports.iter().flat_map(|report| report.found.screenshots.iter().map(move |shot| (report, shot)));
    let told = shown.filter(|(_, shot)| matches!(&shot.file, Target::File(path, _) if says_where(path)));
    let finding = |(report, shot): (&Report, &Screenshot)| {
        let help = "the site does not; take it out of the file too, or take a screenshot of it";
        at(report, shot.span, "the file of this picture says where it was taken").help(help)
    };
    told.map(finding).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_passed_over_holds_nothing() {
        let is_passed_over = |text: &str| Signs::of(text).are_harmless();
        assert!(is_passed_over("The virtual machine was started from an empty image, and took 4 minutes."));
        for line in [
            "ada@example.org",
            "Phone: 0401234567",
            "| NIM | 312210123 |",
            "password: hunter2",
            "密码：hunter22",
            "-----BEGIN PRIVATE KEY-----",
            "a token ghp_abcdefghijklmnopqrst",
            "abcdefghijklmnopqrst",
        ] {
            assert!(!is_passed_over(line), "{line}");
        }
        let Signs { digits, at, labels, longest, dashes } = Signs::of("a-b_c1: --- x@y 22");
        assert_eq!((digits, at, labels, longest, dashes), (3, true, true, 6, 3));
    }
}
