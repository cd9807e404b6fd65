//! What templates may see: finished words, numbers and addresses, nothing to compute.
//!
//! Every address is relative to the page that shows it. A field that ends in `_html` is safe markup that the HTML
//! writer made; everything else is text that Tera escapes.
//!
//! Beside these every template has `words`: the interface in the language of the site, by the keys of
//! `src/words/en.toml` (`{{ words.contents }}`). What holds a number or a name comes finished in the fields below.
//! A component gets them as an argument `@words`, without its callers' doing.

mod review;
mod sheets;

use serde::Serialize;

use crate::words::Direction;

pub use review::{CountedView, FindingsView, ReviewLinkView, ReviewPartView, ReviewView, TallyView};
pub use sheets::{
    Agreement, CommandGroupView, CommandUseView, CommandView, CommandsView, CompareView, MatrixRowView, MatrixView,
    PartLinkView, SaidView, ScreenshotsView, ShotGroupView, ShotView, ToolLinkView, ToolView, VoiceView,
};

/// What every template gets.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct Frame {
    /// The site as a whole.
    pub site: SiteView,
    /// Title of this page; may equal the site's.
    pub title: String,
    /// One sentence for search engines; `None` when there is nothing to say.
    pub description: Option<String>,
    /// Which template: `home`, `report`, `section`, `compare`, `commands`, `screenshots`, `404`, `review`, `single`.
    pub kind: &'static str,
    /// How the site looks: `notebook`, `console`, `article`.
    pub theme: &'static str,
    /// From this page to the site's root: `""` or `"../"` and so on; a whole path where the page is shown at any address.
    pub root: String,
    /// The style sheets, in their order.
    pub css: Vec<String>,
    /// Address of the script.
    pub js: String,
    /// Address of the icon.
    pub icon: String,
    /// Addresses of the search's scripts, in the order in which they are to be loaded; empty without a search.
    pub search: Vec<String>,
    /// From the home page down to the page above this one; empty on the home page.
    pub breadcrumbs: Vec<LinkView>,
    /// What other sites and search engines want to know; `None` unless the site says where it will be published.
    pub public: Option<PublicView>,
    /// `Made with labpress 0.1.0`
    pub made_with: String,
    /// `labpress 0.1.0`
    pub generator: &'static str,
}

/// The site as a whole.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct SiteView {
    /// Its title.
    pub title: String,
    /// Its author, when known.
    pub author: Option<String>,
    /// `by Ada Example`, when the author is known.
    pub by: Option<String>,
    /// BCP 47 language tag of the interface: the site's own, or `en` when labpress has no words in that language.
    pub lang: String,
    /// In which direction that language is read: `ltr` or `rtl`.
    pub dir: &'static str,
    /// The language of the notes, where it is not that of the interface.
    pub notes: Option<LanguageView>,
    /// Address of the home page.
    pub home: String,
    /// Reports and sections in reading order, for the site's menu; of a large site, those around this page.
    pub reports: Vec<NavView>,
    /// Leads to all of them, where the menu does not show all.
    pub more: Option<LinkView>,
    /// Comparison page, command sheet, contact sheet: those that exist.
    pub sheets: Vec<NavView>,
}

/// A page as other sites see it. All addresses are whole.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct PublicView {
    /// Address of this page.
    pub url: String,
    /// `article` for a write-up, else `website`.
    pub kind: &'static str,
    /// The day of a write-up that says one: `2026-03-01`.
    pub date: Option<String>,
    /// A screenshot of it, or one of the site for what is no write-up.
    pub image: Option<PublicImageView>,
    /// Address of the feed, when there is one.
    pub feed: Option<String>,
    /// The page as JSON-LD, ready to stand in a script element.
    pub json_ld: String,
}

/// A picture for links on other sites.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct PublicImageView {
    /// Its address.
    pub url: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// What it shows.
    pub alt: String,
}

/// An entry of a menu.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct NavView {
    /// What it says.
    pub title: String,
    /// Where it leads.
    pub url: String,
    /// It is the page being shown.
    pub current: bool,
    /// Folders deep: 0 at the top.
    pub depth: usize,
    /// `report`, `section`, `compare`, `commands`, `screenshots`.
    pub kind: &'static str,
    /// What is on a sheet: `4 comparisons, side by side`; said on the front page alone.
    pub about: Option<String>,
}

/// A link.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct LinkView {
    /// What it says.
    pub title: String,
    /// Where it leads.
    pub url: String,
}

/// How much is in a report or part.
#[derive(Debug, Clone, Copy, Default, Hash)]
pub struct Counts {
    /// Parts.
    pub parts: usize,
    /// Comparisons.
    pub comparisons: usize,
    /// Commands.
    pub commands: usize,
    /// Screenshots.
    pub screenshots: usize,
}

