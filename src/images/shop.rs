//! Where all threads make pictures at once: what they share, and that nothing is made twice.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::budget::Budget;
use super::decode::caught;
use super::derive::derive;
use super::shrink::Desk;
use super::sniff::sniff;
use super::{Broken, Picture, of_content, record, stage};
use crate::cache::{Cache, Key};
use crate::source::{RepoPath, Sources};

/// A picture that one thread makes and others may wait for.
type Made = Arc<OnceLock<Result<Picture, Broken>>>;

/// What all threads share while pictures are made.
pub(super) struct Shop<'a> {
    widths: &'a [u32],
    stage: String,
    sources: &'a Sources,
    cache: &'a Cache,
    budget: Budget,
    /// By the content of the file, so that what lies in two places is done once.
    made: Mutex<BTreeMap<Key, Made>>,
}

impl<'a> Shop<'a> {
    /// Opens it for smaller versions of these widths.
    pub(super) fn new(widths: &'a [u32], sources: &'a Sources, cache: &'a Cache) -> Self {
        Self { widths, stage: stage(widths), sources, cache, budget: Budget::new(), made: Mutex::default() }
    }

    /// Makes the picture of a file, unless its content is known already.
    pub(super) fn make(&self, path: &RepoPath, desk: &mut Desk) -> Result<Picture, Broken> {
        let read = self.cache.read(&self.sources.on_disk(path));
        let (bytes, content) = read.map_err(|error| Broken::new(format!("the file cannot be read ({error})")))?;
        let made = Arc::clone(self.made.lock().unwrap_or_else(PoisonError::into_inner).entry(content).or_default());
        let make = || {
            if let Some(kept) = of_content(content, &self.stage, self.cache) {
                return kept;
            }
            let picture = self.picture(&bytes, desk);
            self.cache.put(Key::of(&self.stage, content.bytes()), &record::write(&picture));
            picture
        };
        made.get_or_init(make).clone()
    }

    /// Makes the picture of these bytes.
    pub(super) fn picture(&self, bytes: &[u8], desk: &mut Desk) -> Result<Picture, Broken> {
        let format = sniff(bytes)?;
        caught(format, bytes.len(), || {
            // When this panics, the desk that it leaves behind is a fresh one.
            let mut taken = std::mem::take(desk);
            let made = derive(format, bytes, self.widths, self.cache, (&mut taken, &self.budget));
            *desk = taken;
            made
        })
    }
}
