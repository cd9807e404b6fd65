//! Which marks begin the parts, and what number each has.

use std::collections::{BTreeMap, BTreeSet};

use super::Mark;
use crate::extract::label::{Label, is_before, is_beside};

/// A mark that begins a part.
pub(super) struct Chosen {
    /// Index into the marks.
    pub(super) mark: usize,
    /// The part's number, written or inferred.
    pub(super) number: Option<u32>,
}

/// Returns the marks that begin parts.
pub(super) fn chosen(marks: &[Mark], has_evidence: bool) -> Vec<Chosen> {
    let sections = if has_evidence { top_sections(marks) } else { Vec::new() };
    if let Some(family) = family(marks, &sections) {
        return with_numbers(marks, &counted(marks, family), family);
    }
    let own_number = |mark: usize| marks[mark].label.as_ref().filter(|label| label.below.is_none());
    sections.into_iter().map(|mark| Chosen { mark, number: own_number(mark).map(|label| label.number) }).collect()
}

/// Returns the family of labels that counts the parts: the outermost that counts more than one. A label that stands
/// alone is the title: `Assignment 7`.
fn family(marks: &[Mark], sections: &[usize]) -> Option<usize> {
    let mut places: BTreeMap<usize, Vec<(usize, &Label)>> = BTreeMap::new();
    for (at, mark) in marks.iter().enumerate() {
        if let Some(label) = &mark.label {
            places.entry(label.family).or_default().push((at, label));
        }
    }
    places.retain(|_, labels| {
        let numbers: BTreeSet<(u32, Option<u32>)> =
            labels.iter().map(|(_, label)| (label.number, label.below)).collect();
        numbers.len() > 1
    });
    let (&outermost, labels) = places.first_key_value()?;
    let restarts = restarts(labels);
    let encloses = |outer: &[usize]| {
        let between = |&(before, after): &(usize, usize)| {
            outer.get(outer.partition_point(|&at| at <= before)).is_some_and(|&at| at <= after)
        };
        outer.len() > 1 && !restarts.is_empty() && restarts.iter().all(between)
    };
    // `Task 1` with `Part 1`, `Part 2`, then `Task 2` with `Part 1`: what counts anew is counted by what stands between.
    let level = |labels: &[(usize, &Label)]| {
        labels.iter().filter_map(|(at, _)| marks[*at].heading).map(|(level, _)| level).min()
    };
    let mut others = places.iter().skip(1);
    let enclosing = others.find(|(_, outer)| {
        let above = level(outer).is_some_and(|outer| level(labels).is_none_or(|inner| outer < inner));
        above && self::restarts(outer).is_empty() && encloses(&outer.iter().map(|(at, _)| *at).collect::<Vec<_>>())
    });
    if let Some((&family, _)) = enclosing {
        return Some(family);
    }
    let in_one_section = || {
        let section = |at: usize| sections.partition_point(|&section| section <= at);
        let own = section(labels[0].0);
        sections.len() > 2 && own > 0 && labels.iter().all(|(at, _)| section(*at) == own && !sections.contains(at))
    };
    // What the author calls parts are parts, even those of a second report in the same file.
    let by_sections = outermost > 2 && encloses(sections) || in_one_section();
    (!by_sections).then_some(outermost)
}

/// Returns the places where labels count anew: the index of the mark before and of the one that does.
fn restarts(labels: &[(usize, &Label)]) -> Vec<(usize, usize)> {
    let key = |label: &Label| (label.number, label.below);
    let pairs = labels.windows(2).filter(|pair| key(pair[1].1) < key(pair[0].1));
    pairs.map(|pair| (pair[0].0, pair[1].0)).collect()
}

