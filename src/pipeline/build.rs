//! The site of a folder of notes, built into a folder of its own; and how a glance at the disk tells that there is nothing
//! to do.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use super::{BuildError, Edition, Notes, Progress, Timings, made, made_review, program, read_again};
use crate::cache::{Asked, Cache, Key, Survey, survey};
use crate::output::{OldSite, Outcome, Publication, refuse};
use crate::render::{Known, Take, render};
use crate::site::{Page, Site};
use crate::source::{git_config, is_left_out};

/// Names what is kept of a build; whatever changes its meaning must change this text.
const STAGE: &str = "build 1";

/// A build of one site into one folder.
#[derive(Debug)]
pub struct Build<'a> {
    root: &'a Path,
    folder: &'a Path,
    edition: Edition,
    cache: Cache,
    /// The notes as they were before anything was read.
    notes: Option<Survey>,
}

/// A site that was built, or why it was not.
#[derive(Debug)]
pub struct Built {
    /// The write-ups, and everything that an author should know.
    pub notes: Notes,
    /// How many pages there are.
    pub pages: usize,
    /// What publishing did; `None` when an error in the notes prevented it, and the old site stays.
    pub outcome: Option<Outcome>,
    /// How long each stage took.
    pub timings: Timings,
}

impl<'a> Build<'a> {
    /// Prepares to build the site of the folder `root` into `folder`; both are absolute.
    ///
    /// # Errors
    /// When the folder must not be written to.
    pub fn new(root: &'a Path, folder: &'a Path, edition: Edition) -> Result<Self, BuildError> {
        refuse(root, folder)?;
        let (cache, notes) = rayon::join(
            || Cache::open(Cache::folder_for(root)),
            || survey(root, |path| path == folder || path.strip_prefix(root).is_ok_and(is_left_out)),
        );
        Ok(Self { root, folder, edition, cache, notes })
    }

    /// Returns what [`Build::remember`] was given after an earlier build, when neither the notes nor the site have
    /// changed since. `said` names the manner in which it was said.
    pub fn unchanged(&self, said: &str) -> Option<Vec<u8>> {
        let notes = self.notes.filter(|notes| notes.is_settled)?;
        let kept = self.cache.get(self.key(said))?;
        let (seen, kept) = kept.split_at_checked(2 * notes.key.bytes().len())?;
        let site = || survey(self.folder, |_| false).filter(|site| site.is_settled);
        let is_same = seen.starts_with(notes.key.bytes()) && seen.ends_with(site()?.key.bytes());
        is_same.then(|| kept.to_vec())
    }

    /// Keeps what was said after a build that found nothing to write.
    pub fn remember(&self, said: &str, text: &[u8]) {
        let site = survey(self.folder, |_| false);
        if let (Some(notes), Some(site)) = (self.notes, site)
            && notes.is_settled
            && site.is_settled
        {
            self.cache.put(self.key(said), &[notes.key.bytes(), site.key.bytes(), text].concat());
        }
    }

    /// Everything that decides about a build besides the notes: which labpress this is, and what git says of the folder.
    fn key(&self, said: &str) -> Key {
        let git = git_config(self.root).map(|config| Cache::looks(&config).hex());
        let which = (self.edition, program(), git, said, self.root, self.folder);
        Key::of(STAGE, format!("{which:?}").as_bytes())
    }

    /// Returns the key under which it is kept what a page was made from, and what came of it.
    fn page_key(&self, program: &str, page: &Page) -> Key {
        Key::of(STAGE, format!("{program} {} {}", self.folder.display(), page.address).as_bytes())
    }

    /// Builds the site.
    ///
    /// # Errors
    /// When the machine fails, or the folder holds something that labpress did not make.
    pub fn run(&self, progress: &dyn Progress) -> Result<Built, BuildError> {
        let timings = Timings::default();
        let cache = &self.cache;
        let (notes, old) = timings.take("read", || {
            rayon::join(|| read_again(self.root, Some(self.folder), None, cache), || OldSite::look(self.folder))
        });
        let mut notes = notes?;
        let publication = Publication::begin(&notes.sources, old?, cache);
        let take: Take = &|file| publication.add(file);
        let pages: Mutex<Vec<(Key, String, Key)>> = Mutex::default();
        let program = program();
        let known: Known = &|page, key| {
            let kept = self.page_key(program, page);
            let content = self.cache.get(kept).and_then(|record| content_of(&record, key));
            let is_known = content.is_some_and(|content| publication.keep(page.address.as_str(), content));
            if !is_known {
                pages.lock().unwrap_or_else(PoisonError::into_inner).push((kept, page.address.to_string(), key));
            }
            is_known
        };
        let render = |site: &Site, is_refused| {
            (site.pages.len(), render(site, cache, known, if is_refused { &drop } else { take }))
        };
        let (made, asked) = match self.edition {
            Edition::Site => (made(&notes, cache, progress, &timings, render), Asked::Everything),
            // It has no search.
            Edition::Review => (made_review(&notes, cache, progress, &timings, take), Asked::Part),
        };
        let outcome = match made.is_refused {
            true => {
                drop(publication);
                None
            }
            false => {
                for (kept, address, key) in pages.into_inner().unwrap_or_else(PoisonError::into_inner) {
                    if let Some(content) = publication.content_at(&address) {
                        cache.put(kept, &[key.bytes().as_slice(), content.bytes()].concat());
                    }
                }
                let outcome = timings.take("publish", || publication.finish())?;
                timings.take("close cache", || cache.sweep(asked));
                Some(outcome)
            }
        };
        notes.diagnostics.extend(made.found);
        Ok(Built { notes, pages: made.pages, outcome, timings })
    }
}

/// Returns what came of a page that was made from `key`.
fn content_of(record: &[u8], key: Key) -> Option<Key> {
    Key::from_bytes(record.strip_prefix(key.bytes())?)
}
