//! The pictures of a preview: finished ones where there are, and drafts while others are made in the background.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rayon::ThreadPoolBuilder;
use rayon::prelude::*;

use super::preview::Wake;
use crate::cache::{Cache, Key};
use crate::images::{self, Broken, Picture, Pictures};
use crate::source::{RepoPath, Sources};

/// How many pictures are made between two looks at the clock.
const AT_ONCE: usize = 16;
/// How long new pictures wait to be shown together.
const PATIENCE: Duration = Duration::from_millis(700);

/// The pictures of one preview.
pub(super) struct Shelf {
    known: Arc<Mutex<Known>>,
    cache: Arc<Cache>,
    wake: Arc<Wake>,
}

#[derive(Default)]
struct Known {
    /// What became of a file that looked like this.
    pictures: BTreeMap<RepoPath, (Key, Result<Picture, Broken>)>,
    /// Somebody makes pictures.
    is_busy: bool,
    /// Those that are still to be made.
    waiting: Vec<RepoPath>,
    /// The widths that the pictures were made for.
    widths: Vec<u32>,
}

impl Shelf {
    pub(super) fn new(cache: Arc<Cache>, wake: Wake) -> Self {
        Self { known: Arc::default(), cache, wake: Arc::new(wake) }
    }

    /// Returns a picture for every file, and begins to make those that are drafts.
    pub(super) fn pictures(&self, wanted: &[RepoPath], widths: &[u32], sources: &Sources) -> Pictures {
        if lock(&self.known).widths != widths {
            *lock(&self.known) = Known { widths: widths.to_vec(), ..Known::default() };
        }
        let finished: Vec<Option<Result<Picture, Broken>>> =
            wanted.par_iter().map(|path| self.finished(path, widths, sources)).collect();
        let missing: Vec<RepoPath> =
            wanted.iter().zip(&finished).filter(|(_, made)| made.is_none()).map(|(path, _)| path.clone()).collect();
        let shown = wanted.par_iter().zip(finished).map(|(path, made)| {
            let made = made.unwrap_or_else(|| images::draft(path, sources));
            (path.clone(), made)
        });
        let shown = shown.collect();
        self.make(missing, widths, &sources.root);
        shown
    }

    /// Returns a picture that was made of a file as it is now.
    fn finished(&self, path: &RepoPath, widths: &[u32], sources: &Sources) -> Option<Result<Picture, Broken>> {
        let looks = Cache::looks(&sources.on_disk(path));
        if let Some((seen, made)) = lock(&self.known).pictures.get(path)
            && *seen == looks
        {
            return Some(made.clone());
        }
        let made = images::kept(path, widths, sources, &self.cache)?;
        lock(&self.known).pictures.insert(path.clone(), (looks, made.clone()));
        Some(made)
    }

    /// Has pictures made in the background.
    fn make(&self, missing: Vec<RepoPath>, widths: &[u32], root: &Path) {
        let mut known = lock(&self.known);
        known.waiting = missing;
        if known.is_busy || known.waiting.is_empty() {
            return;
        }
        known.is_busy = true;
        drop(known);
        let maker = Maker {
            known: Arc::clone(&self.known),
            cache: Arc::clone(&self.cache),
            wake: Arc::clone(&self.wake),
            widths: widths.to_vec(),
            sources: Sources::at(root),
        };
        std::thread::spawn(move || maker.work());
    }
}

/// Makes pictures until none waits.
struct Maker {
    known: Arc<Mutex<Known>>,
    cache: Arc<Cache>,
    wake: Arc<Wake>,
    widths: Vec<u32>,
    sources: Sources,
}

impl Maker {
    fn work(self) {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        // Threads of its own, so that a page that is saved meanwhile need not wait for a picture.
        let Ok(pool) = ThreadPoolBuilder::new().num_threads(cores).build() else { return };
        let mut told = Instant::now();
        loop {
            let some: Vec<RepoPath> = {
                let mut known = lock(&self.known);
                let rest = known.waiting.len().saturating_sub(AT_ONCE);
                known.waiting.split_off(rest)
            };
            let looks = |path: &RepoPath| (path.clone(), Cache::looks(&self.sources.on_disk(path)));
            let looks: BTreeMap<RepoPath, Key> = some.iter().map(looks).collect();
            let made = pool.install(|| images::prepare(&some, &self.widths, &self.sources, &self.cache, &|| ()));
            let mut known = lock(&self.known);
            let is_wanted = known.widths == self.widths;
            for (path, made) in made {
                if let Some(looks) = looks.get(&path).filter(|_| is_wanted) {
                    known.pictures.insert(path, (*looks, made));
                }
            }
            let is_last = known.waiting.is_empty();
            known.is_busy = !is_last;
            drop(known);
            if is_last || told.elapsed() > PATIENCE {
                (self.wake)();
                told = Instant::now();
            }
            if is_last {
                return;
            }
        }
    }
}

fn lock(known: &Mutex<Known>) -> MutexGuard<'_, Known> {
    known.lock().unwrap_or_else(PoisonError::into_inner)
}
