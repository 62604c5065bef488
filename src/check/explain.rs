//! What a check would hold specs against.

use std::path::PathBuf;

use super::{Report, Request};
use crate::config::{Settings, SpecSet};
use crate::error::Error;
use crate::repository::{Repository, SpecFile};

/// What applies to specs.
#[derive(Debug, Clone)]
pub struct Explanation {
    /// What the specs are of.
    pub set: SpecSet,
    pub settings: Settings,
    /// The template that they are held against.
    pub template: PathBuf,
    pub specs: Vec<SpecFile>,
}

/// Tells what [`check`](super::check) would hold which specs against, and why it could not check others.
pub fn explain(repository: &Repository, request: &Request) -> (Vec<Explanation>, Vec<Error>) {
    let mut report = Report::default();
    let mut explanations = Vec::new();
    for job in super::jobs(repository, request, &mut report) {
        let template = match &request.template {
            Some(path) => Ok(path.clone()),
            None => repository.template(&job.set, &job.settings.layout),
        };
        let specs = job.specs.into_iter().chain(job.text.map(|(spec, _)| spec)).collect();
        match template {
            Ok(template) => explanations.push(Explanation { set: job.set, settings: job.settings, template, specs }),
            Err(error) => report.errors.push(error),
        }
    }
    (explanations, report.errors)
}
