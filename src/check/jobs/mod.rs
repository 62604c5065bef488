//! What a request is about: sets, and the specs of each. `changed.rs` finds what differs from a commit, `named.rs` what
//! paths name.

mod changed;
mod named;

use std::collections::BTreeMap;
use std::sync::Arc;

use self::named::Absolute;
use super::{Releases, Report, Request, mistakes};
use crate::config::{SpecSet, check_release_name};
use crate::error::Error;
use crate::repository::{Repository, Set};
use crate::rules::SpecFile;

/// The specs of one set that are to be checked.
pub(crate) struct Job {
    pub set: Arc<Set>,
    /// In the order of their paths.
    pub specs: Vec<SpecFile>,
    /// A spec that is not read from its file.
    pub text: Option<(SpecFile, Vec<u8>)>,
    /// Whether the rules about files look at all files of the set.
    pub has_files: bool,
}

impl Job {
    fn new(set: Arc<Set>) -> Self {
        Job { set, specs: Vec::new(), text: None, has_files: false }
    }

    /// Whether there is nothing to check yet.
    pub fn is_empty(&self) -> bool {
        self.specs.is_empty() && self.text.is_none()
    }
}

/// The jobs of a request. What cannot be checked becomes an error of the report.
pub(crate) fn jobs(repository: &Repository, request: &Request, report: &mut Report) -> Vec<Job> {
    let mut jobs = Jobs { repository, request, report, found: BTreeMap::new(), absolute: Absolute::default() };
    if let Err(error) = jobs.find() {
        jobs.report.errors.push(error);
    }
    let mut found: Vec<Job> = jobs.found.into_values().collect();
    for job in &mut found {
        job.specs.sort_by(|a, b| a.path.cmp(&b.path));
        job.specs.dedup();
    }
    found
}

struct Jobs<'j> {
    repository: &'j Repository,
    request: &'j Request,
    report: &'j mut Report,
    found: BTreeMap<SpecSet, Job>,
    absolute: Absolute,
}

impl Jobs<'_> {
    fn find(&mut self) -> Result<(), Error> {
        if let Releases::Named(name) = &self.request.releases {
            check_release_name(name)?;
            let config = &self.repository.config;
            let has_releases = config.group_names().any(|group| config.has_releases(group.as_deref()));
            if !has_releases && config.current_release.is_none() {
                return Err(Error::new("this repository has no releases")
                    .help("leave out `--release`")
                    .at(&config.path));
            }
        }
        if let Some(base) = &self.request.changed {
            self.changed(base)?;
        }
        for path in &self.request.paths {
            self.named(path).unwrap_or_else(|error| self.report.errors.push(error));
        }
        if let Some(text) = &self.request.text {
            let (set, spec) = self.set_of_text(&text.path)?;
            self.job(&set).text = Some((spec, text.bytes.clone()));
        }
        if self.request.changed.is_none() && self.request.paths.is_empty() && self.request.text.is_none() {
            self.all()?;
        }
        Ok(())
    }

    fn job(&mut self, set: &Arc<Set>) -> &mut Job {
        self.found.entry(set.name.clone()).or_insert_with(|| Job::new(set.clone()))
    }

    /// The whole sets of the releases.
    fn all(&mut self) -> Result<(), Error> {
        self.report.errors.extend(mistakes::of_layout(self.repository)?);
        let config = &self.repository.config;
        let named = match &self.request.releases {
            Releases::Named(name) => Some(name),
            Releases::Current => config.current_release.as_ref(),
            Releases::All => None,
        };
        let is_all = self.request.releases == Releases::All;
        let of_none = |set: &SpecSet| set.release.is_none() && self.request.releases == Releases::Current;
        let is_meant = |set: &SpecSet| is_all || of_none(set) || set.release.as_ref() == named;
        let mut sets: Vec<Arc<Set>> =
            self.repository.sets()?.iter().filter(|set| is_meant(&set.name)).cloned().collect();
        // A release that is nowhere is reported as such.
        if let Some(name) = named
            && !sets.iter().any(|set| set.name.group.is_none() && set.name.release.is_some())
        {
            sets.insert(0, self.repository.set(&SpecSet::release(name)));
        }
        if is_all && !sets.iter().any(|set| set.settings.check) {
            self.report.errors.push(
                Error::new("no release to check: the configuration leaves all of them out")
                    .help("remove a `check = false`")
                    .at(&config.path),
            );
        }
        for set in sets {
            match is_all && !set.settings.check {
                true => self.leave_out(&set),
                false => self.whole(&set),
            }
        }
        Ok(())
    }

    /// Notes a set that is left out; one of which nothing is there is none.
    fn leave_out(&mut self, set: &Set) {
        let name = set.name.name();
        if self.repository.listing(set).is_ok() && !self.report.left_out.contains(&name) {
            self.report.left_out.push(name);
        }
    }

    /// A whole set.
    fn whole(&mut self, set: &Arc<Set>) {
        let listing = match self.repository.listing(set) {
            Ok(listing) => listing,
            Err(error) => return self.report.errors.push(error),
        };
        if let Some(error) = listing.nothing_to_check(&set.name) {
            return self.report.errors.push(error);
        }
        self.report.errors.extend(listing.errors.iter().cloned());
        self.report.pass(&listing.passed);
        if listing.specs.is_empty() && !listing.errors.is_empty() {
            return;
        }
        let specs = listing.specs.clone();
        let job = self.job(set);
        job.specs = specs;
        job.has_files = true;
    }

    /// Some specs of a set, and where files came or went what holds for all its files.
    fn part(&mut self, set: &Arc<Set>, specs: Vec<SpecFile>, has_files: bool) {
        if has_files
            && let Ok(listing) = self.repository.listing(set)
            && let Some(error) = listing.nothing_to_check(&set.name)
        {
            return self.report.errors.push(error);
        }
        let job = self.job(set);
        job.specs.extend(specs);
        job.has_files |= has_files;
    }

    /// A set on whose template or configuration something was named.
    fn input(&mut self, set: &Arc<Set>) {
        match set.settings.check {
            true => self.whole(set),
            false => self.leave_out(set),
        }
    }

    /// Whether another release than that of a set was asked for.
    fn is_of_another_release(&self, set: &Set) -> bool {
        matches!(&self.request.releases, Releases::Named(name) if set.name.release.as_ref() != Some(name))
    }
}
