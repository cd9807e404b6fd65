//! A page's main part as a section of the one file.
//!
//! The HTML is read as tokens and written again: ids and what refers to them get the page's id in front, links between
//! pages become fragments, pictures become slots that are filled when it is known what there is room for.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind::{Rawtext, ScriptData};
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

use super::album::Album;
use super::ids::{Ids, Way};
use crate::render::html::escape;
use crate::site::{Page, PageKind, SIGN_HEIGHT};
use crate::source::RepoPath;
use crate::words::{Words, fill};

/// The id of a page's title where it has none. No heading's own begins so.
const TITLE: &str = "lp-title";

/// What was found in all sections.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// In the order of their numbers.
    pub(super) slots: Vec<Slot>,
    /// The id of the place where a picture is shown.
    pub(super) places: BTreeMap<usize, String>,
    /// Pictures that have a thumbnail.
    thumbnails: BTreeSet<usize>,
    /// Files that are linked to and not in the file.
    pub(super) files: BTreeSet<RepoPath>,
}

/// Something that depends on what other sections hold, or on how much room there is.
#[derive(Debug)]
pub(super) enum Slot {
    /// The address of a link to this picture: ` href="#.."`.
    Way(usize),
    /// What follows such a link.
    AfterWay(usize),
    /// An image element.
    Image {
        /// The picture.
        picture: usize,
        /// How it is shown.
        shown: Shown,
        /// Its attributes but `src`, ready to be written.
        attributes: String,
        /// What it shows, in words.
        alt: String,
    },
}

/// How a picture is shown at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// For its own sake.
    Wide,
    /// Again: the file holds it already.
    Again,
    /// On the contact sheet.
    Thumbnail,
}

/// Makes sections of pages, one after the other.
pub(super) struct Sections<'a> {
    ids: &'a Ids,
    album: &'a Album<'a>,
    words: &'a Words,
    mark: &'a str,
    found: Found,
}

impl<'a> Sections<'a> {
    /// `mark` is written before the number of a slot, and `;` after it.
    pub(super) fn new(ids: &'a Ids, album: &'a Album<'a>, words: &'a Words, mark: &'a str) -> Self {
        Self { ids, album, words, mark, found: Found::default() }
    }

    /// Returns what was found.
    pub(super) fn into_found(self) -> Found {
        self.found
    }

    /// Makes a section of the main part of a page.
    pub(super) fn section(&mut self, page: &Page, html: &str) -> String {
        let id = self.ids.of_page(page).to_owned();
        let tokens = main_of(tokens(html));
        let html = String::with_capacity(html.len() + html.len() / 8);
        let title = title_id(&tokens).unwrap_or_else(|| TITLE.to_owned());
        let mut section = Section { all: self, page, id, title, html, link: Link::None, links: 0, is_raw: false };
        tokens.into_iter().for_each(|token| section.token(token));
        section.html
    }
}

/// The link around the place that is being written.
#[derive(Debug, PartialEq, Eq)]
enum Link {
    /// There is none, or it needs nothing.
    None,
    /// To a picture; with the link's own id.
    Picture(usize, String),
    /// To a file that is left out.
    File(RepoPath),
}

/// A section that is being written.
struct Section<'s, 'a> {
    all: &'s mut Sections<'a>,
    page: &'s Page,
    id: String,
    /// The id of its title in the page.
    title: String,
    html: String,
    link: Link,
    /// Links to pictures so far.
    links: usize,
    /// Inside an element whose text is no HTML.
    is_raw: bool,
}

impl Section<'_, '_> {
    fn token(&mut self, token: Token) {
        match token {
            Token::CharacterTokens(text) if self.is_raw => self.html.push_str(&text),
            Token::CharacterTokens(text) => self.html.push_str(&escape(&text)),
            Token::NullCharacterToken => self.html.push('\u{fffd}'),
            Token::TagToken(tag) if tag.kind == TagKind::EndTag => self.close(&tag),
            Token::TagToken(tag) => self.open(&tag),
            Token::CommentToken(_) | Token::DoctypeToken(_) | Token::EOFToken | Token::ParseError(_) => {}
        }
    }

