//! Student numbers: a number behind a label that says so.

use super::{Line, Private};
use crate::source::Span;
use crate::vocabulary::WordList;

/// Labels of student numbers, in lower case, letters and single blanks only.
static LABELS: WordList = WordList::new(
    "student id|student number|student no|student nr|studentid|student id number|studentnumber|\
    matriculation number|matriculation no|matric no|matric number|matrikelnummer|matrikelnr|matr nr|nim|npm|nrp|nis|\
    registration number|registration no|reg no|regno|reg number|roll no|roll number|rollno|enrollment no|enrollment number|\
    enrolment number|enrolment no|admission number|index number|index no|opiskelijanumero|studienummer|studentnummer|\
    studentnr|matrícula|matricula|carnet|carné|legajo|código de estudiante|numéro étudiant|numéro d étudiant|\
    numero di matricola|numer indeksu|номер зачетки|номер зачётки|номер студенческого|студенческий билет|学号|學號|学籍番号|학번|mssv|mã sinh viên",
);

/// Fewest digits of a number.
pub(super) const LEAST: usize = 5;

pub(super) fn search(line: &Line) -> Vec<Private> {
    let help = "leave it out, unless everybody may have it";
    if line.is_code || line.signs.digits < LEAST {
        return Vec::new();
    }
    let span = behind_label(line.text).or_else(|| in_cell(line));
    span.map(|span| Private { span, what: "a student number", help }).into_iter().collect()
}

/// `**Student ID:** 2312345`, `| NIM | 312210123 |`
fn behind_label(text: &str) -> Option<Span> {
    let ends = text.match_indices([':', '：', '|', '=', '#', '-', '–', '*', '_']).map(|(at, sign)| at + sign.len());
    let blanks = text.match_indices(' ').map(|(at, _)| at + 1);
    let from = ends.chain(blanks).find(|&end| number(&text[end..]).is_some() && is_label(last_cell(&text[..end])))?;
    let (start, length) = number(&text[from..])?;
    Some(Span::new(from + start, from + start + length))
}

/// What stands behind the last bar or comma.
fn last_cell(text: &str) -> &str {
    /// Longest label with the signs behind it, in bytes.
    const LONGEST: usize = 80;
    let text = &text[text.ceil_char_boundary(text.len().saturating_sub(LONGEST))..];
    let text = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    text.rsplit(['|', ',', ';', '(']).next().unwrap_or(text)
}

/// A cell below a label in the row above: `| Name | NIM |`.
fn in_cell(line: &Line) -> Option<Span> {
    let text = line.text;
    if !text.trim_start().starts_with('|') {
        return None;
    }
    let column = line.above.iter().find_map(|row| cells(row).position(|(_, cell)| is_label(cell)))?;
    let (at, cell) = cells(text).nth(column)?;
    let (start, length) = number(cell)?;
    Some(Span::new(at + start, at + start + length))
}

/// Cuts a row at its bars, with the place of every cell.
fn cells(row: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    row.split('|').map(move |cell| {
        let start = at;
        at += cell.len() + 1;
        (start, cell)
    })
}

fn is_label(text: &str) -> bool {
    let plain: String = text.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let words = plain.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    LABELS.has(&words)
}

/// Returns where a number of a student begins in a text that opens with one, and how long it is: at least five digits,
/// among them no more than a few letters and signs.
fn number(text: &str) -> Option<(usize, usize)> {
    /// Longest number with the signs before it, in bytes.
    const LONGEST: usize = 48;
    let text = &text[..text.floor_char_boundary(LONGEST)];
    let start = text.find(char::is_alphanumeric).filter(|&start| start <= 8)?;
    let rest = &text[start..];
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '/' | '.')).unwrap_or(rest.len());
    let number = rest[..end].trim_end_matches(['-', '/', '.']);
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let letters = number.chars().filter(char::is_ascii_alphabetic).count();
    // `6.14.18` and `192.168.1.10` are a version and a machine.
    let is_dotted = number.matches('.').count() > 1;
    (digits >= LEAST && !is_dotted && letters <= 6 && letters < digits).then_some((start, number.len()))
}
