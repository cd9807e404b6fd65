//! The last good site, and what is wrong since then: what browsers are shown, and what they are told.

use std::collections::BTreeSet;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use serde::Serialize;

use super::faults::Fault;
use crate::pipeline::Files;
use crate::source::RepoPath;

/// What is shown at one time.
#[derive(Debug, Clone)]
pub(super) struct Shown {
    pub(super) files: Arc<Files>,
    /// Names this state of the site: a page with another token is old, even one of another run.
    pub(super) token: String,
    faults: Arc<Vec<Fault>>,
}

/// What is told to a browser, as JSON.
#[derive(Serialize)]
struct Told<'a> {
    token: &'a str,
    /// The addresses that changed; without it, any may have.
    #[serde(skip_serializing_if = "Option::is_none")]
    changed: Option<Vec<&'a str>>,
    /// Why there is no newer site; empty when there is.
    faults: &'a [Fault],
}

/// Where the site stands.
pub(super) struct Stage {
    /// Tells this run from others.
    run: u128,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    files: Arc<Files>,
    faults: Arc<Vec<Fault>>,
    /// How often the site was different; 0 before the first.
    version: u64,
}

impl Default for Stage {
    fn default() -> Self {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let run = now.map_or(0, |since| since.as_nanos());
        Self { run, state: Mutex::default(), changed: Condvar::new() }
    }
}

impl Stage {
    /// Returns what is shown, as soon as there is anything. When a new site is being made, and this file of it is not
    /// ready yet, that takes until it is.
    pub(super) fn shown(&self, file: &RepoPath) -> Shown {
        let is_to_come = |state: &mut State| state.version == 0 || !state.files.is_ready(file);
        let state = self.changed.wait_while(self.lock(), is_to_come);
        self.as_shown(&state.unwrap_or_else(PoisonError::into_inner))
    }

    /// Returns what a browser that begins to listen is told.
    pub(super) fn greeting(&self) -> Arc<str> {
        let shown = self.as_shown(&self.lock());
        Arc::from(json(&Told { token: &shown.token, changed: None, faults: &shown.faults }))
    }

    /// Shows a new site, or with `None` the old one, and what is wrong. Returns what browsers are to be told; `None` when
    /// nothing is different.
    pub(super) fn show(
        &self,
        files: Option<&Arc<Files>>,
        changed: &BTreeSet<RepoPath>,
        faults: Vec<Fault>,
    ) -> Option<String> {
        let mut state = self.lock();
        if let Some(files) = files {
            state.files = Arc::clone(files);
            self.changed.notify_all();
        }
        if state.version > 0 && changed.is_empty() && *state.faults == faults {
            return None;
        }
        state.faults = Arc::new(faults);
        state.version += 1;
        self.changed.notify_all();
        let shown = self.as_shown(&state);
        let changed = changed.iter().map(RepoPath::as_str).collect();
        Some(json(&Told { token: &shown.token, changed: Some(changed), faults: &shown.faults }))
    }

    fn as_shown(&self, state: &State) -> Shown {
        let token = format!("{:x}-{}", self.run, state.version);
        Shown { files: Arc::clone(&state.files), token, faults: Arc::clone(&state.faults) }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Texts and numbers are always JSON.
fn json(told: &Told) -> String {
    serde_json::to_string(told).unwrap_or_default()
}
