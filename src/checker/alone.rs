//! Fixes of single diagnostics, each proved by itself: who is shown one may make it and no other.

use super::fix::Fixer;
use super::rename::Renamed;
use super::{Checker, Spec, Wanted};
use crate::edit::Edit;
use crate::rules::Diagnostic;

/// The fix of a diagnostic that was made alone, and proved.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Proved {
    /// What it mends.
    pub diagnostic: Diagnostic,
    /// All that changes in the document, in the order of ranges; with a heading also what refers to it.
    pub edits: Vec<Edit>,
    /// The headings that get other names, which other documents may refer to.
    pub anchors: Vec<Renamed>,
}

impl Checker {
    /// The wanted fixes that can be made alone, in the order of what is found. One that cannot be proved, or would take
    /// more work than a document of this size is given, is not among them.
    pub fn proved(&self, spec: &Spec<'_>, wanted: &Wanted<'_>) -> Vec<Proved> {
        let mut fixer = Fixer::new(self, spec, wanted);
        let has_fix = |diagnostic: &&Diagnostic| diagnostic.fix.is_some() && (wanted.fixes)(diagnostic);
        let candidates: Vec<Diagnostic> = fixer.diagnostics.iter().filter(has_fix).cloned().collect();
        let mut proved = Vec::new();
        for diagnostic in candidates {
            if !fixer.may_try() {
                break;
            }
            if let Ok(attempt) = fixer.attempt(std::slice::from_ref(&diagnostic)) {
                proved.push(Proved { diagnostic, edits: attempt.edits, anchors: attempt.anchors });
            }
        }
        proved
    }
}
