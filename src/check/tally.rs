//! How far a check is.

use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Counts of specs, which another thread may read meanwhile.
#[derive(Debug, Default)]
pub struct Tally {
    known: AtomicUsize,
    done: AtomicUsize,
}

impl Tally {
    /// Notes that there are so many specs more.
    pub(crate) fn add(&self, specs: usize) {
        self.known.fetch_add(specs, Ordering::Relaxed);
    }

    /// Notes that one of them is done.
    pub(crate) fn step(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.known.load(Ordering::Relaxed) {
            0 => f.write_str("looking for specs"),
            known => write!(f, "{} of {known} specs", self.done.load(Ordering::Relaxed)),
        }
    }
}
