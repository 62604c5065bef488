//! What a spec includes from other files.

use std::collections::HashSet;
use std::path::Path;

use crate::document::Document;
use crate::files::read_inside;
use crate::rules::Included;

/// So many files are read for a spec: those that include others may do so without end.
const MAX_FILES: usize = 32;

/// Longest file that is read, in bytes.
const MAX_LEN: usize = 1 << 20;

/// What the files hold that a spec includes, and those that they include. Only files of the repository are read.
pub(super) fn included(root: &Path, spec: &Path, document: &Document) -> Vec<Included> {
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    for include in document.includes() {
        let mut keys = Some(Vec::new());
        let mut paths = vec![spec.parent().unwrap_or(root).join(&include.path)];
        while let Some(path) = paths.pop() {
            if !seen.insert(path.clone()) {
                continue;
            }
            let is_one_too_many = seen.len() > MAX_FILES;
            let text = if is_one_too_many { None } else { read_inside(root, &path, MAX_LEN).ok() };
            let Some(text) = text else {
                keys = None;
                break;
            };
            let other = Document::parse(text, document.format);
            let headings = other.outline.headings().iter().map(|heading| heading.key.clone());
            keys.iter_mut().for_each(|keys| keys.extend(headings.clone()));
            let directory = path.parent().unwrap_or(root);
            paths.extend(other.includes().iter().map(|own| directory.join(&own.path)));
        }
        found.push(Included { path: include.path, line: include.line, keys });
    }
    found
}
