//! Comparisons written as tables: an aspect in every row, a subject in every column.

use std::collections::BTreeSet;

use super::subjects::{is_known, subject_key};
use crate::document::{Row, Table, plain_block};
use crate::extract::{Aspect, Comparison, Said};
use crate::source::Span;

/// What the corner above the aspects says, where it says anything.
const CORNERS: [&str; 34] = [
    "aspect",
    "aspects",
    "attribute",
    "aspecto",
    "aspek",
    "aspekt",
    "area",
    "basis",
    "basis of comparison",
    "category",
    "characteristic",
    "characteristics",
    "comparison",
    "criteria",
    "criterion",
    "difference",
    "differences",
    "dimension",
    "eigenschaft",
    "factor",
    "factors",
    "feature",
    "features",
    "kriterium",
    "kriteria",
    "merkmal",
    "metric",
    "parameter",
    "parameters",
    "point",
    "property",
    "properties",
    "topic",
    "característica",
];

/// Headers that describe, and therefore are no subjects.
const ATTRIBUTES: [&str; 60] = [
    "action",
    "address",
    "answer",
    "argument",
    "arguments",
    "beschreibung",
    "command",
    "commands",
    "comment",
    "cost",
    "date",
    "default",
    "definition",
    "descripción",
    "description",
    "details",
    "deskripsi",
    "email",
    "example",
    "examples",
    "expected",
    "explanation",
    "field",
    "file",
    "function",
    "id",
    "image",
    "ip",
    "ip address",
    "isi",
    "keterangan",
    "link",
    "mask",
    "meaning",
    "name",
    "nama",
    "network",
    "no",
    "note",
    "notes",
    "number",
    "option",
    "os",
    "output",
    "picture",
    "port",
    "ports",
    "purpose",
    "remarks",
    "result",
    "results",
    "role",
    "screenshot",
    "status",
    "time",
    "type",
    "usage",
    "value",
    "values",
    "version",
];

/// Words above a table that say it compares.
const COMPARING: [&str; 16] = [
    " vs ",
    " vs. ",
    "versus",
    "compar",
    "difference",
    "differ ",
    "unterschied",
    "vergleich",
    "diferencia",
    "perbedaan",
    "perbandingan",
    "сравнение",
    "отличи",
    "区别",
    "比较",
    "contrast",
];

/// Longest name of a subject, in characters.
const LONGEST_SUBJECT: usize = 48;

/// Reads a table as a comparison, or says why it is none.
pub(super) fn read(table: &Table, span: Span, caption: Option<String>) -> Result<Comparison, &'static str> {
    let Some(head) = &table.head else { return Err("it has no header row that could name subjects") };
    let header = texts(head);
    if header.len() < 3 {
        return Err("it has no column for each of two subjects beside a column for aspects");
    }
    if table.rows.is_empty() {
        return Err("it has no row below its header");
    }
    let (corner, subjects) = (header[0].as_str(), &header[1..]);
    check_subjects(corner, subjects, caption.as_deref())?;
    let rows: Vec<Aspect> = table.rows.iter().filter_map(|row| aspect(row, subjects.len())).collect();
    if rows.iter().all(|row| row.cells.iter().flatten().count() < 2) {
        return Err("its rows do not say anything of two subjects");
    }
    let form = "pipe table, subjects as columns";
    Ok(Comparison { span, caption, subjects: subjects.to_vec(), rows, form })
}

fn check_subjects(corner: &str, subjects: &[String], caption: Option<&str>) -> Result<(), &'static str> {
    let keys: BTreeSet<String> = subjects.iter().map(|name| subject_key(name)).collect();
    let named = |name: &String| {
        !name.is_empty() && name.chars().count() <= LONGEST_SUBJECT && name.chars().any(char::is_alphabetic)
    };
    if !subjects.iter().all(named) {
        return Err("not every column has a name that could be a subject");
    }
    if keys.len() < subjects.len() {
        return Err("two of its columns have the same name");
    }
    let known = subjects.iter().filter(|name| is_known(name)).count();
    if known == subjects.len() {
        return Ok(());
    }
    if subjects.iter().any(|name| ATTRIBUTES.contains(&name.to_lowercase().as_str())) {
        return Err("its columns describe things and are no subjects that are set against each other");
    }
    let corner = corner.to_lowercase();
    let by_corner = CORNERS.contains(&corner.trim_end_matches(':').trim());
    let above = caption.map(|caption| format!(" {} ", caption.to_lowercase())).unwrap_or_default();
    let by_caption = COMPARING.iter().any(|word| above.contains(word));
    let mentioned = subjects.iter().filter(|name| above.contains(&subject_key(name))).count();
    match (by_corner, by_caption) {
        (true, _) | (false, true) if by_corner || mentioned > 1 || corner.is_empty() || known > 1 => Ok(()),
        _ => Err("its columns name no subjects that are known or said to be compared"),
    }
}

fn aspect(row: &Row, subjects: usize) -> Option<Aspect> {
    let texts = texts(row);
    let cells = (1..=subjects).map(|at| {
        let text = texts.get(at).filter(|text| !text.is_empty())?;
        Some(Said { text: text.clone(), span: row.cells[at].span })
    });
    let cells: Vec<Option<Said>> = cells.collect();
    let name = texts.first().map(|name| name.trim_end_matches(':').trim().to_owned()).filter(|name| !name.is_empty());
    (name.is_some() || cells.iter().any(Option::is_some)).then_some(Aspect { name, span: row.span, cells })
}

fn texts(row: &Row) -> Vec<String> {
    let text = |cell: &crate::document::Cell| {
        let words = cell.content.iter().map(plain_block).collect::<Vec<_>>().join(" ");
        words.trim().to_owned()
    };
    row.cells.iter().map(text).collect()
}
