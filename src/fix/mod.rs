//! Specs with what diagnostics carry carried out.
//!
//! A fix is made if the document that it gives is the same but for what the diagnostic named (`verify.rs`), and no
//! diagnostic comes that was not there. So it is tried, looked at, and dropped if it fails that.

mod verify;

use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;

use crate::check::{Baseline, Record, Report, Request, TemplateFile, diagnostics, jobs, read_spec, relative};
use crate::checker::Checker;
use crate::document::{Document, Text};
use crate::edit::{Edit, apply};
use crate::error::Error;
use crate::parallel::in_parallel;
use crate::repository::Repository;
use crate::rules::{Diagnostic, Fingerprint, FixKind, SpecFile};

/// What a fix of specs comes to.
#[derive(Debug, Default)]
pub struct FixReport {
    /// The specs that were looked at, in the order of releases and paths.
    pub files: Vec<FixedFile>,
    /// Why something could not be looked at.
    pub errors: Vec<Error>,
}

/// A spec before and after.
#[derive(Debug)]
pub struct FixedFile {
    pub path: PathBuf,
    pub before: String,
    pub after: String,
    /// What was fixed.
    pub fixed: Vec<Diagnostic>,
    /// What was not.
    pub left: Vec<Diagnostic>,
}

impl FixedFile {
    /// Notes that it could not be changed.
    pub(crate) fn leave_as_it_was(&mut self) {
        self.after.clone_from(&self.before);
        self.left.append(&mut self.fixed);
    }
}

/// What becomes of a spec that was changed; an error where it could not be kept.
pub type Keep<'k> = dyn Fn(&FixedFile) -> Result<(), Error> + Sync + 'k;

/// Carries out what the diagnostics of specs carry. Missing sections are added where the request has a placeholder for
/// their text. Nothing is written here: `keep` is given each spec that was changed, as soon as it is done, on whatever
/// thread that was.
pub fn fix(repository: &Repository, request: &Request, keep: &Keep<'_>) -> FixReport {
    let mut report = Report::default();
    let baseline = match request.no_baseline {
        true => None,
        false => Baseline::load(repository).unwrap_or_else(|error| report.fails(error)),
    };
    let mut files = Vec::new();
    for job in jobs(repository, request, &mut report) {
        let template = TemplateFile::read(repository, request, &job).unwrap_or_else(|error| report.fails(*error));
        let Some(template) = template else { continue };
        let checker = match template.checker(&job.set.settings, request) {
            Ok(checker) => checker,
            Err(error) => {
                report.errors.push(error);
                continue;
            }
        };
        let fixed = in_parallel(&job.specs, |spec| {
            let text =
                String::from_utf8(read_spec(repository, spec)?).map_err(|error| Error::not_utf8(&spec.path, &error))?;
            let path = relative(&repository.root, &spec.path);
            let recorded = baseline.as_ref().map(|baseline| baseline.record(&path)).unwrap_or_default();
            let adds = request.placeholder.is_some();
            let fixer = Fixer { repository, checker: &checker, spec, recorded, adds };
            let mut file = fixer.fix(text);
            let refusal = if file.before == file.after { None } else { keep(&file).err() };
            if refusal.is_some() {
                file.leave_as_it_was();
            }
            Ok((file, refusal))
        });
        for result in fixed {
            match result {
                Ok((file, refusal)) => {
                    files.push(file);
                    report.errors.extend(refusal);
                }
                Err(error) => report.errors.push(error),
            }
        }
    }
    FixReport { files, errors: report.errors }
}

/// Where a document needs more than this, in bytes that are parsed and findings that are weighed (a thousand bytes
/// each), the rest is left: it was made to need it, and would hold up all the others.
const MAX_WORK: usize = 1 << 28;

struct Fixer<'f> {
    repository: &'f Repository,
    checker: &'f Checker,
    spec: &'f SpecFile,
    /// What the baseline hides.
    recorded: Record,
    /// Whether missing sections are added.
    adds: bool,
}

