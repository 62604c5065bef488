//! What a check reads besides the specs that it is about, for the next checks of the same files.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use super::variants::Parts;
use super::{Baseline, Job, Request, Variants, relative};
use crate::config::SpecSet;
use crate::error::Error;
use crate::repository::{Repository, Set};
use crate::rules::Facts;

/// What checks of a repository have in common as long as its configuration, its templates and its baseline are what they
/// are. All are for requests that differ in their paths alone.
#[derive(Default)]
pub(crate) struct Cache {
    baseline: OnceLock<Result<Option<Baseline>, Error>>,
    variants: Mutex<HashMap<SpecSet, Result<Parts, Error>>>,
    /// By path, what rules that look at all specs of a set know of one.
    facts: Mutex<HashMap<PathBuf, Facts>>,
}

impl Cache {
    /// What the baseline records of the specs of jobs.
    pub(super) fn baseline(&self, repository: &Repository, jobs: &[Job]) -> Result<Option<Baseline>, Error> {
        let whole = self.baseline.get_or_init(|| Baseline::load(repository)).as_ref().map_err(Clone::clone)?;
        let Some(whole) = whole else { return Ok(None) };
        let mut paths = Vec::new();
        for job in jobs {
            for spec in &job.specs {
                paths.push(relative(&repository.root, &spec.path));
                paths.extend(job.set.metadata_file(spec).map(|path| relative(&repository.root, &path)));
            }
        }
        Ok(Some(whole.only(&paths)))
    }

    /// As [`Variants::of`].
    pub(crate) fn variants<'v>(
        &self,
        repository: &'v Repository,
        request: &'v Request,
        set: &Arc<Set>,
    ) -> Result<Variants<'v>, Error> {
        let known = locked(&self.variants).get(&set.name).cloned();
        let parts = known.unwrap_or_else(|| {
            let made = Parts::of(repository, request, set);
            locked(&self.variants).insert(set.name.clone(), made.clone());
            made
        });
        Ok(Variants::made_of(repository, request, set, parts?))
    }

    /// What is known of a spec, which `find` finds where nothing is.
    pub(super) fn facts(&self, path: &Path, find: impl FnOnce() -> Facts) -> Facts {
        if let Some(known) = locked(&self.facts).get(path) {
            return known.clone();
        }
        let found = find();
        locked(&self.facts).insert(path.to_owned(), found.clone());
        found
    }

    /// Forgets a spec that changes.
    #[cfg(feature = "cli")]
    pub fn forget(&self, path: &Path) {
        locked(&self.facts).remove(path);
    }
}

// A lock that is poisoned is one of a thread that panicked: what is in it is still right.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
