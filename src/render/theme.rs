//! The style sheet and the script of a site, with its words written in, so that no page has to carry them.

use serde::Serialize;

use super::lean;
use crate::config::Theme;
use crate::site::Site;
use crate::words::Words;

const CSS: &str = include_str!("../../templates/theme.css");
const SHEETS: &str = include_str!("../../templates/sheets.css");
const REVIEW: &str = include_str!("../../templates/review.css");
const SINGLE: &str = include_str!("../../templates/single.css");
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

/// Returns the style sheet of a site: all themes build on the same one, and the site's own rules come last.
pub(super) fn css(site: &Site) -> String {
    with_own(site, of_theme(site.config.theme, "", site.words))
}

/// Returns the style sheet of lists and of the pages over all reports. The page of a report does without it.
pub(super) fn sheets_css() -> String {
    lean::css(SHEETS)
}

/// Returns the style sheet of a review: the same, and what only a review shows.
pub(super) fn review_css(site: &Site) -> String {
    with_own(site, of_theme(site.config.theme, REVIEW, site.words))
}

/// Returns the style sheet of the one file that holds all pages, fit to stand within it.
pub(super) fn single_css(site: &Site) -> String {
    // Only the site's own rules can hold this; to a style sheet the two are the same.
    with_own(site, of_theme(site.config.theme, &format!("{SHEETS}{SINGLE}"), site.words)).replace("</", "<\\/")
}

/// The site's own rules are its author's business: they are neither read nor changed.
fn with_own(site: &Site, ours: String) -> String {
    match site.sources.style {
        Some(id) => format!("{ours}\n{}", site.sources.text(id).text),
        None => ours,
    }
}

fn of_theme(theme: Theme, more: &str, words: &Words) -> String {
    let theme = match theme {
        Theme::Notebook => "",
        Theme::Console => CONSOLE,
        Theme::Article => ARTICLE,
    };
    // Of all words only this one is written by the style sheet: a figure has a number on paper alone.
    let figure = string(&words.figure);
    lean::css(&format!("{CSS}{more}{theme}\n@layer tokens {{ :root {{ --figure: {figure}; }} }}\n"))
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
    lean::js(&JS.replacen(PLACE, &own, 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    #[test]
    fn the_words_are_written_in() {
        let words = Words::of(Language::Finnish);
        assert!(js(&words).contains("\"copy\":\"Kopioi\"") && !js(&words).contains(PLACE));
        assert!(of_theme(Theme::Notebook, "", &words).ends_with("--figure:\"Kuva\"}}"));
    }

    #[test]
    fn a_word_cannot_leave_its_string() {
        assert_eq!(string("a\"; } b\\\n</style>"), "\"a\\22 ; } b\\5c \\a \\3c /style>\"");
        let words = Words { copy: "</script>\"".to_owned(), ..Words::of(Language::English) };
        assert!(js(&words).contains(r#""copy":"\u003c/script>\"""#));
    }

    #[test]
    fn all_scripts_together_stay_small_in_every_language() {
        let search = lean::js(include_str!("../../templates/search.js")).len();
        for language in Language::ALL {
            let size = js(&Words::of(language)).len() + search;
            assert!(size < 25_000, "{size} bytes in {language:?}");
        }
    }
}
