//! What a spec includes from other files.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::Spec;
use crate::document::Document;
use crate::rules::Included;

/// So many files are read for a spec: those that include others may do so without end.
const MAX_FILES: usize = 32;

/// What the files hold that a spec includes, and those that they include.
pub(super) fn included(spec: &Spec<'_>) -> Vec<Included> {
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    for include in spec.document.includes() {
        let mut keys = Some(Vec::new());
        let mut paths = vec![beside(&spec.file.path, &include.path)];
        while let Some(path) = paths.pop() {
            if !seen.insert(path.clone()) {
                continue;
            }
            let is_one_too_many = seen.len() > MAX_FILES;
            let text = if is_one_too_many { None } else { (spec.read)(&path) };
            let Some(text) = text else {
                keys = None;
                break;
            };
            let other = Document::parse(text, spec.document.format);
            let headings = other.outline.headings().iter().map(|heading| heading.key.clone());
            keys.iter_mut().for_each(|keys| keys.extend(headings.clone()));
            paths.extend(other.includes().iter().map(|own| beside(&path, &own.path)));
        }
        found.push(Included { path: include.path, line: include.line, keys });
    }
    found
}

/// A path as a file has it that lies at `file`.
fn beside(file: &Path, path: &str) -> PathBuf {
    file.parent().unwrap_or(Path::new("")).join(path)
}
