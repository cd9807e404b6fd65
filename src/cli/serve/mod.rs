//! `labpress serve`: the site in a browser, new a moment after its notes were saved.

mod browser;
mod keys;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::terminal::Terminal;
use super::{Exit, counted, place};
use crate::diagnostic::{Diagnostics, summary};
use crate::http::{Port, Stop};
use crate::pipeline::{Notes, Previewed};
use crate::serve::{Live, News};
use keys::Keys;

/// The first port that is tried when none is asked for.
const USUAL_PORT: u16 = 8000;

/// What the command line asks for.
pub(super) struct Wanted<'a> {
    pub(super) dir: &'a Path,
    pub(super) port: Option<u16>,
    /// Open the browser at once.
    pub(super) open: bool,
}

pub(super) fn run(wanted: &Wanted, terminal: &Terminal) -> Exit {
    let root = match place::folder(wanted.dir, "serve") {
        Ok(root) => root,
        Err(why) => return terminal.failed(why),
    };
    let live = match Live::open(&root, wanted.port.map_or(Port::From(USUAL_PORT), Port::Exactly)) {
        Ok(live) => live,
        Err(error) => return terminal.failed(error),
    };
    let url = live.url();
    let stop = Stop::default();
    let keys = Keys::listen(terminal, {
        let (stop, url) = (stop.clone(), url.clone());
        move |key| match key {
            'o' => browser::open(&url),
            'q' => stop.now(),
            _ => {}
        }
    });
    let hint = if keys.is_some() { "  (o opens it, q quits)" } else { "" };
    terminal.say(format_args!("serving {} at {url}{hint}", wanted.dir.display()));
    if wanted.open {
        browser::open(&url);
    }
    let ended = live.run(&stop, reporter(*terminal));
    drop(keys);
    match ended {
        Ok(()) => Exit::Done,
        Err(error) => terminal.failed(error),
    }
}

/// Returns what prints the news, in few words: who writes looks at the browser.
fn reporter(terminal: Terminal) -> impl Fn(News) + Send + 'static {
    let last: Mutex<Last> = Mutex::default();
    move |news| {
        let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
        match news {
            News::Rebuilt(previewed, took) => {
                if let Some(line) = line(previewed, took, last.state) {
                    terminal.say(line);
                }
                last.state = if previewed.is_refused { State::Refused } else { State::Built };
            }
            News::Checked(notes) => {
                let found = found(notes);
                if last.found != found {
                    errors(notes, &terminal);
                }
                last.found = found;
            }
            News::Unreadable(error) => terminal.say(format_args!("waiting: {error}")),
            News::Unwatched(why) => terminal.say(format_args!("changes here will go unnoticed: {why}")),
        }
    }
}

/// What was said last.
#[derive(Default)]
struct Last {
    found: BTreeSet<(&'static str, String)>,
    state: State,
}

/// How the last rebuild went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum State {
    /// There was none.
    #[default]
    New,
    Built,
    Refused,
}

/// Everything that was found, wherever it is: a line more above it makes it nothing new.
fn found(notes: &Notes) -> BTreeSet<(&'static str, String)> {
    notes.diagnostics.sorted().into_iter().map(|found| (found.code, found.message.clone())).collect()
}

/// Shows the errors, and counts the rest.
fn errors(notes: &Notes, terminal: &Terminal) {
    let mut errors = Diagnostics::default();
    let all = notes.diagnostics.sorted();
    errors.extend(all.into_iter().filter(|found| found.is_error()).cloned());
    terminal.diagnostics(&errors, &notes.sources);
    let summary = summary(&notes.diagnostics).map(|summary| format!("{summary}; `labpress check` shows all"));
    terminal.say(summary.as_deref().unwrap_or("nothing is wrong any more"));
}

/// Returns what a rebuild did: `rebuilt notes.html and 2 more in 12 ms`. `None` when it did nothing.
fn line(previewed: &Previewed, took: Duration, last: State) -> Option<String> {
    let took = match took.as_millis() {
        milliseconds @ ..1000 => format!("{milliseconds} ms"),
        _ => format!("{:.1} s", took.as_secs_f64()),
    };
    if previewed.is_refused {
        let kept = if previewed.files.is_empty() { "" } else { "; the last good site stays" };
        return (last != State::Refused).then(|| format!("nothing was built{kept}"));
    }
    if last != State::Built {
        return Some(format!("built {} in {took}", counted(previewed.pages, "page")));
    }
    let is_page = |address: &&str| address.ends_with(".html");
    let pages: Vec<&str> = previewed.changed.iter().map(|address| address.as_str()).filter(is_page).collect();
    let first = pages.first().copied().or_else(|| previewed.changed.first().map(|address| address.as_str()))?;
    let more = if pages.len() > 1 { format!(" and {} more", counted(pages.len() - 1, "page")) } else { String::new() };
    Some(format!("rebuilt {first}{more} in {took}"))
}
