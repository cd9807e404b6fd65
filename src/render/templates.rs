//! Pages from templates: labpress's own, and those of the site that replace or extend them.
//!
//! Built-in templates are named `default/..`. A template is looked for among the site's own first and there next, so a
//! site's `templates/report.html` wins, and can extend `default/report.html` and change one block.

use serde::Serialize;
use tera::{Context, Tera};

use super::template_fault::fault;
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Sources};
use crate::words::Words;

/// The templates that are compiled in.
pub(super) const BUILT_IN: [(&str, &str); 11] = [
    ("default/404.html", include_str!("../../templates/404.html")),
    ("default/alias.html", include_str!("../../templates/alias.html")),
    ("default/base.html", include_str!("../../templates/base.html")),
    ("default/commands.html", include_str!("../../templates/commands.html")),
    ("default/compare.html", include_str!("../../templates/compare.html")),
    ("default/components.html", include_str!("../../templates/components.html")),
    ("default/home.html", include_str!("../../templates/home.html")),
    ("default/report.html", include_str!("../../templates/report.html")),
    ("default/review.html", include_str!("../../templates/review.html")),
    ("default/screenshots.html", include_str!("../../templates/screenshots.html")),
    ("default/section.html", include_str!("../../templates/section.html")),
];

/// The page that holds all pages. It changes blocks of `base.html` that a site's own may not have, so it is read only
/// where it is wanted.
pub(super) const SINGLE: (&str, &str) = ("default/single.html", include_str!("../../templates/single.html"));

/// What stands in the place of `base.html` where only the main part of a page is wanted. The other blocks are there for
/// templates that change them.
const ONLY_MAIN: (&str, &str) = (
    "default/base.html",
    "{% block main %}{% endblock main %}{% set around = false %}{% if around %}\
     {% block title %}{% endblock title %}{% block policy %}{% endblock policy %}{% block assets %}{% endblock assets %}\
     {% block head_extra %}{% endblock head_extra %}{% block header %}{% block menu %}{% endblock menu %}\
     {% endblock header %}{% block footer %}{% endblock footer %}{% endif %}",
);

/// Templates that were read and understood.
#[derive(Debug)]
pub(super) struct Templates<'a> {
    tera: Tera,
    sources: &'a Sources,
}

impl<'a> Templates<'a> {
    /// Reads the built-in templates and the site's own; all of them see `words`.
    pub(super) fn read(sources: &'a Sources, words: &Words) -> Result<Self, Diagnostic> {
        Self::of(sources, words, BUILT_IN.to_vec(), |name| name != "single.html")
    }

    /// Reads them and the one of the page that holds all pages.
    pub(super) fn with_single(sources: &'a Sources, words: &Words) -> Result<Self, Diagnostic> {
        Self::of(sources, words, BUILT_IN.into_iter().chain([SINGLE]).collect(), |_| true)
    }

    /// Reads them so that a page is its main part and nothing around it; where the site has a `base.html` of its own,
    /// whose blocks its other templates may change, that stands around it still.
    pub(super) fn of_main(sources: &'a Sources, words: &Words) -> Result<Self, Diagnostic> {
        let others = BUILT_IN.into_iter().filter(|(name, _)| *name != ONLY_MAIN.0);
        Self::of(sources, words, others.chain([ONLY_MAIN]).collect(), |name| name != "single.html")
    }

    /// Reads these templates, and those of the site's own whose names are wanted.
    fn of(
        sources: &'a Sources,
        words: &Words,
        built_in: Vec<(&'static str, &'static str)>,
        wanted: impl Fn(&str) -> bool,
    ) -> Result<Self, Diagnostic> {
        let mut tera = Tera::default();
        tera.global_context().insert("words", words);
        let own = sources.templates.iter().map(|&id| (name(sources, id), sources.text(id).text.as_str()));
        // The site's own may be labpress's, where this is its own repository: then they are no replacement.
        let is_ours = |name: &str, text: &str| {
            BUILT_IN
                .iter()
                .chain([&SINGLE])
                .any(|(ours, same)| ours.strip_prefix("default/") == Some(name) && *same == text)
        };
        let own: Vec<(String, &str)> = own.filter(|(name, text)| wanted(name) && !is_ours(name, text)).collect();
        let built_in = built_in.into_iter().map(|(name, text)| (name.to_owned(), text));
        let read = tera
            .set_fallback_prefixes(["default/"])
            .and_then(|()| tera.add_raw_templates(built_in.chain(own).collect::<Vec<_>>()));
        match read {
            Ok(()) => Ok(Self { tera, sources }),
            Err(error) => Err(fault(&error, None, sources)),
        }
    }

    /// Renders one page.
    pub(super) fn page(&self, name: &str, values: &impl Serialize) -> Result<String, Diagnostic> {
        let rendered = Context::from_serialize(values).and_then(|context| self.tera.render(name, &context));
        rendered.map_err(|error| fault(&error, Some(name), self.sources))
    }
}

/// `report.html` of `templates/report.html`.
pub(super) fn name(sources: &Sources, id: FileId) -> String {
    let path = sources.text(id).path.as_str();
    path.strip_prefix("templates/").unwrap_or(path).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_that_replace_ours_are_known() {
        let mut names: Vec<&str> =
            BUILT_IN.iter().chain([&SINGLE]).map(|(name, _)| &name["default/".len()..]).collect();
        names.sort_unstable();
        assert_eq!(names, crate::config::TEMPLATES);
    }
}
