//! Languages, and the direction in which they are read.

/// A language that labpress has words in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Language {
    /// `en`
    #[default]
    English,
    /// `fi`
    Finnish,
    /// `es`
    Spanish,
    /// `pt`
    Portuguese,
    /// `de`
    German,
    /// `fr`
    French,
    /// `ru`
    Russian,
    /// `zh`, in simplified characters.
    Chinese,
    /// `id`
    Indonesian,
    /// `ar`
    Arabic,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::English,
        Self::Finnish,
        Self::Spanish,
        Self::Portuguese,
        Self::German,
        Self::French,
        Self::Russian,
        Self::Chinese,
        Self::Indonesian,
        Self::Arabic,
    ];

    /// Returns its BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Finnish => "fi",
            Self::Spanish => "es",
            Self::Portuguese => "pt",
            Self::German => "de",
            Self::French => "fr",
            Self::Russian => "ru",
            Self::Chinese => "zh",
            Self::Indonesian => "id",
            Self::Arabic => "ar",
        }
    }

    /// Returns the language for a BCP 47 tag, `de` for `de-AT`; `None` for one that labpress has no words in.
    pub fn of(tag: &str) -> Option<Self> {
        let first = tag.split('-').next().unwrap_or("");
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(first))
    }
}

/// In which direction a text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From the left to the right.
    LeftToRight,
    /// From the right to the left.
    RightToLeft,
}

/// Languages that are written from the right to the left when their tag says nothing of the script.
const RIGHT_TO_LEFT: [&str; 11] = ["ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"];
/// Scripts that are, in any language.
const RIGHT_TO_LEFT_SCRIPTS: [&str; 7] = ["adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"];

impl Direction {
    /// Returns the direction of a language, known or not: `ar`, `fa-IR`, `az-Arab`.
    pub fn of_language(tag: &str) -> Self {
        let tag = tag.to_lowercase();
        let mut parts = tag.split('-');
        let language = parts.next().unwrap_or("");
        let is_backwards = match parts.find(|part| part.len() == 4 && part.chars().all(|c| c.is_ascii_alphabetic())) {
            Some(script) => RIGHT_TO_LEFT_SCRIPTS.contains(&script),
            None => RIGHT_TO_LEFT.contains(&language),
        };
        if is_backwards { Self::RightToLeft } else { Self::LeftToRight }
    }

    /// Returns the direction of the first letter in a text; `None` when there is no letter.
    pub fn of_text(text: &str) -> Option<Self> {
        let first = text.chars().find(|c| c.is_alphabetic())?;
        // The blocks that Unicode keeps for letters of these scripts, Hebrew to Arabic Extended-A and beyond.
        let is_backwards = matches!(first, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
            || matches!(first, '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}');
        Some(if is_backwards { Self::RightToLeft } else { Self::LeftToRight })
    }

    /// Returns the value of an HTML `dir`.
    pub fn name(self) -> &'static str {
        match self {
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_names_the_nearest_language() {
        for (tag, language) in [
            ("de-AT", Some(Language::German)),
            ("PT-br", Some(Language::Portuguese)),
            ("zh-Hant-TW", Some(Language::Chinese)),
            ("ar", Some(Language::Arabic)),
            ("sv", None),
            ("den", None),
        ] {
            assert_eq!(Language::of(tag), language, "{tag}");
        }
    }

    #[test]
    fn directions_are_those_of_the_script() {
        for (tag, direction) in [("ar-EG", "rtl"), ("fa", "rtl"), ("az-Arab", "rtl"), ("ar-Latn", "ltr"), ("fi", "ltr")]
        {
            assert_eq!(Direction::of_language(tag).name(), direction, "{tag}");
        }
        for (text, direction) in [
            ("1. الأوامر (commands)", Some("rtl")),
            ("(Docker) أوامر", Some("ltr")),
            ("שלום", Some("rtl")),
            ("容器", Some("ltr")),
            ("42 – ٤٢", None),
        ] {
            assert_eq!(Direction::of_text(text).map(Direction::name), direction, "{text}");
        }
    }
}
