//! How many bytes of pixels all threads together may hold: those of a picture that is decoded, and of its smaller
//! versions until they are encoded. What is not counted grows with the file, which is small beside its pixels: its bytes,
//! and what an encoder writes.

use std::sync::{Condvar, Mutex, PoisonError};

/// Of all bytes; a screenshot of two megapixels that is decoded as a whole takes 16 MB.
const ALL: u64 = 160 * 1024 * 1024;

/// What is left for the next picture. A picture that alone needs more than all waits until it is the only one.
#[derive(Debug)]
pub(super) struct Budget {
    left: Mutex<u64>,
    freed: Condvar,
}

/// A picture's part of the budget, given back when it is dropped.
#[must_use]
#[derive(Debug)]
pub(super) struct Share<'a> {
    budget: &'a Budget,
    bytes: u64,
}

impl Budget {
    /// Returns a budget of which nothing is taken.
    pub(super) fn new() -> Self {
        Self { left: Mutex::new(ALL), freed: Condvar::new() }
    }

    /// Waits until so many bytes are left, and takes them. A thread that holds a share must not ask for a second one.
    pub(super) fn take(&self, bytes: u64) -> Share<'_> {
        let bytes = bytes.min(ALL);
        let left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.freed.wait_while(left, |left| *left < bytes);
        *waited.unwrap_or_else(PoisonError::into_inner) -= bytes;
        Share { budget: self, bytes }
    }

    fn give(&self, bytes: u64) {
        *self.left.lock().unwrap_or_else(PoisonError::into_inner) += bytes;
        self.freed.notify_all();
    }
}

impl Share<'_> {
    /// Gives back all but so many bytes.
    pub(super) fn lessen(&mut self, bytes: u64) {
        let kept = self.bytes.min(bytes);
        self.budget.give(self.bytes - kept);
        self.bytes = kept;
    }
}

impl Drop for Share<'_> {
    fn drop(&mut self) {
        self.budget.give(self.bytes);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering::SeqCst};

    use super::*;

    #[test]
    fn never_more_than_all_is_taken_and_everybody_gets_a_turn() {
        let budget = Budget::new();
        let held = AtomicU64::new(0);
        let turns = AtomicU64::new(0);
        std::thread::scope(|scope| {
            for share in [ALL / 2, ALL / 3, ALL, ALL * 9, 1] {
                let (budget, held, turns) = (&budget, &held, &turns);
                scope.spawn(move || {
                    for _ in 0..200 {
                        let mut taken = budget.take(share);
                        let (bytes, kept) = (share.min(ALL), share.min(ALL / 9));
                        assert!(held.fetch_add(bytes, SeqCst) + bytes <= ALL);
                        turns.fetch_add(1, SeqCst);
                        held.fetch_sub(bytes - kept, SeqCst);
                        taken.lessen(kept);
                        taken.lessen(ALL);
                        held.fetch_sub(kept, SeqCst);
                    }
                });
            }
        });
        assert_eq!(turns.into_inner(), 1000);
        assert_eq!(*budget.left.lock().unwrap(), ALL);
    }
}
