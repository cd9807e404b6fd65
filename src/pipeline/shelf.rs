//! The pictures of a preview: finished ones where there are, and drafts while others are made in the background.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rayon::ThreadPoolBuilder;
use rayon::prelude::*;

use crate::cache::{Cache, Key};
use crate::images::{self, Broken, Picture, Pictures};
use crate::source::{RepoPath, Sources};

/// How many pictures are made between two looks at the clock.
const AT_ONCE: usize = 16;
/// How long new pictures wait to be shown together.
const PATIENCE: Duration = Duration::from_millis(700);

/// Called, from any thread, when something is ready that an earlier rebuild had to leave out: the next one shows it.
pub type Wake = Box<dyn Fn() + Send + Sync>;

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
    /// Who makes pictures now.
    maker: Option<u64>,
    /// How many makers there have been.
    makers: u64,
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
        lock(&self.known).begin_with(widths);
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
        if let Some(made) = self.remembered(path, looks) {
            return Some(made);
        }
        let made = images::kept(path, widths, sources, &self.cache)?;
        lock(&self.known).pictures.insert(path.clone(), (looks, made.clone()));
        Some(made)
    }

    /// Returns what was made of a file that looked like this, unless the cache has lost some of it.
    fn remembered(&self, path: &RepoPath, looks: Key) -> Option<Result<Picture, Broken>> {
        let (seen, made) = lock(&self.known).pictures.get(path)?.clone();
        let is_lost = |picture: &Picture| {
            picture.full.blob.is_lost() || picture.smaller.iter().any(|smaller| smaller.blob.is_lost())
        };
        (seen == looks && !made.as_ref().is_ok_and(is_lost)).then_some(made)
    }

    /// Has pictures made in the background.
    fn make(&self, missing: Vec<RepoPath>, widths: &[u32], root: &Path) {
        let mut known = lock(&self.known);
        known.waiting = missing;
        if known.maker.is_some() || known.waiting.is_empty() {
            return;
        }
        known.makers += 1;
        known.maker = Some(known.makers);
        let number = known.makers;
        drop(known);
        let maker = Maker {
            number,
            has_news: false,
            known: Arc::clone(&self.known),
            cache: Arc::clone(&self.cache),
            wake: Arc::clone(&self.wake),
            widths: widths.to_vec(),
            sources: Sources::at(root),
        };
        std::thread::spawn(move || maker.work());
    }
}

impl Known {
    /// Forgets everything that was made for other widths; whoever is making such a picture will find that he is not
    /// wanted any more.
    fn begin_with(&mut self, widths: &[u32]) {
        if self.widths != widths {
            *self = Self { widths: widths.to_vec(), makers: self.makers, ..Self::default() };
        }
    }
}

/// Makes pictures until none waits.
struct Maker {
    number: u64,
    /// Pictures were made that nobody was told of yet.
    has_news: bool,
    known: Arc<Mutex<Known>>,
    cache: Arc<Cache>,
    wake: Arc<Wake>,
    widths: Vec<u32>,
    sources: Sources,
}

impl Maker {
    fn work(mut self) {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        // Threads of its own, so that a page that is saved meanwhile need not wait for a picture. A machine that has none
        // left may have some when the next file is saved.
        let Ok(pool) = ThreadPoolBuilder::new().num_threads(cores).build() else { return };
        let mut told = Instant::now();
        while let Some(some) = self.next() {
            let looks = |path: &RepoPath| (path.clone(), Cache::looks(&self.sources.on_disk(path)));
            let looks: BTreeMap<RepoPath, Key> = some.iter().map(looks).collect();
            let made = pool.install(|| images::prepare(&some, &self.widths, &self.sources, &self.cache, &|| ()));
            self.put(made, &looks);
            if told.elapsed() > PATIENCE {
                self.tell();
                told = Instant::now();
            }
        }
    }

    /// Takes some of those that wait. When there are none, or another maker took over, the work is done.
    fn next(&self) -> Option<Vec<RepoPath>> {
        let mut known = lock(&self.known);
        if known.maker != Some(self.number) {
            return None;
        }
        if known.waiting.is_empty() {
            known.maker = None;
            return None;
        }
        let rest = known.waiting.len().saturating_sub(AT_ONCE);
        Some(known.waiting.split_off(rest))
    }

