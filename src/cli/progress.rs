//! How far a check is, on a terminal, where it takes longer than a second.

use std::io::{IsTerminal, Write};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::check::{Request, Tally};

/// Who waits longer is told how far it is,
const PATIENCE: Duration = Duration::from_secs(1);

/// so often.
const STEP: Duration = Duration::from_millis(200);

/// A line on standard error that goes away when this does.
pub(super) struct Progress {
    ended: Arc<(Mutex<bool>, Condvar)>,
    thread: Option<JoinHandle<()>>,
}

impl Progress {
    /// Watches a request that is about to be made; where nobody reads it, nothing is shown.
    pub fn of(request: &mut Request) -> Option<Self> {
        let is_dumb = std::env::var_os("TERM").is_none_or(|term| term == "dumb");
        if is_dumb || !std::io::stderr().is_terminal() {
            return None;
        }
        let tally = Arc::new(Tally::default());
        request.tally = Some(tally.clone());
        let ended = Arc::new((Mutex::new(false), Condvar::new()));
        let watched = ended.clone();
        let thread = std::thread::Builder::new().spawn(move || watch(&tally, &watched)).ok();
        Some(Progress { ended, thread })
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        let (ended, change) = &*self.ended;
        *ended.lock().unwrap_or_else(PoisonError::into_inner) = true;
        change.notify_all();
        // One that panicked has shown nothing that is missed.
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

fn watch(tally: &Tally, (ended, change): &(Mutex<bool>, Condvar)) {
    let mut wait = PATIENCE;
    let mut is_shown = false;
    let mut guard = ended.lock().unwrap_or_else(PoisonError::into_inner);
    while !*guard {
        let (next, time) = change.wait_timeout(guard, wait).unwrap_or_else(PoisonError::into_inner);
        guard = next;
        if time.timed_out() && !*guard {
            // With standard error closed there is nobody left to tell.
            let _ = write!(std::io::stderr(), "\r\x1b[K{tally}");
            is_shown = true;
            wait = STEP;
        }
    }
    if is_shown {
        let _ = write!(std::io::stderr(), "\r\x1b[K");
    }
}
