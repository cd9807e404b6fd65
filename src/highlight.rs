//! Code to HTML with classes for colours; the colours are the theme's.

/// Returns code as safe HTML.
pub fn highlight(_language: &str, code: &str) -> String {
    code.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Returns what a language is called, or `None` for the empty word.
pub fn label(language: &str) -> Option<String> {
    (!language.is_empty()).then(|| language.to_owned())
}

/// Returns one command as safe HTML.
pub fn command(line: &str) -> String {
    highlight("sh", line)
}
