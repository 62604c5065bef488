//! Specs with what diagnostics carry carried out, and the other documents of the repository that refer to them.
//!
//! `Checker::fix` makes the fixes of a spec and proves them. Where headings get other names, this looks for references
//! to them in all documents of the repository, so that they change together or not at all.

mod alone;
mod others;
#[cfg(feature = "cli")]
mod rename;
mod text;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use self::alone::prove;

use self::others::Others;
#[cfg(feature = "cli")]
pub(crate) use self::rename::rename;
use crate::check::{
    Baseline, Beside, Chosen, Job, Record, Report, Request, Variant, Variants, jobs, nested, read_spec, relative,
    with_spec,
};
use crate::checker::{Fixed, Refused, Spec, Wanted, Why};
use crate::document::Document;
use crate::error::Error;
use crate::files::Files;
use crate::parallel::in_parallel;
use crate::repository::Repository;
use crate::rules::{Diagnostic, Fingerprint, FixKind, SpecFile};

/// Which fixes are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fixes {
    /// Those that give no text another meaning.
    Safe,
    /// All that there are.
    Unsafe,
}

/// What a fix of specs comes to.
#[derive(Debug, Default)]
pub struct FixReport {
    /// The specs that were looked at, in the order of releases and paths.
    pub files: Vec<FixedFile>,
    /// Why something could not be looked at.
    pub errors: Vec<Error>,
}

impl FixReport {
    /// Whether something was changed, or would be.
    pub fn would_change(&self) -> bool {
        self.files.iter().any(|file| file.before != file.after)
    }
}

/// A spec before and after.
#[derive(Debug)]
pub struct FixedFile {
    pub path: PathBuf,
    /// Empty, as what is after, where nothing changes: of many specs few do.
    pub before: String,
    pub after: String,
    /// Other documents that change with it, as they refer to it.
    pub others: Vec<ChangedDocument>,
    /// What was fixed.
    pub fixed: Vec<Diagnostic>,
    /// What was not.
    pub left: Vec<Diagnostic>,
    /// What of that was to be fixed, and why it was not.
    pub refused: Vec<Refused>,
}

/// A document that is no spec that is fixed, before and after.
#[derive(Debug, Clone)]
pub struct ChangedDocument {
    pub path: PathBuf,
    pub before: String,
    pub after: String,
}

impl FixedFile {
    /// Notes that it could not be changed.
    pub(crate) fn leave_as_it_was(&mut self) {
        self.after.clone_from(&self.before);
        self.left.append(&mut self.fixed);
        self.others.clear();
    }
}

/// What becomes of a spec that was changed; an error where it could not be kept.
pub type Keep<'k> = dyn Fn(&FixedFile) -> Result<(), Error> + Sync + 'k;

/// Whether the fix of a diagnostic is to be made.
pub type Wants<'w> = dyn Fn(&Diagnostic) -> bool + Sync + 'w;

impl Fixes {
    /// Whether these are fixes that a diagnostic carries; with `adds` also where sections are added.
    pub(crate) fn want(self, adds: bool, diagnostic: &Diagnostic) -> bool {
        diagnostic.fix.as_ref().is_some_and(|fix| match fix.kind {
            FixKind::Add(_) => adds,
            _ => fix.is_safe() || self == Fixes::Unsafe,
        })
    }
}

/// Carries out what the diagnostics of specs carry. Missing sections are added where the request has a placeholder for
/// their text. `top` is the directory below which documents may refer to specs. Nothing is written here: `keep` is given
/// each spec that was changed, as soon as it is done, on whatever thread that was.
pub fn fix(repository: &Repository, request: &Request, fixes: Fixes, top: &Path, keep: &Keep<'_>) -> FixReport {
    let adds = request.placeholder.is_some();
    fix_some(repository, request, &|diagnostic| fixes.want(adds, diagnostic), top, keep)
}

/// As [`fix`], of the diagnostics whose fixes are wanted.
pub fn fix_some(
    repository: &Repository,
    request: &Request,
    wants: &Wants<'_>,
    top: &Path,
    keep: &Keep<'_>,
) -> FixReport {
    let mut report = Report::default();
    let how = How { rules: &request.rules, wants, top, keep };
    let mut all = Vec::new();
    asked(Opened::Outer(repository), request.clone(), &mut report, &mut all);
    let runs: Vec<Run<'_>> = all.iter().map(|asked| Run::new(asked, how, &mut report)).collect();
    let tally = request.tally.clone().unwrap_or_default();
    let mut files = Vec::new();
    let mut with_renames = Vec::new();
    for run in &runs {
        for set in &run.sets {
            tally.add(set.job.specs.len());
            let results = in_parallel(&set.job.specs, |spec| {
                let result = run.fix_alone(set, spec);
                tally.step();
                result
            });
            for (spec, result) in set.job.specs.iter().zip(results) {
                match result {
                    Ok(Progress::Done { file, refusal }) => {
                        files.push(file);
                        report.errors.extend(refusal);
                    }
                    Ok(Progress::HasRenames(file)) => {
                        with_renames.push((files.len(), run, set, spec));
                        files.push(file);
                    }
                    Ok(Progress::LeftOut) => {}
                    Err(error) => report.errors.push(error),
                }
            }
        }
    }
    let mut others = Texts::NotRead;
    for run in &runs {
        for set in &run.sets {
            let Some((spec, bytes)) = &set.job.text else { continue };
            match run.fix_text(set, spec, bytes, &mut others) {
                Ok(file) => files.extend(file),
                Err(error) => report.errors.push(error),
            }
        }
    }
    // Their references are mended one spec after the other: two may be referred to by the same document.
    for (at, run, set, spec) in with_renames {
        let (file, refusal) = run.fix_with_others(set, spec, &mut others, &files[at].before);
        files[at] = file;
        report.errors.extend(refusal);
    }
    FixReport { files, errors: report.errors }
}

