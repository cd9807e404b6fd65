//! The labels that count a report's parts: `Part 2: Working with Multipass`, `Q3)`, `Aufgabe 1`, `第二部分`.

mod number;
mod sections;

use std::sync::LazyLock;

use number::{Number, chinese, digits, letters};

use crate::vocabulary::{QuickMap, WordList, lower};

pub(super) use sections::{is_before, is_beside};

/// A label with its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Label {
    /// Index into [`FAMILIES`]; a lower one holds higher ones: parts have tasks, tasks have steps.
    pub(super) family: usize,
    pub(super) number: u32,
    /// The number is a letter of the alphabet, with this place in it.
    pub(super) letter: Option<u32>,
    /// `1` of `2.1`.
    pub(super) below: Option<u32>,
    /// Word and number as written: `part 2`, `Q#01`.
    pub(super) marker: String,
    /// What follows the number; may be empty.
    pub(super) name: String,
    /// A sign stands between number and name: `:`, `)`, `.`, a dash.
    pub(super) separated: bool,
}

/// Words that count, outermost first. Words on one line mean the same in different languages.
const FAMILIES: [&str; 11] = [
    "part|parts|teil|partie|parte|bagian|część|часть|deel|del|kısım|phần|osa|الجزء|جزء|القسم|قسم|部分",
    "week|woche|semana|semaine|minggu|неделя|pertemuan|viikko|الأسبوع|أسبوع|周",
    "chapter|unit|module|section|kapitel|capítulo|bab|modul|глава|раздел|luku|الفصل|فصل|الوحدة|وحدة|章|节|单元",
    "assignment|homework|hw|tugas|tarea|hausaufgabe|devoir|الواجب|واجب|作业",
    "lab|labs|laboratory|practical|practicum|laboratorio|laboratório|práctica|practica|práctico|prática|praktikum|практика|лабораторная|лаба|\
     experiment|percobaan|实验|实作|实训",
    "exercise|exercises|harjoitus|التمرين|تمرين|ejercicio|exercício|exercicio|exercice|aufgabe|übung|latihan|soal|atividade|actividad|activity|\
     challenge|scenario|упражнение|练习|习题",
    "question|questions|q|ques|pregunta|pergunta|frage|pertanyaan|kysymys|السؤال|سؤال|вопрос|problem|问题|题",
    "ans|answer|answers|antwort|respuesta|resposta|réponse|jawaban|ответ|答案",
    "task|tasks|задание|задача|tache|tâche|tarefa|tehtävä|المهمة|مهمة|任务|题目",
    "level|stage|phase|stufe|fase|etapa|этап|阶段",
    "step|steps|paso|passo|schritt|étape|langkah|шаг|vaihe|الخطوة|خطوة|步骤|步",
];

fn family_of(word: &str) -> Option<usize> {
    static FAMILY_OF: LazyLock<QuickMap<&str, usize>> = LazyLock::new(|| {
        let all = FAMILIES.iter().enumerate();
        all.flat_map(|(family, words)| words.split('|').map(move |word| (word, family))).collect()
    });
    FAMILY_OF.get(lower(word).as_ref()).copied()
}

/// Second words of labels: `Lab work 2`, `Лабораторная работа №2`, `Lab Exercise 3`.
static SECOND: WordList = WordList::new(
    "work|assignment|exercise|task|report|session|activity|no|nr|num|number|nro|nomor|работа|práctica|práctico|ke",
);

/// Families whose labels count the reports of a whole course: weeks, assignments, labs.
pub(super) const OF_A_COURSE: [usize; 3] = [1, 3, 4];

/// The family of headings that begin with nothing but a number: `2. Working with Multipass`.
pub(super) const BARE: usize = FAMILIES.len();

/// Longest label that counts, in characters; a longer line is a sentence.
const LONGEST: usize = 300;

/// Reads `text`, markup removed, as a label with a number.
pub(super) fn label(text: &str) -> Option<Label> {
    let text = text.trim().trim_start_matches(|c: char| !c.is_alphanumeric());
    if text.len() > LONGEST && text.chars().count() > LONGEST {
        return None;
    }
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return bare(text, digits(text)?);
    }
    if text.starts_with(|c: char| c.is_ascii()) {
        return spelled(text);
    }
    ordinal(text).or_else(|| spelled(text)).or_else(|| bare(text, chinese(text)?))
}

