//! The thread that builds: it waits for changes, gathers those that belong together, and puts the new site on the stage.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::News;
use super::faults::{self, Fault};
use super::stage::Stage;
use super::watch::{Change, Touched, Watch, Word};
use crate::http::Listeners;
use crate::pipeline::{Preview, Previewed};
use crate::source::RepoPath;

/// An editor saves in several steps, which come closer together than this.
const QUIET: Duration = Duration::from_millis(5);
/// A file that was finished is whole; others may be right behind it.
const SETTLED: Duration = Duration::from_millis(1);
/// Whatever goes on, after this long something is shown.
const PATIENCE: Duration = Duration::from_millis(50);
/// So long a browser has all cores to draw a page that it was told of; what else shows the change is made then.
const DRAWING: Duration = Duration::from_millis(20);
/// When nothing has changed for so long, the rules have their turn: they must not keep the next change waiting, nor the
/// browser from drawing this one.
const PAUSE: Duration = Duration::from_millis(400);

/// Whoever builds.
pub(super) struct Author {
    pub(super) preview: Preview,
    pub(super) watch: Watch,
    pub(super) inbox: Receiver<Word>,
    pub(super) stage: Arc<Stage>,
    pub(super) listeners: Listeners,
    /// The rules have not looked at the last rebuild yet.
    pub(super) is_unchecked: bool,
}

impl Author {
    /// Builds once, then whenever something changed, for as long as there is a preview.
    pub(super) fn work(mut self, say: &dyn Fn(News)) {
        self.follow(say);
        self.rebuild(&Touched::Everything, say);
        while let Some(change) = self.next(say) {
            if change.is_of_folders {
                self.watch.forget(&change.touched);
            }
            self.rebuild(&change.touched, say);
            // New folders are looked for last, because that is slower than a small rebuild; what was put into them in
            // the meantime is seen by one more. Folders that came before those around them were watched are found by
            // looking again.
            while change.is_of_folders && self.follow(say) {
                self.rebuild(&Touched::Everything, say);
            }
        }
    }

    /// Watches all folders that are there now, and returns whether any is new.
    fn follow(&mut self, say: &dyn Fn(News)) -> bool {
        let (new, refused) = self.watch.follow();
        if let Some(first) = refused.first() {
            let more =
                if refused.len() > 1 { format!(" and {} more folders", refused.len() - 1) } else { String::new() };
            say(News::Unwatched(format!("{first}{more}")));
        }
        !new.is_empty()
    }

    /// Waits for a change and for those that follow at once. `None` when there will be no more.
    fn next(&mut self, say: &dyn Fn(News)) -> Option<Change> {
        let mut gathered = self.first(say)?;
        let mut open: BTreeSet<PathBuf> = gathered.begun.take().into_iter().collect();
        let mut quiet = QUIET;
        let began = Instant::now();
        while let Some(left) = PATIENCE.checked_sub(began.elapsed()) {
            // Half a file is not worth a look.
            let wait = if open.is_empty() { quiet.min(left) } else { left };
            let mut more = match self.inbox.recv_timeout(wait) {
                Ok(Word::Change(more)) => more,
                Ok(Word::End) => return None,
                Err(_) => break,
            };
            quiet = if more.finished.is_some() { SETTLED } else { QUIET };
            open.extend(more.begun.take());
            more.finished.take().map(|file| open.remove(&file));
            gathered.add(more);
        }
        Some(gathered)
    }

    /// Waits for a change. That a file was finished is none: whoever wrote into it has caused one before.
    fn first(&mut self, say: &dyn Fn(News)) -> Option<Change> {
        loop {
            let word = match self.is_unchecked {
                true => self.inbox.recv_timeout(PAUSE),
                false => self.inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match word {
                Ok(Word::Change(Change { finished: Some(_), .. })) => {}
                Ok(Word::Change(change)) => return Some(change),
                Err(RecvTimeoutError::Timeout) => self.check(say),
                Ok(Word::End) | Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
    }

    fn check(&mut self, say: &dyn Fn(News)) {
        self.preview.check();
        self.is_unchecked = false;
        say(News::Checked(self.preview.notes()));
    }

    /// Builds, and tells everybody when something is different.
    fn rebuild(&mut self, touched: &Touched, say: &dyn Fn(News)) {
        let began = Instant::now();
        let shown = RefCell::new(BTreeSet::new());
        let touched = match touched {
            Touched::Everything => None,
            Touched::Paths(paths) => Some(paths),
        };
        let soon = |previewed: Previewed| {
            let told = self.stage.show(Some(&previewed.files), &previewed.changed, Vec::new());
            let is_news = told.is_some();
            self.listeners.tell(told);
            shown.borrow_mut().extend(previewed.changed);
            if is_news {
                std::thread::sleep(DRAWING);
            }
        };
        match self.preview.rebuild(touched, &soon) {
            Ok(mut previewed) => {
                let faults = if previewed.is_refused { faults::errors(self.preview.notes()) } else { Vec::new() };
                self.listeners.tell(self.stage.show(Some(&previewed.files), &previewed.changed, faults));
                previewed.changed.extend(shown.into_inner());
                say(News::Rebuilt(&previewed, began.elapsed()));
                self.is_unchecked = true;
            }
            Err(error) => {
                self.is_unchecked = false;
                let fault = Fault::of_machine(&error);
                self.listeners.tell(self.stage.show(None, &BTreeSet::<RepoPath>::new(), vec![fault]));
                say(News::Unreadable(&error));
            }
        }
    }
}

impl Change {
    fn add(&mut self, more: Self) {
        self.is_of_folders |= more.is_of_folders;
        match (&mut self.touched, more.touched) {
            (Touched::Paths(paths), Touched::Paths(more)) => paths.extend(more),
            (touched, _) => *touched = Touched::Everything,
        }
    }
}