/// What is asked of a repository, and of those below it to which it leaves specs.
fn asked<'r>(repository: Opened<'r>, request: Request, report: &mut Report, all: &mut Vec<Asked<'r>>) {
    let jobs = jobs(repository.get(), &request, report);
    let nested = nested(repository.get(), &request, report);
    all.push(Asked { repository, request, jobs });
    for (nested, request) in nested {
        asked(Opened::Nested(Box::new(nested)), request, report, all);
    }
}

/// What is asked of a repository.
struct Asked<'r> {
    repository: Opened<'r>,
    request: Request,
    jobs: Vec<Job>,
}

/// Specs, and what they are held against.
struct Held<'h> {
    job: &'h Job,
    variants: Variants<'h>,
}

/// The repository that was asked for, or one below it.
enum Opened<'r> {
    Outer(&'r Repository),
    Nested(Box<Repository>),
}

impl Opened<'_> {
    fn get(&self) -> &Repository {
        match self {
            Opened::Outer(repository) => repository,
            Opened::Nested(repository) => repository,
        }
    }
}

/// What holds for all runs.
#[derive(Clone, Copy)]
struct How<'r> {
    rules: &'r Chosen,
    wants: &'r Wants<'r>,
    top: &'r Path,
    keep: &'r Keep<'r>,
}

/// The specs of a repository.
struct Run<'r> {
    repository: &'r Repository,
    baseline: Option<Baseline>,
    sets: Vec<Held<'r>>,
    how: How<'r>,
}

impl<'r> Run<'r> {
    fn new(asked: &'r Asked<'_>, how: How<'r>, report: &mut Report) -> Self {
        let (repository, request) = (asked.repository.get(), &asked.request);
        let baseline = match request.no_baseline {
            true => None,
            false => Baseline::load(repository).unwrap_or_else(|error| report.fails(error)),
        };
        let mut sets = Vec::new();
        for job in asked.jobs.iter().filter(|job| !job.is_empty()) {
            match Variants::of(repository, request, &job.set) {
                Ok(variants) => sets.push(Held { job, variants }),
                Err(error) => report.errors.push(error),
            }
        }
        Run { repository, baseline, sets, how }
    }
}

/// How far a spec is.
enum Progress {
    /// It is not checked.
    LeftOut,
    /// It is kept, or why it could not be.
    Done { file: FixedFile, refusal: Option<Error> },
    /// Other documents may refer to headings that change.
    HasRenames(FixedFile),
}

/// A spec, and what it is held against.
struct Target<'t> {
    spec: &'t SpecFile,
    document: &'t Document,
    beside: Option<Beside>,
    variant: Arc<Variant>,
}

/// The documents of the repository.
enum Texts {
    NotRead,
    Read(Box<Others>),
    /// Not all of them can be.
    Unreadable(String),
}

impl Texts {
    /// Reads them, unless they are.
    fn read(&mut self, files: &dyn Files, root: &Path, set: &Held<'_>) {
        if !matches!(self, Texts::NotRead) {
            return;
        }
        *self = match Others::read(files, root, &set.job.set.settings.layout.formats) {
            Ok(others) => Texts::Read(Box::new(others)),
            Err(error) => Texts::Unreadable(error.message),
        };
    }
}

