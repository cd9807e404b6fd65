//! Sections that are no parts, by their headings.

use crate::vocabulary::WordList;

/// Sections that stand beside the parts: the writer, the contents, the end.
static BESIDE: WordList = WordList::new(
    "about|about me|acknowledgements|acknowledgments|appendix|author|authors|autor|autores|bibliography|\
    biodata|challenges|challenges faced|closing|conclusion|conclusions|conclusión|conclusiones|conclusão|contents|credits|\
    daftar isi|daftar pustaka|data diri|done|end|fazit|final thoughts|finish|further reading|group members|identitas|\
    index|inhalt|inhaltsverzeichnis|kesimpulan|lessons learned|license|links|literatur|members|nama|penutup|\
    personal information|profil|profile|quellen|reference|references|referencias|referências|referensi|reflection|\
    resources|selesai|sources|student|student details|student info|student information|submission|summary|\
    table of contents|tabla de contenidos|team|thanks|thank you|toc|zusammenfassung|índice|вывод|выводы|заключение|\
    источники|литература|содержание|总结|结论|参考|参考资料|参考文献|目录|作者",
);

/// Sections before the first part of a counted report.
static BEFORE: WordList = WordList::new(
    "introduction|overview|objective|objectives|goal|goals|prerequisites|requirements|setup|einleitung|\
    introducción|introdução|objetivo|objetivos|pendahuluan|tujuan|введение|цель|цель работы|前言|简介|实验目的",
);

fn words(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns whether a section with this heading stands beside the parts.
pub(in crate::extract) fn is_beside(heading: &str) -> bool {
    BESIDE.names(&words(heading))
}

/// Returns whether a section with this heading leads to the parts.
pub(in crate::extract) fn is_before(heading: &str) -> bool {
    BEFORE.names(&words(heading))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_beside_the_parts_are_known() {
        assert!(is_beside("Summary:") && is_beside("## Table of Contents") && !is_beside("Summary of commands"));
        assert!(is_before("Objectives") && !is_before("Setup of LXD"));
    }
}
