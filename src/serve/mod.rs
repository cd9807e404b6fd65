//! `labpress serve`: the site in a browser, new a moment after its notes were saved.
//!
//! In come the folder of the notes and a port. One thread waits for changes and builds (`author`), one answers the
//! browser ([`crate::http`]); between them stands the `stage::Stage`, which holds the last good site. Pages get one
//! script more (`page`), which listens for what has changed. Nothing is ever written beside the notes.

mod author;
mod faults;
mod page;
mod stage;
mod watch;

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::time::Duration;

use crate::http::{BindError, Listeners, Port, Server, Status, Stop};
use crate::pipeline::{Notes, Preview, Previewed};
use crate::source::ScanError;
use author::Author;
use stage::Stage;
use watch::{Change, Touched, Watch, Word};

/// A preview that has its port and does not answer yet.
pub struct Live {
    root: PathBuf,
    server: Server,
}

/// What a preview has to say to whoever started it.
#[derive(Debug)]
pub enum News<'a> {
    /// The notes were read again, which took so long. The site may be refused, or not be different at all.
    Rebuilt(&'a Previewed, Duration),
    /// The rules have looked at the notes, as they do when nothing has changed for a moment.
    Checked(&'a Notes),
    /// The folder cannot be read; it may be back in a moment.
    Unreadable(&'a ScanError),
    /// Changes in some folders will go unnoticed.
    Unwatched(String),
}

/// Why a preview ended that was not asked to.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The system gives no word of changes.
    #[error("cannot watch the folder: {0}")]
    Watch(String),
    /// The server broke down.
    #[error("cannot answer on this machine: {0}")]
    Server(#[from] io::Error),
    /// The thread that builds ended by a panic: without it the preview would only look alive.
    #[error("labpress has a fault and cannot go on; the message above says where")]
    Panic,
}

impl Live {
    /// Takes a port for the preview of the notes in `root`, an absolute path.
    ///
    /// # Errors
    /// When the port is not to be had.
    pub fn open(root: &Path, port: Port) -> Result<Self, BindError> {
        Ok(Self { root: root.to_owned(), server: Server::bind(port)? })
    }

    /// Returns where a browser finds it. Who asks before the first site is ready gets it when it is.
    pub fn url(&self) -> String {
        self.server.url()
    }

    /// Builds, watches and answers until `stop`, or until the process is asked to end. `say` is called from the thread
    /// that builds.
    ///
    /// # Errors
    /// When the system does not let files be watched, or the server breaks down.
    pub fn run(self, stop: &Stop, say: impl Fn(News) + Send + 'static) -> Result<(), ServeError> {
        let stage = Arc::new(Stage::default());
        let listeners = Listeners::new({
            let stage = Arc::clone(&stage);
            move || stage.greeting()
        });
        let (sender, inbox) = channel();
        let watch = Watch::new(&self.root, sender.clone()).map_err(|error| ServeError::Watch(error.to_string()))?;
        let end = sender.clone();
        let again = sender.clone();
        let ready = || Word::Change(Change::new(Touched::Everything));
        // Nobody listens any more when the preview has ended.
        let wake = move || drop(sender.send(ready()));
        let preview = Preview::open(&self.root, Box::new(wake));
        let cache = preview.cache();
        let author = Author {
            preview,
            watch,
            inbox,
            stage: Arc::clone(&stage),
            listeners: listeners.clone(),
            is_unchecked: false,
        };
        let panicked = started(author, say, stop.clone());
        let answers = move |address: &str| {
            let answer = page::answer(|file| stage.shown(file), address);
            if answer.status == Status::Failed {
                // Somebody may have emptied the cache: what is lost is made again.
                drop(again.send(ready()));
            }
            answer
        };
        let ended = self.server.run(Box::new(answers), page::NEWS, listeners, stop);
        // It may be at work and notices later; nothing waits for it.
        let _ = end.send(Word::End);
        cache.tidy();
        if panicked.load(Ordering::SeqCst) {
            return Err(ServeError::Panic);
        }
        Ok(ended?)
    }
}

/// Starts the thread that builds. Returned is whether it panicked, which stops the server too.
fn started(author: Author, say: impl Fn(News) + Send + 'static, stop: Stop) -> Arc<AtomicBool> {
    let panicked = Arc::new(AtomicBool::new(false));
    let tell = Arc::clone(&panicked);
    std::thread::spawn(move || {
        // Nothing that it was changing is used afterwards but the stage, which is whole between two calls.
        if catch_unwind(AssertUnwindSafe(|| author.work(&say))).is_err() {
            tell.store(true, Ordering::SeqCst);
            stop.now();
        }
    });
    panicked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preview_that_cannot_build_any_more_ends() {
        let folder = tempfile::tempdir().unwrap();
        let live = Live::open(folder.path(), Port::Exactly(0)).unwrap();
        let ended = live.run(&Stop::default(), |_| panic!("a fault for the test"));
        assert!(matches!(ended, Err(ServeError::Panic)), "{ended:?}");
    }
}