    fn close(&mut self, tag: &Tag) {
        self.is_raw = false;
        let name: &str = &tag.name;
        match std::mem::replace(&mut self.link, Link::None) {
            Link::Picture(picture, _) if name == "a" => {
                self.html.push_str("</a>");
                self.slot(Slot::AfterWay(picture));
            }
            Link::File(path) if name == "a" => {
                let note = not_here(self.all.words, path.name());
                self.html.push_str(&format!("</span>{note}"));
            }
            link => {
                self.link = link;
                self.html.push_str(&format!("</{name}>"));
            }
        }
    }

    fn open(&mut self, tag: &Tag) {
        let name: &str = &tag.name;
        self.is_raw = matches!(name, "script" | "style");
        match name {
            "a" => self.open_link(tag),
            "img" => self.image(tag),
            _ => {
                self.html.push_str(&format!("<{name}"));
                let is_landmark = is_landmark(tag);
                for attribute in &tag.attrs {
                    self.attribute(&attribute.name.local, &attribute.value, is_landmark);
                }
                if name == "h1" && get(tag, "id").is_none() {
                    self.attribute("id", TITLE, false);
                }
                self.html.push_str(if tag.self_closing { "/>" } else { ">" });
            }
        }
    }

    fn attribute(&mut self, name: &str, value: &str, is_landmark: bool) {
        let own = |id: &str| format!("{}:{id}", self.id);
        let value = match name {
            "id" => own(value),
            // Landmarks of several pages must not have the same name.
            "aria-labelledby" if is_landmark => {
                let parts = value.split_whitespace().filter(|part| *part != self.title).chain([self.title.as_str()]);
                parts.map(own).collect::<Vec<_>>().join(" ")
            }
            "aria-label" if is_landmark => format!("{value}, {}", self.page.title),
            name if REFERENCES.contains(&name) => value.split_whitespace().map(own).collect::<Vec<_>>().join(" "),
            "href" | "xlink:href" => self.all.ids.fragment(self.page, value),
            _ => value.to_owned(),
        };
        self.html.push_str(&format!(" {name}=\"{}\"", escape(&value)));
    }

    fn open_link(&mut self, tag: &Tag) {
        let way = get(tag, "href").map(|address| self.all.ids.way(self.page, address));
        let picture = match &way {
            Some(Way::File(path)) => self.all.album.at(path),
            _ => None,
        };
        let rest = tag.attrs.iter().filter(|attribute| &*attribute.name.local != "href");
        match (way, picture) {
            (Some(Way::File(_)), Some(picture)) => {
                self.links += 1;
                let id = get(tag, "id").map_or_else(|| format!("lp-picture-{}", self.links), str::to_owned);
                self.html.push_str("<a");
                self.attribute("id", &id, false);
                self.slot(Slot::Way(picture));
                rest.filter(|attribute| &*attribute.name.local != "id")
                    .for_each(|attribute| self.attribute(&attribute.name.local, &attribute.value, false));
                self.html.push('>');
                self.link = Link::Picture(picture, format!("{}:{id}", self.id));
            }
            (Some(Way::File(path)), None) => {
                self.html.push_str("<span class=\"broken-link\">");
                self.all.found.files.insert(path.clone());
                self.link = Link::File(path);
            }
            _ => {
                self.html.push_str("<a");
                tag.attrs.iter().for_each(|attribute| self.attribute(&attribute.name.local, &attribute.value, false));
                self.html.push('>');
            }
        }
    }

    fn image(&mut self, tag: &Tag) {
        let alt = get(tag, "alt").unwrap_or_default().to_owned();
        let address = get(tag, "src").unwrap_or_default();
        let picture = match self.all.ids.way(self.page, address) {
            Way::File(path) => self.all.album.at(&path),
            Way::Outside | Way::Place(_) => None,
        };
        let Some(picture) = picture else {
            self.html.push_str(&format!("<span class=\"missing\">{}</span>", escape(&alt)));
            return;
        };
        let shown = self.shown(picture, tag);
        let outer = std::mem::take(&mut self.html);
        if shown == Shown::Wide && !self.all.found.places.contains_key(&picture) {
            let place = match &self.link {
                Link::Picture(to, id) if *to == picture => id.clone(),
                _ => {
                    let id = get(tag, "id").map_or_else(|| format!("lp-picture-{}-alone", self.links), str::to_owned);
                    self.attribute("id", &id, false);
                    format!("{}:{id}", self.id)
                }
            };
            self.all.found.places.insert(picture, place);
        }
        let kept =
            tag.attrs.iter().filter(|attribute| !matches!(&*attribute.name.local, "src" | "srcset" | "sizes" | "id"));
        kept.for_each(|attribute| self.attribute(&attribute.name.local, &attribute.value, false));
        let attributes = std::mem::replace(&mut self.html, outer);
        self.slot(Slot::Image { picture, shown, attributes, alt });
    }

