//! A sentence of the assignment stands where an answer should.
//!
//! `Explain the differences between ..`, `Submit your report ..`: they tell somebody what to do. A heading or a question may
//! repeat the task; what stands alone below it should be what you did or found.

use super::Finding;
use super::checked::Checked;
use super::sections::{Section, sections};
use crate::document::{Inline, InlineKind, plain};
use crate::extract::{Piece, PieceKind};
use crate::site::Report;
use crate::source::Span;
use crate::vocabulary::{PhraseList, WordList};

/// How tasks begin.
static TASKS: WordList = WordList::new(
    "create|explore|learn|summarize|summarise|briefly|provide|explain|describe|discuss|write|submit|take|\
    include|document|upload|research|investigate|study|find|reflect|compare|focus|experiment|try|start|use|add|list|\
    identify|discover|analyze|analyse|evaluate|capture|attach|prepare|ensure|make|set|configure|install|run|build|deploy|\
    lakukan|buat|buatlah|jelaskan|sebutkan|tuliskan|sertakan|kumpulkan|describa|explique|cree|crea|realice|escriba|опишите|\
    создайте|выполните|объясните|установите|beschreiben|erklären|erstellen",
);
/// Labels that briefs put before a task.
static LABELS: WordList = WordList::new(
    "experiment|study|research|explore|find out|discover|policy|deliverable|deliverables|instruction|\
    instructions|objective|goal|try it|investigate|reflection|submission|learn",
);
/// Words of a brief that nobody writes about what was done.
static ASKS: PhraseList = PhraseList::new("your |you |yourself|for example, you|in your own words");
/// Beginnings that ask for words, not deeds.
static ESSAY: WordList = WordList::new(
    "briefly|provide a|provide an|provide the|provide your|explain the|explain how|explain why|explain what|\
    describe the|describe how|describe your|discuss the|discuss how|reflect on|summarize|summarise|submit|include a|include the|\
    include your|focus on|compare the|jelaskan|\
    sebutkan|tuliskan|sertakan|buat laporan|buatlah laporan|kumpulkan|upload your|upload the|write a|write your|document the|document your|explique|describa|\
    опишите|объясните",
);

/// How the items of a brief begin, and not the steps that somebody took.
static LISTED: WordList = WordList::new(
    "explore|learn|research|study|investigate|find out|discover|describe|explain|discuss|summarize|summarise|\
    provide|submit|include|reflect|identify|lakukan|buat|buatlah|jelaskan|sebutkan|tuliskan|sertakan|kumpulkan",
);

/// Beginnings of headings that are aims of a course, not names of sections.
static STUDIES: WordList = WordList::new(
    "learn about|learn how|explore how|research how|find out how|find out|understand how|buat laporan|\
    buatlah laporan",
);

pub(super) fn check(checked: &Checked) -> Vec<Finding> {
    let report = checked.report;
    let mut spans: Vec<Span> = Vec::new();
    for section in sections(report, &checked.flow) {
        spans.extend(section.head.filter(|head| asks_in_heading(report, head)).map(|head| head.span));
        spans.extend(section.body.iter().filter(|piece| is_labelled_task(piece)).map(|piece| piece.span));
        spans.extend(alone(report, &section));
    }
    spans.sort();
    spans.dedup();
    let finding = |span| {
        let message = "this reads like a sentence of the assignment";
        checked.at(span, message).help("write what you did or found")
    };
    spans.into_iter().map(finding).collect()
}

fn words(sentence: &str) -> usize {
    sentence.split_whitespace().count()
}

/// Takes `File sharing: Find out:` off.
fn without_labels(text: &str) -> &str {
    let mut text = text.trim();
    while let Some((label, rest)) = text.split_once([':', '：'])
        && words(label) <= 4
        && !rest.trim().is_empty()
    {
        text = rest.trim();
    }
    text
}

/// A heading that tells somebody what to do: it speaks to `you`. The label of a part may: it is the task's name.
fn asks_in_heading(report: &Report, head: &Piece) -> bool {
    let PieceKind::Heading(heading) = &head.kind else { return false };
    let text = plain(&heading.content);
    let task = without_labels(&text);
    let parts = &report.found.parts;
    let next = parts.partition_point(|part| part.label.start < head.span.start);
    let is_numbered = parts.get(next).is_some_and(|part| part.label == head.span && part.marker.is_some());
    let speaks = || {
        let to_you = ASKS.are_in(&format!("{task} ")) && words(task) >= 8;
        to_you || STUDIES.begin(task) && words(task) >= 7
    };
    !is_numbered && TASKS.begin(task) && speaks()
}

/// `*Experiment:* Create a cloud-init file to ..`
fn is_labelled_task(piece: &Piece) -> bool {
    let Some(labelled) = piece.line().and_then(|line| line.labelled.as_ref()) else { return false };
    LABELS.has(&labelled.label.to_lowercase()) && TASKS.begin(&labelled.rest) && words(&labelled.rest) >= 6
}

/// Cuts a text where a sentence ends and a blank follows: `www.explain.com` is one word.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut ended = false;
    text.split(move |c: char| {
        let is_cut = ended && c.is_whitespace() || c == '。';
        ended = matches!(c, '.' | '?' | '!');
        is_cut
    })
}

fn has_code(lines: &[(&Piece, &str)]) -> bool {
    let is_code = |inline: &Inline| matches!(inline.kind, InlineKind::Code(_));
    lines.iter().filter_map(|(piece, _)| piece.line()).any(|line| line.inlines.iter().any(is_code))
}

/// Returns the lines of a section but for what only asks for a picture: `(Insert screenshots here)`.
fn lines<'s>(section: &Section<'s, '_>) -> Vec<(&'s Piece<'s>, &'s str)> {
    let lines = section.body.iter().filter_map(|piece| Some((piece, piece.line()?.text.as_str())));
    lines.filter(|(_, text)| !text.trim_start().starts_with(['(', '['])).collect()
}

/// Tasks that are all a section says: a list of them, or a paragraph that asks for words.
fn alone(report: &Report, section: &Section) -> Vec<Span> {
    let lines: Vec<(&Piece, &str)> = lines(section);
    if section.head.is_none() || section.shows_something() || lines.is_empty() || lines.len() > 8 {
        return Vec::new();
    }
    // Steps that were taken hold what was typed.
    let commands = &report.found.commands;
    let next = commands.partition_point(|command| command.span.start < lines[0].0.span.start);
    let is_told = commands.get(next).is_some_and(|command| section.holds(command.span));
    let is_list = lines.len() >= 2
        && !is_told
        && !has_code(&lines)
        && lines.iter().all(|(piece, text)| piece.item.is_some() && LISTED.begin(text) && words(text) >= 4);
    let asks = |text: &str| {
        sentences(text).any(|sentence| ESSAY.begin(sentence) || sentence.to_lowercase().contains(" briefly summarize "))
    };
    let is_essay = lines.iter().all(|(piece, text)| piece.item.is_none() && asks(text) && words(text) >= 5);
    if is_list || is_essay { lines.into_iter().map(|(piece, _)| piece.span).collect() } else { Vec::new() }
}