impl Fixer<'_> {
    fn fix(&self, before: String) -> FixedFile {
        let mut text = before.clone();
        let mut diagnostics = self.check(&text);
        let mut fixed = Vec::new();
        let mut fixed_before = 0;
        let mut refused: HashSet<Fingerprint> = HashSet::new();
        // Each round fixes something or refuses something; a fix may bring up what stands under a section.
        let mut work = 0;
        while work < MAX_WORK {
            work += text.len() + 1_000 * diagnostics.len();
            let id = |diagnostic: &Diagnostic| diagnostic.fingerprint.clone();
            let can = |diagnostic: &&Diagnostic| self.can(diagnostic) && !refused.contains(&id(diagnostic));
            let batch = first_batch(diagnostics.iter().filter(can));
            if batch.is_empty() && fixed.len() > fixed_before {
                // What was refused may have stood in the way of something, or something in its way.
                fixed_before = fixed.len();
                refused.clear();
                continue;
            } else if batch.is_empty() {
                break;
            }
            match self.attempt(&text, &diagnostics, &batch) {
                Some((after, left)) => {
                    fixed.extend(batch.into_iter().cloned());
                    (text, diagnostics) = (after, left);
                }
                // One of many may be what fails: alone each shows itself.
                None if batch.len() > 1 => {
                    let good = batch.iter().find_map(|one| Some((*one, self.attempt(&text, &diagnostics, &[one])?)));
                    let (one, (after, left)) = match good {
                        Some((one, result)) => (one.clone(), result),
                        None => {
                            refused.extend(batch.into_iter().map(id));
                            continue;
                        }
                    };
                    refused.extend(batch.iter().take_while(|other| ***other != one).map(|other| id(other)));
                    fixed.push(one);
                    (text, diagnostics) = (after, left);
                }
                None => refused.extend(batch.into_iter().map(id)),
            }
        }
        FixedFile { path: self.spec.path.clone(), before, after: text, fixed, left: diagnostics }
    }

    fn check(&self, text: &str) -> Vec<Diagnostic> {
        let document = Document::parse(text, self.spec.format);
        let mut found = diagnostics(self.repository, self.checker, self.spec, &document);
        self.recorded.clone().hide(&mut found);
        found
    }

    fn can(&self, diagnostic: &Diagnostic) -> bool {
        diagnostic.fix.as_ref().is_some_and(|fix| self.adds || !matches!(fix.kind, FixKind::Add(_)))
    }

    /// The text with the fixes of some diagnostics, and what is found in it then; `None` where more would be changed
    /// than they name, or something new be found.
    fn attempt(&self, text: &str, all: &[Diagnostic], batch: &[&Diagnostic]) -> Option<(String, Vec<Diagnostic>)> {
        let kind = &batch.first()?.fix.as_ref()?.kind;
        let mut edits: Vec<&Edit> =
            batch.iter().filter_map(|diagnostic| diagnostic.fix.as_ref()).flat_map(|fix| &fix.edits).collect();
        edits.sort_by_key(|edit| edit.range.start);
        let after = apply(text, edits);
        let parse = |text| Document::parse(text, self.spec.format);
        if !verify::is_same_but_for(kind, &parse(text), &parse(&after)) {
            return None;
        }
        let left = self.check(&after);
        is_better(all, &left, batch, kind).then_some((after, left))
    }
}

/// The diagnostics that are fixed next: all that change characters alone, or one that changes sections. Of edits at
/// the same place the first is made.
fn first_batch<'d>(diagnostics: impl Iterator<Item = &'d Diagnostic> + Clone) -> Vec<&'d Diagnostic> {
    let rank = |diagnostic: &Diagnostic| match diagnostic.fix.as_ref().map(|fix| &fix.kind) {
        Some(FixKind::Characters) | None => 0,
        Some(FixKind::Rename(_)) => 1,
        Some(FixKind::Move(_)) => 2,
        Some(FixKind::Add(_)) => 3,
    };
    let Some(first) = diagnostics.clone().min_by_key(|diagnostic| rank(diagnostic)) else { return Vec::new() };
    if rank(first) > 0 {
        return vec![first];
    }
    let mut taken: Vec<(usize, usize)> = Vec::new();
    let mut batch: Vec<&Diagnostic> = Vec::new();
    for diagnostic in diagnostics.filter(|diagnostic| rank(diagnostic) == 0) {
        let edits = diagnostic.fix.iter().flat_map(|fix| &fix.edits);
        let own: Vec<(usize, usize)> = edits.map(|edit| (edit.range.start, edit.range.end)).collect();
        let first = own.first().map_or(0, |range| range.0);
        // Diagnostics come in the order of the text, but for those with many edits, which go alone.
        if taken.last().is_none_or(|last| last.1 < first) {
            taken.extend(own);
            batch.push(diagnostic);
        }
    }
    batch
}

/// Whether what was to be fixed is gone, and nothing has come but under a section that was given its heading or its
/// place: what stands there was not compared before.
fn is_better(before: &[Diagnostic], after: &[Diagnostic], fixed: &[&Diagnostic], kind: &FixKind) -> bool {
    let mut counts: BTreeMap<Fingerprint, isize> = BTreeMap::new();
    for diagnostic in before {
        *counts.entry(diagnostic.fingerprint.clone()).or_default() += 1;
    }
    for diagnostic in fixed {
        *counts.entry(diagnostic.fingerprint.clone()).or_default() -= 1;
    }
    let is_below = |diagnostic: &Diagnostic| match kind {
        FixKind::Characters => false,
        FixKind::Rename(_) | FixKind::Move(_) | FixKind::Add(_) => {
            // What is missing from the section lies in it; all else of it would be the fix's fault.
            let is_named = |key: &Text| kind.headings().iter().any(|name| key == name.as_str());
            diagnostic.fingerprint.section.iter().any(is_named)
        }
    };
    after.iter().all(|diagnostic| {
        let left = counts.entry(diagnostic.fingerprint.clone()).or_default();
        *left -= 1;
        *left >= 0 || is_below(diagnostic)
    })
}
