//! The pipeline: repository → documents → comparison → rules → [`Report`].

mod baseline;
mod explain;
mod jobs;
mod mistakes;
mod report;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use self::baseline::{Baseline, BaselineReport, Recorded};
pub use self::explain::{Explanation, Explanations, explain};
pub use self::report::{FileReport, ReleaseReport, Report};

#[cfg(feature = "cli")]
pub(crate) use self::baseline::Record;
pub(crate) use self::baseline::relative;
pub(crate) use self::jobs::{Job, jobs};
pub use crate::repository::BASELINE;

use crate::checker::{Checker, Demands, Spec};
use crate::config::{Settings, SpecSet};
use crate::document::{Document, Format, MAX_LEN};
use crate::error::Error;
use crate::files::{read_inside, read_named};
use crate::parallel::in_parallel;
use crate::repository::{Listing, Repository, Set};
use crate::rules::{Diagnostic, Level, SpecFile};

/// What to check.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Which releases; where paths are given, only specs of these.
    pub releases: Releases,
    /// Only specs that differ from this base; where the template of a set or `release.toml` does, all of it.
    pub changed: Option<Base>,
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
    let mut report = check_alone(repository, request);
    for (config, paths) in std::mem::take(&mut report.nested) {
        match Repository::open_in(repository.files.clone(), &config) {
            Ok(nested) => report.add(check(&nested, &request.for_nested(paths))),
            Err(error) => report.errors.push(error),
        }
    }
    report
}

/// As [`check`], without what lies under other configurations.
fn check_alone(repository: &Repository, request: &Request) -> Report {
    let mut report = Report::default();
    let mut baseline = match request.no_baseline {
        true => None,
        false => Baseline::load(repository).unwrap_or_else(|error| report.fails(error)),
    };
    let jobs = jobs(repository, request, &mut report);
    let templates = in_parallel(&jobs, |job| TemplateFile::read(repository, request, job));
    let templates: Vec<Option<TemplateFile>> =
        templates.into_iter().map(|template| template.unwrap_or_else(|error| report.fails(*error))).collect();
    let pairs: Vec<(&Job, &Option<TemplateFile>)> = jobs.iter().zip(&templates).collect();
    let checkers = in_parallel(&pairs, |(job, template)| {
        template.as_ref().map(|template| template.checker(&job.set.settings, request)).transpose()
    });
    let checkers: Vec<Option<Checker>> =
        checkers.into_iter().map(|checker| checker.unwrap_or_else(|error| report.fails(error))).collect();
    let sets: Vec<&Arc<Set>> = jobs.iter().map(|job| &job.set).collect();
    report.errors.extend(mistakes::of_templates(repository, request, &sets, &checkers));
    // The specs of all sets together, so that no core waits for the last spec of a release.
    let specs: Vec<(usize, &SpecFile)> = (0..jobs.len())
        .filter(|&at| checkers[at].is_some())
        .flat_map(|at| jobs[at].specs.iter().map(move |spec| (at, spec)))
        .collect();
    repository.files.prepare(&mut specs.iter().map(|(_, spec)| real_path(spec)));
    let results = in_parallel(&specs, |&(at, spec)| {
        let checker = checkers[at].as_ref()?;
        Some(read_spec(repository, spec).map(|bytes| check_spec(repository, checker, &jobs[at].set.name, spec, bytes)))
    });
    let mut results = specs.iter().map(|&(at, _)| at).zip(results).peekable();
    for (at, job) in jobs.iter().enumerate() {
        let own = std::iter::from_fn(|| results.next_if(|&(of, _)| of == at)).filter_map(|(_, result)| result);
        let text = job.text.iter().filter_map(|(spec, bytes)| {
            Some(Ok(check_spec(repository, checkers[at].as_ref()?, &job.set.name, spec, bytes.clone())))
        });
        let checked: Vec<Result<FileReport, Error>> = own.chain(text).collect();
        if checkers[at].is_some() || job.is_empty() {
            let template = templates[at].as_ref().map(|template| template.path.clone());
            report_set(repository, request, job, template, checked, &mut baseline, &mut report);
        }
    }
    if let Some(baseline) = baseline {
        let gone = baseline.gone(&repository.root, &report.checked);
        report.baseline.get_or_insert_default().gone = gone;
    }
    report
}

impl Request {
    /// The same of another repository; `paths` are those of it, or none for all.
    fn for_nested(&self, paths: Vec<PathBuf>) -> Self {
        Request { paths, text: None, ..self.clone() }
    }
}

fn real_path(spec: &SpecFile) -> &Path {
    spec.real.as_deref().unwrap_or(&spec.path)
}

/// The bytes of a spec.
///
/// # Errors
/// Where it cannot be read.
pub(crate) fn read_spec(repository: &Repository, spec: &SpecFile) -> Result<Vec<u8>, Error> {
    let bytes = repository.files.read(real_path(spec), MAX_LEN);
    bytes.map_err(|error| Error::io(&spec.path, "read the file", &error))
}

