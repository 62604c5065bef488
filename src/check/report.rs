//! What a check found.

use std::collections::BTreeMap;
#[cfg(feature = "cli")]
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{BaselineReport, Checked, Chosen};
use crate::config::SpecSet;
use crate::error::Error;
use crate::repository::{Passed, Reason};
#[cfg(feature = "cli")]
use crate::rules::Fingerprint;
use crate::rules::{Diagnostic, Span};

/// The result of a check.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Report {
    /// The root of the repository.
    pub root: PathBuf,
    /// The rules that were looked at.
    pub rules: Chosen,
    /// What was checked, in the order of the releases and groups.
    pub releases: Vec<ReleaseReport>,
    /// The files that something is said about, in the order of releases and paths.
    pub files: Vec<FileReport>,
    /// The specs that were checked.
    pub checked: Vec<PathBuf>,
    /// What the baseline did, where there is one.
    pub baseline: Option<BaselineReport>,
    /// Reason something could not be checked.
    pub errors: Vec<Error>,
    /// Paths that are no specs and were passed over as asked.
    pub skipped: usize,
    /// What specs had to differ from to be checked, where only those were.
    pub changed_since: Option<String>,
    /// Whether only specs were checked that it does not have.
    pub only_added: bool,
    /// Names of releases that the configuration leaves out of a check of all of them.
    pub left_out: Vec<String>,
    /// Files among the specs that hold none, in the order in which they were met.
    pub passed: Vec<Passed>,
    /// Other configurations, with the paths below them that were asked for; none: all.
    pub(crate) nested: BTreeMap<PathBuf, Vec<PathBuf>>,
}

/// What was checked of a release, or of another set of specs.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ReleaseReport {
    /// The release, the group, or both.
    pub set: SpecSet,
    /// The directory of its specs.
    pub directory: PathBuf,
    /// The template that the specs were held against.
    pub template: Option<PathBuf>,
    /// How many specs were held against it.
    pub specs: usize,
    /// Whether there are others, which were not to be checked.
    pub has_others: bool,
    /// How many of them have no error.
    pub conforming: usize,
    /// Diagnostics by level, those about files that are no specs included.
    pub errors: usize,
    /// The same of warnings.
    pub warnings: usize,
}

/// What is said about a file.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct FileReport {
    /// The file; for a rule about a whole set, its directory.
    pub path: PathBuf,
    /// The release or other set that it belongs to.
    pub set: SpecSet,
    /// The template that it was held against; `None` where it is no spec.
    pub template: Option<PathBuf>,
    /// The text, where diagnostics point into it. Bytes that are not UTF-8 are replaced in it.
    pub source: Option<Arc<str>>,
    /// In the order of the document.
    pub diagnostics: Vec<Diagnostic>,
    /// Of the diagnostics with these numbers, the edits of a fix that was proved. Those of any other are not proved, or
    /// nobody asked.
    pub fixes: BTreeMap<usize, Vec<PlacedEdit>>,
}

/// A change of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PlacedEdit {
    /// The file.
    pub path: PathBuf,
    /// What is replaced in it.
    pub span: Span,
    /// What stands there then.
    pub text: String,
}

impl Report {
    /// Notes why something is not checked.
    pub(crate) fn fails<T>(&mut self, error: Error) -> Option<T> {
        self.errors.push(error);
        None
    }

    /// Notes what is passed over.
    pub(super) fn pass(&mut self, passed: &[Passed]) {
        for one in passed {
            match &one.why {
                Reason::Nested(config) => drop(self.nested.entry(config.clone()).or_default()),
                _ => self.passed.push(one.clone()),
            }
        }
    }

    /// Adds what was checked under another configuration.
    pub(super) fn add(&mut self, other: Report) {
        self.releases.extend(other.releases);
        self.files.extend(other.files);
        self.checked.extend(other.checked);
        self.errors.extend(other.errors);
        self.skipped += other.skipped;
        self.left_out.extend(other.left_out);
        self.passed.extend(other.passed);
        if let Some(other) = other.baseline {
            self.baseline.get_or_insert_default().add(other);
        }
    }

    /// What this report has and another one has not, each with its file. Equal ones are counted.
    #[cfg(feature = "cli")]
    pub(crate) fn beyond(&self, other: &Report) -> Vec<(&Path, &Diagnostic)> {
        let mut counts: HashMap<(&Path, &Fingerprint), usize> = HashMap::new();
        for file in &other.files {
            for diagnostic in &file.diagnostics {
                *counts.entry((&file.path, &diagnostic.fingerprint)).or_default() += 1;
            }
        }
        let mut beyond = Vec::new();
        for file in &self.files {
            for diagnostic in &file.diagnostics {
                match counts.get_mut(&(&*file.path, &diagnostic.fingerprint)).filter(|count| **count > 0) {
                    Some(count) => *count -= 1,
                    None => beyond.push((&*file.path, diagnostic)),
                }
            }
        }
        beyond
    }

    /// Whether all was checked and no diagnostic is an error.
    pub fn passes(&self) -> bool {
        self.errors.is_empty() && self.releases.iter().all(|release| release.errors == 0)
    }
}

impl ReleaseReport {
    pub(super) fn new(set: &SpecSet, directory: &Path, template: Option<PathBuf>) -> Self {
        ReleaseReport {
            set: set.clone(),
            directory: directory.to_owned(),
            template,
            specs: 0,
            has_others: false,
            conforming: 0,
            errors: 0,
            warnings: 0,
        }
    }

    pub(super) fn count(&mut self, diagnostic: &Diagnostic) {
        *(if diagnostic.is_error() { &mut self.errors } else { &mut self.warnings }) += 1;
    }

    pub(super) fn add(&mut self, spec: &Checked) {
        self.specs += 1;
        self.conforming += usize::from(!spec.diagnostics().any(Diagnostic::is_error));
        spec.diagnostics().for_each(|diagnostic| self.count(diagnostic));
    }
}

impl FileReport {
    pub(super) fn new(set: &SpecSet, path: &Path) -> Self {
        FileReport {
            path: path.to_owned(),
            set: set.clone(),
            template: None,
            source: None,
            diagnostics: Vec::new(),
            fixes: BTreeMap::new(),
        }
    }
}
