//! The progress bar: shown when pictures take longer than a second and somebody watches.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use super::terminal::Terminal;
use crate::pipeline::Progress;

/// Work that is faster than this needs no bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// A bar that appears when the wait gets long.
pub(super) struct Bar {
    watched: bool,
    state: Mutex<State>,
}

struct State {
    began: Instant,
    total: u64,
    done: u64,
    bar: Option<ProgressBar>,
}

impl Bar {
    pub(super) fn new(terminal: &Terminal) -> Self {
        let state = State { began: Instant::now(), total: 0, done: 0, bar: None };
        Self { watched: terminal.watched, state: Mutex::new(state) }
    }

    fn with(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

impl Progress for Bar {
    fn begin(&self, pictures: usize) {
        self.with(|state| {
            state.began = Instant::now();
            state.total = pictures as u64;
        });
    }

    fn one_done(&self) {
        self.with(|state| {
            state.done += 1;
            if self.watched && state.bar.is_none() && state.began.elapsed() > PATIENCE {
                state.bar = Some(bar(state.total));
            }
            if let Some(bar) = &state.bar {
                bar.set_position(state.done);
            }
        });
    }

    fn end(&self) {
        self.with(|state| {
            if let Some(bar) = state.bar.take() {
                bar.finish_and_clear();
            }
        });
    }
}

fn bar(total: u64) -> ProgressBar {
    let bar = ProgressBar::new(total);
    // The template is fixed; without it the bar has its usual look.
    if let Ok(style) = ProgressStyle::with_template("pictures [{bar:30}] {pos}/{len}") {
        bar.set_style(style.progress_chars("=> "));
    }
    bar
}
