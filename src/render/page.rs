//! What the HTML writer needs to know about one write-up: where links lead, what became of pictures, its parts.

use std::collections::BTreeMap;

use super::figure::{caption, picture, picture_path, shown};
use super::html::{self, Href, PartHeader, Shown};
use super::view::{Counts, CountsView, FigureView};
use crate::config::{Theme, is_language};
use crate::document::BlockKind;
use crate::extract::{Carrier, Command, Found, Part};
use crate::site::{Destination, Page, Site, percent_encoded, relative};
use crate::source::{Span, host_of};
use crate::words::{Direction, Words, fill};

/// Returns what the writer needs for the write-up `report`, shown on `page`.
pub(super) fn page<'a>(site: &'a Site<'_>, page: &Page, report: usize) -> html::Page<'a> {
    let found = &site.reports[report].found;
    let place = &site.places[report];
    let remote = found.remote.iter().map(|(span, address)| {
        let shown = match host_of(address) {
            Some(host) => Shown::Remote(fill(&site.words.picture_on, &[("host", host)]), Some(absolute(address))),
            None => Shown::Remote(site.words.picture_inside.clone(), None),
        };
        (*span, shown)
    });
    let shots = found.screenshots.iter().map(|shot| {
        let shown = match picture(site, shot) {
            Ok(picture) => {
                let view: FigureView = shown(page, picture, super::figure::alt(site, report, shot));
                Shown::Picture(Box::new(view), caption(site, report, shot))
            }
            Err(why) => Shown::Missing(why),
        };
        (shot.span, shown)
    });
    html::Page {
        tools: site.toolbox,
        words: site.words,
        direction: direction(site, report),
        links: links(site, page, report),
        pictures: shots.chain(remote).collect(),
        anchors: &place.anchors.nodes,
        commands: found.commands.iter().filter(in_text).map(|found| (found.span.end, &*found.text)).collect(),
        parts: parts(found),
        lost_comments: found.lost_comments.iter().copied().collect(),
        title: place.title,
        shot_sizes: shot_sizes(site.config.theme),
        remarks: BTreeMap::new(),
    }
}

/// Returns where the links of the write-up `report`, shown on `page`, lead.
pub(super) fn links(site: &Site, page: &Page, report: usize) -> BTreeMap<Span, Href> {
    let destinations = site.places[report].links.destinations.iter();
    destinations.map(|(&span, destination)| (span, href(site, page, report, destination))).collect()
}

/// Returns the direction of a write-up: its own language's, else the site's.
fn direction(site: &Site, report: usize) -> Direction {
    let own = site.reports[report].document.front_matter.lang.as_deref().filter(|tag| is_language(tag));
    Direction::of_language(own.unwrap_or(&site.config.lang))
}

/// Returns how wide the style sheet of a theme shows a screenshot.
fn shot_sizes(theme: Theme) -> &'static str {
    match theme {
        // A rail beside the text on wide screens, the text's width below.
        Theme::Notebook => "(min-width: 1100px) 24rem, (min-width: 46rem) 44rem, 94vw",
        Theme::Console => "(min-width: 50rem) 46rem, 94vw",
        Theme::Article => "(min-width: 44rem) 34rem, 94vw",
    }
}

/// The page may lie on a disk, where an address without a scheme leads nowhere.
fn absolute(address: &str) -> String {
    if address.starts_with("//") { format!("https:{address}") } else { address.to_owned() }
}

/// Returns whether a command stands in plain text.
fn in_text(command: &&Command) -> bool {
    matches!(command.carrier, Carrier::LabelledItem | Carrier::BareLine)
}

/// Returns what the header of each part says, by its label.
pub(super) fn parts(found: &Found) -> BTreeMap<Span, PartHeader> {
    let mut taken = std::collections::BTreeSet::new();
    let headers = found.parts.iter().enumerate().map(|(index, part)| {
        let fallback = format!("part-{}", part.number.unwrap_or(index as u32 + 1));
        let id = part.anchor.clone().filter(|id| !id.is_empty()).unwrap_or_else(|| {
            // A label that is no heading has no id on GitHub; it must not take one that a heading has.
            let numbered = (1..).map(|count| if count == 1 { fallback.clone() } else { format!("{fallback}-{count}") });
            let free =
                |id: &String| !taken.contains(id) && !found.parts.iter().any(|other| other.anchor.as_ref() == Some(id));
            numbered.into_iter().find(free).unwrap_or(fallback)
        });
        taken.insert(id.clone());
        let name = part_name(part);
        let number = part.marker.as_deref().filter(|_| !part.name.is_empty()).map(marker).unwrap_or_default();
        (part.label, PartHeader { id, number, count: part.number, name, counts: part_counts(found, index) })
    });
    headers.collect()
}