/// Holds the bytes of a spec against a template.
fn check_spec(
    repository: &Repository,
    checker: &Checker,
    set: &SpecSet,
    spec: &SpecFile,
    bytes: Vec<u8>,
) -> FileReport {
    let mut report = FileReport::new(set, &spec.path);
    match String::from_utf8(bytes) {
        Ok(text) => {
            let document = Document::parse(text, spec.format);
            report.diagnostics = diagnostics(repository, checker, spec, &document);
            report.source = (!report.diagnostics.is_empty()).then_some(document.source);
        }
        Err(error) => {
            let (document, diagnostic) = Checker::check_undecodable(&error, spec);
            report.diagnostics.push(diagnostic);
            report.source = Some(document.source);
        }
    }
    report
}

/// What is found in a document.
fn diagnostics(repository: &Repository, checker: &Checker, spec: &SpecFile, document: &Document) -> Vec<Diagnostic> {
    let read = |path: &Path| read_included(repository, path);
    checker.check(&Spec { file: spec, document, read: &read })
}

/// A file that a spec includes.
pub(crate) fn read_included(repository: &Repository, path: &Path) -> Option<String> {
    /// The longest one that is read, in bytes.
    const MAX_INCLUDED: usize = 1 << 20;
    read_inside(&*repository.files, &repository.root, path, MAX_INCLUDED).ok()
}

/// Adds what was checked of a set to the report.
fn report_set(
    repository: &Repository,
    request: &Request,
    job: &Job,
    template: Option<PathBuf>,
    checked: Vec<Result<FileReport, Error>>,
    baseline: &mut Option<Baseline>,
    report: &mut Report,
) {
    let Set { name, settings, .. } = &*job.set;
    let mut hide = |file: &mut FileReport| {
        if let Some(baseline) = baseline {
            let did = report.baseline.get_or_insert_default();
            let was_error = file.diagnostics.iter().any(Diagnostic::is_error);
            did.hidden += baseline.hide(&relative(&repository.root, &file.path), &mut file.diagnostics);
            did.specs += usize::from(was_error && !file.diagnostics.iter().any(Diagnostic::is_error));
        }
    };
    let rules = &settings.rules;
    let mut release = ReleaseReport::new(name, &repository.specs_dir(&job.set), template);
    let all = repository.listing(&job.set).map_or(0, |listing| listing.specs.len());
    release.has_others = all > job.specs.len();
    let mut about: BTreeMap<&Path, Vec<Diagnostic>> = BTreeMap::new();
    // Of specs that are named by path the rules about files hold as well.
    let named = || {
        let specs = job.specs.iter().chain(job.text.iter().map(|(spec, _)| spec)).cloned().collect();
        let (directory, formats) = (release.directory.clone(), settings.layout.formats.clone());
        Listing { directory, specs, formats, ..Listing::default() }
    };
    let listing = match repository.listing(&job.set) {
        Ok(listing) if job.has_files => Cow::Borrowed(listing),
        _ => Cow::Owned(named()),
    };
    for (rule, finding) in crate::rules::check_files(&listing.files(), rules) {
        let level = if request.deny_warnings { Level::Error } else { rules.level(rule) };
        about.entry(finding.path).or_default().push(finding.diagnostic(rule, level));
    }
    let mut files = Vec::new();
    for result in checked {
        match result {
            Ok(mut file) => {
                file.diagnostics.splice(..0, about.remove(&*file.path).unwrap_or_default());
                hide(&mut file);
                report.checked.push(file.path.clone());
                release.add(&file);
                files.push(file);
            }
            Err(error) => report.errors.push(error),
        }
    }
    for (path, diagnostics) in about {
        let mut file = FileReport { diagnostics, ..FileReport::new(name, path) };
        hide(&mut file);
        file.diagnostics.iter().for_each(|diagnostic| release.count(diagnostic));
        files.push(file);
    }
    files.retain(|file| !file.diagnostics.is_empty());
    files.sort_by(|a, b| a.path.cmp(&b.path));
    report.files.extend(files);
    report.releases.push(release);
}

/// A template's text.
pub(crate) struct TemplateFile {
    path: PathBuf,
    format: Format,
    source: Arc<str>,
}

impl TemplateFile {
    /// Reads the template that the specs of a job are held against; `None` where there is nothing to check yet, and
    /// so no template is needed.
    pub fn read(repository: &Repository, request: &Request, job: &Job) -> Result<Option<Self>, Box<Error>> {
        if job.is_empty() {
            return Ok(None);
        }
        Self::of_set(repository, request, &job.set).map(Some)
    }

    /// Reads the template that the specs of a set are held against.
    fn of_set(repository: &Repository, request: &Request, set: &Set) -> Result<Self, Box<Error>> {
        let path = match &request.template {
            Some(path) => path.clone(),
            None => repository.template(set)?,
        };
        let format = set.settings.layout.formats.require(&path, "a template")?;
        let source = match &request.template {
            Some(path) => read_named(path)?,
            None => read_inside(&*repository.files, &repository.root, &path, MAX_LEN)?,
        };
        Ok(TemplateFile { path, format, source: source.into() })
    }

    /// What specs are held against.
    pub fn checker(&self, settings: &Settings, request: &Request) -> Result<Checker, Error> {
        let document = Document::parse(self.source.clone(), self.format);
        let demands = Demands {
            sections: settings.sections.clone(),
            rules: settings.rules.clone(),
            deny_warnings: request.deny_warnings,
            placeholder: request.placeholder.clone(),
        };
        Checker::new(document, self.path.clone(), demands)
    }
}
