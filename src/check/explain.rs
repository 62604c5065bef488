//! What a check would hold specs against.

use std::path::PathBuf;

use super::{Job, Report, Request, Variants, read_spec};
use crate::config::{Settings, SpecSet};
use crate::document::Document;
use crate::error::Error;
use crate::repository::Repository;
use crate::rules::{Level, RuleTable, SpecFile};

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
    /// The names of the tables of `[when]` that apply.
    pub whens: Vec<String>,
    /// The metadata by which they apply: keys and values.
    pub reasons: Vec<(String, String)>,
    /// The one of them by which the specs are not checked.
    pub left_out_by: Option<String>,
    /// The specs that would be held against it.
    pub specs: Vec<SpecFile>,
}

/// Tells what [`check`](super::check) would hold which specs against.
pub fn explain(repository: &Repository, request: &Request) -> Explanations {
    let mut report = Report::default();
    let mut sets = Vec::new();
    for job in super::jobs(repository, request, &mut report) {
        let own = match job.is_empty() {
            true => Ok(vec![of_empty_set(repository, &job)]),
            false => of_specs(repository, request, &job, &mut report),
        };
        match own {
            Ok(own) => sets.extend(own),
            Err(error) => report.errors.push(error),
        }
    }
    let denied = if request.deny_warnings { Level::Error } else { Level::Warn };
    sets.iter_mut().for_each(|set| set.rules = std::mem::take(&mut set.rules).with_levels(denied));
    Explanations { sets, left_out: report.left_out, errors: report.errors }
}

fn of_empty_set(repository: &Repository, job: &Job) -> Explanation {
    let (set, settings) = (job.set.name.clone(), job.set.settings.clone());
    Explanation {
        set,
        rules: settings.rules.clone(),
        settings,
        template: repository.template(&job.set).ok(),
        whens: Vec::new(),
        reasons: Vec::new(),
        left_out_by: None,
        specs: Vec::new(),
    }
}

/// The variants of a set, each with its specs.
fn of_specs(
    repository: &Repository,
    request: &Request,
    job: &Job,
    report: &mut Report,
) -> Result<Vec<Explanation>, Error> {
    let variants = Variants::of(repository, request, &job.set)?;
    let mut found: Vec<Explanation> = Vec::new();
    let texts = job.text.iter().map(|(spec, bytes)| (spec, Some(bytes)));
    for (spec, bytes) in job.specs.iter().map(|spec| (spec, None)).chain(texts) {
        let held = if repository.config.whens().is_empty() {
            Ok(variants.held_by_all())
        } else {
            let bytes = bytes.cloned().map_or_else(|| read_spec(repository, spec), Ok);
            bytes.and_then(|bytes| {
                let document = Document::parse(String::from_utf8_lossy(&bytes), spec.format);
                variants.held(&document, variants.beside(spec).as_ref())
            })
        };
        let held = match held {
            Ok(held) => held,
            Err(error) => {
                report.errors.push(error);
                continue;
            }
        };
        match found.iter_mut().find(|own| own.whens == held.variant.names && own.reasons == held.reasons) {
            Some(own) => own.specs.push(spec.clone()),
            None => found.push(Explanation {
                set: job.set.name.clone(),
                settings: held.variant.settings.clone(),
                rules: held.variant.settings.rules.clone(),
                template: Some(held.variant.template.clone()),
                whens: held.variant.names.clone(),
                reasons: held.reasons,
                left_out_by: held.variant.left_out_by.clone(),
                specs: vec![spec.clone()],
            }),
        }
    }
    Ok(found)
}
