//! The system's word that something in the folder changed.
//!
//! Only folders that can hold something of the site are looked at, so that a build of something else beside the notes,
//! or what git keeps, wakes nobody. On Linux each folder is watched by itself, elsewhere the system watches a whole tree.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;

use notify::event::{AccessKind, AccessMode, CreateKind, ModifyKind, RemoveKind};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher, WatcherKind};

use crate::source::{folders, is_left_out};

/// What the thread that builds is told.
#[derive(Debug)]
pub(super) enum Word {
    /// Something changed.
    Change(Change),
    /// The preview has ended.
    End,
}

/// What was changed, as far as the system said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Touched {
    /// Anything may be different.
    Everything,
    /// Only these files and folders were made, changed or removed; with a folder, whatever is in it. Absolute paths.
    Paths(BTreeSet<PathBuf>),
}

/// What changed, as far as the system said until now.
#[derive(Debug)]
pub(super) struct Change {
    pub(super) touched: Touched,
    /// Folders may have come or gone, so that others must be watched.
    pub(super) is_of_folders: bool,
    /// The file that somebody is in the middle of writing; only where the system tells the end of it too.
    pub(super) begun: Option<PathBuf>,
    /// The file that somebody has just finished.
    pub(super) finished: Option<PathBuf>,
}

impl Change {
    pub(super) fn new(touched: Touched) -> Self {
        Self { touched, is_of_folders: false, begun: None, finished: None }
    }
}

/// The folders that are watched.
pub(super) struct Watch {
    root: PathBuf,
    watcher: RecommendedWatcher,
    followed: BTreeSet<PathBuf>,
}

impl Watch {
    /// Prepares to watch the folder `root`; [`Watch::follow`] begins.
    pub(super) fn new(root: &Path, sender: Sender<Word>) -> notify::Result<Self> {
        let watched = root.to_owned();
        let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            if let Some(change) = change(&watched, event) {
                // Nobody listens any more when the preview has ended.
                let _ = sender.send(Word::Change(change));
            }
        })?;
        Ok(Self { root: root.to_owned(), watcher, followed: BTreeSet::new() })
    }

    /// Forgets the folders at and below these paths, which may be others by now.
    pub(super) fn forget(&mut self, touched: &Touched) {
        let is_meant = |folder: &Path| match touched {
            Touched::Everything => true,
            Touched::Paths(paths) => paths.iter().any(|path| folder.starts_with(path)),
        };
        let meant: Vec<PathBuf> = self.followed.iter().filter(|folder| is_meant(folder)).cloned().collect();
        for folder in meant {
            // The system has often forgotten it already.
            let _ = self.watcher.unwatch(&folder);
            self.followed.remove(&folder);
        }
    }

    /// Watches the folders that are there now, and returns those that are new; the second are those that the system
    /// would not watch, in its words.
    pub(super) fn follow(&mut self) -> (BTreeSet<PathBuf>, Vec<String>) {
        let wanted: BTreeSet<PathBuf> = match RecommendedWatcher::kind() {
            WatcherKind::Inotify => folders(&self.root).into_iter().collect(),
            _ if self.root.is_dir() => [self.root.clone()].into(),
            _ => folders(&self.root).into_iter().collect(),
        };
        let is_whole = RecommendedWatcher::kind() != WatcherKind::Inotify && wanted.contains(&self.root);
        let mode = if is_whole { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
        for gone in self.followed.difference(&wanted) {
            let _ = self.watcher.unwatch(gone);
        }
        self.followed.retain(|folder| wanted.contains(folder));
        let (mut new, mut refused) = (BTreeSet::new(), Vec::new());
        for folder in wanted.difference(&self.followed) {
            match self.watcher.watch(folder, mode) {
                Ok(()) => drop(new.insert(folder.clone())),
                // It vanished in between, of which there will be word.
                Err(_) if !folder.is_dir() => {}
                Err(error) => refused.push(refusal(folder, &error)),
            }
        }
        self.followed.extend(new.iter().cloned());
        (new, refused)
    }
}

