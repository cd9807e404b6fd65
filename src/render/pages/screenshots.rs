//! The contact sheet.

use crate::render::figure::figure;
use crate::render::page::part_name;
use crate::render::pages::lists::part_links;
use crate::render::view::{LinkView, ScreenshotsView, ShotGroupView, ShotView};
use crate::site::{Page, Site};

pub(super) fn screenshots(site: &Site, page: &Page) -> ScreenshotsView {
    let parts = site.shot_parts();
    let here = parts.get(page.part).into_iter().flatten();
    let all = || parts.iter().flatten();
    let count = all().map(|&report| site.reports[report].found.screenshots.len()).sum();
    let words = site.words;
    ScreenshotsView {
        groups: here.map(|&report| group(site, page, report)).collect(),
        count,
        counted: vec![
            words.counted(&words.count_screenshots, count),
            words.counted(&words.count_reports, all().count()),
        ],
        pages: part_links(site, page),
    }
}

fn group(site: &Site, page: &Page, report: usize) -> ShotGroupView {
    let found = &site.reports[report].found;
    let shots = found.screenshots.iter().map(|shot| {
        let part = shot.part.map(|part| part_name(&found.parts[part]));
        let words = Some(shot.alt.trim()).filter(|_| shot.says_something());
        let caption = shot.caption.as_ref().map(|caption| caption.says.clone());
        ShotView {
            figure: figure(site, page, report, shot),
            url: site.to_fact(page, report, shot.span),
            step: caption.or_else(|| shot.step.clone()).or_else(|| words.map(str::to_owned)).unwrap_or_default(),
            part: part.unwrap_or_default(),
        }
    });
    let to = &site.pages[site.places[report].page];
    let link = LinkView { title: found.title.clone(), url: site.between(page, to) };
    ShotGroupView { report: link, shots: shots.collect() }
}
