//! How many bytes of decoded pixels all threads together may hold.

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
}

impl Drop for Share<'_> {
    fn drop(&mut self) {
        *self.budget.left.lock().unwrap_or_else(PoisonError::into_inner) += self.bytes;
        self.budget.freed.notify_all();
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
                        let _share = budget.take(share);
                        let taken = share.min(ALL);
                        assert!(held.fetch_add(taken, SeqCst) + taken <= ALL);
                        turns.fetch_add(1, SeqCst);
                        held.fetch_sub(taken, SeqCst);
                    }
                });
            }
        });
        assert_eq!(turns.into_inner(), 1000);
        assert_eq!(*budget.left.lock().unwrap(), ALL);
    }
}
