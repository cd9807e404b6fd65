//! Publishes a site file by file, as its files are made.
//!
//! A file that the old site has already is left where it is, and what is known of it without reading it is enough
//! ([`Cache::content`]). What is new is written beside the old site. At the end the new site takes the place of the old
//! one, all of it at once. Pictures are named by what is in them, so new ones are put into the old site beforehand, where
//! nobody asks for them yet, and its folder of pictures moves over as a whole.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
use walkdir::WalkDir;

use super::{MARKER, MARKER_TEXT, PICTURES, PublishError, failed, guard};
use crate::cache::{Blob, Cache, Key, Trace};
use crate::render::{Content, File};
use crate::source::Sources;

/// What publishing did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    /// Files in the site.
    pub files: usize,
    /// Files that are new or changed.
    pub written: usize,
    /// Files of the old site that are gone.
    pub removed: usize,
}

/// A site that is being published. Dropped before its end, it leaves the old site as it was.
#[derive(Debug)]
pub struct Publication<'a> {
    sources: &'a Sources,
    cache: &'a Cache,
    folder: PathBuf,
    staged: PathBuf,
    /// What the old site holds, as paths below it; `None` when there is no old site.
    present: Option<BTreeSet<String>>,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// Every file of the new site, with the hash of what is in it and the trace of the file.
    wanted: BTreeMap<String, (Key, Option<Trace>)>,
    /// Those of them that the old site does not have.
    new: BTreeSet<String>,
    folders: BTreeSet<PathBuf>,
    failure: Option<PublishError>,
    is_finished: bool,
}

/// What lies where a site is to be published.
#[derive(Debug)]
pub struct OldSite {
    folder: PathBuf,
    /// Its files, as paths below it; `None` when there is no site.
    present: Option<BTreeSet<String>>,
}

impl OldSite {
    /// Looks at a folder, after cleaning up what a run left there that was killed.
    ///
    /// # Errors
    /// When the folder is not ours, or the disk refuses.
    pub fn look(folder: &Path) -> Result<Self, PublishError> {
        guard::recover(folder)?;
        guard::check_ours(folder)?;
        let has_site = folder.join(MARKER).is_file() && !folder.join(PICTURES).is_symlink();
        Ok(Self { folder: folder.to_owned(), present: has_site.then(|| present(folder)) })
    }
}

impl<'a> Publication<'a> {
    /// Begins a new site in the place of the old one.
    pub fn begin(sources: &'a Sources, old: OldSite, cache: &'a Cache) -> Self {
        let OldSite { folder, present } = old;
        let staged = guard::beside(&folder, "new");
        Self { sources, cache, folder, staged, present, state: Mutex::default() }
    }

    /// Takes a file of the new site; from many threads at once if need be. A failure is told at the end.
    pub fn add(&self, file: File) {
        let path = file.path.as_str().to_owned();
        let taken = self.content(&file).and_then(|content| match self.present(&path, content) {
            Some(trace) => Ok((content, Some(trace), false)),
            None => self.write(&path, &file, content).map(|(content, trace)| (content, trace, true)),
        });
        let mut state = self.state();
        match taken {
            Ok((content, trace, is_new)) => {
                if is_new {
                    state.new.insert(path.clone());
                }
                state.wanted.insert(path, (content, trace));
            }
            Err(error) => {
                state.failure.get_or_insert(error);
            }
        }
    }

    /// Takes a file over from the old site, unless it is not there or has another content.
    pub fn keep(&self, path: &str, content: Key) -> bool {
        let Some(trace) = self.present(path, content) else { return false };
        self.state().wanted.insert(path.to_owned(), (content, Some(trace)));
        true
    }

    /// Returns the hash of what is in a file that was taken.
    pub fn content_at(&self, path: &str) -> Option<Key> {
        self.state().wanted.get(path).map(|(content, _)| *content)
    }