    fn shown(&mut self, picture: usize, tag: &Tag) -> Shown {
        let found = &mut self.all.found;
        let height = get(tag, "height").and_then(|height| height.parse::<u32>().ok());
        let is_sign = height.is_some_and(|height| height <= SIGN_HEIGHT);
        let is_thumbnail = self.page.kind == PageKind::Screenshots;
        let is_new = if is_thumbnail { found.thumbnails.insert(picture) } else { !found.places.contains_key(&picture) };
        match (is_new || is_sign, is_thumbnail) {
            (true, true) => Shown::Thumbnail,
            (true, false) => Shown::Wide,
            (false, _) => Shown::Again,
        }
    }

    fn slot(&mut self, slot: Slot) {
        self.html.push_str(&format!("{}{};", self.all.mark, self.all.found.slots.len()));
        self.all.found.slots.push(slot);
    }
}

/// Returns what stands behind a link to a file that cannot be in this one.
pub(super) fn not_here(words: &Words, name: &str) -> String {
    format!(" <span class=\"left-out\">({})</span>", escape(&fill(&words.not_here, &[("name", name)])))
}

/// Attributes that name other elements by their ids.
const REFERENCES: [&str; 10] = [
    "aria-controls",
    "aria-describedby",
    "aria-details",
    "aria-labelledby",
    "aria-owns",
    "for",
    "form",
    "headers",
    "list",
    "popovertarget",
];

/// Returns whether readers who listen can jump to an element by its name.
/// Leaves out what a site's own `base.html` has around the main part.
fn main_of(mut tokens: Vec<Token>) -> Vec<Token> {
    let tag = |token: &Token, kind: TagKind, name: &str| match token {
        Token::TagToken(tag) => tag.kind == kind && &*tag.name == name,
        _ => false,
    };
    for name in ["main", "body"] {
        let begin = tokens.iter().position(|token| tag(token, TagKind::StartTag, name));
        let end = tokens.iter().rposition(|token| tag(token, TagKind::EndTag, name));
        if let (Some(begin), Some(end)) = (begin, end)
            && begin < end
        {
            tokens.truncate(end);
            return tokens.split_off(begin + 1);
        }
    }
    tokens
}

/// Returns the id that the title of a page has in it, if any.
fn title_id(tokens: &[Token]) -> Option<String> {
    let title = tokens.iter().find_map(|token| match token {
        Token::TagToken(tag) if tag.kind == TagKind::StartTag && &*tag.name == "h1" => Some(tag),
        _ => None,
    })?;
    get(title, "id").map(str::to_owned)
}

fn is_landmark(tag: &Tag) -> bool {
    let role = get(tag, "role").unwrap_or_default();
    matches!(&*tag.name, "aside" | "nav" | "section") || matches!(role, "complementary" | "navigation" | "region")
}

fn get<'t>(tag: &'t Tag, name: &str) -> Option<&'t str> {
    tag.attrs.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
}

/// Takes what the tokenizer emits.
#[derive(Default)]
struct Sink(RefCell<Vec<Token>>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let raw = match &token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => match &*tag.name {
                "script" => Some(ScriptData),
                "style" => Some(Rawtext),
                _ => None,
            },
            _ => None,
        };
        self.0.borrow_mut().push(token);
        raw.map_or(TokenSinkResult::Continue, TokenSinkResult::RawData)
    }
}

fn tokens(html: &str) -> Vec<Token> {
    let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts { discard_bom: false, ..TokenizerOpts::default() });
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.take()
}
