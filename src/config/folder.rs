//! The settings of a folder: read, or why they are not, and what in them means nothing there.

use super::{Config, read};
use crate::diagnostic::{Diagnostic, Place, Severity, did_you_mean};
use crate::source::{self, FileId, Sources, Unread, WhyUnread};

/// Returns the settings of a folder, and what is wrong with its settings and templates. Settings that cannot be read are an
/// error: they may say what must not be published.
pub fn of(sources: &Sources) -> (Config, Vec<Diagnostic>) {
    let (config, mut faults) = sources.config.map(|id| read(sources.text(id))).unwrap_or_default();
    faults.extend(sources.unread.iter().map(|unread| fault(unread, sources)));
    if sources.is_site {
        let message = "this folder is a site that labpress built, and holds no notes";
        faults.push(Diagnostic::error("no-pages", Place::Site, message).help("name the folder of the notes instead"));
    }
    (config, faults)
}

fn fault(unread: &Unread, sources: &Sources) -> Diagnostic {
    let is_settings = unread.path.name().eq_ignore_ascii_case("labpress.toml");
    let (why, help) = match &unread.why {
        WhyUnread::Misplaced => return misplaced(unread, sources),
        WhyUnread::SymbolicLink => {
            ("it is a link to another place".to_owned(), "put a copy of the file in the place of the link")
        }
        WhyUnread::Folder => ("it is a folder".to_owned(), "rename the folder, or put a file in its place"),
        WhyUnread::Binary => ("it is no text".to_owned(), "save it as text in UTF-8"),
        WhyUnread::Disk(why) => (why.clone(), "give yourself the right to read it, for example with `chmod u+r`"),
    };
    let code = if is_settings { "config" } else { "template" };
    let fault = Diagnostic::error(code, Place::File(unread.path.clone()), format!("this is not read: {why}"));
    // Without a template the site looks otherwise; without its settings it may say what nobody should read.
    let is_grave = is_settings || unread.why != WhyUnread::SymbolicLink;
    Diagnostic { severity: if is_grave { Severity::Error } else { Severity::Warning }, ..fault }.help(help)
}

/// Settings that nobody looks for where they are: with no others, what they say does not apply.
fn misplaced(unread: &Unread, sources: &Sources) -> Diagnostic {
    let severity = if sources.config.is_some() { Severity::Warning } else { Severity::Error };
    let help = match unread.path.folder().as_str() {
        "" => "rename it to `labpress.toml`, in small letters".to_owned(),
        folder => format!("move it to `labpress.toml`, beside the folder `{folder}`"),
    };
    let place = Place::File(unread.path.clone());
    let fault = Diagnostic::error("config", place, "these settings are not read, because of where they are");
    Diagnostic { severity, ..fault }.help(help)
}

/// The templates that a site's own may replace, by name.
pub const TEMPLATES: [&str; 12] = [
    "404.html",
    "alias.html",
    "base.html",
    "commands.html",
    "compare.html",
    "components.html",
    "home.html",
    "report.html",
    "review.html",
    "screenshots.html",
    "section.html",
    "single.html",
];

/// Returns what lies in the folder, or is set, and means nothing: patterns of `exclude`, and templates. These are warnings:
/// what was meant to be left out may be published.
pub fn idle(config: &Config, sources: &Sources) -> Vec<Diagnostic> {
    let mut found = idle_templates(sources);
    found.extend(idle_patterns(config, sources));
    found
}

/// Returns the templates whose names are none of ours, and that no other one names.
fn idle_templates(sources: &Sources) -> Vec<Diagnostic> {
    let name = |id: FileId| sources.text(id).path.as_str().trim_start_matches("templates/");
    let is_named = |wanted: &str| {
        let quoted = [format!("\"{wanted}\""), format!("'{wanted}'")];
        sources.templates.iter().any(|&id| quoted.iter().any(|name| sources.text(id).text.contains(name)))
    };
    let idle = sources.templates.iter().filter(|&&id| !TEMPLATES.contains(&name(id)) && !is_named(name(id)));
    let warning = |&id: &FileId| {
        let place = Place::File(sources.text(id).path.clone());
        let fault =
            Diagnostic::warning("template", place, "no page is made from this template, and no other one uses it");
        fault.help(match did_you_mean(name(id), TEMPLATES) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("the templates are {}", TEMPLATES.join(", ")),
        })
    };
    idle.map(warning).chain(misnamed_templates(sources)).collect()
}

/// Returns what lies among the templates and is called nearly as one of them: `Site.css`, `report.htm`.
fn misnamed_templates(sources: &Sources) -> impl Iterator<Item = Diagnostic> {
    sources.other_templates.iter().filter_map(|path| {
        let name = path.as_str().trim_start_matches("templates/");
        let meant = did_you_mean(name, TEMPLATES.into_iter().chain(["site.css"]))?;
        let fault = Diagnostic::warning("template", Place::File(path.clone()), "nothing is made from this file");
        Some(fault.help(format!("did you mean `{meant}`?")))
    })
}

fn idle_patterns(config: &Config, sources: &Sources) -> Vec<Diagnostic> {
    let Some(file) = sources.config else { return Vec::new() };
    let patterns: Vec<&str> = config.exclude.iter().map(String::as_str).collect();
    let warning = |idle: source::Idle| {
        let pattern = patterns[idle.at];
        let place = config.exclude_places.get(idle.at).map_or(Place::Site, |&span| Place::Text(file, span));
        let meant = idle.deeper.or_else(|| nearly(pattern, sources));
        // What git leaves out too is there on one machine and not on the other.
        let severity = if meant.is_some() { Severity::Warning } else { Severity::Note };
        let fault = Diagnostic::warning("config", place, format!("`{pattern}` means no file or folder here"));
        Diagnostic { severity, ..fault }.help(match meant {
            Some(meant) => format!("patterns begin at the folder of `labpress.toml`: did you mean `{meant}`?"),
            None => "patterns begin at the folder of `labpress.toml`, as in `drafts/`; correct it, or take it out"
                .to_owned(),
        })
    };
    source::idle(&sources.root, &patterns).into_iter().map(warning).collect()
}

/// Returns a pattern that begins with the name of something here, of which the first name of `pattern` is a slip.
fn nearly(pattern: &str, sources: &Sources) -> Option<String> {
    let (name, rest) = pattern.split_once('/').map_or((pattern, ""), |(name, _)| (name, &pattern[name.len()..]));
    let texts = sources.reports.iter().map(|&id| &sources.text(id).path);
    let paths = sources.files.iter().chain(texts).chain(sources.skipped.iter().map(|skipped| &skipped.path));
    let names = paths.filter_map(|path| path.as_str().split('/').next());
    did_you_mean(name, names).map(|meant| format!("{meant}{rest}"))
}