    /// Keeps what was made of files that looked like this.
    fn put(&mut self, made: Pictures, looks: &BTreeMap<RepoPath, Key>) {
        let mut known = lock(&self.known);
        if known.maker != Some(self.number) {
            return;
        }
        for (path, made) in made {
            if let Some(looks) = looks.get(&path) {
                known.pictures.insert(path, (*looks, made));
                self.has_news = true;
            }
        }
    }

    fn tell(&mut self) {
        if std::mem::take(&mut self.has_news) {
            (self.wake)();
        }
    }
}

/// However the work ends, even by a panic, another maker can be sent, and what was made is shown. Where nothing was,
/// nobody is woken: that would only have the same fail again at once.
impl Drop for Maker {
    fn drop(&mut self) {
        let mut known = lock(&self.known);
        if known.maker == Some(self.number) {
            known.maker = None;
        }
        drop(known);
        self.tell();
    }
}

fn lock(known: &Mutex<Known>) -> MutexGuard<'_, Known> {
    known.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods, reason = "the cache of a test is emptied by it")]

    use std::sync::mpsc::channel;

    use super::*;

    const PICTURE: &str = "a.png";

    /// Notes with one picture that is large enough to be made smaller.
    fn notes() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, 60, 30);
        encoder.set_color(png::ColorType::Rgb);
        let mut state = 1u32;
        let mut noise = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state.to_be_bytes()[0]
        };
        let pixels: Vec<u8> = (0..60 * 30 * 3).map(|_| noise()).collect();
        encoder.write_header().unwrap().write_image_data(&pixels).unwrap();
        std::fs::write(folder.path().join(PICTURE), bytes).unwrap();
        folder
    }

    /// Returns the widths of the smaller versions, or `draft`.
    fn shown(shelf: &Shelf, widths: &[u32], sources: &Sources) -> String {
        let path = RepoPath::new(PICTURE);
        let pictures = shelf.pictures(std::slice::from_ref(&path), widths, sources);
        let picture = pictures[&path].as_ref().unwrap();
        if images::is_draft(&picture.full.name) {
            return "draft".to_owned();
        }
        assert!(picture.full.blob.bytes().is_ok() && !picture.smaller.is_empty());
        picture.smaller.iter().map(|smaller| smaller.width.to_string()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn pictures_are_made_for_the_widths_of_now_and_again_when_the_cache_lost_them() {
        let (notes, cache) = (notes(), tempfile::tempdir().unwrap());
        let sources = Sources::at(notes.path());
        let (wake, woken) = channel();
        // Nobody waits any more when the test has ended.
        let wake: Wake = Box::new(move || _ = wake.send(()));
        let shelf = Shelf::new(Arc::new(Cache::open(Some(cache.path().join("site")))), wake);
        assert_eq!(shown(&shelf, &[20], &sources), "draft");
        assert_eq!(shown(&shelf, &[30], &sources), "draft");
        // The first maker may have been done before it was not wanted any more.
        while shown(&shelf, &[30], &sources) != "30" {
            woken.recv_timeout(Duration::from_secs(60)).unwrap();
        }
        let site = cache.path().join("site");
        // A maker that is not wanted any more may write there still.
        while site.exists() {
            let _ = std::fs::remove_dir_all(&site);
        }
        assert_eq!(shown(&shelf, &[30], &sources), "draft");
        while shown(&shelf, &[30], &sources) != "30" {
            woken.recv_timeout(Duration::from_secs(60)).unwrap();
        }
    }

    #[test]
    fn a_maker_that_ends_too_soon_leaves_its_place_to_the_next() {
        let notes = notes();
        let shelf = Shelf::new(Arc::new(Cache::none()), Box::new(|| ()));
        let maker = |number| Maker {
            number,
            has_news: false,
            known: Arc::clone(&shelf.known),
            cache: Arc::clone(&shelf.cache),
            wake: Arc::clone(&shelf.wake),
            widths: vec![20],
            sources: Sources::at(notes.path()),
        };
        let waiting = || vec![RepoPath::new(PICTURE)];
        *lock(&shelf.known) = Known { maker: Some(2), makers: 2, waiting: waiting(), ..Known::default() };
        // Others were sent for since.
        assert_eq!(maker(1).next(), None);
        assert_eq!(lock(&shelf.known).maker, Some(2));
        assert_eq!(lock(&shelf.known).waiting, waiting());
        drop(maker(2));
        assert_eq!(lock(&shelf.known).maker, None);
    }
}
