//! The pipeline: repository → documents → comparison → rules → [`Report`].

mod report;
mod select;
mod spec;

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

pub use self::report::{FileReport, ReleaseReport, Report};

use self::select::Job;
use crate::config::Level;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, Format};
use crate::error::Error;
use crate::paths::display;
use crate::repository::{Repository, SpecFile, read};
use crate::rules::Guidance;
use crate::template::Template;

/// What to check.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Which releases; where paths are given, only specs of these.
    pub releases: Releases,
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

/// The text of a spec, and the path that it would have.
#[derive(Debug, Clone)]
pub struct SpecText {
    pub path: PathBuf,
    pub bytes: Vec<u8>,
}

/// Holds specs against the templates of their releases.
///
/// What cannot be checked is among the report's errors; everything else is still checked.
pub fn check(repository: &Repository, request: &Request) -> Report {
    let mut report = Report::default();
    let jobs = select::jobs(repository, request, &mut report);
    for job in jobs {
        match check_release(repository, request, &job) {
            Ok((release, files, errors)) => {
                report.releases.push(release);
                report.files.extend(files);
                report.errors.extend(errors);
            }
            Err(error) => report.errors.push(*error),
        }
    }
    report
}

type Checked = (ReleaseReport, Vec<FileReport>, Vec<Error>);

fn check_release(repository: &Repository, request: &Request, job: &Job) -> Result<Checked, Box<Error>> {
    let mut release = ReleaseReport::new(&job.release, &repository.specs_dir(&job.release));
    let deny = |level: Level| if request.deny_warnings { level.max(Level::Error) } else { level };
    let rules = repository.config.rules(&job.release);
    let mut files: Vec<FileReport> = Vec::new();
    for (rule, finding) in job.listing.iter().flat_map(|listing| crate::rules::check_listing(listing, rules)) {
        let Some(level) = Some(rules.level(rule)).filter(|&level| level != Level::Off) else { continue };
        let diagnostic = Diagnostic {
            rule,
            level: deny(level),
            message: finding.message,
            label: String::new(),
            help: finding.help,
            span: None,
        };
        release.count(&diagnostic);
        files.push(FileReport::about(&job.release, finding.path, diagnostic));
    }
    if job.specs.is_empty() && job.text.is_none() {
        // Nothing to check yet: the template need not be there either.
        release.template = repository.template(&job.release).ok();
        return Ok((release, files, Vec::new()));
    }
    let path = match &request.template {
        Some(path) => path.clone(),
        None => repository.template(&job.release)?,
    };
    let source = read_template(&path)?;
    let format = Format::of(&path).ok_or_else(|| Error::new("a template is a `.rst` or a `.md` file").at(&path))?;
    let template = Template::new(Document::parse(&source, format)).map_err(|error| error.at(&path))?;
    release.template = Some(path.clone());
    let shown = display(&path);
    let checker = spec::Checker {
        template: &template,
        guidance: &Guidance::new(&template, rules),
        template_path: &shown,
        rules,
        deny_warnings: request.deny_warnings,
    };
    let mut errors = Vec::new();
    let results = in_parallel(&job.specs, |spec: &SpecFile| {
        read(&spec.path).map(|bytes| checker.check(&job.release, &spec.path, spec.format, bytes))
    });
    let text =
        job.text.as_ref().map(|(spec, bytes)| Ok(checker.check(&job.release, &spec.path, spec.format, bytes.clone())));
    for result in results.into_iter().chain(text) {
        match result {
            Ok(file) => {
                release.add(&file);
                files.push(file);
            }
            Err(error) => errors.push(error),
        }
    }
    files.retain(|file| !file.diagnostics.is_empty());
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok((release, files, errors))
}

fn read_template(path: &Path) -> Result<String, Box<Error>> {
    String::from_utf8(read(path)?).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let message = format!("the template is not UTF-8: the byte at offset {at} begins no character");
        Box::new(Error::new(message).help("save the file as UTF-8 text").at(path))
    })
}

/// Maps items on all cores; the results are in the order of the items.
fn in_parallel<T: Sync, R: Send>(items: &[T], map: impl Fn(&T) -> R + Sync) -> Vec<R> {
    /// Below so many items a thread costs more than it gains.
    const ITEMS_PER_THREAD: usize = 8;
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = cores.min(items.len() / ITEMS_PER_THREAD).max(1);
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(items.len()));
    let work = || {
        let mut own = Vec::new();
        while let at = next.fetch_add(1, Ordering::Relaxed)
            && let Some(item) = items.get(at)
        {
            own.push((at, map(item)));
        }
        done.lock().unwrap_or_else(std::sync::PoisonError::into_inner).extend(own);
    };
    std::thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(work);
        }
        work();
    });
    let mut results = done.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    results.sort_by_key(|&(at, _)| at);
    results.into_iter().map(|(_, result)| result).collect()
}
