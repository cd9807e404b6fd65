//! The contact sheet.

use crate::render::figure::figure;
use crate::render::page::part_name;
use crate::render::view::{LinkView, ScreenshotsView, ShotGroupView, ShotView};
use crate::site::{Page, Site};

pub(super) fn screenshots(site: &Site, page: &Page) -> ScreenshotsView {
    let reports = site.pages.iter().filter_map(|page| page.report);
    let shown = reports.filter(|&report| !site.reports[report].found.screenshots.is_empty());
    let groups: Vec<ShotGroupView> = shown.map(|report| group(site, page, report)).collect();
    let count = groups.iter().map(|group| group.shots.len()).sum();
    let words = site.words;
    let counted =
        vec![words.counted(&words.count_screenshots, count), words.counted(&words.count_reports, groups.len())];
    ScreenshotsView { groups, count, counted }
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
