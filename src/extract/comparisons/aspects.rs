//! Comparisons written out: a line that names an aspect, and below it what is said of each subject.
//!
//! ```text
//! **Isolation**                          - **Isolation:**
//! - *VMs*: each has its own kernel         - VMs have their own kernel
//! - *Containers*: share one                - Containers share one
//! ```

use super::caption;
use super::subjects::{display_name, is_known, leading_subject, subject_key};
use super::words::ATTRIBUTES;
use crate::document::plain;
use crate::extract::flow::{Labelled, Piece, PieceKind};
use crate::extract::label::{BARE, label};
use crate::extract::{Aspect, Comparison, Said};
use crate::source::Span;

/// An aspect with what is said of each subject.
struct Group {
    /// Index of the aspect's piece.
    at: usize,
    /// One past the index of its last piece.
    end: usize,
    name: String,
    span: Span,
    /// Subject as written, and what is said of it.
    said: Vec<(String, Said)>,
    form: &'static str,
}

/// Longest name of an aspect, in characters.
const LONGEST_ASPECT: usize = 80;

/// Most pieces between two aspects: a sentence, a picture.
const BETWEEN: usize = 2;

/// Finds runs of aspects that speak of the same subjects.
/// A single aspect is one only where its author wants it to be.
pub(super) fn find(flow: &[Piece], wanted: &dyn Fn(Span) -> bool) -> Vec<Comparison> {
    let mut found = Vec::new();
    let mut run: Vec<Group> = Vec::new();
    let mut at = 0;
    while at < flow.len() {
        match group(flow, at) {
            Some(group) => {
                let near = |last: &Group| group.at <= last.end + BETWEEN;
                let continues = run.last().is_some_and(|last| keys(last) == keys(&group) && near(last));
                if !continues {
                    found.extend(comparison(flow, std::mem::take(&mut run), wanted));
                }
                at = group.end;
                run.push(group);
            }
            None => at += 1,
        }
    }
    found.extend(comparison(flow, run, wanted));
    found
}

/// The subjects of a group in a fixed order: authors swap them.
fn keys(group: &Group) -> Vec<String> {
    let mut keys: Vec<String> = group.said.iter().map(|(name, _)| subject_key(name)).collect();
    keys.sort();
    keys
}

fn group(flow: &[Piece], at: usize) -> Option<Group> {
    let piece = &flow[at];
    let name = aspect_name(piece)?;
    let level = flow.get(at + 1)?.depth;
    let mut said: Vec<(String, Said)> = Vec::new();
    let mut end = at + 1;
    while let Some(piece) = flow.get(end).filter(|piece| piece.depth == level) {
        let Some((name, words, taken)) = subject(piece).or_else(|| nested_subject(flow, end)) else { break };
        if said.iter().any(|(other, _)| subject_key(other) == subject_key(&name)) {
            break;
        }
        said.push((name, words));
        end += taken;
    }
    // `Containers:` with a list of aspects is a subject and no aspect.
    if is_known(&name) && !said.iter().all(|(subject, _)| is_known(subject)) {
        return None;
    }
    let form = match &piece.kind {
        PieceKind::Heading(_) => "a heading for each aspect, subjects below it",
        _ if piece.item.is_some() => "a list item for each aspect, subjects in a list below it",
        _ => "a line for each aspect, subjects below it",
    };
    let below = flow[at + 1].item.is_some() || piece.item.is_none();
    (said.len() > 1 && below).then_some(Group { at, end, name, span: piece.span, said, form })
}

/// A heading, a bold or italic line, or a list item that ends with a colon.
fn aspect_name(piece: &Piece) -> Option<String> {
    let name = match &piece.kind {
        PieceKind::Heading(heading) => plain(&heading.content),
        PieceKind::Line(line) => {
            let Labelled { label, rest, marked, .. } = line.labelled.as_ref()?;
            let names = rest.is_empty() && (*marked || piece.item.is_some() || line.text.ends_with(':'));
            names.then(|| label.clone())?
        }
        _ => return None,
    };
    let name = name.trim().trim_end_matches(':').trim();
    // `Task 1` with its `Command:` and `Output:` is a step, however often it recurs.
    let counts = label(name).is_some_and(|label| label.family != BARE);
    let fits = !name.is_empty() && name.chars().count() <= LONGEST_ASPECT && !counts;
    fits.then(|| name.to_owned())
}

/// Returns subject and words of `- *VMs*: text`, or of `- VMs run on ..`; both take one piece.
fn subject(piece: &Piece) -> Option<(String, Said, usize)> {
    let line = piece.line()?;
    if let Some(labelled) = &line.labelled
        && !labelled.rest.is_empty()
        && labelled.label.split_whitespace().count() <= 5
        && !ATTRIBUTES.names(&labelled.label)
    {
        let said = Said { text: labelled.rest.clone(), span: labelled.rest_span };
        return Some((labelled.label.clone(), said, 1));
    }
    piece.item?;
    let name = leading_subject(&line.text).filter(|name| name.len() < line.text.trim_end_matches(':').len())?;
    Some((name.to_owned(), Said { text: line.text.clone(), span: piece.span }, 1))
}

/// Returns subject and words of `- **VMs:**` with a list below it, and how many pieces that takes.
fn nested_subject(flow: &[Piece], at: usize) -> Option<(String, Said, usize)> {
    let label = flow[at].line()?.labelled.as_ref();
    let label = label.filter(|label| label.rest.is_empty() && is_known(&label.label))?;
    let below = flow[at + 1..].iter().take_while(|piece| piece.depth > flow[at].depth && piece.line().is_some());
    let below: Vec<&Piece> = below.collect();
    let (first, last) = (below.first()?, below.last()?);
    // Labels below it are aspects of their own.
    let labels =
        below.iter().filter_map(|piece| piece.line()?.labelled.as_ref()).filter(|label| !label.rest.is_empty());
    if labels.count() > 1 {
        return None;
    }
    let lines: Vec<&str> = below.iter().filter_map(|piece| piece.line()).map(|line| line.text.as_str()).collect();
    let said = Said { text: lines.join(" "), span: Span::new(first.span.start, last.span.end) };
    Some((label.label.clone(), said, below.len() + 1))
}

fn comparison(flow: &[Piece], run: Vec<Group>, wanted: &dyn Fn(Span) -> bool) -> Option<Comparison> {
    let first = run.first()?;
    // One aspect alone may be any list with labels; two that speak of the same subjects are a comparison.
    if run.len() < 2 && !wanted(first.span) {
        return None;
    }
    let order: Vec<String> = first.said.iter().map(|(name, _)| subject_key(name)).collect();
    let named = |key: &String| {
        let all = run.iter().flat_map(|group| &group.said).filter(|(name, _)| subject_key(name) == *key);
        display_name(all.map(|(name, _)| name.as_str()))
    };
    let subjects = order.iter().map(named).collect();
    let caption = caption(&flow[..first.at]);
    let end = run.iter().flat_map(|group| &group.said).map(|(_, said)| said.span.end).max();
    let span = Span::new(first.span.start, end.unwrap_or(first.span.end).max(first.span.end));
    let form = first.form;
    let rows = run.iter().map(|group| row(group, &order)).collect();
    Some(Comparison { span, caption, subjects, rows, form: form.into() })
}

fn row(group: &Group, order: &[String]) -> Aspect {
    let cell =
        |key: &String| group.said.iter().find(|(name, _)| subject_key(name) == *key).map(|(_, said)| said.clone());
    Aspect { name: Some(group.name.clone()), span: group.span, cells: order.iter().map(cell).collect() }
}