/// The same for a template, in words too.
#[derive(Debug, Clone, Default, Hash, Serialize)]
pub struct CountsView {
    /// Parts.
    pub parts: usize,
    /// Comparisons.
    pub comparisons: usize,
    /// Commands.
    pub commands: usize,
    /// Screenshots.
    pub screenshots: usize,
    /// `5 parts`, `7 commands`, without what is 0.
    pub counted: Vec<String>,
}

/// The language of a text that is written in another one than its site.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct LanguageView {
    /// BCP 47 language tag.
    pub tag: String,
    /// In which direction it is read: `ltr` or `rtl`.
    pub dir: &'static str,
}

impl LanguageView {
    /// Returns the view of the language with this tag.
    pub(super) fn of(tag: &str) -> Self {
        Self { tag: tag.to_owned(), dir: Direction::of_language(tag).name() }
    }
}

/// `report.html` (a write-up), and `home.html` and `section.html` for the write-up of a folder.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct ReportView {
    /// Its title. The page's only `<h1>`: when the write-up begins with that heading, `body_html` leaves it out.
    pub title: String,
    /// From front matter.
    pub author: Option<String>,
    /// From front matter, as written.
    pub date: Option<String>,
    /// Its language, where that is another than the site's.
    pub language: Option<LanguageView>,
    /// Path of the Markdown file.
    pub source: String,
    /// How much is in it.
    pub counts: CountsView,
    /// The table of contents, nested; empty with fewer than two headings.
    pub contents: Vec<ContentsView>,
    /// The text as HTML.
    pub body_html: String,
    /// The report before this one.
    pub previous: Option<LinkView>,
    /// The report after this one.
    pub next: Option<LinkView>,
}

/// One line of a table of contents.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct ContentsView {
    /// What it says; for a part, its name without `Part 2:`.
    pub title: String,
    /// `#anchor`
    pub url: String,
    /// The part's number.
    pub number: Option<u32>,
    /// What is in this part; all 0 for other headings.
    pub counts: CountsView,
    /// The headings below it.
    pub children: Vec<Self>,
}

/// `home.html`: the front page. `section.html`: the page of a folder. Both list reports, and of very many their folders.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct ListView {
    /// The README of this folder, when there is one.
    pub readme: Option<ReportView>,
    /// The reports of this folder and below, in reading order; when they are very many, those that lie directly in it and
    /// its folders.
    pub cards: Vec<CardView>,
    /// How much is in all of them together.
    pub counts: CountsView,
}

/// A report in a list, or a folder of reports.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct CardView {
    /// Its title.
    pub title: String,
    /// Its page.
    pub url: String,
    /// Its first sentences, or those of the folder's README, at most about 200 characters; may be empty.
    pub excerpt: String,
    /// How much is in it.
    pub counts: CountsView,
    /// It is a folder.
    pub is_folder: bool,
    /// Names of its parts; a folder has none.
    pub parts: Vec<String>,
    /// A screenshot for the eye.
    pub cover: Option<FigureView>,
}

/// A screenshot wherever one is shown. Templates use the `figure` component; the report's own figures look the same.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct FigureView {
    /// Where the picture file for `src` lies.
    pub src: String,
    /// `a-480.webp 480w, a-960.webp 960w`; empty when there is one size only.
    pub srcset: String,
    /// Width in pixels for the `width` attribute.
    pub width: u32,
    /// Height in pixels for the `height` attribute.
    pub height: u32,
    /// The full picture, opened by a click.
    pub full: String,
    /// Alternative text; never empty and never a placeholder's words.
    pub alt: String,
    /// `screenshot`, or `strip` when at least six times as wide as high.
    pub shape: &'static str,
    /// Instead of all the above (which is then empty): what is missing, as a sentence, and the file's name.
    pub missing: Option<String>,
}

/// `alias.html`: the page at an old address, which leads to the new one. It sees no frame.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct AliasView {
    /// Title of the page that it leads to.
    pub title: String,
    /// Address of that page.
    pub url: String,
    /// The same as a whole address, when the site says where it is published.
    pub canonical: Option<String>,
    /// BCP 47 language tag of the site.
    pub lang: String,
    /// In which direction that language is read: `ltr` or `rtl`.
    pub dir: &'static str,
    /// How the site looks: `notebook`, `console`, `article`.
    pub theme: &'static str,
    /// Address of the style sheet.
    pub css: String,
}

/// `single.html`: all pages in one file.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct SingleView {
    /// The Content-Security-Policy that allows what is in this file and nothing else.
    pub policy: String,
    /// The style sheet.
    pub style: String,
    /// The script.
    pub script: String,
    /// In reading order, then the sheets.
    pub pages: Vec<SinglePageView>,
}

/// A page inside the file that holds them all.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct SinglePageView {
    /// What links to the page name.
    pub id: String,
    /// Which template it was made with, as in [`Frame::kind`].
    pub kind: &'static str,
    /// What it is called.
    pub title: String,
    /// Its main part, with ids and links for this file.
    pub main_html: String,
}
