//! The pipeline: repository → documents → comparison → rules → [`Report`].

mod baseline;
mod cache;
mod chosen;
mod explain;
mod jobs;
mod mistakes;
mod report;
mod set;
mod spec;
mod tally;
mod variants;

use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use self::baseline::{Baseline, BaselineReport, Recorded};
pub use self::chosen::Chosen;
pub use self::explain::{Explanation, Explanations, explain};
pub use self::report::{FileReport, PlacedEdit, ReleaseReport, Report};

#[cfg(feature = "texts")]
pub(crate) use self::baseline::Record;
pub(crate) use self::baseline::relative;
pub(crate) use self::cache::Cache;
pub(crate) use self::jobs::{Job, jobs};
pub(crate) use self::spec::read_spec;
#[cfg(feature = "texts")]
pub(crate) use self::spec::with_spec;
pub use self::tally::Tally;
pub(crate) use self::variants::Variants;
#[cfg(feature = "texts")]
pub(crate) use self::variants::{Beside, Variant};
pub use crate::repository::BASELINE;

use self::set::SetCheck;
use self::spec::{Checked, check_spec, real_path};
use crate::error::Error;
use crate::files::read_inside;
use crate::parallel::in_parallel;
use crate::repository::{Repository, Set};
use crate::rules::{Rule, SpecFile};

/// What to check.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Which releases; where paths are given, only specs of these.
    pub releases: Releases,
    /// Only specs that differ from this base; where the template of a set or `release.toml` does, all of it.
    pub changed: Option<Base>,
    /// Of those only specs that the base does not have.
    pub added: bool,
    /// Specs, or directories of specs; empty: all specs of the releases.
    pub paths: Vec<PathBuf>,
    /// Pass over paths that are no specs of the repository, instead of failing.
    pub skip_other_files: bool,
    /// A template to use in place of each release's own.
    pub template: Option<PathBuf>,
    /// A spec that is not read from a file.
    pub text: Option<SpecText>,
    /// Report warnings as errors.
    pub deny_warnings: bool,
    /// Report what the baseline records, too.
    pub no_baseline: bool,
    /// What the fixes of missing sections write into them (`None.`).
    pub placeholder: Option<String>,
    /// The rules that are looked at.
    pub rules: Chosen,
    /// Counts how far it is.
    pub tally: Option<Arc<Tally>>,
}

/// The releases of a [`Request`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Releases {
    /// The one that `release.toml` names. Paths may be specs of any release.
    #[default]
    Current,
    /// One of this name.
    Named(String),
    /// All that have a specs directory.
    All,
}

/// What specs are compared with to tell which have changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Base {
    /// The default branch of the upstream.
    Upstream,
    /// A branch or commit.
    Named(String),
    /// The last commit, for what git's index holds.
    Head,
}

/// The text of a spec, and the path that it would have.
#[derive(Debug, Clone)]
pub struct SpecText {
    /// The path; no file has to be there.
    pub path: PathBuf,
    /// Its contents.
    pub bytes: Vec<u8>,
}

/// Holds specs against the templates of their releases. What lies under another configuration is checked under that.
///
/// What cannot be checked is among the report's errors; everything else is still checked.
pub fn check(repository: &Repository, request: &Request) -> Report {
    let mut report = check_alone(repository, request, None);
    for (nested, request) in nested(repository, request, &mut report) {
        let mut other = check(&nested, &request);
        // What its baseline records is not to be taken for what ours does.
        for gone in other.baseline.iter_mut().flat_map(|baseline| &mut baseline.gone) {
            gone.path = relative(&repository.root, &nested.root.join(&gone.path));
        }
        report.add(other);
    }
    report
}

/// The repositories of the configurations to which a report leaves what was asked for, and what is asked of each.
pub(crate) fn nested(repository: &Repository, request: &Request, report: &mut Report) -> Vec<(Repository, Request)> {
    let mut found = Vec::new();
    for (config, paths) in std::mem::take(&mut report.nested) {
        match Repository::open_in(repository.files.clone(), &config) {
            Ok(nested) => found.push((nested, request.for_nested(paths))),
            Err(error) => report.errors.push(error),
        }
    }
    found
}

