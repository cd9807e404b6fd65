//! What the template language says of a template, as an author may mend it: the file, the line where it is known, and the
//! likely fix.

use std::collections::BTreeSet;

use tera::ErrorKind;

use super::templates::{BUILT_IN, SINGLE, name};
use crate::diagnostic::{Diagnostic, Place, did_you_mean};
use crate::source::{FileId, RepoPath, Sources, Span};

/// A complaint, and where it is about.
struct Complaint {
    message: String,
    /// The template's name, when it is known.
    template: Option<String>,
    at: At,
}

/// Where in a template.
enum At {
    Range(std::ops::Range<usize>),
    /// Line and column, from 1.
    Line(usize, usize),
    /// Wherever this text stands first.
    Text(String),
}

/// Points at the place in the site's own template; `page` is the template of the page that was being made.
pub(super) fn fault(error: &tera::Error, page: Option<&str>, sources: &Sources) -> Diagnostic {
    let complaint = complaint(error);
    let template = complaint.template.clone().or_else(|| page.map(str::to_owned));
    let own = template
        .as_deref()
        .and_then(|wanted| sources.templates.iter().copied().find(|&id| name(sources, id) == wanted));
    let message = lower_first(&complaint.message);
    let (place, message) = match (own, template) {
        (Some(id), _) => (place(id, &complaint.at, sources), message),
        (None, Some(template)) => {
            let path = format!("templates/{}", template.trim_start_matches("default/"));
            let is_own = sources.templates.iter().any(|&id| sources.text(id).path.as_str() == path);
            let place = if is_own { Place::File(RepoPath::new(path)) } else { Place::Site };
            (place, format!("in `{template}`: {message}"))
        }
        (None, None) => (Place::Site, message),
    };
    Diagnostic::error("template", place, message).help(help(&complaint.message, sources))
}

fn complaint(error: &tera::Error) -> Complaint {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => Complaint {
            message: report.message().to_owned(),
            template: Some(report.filename().to_owned()).filter(|name| !name.is_empty()),
            at: At::Range(report.span().range.clone()),
        },
        ErrorKind::MissingParent { current, parent } => Complaint {
            message: format!("Unknown template `{parent}`"),
            template: Some(current.clone()),
            at: At::Text(parent.clone()),
        },
        ErrorKind::CircularExtend { tpl, .. } => Complaint {
            message: "This template extends itself, by way of others or at once".to_owned(),
            template: Some(tpl.clone()),
            at: At::Text("extends".to_owned()),
        },
        ErrorKind::CircularInclude { tpl, .. } => Complaint {
            message: "This template includes itself, by way of others or at once".to_owned(),
            template: Some(tpl.clone()),
            at: At::Text("include".to_owned()),
        },
        _ => told(&error.to_string()),
    }
}

/// Reads a report that comes as text: a line that begins with `error:`, and below it `--> report.html:2:4`.
fn told(text: &str) -> Complaint {
    let mut lines = text.lines();
    let first = lines.next().unwrap_or("");
    let message = first.strip_prefix("error: ").unwrap_or(first).to_owned();
    let place = lines.next().and_then(|line| {
        let mut parts = line.trim_start().strip_prefix("--> ")?.rsplitn(3, ':');
        let (column, line) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        Some((parts.next()?.to_owned(), At::Line(line, column)))
    });
    let (template, at) = place.map_or((None, At::Range(0..0)), |(template, at)| (Some(template), at));
    Complaint { message, template, at }
}

fn place(id: FileId, at: &At, sources: &Sources) -> Place {
    let source = sources.text(id);
    let span = match at {
        At::Range(range) => source.text.get(range.clone()).map(|_| Span::from(range.clone())),
        At::Line(line, column) if (1..=source.lines.count()).contains(line) => {
            let start = source.lines.start(*line);
            let text = source.text[start..].lines().next().unwrap_or("");
            let before = text.chars().take(column - 1).map(char::len_utf8).sum::<usize>();
            Some(Span::new(start + before, start + text.len()))
        }
        At::Line(..) => None,
        At::Text(text) => source.text.find(text.as_str()).map(|at| Span::new(at, at + text.len())),
    };
    Place::Text(id, span.unwrap_or(Span::new(0, 0)))
}

/// Returns the likely fix: the name that was meant, or how templates extend ours.
fn help(message: &str, sources: &Sources) -> String {
    let wanted = message.split('`').nth(1).unwrap_or("");
    let meant = if message.starts_with("Unknown template") {
        let ours = BUILT_IN.iter().chain([&SINGLE]).map(|(name, _)| *name);
        let built_in = ours.flat_map(|name| [name, name.trim_start_matches("default/")]).map(str::to_owned);
        let known: BTreeSet<String> = built_in.chain(sources.templates.iter().map(|&id| name(sources, id))).collect();
        did_you_mean(wanted, known.iter().map(String::as_str)).map(str::to_owned)
    } else if message.starts_with("Block ") {
        let blocks = BUILT_IN.iter().flat_map(|(_, text)| text.split("{% block ").skip(1));
        let names: BTreeSet<&str> = blocks.filter_map(|rest| rest.split([' ', '%']).next()).collect();
        did_you_mean(wanted, names).map(str::to_owned)
    } else {
        None
    };
    match meant {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => {
            "the built-in templates of the same name are `default/..`: a template may extend one and change a block"
                .to_owned()
        }
    }
}

/// Begins a message as all others begin.
fn lower_first(text: &str) -> String {
    let text = text.trim().trim_end_matches('.');
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::super::templates::Templates;
    use crate::diagnostic::Place;
    use crate::source::{RepoPath, Sources};
    use crate::words::{Language, Words};

    /// What is said of a `report.html` with this text: place, message, help.
    fn said(text: &str) -> String {
        let mut sources = Sources::default();
        let id = sources.add(RepoPath::new("templates/report.html"), text.to_owned());
        sources.templates.push(id);
        let words = Words::of(Language::English);
        let Err(fault) = Templates::read(&sources, &words) else { return "fine".to_owned() };
        let Place::Text(file, span) = fault.place else { return format!("{:?} {}", fault.place, fault.message) };
        let source = sources.text(file);
        let (line, column) = source.lines.place(&source.text, span.start);
        let help = fault.help.unwrap_or_default();
        let help = if help.starts_with("did you mean") { help } else { String::new() };
        format!("{line}:{column} {} {help}", fault.message).trim_end().to_owned()
    }

    #[test]
    fn faults_have_a_place_and_a_fix() {
        let cases = [
            ("a\n{{ nothing() }}", "2:4 unknown function `nothing`"),
            ("a\n {{ words.home | uper }}", "2:18 unknown filter `uper`"),
            (
                "{% include \"componets.html\" %}",
                "1:12 unknown template `componets.html` did you mean `components.html`?",
            ),
            ("a {% extends \"default/reprot.html\" %}", ""),
            (
                "{% extends \"default/reprot.html\" %}",
                "1:13 unknown template `default/reprot.html` did you mean `default/report.html`?",
            ),
            (
                "{% extends \"default/report.html\" %}\n{% block pagr %}{% endblock %}",
                "2:10 block `pagr` is not defined in any parent template did you mean `pager`?",
            ),
            ("{% extends \"report.html\" %}", "1:4 this template extends itself, by way of others or at once"),
            ("{% extends \"default/report.html\" %}", "fine"),
        ];
        for (text, expected) in cases {
            let said = said(text);
            assert!(!said.contains("error:"), "{said}");
            if !expected.is_empty() {
                assert_eq!(said, expected, "{text}");
            }
        }
    }
}
