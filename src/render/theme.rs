//! The style sheet and the script of a site, with its words written in, so that no page has to carry them.

use serde::Serialize;

use crate::config::Theme;
use crate::words::Words;

const CSS: &str = include_str!("../../templates/theme.css");
const CONSOLE: &str = include_str!("../../templates/themes/console.css");
const ARTICLE: &str = include_str!("../../templates/themes/article.css");
const JS: &str = include_str!("../../templates/theme.js");

/// What the script has in the place of its words.
const PLACE: &str = "{/* the words of the site */}";

/// The words that only the script says.
#[derive(Serialize)]
struct ScriptWords<'a> {
    copy: &'a str,
    copied: &'a str,
    not_copied: &'a str,
    picture: &'a str,
    close: &'a str,
    previous: &'a str,
    next: &'a str,
    command: &'a str,
    comparison: &'a str,
    shown_of: &'a str,
    found: &'a str,
    found_most: &'a str,
    nothing_found: &'a str,
    search_failed: &'a str,
}

/// Returns the style sheet of a theme: all build on the same one.
pub(super) fn css(theme: Theme, words: &Words) -> String {
    let more = match theme {
        Theme::Notebook => "",
        Theme::Console => CONSOLE,
        Theme::Article => ARTICLE,
    };
    // Of all words only this one is written by the style sheet: a figure has a number on paper alone.
    let figure = string(&words.figure);
    format!("{CSS}{more}\n@layer tokens {{ :root {{ --figure: {figure}; }} }}\n")
}

/// Returns a text as a string of CSS.
fn string(text: &str) -> String {
    // `</style>` may not end the element where the style sheet stands in a page.
    let means = |c: char| c.is_control() || matches!(c, '"' | '\\' | '<');
    let safe = |c: char| if means(c) { format!("\\{:x} ", u32::from(c)) } else { c.into() };
    format!("\"{}\"", text.chars().map(safe).collect::<String>())
}

/// Returns the script that every page loads.
pub(super) fn js(words: &Words) -> String {
    let own = ScriptWords {
        copy: &words.copy,
        copied: &words.copied,
        not_copied: &words.not_copied,
        picture: &words.picture,
        close: &words.close,
        previous: &words.previous,
        next: &words.next,
        command: &words.command,
        comparison: &words.comparison,
        shown_of: &words.shown_of,
        found: &words.found,
        found_most: &words.found_most,
        nothing_found: &words.nothing_found,
        search_failed: &words.search_failed,
    };
    // Texts always have a JSON form, and JSON is JavaScript. `</script>` may not end the element that it stands in.
    let own = serde_json::to_string(&own).unwrap_or_default().replace('<', "\\u003c");
    JS.replacen(PLACE, &own, 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    #[test]
    fn the_words_are_written_in() {
        let words = Words::of(Language::Finnish);
        assert!(js(&words).contains("\"copy\":\"Kopioi\"") && !js(&words).contains(PLACE));
        assert!(css(Theme::Notebook, &words).ends_with("--figure: \"Kuva\"; } }\n"));
    }

    #[test]
    fn a_word_cannot_leave_its_string() {
        assert_eq!(string("a\"; } b\\\n</style>"), "\"a\\22 ; } b\\5c \\a \\3c /style>\"");
        let words = Words { copy: "</script>\"".to_owned(), ..Words::of(Language::English) };
        assert!(js(&words).contains(r#""copy":"\u003c/script>\"""#));
    }

    #[test]
    fn all_scripts_together_stay_small_in_every_language() {
        let search = include_str!("../../templates/search.js").len();
        for language in Language::ALL {
            let size = js(&Words::of(language)).len() + search;
            assert!(size < 25_000, "{size} bytes in {language:?}");
        }
    }
}
