//! The page of a write-up.

use crate::render::contents::contents;
use crate::render::html::{Extras, write};
use crate::render::page::{counts, in_words, page as html_page};
use crate::render::view::{LanguageView, LinkView, ReportView};
use crate::site::{Page, PageKind, Site};

pub(super) fn report(site: &Site, page: &Page, index: usize) -> ReportView {
    let report = &site.reports[index];
    let html = html_page(site, page, index);
    let front = &report.document.front_matter;
    let (previous, next) = neighbours(site, page);
    ReportView {
        title: report.found.title.clone(),
        author: front.author.clone().or_else(|| site.author.clone()),
        date: front.date.clone(),
        language: language(site, index),
        source: site.sources.text(report.document.file).path.as_str().to_owned(),
        counts: in_words(site.words, counts(&report.found)),
        contents: contents(&report.document.blocks, &html),
        body_html: write(&report.document, Extras::Page(&html)),
        previous,
        next,
    }
}

/// Returns the language of a write-up, where its front matter names another than the site's.
pub(super) fn language(site: &Site, index: usize) -> Option<LanguageView> {
    let tag = site.reports[index].document.front_matter.lang.clone();
    let tag = tag.filter(|tag| crate::config::is_language(tag) && !tag.eq_ignore_ascii_case(&site.config.lang))?;
    Some(LanguageView::of(&tag))
}

/// Returns the write-ups before and after this one; the front page is neither.
pub(in crate::render) fn neighbours(site: &Site, page: &Page) -> (Option<LinkView>, Option<LinkView>) {
    if page.kind == PageKind::Home {
        return (None, None);
    }
    let at = site.number(page);
    let is_report = |other: &&Page| other.report.is_some() && other.kind != PageKind::Home;
    let link = |to: &Page| LinkView { title: to.title.clone(), url: site.between(page, to) };
    let before = site.pages[..at].iter().rev().find(is_report);
    let after = site.pages.get(at + 1..).unwrap_or_default().iter().find(is_report);
    (before.map(link), after.map(link))
}