/// `2. Networks`, `3) Snaps`, `一、目的`; nothing but a number would not do.
fn bare(text: &str, (number, rest): (Number, &str)) -> Option<Label> {
    let keycap = rest.trim_start_matches('\u{fe0f}').starts_with('\u{20e3}');
    let signed = keycap || rest.starts_with(['.', ')', ':', '、', '．', '：', '）']);
    let made = made(BARE, text, number, rest);
    // `2024-05-01` and `2.1 Details` count nothing, nor does `3 machines`.
    if !signed || number.below.is_some() || made.name.is_empty() {
        return None;
    }
    // `1. Part 1: Docker`
    Some(label(&made.name).filter(|inner| inner.family != BARE && inner.number == made.number).unwrap_or(made))
}

/// `第二部分 网络`, `第3章：容器`
fn ordinal(text: &str) -> Option<Label> {
    let (number, rest) = chinese(text.strip_prefix('第')?)?;
    let rest = rest.trim_start();
    let begins = |words: &&str| words.split('|').any(|word| !word.is_ascii() && rest.starts_with(word));
    let family = FAMILIES.iter().position(begins)?;
    let longest = FAMILIES[family].split('|').filter(|word| rest.starts_with(word)).map(str::len).max()?;
    Some(made(family, text, number, &rest[longest..]))
}

/// `Part 2: X`, `Part II`, `Task B)`, `Lab work №3`, `Question#01`, `实验一`
fn spelled(text: &str) -> Option<Label> {
    let is_between =
        |c: char| c.is_whitespace() || matches!(c, '#' | '.' | ':' | '-' | '_' | '№' | '°' | 'º' | '(' | '：');
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    let (word, mut rest) = text.split_at(end);
    let (family, tail) = match family_of(word) {
        Some(family) => (family, ""),
        // `实验一`: without a space the number is part of the word.
        None if word.is_ascii() => return None,
        None => FAMILIES.iter().enumerate().find_map(|(at, words)| {
            let known = words.split('|').find(|known| !known.is_ascii() && word.starts_with(known))?;
            chinese(&word[known.len()..]).map(|_| (at, &word[known.len()..]))
        })?,
    };
    if !tail.is_empty() {
        let at = text.len() - rest.len() - tail.len();
        let (number, rest) = chinese(&text[at..])?;
        return Some(made(family, text, number, rest));
    }
    rest = rest.trim_start_matches(is_between);
    let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    if end > 0 && SECOND.names(&rest[..end]) {
        rest = rest[end..].trim_start_matches(is_between);
    }
    let (number, rest) = digits(rest).or_else(|| letters(rest)).or_else(|| chinese(rest))?;
    let made = made(family, text, number, rest);
    // `Part 4: Part 4: Docker`
    let again = label(&made.name).filter(|again| again.family == family && again.number == made.number);
    let Some(again) = again else { return Some(made) };
    Some(Label { name: again.name, ..made })
}

fn made(family: usize, text: &str, number: Number, rest: &str) -> Label {
    let is_sign = |c: char| {
        matches!(c, ':' | '：' | '.' | ')' | '）' | '-' | '–' | '—' | '、' | '．' | '|' | ']' | '\u{20e3}' | '\u{fe0f}')
    };
    let name = rest.trim_start_matches(|c: char| c.is_whitespace() || is_sign(c));
    let skipped = &rest[..rest.len() - name.len()];
    Label {
        family,
        number: number.value,
        letter: number.letter,
        below: number.below,
        marker: text[..text.len() - rest.len()].trim().to_owned(),
        name: clean(name).to_owned(),
        separated: skipped.contains(is_sign),
    }
}

/// Takes off a name what is no part of it: `(30 minutes)`, emoji, `:` and `#` at its end.
pub(super) fn clean(name: &str) -> &str {
    let is_noise =
        |c: char| c.is_whitespace() || matches!(c, '#' | ':' | '：' | '*' | '_' | '-' | '–' | '—') || is_emoji(c);
    let leading = |c: char| c.is_whitespace() || is_emoji(c);
    let mut name = without_allotment(name.trim_start_matches(leading), true);
    loop {
        let shorter = without_allotment(name.trim_end_matches(is_noise), false);
        if shorter.len() == name.len() {
            return name;
        }
        name = shorter;
    }
}

