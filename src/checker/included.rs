//! What a spec includes from other files.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::{Renamed, Spec, Why};
use crate::document::{Document, Include, NameUse, References};
use crate::rules::Included;

/// So many files are read for a spec: those that include others may do so without end.
const MAX_FILES: usize = 32;

/// What a directive of a spec includes.
struct Files {
    include: Include,
    /// The file, and those that it includes; `None` where one could not be read.
    documents: Option<Vec<Document>>,
}

/// What the files hold that a spec includes, and those that they include.
pub(super) fn included(spec: &Spec<'_>) -> Vec<Included> {
    let headings = |documents: Vec<Document>| {
        documents.iter().flat_map(|own| own.outline.headings()).map(|heading| heading.key.clone()).collect()
    };
    let included =
        |Files { include: Include { path, line }, documents }| Included { path, line, keys: documents.map(headings) };
    files(spec, spec.document).into_iter().map(included).collect()
}

/// What a spec includes stays as it is.
///
/// # Errors
/// Where it refers to a heading of the spec that gets another name. `document` is the spec by now.
pub(super) fn refers_to_none(spec: &Spec<'_>, document: &Document, renamed: &[Renamed]) -> Result<(), Why> {
    for Files { include, documents } in files(spec, document) {
        for own in documents.iter().flatten() {
            let uses = own.name_uses(&References::of(own));
            let leads_here = |own: &NameUse| renamed.iter().any(|renamed| renamed.old.is_named_by(own));
            if uses.iter().any(|own| own.path.is_none() && leads_here(own)) {
                return Err(Why::Elsewhere(format!(
                    "{} refers to it, which line {} includes",
                    include.path, include.line
                )));
            }
        }
    }
    Ok(())
}

fn files(spec: &Spec<'_>, document: &Document) -> Vec<Files> {
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    for include in document.includes() {
        let mut documents = Some(Vec::new());
        let mut paths = vec![beside(&spec.file.path, &include.path)];
        while let Some(path) = paths.pop() {
            if !seen.insert(path.clone()) {
                continue;
            }
            let is_one_too_many = seen.len() > MAX_FILES;
            let Some(text) = (if is_one_too_many { None } else { (spec.read)(&path) }) else {
                documents = None;
                break;
            };
            let other = Document::parse(text, document.format);
            paths.extend(other.includes().iter().map(|own| beside(&path, &own.path)));
            documents.get_or_insert_with(Vec::new).push(other);
        }
        found.push(Files { include, documents });
    }
    found
}

/// A path as a file has it that lies at `file`.
fn beside(file: &Path, path: &str) -> PathBuf {
    file.parent().unwrap_or(Path::new("")).join(path)
}