/// Returns the marks of a family, and those that only lost their number.
fn counted(marks: &[Mark], family: usize) -> Vec<usize> {
    let own = |mark: &&Mark| mark.label.as_ref().is_some_and(|label| label.family == family);
    let key = |label: &Label| (label.number, label.below);
    let headed: BTreeSet<(u32, Option<u32>)> = marks
        .iter()
        .filter(own)
        .filter(|mark| mark.heading.is_some())
        .filter_map(|mark| mark.label.as_ref().map(key))
        .collect();
    let level = marks.iter().filter(own).filter_map(|mark| mark.heading).map(|(level, _)| level).min().unwrap_or(0);
    let number = |mark: &Mark| mark.label.as_ref().filter(|label| label.family == family).map(|label| label.number);
    let mut after: Vec<Option<u32>> = vec![None; marks.len()];
    let mut next = None;
    for (at, mark) in marks.iter().enumerate().rev() {
        next = number(mark).or(next);
        after[at] = next;
    }
    let mut before = 0;
    let mut chosen = Vec::new();
    for (at, mark) in marks.iter().enumerate() {
        match &mark.label {
            Some(label) if label.family == family => {
                before = label.number;
                if mark.heading.is_some() || !headed.contains(&key(label)) {
                    chosen.push(at);
                }
            }
            // A section beside the counted ones, where their numbers leave a gap.
            None if at > 0 && after[at].is_some_and(|after| after > before + 1) && is_section(mark, level) => {
                chosen.push(at);
            }
            _ => {}
        }
    }
    without_repeats(marks, chosen)
}

/// A label that stands twice with nothing between but headings begins one part, the second time.
fn without_repeats(marks: &[Mark], chosen: Vec<usize>) -> Vec<usize> {
    let says = |at: usize| marks[at].label.as_ref().map(|label| (label.number, label.below, label.name.to_lowercase()));
    let repeated =
        |at: usize, next: usize| says(at).is_some() && says(at) == says(next) && marks[at].followed_by_heading;
    let kept = |&index: &usize| chosen.get(index + 1).is_none_or(|&next| !repeated(chosen[index], next));
    (0..chosen.len()).filter(kept).map(|index| chosen[index]).collect()
}

fn is_section(mark: &Mark, level: u8) -> bool {
    mark.heading.is_some_and(|(own, _)| own == level) && !is_beside(&mark.text) && !is_before(&mark.text)
}

/// Gives the chosen marks their numbers. Where one is missing it is inferred if the neighbours leave one reading: as
/// many marks as numbers between them.
fn with_numbers(marks: &[Mark], chosen: &[usize], family: usize) -> Vec<Chosen> {
    let label = |at: usize| marks[at].label.as_ref().filter(|label| label.family == family);
    // `Part I` is the ninth part when there is a `Part A`, else the first.
    let is_letter = |label: &Label| label.letter.is_some_and(|letter| letter == label.number);
    let letters = chosen.iter().filter_map(|&at| label(at)).any(is_letter);
    let number = |at: usize| {
        let label = label(at)?;
        if label.below.is_some() {
            return None;
        }
        Some(label.letter.filter(|_| letters).unwrap_or(label.number))
    };
    let mut numbered: Vec<Chosen> = chosen.iter().map(|&mark| Chosen { mark, number: number(mark) }).collect();
    let mut from = 0;
    while from < numbered.len() {
        let until = (from..numbered.len()).find(|&at| label(numbered[at].mark).is_some()).unwrap_or(numbered.len());
        let before = if from == 0 { Some(0) } else { numbered[from - 1].number };
        let after = numbered.get(until).and_then(|chosen| chosen.number);
        if let (Some(before), Some(after)) = (before, after)
            && after.checked_sub(before + 1) == u32::try_from(until - from).ok()
        {
            (before + 1..).zip(&mut numbered[from..until]).for_each(|(number, chosen)| chosen.number = Some(number));
        }
        from = until + 1;
    }
    numbered
}
/// Returns the top sections of a report that counts nothing.
fn top_sections(marks: &[Mark]) -> Vec<usize> {
    let levels: Vec<u8> = marks.iter().filter_map(|mark| mark.heading).map(|(level, _)| level).collect();
    let Some(&top) = levels.iter().min() else { return Vec::new() };
    let tops = levels.iter().filter(|&&level| level == top).count();
    let below = levels.iter().copied().filter(|&level| level > top).min();
    let wanted = match below {
        // One heading above all others is the title.
        Some(below) if tops == 1 && levels[0] == top => below..=below,
        // A `##` before the first `#`: this author's levels mean nothing.
        Some(below) if levels[0] == below => top..=below,
        _ => top..=top,
    };
    let is_section = |mark: &Mark| mark.heading.is_some_and(|(level, _)| wanted.contains(&level));
    let sections = marks.iter().enumerate().filter(|(_, mark)| is_section(mark) && !is_beside(&mark.text));
    let sections: Vec<usize> = sections.map(|(at, _)| at).collect();
    if sections.len() > 1 { sections } else { Vec::new() }
}
