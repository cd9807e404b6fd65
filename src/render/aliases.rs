//! What stands at the old addresses of a site: a small page that leads on, and a list for hosts that read one.

use serde::Serialize;

use super::hosting::whole;
use super::templates::Templates;
use super::view::AliasView;
use super::{Assets, Content, File};
use crate::diagnostic::Diagnostic;
use crate::site::{Alias, Site, percent_encoded, relative};
use crate::source::RepoPath;
use crate::words::Direction;

#[derive(Serialize)]
struct Values {
    alias: AliasView,
}

/// Returns the pages at the old addresses.
pub(super) fn files(site: &Site, assets: &Assets, templates: &Templates) -> Result<Vec<File>, Diagnostic> {
    let file = |alias: &Alias| {
        let page = &site.pages[alias.page];
        let view = AliasView {
            title: page.title.clone(),
            url: relative(&alias.address, &page.address),
            canonical: site.config.base_url.as_deref().map(|base| whole(base, &page.address)),
            lang: site.config.lang.clone(),
            dir: Direction::of_language(&site.config.lang).name(),
            theme: site.config.theme.name(),
            css: relative(&alias.address, &assets.css),
        };
        let html = templates.page("alias.html", &Values { alias: view })?;
        Ok(File { path: alias.address.clone(), content: Content::Text(html) })
    };
    site.aliases.iter().map(file).collect()
}

/// Returns the list of old and new addresses in the form that Netlify, Cloudflare Pages and GitLab Pages read; `None`
/// when there are no old ones. Netlify and GitLab look for a file first and find the small page, which leads on too.
pub(super) fn redirects(site: &Site) -> Option<File> {
    // These hosts want whole paths. Unless the site says otherwise it is a host of its own.
    let base = site.config.base_path.as_deref().unwrap_or("/");
    let line = |alias: &Alias| {
        let to = whole(base, &site.pages[alias.page].address);
        let address = alias.address.as_str();
        let Some(folder) = address.strip_suffix("/index.html") else {
            return format!("{} {to} 301\n", whole(base, &alias.address));
        };
        let folder = folder.split('/').map(percent_encoded).collect::<Vec<_>>().join("/");
        format!("{base}{folder} {to} 301\n{base}{folder}/ {to} 301\n")
    };
    let lines: String = site.aliases.iter().map(line).collect();
    let file = File { path: RepoPath::new("_redirects"), content: Content::Text(lines) };
    (!site.aliases.is_empty()).then_some(file)
}
