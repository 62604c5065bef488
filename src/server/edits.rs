//! Changes of documents as edits that the client makes.

use std::collections::HashMap;

use super::client::{Client, Encoding};
use super::positions::Positions;
use super::protocol::{
    DocumentChange, Edit, OptionalVersionedTextDocumentIdentifier, TextDocumentEdit, TextDocumentIdentifier, TextEdit,
    Uri, WorkspaceEdit,
};
use super::uris::Place;
use super::view::file_uri;
use crate::diff::edits;
use crate::fix::{ChangedDocument, FixedFile};

/// What has to be known of the client and its open documents to write edits.
#[derive(Clone)]
pub(super) struct EditWriter {
    pub client: Client,
    pub encoding: Encoding,
    pub open: Vec<OpenFile>,
}

/// An open document that is a file.
#[derive(Clone)]
pub(super) struct OpenFile {
    pub place: Place,
    pub uri: Uri,
    pub version: i32,
}

impl EditWriter {
    /// The edits that change documents.
    pub fn workspace_edit(&self, changes: &[ChangedDocument]) -> WorkspaceEdit {
        let changes = changes.iter().filter(|change| change.before != change.after);
        let edits = changes.map(|change| {
            let open = self.open.iter().find(|open| open.place.is_at(&change.path));
            let uri = open.map_or_else(|| file_uri(&change.path), |open| open.uri.clone());
            (uri, open.map(|open| open.version), self.text_edits(change))
        });
        if !self.client.knows_versions {
            let changes: HashMap<Uri, Vec<TextEdit>> = edits.map(|(uri, _, edits)| (uri, edits)).collect();
            return WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() };
        }
        let change = |(uri, version, edits): (Uri, Option<i32>, Vec<TextEdit>)| {
            let text_document = OptionalVersionedTextDocumentIdentifier {
                version,
                text_document_identifier: TextDocumentIdentifier { uri },
            };
            let edits = edits.into_iter().map(Edit::TextEdit).collect();
            DocumentChange::TextDocumentEdit(TextDocumentEdit { text_document, edits })
        };
        WorkspaceEdit { document_changes: Some(edits.map(change).collect()), ..WorkspaceEdit::default() }
    }

    fn text_edits(&self, change: &ChangedDocument) -> Vec<TextEdit> {
        let positions = Positions::new(change.before.as_str().into(), self.encoding);
        let edits = edits(&change.before, &change.after).into_iter();
        edits.map(|edit| TextEdit::new(positions.range(edit.range), edit.text)).collect()
    }
}

/// The documents that a fix changes.
pub(super) fn changes(file: FixedFile) -> Vec<ChangedDocument> {
    let own = ChangedDocument { path: file.path, before: file.before, after: file.after };
    [own].into_iter().chain(file.others).collect()
}