/// Returns what a part is called beside its number: its name, else the number in words.
pub(super) fn part_name(part: &Part) -> String {
    let named = Some(part.name.clone()).filter(|name| !name.is_empty());
    named.or_else(|| part.marker.as_deref().map(marker)).unwrap_or_else(|| part.title.clone())
}

/// `Part 2` of `part #2`.
fn marker(written: &str) -> String {
    let plain: String = written.chars().map(|c| if c.is_alphanumeric() || c == '.' { c } else { ' ' }).collect();
    let words = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn part_counts(found: &Found, index: usize) -> Counts {
    let inside = |span: Span| found.parts[index].span.contains(span);
    Counts {
        parts: 0,
        comparisons: found.comparisons.iter().filter(|comparison| inside(comparison.span)).count(),
        commands: found.commands.iter().filter(|command| inside(command.span)).count(),
        screenshots: found.screenshots.iter().filter(|shot| shot.part == Some(index)).count(),
    }
}

/// Returns how much there is of everything, in words too.
pub(super) fn in_words(words: &Words, counts: Counts) -> CountsView {
    let all = [
        (counts.parts, &words.count_parts),
        (counts.comparisons, &words.count_comparisons),
        (counts.commands, &words.count_commands),
        (counts.screenshots, &words.count_screenshots),
    ];
    let some = all.into_iter().filter(|(count, _)| *count > 0);
    let counted = some.map(|(count, forms)| words.counted(forms, count)).collect();
    let Counts { parts, comparisons, commands, screenshots } = counts;
    CountsView { parts, comparisons, commands, screenshots, counted }
}

/// Returns how much is in a write-up.
pub(super) fn counts(found: &Found) -> Counts {
    Counts {
        parts: found.parts.len(),
        comparisons: found.comparisons.len(),
        commands: found.commands.len(),
        screenshots: found.screenshots.len(),
    }
}

fn href(site: &Site, page: &Page, own: usize, destination: &Destination) -> Href {
    let file = |path| Href::To(relative(&page.address, &path));
    let broken = |word: &str, name: &str, value: &str| Href::Broken(fill(word, &[(name, value)]));
    let words = site.words;
    match destination {
        Destination::Report(report, fragment) => Href::To(to_report(site, page, own, *report, fragment.as_deref())),
        Destination::NoSuchPlace(report, _) => Href::To(to_report(site, page, own, *report, None)),
        Destination::Folder(folder) => match site.folder_page(folder) {
            Some(to) => file(to.address.clone()),
            None => broken(&words.no_folder_page, "folder", folder.as_str()),
        },
        Destination::Picture(path) => match site.pictures.get(path) {
            Some(Ok(picture)) => file(picture_path(&picture.full.name)),
            _ => broken(&words.no_picture, "path", path.as_str()),
        },
        Destination::File(path) => file(Site::file_address(path)),
        Destination::Refused(path) => broken(&words.not_published, "name", path.name()),
        Destination::Missing(path) => broken(&words.no_file, "path", path),
    }
}

fn to_report(site: &Site, page: &Page, own: usize, report: usize, fragment: Option<&str>) -> String {
    // The heading that became the page's title has no id of its own any more.
    let title = site.places[report].title.and_then(|title| {
        let blocks = &site.reports[report].document.blocks;
        blocks.iter().find(|block| block.span == title).and_then(|block| match &block.kind {
            BlockKind::Heading(heading) => Some(heading.id.as_str()),
            _ => None,
        })
    });
    let fragment = fragment.filter(|fragment| Some(*fragment) != title).map(percent_encoded);
    match (fragment, own == report) {
        (Some(fragment), true) => format!("#{fragment}"),
        (None, true) => "#main".to_owned(),
        (Some(fragment), false) => {
            format!("{}#{fragment}", site.between(page, &site.pages[site.places[report].page]))
        }
        (None, false) => site.between(page, &site.pages[site.places[report].page]),
    }
}
