//! What a check would hold specs against.

use std::path::PathBuf;

use super::{Report, Request, TemplateFile};
use crate::config::{Settings, SpecSet};
use crate::error::Error;
use crate::repository::Repository;
use crate::rules::SpecFile;
use crate::rules::{Level, RuleTable};

/// What applies to the specs of a request.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Explanations {
    /// A set each.
    pub sets: Vec<Explanation>,
    /// Names of releases that `release.toml` leaves out of a check of all of them.
    pub left_out: Vec<String>,
    /// Why others could not be checked.
    pub errors: Vec<Error>,
}

/// What applies to the specs of a set.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Explanation {
    /// What the specs are of.
    pub set: SpecSet,
    /// What the configuration says of them.
    pub settings: Settings,
    /// The rules with the level that holds for each.
    pub rules: RuleTable,
    /// The template that they are held against; `None` where there is no spec yet.
    pub template: Option<PathBuf>,
    /// The specs that would be held against it.
    pub specs: Vec<SpecFile>,
}

/// Tells what [`check`](super::check) would hold which specs against.
pub fn explain(repository: &Repository, request: &Request) -> Explanations {
    let mut report = Report::default();
    let mut sets = Vec::new();
    for job in super::jobs(repository, request, &mut report) {
        let template = match TemplateFile::read(repository, request, &job) {
            Ok(Some(file)) => Some(file.path),
            Ok(None) => repository.template(&job.set).ok(),
            Err(error) => {
                report.errors.push(*error);
                continue;
            }
        };
        let specs = job.specs.into_iter().chain(job.text.map(|(spec, _)| spec)).collect();
        let denied = if request.deny_warnings { Level::Error } else { Level::Warn };
        let rules = job.set.settings.rules.clone().with_levels(denied);
        let (set, settings) = (job.set.name.clone(), job.set.settings.clone());
        sets.push(Explanation { set, settings, rules, template, specs });
    }
    Explanations { sets, left_out: report.left_out, errors: report.errors }
}