    /// Puts the new site in the place of the old one; when they are the same, nothing is touched.
    ///
    /// # Errors
    /// When the disk refuses; the old site stays then.
    pub fn finish(self) -> Result<Outcome, PublishError> {
        let mut state = std::mem::take(&mut *self.state());
        if let Some(error) = state.failure.take() {
            *self.state() = state;
            return Err(error);
        }
        let gone: Vec<&String> =
            self.present.iter().flatten().filter(|path| !state.wanted.contains_key(*path)).collect();
        let outcome = Outcome { files: state.wanted.len(), written: state.new.len(), removed: gone.len() };
        let is_other = |path: &&String| !is_picture(path);
        if self.present.is_none() || state.new.iter().any(|path| is_other(&path)) || gone.iter().any(is_other) {
            let staged = self.stage(&state).and_then(|()| guard::swap(&self.staged, &self.folder));
            if let Err(error) = staged {
                *self.state() = state;
                return Err(error);
            }
        }
        for path in gone.into_iter().filter(|path| is_picture(path)) {
            // Nobody asks for it any more; what cannot be removed now is removed next time.
            let _ = fs::remove_file(self.folder.join(path));
        }
        if outcome.written > 0 || outcome.removed > 0 {
            for (path, (content, trace)) in &state.wanted {
                if let Some(trace) = trace.filter(|_| !is_picture(path) || state.new.contains(path)) {
                    self.cache.wrote(self.folder.join(path), *content, trace);
                }
            }
        }
        self.state().is_finished = true;
        Ok(outcome)
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the hash of what is in a file.
    fn content(&self, file: &File) -> Result<Key, PublishError> {
        match &file.content {
            Content::Text(text) => Ok(Key::of_content(text.as_bytes())),
            Content::Picture(blob) => Ok(blob.content()),
            Content::Copy(path) => {
                let on_disk = self.sources.on_disk(path);
                self.cache.content(&on_disk).map_err(failed("read", &on_disk))
            }
        }
    }

    /// Returns the trace of this file in the old site, when it is there with this content.
    fn present(&self, path: &str, content: Key) -> Option<Trace> {
        self.present.as_ref().filter(|present| present.contains(path))?;
        let (old, trace) = self.cache.traced(&self.folder.join(path)).ok()?;
        (old == content).then_some(trace)
    }

    /// Writes a file, and returns what is in it, which another program may have changed by now, and its trace.
    fn write(&self, path: &str, file: &File, content: Key) -> Result<(Key, Option<Trace>), PublishError> {
        // The old site may have a damaged file of that name.
        let is_ahead = self.present.is_some() && is_picture(path);
        let target = if is_ahead { self.folder.join(path) } else { self.staged.join(path) };
        self.make_folder_of(&target)?;
        let mut written = content;
        match &file.content {
            Content::Text(text) => fs::write(&target, text).map_err(failed("write", &target))?,
            Content::Copy(path) => {
                let bytes = self.sources.bytes(path).map_err(failed("read", &self.sources.on_disk(path)))?;
                written = Key::of_content(&bytes);
                fs::write(&target, bytes).map_err(failed("write", &target))?;
            }
            Content::Picture(blob) => place_picture(blob, &target)?,
        }
        Ok((written, Trace::of(&target)))
    }

    fn make_folder_of(&self, path: &Path) -> Result<(), PublishError> {
        let Some(folder) = path.parent() else { return Ok(()) };
        if self.state().folders.contains(folder) {
            return Ok(());
        }
        fs::create_dir_all(folder).map_err(failed("make the folder", folder))?;
        self.state().folders.insert(folder.to_owned());
        Ok(())
    }

    /// Completes the new site beside the old one: links what did not change, so that it keeps its time.
    fn stage(&self, state: &State) -> Result<(), PublishError> {
        fs::create_dir_all(&self.staged).map_err(failed("make the folder", &self.staged))?;
        let same: Vec<&String> =
            state.wanted.keys().filter(|path| !state.new.contains(*path) && !is_picture(path)).collect();
        same.into_par_iter().try_for_each(|path| {
            let (old, new) = (self.folder.join(path), self.staged.join(path));
            self.make_folder_of(&new)?;
            link_or_copy(&old, &new).map_err(failed("copy", &old))
        })?;
        let marker = self.staged.join(MARKER);
        fs::write(&marker, MARKER_TEXT).map_err(failed("write", &marker))
    }
}

impl Drop for Publication<'_> {
    fn drop(&mut self) {
        let state = self.state.get_mut().unwrap_or_else(PoisonError::into_inner);
        // Where the old site could not be put back, the next run finds what it needs for that.
        if state.is_finished || guard::beside(&self.folder, "old").exists() {
            return;
        }
        // What is half built is of no use to anybody; whoever cannot remove it loses a little space until the next run.
        let _ = fs::remove_dir_all(&self.staged);
        // One that the old site had, damaged, is whole now.
        let is_ahead =
            |path: &&String| self.present.as_ref().is_some_and(|old| is_picture(path) && !old.contains(*path));
        let ahead = state.new.iter().filter(is_ahead);
        ahead.for_each(|path| drop(fs::remove_file(self.folder.join(path))));
    }
}

/// Returns the files in a folder, as paths below it, except the mark that it is ours.
fn present(folder: &Path) -> BTreeSet<String> {
    let entries = WalkDir::new(folder).into_iter().filter_map(Result::ok).filter(|entry| !entry.file_type().is_dir());
    let below = |path: &Path| {
        let names = path.strip_prefix(folder).ok()?.iter().map(|name| name.to_string_lossy());
        Some(names.collect::<Vec<_>>().join("/"))
    };
    entries.filter_map(|entry| below(entry.path())).filter(|path| path != MARKER).collect()
}

/// Returns whether a file of a site is a picture, named by what is in it.
fn is_picture(path: &str) -> bool {
    path.strip_prefix(PICTURES).is_some_and(|rest| rest.starts_with('/'))
}

/// Puts a picture where it belongs: a link to the cache's file where the disk has links. Nobody ever sees half of it.
fn place_picture(blob: &Blob, target: &Path) -> Result<(), PublishError> {
    if let Some(cached) = blob.path() {
        let linked = fs::hard_link(cached, target).or_else(|_| {
            fs::remove_file(target)?;
            fs::hard_link(cached, target)
        });
        if linked.is_ok() {
            return Ok(());
        }
    }
    let bytes = blob.bytes().map_err(failed("read the picture for", target))?;
    let folder = target.parent().unwrap_or(Path::new("."));
    let beside = tempfile::Builder::new().tempfile_in(folder).map_err(failed("write beside", target))?;
    fs::write(beside.path(), &bytes).map_err(failed("write", target))?;
    beside.persist(target).map_err(|error| failed("write", target)(error.error))?;
    super::allow_reading(target)
}

fn link_or_copy(old: &Path, new: &Path) -> std::io::Result<()> {
    fs::hard_link(old, new).or_else(|_| fs::copy(old, new).map(drop))
}