fn refusal(folder: &Path, error: &notify::Error) -> String {
    let hint = match error.kind {
        notify::ErrorKind::MaxFilesWatch => "; raise the limit with `sysctl fs.inotify.max_user_watches=524288`",
        _ => "",
    };
    format!("`{}`: {error}{hint}", folder.display())
}

/// Returns what a word of the system means for the site at `root`; `None` when it means nothing.
fn change(root: &Path, event: notify::Result<Event>) -> Option<Change> {
    let event = match event {
        Ok(event) if !event.need_rescan() => event,
        // Words were lost.
        _ => return Some(Change { is_of_folders: true, ..Change::new(Touched::Everything) }),
    };
    let is_end = event.kind == EventKind::Access(AccessKind::Close(AccessMode::Write));
    // Whoever reads a file causes words too, and the preview itself reads them all.
    if matches!(event.kind, EventKind::Access(_)) && !is_end {
        return None;
    }
    let matters = |path: &PathBuf| match path.strip_prefix(root) {
        Ok(below) => !is_left_out(below),
        // A folder around the notes, which is watched while they are gone.
        Err(_) => root.starts_with(path),
    };
    let paths: BTreeSet<PathBuf> = event.paths.into_iter().filter(matters).collect();
    let first = paths.first()?.clone();
    if is_end {
        return Some(Change { finished: Some(first), ..Change::new(Touched::Paths(BTreeSet::new())) });
    }
    let is_of_files = match event.kind {
        EventKind::Create(kind) => kind == CreateKind::File,
        EventKind::Remove(kind) => kind == RemoveKind::File,
        EventKind::Modify(kind) => !matches!(kind, ModifyKind::Name(_) | ModifyKind::Any),
        _ => false,
    };
    let is_begun = matches!(event.kind, EventKind::Modify(ModifyKind::Data(_)));
    let begun = Some(first).filter(|_| is_begun && RecommendedWatcher::kind() == WatcherKind::Inotify);
    Some(Change { is_of_folders: !is_of_files, begun, ..Change::new(Touched::Paths(paths)) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{DataChange, RenameMode};

    /// Returns the paths that matter, and whether folders may have changed.
    fn meant(kind: EventKind, paths: &[&str]) -> Option<(String, bool)> {
        let event = paths.iter().fold(Event::new(kind), |event, path| event.add_path(PathBuf::from(path)));
        let change = change(Path::new("/home/me/lab"), Ok(event))?;
        let Touched::Paths(paths) = change.touched else { return Some(("everything".to_owned(), true)) };
        let paths = paths.iter().map(|path| path.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ");
        Some((paths, change.is_of_folders))
    }

    #[test]
    fn only_what_may_be_part_of_the_site_matters() {
        let written = EventKind::Modify(ModifyKind::Data(DataChange::Any));
        let renamed = EventKind::Modify(ModifyKind::Name(RenameMode::Both));
        let read = EventKind::Access(AccessKind::Close(AccessMode::Read));
        let some = |paths: &str, is_of_folders| Some((paths.to_owned(), is_of_folders));
        assert_eq!(meant(written, &["/home/me/lab/a.md"]), some("/home/me/lab/a.md", false));
        assert_eq!(meant(read, &["/home/me/lab/a.md"]), None);
        for left_out in ["_site/index.html", ".git/index", "a/.a.md.swp", "target/x", "~$a.docx"] {
            assert_eq!(meant(written, &[&format!("/home/me/lab/{left_out}")]), None, "{left_out}");
        }
        let both = ["/home/me/lab/.a.md.tmp", "/home/me/lab/a.md"];
        assert_eq!(meant(renamed, &both), some("/home/me/lab/a.md", true));
        assert_eq!(meant(EventKind::Remove(RemoveKind::Folder), &["/home/me/lab"]), some("/home/me/lab", true));
        assert_eq!(meant(EventKind::Create(CreateKind::Folder), &["/home/me"]), some("/home/me", true));
        assert_eq!(meant(EventKind::Create(CreateKind::Folder), &["/home/you"]), None);
        let lost = Event::new(EventKind::Other).set_flag(notify::event::Flag::Rescan);
        assert_eq!(change(Path::new("/"), Ok(lost)).unwrap().touched, Touched::Everything);
    }
}
