//! Repositories that are read anew beside the server's other work.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;

use super::impact::Impact;
use super::transport::Event;
use super::workspace::Stoppable;
use crate::check::Cache;
use crate::error::Error;
use crate::files::Files;
use crate::repository::Repository;

/// A repository that is to be read anew.
pub(super) struct Refresh {
    pub config: PathBuf,
    /// Its number among all refreshes.
    pub number: u64,
    pub files: Arc<dyn Files>,
    pub stop: Arc<AtomicBool>,
    /// The open templates, and the configuration if it is open: what they would do to specs is wanted.
    pub wanted: Vec<PathBuf>,
}

/// A repository that was read anew.
pub(super) struct Refreshed {
    pub config: PathBuf,
    pub number: u64,
    pub repository: Result<Arc<Repository>, Error>,
    pub cache: Arc<Cache>,
    pub impacts: HashMap<PathBuf, Impact>,
}

impl Refresh {
    /// Reads it on a thread of its own, and sends what comes of it, unless it is stopped.
    pub fn begin(self, events: &Sender<Event>) {
        let events = events.clone();
        std::thread::spawn(move || {
            // What panics is told where the same is done for an open document; here nothing is known then.
            let refreshed = catch_unwind(AssertUnwindSafe(|| self.run())).ok().flatten();
            if let Some(refreshed) = refreshed {
                // Nobody listens when the server ends.
                let _ = events.send(Event::Refreshed(Box::new(refreshed)));
            }
        });
    }

    fn run(self) -> Option<Refreshed> {
        let files = Arc::new(Stoppable { under: self.files, stop: self.stop.clone() });
        let repository = Repository::open_in(files, &self.config).map(Arc::new);
        let cache = Arc::new(Cache::default());
        let mut impacts = HashMap::new();
        if let Ok(repository) = &repository {
            // What is listed here need not be when a document is checked.
            repository.list_all();
            let impact = |path: &Path| Impact::of(repository, path, &cache);
            impacts.extend(self.wanted.into_iter().map(|path| (path.clone(), impact(&path))));
        }
        let is_stopped = self.stop.load(Ordering::Relaxed);
        (!is_stopped).then_some(Refreshed { config: self.config, number: self.number, repository, cache, impacts })
    }
}