impl Run<'_> {
    /// Fixes a spec; keeps it if no other document can be concerned.
    fn fix_alone(&self, set: &Held<'_>, spec: &SpecFile) -> Result<Progress, Error> {
        let bytes = read_spec(self.repository, spec)?;
        let text = String::from_utf8(bytes).map_err(|error| Error::not_utf8(&spec.path, &error))?;
        let document = Document::parse(text.as_str(), spec.format);
        let beside = set.variants.beside(spec);
        let variant = set.variants.held(&document, beside.as_ref())?.variant;
        if variant.left_out_by.is_some() {
            return Ok(Progress::LeftOut);
        }
        let fixed = self.fixed(&Target { spec, document: &document, beside, variant }, &HashMap::new());
        let has_renames = !fixed.anchors.is_empty();
        let mut file = file(spec, text, fixed);
        if has_renames {
            return Ok(Progress::HasRenames(file));
        }
        let refusal = self.kept(&mut file);
        if file.before == file.after {
            (file.before, file.after) = (String::new(), String::new());
        }
        Ok(Progress::Done { file, refusal })
    }

    /// Fixes a spec, with the other documents that refer to its headings.
    fn fix_with_others(
        &self,
        set: &Held<'_>,
        spec: &SpecFile,
        texts: &mut Texts,
        read: &str,
    ) -> (FixedFile, Option<Error>) {
        let root = self.how.top;
        texts.read(&*self.repository.files, root, set);
        let path = spec.path.strip_prefix(root).unwrap_or(&spec.path);
        let before = match texts {
            // A spec before it may have changed it.
            Texts::Read(others) => others.text(path).unwrap_or(read).to_owned(),
            _ => read.to_owned(),
        };
        let document = Document::parse(before.as_str(), spec.format);
        let beside = set.variants.beside(spec);
        // Its metadata are what they were when it was fixed alone.
        let held = set.variants.held(&document, beside.as_ref());
        let variant = held.map_or_else(|_| set.variants.base().clone(), |held| held.variant);
        let target = Target { spec, document: &document, beside, variant };
        let mut barred: HashMap<Fingerprint, Why> = HashMap::new();
        loop {
            let fixed = self.fixed(&target, &barred);
            let changes = match texts {
                Texts::Read(others) => {
                    others.changes(path, &fixed.anchors).map_err(|found| (Some(found.heading), found.why))
                }
                Texts::Unreadable(why) if !fixed.anchors.is_empty() => Err((None, why.clone())),
                _ => Ok(Vec::new()),
            };
            match changes {
                Ok(changes) => {
                    let mut file = file(spec, before, fixed);
                    file.others = changes;
                    let refusal = self.kept(&mut file);
                    if let Texts::Read(others) = texts {
                        others.set(path, &file.after);
                        for other in &file.others {
                            others.set(other.path.strip_prefix(root).unwrap_or(&other.path), &other.after);
                        }
                    }
                    return (file, refusal);
                }
                Err((heading, why)) => {
                    let count = barred.len();
                    for diagnostic in
                        fixed.fixed.iter().filter(|diagnostic| is_rename_of(diagnostic, heading.as_deref()))
                    {
                        barred.insert(diagnostic.fingerprint.clone(), Why::Elsewhere(why.clone()));
                    }
                    if barred.len() == count {
                        let mut file = file(spec, before, fixed);
                        file.leave_as_it_was();
                        return (file, Some(Error::new(why)));
                    }
                }
            }
        }
    }

    /// Keeps a spec that was changed.
    fn kept(&self, file: &mut FixedFile) -> Option<Error> {
        let refusal = if file.before == file.after { None } else { (self.how.keep)(file).err() };
        if refusal.is_some() {
            file.leave_as_it_was();
        }
        refusal
    }

    /// The spec with fixes made, but for those that are barred.
    fn fixed(&self, target: &Target<'_>, barred: &HashMap<Fingerprint, Why>) -> Fixed {
        let Target { spec, document, beside, variant } = target;
        let recorded = recorded(self.baseline.as_ref(), self.repository, spec);
        let hide = |found: &mut Vec<Diagnostic>| hide(&recorded, found);
        let wants = |diagnostic: &Diagnostic| {
            let is_wanted = self.how.rules.has(diagnostic.rule) && (self.how.wants)(diagnostic);
            is_wanted && !barred.contains_key(&diagnostic.fingerprint)
        };
        let wanted = Wanted { hide: &hide, fixes: &wants };
        let fix = |spec: &Spec<'_>| variant.checker.fix(spec, &wanted);
        let mut fixed = with_spec(self.repository, spec, document, beside.as_ref(), fix);
        fixed.left.retain(|diagnostic| self.how.rules.has(diagnostic.rule));
        for diagnostic in &fixed.left {
            if let Some(why) = barred.get(&diagnostic.fingerprint) {
                fixed.refused.push(Refused { diagnostic: diagnostic.clone(), why: why.clone() });
            }
        }
        fixed
    }
}

/// What the baseline records of a spec.
fn recorded(baseline: Option<&Baseline>, repository: &Repository, spec: &SpecFile) -> Record {
    baseline.map(|baseline| baseline.record(&relative(&repository.root, &spec.path))).unwrap_or_default()
}

/// Takes out what the baseline hides.
fn hide(recorded: &Record, found: &mut Vec<Diagnostic>) {
    if !recorded.is_empty() {
        recorded.clone().hide(found);
    }
}

fn file(spec: &SpecFile, before: String, fixed: Fixed) -> FixedFile {
    let Fixed { text: after, fixed, left, refused, .. } = fixed;
    FixedFile { path: spec.path.clone(), before, after, others: Vec::new(), fixed, left, refused }
}

/// Whether a diagnostic gave this heading another name; without one, any heading.
fn is_rename_of(diagnostic: &Diagnostic, heading: Option<&str>) -> bool {
    let is_rename = diagnostic.fix.as_ref().is_some_and(|fix| matches!(fix.kind, FixKind::Rename(_)));
    let subject = diagnostic.fingerprint.subject.as_deref();
    is_rename && heading.is_none_or(|heading| subject == Some(heading))
}
