//! Whether an alternative text says something.

use super::Screenshot;
use crate::source::percent_decoded;
use crate::vocabulary::WordList;

/// What editors and hurried people leave in the brackets, signs made blanks.
static PLACEHOLDERS: WordList = WordList::new(
    "alt|alt text|alttext|attachment|bild|capture|captura|captura de pantalla|description|desc|\
    enter image description here|fig|figure|foto|gambar|grafik|hasil|image|image alt|image alt text|image description|\
    images|imagen|img|output|photo|pic|picture|png|result|screen|screen shot|screen capture|screenshot|screenshots|ss|\
    text|tangkapan layar|unnamed|untitled|изображение|скриншот|截图|图片",
);

impl Screenshot {
    /// Returns whether its alternative text says something: it is no editor's placeholder and no file's name.
    pub fn says_something(&self) -> bool {
        let words = plain(&self.alt);
        let letters = words.trim_matches(|c: char| c.is_ascii_digit() || c == ' ');
        let name = percent_decoded(self.target.rsplit(['/', '\\']).next().unwrap_or(""));
        let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
        let is_name = words == plain(&name) || words == plain(stem) && !is_sentence(stem);
        let placeholder = letters.is_empty() || PLACEHOLDERS.has(letters);
        !placeholder && !is_name && !is_file_name(&self.alt)
    }
}

/// A file that is named in words: `Docker version 27.png`.
fn is_sentence(stem: &str) -> bool {
    stem.split([' ', '_', '-']).filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1).count() > 1
        && !stem.to_lowercase().starts_with("screenshot")
        && !stem.to_lowercase().starts_with("image")
}

/// Lower case, with single spaces between letters and digits.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut after_blank = false;
    for c in text.chars() {
        if !c.is_alphanumeric() {
            after_blank = !plain.is_empty();
            continue;
        }
        if std::mem::take(&mut after_blank) {
            plain.push(' ');
        }
        plain.extend(c.to_lowercase());
    }
    plain
}

fn is_file_name(alt: &str) -> bool {
    let lower = alt.trim().to_lowercase();
    let ending = lower.rsplit_once('.').map_or("", |(_, ending)| ending);
    matches!(ending, "png" | "jpg" | "jpeg" | "gif" | "webp" | "svg" | "bmp")
}

#[cfg(test)]
mod tests {
    use crate::extract::{Screenshot, Target};
    use crate::source::Span;

    fn says(alt: &str, target: &str) -> bool {
        let file = Target::Missing(String::new());
        let (alt, target) = (alt.to_owned(), target.to_owned());
        let shot = Screenshot {
            span: Span::default(),
            target,
            file,
            alt,
            caption: None,
            command: None,
            step: None,
            part: None,
            covers: Span::default(),
        };
        shot.says_something()
    }

    #[test]
    fn placeholders_and_file_names_say_nothing() {
        let empty =
            ["", " ", "alt text", "Alt-Text", "image", "Screenshot 3", "img 12", "7.2", "a.png", "LXD1", "图片"];
        for alt in empty {
            assert!(!says(alt, "image/LXD1.png"), "{alt}");
        }
        assert!(!says("Screenshot 2025-02-16 185348", "x/Screenshot%202025-02-16%20185348.png"));
        for alt in ["LXD container running", "Install multipass", "nginx in the browser", "Output of docker ps"] {
            assert!(says(alt, "image/install%20multipass.png"), "{alt}");
        }
    }
}
