//! Something that is nobody else's business is about to be published: a student number, an address, a password, a key, or
//! where a picture was taken.
//!
//! What lies in a public repository is copied within minutes. A password or a key that was published once must be changed,
//! not only deleted. What a teacher needs to know of you can be handed in another way. Words in example addresses and
//! passwords of containers in code blocks are left alone.

mod address;
mod number;
mod secret;

use super::Finding;
use super::checked::Checked;
use crate::extract::Target;
use crate::source::Span;

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
struct Signs {
    digits: usize,
    /// It has an `@`.
    at: bool,
    /// Length of the longest run of what tokens are made of: letters, digits, `_`, `-`.
    longest: usize,
}

impl Signs {
    fn of(text: &str) -> Self {
        let (mut digits, mut at, mut longest, mut run) = (0, false, 0, 0);
        for byte in text.bytes() {
            digits += usize::from(byte.is_ascii_digit());
            at |= byte == b'@';
            run = if byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-') { run + 1 } else { 0 };
            longest = longest.max(run);
        }
        Self { digits, at, longest }
    }
}

const SEARCHES: [Search; 3] = [address::search, number::search, secret::search];

pub(super) fn check(checked: &Checked) -> Vec<Finding> {
    let mut found = in_text(checked);
    found.extend(in_pictures(checked));
    found
}

fn in_text(checked: &Checked) -> Vec<Finding> {
    let whole = checked.report.document.span;
    let mut found = Vec::new();
    let mut above = [""; MOST_ABOVE];
    let mut start = whole.start;
    for line in whole.of(&checked.source.text).split_inclusive('\n') {
        let said = line.trim_end();
        let begins = start + (said.len() - said.trim_start().len());
        let before = checked.code.partition_point(|(block, _)| block.start <= begins);
        let is_code = before.checked_sub(1).is_some_and(|last| begins < checked.code[last].0.end);
        let whole = Line { text: said, above, is_code, signs: Signs::of(said) };
        for private in SEARCHES.iter().flat_map(|search| search(&whole)) {
            let span = Span::new(start + private.span.start, start + private.span.end);
            found.push(checked.at(span, format!("this looks like {}", private.what)).help(private.help));
        }
        above = if said.trim_start().is_empty() { [""; MOST_ABOVE] } else { [said, above[0]] };
        start += line.len();
    }
    found
}

fn in_pictures(checked: &Checked) -> Vec<Finding> {
    let shown = checked.report.found.screenshots.iter().filter_map(|shot| match &shot.file {
        Target::File(path, _) => Some((shot.span, checked.site.pictures.get(path)?.as_ref().ok()?)),
        _ => None,
    });
    let finding = |(span, _)| {
        let help = "the site does not; take it out of the file too, or take a screenshot of it";
        checked.at(span, "the file of this picture says where it was taken").help(help)
    };
    shown.filter(|(_, picture)| picture.says_where).map(finding).collect()
}
