//! What differs from a commit.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Jobs;
use crate::check::{Base, Baseline, mistakes};
use crate::config::SpecSet;
use crate::error::Error;
use crate::files::{Commit, Files};
use crate::repository::{Changed, FILE_NAMES, Passed, Reason, Repository, changed, config_in};
use crate::rules::SpecFile;

impl Jobs<'_> {
    /// What differs from a base.
    pub(super) fn changed(&mut self, base: &Base) -> Result<(), Error> {
        let root = &self.repository.root;
        let before = match base {
            Base::Upstream => Commit::before(None, root, "--changed")?,
            Base::Named(name) => Commit::before(Some(name), root, "--changed")?,
            Base::Head => Commit::head(root, "--staged")?,
        };
        let before = Arc::new(before);
        self.report.changed_since = Some(before.name.clone());
        self.repository.list_all();
        let records = self.changed_records(&before);
        for directory in before.directories_with(&FILE_NAMES) {
            // Among the specs of a set the set's listing tells whether it counts.
            if directory.starts_with(root)
                && directory != *root
                && self.repository.set_of(&directory)?.is_none()
                && let Some(config) = config_in(&*self.repository.files, &directory)?
            {
                self.report.nested.entry(config).or_default();
            }
        }
        for set in self.repository.sets()?.iter().filter(|set| set.settings.check) {
            let listing = self.repository.listing(set).ok();
            let nested = listing.into_iter().flat_map(|listing| &listing.passed);
            let nested: Vec<Passed> =
                nested.filter(|passed| matches!(passed.why, Reason::Nested(_))).cloned().collect();
            self.report.pass(&nested);
        }
        let all_changed = changed(self.repository, &before)?;
        self.changed_mistakes(&before, all_changed.iter().any(|changed| changed.is_whole))?;
        for changed in all_changed {
            let Changed { set, is_whole, has_other_files, specs, errors } = changed;
            if self.is_of_another_release(&set) {
                continue;
            }
            if !set.settings.check {
                self.leave_out(&set);
            } else if is_whole {
                self.whole(&set);
            } else {
                self.report.errors.extend(errors);
                self.part(&set, specs, has_other_files);
            }
        }
        let recorded = match records {
            Some(paths) => paths.iter().try_for_each(|path| self.recorded(path)),
            None => {
                let sets = self.repository.sets()?.to_vec();
                sets.iter().for_each(|set| self.input(set));
                Ok(())
            }
        };
        if self.request.added {
            self.only_added(&before);
        }
        recorded
    }

    /// Leaves out what the base has.
    fn only_added(&mut self, before: &Commit) {
        self.report.only_added = true;
        for job in self.found.values_mut() {
            job.specs.retain(|spec| matches!(before.kind(&spec.path), Ok(None)));
            job.has_files = false;
        }
        self.found.retain(|_, job| !job.specs.is_empty());
    }

    /// What names nothing now and named something before. `has_other_templates`: templates of sets differ.
    fn changed_mistakes(&mut self, before: &Arc<Commit>, has_other_templates: bool) -> Result<(), Error> {
        let repository = self.repository;
        let mut now = mistakes::of_layout(repository)?;
        let old = Repository::open_in(before.clone(), &repository.config.path).ok();
        let mut before = old.as_ref().and_then(|old| mistakes::of_layout(old).ok()).unwrap_or_default();
        let names = |repository: &Repository| {
            let sets = repository.sets().unwrap_or_default();
            sets.iter().map(|set| set.name.clone()).collect::<Vec<SpecSet>>()
        };
        // What only a template that is gone had is named by nothing now.
        if has_other_templates || old.as_ref().is_none_or(|old| names(old) != names(repository)) {
            now.extend(mistakes::of_all_templates(repository, self.request));
            before.extend(old.iter().flat_map(|old| mistakes::of_all_templates(old, self.request)));
        }
        let is_new = |error: &Error| !before.iter().any(|old| old.message == error.message);
        self.report.errors.extend(now.into_iter().filter(is_new));
        Ok(())
    }

    /// The files of which the baseline records something else than before; `None` where that cannot be told.
    fn changed_records(&self, before: &Arc<Commit>) -> Option<Vec<PathBuf>> {
        let old = Repository::new(before.clone(), self.repository.root.clone(), self.repository.config.clone());
        let record = |repository: &Repository| Baseline::load(repository).map(Option::unwrap_or_default).ok();
        let (now, old) = (record(self.repository)?, record(&old)?);
        Some(now.differing(&old).into_iter().map(|path| self.repository.root.join(path)).collect())
    }

    /// A file of which the baseline records something else than before.
    fn recorded(&mut self, path: &Path) -> Result<(), Error> {
        let Some(set) = self.repository.set_of(path)?.filter(|set| set.settings.check) else { return Ok(()) };
        let listing = self.repository.listing(&set).ok();
        let specs: Vec<SpecFile> =
            listing.into_iter().flat_map(|listing| set.specs_of(listing, path)).cloned().collect();
        match specs.is_empty() {
            true => self.part(&set, Vec::new(), true),
            false => self.job(&set).specs.extend(specs),
        }
        Ok(())
    }
}
