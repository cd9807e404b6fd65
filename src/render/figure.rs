//! Screenshots as a page shows them.

use super::html::Caption;
use super::view::FigureView;
use crate::extract::{Screenshot, Target};
use crate::images::Picture;
use crate::site::{Page, Site, is_strip, percent_encoded, relative};
use crate::source::RepoPath;
use crate::words::fill;

/// Returns where a picture file lies in the built site.
pub(super) fn picture_path(name: &str) -> RepoPath {
    RepoPath::new(format!("pictures/{name}"))
}

/// Returns a screenshot of a write-up as `page` shows it, or the note that stands in its place.
pub(super) fn figure(site: &Site, page: &Page, report: usize, shot: &Screenshot) -> FigureView {
    let alt = alt(site, report, shot);
    match picture(site, shot) {
        Ok(picture) => shown(page, picture, alt),
        Err(why) => missing(why, alt),
    }
}

/// Returns the picture of a screenshot, or why there is none, for a reader.
pub(super) fn picture<'a>(site: &'a Site, shot: &Screenshot) -> Result<&'a Picture, String> {
    match &shot.file {
        Target::File(path, _) => match site.pictures.get(path) {
            Some(Ok(picture)) => Ok(picture),
            // Why is for the author, who reads it on the terminal.
            Some(Err(_)) | None => Err(fill(&site.words.picture_broken, &[("path", path.as_str())])),
        },
        Target::Missing(path) => Err(fill(&site.words.picture_missing, &[("path", path)])),
        Target::Remote(address) => Err(fill(&site.words.picture_elsewhere, &[("address", address)])),
    }
}

fn missing(why: String, alt: String) -> FigureView {
    FigureView {
        src: String::new(),
        srcset: String::new(),
        width: 0,
        height: 0,
        full: String::new(),
        alt,
        shape: "screenshot",
        missing: Some(why),
    }
}

/// Returns a picture as `page` shows it.
pub(super) fn shown(page: &Page, picture: &Picture, alt: String) -> FigureView {
    let folder = relative(&page.address, &picture_path(""));
    let address = |name: &str| format!("{folder}{}", percent_encoded(name));
    let mut sizes: Vec<_> = picture.smaller.iter().collect();
    // With a single smaller version, which may be too small for a wide screen, the full one is among the choices.
    if sizes.len() < 2 {
        sizes.push(&picture.full);
    }
    let widest = sizes.last().copied().unwrap_or(&picture.full);
    let srcset = match sizes.len() {
        0 | 1 => String::new(),
        _ => sizes.iter().map(|file| format!("{} {}w", address(&file.name), file.width)).collect::<Vec<_>>().join(", "),
    };
    let shape = if is_strip(picture.width, picture.height) { "strip" } else { "screenshot" };
    FigureView {
        src: address(&widest.name),
        srcset,
        width: picture.width,
        height: picture.height,
        full: address(&picture.full.name),
        alt,
        shape,
        missing: None,
    }
}

/// Returns words for who cannot see the picture: the author's, else what it evidences.
pub(super) fn alt(site: &Site, report: usize, shot: &Screenshot) -> String {
    let found = &site.reports[report].found;
    if shot.says_something() {
        return shot.alt.trim().to_owned();
    }
    let part = shot.part.map(|part| found.parts[part].title.as_str());
    let caption = shot.caption.as_ref().map(|caption| caption.says.as_str());
    let what = caption.or(shot.step.as_deref()).or(part).unwrap_or(&found.title);
    fill(&site.words.screenshot_of, &[("what", what)])
}

/// Longest command that makes a caption, in characters.
const LONGEST_CAPTION: usize = 90;

/// Returns the caption: the author's words, else the command that the picture evidences.
pub(super) fn caption(site: &Site, report: usize, shot: &Screenshot) -> Option<Caption> {
    if let Some(caption) = &shot.caption {
        return Some(Caption::Line(caption.line.clone(), caption.span));
    }
    if shot.says_something() {
        return Some(Caption::Words(shot.alt.trim().to_owned()));
    }
    let command = &site.reports[report].found.commands.get(shot.command?)?.text;
    let fits = !command.contains('\n') && command.chars().count() <= LONGEST_CAPTION;
    fits.then(|| Caption::Command(command.to_string()))
}
