//! A heading that gets another name, with all that refers to it.

use lsp_server::ErrorCode;

use super::edits::EditWriter;
use super::protocol::{Position, PrepareRenamePlaceholder, PrepareRenameResult, WorkspaceEdit};
use super::transport::Failure;
use super::view::View;
use crate::document::{Document, SectionId};
use crate::fix;
use crate::plan::top;

/// The heading at a position that can be renamed.
pub(super) fn prepare(view: &View, position: Position) -> Option<PrepareRenameResult> {
    let document = view.document()?;
    let id = heading_at(&document, view.offset(position))?;
    let range = document.name_range(id).unwrap_or_else(|| document.outline.section(id).text_range.clone());
    let placeholder = document.source[range.clone()].to_owned();
    Some(PrepareRenamePlaceholder { range: view.range(range), placeholder }.into())
}

/// The edits that give the heading at a position another name.
///
/// # Errors
/// Where no heading is there, or something else would change.
pub(super) fn rename(
    view: &View,
    position: Position,
    name: &str,
    writer: &EditWriter,
) -> Result<WorkspaceEdit, Failure> {
    let fail = |message| Failure::new(ErrorCode::RequestFailed, message);
    let document = view.document().ok_or_else(|| fail("this is no document with headings"))?;
    let id = heading_at(&document, view.offset(position)).ok_or_else(|| fail("there is no heading here"))?;
    let (Some(home), Some(path)) = (&view.home, &view.path) else {
        return Err(fail("this document is in no repository with a release.toml"));
    };
    let changes = fix::rename(&home.repository, &document, path, id, name, &top(&home.repository.root))?;
    Ok(writer.workspace_edit(&changes))
}

fn heading_at(document: &Document, offset: usize) -> Option<SectionId> {
    let id = document.outline.section_at(offset)?;
    let heading = &document.outline.section(id).heading;
    (offset < heading.end || offset == document.source.len() && heading.end == offset).then_some(id)
}