fn is_emoji(c: char) -> bool {
    matches!(u32::from(c), 0x200d | 0x20e3 | 0x2190..=0x21ff | 0x2300..=0x27bf | 0x2b00..=0x2bff | 0xfe0f | 0x1f000..=0x1faff)
}

/// Units of what a part is given: `(30 minutes)`, `[10 points]`.
static UNITS: WordList = WordList::new(
    "min|mins|minute|minutes|minuten|minutos|menit|минут|h|hr|hrs|hour|hours|stunden|horas|jam|pt|pts|point|\
    points|punkte|puntos|pontos|poin|mark|marks|балл|балла|баллов|分钟|分|小时",
);

/// Takes a bracket that allots time or points off one end of a name.
fn without_allotment(name: &str, front: bool) -> &str {
    let brackets = [('(', ')'), ('[', ']'), ('（', '）')];
    for (open, close) in brackets {
        let cut = if front {
            name.strip_prefix(open).and_then(|rest| rest.split_once(close))
        } else {
            name.strip_suffix(close).and_then(|rest| rest.rsplit_once(open)).map(|(rest, inside)| (inside, rest))
        };
        if let Some((inside, rest)) = cut
            && is_allotment(inside)
        {
            return rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：' | '-'));
        }
    }
    name
}

fn is_allotment(inside: &str) -> bool {
    let inside = inside.trim().trim_end_matches('.');
    let unit = inside.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || "~≈-–.,/".contains(c));
    let has_number = unit.len() < inside.len() && inside.chars().any(|c| c.is_ascii_digit());
    has_number && (unit == "%" || UNITS.names(unit))
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
            ("Part 3: 🐳 Docker 🎉", Some("0 3 Docker")),
            ("Part 1: Basics (30 minutes)", Some("0 1 Basics")),
            ("Part 1 (~45 min): Basics [10 pts] :", Some("0 1 Basics")),
            ("Part 2: Networks (bridged)", Some("0 2 Networks (bridged)")),
            ("Part II - Networks", Some("0 2 Networks")),
            ("Part B: Networks", Some("0 2 Networks")),
            ("PART THREE", Some("0 3 ")),
            ("Part 2.1 Details", Some("0 2 Details")),
            ("1. Part 1: Basics", Some("0 1 Basics")),
            ("Q1) Containers", Some("6 1 Containers")),
            ("Ans2:", Some("7 2 ")),
            ("Question#01", Some("6 1 ")),
            ("----Q1----", Some("6 1 ")),
            ("实验 3 Docker", Some("4 3 Docker")),
            ("实验三：容器", Some("4 3 容器")),
            ("第二部分 网络", Some("0 2 网络")),
            ("一、目的", Some("11 1 目的")),
            ("Paso 2: Redes", Some("10 2 Redes")),
            ("Práctica 1 - Máquinas", Some("4 1 Máquinas")),
            ("Ejercicio 3", Some("5 3 ")),
            ("Atividade 4: Redes", Some("5 4 Redes")),
            ("Soal 3. Jaringan", Some("5 3 Jaringan")),
            ("Osa 2: Verkot", Some("0 2 Verkot")),
            ("الجزء 2: الشبكات", Some("0 2 الشبكات")),
            ("السؤال 3 - اللقطات", Some("6 3 اللقطات")),
            ("Лабораторная работа №2. Сеть", Some("4 2 Сеть")),
            ("Задание 2. Сеть", Some("8 2 Сеть")),
            ("Lab Assignment 3 - Snaps", Some("4 3 Snaps")),
            ("2. Networks", Some("11 2 Networks")),
            ("2️⃣ Networks", Some("11 2 Networks")),
            ("2.1 Details", None),
            ("2024-05-01", None),
            ("3 machines", None),
            ("Partition 2", None),
            ("Part of it", None),
            ("Part a of it", None),
            ("Labour 2", None),
            ("Conclusion", None),
        ];
        for (text, expected) in cases {
            let read = label(text).map(|label| format!("{} {} {}", label.family, label.number, label.name));
            assert_eq!(read.as_deref(), expected, "{text}");
        }
        assert_eq!(label("Question#01: x").map(|label| label.marker).as_deref(), Some("Question#01"));
    }
}
