//! What hosts, search engines and other sites want to know: headers, a map of the site, a feed, whole addresses.
//!
//! Whole addresses need `base_url`; without it a site says nothing about where it is, and works everywhere.

use serde_json::{Value, json};

use super::figure::{alt, picture, picture_path};
use super::html::escape;
use super::view::{PublicImageView, PublicView};
use super::{Content, File};
use crate::config::is_language;
use crate::document::day_of;
use crate::extract::Screenshot;
use crate::images::Picture;
use crate::site::{Page, PageKind, Site, is_strip, percent_encoded};
use crate::source::RepoPath;

/// The same policy as in every page, for hosts that send headers.
const HEADERS: &str = "\
/*
  Content-Security-Policy: default-src 'none'; connect-src 'self'; img-src 'self'; style-src 'self'; \
    script-src 'self'; font-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'
  X-Content-Type-Options: nosniff
  Referrer-Policy: no-referrer

/assets/*
  Cache-Control: public, max-age=31536000, immutable

/pictures/*
  Cache-Control: public, max-age=31536000, immutable
";

/// Where the feed lies.
const FEED: &str = "feed.xml";

/// Returns the files that only hosts, robots and feed readers look at.
pub(super) fn files(site: &Site) -> Vec<File> {
    let base = site.config.base_url.as_deref();
    let map = base.map(|base| format!("Sitemap: {base}sitemap.xml\n")).unwrap_or_default();
    let mut texts = vec![
        // GitHub would leave out files that begin with `_`.
        (".nojekyll", String::new()),
        ("_headers", HEADERS.to_owned()),
        ("robots.txt", format!("User-agent: *\nAllow: /\n{map}")),
    ];
    if let Some(base) = base {
        texts.push(("sitemap.xml", sitemap(site, base)));
        texts.extend(feed(site, base).map(|feed| (FEED, feed)));
    }
    texts.into_iter().map(|(path, text)| File { path: RepoPath::new(path), content: Content::Text(text) }).collect()
}

/// Returns whether the site has a feed.
pub(super) fn has_feed(site: &Site) -> bool {
    site.config.base_url.is_some() && site.pages.iter().any(|page| date(site, page).is_some())
}

/// Returns what other sites want to know of a page.
pub(super) fn public(site: &Site, page: &Page, description: Option<&str>, has_feed: bool) -> Option<PublicView> {
    let base = site.config.base_url.as_deref().filter(|_| page.kind != PageKind::NotFound)?;
    let url = whole(base, &page.address);
    let is_article = page.kind == PageKind::Report;
    let image = image(site, page, base);
    let mut about = json!({
        "@context": "https://schema.org",
        "@type": if is_article { "Article" } else { "WebPage" },
        "headline": page.title,
        "url": url,
        "isPartOf": { "@type": "WebSite", "name": site.title, "url": base },
    });
    let front = page.report.map(|report| &site.reports[report].document.front_matter);
    let author = front.and_then(|front| front.author.as_ref()).or(site.author.as_ref());
    let mut say = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            about[key] = value;
        }
    };
    say("inLanguage", Some(Value::from(language(site, page))));
    say("description", description.map(Value::from));
    say("author", author.map(|name| json!({ "@type": "Person", "name": name })));
    let date = date(site, page);
    say("datePublished", date.map(Value::from));
    say("image", image.as_ref().map(|image| Value::from(image.url.as_str())));
    Some(PublicView {
        url,
        kind: if is_article { "article" } else { "website" },
        date: date.filter(|_| is_article).map(str::to_owned),
        image,
        feed: has_feed.then(|| format!("{base}{FEED}")),
        // `</script>` in a title must not end the element.
        json_ld: about.to_string().replace('<', "\\u003c"),
    })
}

/// Returns the language of a page's text.
fn language<'a>(site: &'a Site, page: &Page) -> &'a str {
    let own = page.report.and_then(|report| site.reports[report].document.front_matter.lang.as_deref());
    own.filter(|lang| is_language(lang)).unwrap_or(&site.config.lang)
}

/// Returns the picture that stands for a page: its first screenshot, rather none that is one line of a terminal. What is
/// no write-up of its own is shown by the first one that has any.
fn image(site: &Site, page: &Page, base: &str) -> Option<PublicImageView> {
    let own = page.report.and_then(|report| first_shot(site, report));
    let is_write_up = page.kind == PageKind::Report;
    let others = site.pages.iter().filter(|_| !is_write_up).filter_map(|other| other.report);
    let (report, shot, picture) = own.or_else(|| others.into_iter().find_map(|report| first_shot(site, report)))?;
    // Other sites read PNG and JPEG, and hardly any WebP: the full picture is what they can show.
    let file = &picture.full;
    Some(PublicImageView {
        url: whole(base, &picture_path(&file.name)),
        width: file.width,
        height: file.height,
        alt: alt(site, report, shot),
    })
}

fn first_shot<'a>(site: &'a Site, report: usize) -> Option<(usize, &'a Screenshot, &'a Picture)> {
    let shots = &site.reports[report].found.screenshots;
    let shown = || shots.iter().filter_map(|shot| Some((report, shot, picture(site, shot).ok()?)));
    shown().find(|(_, _, picture)| !is_strip(picture.width, picture.height)).or_else(|| shown().next())
}

/// Returns the whole address of a file of the site; a folder's page has that of the folder.
pub(super) fn whole(base: &str, path: &RepoPath) -> String {
    let path = path.as_str();
    let path = if path == "index.html" {
        ""
    } else {
        path.strip_suffix("/index.html").map_or(path, |_| &path[..path.len() - 10])
    };
    format!("{base}{}", path.split('/').map(percent_encoded).collect::<Vec<_>>().join("/"))
}

fn sitemap(site: &Site, base: &str) -> String {
    let pages = site.pages.iter().filter(|page| page.kind != PageKind::NotFound);
    let entry = |page: &Page| {
        let date = date(site, page).map(|date| format!("<lastmod>{date}</lastmod>")).unwrap_or_default();
        format!("<url><loc>{}</loc>{date}</url>\n", xml(&whole(base, &page.address)))
    };
    let entries: String = pages.map(entry).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n\
         {entries}</urlset>\n"
    )
}

/// Returns the date of a page's write-up, when it says one that programs understand.
fn date<'a>(site: &'a Site, page: &Page) -> Option<&'a str> {
    let front = &site.reports[page.report?].document.front_matter;
    day_of(front.date.as_deref()?)
}

/// Returns the write-ups that say their date as an Atom feed, the newest first; `None` when none does. The clock is never
/// asked: the same notes make the same feed.
fn feed(site: &Site, base: &str) -> Option<String> {
    let mut dated: Vec<(&str, &Page)> = site.pages.iter().filter_map(|page| Some((date(site, page)?, page))).collect();
    dated.sort_by(|a, b| b.0.cmp(a.0).then_with(|| a.1.address.cmp(&b.1.address)));
    let (newest, _) = dated.first()?;
    let entry = |(date, page): &(&str, &Page)| {
        let url = xml(&whole(base, &page.address));
        let report = page.report.map(|report| &site.reports[report]);
        let said = report.map(super::pages::excerpt).filter(|said| !said.is_empty());
        let summary = said.map(|said| format!("<summary>{}</summary>", xml(&said))).unwrap_or_default();
        let author = report.and_then(|report| report.document.front_matter.author.as_ref());
        let author = author.map(|name| format!("<author><name>{}</name></author>", xml(name))).unwrap_or_default();
        let title = xml(&page.title);
        format!(
            "<entry><title>{title}</title><id>{url}</id><link href=\"{url}\"/><updated>{date}T00:00:00Z</updated>\
             {author}{summary}</entry>\n"
        )
    };
    let entries: String = dated.iter().map(entry).collect();
    let author = xml(site.author.as_deref().unwrap_or(&site.title));
    let (title, home, lang) = (xml(&site.title), xml(base), xml(&site.config.lang));
    Some(format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" \
         xml:lang=\"{lang}\">\n<title>{title}</title>\
         <id>{home}</id><link href=\"{home}\"/><link rel=\"self\" href=\"{home}{FEED}\"/><updated>{newest}T00:00:00Z</updated>\
         <author><name>{author}</name></author>\n{entries}</feed>\n"
    ))
}

/// Returns text for XML, in which control characters may not stand however they are written.
fn xml(text: &str) -> String {
    escape(&text.replace(|c: char| c.is_control() && !c.is_whitespace() || matches!(c, '\u{fffe}' | '\u{ffff}'), ""))
}
