//! How long each stage of a build took.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Stages and how long each took by the clock, in the order in which they ended. Some overlap.
#[derive(Debug, Default)]
pub struct Timings {
    stages: Mutex<Vec<(&'static str, Duration)>>,
}

impl Timings {
    /// Does one stage's work and takes its time.
    pub fn take<T>(&self, stage: &'static str, work: impl FnOnce() -> T) -> T {
        let began = Instant::now();
        let done = work();
        self.stages.lock().unwrap_or_else(PoisonError::into_inner).push((stage, began.elapsed()));
        done
    }

    /// Returns the stages and how long each took, by the clock.
    pub fn stages(&self) -> Vec<(&'static str, Duration)> {
        self.stages.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
