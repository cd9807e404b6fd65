//! A write-up as its author sees it before it is handed in: its parts with their evidence, and every finding beside the
//! text that it is about.

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::render::html::{Extras, PartHeader, escape, write};
use crate::render::page::{counts, in_words, page as html_page};
use crate::render::view::{
    CountedView, CountsView, FindingsView, LinkView, ReviewLinkView, ReviewPartView, ReviewView, TallyView,
};
use crate::site::{Page, PageKind, Report, Site, percent_encoded};
use crate::source::Span;
use crate::words::{Language, Words, fill};

/// Findings about what is not there, or cannot be seen.
pub const MISSING: &str = "missing-image|absent-image|broken-image|unread-image|missing-part|empty-part|empty-section|\
    empty-step|step-without-evidence|unfinished|placeholder-text|unresolved|alt-missing|broken-link|empty-file|remote-image";

pub(super) fn review(site: &Site, page: &Page, found: &[&Diagnostic]) -> ReviewView {
    let is_front = page.kind == PageKind::Home;
    let others = site.pages.iter().filter(|other| is_front && *other != page);
    let reports = others.filter_map(|other| link(site, page, other, other.report?, found));
    let about_none =
        found.iter().filter(|found| is_front && !matches!(found.place, Place::Text(file, _) if is_report(site, file)));
    let elsewhere: Vec<Remark> = about_none.map(|found| Remark::of(site, found, None)).collect();
    let view = ReviewView {
        source: None,
        text_html: String::new(),
        language: page.report.and_then(|index| super::report::language(site, index)),
        counts: CountsView::default(),
        tally: tally(site.words, found.iter().copied().filter(|_| is_front)),
        parts: Vec::new(),
        missing: Vec::new(),
        others: Vec::new(),
        body_html: String::new(),
        reports: reports.collect(),
        elsewhere: grouped(site.words, elsewhere.iter()),
    };
    match page.report {
        Some(index) => of_report(site, page, index, found, view),
        None => view,
    }
}

fn of_report(site: &Site, page: &Page, index: usize, found: &[&Diagnostic], view: ReviewView) -> ReviewView {
    let report = &site.reports[index];
    let own: Vec<(&Diagnostic, usize)> =
        found.iter().filter_map(|found| Some((*found, place_in(site, report, found)?))).collect();
    let remarks = own.iter().enumerate().map(|(at, (found, _))| Remark::of(site, found, Some(at + 1)));
    let remarks: Vec<Remark> = remarks.collect();
    let mut html = html_page(site, page, index);
    for (remark, (_, place)) in remarks.iter().zip(&own) {
        html.remarks.entry(*place).or_default().push_str(&remark.html(site.words));
    }
    let headers: Vec<&PartHeader> = report.found.parts.iter().filter_map(|part| html.parts.get(&part.label)).collect();
    let parts = report.found.parts.iter().zip(headers).map(|(part, header)| ReviewPartView {
        number: header.number.clone(),
        name: header.name.clone(),
        url: format!("#{}", percent_encoded(&header.id)),
        steps: part.steps.len(),
        counts: in_words(site.words, header.counts),
        tally: tally(site.words, inside(&own, part.span).iter().map(|(found, _)| *found)),
    });
    let parts = parts.collect();
    let is_missing = |remark: &&Remark| MISSING.split('|').any(|rule| rule == remark.rule);
    let source = site.sources.text(report.document.file).path.as_str();
    let words = site.words;
    ReviewView {
        source: Some(source.to_owned()),
        text_html: with_code(&fill(&words.review_text, &[("source", source)])),
        counts: in_words(words, counts(&report.found)),
        tally: if view.reports.is_empty() { tally(words, own.iter().map(|(found, _)| *found)) } else { view.tally },
        parts,
        missing: grouped(words, remarks.iter().filter(is_missing)),
        others: grouped(words, remarks.iter().filter(|remark| !is_missing(remark))),
        body_html: write(&report.document, Extras::Page(&html)),
        ..view
    }
}

/// Returns the findings in a place; they are in the order of the text.
fn inside<'o, 'd>(own: &'o [(&'d Diagnostic, usize)], place: Span) -> &'o [(&'d Diagnostic, usize)] {
    let first = own.partition_point(|(_, at)| *at < place.start);
    let end = own.partition_point(|(_, at)| *at < place.end).max(first);
    &own[first..end]
}

fn link(site: &Site, page: &Page, other: &Page, index: usize, found: &[&Diagnostic]) -> Option<ReviewLinkView> {
    let report = site.reports.get(index)?;
    Some(ReviewLinkView {
        title: report.found.title.clone(),
        url: site.between(page, other),
        source: site.sources.text(report.document.file).path.as_str().to_owned(),
        counts: in_words(site.words, counts(&report.found)),
        tally: tally(site.words, found.iter().copied().filter(|found| place_in(site, report, found).is_some())),
    })
}

fn is_report(site: &Site, file: crate::source::FileId) -> bool {
    site.reports.iter().any(|report| report.document.file == file)
}

/// Returns where in a report a finding is.
fn place_in(site: &Site, report: &Report, found: &Diagnostic) -> Option<usize> {
    let Place::Text(file, span) = found.place else { return None };
    let (whole, end) = (report.document.span, site.sources.text(file).text.len());
    // What stands at the very end of a file is its last report's.
    let is_last = span.start == whole.end && whole.end == end;
    let is_inside = file == report.document.file && whole.start <= span.start && (span.start < whole.end || is_last);
    is_inside.then_some(span.start)
}

