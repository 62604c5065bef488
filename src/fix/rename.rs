//! A section of a document that gets another heading, with all documents that refer to it.

use std::path::Path;

use super::ChangedDocument;
use super::others::Others;
use crate::check::read_included;
use crate::checker::{Spec, rename_section};
use crate::document::{Document, SectionId};
use crate::error::Error;
use crate::repository::Repository;
use crate::rules::SpecFile;

/// The documents that change when a section of one gets another heading, that one first. `top` is the directory below
/// which documents may refer to it. Nothing is written.
///
/// # Errors
/// Where anything else would change, where a document that refers to it cannot be changed, or where nobody can tell
/// whether one does.
pub(crate) fn rename(
    repository: &Repository,
    document: &Document,
    path: &Path,
    id: SectionId,
    name: &str,
    top: &Path,
) -> Result<Vec<ChangedDocument>, Error> {
    let name = name.trim();
    if name.is_empty() || name.contains(['\n', '\r']) {
        return Err(Error::new("a heading is a text on one line").help("write one"));
    }
    let refuse = |why: String| Error::new(format!("the heading keeps its name: {why}")).at(path);
    let file = SpecFile {
        path: path.to_owned(),
        relative: path.strip_prefix(top).unwrap_or(path).to_owned(),
        real: None,
        format: document.format,
    };
    let read = |path: &Path| read_included(repository, path);
    let spec = Spec { file: &file, document, beside: None, read: &read };
    let (after, renamed) = rename_section(&spec, id, name).map_err(|why| refuse(why.to_string()))?;
    let formats = repository.config.formats();
    let others = Others::read(&*repository.files, top, &formats)?;
    let below = path.strip_prefix(top).unwrap_or(path);
    let changes = others.changes(below, &renamed).map_err(|found| refuse(found.why))?;
    let own =
        ChangedDocument { path: path.to_owned(), before: document.source.to_string(), after: after.source.to_string() };
    Ok([own].into_iter().chain(changes).collect())
}