/// Checks the specs at paths with what is known from earlier checks.
#[cfg(feature = "cli")]
pub(crate) fn check_again(repository: &Repository, request: &Request, cache: &Cache) -> Report {
    check_alone(repository, request, Some(cache))
}

/// As [`check`], without what lies under other configurations.
fn check_alone(repository: &Repository, request: &Request, cache: Option<&Cache>) -> Report {
    let rules = request.rules.clone();
    let mut report = Report { root: repository.root.clone(), rules, ..Report::default() };
    let jobs = jobs(repository, request, &mut report);
    let baseline = match cache {
        _ if request.no_baseline => Ok(None),
        Some(cache) => cache.baseline(repository, &jobs),
        None => Baseline::load(repository),
    };
    let mut baseline = baseline.unwrap_or_else(|error| report.fails(error));
    let variants = in_parallel(&jobs, |job| match job.is_empty() {
        true => Ok(None),
        false => variants_of(repository, request, &job.set, cache).map(Some),
    });
    let variants: Vec<Option<Variants>> =
        variants.into_iter().map(|variants| variants.unwrap_or_else(|error| report.fails(error))).collect();
    let known: Vec<&Variants> = variants.iter().flatten().collect();
    report.errors.extend(mistakes::of_templates(repository, request, &known, cache));
    report.errors.extend(request.rules.mistakes(&jobs, &variants));
    // The specs of all sets together, so that no core waits for the last spec of a release.
    let specs: Vec<(usize, &SpecFile)> = (0..jobs.len())
        .filter(|&at| variants[at].is_some())
        .flat_map(|at| jobs[at].specs.iter().map(move |spec| (at, spec)))
        .collect();
    repository.files.prepare(&mut specs.iter().map(|(_, spec)| real_path(spec)));
    let tally = request.tally.clone().unwrap_or_default();
    tally.add(specs.len());
    let results = in_parallel(&specs, |&(at, spec)| {
        let variants = variants[at].as_ref()?;
        let result = read_spec(repository, spec).and_then(|bytes| check_spec(variants, spec, bytes));
        tally.step();
        Some(result)
    });
    let mut results = specs.iter().map(|&(at, _)| at).zip(results).peekable();
    for (at, job) in jobs.iter().enumerate() {
        let own = std::iter::from_fn(|| results.next_if(|&(of, _)| of == at)).filter_map(|(_, result)| result);
        let text =
            job.text.iter().filter_map(|(spec, bytes)| Some(check_spec(variants[at].as_ref()?, spec, bytes.clone())));
        let checked: Vec<Result<Checked, Error>> = own.chain(text).collect();
        if variants[at].is_some() || job.is_empty() {
            let set = SetCheck { repository, request, job, variants: variants[at].as_ref(), cache };
            set.report(checked, &mut baseline, &mut report);
        }
    }
    if let Some(baseline) = baseline {
        let mut gone = baseline.gone(&repository.root, &report.checked);
        // What was not looked at is not gone.
        gone.retain(|gone| Rule::by_name(&gone.rule).is_none_or(|rule| request.rules.has(rule)));
        report.baseline.get_or_insert_default().gone = gone;
    }
    report
}

/// What the specs of a set are held against.
fn variants_of<'v>(
    repository: &'v Repository,
    request: &'v Request,
    set: &Arc<Set>,
    cache: Option<&Cache>,
) -> Result<Variants<'v>, Error> {
    match cache {
        Some(cache) => cache.variants(repository, request, set),
        None => Variants::of(repository, request, set),
    }
}

impl Request {
    /// The same of another repository; `paths` are those of it, or none for all.
    fn for_nested(&self, paths: Vec<PathBuf>) -> Self {
        Request { paths, text: None, ..self.clone() }
    }
}

/// A file that a spec includes.
pub(crate) fn read_included(repository: &Repository, path: &Path) -> Option<String> {
    /// The longest one that is read, in bytes.
    const MAX_INCLUDED: usize = 1 << 20;
    read_inside(&*repository.files, &repository.root, path, MAX_INCLUDED).ok()
}