fn tally<'d>(words: &Words, found: impl Iterator<Item = &'d Diagnostic>) -> TallyView {
    let mut tally = found.fold(TallyView::default(), |mut tally, found| {
        match found.severity {
            Severity::Error => tally.errors += 1,
            Severity::Warning => tally.warnings += 1,
            Severity::Note => tally.notes += 1,
        }
        tally
    });
    let all = [
        ("error", tally.errors, &words.count_errors),
        ("warning", tally.warnings, &words.count_warnings),
        ("note", tally.notes, &words.count_notes),
    ];
    let some = all.into_iter().filter(|(_, count, _)| *count > 0);
    tally.counted =
        some.map(|(severity, count, forms)| CountedView { severity, text: words.counted(forms, count) }).collect();
    if tally.counted.is_empty() {
        tally.counted.push(CountedView { severity: "none", text: words.no_findings.clone() });
    }
    tally
}

/// Returns a severity in the language of the site.
fn in_language(words: &Words, severity: Severity) -> &str {
    match severity {
        Severity::Error => &words.error,
        Severity::Warning => &words.warning,
        Severity::Note => &words.note,
    }
}

/// Returns `line 12`.
fn line_words(words: &Words, line: usize) -> String {
    fill(&words.line, &[("line", &line.to_string())])
}

/// A finding in words.
struct Remark {
    severity: Severity,
    rule: &'static str,
    /// Line of the write-up.
    line: Option<usize>,
    /// The file, where it is about one as a whole or about another one.
    file: Option<String>,
    message_html: String,
    help_html: Option<String>,
    /// Counts the remarks in the text.
    number: Option<usize>,
}

impl Remark {
    fn of(site: &Site, found: &Diagnostic, number: Option<usize>) -> Self {
        let (line, file) = match &found.place {
            Place::Text(file, span) => {
                let source = site.sources.text(*file);
                (Some(source.lines.line(span.start)), number.is_none().then(|| source.path.to_string()))
            }
            Place::File(path) => (None, Some(path.to_string())),
            Place::Site => (None, None),
        };
        Self {
            severity: found.severity,
            rule: found.code,
            line,
            file,
            message_html: in_english(site.words, &found.message),
            help_html: found.help.as_deref().map(|help| in_english(site.words, help)),
            number,
        }
    }

    /// The remark where it belongs, below the text that it is about.
    fn html(&self, words: &Words) -> String {
        let severity = self.severity.name();
        let line = self.line.map(|line| line_words(words, line));
        let place = line.iter().map(String::as_str).chain([self.rule]).collect::<Vec<_>>().join(&words.comma);
        let help = self.help_html.as_ref().map(|help| format!("<p class=\"finding-help\">{help}</p>"));
        format!(
            "<div class=\"finding finding-{severity}\" id=\"lp-finding-{}\"><p><strong>{}</strong> \
             <span class=\"finding-place\">{}</span></p><p>{}</p>{}</div>\n",
            self.number.unwrap_or(0),
            escape(in_language(words, self.severity)),
            escape(&place),
            self.message_html,
            help.unwrap_or_default(),
        )
    }
}

/// Puts together what says the same, the worst first, each in the order of the text.
fn grouped<'r>(words: &Words, remarks: impl Iterator<Item = &'r Remark>) -> Vec<FindingsView> {
    let mut groups: Vec<(Severity, FindingsView)> = Vec::new();
    let mut places: HashMap<(Severity, &str), usize> = HashMap::new();
    for remark in remarks {
        let place = *places.entry((remark.severity, &remark.message_html)).or_insert(groups.len());
        if place == groups.len() {
            let group = FindingsView {
                severity: remark.severity.name(),
                severity_word: in_language(words, remark.severity).to_owned(),
                message_html: remark.message_html.clone(),
                places: Vec::new(),
                files: Vec::new(),
            };
            groups.push((remark.severity, group));
        }
        let group = &mut groups[place].1;
        if let (Some(line), Some(number)) = (remark.line, remark.number) {
            group.places.push(LinkView { title: line_words(words, line), url: format!("#lp-finding-{number}") });
        }
        group.files.extend(remark.file.clone());
    }
    groups.sort_by_key(|(severity, _)| *severity);
    groups.into_iter().map(|(_, group)| group).collect()
}

/// Returns what a finding says as HTML, marked where the page around it is in another language.
fn in_english(words: &Words, message: &str) -> String {
    let html = with_code(message);
    if words.language == Language::English { html } else { format!("<span lang=\"en\" dir=\"ltr\">{html}</span>") }
}

/// Returns a message as HTML: what stands between backticks is code.
fn with_code(text: &str) -> String {
    let escaped = escape(text);
    let mut pieces = escaped.split('`');
    let mut out = pieces.next().unwrap_or("").to_owned();
    let mut rest = pieces.peekable();
    while let Some(piece) = rest.next() {
        match rest.next() {
            Some(after) => out.push_str(&format!("<code>{piece}</code>{after}")),
            // A backtick alone is a backtick.
            None => out.push_str(&format!("`{piece}")),
        }
    }
    out
}
