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

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::Duration;

use crate::http::{BindError, Listeners, Port, Server, Stop};
use crate::pipeline::{Notes, Preview, Previewed, Touched};
use crate::source::ScanError;
use author::Author;
use stage::Stage;
use watch::{Change, Watch, Word};

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
        let ready = || Word::Change(Change::new(Touched::Paths(BTreeSet::new())));
        // Nobody listens any more when the preview has ended.
        let wake = move || drop(sender.send(ready()));
        let preview = Preview::open(&self.root, Box::new(wake));
        let author = Author {
            preview,
            watch,
            inbox,
            stage: Arc::clone(&stage),
            listeners: listeners.clone(),
            is_unchecked: false,
        };
        std::thread::spawn(move || author.work(&say));
        let answers = move |address: &str| page::answer(&stage.shown(), address);
        let ended = self.server.run(Box::new(answers), page::NEWS, listeners, stop);
        // It may be at work and notices later; nothing waits for it.
        let _ = end.send(Word::End);
        Ok(ended?)
    }
}
