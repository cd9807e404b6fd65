//! Every kind of page: what its template sees.

mod commands;
mod compare;
pub(super) mod frame;
mod lists;
mod report;
mod review;
mod screenshots;

use serde::Serialize;

pub(super) use frame::frame;
pub(super) use lists::excerpt;
pub(super) use report::neighbours;
pub use review::MISSING;

use super::templates::Templates;
use super::view::{CommandsView, CompareView, Frame, ListView, ReportView, ReviewView, ScreenshotsView, SingleView};
use super::{Assets, Content, File, Known, key, template};
use crate::diagnostic::Diagnostic;
use crate::site::{Page, PageKind, Site};

/// What a template sees: the frame, and the one of the others that its kind of page has.
#[derive(Hash, Serialize)]
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
    #[serde(skip_serializing_if = "Option::is_none")]
    single: Option<SingleView>,
}

impl Values {
    fn of(frame: Frame) -> Self {
        Self {
            frame,
            report: None,
            list: None,
            compare: None,
            commands: None,
            screenshots: None,
            review: None,
            single: None,
        }
    }
}

/// Renders a page, unless it is known to be as it was.
pub(super) fn file(
    site: &Site,
    page: &Page,
    assets: &Assets,
    templates: &Templates,
    known: Known,
) -> Result<Option<File>, Diagnostic> {
    // Of a write-up it is known what its page is made from before that is computed.
    if key::of(site, page, assets).is_some_and(|key| known(page, key)) {
        return Ok(None);
    }
    let values = values(site, page, assets);
    if page.kind != PageKind::Report && known(page, key::of_values(assets, &values)) {
        return Ok(None);
    }
    let html = templates.page(&template(page.kind), &values)?;
    Ok(Some(File { path: page.address.clone(), content: Content::Text(html) }))
}

fn values(site: &Site, page: &Page, assets: &Assets) -> Values {
    let mut values = Values::of(frame::frame(site, page, assets));
    match page.kind {
        PageKind::Home | PageKind::Section => values.list = Some(lists::list(site, page)),
        PageKind::Report => values.report = page.report.map(|index| report::report(site, page, index)),
        PageKind::Compare => values.compare = Some(compare::compare(site, page)),
        PageKind::Commands => values.commands = Some(commands::commands(site, page)),
        PageKind::Screenshots => values.screenshots = Some(screenshots::screenshots(site, page)),
        PageKind::NotFound => {}
    }
    values
}

/// Renders the main part of a page for the file that holds them all: without the files beside it, and without pictures
/// that are shown again in a report.
pub(super) fn main_part(
    site: &Site,
    page: &Page,
    assets: &Assets,
    templates: &Templates,
) -> Result<String, Diagnostic> {
    let mut values = values(site, page, assets);
    values.frame.breadcrumbs = Vec::new();
    let cards = values.list.iter_mut().flat_map(|list| &mut list.cards);
    cards.for_each(|card| card.cover = None);
    for table in values.compare.iter_mut().flat_map(|compare| &mut compare.tables) {
        table.csv.clear();
        table.json.clear();
    }
    let tools = values.commands.iter_mut().flat_map(|commands| &mut commands.tools);
    let commands = tools.flat_map(|tool| &mut tool.groups).flat_map(|group| &mut group.commands);
    commands.flat_map(|command| &mut command.uses).for_each(|place| place.figure = None);
    templates.page(&template(page.kind), &values)
}

/// Renders the file that holds all pages.
pub(super) fn single(frame: Frame, single: SingleView, templates: &Templates) -> Result<String, Diagnostic> {
    templates.page("single.html", &Values { single: Some(single), ..Values::of(frame) })
}

/// Renders the page of a review.
pub(super) fn review(
    site: &Site,
    page: &Page,
    found: &[&Diagnostic],
    assets: &Assets,
    templates: &Templates,
) -> Result<Option<File>, Diagnostic> {
    let frame = Frame { kind: "review", public: None, ..frame::frame(site, page, assets) };
    let values = Values { review: Some(review::review(site, page, found)), ..Values::of(frame) };
    let html = templates.page("review.html", &values)?;
    Ok(Some(File { path: page.address.clone(), content: Content::Text(html) }))
}
