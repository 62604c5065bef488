//! What was checked of a set, in a report.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::spec::{Checked, facts_of};
use super::variants::Variants;
use super::{Baseline, Cache, FileReport, Job, ReleaseReport, Report, Request, relative};
use crate::error::Error;
use crate::parallel::in_parallel;
use crate::repository::{Listing, Passed, Reason, Repository};
use crate::rules::{Diagnostic, Facts, Level, SpecFile, check_files, wants_facts};

/// A set of which some specs were checked, or all.
pub(super) struct SetCheck<'s> {
    pub repository: &'s Repository,
    pub request: &'s Request,
    pub job: &'s Job,
    /// What its specs are held against; `None` where there is no spec yet.
    pub variants: Option<&'s Variants<'s>>,
    /// What is known from earlier checks.
    pub cache: Option<&'s Cache>,
}

impl SetCheck<'_> {
    /// Adds what was checked to the report.
    pub fn report(&self, checked: Vec<Result<Checked, Error>>, baseline: &mut Option<Baseline>, report: &mut Report) {
        let mut known = Vec::new();
        for result in checked {
            match result {
                Ok(spec) => known.push(spec),
                // Of several specs it may be the same.
                Err(error) if report.errors.contains(&error) => {}
                Err(error) => report.errors.push(error),
            }
        }
        let mut about = self.about_files(&known);
        let count = known.len();
        known.retain(|spec| self.is_held(spec, report));
        if known.is_empty() && count > 0 && self.has_to_check_some() {
            report.errors.push(self.all_left_out(count));
        }
        let are_left_out = known.is_empty() && count > 0;
        let mut releases = vec![self.release(self.variants.map(|variants| variants.base().template.clone()))];
        releases[0].has_others |= are_left_out;
        let mut files: BTreeMap<PathBuf, FileReport> = BTreeMap::new();
        for mut spec in known {
            spec.file.diagnostics.splice(..0, about.remove(&spec.file.path).unwrap_or_default());
            let was_error = spec.diagnostics().any(Diagnostic::is_error);
            self.hide(&mut spec.file, baseline, report);
            spec.beside.iter_mut().for_each(|file| self.hide(file, baseline, report));
            let is_error = spec.diagnostics().any(Diagnostic::is_error);
            if let Some(did) = &mut report.baseline {
                did.specs += usize::from(was_error && !is_error);
            }
            report.checked.push(spec.file.path.clone());
            let template = Some(&spec.variant.template);
            let at = match releases.iter().position(|release| release.template.as_ref() == template) {
                Some(at) => at,
                None => {
                    releases.push(self.release(template.cloned()));
                    releases.len() - 1
                }
            };
            releases[at].add(&spec);
            std::iter::once(spec.file).chain(spec.beside).for_each(|file| add(&mut files, file));
        }
        for (path, diagnostics) in about {
            let mut file = FileReport { diagnostics, ..FileReport::new(&self.job.set.name, &path) };
            self.hide(&mut file, baseline, report);
            file.diagnostics.iter().for_each(|diagnostic| releases[0].count(diagnostic));
            add(&mut files, file);
        }
        report.files.extend(files.into_values().filter(|file| !file.diagnostics.is_empty()));
        // Where all specs are held against other templates, nothing was against the first.
        if releases.len() > 1 && releases[0].specs == 0 && releases[0].errors + releases[0].warnings == 0 {
            releases.remove(0);
        }
        report.releases.extend(releases);
    }

    fn release(&self, template: Option<PathBuf>) -> ReleaseReport {
        let set = &self.job.set;
        let mut release = ReleaseReport::new(&set.name, &self.repository.specs_dir(set), template);
        release.has_others = self.all().len() > self.job.specs.len();
        release
    }

    /// All specs of the set.
    fn all(&self) -> &[SpecFile] {
        self.repository.listing(&self.job.set).map_or(&[], |listing| &listing.specs)
    }

    /// Whether a spec is checked. That it is not is said.
    fn is_held(&self, spec: &Checked, report: &mut Report) -> bool {
        let Some(name) = &spec.variant.left_out_by else { return true };
        report.passed.push(Passed { path: spec.file.path.clone(), why: Reason::When(name.clone()) });
        false
    }

    /// Whether somebody asked for these specs, rather than for what is to be checked of them.
    fn has_to_check_some(&self) -> bool {
        let is_asked_for = self.request.changed.is_none() && !self.request.skip_other_files;
        is_asked_for || self.job.specs.len() == self.all().len()
    }

    fn all_left_out(&self, count: usize) -> Error {
        let what = if count == 1 { "the one spec".to_owned() } else { format!("all {count} specs") };
        Error::new(format!("nothing to check for {}: `[when]` leaves {what} out", self.job.set.name))
            .help("`speclint check --explain` says why; correct the tables of `[when]`")
            .at(&self.repository.config.path)
    }

    /// Takes out what the baseline records.
    fn hide(&self, file: &mut FileReport, baseline: &mut Option<Baseline>, report: &mut Report) {
        if let Some(baseline) = baseline {
            let hidden = baseline.hide(&relative(&self.repository.root, &file.path), &mut file.diagnostics);
            report.baseline.get_or_insert_default().hidden += hidden;
        }
    }

    /// What rules about files find, by path.
    fn about_files(&self, checked: &[Checked]) -> BTreeMap<PathBuf, Vec<Diagnostic>> {
        let settings = &self.job.set.settings;
        let listing = match self.repository.listing(&self.job.set) {
            Ok(listing) if self.job.has_files => Cow::Borrowed(listing),
            // Of specs that are named by path the rules about files hold as well.
            _ => Cow::Owned(self.named()),
        };
        let (all, facts) = self.facts(checked);
        let mut about: BTreeMap<PathBuf, Vec<Diagnostic>> = BTreeMap::new();
        let found = check_files(&listing.files(&all, &facts), &settings.rules);
        for (rule, finding) in found.into_iter().filter(|(rule, _)| self.request.rules.has(*rule)) {
            let level = if self.request.deny_warnings { Level::Error } else { settings.rules.level(rule) };
            about.entry(finding.path.to_owned()).or_default().push(finding.diagnostic(rule, level));
        }
        for path in checked.iter().filter(|spec| spec.variant.left_out_by.is_some()).map(|spec| &spec.file.path) {
            about.remove(path);
        }
        about
    }

    /// The specs of the job alone.
    fn named(&self) -> Listing {
        let specs = self.job.specs.iter().chain(self.job.text.iter().map(|(spec, _)| spec)).cloned().collect();
        let set = &self.job.set;
        let formats = set.settings.layout.formats.clone();
        Listing { directory: self.repository.specs_dir(set), specs, formats, ..Listing::default() }
    }

    /// All specs of the set, and what is known of each if a rule asks for it. Those that are not checked are read for it.
    fn facts(&self, checked: &[Checked]) -> (Cow<'_, [SpecFile]>, Vec<Facts>) {
        let mut all = Cow::Borrowed(self.all());
        if let Some((text, _)) = &self.job.text
            && !all.iter().any(|spec| spec.path == text.path)
        {
            all.to_mut().push(text.clone());
        }
        let Some(variants) = self.variants.filter(|_| wants_facts(&self.job.set.settings.rules)) else {
            return (all, Vec::new());
        };
        let own: BTreeMap<&Path, &Facts> = checked.iter().map(|spec| (&*spec.file.path, &spec.facts)).collect();
        let facts = in_parallel(&all, |spec| match own.get(&*spec.path) {
            Some(facts) => (*facts).clone(),
            None => {
                let find = || facts_of(variants, spec).unwrap_or_default();
                self.cache.map_or_else(find, |cache| cache.facts(&spec.path, find))
            }
        });
        (all, facts)
    }
}

/// Adds what is said about a file. Several specs may share one that holds their metadata.
fn add(files: &mut BTreeMap<PathBuf, FileReport>, file: FileReport) {
    let Some(known) = files.get_mut(&file.path) else {
        files.insert(file.path.clone(), file);
        return;
    };
    for diagnostic in file.diagnostics {
        if !known.diagnostics.contains(&diagnostic) {
            known.diagnostics.push(diagnostic);
        }
    }
}
