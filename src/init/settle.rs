//! A draft is tried, and what a check with it could not do is settled in it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::draft::{Draft, Said};
use super::found::Found;
use super::habits::{free, habits, kept, without_poor_groups};
use super::metadata::{Known, is_refused, stubs};
use super::order::rank;
use super::survey::Survey;
use super::{file_name, propose};
use crate::check::{Releases, Report, Request, check};
use crate::config::{Config, SpecSet};
use crate::document::Formats;
use crate::error::Error;
use crate::files::Disk;
use crate::nearest::list;
use crate::plan::Plan;
use crate::repository::Repository;

/// A draft that was tried.
#[derive(Debug)]
pub(super) struct Settled {
    pub found: Found,
    pub draft: Draft,
    pub report: Report,
    /// What was found, in a line.
    pub in_words: String,
}

/// Tries the draft.
///
/// # Errors
/// Where it cannot be read: a mistake of this program.
pub(super) fn settle(survey: &Survey, mut found: Found, plan: &Plan) -> Result<Settled, Error> {
    let mut draft = std::mem::take(&mut found.draft);
    let planned = plan.paths().next().filter(|path| Formats::default().of(path).is_some());
    let trial = Trial { survey, planned: planned.map(Path::to_owned) };
    if let Some(preset) = found.preset {
        draft.add((preset.demands)());
    }
    let without = draft.clone();
    found.gate.put_into(&mut draft);
    if trial.repository(&draft).is_err() {
        draft = without;
        found.gate.unread.push("all of it: what it demands is nothing that `release.toml` can say".to_owned());
    }
    // What is ignored decides which releases have specs.
    trial.templates(&found, &mut draft)?;
    trial.current(&found, &mut draft)?;
    let report = trial.adapted(&found, &mut draft, plan)?;
    let in_words = in_words(&found, &draft);
    Ok(Settled { found, draft, report, in_words })
}

/// What keeps the directory of a release without specs.
enum Keepers {
    /// It has specs, or only what never is one.
    NotNeeded,
    These(Vec<String>),
    /// It has files that may be meant as specs.
    None,
}

/// What a draft is tried on.
struct Trial<'s> {
    survey: &'s Survey,
    /// A template that is not there yet.
    planned: Option<PathBuf>,
}

