//! Every kind of page: what its template sees.

mod commands;
mod compare;
mod frame;
mod lists;
mod report;
mod review;
mod screenshots;

use serde::Serialize;

pub(super) use lists::excerpt;
pub use review::MISSING;

use super::templates::Templates;
use super::view::{CommandsView, CompareView, Frame, ListView, ReportView, ReviewView, ScreenshotsView};
use super::{Assets, Content, File, template};
use crate::diagnostic::Diagnostic;
use crate::site::{Page, PageKind, Site};

/// What a template sees: the frame, and the one of the others that its kind of page has.
#[derive(Serialize)]
struct Values {
    frame: Frame,
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<ReportView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    list: Option<ListView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    compare: Option<CompareView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    commands: Option<CommandsView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    screenshots: Option<ScreenshotsView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    review: Option<ReviewView>,
}

impl Values {
    fn of(frame: Frame) -> Self {
        Self { frame, report: None, list: None, compare: None, commands: None, screenshots: None, review: None }
    }
}

/// Renders a page, and the files that belong to it alone.
pub(super) fn files(site: &Site, page: &Page, assets: &Assets, templates: &Templates) -> Result<Vec<File>, Diagnostic> {
    let frame = frame::frame(site, page, assets);
    let mut values = Values::of(frame);
    let mut files = Vec::new();
    match page.kind {
        PageKind::Home | PageKind::Section => values.list = Some(lists::list(site, page)),
        PageKind::Report => values.report = page.report.map(|index| report::report(site, page, index)),
        PageKind::Compare => {
            values.compare = Some(compare::compare(site, page));
            files = super::export::files(site);
        }
        PageKind::Commands => values.commands = Some(commands::commands(site, page)),
        PageKind::Screenshots => values.screenshots = Some(screenshots::screenshots(site, page)),
        PageKind::NotFound => {}
    }
    let html = templates.page(&template(page.kind), &values)?;
    files.push(File { path: page.address.clone(), content: Content::Text(html) });
    Ok(files)
}

/// Renders the page of a review.
pub(super) fn review(
    site: &Site,
    page: &Page,
    found: &[&Diagnostic],
    assets: &Assets,
    templates: &Templates,
) -> Result<Vec<File>, Diagnostic> {
    let frame = Frame { kind: "review", public: None, ..frame::frame(site, page, assets) };
    let values = Values { review: Some(review::review(site, page, found)), ..Values::of(frame) };
    let html = templates.page("review.html", &values)?;
    Ok(vec![File { path: page.address.clone(), content: Content::Text(html) }])
}
