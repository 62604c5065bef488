//! What a check would hold specs against.

use std::path::PathBuf;

use super::{Job, Report, Request, Variants, read_spec};
use crate::config::{Settings, SpecSet};
use crate::document::Document;
use crate::error::Error;
use crate::repository::{Repository, Set};
use crate::rules::{Level, RuleTable, SpecFile};
use crate::template::Understood;

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
    /// The configuration that says it, and its tables that do.
    pub configuration: PathBuf,
    /// As they are written: `[releases.kilo]`.
    pub tables: Vec<String>,
    /// Whether they are of the current release.
    pub is_current: bool,
    /// The directory of the specs.
    pub directory: PathBuf,
    /// The template that they are held against; `None` where there is no spec yet.
    pub template: Option<PathBuf>,
    /// The names of the tables of `[when]` that apply.
    pub whens: Vec<String>,
    /// The metadata by which they apply: keys and values.
    pub reasons: Vec<(String, String)>,
    /// The one of them by which the specs are not checked.
    pub left_out_by: Option<String>,
    /// What the template says without annotations.
    pub understood: Vec<Understood>,
    /// The specs that would be held against it.
    pub specs: Vec<SpecFile>,
}

impl Explanations {
    fn add(&mut self, other: Explanations) {
        self.sets.extend(other.sets);
        self.left_out.extend(other.left_out);
        self.errors.extend(other.errors);
    }
}

/// Tells what [`check`](super::check) would hold which specs against.
pub fn explain(repository: &Repository, request: &Request) -> Explanations {
    let mut report = Report::default();
    let mut sets = Vec::new();
    for job in super::jobs(repository, request, &mut report) {
        let own = match job.is_empty() {
            true => Ok(vec![Explanation::of(repository, &job.set, &job.set.settings)]),
            false => of_specs(repository, request, &job, &mut report),
        };
        match own {
            Ok(own) => sets.extend(own),
            Err(error) => report.errors.push(error),
        }
    }
    let denied = if request.deny_warnings { Level::Error } else { Level::Warn };
    sets.iter_mut().for_each(|set| set.rules = std::mem::take(&mut set.rules).with_levels(denied));
    let nested = super::nested(repository, request, &mut report);
    let mut explanations = Explanations { sets, left_out: report.left_out, errors: report.errors };
    nested.iter().for_each(|(nested, request)| explanations.add(explain(nested, request)));
    explanations
}

impl Explanation {
    /// What holds for specs of a set, of which none are known.
    fn of(repository: &Repository, set: &Set, settings: &Settings) -> Self {
        let config = &repository.config;
        Explanation {
            set: set.name.clone(),
            rules: settings.rules.clone(),
            settings: settings.clone(),
            configuration: config.path.clone(),
            tables: config.tables(&set.name),
            is_current: set.name.release.is_some() && set.name.release == config.current_release,
            directory: repository.specs_dir(set),
            template: repository.template(set).ok(),
            whens: Vec::new(),
            reasons: Vec::new(),
            left_out_by: None,
            understood: Vec::new(),
            specs: Vec::new(),
        }
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
                template: Some(held.variant.template.clone()),
                whens: held.variant.names.clone(),
                reasons: held.reasons,
                left_out_by: held.variant.left_out_by.clone(),
                understood: held.variant.checker.understood().to_vec(),
                specs: vec![spec.clone()],
                ..Explanation::of(repository, &job.set, &held.variant.settings)
            }),
        }
    }
    Ok(found)
}
