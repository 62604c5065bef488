//! What `speclint fix --format json` prints.

use std::collections::BTreeMap;
use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Serialize;

use super::fix::diffs;
use crate::checker::Refused;
use crate::fix::{FixReport, FixedFile};
use crate::output::ErrorObject;
use crate::paths::Here;
use crate::rules::Diagnostic;

/// What was fixed, or would be.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "speclint fix --format json")]
pub(super) struct FixObject {
    /// How many specs were looked at.
    specs: usize,
    /// Those that are changed, and those in which something was to be fixed and is not.
    files: Vec<FileObject>,
    /// What would be changed, with `--diff`.
    diff: Option<String>,
    /// How many diagnostics are left.
    left: usize,
    errors: Vec<ErrorObject>,
}

/// A spec.
#[derive(Serialize, JsonSchema)]
struct FileObject {
    path: String,
    /// Whether it is changed.
    changed: bool,
    /// Other documents that change with it, as they refer to it.
    others: Vec<String>,
    /// How often what was fixed, by rule.
    fixed: BTreeMap<&'static str, usize>,
    /// What was to be fixed and is not.
    refused: Vec<RefusedObject>,
    /// How many diagnostics are left.
    left: usize,
}

/// A fix that is not made.
#[derive(Serialize, JsonSchema)]
struct RefusedObject {
    rule: &'static str,
    message: String,
    /// The line, when all else is fixed.
    line: Option<usize>,
    why: String,
}

impl FixObject {
    pub(super) fn new(report: &FixReport, only_diff: bool) -> Self {
        let here = Here::now();
        let is_told = |file: &&FixedFile| file.before != file.after || !file.refused.is_empty();
        FixObject {
            specs: report.files.len(),
            files: report.files.iter().filter(is_told).map(|file| FileObject::new(&here, file)).collect(),
            diff: only_diff.then(|| diffs(report)),
            left: report.files.iter().map(|file| file.left.len()).sum(),
            errors: report.errors.iter().map(|error| ErrorObject::new(&here, error)).collect(),
        }
    }
}

impl FileObject {
    fn new(here: &Here, file: &FixedFile) -> Self {
        let mut fixed = BTreeMap::new();
        for diagnostic in &file.fixed {
            *fixed.entry(diagnostic.rule.name()).or_default() += 1;
        }
        let path = |path: &PathBuf| here.relative(path);
        FileObject {
            path: path(&file.path),
            changed: file.before != file.after,
            others: file.others.iter().map(|other| path(&other.path)).collect(),
            fixed,
            refused: file.refused.iter().map(RefusedObject::new).collect(),
            left: file.left.len(),
        }
    }
}

impl RefusedObject {
    fn new(Refused { diagnostic, why }: &Refused) -> Self {
        let Diagnostic { rule, message, span, .. } = diagnostic;
        let line = span.as_ref().map(|span| span.line);
        RefusedObject { rule: rule.name(), message: message.clone(), line, why: why.to_string() }
    }
}
