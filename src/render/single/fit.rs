//! What there is room for: the finished file with its slots filled.
//!
//! When all of it is too large, first the contact sheet loses its thumbnails, then pictures become smaller, those first
//! that save the most, and then the largest pictures are left out, until the file keeps to its limit.

use std::cmp::Reverse;

use super::album::Album;
use super::section::{Found, Shown, Slot, not_here};
use super::{Chunk, OneFile};
use crate::images::PictureFile;
use crate::render::html::escape;
use crate::site::{Site, percent_encoded};
use crate::source::RepoPath;
use crate::words::{Words, fill};

/// What becomes of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    /// As wide as a page.
    Wide,
    /// The version with the fewest bytes.
    Smallest,
    /// A note in its place.
    Note,
}

/// What becomes of all of them.
struct Plan {
    choices: Vec<Choice>,
    has_thumbnails: bool,
}

/// A file whose slots are still to be filled.
struct Draft<'a> {
    /// Text and the slot after it.
    pieces: Vec<(&'a str, Option<&'a Slot>)>,
    found: &'a Found,
    album: &'a Album<'a>,
    words: &'a Words,
}

/// Fills the slots of a file so that it has at most `limit` bytes, when that is possible.
pub(super) fn fit(html: &str, mark: &str, found: &Found, album: &Album, words: &Words, limit: u64) -> OneFile {
    let draft = Draft { pieces: pieces(html, mark, &found.slots), found, album, words };
    let plan = draft.plan(limit);
    let chunks = draft.chunks(&plan);
    let folder = Site::file_address(&RepoPath::default()).folder();
    let with = |choice| {
        let those = plan.choices.iter().enumerate().filter(move |(_, own)| **own == choice);
        those.map(|(picture, _)| album.path(picture).clone()).collect()
    };
    OneFile {
        size: chunks.iter().map(Chunk::len).sum(),
        chunks,
        pages: 0,
        smaller: with(Choice::Smallest),
        without: with(Choice::Note),
        lost_thumbnails: !plan.has_thumbnails,
        // Where a site has them, linked files lie in a folder of their own.
        files: found.files.iter().map(|path| path.below(&folder).map_or(path.clone(), RepoPath::new)).collect(),
    }
}

/// Cuts a text at the marks of slots.
fn pieces<'a>(html: &'a str, mark: &str, slots: &'a [Slot]) -> Vec<(&'a str, Option<&'a Slot>)> {
    let mut pieces = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find(mark) {
        let (before, after) = (&rest[..at], &rest[at + mark.len()..]);
        let number = after.split(';').next().unwrap_or_default();
        pieces.push((before, number.parse().ok().and_then(|number: usize| slots.get(number))));
        rest = &after[(number.len() + 1).min(after.len())..];
    }
    pieces.push((rest, None));
    pieces
}

