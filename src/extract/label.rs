//! The labels that count a report's parts: `Part 2: Working with Multipass`, `Q3)`, `Aufgabe 1`, `实验 2`.

/// A label with its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Label {
    /// Index into [`FAMILIES`]; a lower one holds higher ones: parts have tasks, tasks have steps.
    pub(super) family: usize,
    pub(super) number: u32,
    /// What follows the number; may be empty.
    pub(super) name: String,
    /// A sign stands between number and name: `:`, `)`, `.`, a dash.
    pub(super) separated: bool,
}

/// Words that count, outermost first. Words on one line mean the same in different languages.
const FAMILIES: [&[&str]; 10] = [
    &["part", "teil", "partie", "parte", "bagian", "część", "часть", "deel", "del", "kısım", "部分"],
    &["week", "woche", "semana", "semaine", "minggu", "неделя", "pertemuan"],
    &["chapter", "unit", "module", "section", "kapitel", "capítulo", "bab", "modul", "глава"],
    &["assignment", "homework", "hw", "tugas", "tarea"],
    &["lab", "labs", "laboratory", "práctica", "practica", "praktikum", "практика", "лабораторная", "实验", "实作"],
    &[
        "exercise",
        "ejercicio",
        "exercício",
        "exercice",
        "aufgabe",
        "übung",
        "latihan",
        "soal",
        "atividade",
        "упражнение",
    ],
    &["question", "q", "pregunta", "frage", "pertanyaan", "вопрос", "problem", "问题"],
    &["task", "задание", "задача", "tache", "tâche", "tarefa", "任务"],
    &["level", "stage", "phase", "stufe"],
    &["step", "paso", "passo", "schritt", "étape", "langkah", "шаг", "步骤"],
];

/// The family of headings that begin with nothing but a number: `2. Working with Multipass`.
pub(super) const BARE: usize = FAMILIES.len();

/// Longest label that counts, in characters; a longer line is a sentence.
const LONGEST: usize = 140;

/// Reads `text`, markup removed, as a label with a number.
pub(super) fn label(text: &str) -> Option<Label> {
    let text = text.trim().trim_start_matches(|c: char| !c.is_alphanumeric());
    if text.chars().count() > LONGEST {
        return None;
    }
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        let (number, rest) = number(text)?;
        let signed = rest.starts_with(['.', ')', ':']);
        let (name, _) = name(rest);
        // `2024-05-01` and `2.1 Details` count nothing, nor does `3 machines`.
        let counts = signed && !rest[1..].starts_with(|c: char| c.is_ascii_digit()) && !name.is_empty();
        return counts.then_some(Label { family: BARE, number, name, separated: true });
    }
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    let word = text[..end].to_lowercase();
    let family = FAMILIES.iter().position(|words| words.contains(&word.as_str()))?;
    let rest = text[end..].trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '#' | '.' | ':' | '-' | '№'));
    let (number, rest) = number(rest)?;
    let (mut name, separated) = name(rest);
    // `Part 4: Part 4: Docker`
    if let Some(again) = label(&name).filter(|again| again.family == family && again.number == number) {
        name = again.name;
    }
    Some(Label { family, number, name, separated })
}

fn number(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let ends = !rest.starts_with(|c: char| c.is_alphabetic() && c.is_ascii());
    (digits.len() <= 3 && ends).then(|| digits.parse().ok()).flatten().map(|number| (number, rest))
}

/// Returns what follows a number, and whether a sign stands before it.
fn name(rest: &str) -> (String, bool) {
    let is_sign = |c: char| matches!(c, ':' | '：' | '.' | ')' | '-' | '–' | '—' | '、' | '|' | ']');
    let name = rest.trim_start_matches(|c: char| c.is_whitespace() || is_sign(c));
    let skipped = &rest[..rest.len() - name.len()];
    let name = name.trim().trim_end_matches([':', '#', ' ']).to_owned();
    (name, skipped.contains(is_sign))
}

/// Sections that stand beside the parts and are none: the writer, the contents, the end.
const BESIDE: [&str; 62] = [
    "about",
    "acknowledgements",
    "appendix",
    "author",
    "authors",
    "bibliography",
    "biodata",
    "challenges",
    "challenges faced",
    "conclusion",
    "conclusions",
    "contents",
    "credits",
    "daftar isi",
    "data diri",
    "done",
    "end",
    "fazit",
    "finish",
    "further reading",
    "identitas",
    "index",
    "inhalt",
    "inhaltsverzeichnis",
    "kesimpulan",
    "lessons learned",
    "license",
    "links",
    "literatur",
    "members",
    "penutup",
    "personal information",
    "profil",
    "profile",
    "quellen",
    "reference",
    "references",
    "referencias",
    "referensi",
    "reflection",
    "resources",
    "selesai",
    "sources",
    "student",
    "student details",
    "student info",
    "student information",
    "submission",
    "summary",
    "table of contents",
    "team",
    "thanks",
    "thank you",
    "toc",
    "zusammenfassung",
    "вывод",
    "выводы",
    "заключение",
    "содержание",
    "总结",
    "参考",
    "目录",
];

/// Sections before the first part of a counted report.
const BEFORE: [&str; 12] = [
    "introduction",
    "overview",
    "objective",
    "objectives",
    "goal",
    "goals",
    "prerequisites",
    "requirements",
    "setup",
    "einleitung",
    "introducción",
    "pendahuluan",
];

fn words(text: &str) -> String {
    let plain = text.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect::<String>().to_lowercase();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns whether a section with this heading stands beside the parts.
pub(super) fn is_beside(heading: &str) -> bool {
    BESIDE.contains(&words(heading).as_str())
}

/// Returns whether a section with this heading leads to the parts.
pub(super) fn is_before(heading: &str) -> bool {
    BEFORE.contains(&words(heading).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_read_with_their_numbers() {
        let cases = [
            ("Part 2: Working with Multipass", Some("0 2 Working with Multipass")),
            ("Part 2:Working", Some("0 2 Working")),
            ("part 4 Docker", Some("0 4 Docker")),
            ("Part 4: Part 4: Docker", Some("0 4 Docker")),
            ("Part 3 – LXD ###", Some("0 3 LXD")),
            ("🚀 Part 5) Snaps:", Some("0 5 Snaps")),
            ("Q1) Containers", Some("6 1 Containers")),
            ("Question#01", Some("6 1 ")),
            ("----Q1----", Some("6 1 ")),
            ("实验 3 Docker", Some("4 3 Docker")),
            ("Задание 2. Сеть", Some("7 2 Сеть")),
            ("2. Networks", Some("10 2 Networks")),
            ("2.1 Details", None),
            ("2024-05-01", None),
            ("3 machines", None),
            ("Partition 2", None),
            ("Part two", None),
            ("Conclusion", None),
        ];
        for (text, expected) in cases {
            let read = label(text).map(|label| format!("{} {} {}", label.family, label.number, label.name));
            assert_eq!(read.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn sections_beside_the_parts_are_known() {
        assert!(is_beside("Summary:") && is_beside("## Table of Contents") && !is_beside("Summary of commands"));
        assert!(is_before("Objectives") && !is_before("Setup of LXD"));
    }
}