impl Trial<'_> {
    fn repository(&self, draft: &Draft) -> Result<Repository, Error> {
        let root = &self.survey.root;
        let config = Config::parse(&root.join(file_name(root)), &draft.to_toml())?;
        Ok(Repository::new(Arc::new(Disk::default()), root.clone(), config))
    }

    /// Gives each release a template, or leaves it out.
    fn templates(&self, found: &Found, draft: &mut Draft) -> Result<(), Error> {
        let repository = self.repository(&Draft { releases: Default::default(), ..draft.clone() })?;
        for set in repository.sets()? {
            let Some(release) = set.name.release.clone() else { continue };
            if draft.leaves_out(&release) {
                continue;
            }
            let is_current = draft.current.as_ref().is_some_and(|current| current.name == release);
            if !is_current && rank(&release).is_none() && !found.layout.releases.contains(&release) {
                draft.leave_out(&release, "is no release, by its name");
                continue;
            }
            if !is_current && repository.listing(set).is_ok_and(|listing| listing.nothing_to_check(&set.name).is_some())
            {
                draft.leave_out(&release, "has no specs");
                continue;
            }
            if self.planned.is_some() || repository.template(set).is_ok() {
                continue;
            }
            let own = found.of_releases.iter().find(|(name, _)| *name == release).map(|(_, path)| path.clone());
            let newest = || {
                let ranked = found.of_releases.iter().filter(|(name, _)| rank(name).is_some());
                ranked.max_by_key(|(name, _)| rank(name)).map(|(_, path)| path.clone())
            };
            let (path, why) = match own {
                Some(path) => (Some(path), "Its template has a name of its own."),
                None if is_current => (newest(), "It has no template of its own yet: the newest one holds."),
                None => (None, ""),
            };
            match path {
                Some(path) => draft.releases.entry(release).or_default().say("layout.template", path, why),
                None => draft.leave_out(&release, "has no template"),
            }
        }
        Ok(())
    }

    /// Takes another release for the current one where nothing of that can be checked.
    fn current(&self, found: &Found, draft: &mut Draft) -> Result<(), Error> {
        let Some(current) = draft.current.clone() else { return Ok(()) };
        let mut newest: Vec<&String> = found.layout.releases.iter().rev().collect();
        newest.retain(|name| **name != current.name);
        for name in std::iter::once(&current.name).chain(newest) {
            if draft.leaves_out(name) {
                continue;
            }
            let keepers = match self.keepers(draft, name)? {
                Keepers::NotNeeded => Vec::new(),
                Keepers::These(keepers) => keepers,
                Keepers::None => continue,
            };
            if !keepers.is_empty() {
                let remark = "Files that keep the directories of releases without specs.";
                draft.layout.say_more("ignore", keepers, remark);
            }
            if *name != current.name {
                let why = format!("the newest of which anything can be checked; `{}` has nothing yet", current.name);
                draft.current = Some(Said { name: name.clone(), why });
                draft.leave_out(&current.name, "has no specs");
            }
            break;
        }
        Ok(())
    }

    /// The files that keep the directory of a release in which nothing is a spec yet.
    fn keepers(&self, draft: &Draft, release: &str) -> Result<Keepers, Error> {
        let mut tried = draft.clone();
        tried.current = Some(Said { name: release.to_owned(), why: String::new() });
        let repository = self.repository(&tried)?;
        let set = repository.set(&SpecSet::release(release));
        let Ok(listing) = repository.listing(&set) else { return Ok(Keepers::None) };
        if listing.nothing_to_check(&set.name).is_none() {
            return Ok(Keepers::NotNeeded);
        }
        let names = listing.others.iter().filter_map(|path| path.file_name());
        let names: BTreeSet<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
        tried.layout.say_more("ignore", names.clone(), "");
        let repository = self.repository(&tried)?;
        let set = repository.set(&SpecSet::release(release));
        let is_empty = repository.listing(&set).is_ok_and(|listing| listing.nothing_to_check(&set.name).is_none());
        Ok(if is_empty { Keepers::These(names.into_iter().collect()) } else { Keepers::None })
    }

    /// Adapts a draft to what the specs are, and checks them.
    fn adapted(&self, found: &Found, draft: &mut Draft, plan: &Plan) -> Result<Report, Error> {
        // A proposed template is not written yet.
        let scratch = self.planned.as_ref().map(|path| propose::scratch(plan, path)).transpose()?;
        let template = scratch.as_ref().map(|(_, path)| path.clone());
        let check = |draft: &Draft| self.check(draft, template.clone());
        let mut report = check(draft)?;
        if without_poor_groups(&report, found, draft) {
            report = check(draft)?;
        }
        let known = Known::of(self.survey, &report);
        if stubs(&known, &report, draft) {
            report = check(draft)?;
        }
        if habits(&report, found, draft) {
            report = check(draft)?;
        }
        let mut keeping = draft.clone();
        if kept(&report, &mut keeping) {
            let with_kept = check(&keeping)?;
            if with_kept.errors.len() <= report.errors.len() {
                (*draft, report) = (keeping, with_kept);
            }
        }
        if known.says_much() && free(&report, draft) {
            report = check(draft)?;
        }
        let mut demanding = draft.clone();
        let has_hooks = found.gate.keep_mended(&report, &mut demanding);
        if known.propose(&mut demanding) || has_hooks {
            let with_demands = check(&demanding)?;
            if !is_refused(&with_demands) && with_demands.errors.len() <= report.errors.len() {
                (*draft, report) = (demanding, with_demands);
            }
        }
        Ok(report)
    }

    fn check(&self, draft: &Draft, template: Option<PathBuf>) -> Result<Report, Error> {
        let repository = self.repository(draft)?;
        let mut report = check(&repository, &Request { releases: Releases::All, template, ..Request::default() });
        if let Some(path) = &self.planned {
            let held = report.releases.iter_mut().filter(|release| release.template.is_some());
            held.for_each(|release| release.template = Some(self.survey.root.join(path)));
        }
        Ok(report)
    }
}

fn in_words(found: &Found, draft: &Draft) -> String {
    let specs = list(found.layout.specs.iter().map(String::as_str));
    let templates = list(found.templates.iter().map(String::as_str));
    match &draft.current {
        Some(Said { name, why }) => format!("specs in {specs}, templates at {templates}; {name} is {why}"),
        None => format!("specs in {specs}, no releases, template {templates}"),
    }
}