impl Draft<'_> {
    /// Decides what there is room for.
    fn plan(&self, limit: u64) -> Plan {
        let mut plan = Plan { choices: vec![Choice::Wide; self.album.len()], has_thumbnails: true };
        let mut size: u64 = self.chunks(&plan).iter().map(Chunk::len).sum();
        if size > limit && self.slots().any(|slot| matches!(slot, Slot::Image { shown: Shown::Thumbnail, .. })) {
            plan.has_thumbnails = false;
            size = self.chunks(&plan).iter().map(Chunk::len).sum();
        }
        for choice in [Choice::Smallest, Choice::Note] {
            let sizes = |choice| self.sizes(choice);
            let (now, then) = (sizes(plan.choices.clone()), sizes(vec![choice; self.album.len()]));
            let mut savings: Vec<(u64, usize)> = now
                .iter()
                .zip(&then)
                .enumerate()
                .map(|(picture, (now, then))| (now.saturating_sub(*then), picture))
                .collect();
            savings.sort_by_key(|&(saved, picture)| (Reverse(saved), picture));
            for (saved, picture) in savings {
                if size <= limit || saved == 0 {
                    break;
                }
                plan.choices[picture] = choice;
                size -= saved;
            }
        }
        plan
    }

    fn slots(&self) -> impl Iterator<Item = &Slot> {
        self.pieces.iter().filter_map(|(_, slot)| *slot)
    }

    /// Returns how many bytes each picture takes at its places in the reports.
    fn sizes(&self, choices: Vec<Choice>) -> Vec<u64> {
        let mut sizes = vec![0; choices.len()];
        let plan = Plan { choices, has_thumbnails: false };
        for slot in self.slots() {
            if let Slot::Image { picture, shown: Shown::Wide, .. } = slot {
                sizes[*picture] += self.filled(slot, &plan).iter().map(Chunk::len).sum::<u64>();
            }
        }
        sizes
    }

    fn chunks(&self, plan: &Plan) -> Vec<Chunk> {
        let mut chunks = Vec::new();
        for (text, slot) in &self.pieces {
            chunks.push(Chunk::Text((*text).to_owned()));
            chunks.extend(slot.iter().flat_map(|slot| self.filled(slot, plan)));
        }
        chunks
    }

    /// Returns what stands in a slot.
    fn filled(&self, slot: &Slot, plan: &Plan) -> Vec<Chunk> {
        let place = |picture: &usize| self.found.places.get(picture);
        let text = |text: String| vec![Chunk::Text(text)];
        match slot {
            Slot::Way(picture) => {
                text(place(picture).map_or(String::new(), |id| format!(" href=\"#{}\"", address(id))))
            }
            Slot::AfterWay(picture) if place(picture).is_none() => {
                text(not_here(self.words, self.album.path(*picture).name()))
            }
            Slot::AfterWay(_) => Vec::new(),
            Slot::Image { picture, shown, attributes, alt } => {
                let left_out = fill(&self.words.left_out, &[("path", self.album.path(*picture).as_str())]);
                let note =
                    |words: &str| text(format!("<span class=\"missing\"{}>{}</span>", id(attributes), escape(words)));
                let file = match (shown, plan.choices[*picture]) {
                    (Shown::Again, Choice::Note) => return note(&left_out),
                    (Shown::Again, _) => return note(&fill(&self.words.shown_above, &[("alt", alt)])),
                    (Shown::Thumbnail, _) => self.album.thumbnail(*picture).filter(|_| plan.has_thumbnails),
                    (Shown::Wide, Choice::Wide) => Some(self.album.page_wide(*picture)),
                    (Shown::Wide, Choice::Smallest) => Some(self.album.smallest(*picture)),
                    (Shown::Wide, Choice::Note) => None,
                };
                match (file, shown) {
                    (Some(file), _) => image(file, attributes),
                    (None, Shown::Thumbnail) => text(format!("<span class=\"no-thumbnail\">{}</span>", escape(alt))),
                    (None, _) => note(&left_out),
                }
            }
        }
    }
}

/// Returns the id among the attributes of an image, for what stands in its place: ` id=".."` or nothing.
fn id(attributes: &str) -> &str {
    let begin = attributes.find(" id=\"");
    let id = begin.map(|at| &attributes[at..]).and_then(|id| id[5..].find('"').map(|end| &id[..end + 6]));
    id.unwrap_or_default()
}

fn image(file: &PictureFile, attributes: &str) -> Vec<Chunk> {
    let kind = match file.name.rsplit('.').next() {
        Some("jpg" | "jpeg") => "jpeg",
        Some("gif") => "gif",
        Some("webp") => "webp",
        _ => "png",
    };
    let begin = format!("<img{attributes} src=\"data:image/{kind};base64,");
    vec![Chunk::Text(begin), Chunk::Picture(file.blob.clone()), Chunk::Text("\">".to_owned())]
}

/// Returns an id as an address names it.
fn address(id: &str) -> String {
    id.split(':').map(percent_encoded).collect::<Vec<_>>().join(":")
}
