//! The documents that are open in the client, as they stand there.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use super::client::Encoding;
use super::positions::Positions;
use super::protocol::{DidOpenTextDocumentParams, TextDocumentContentChangeEvent};
use super::uris::{Place, path_of};
use crate::document::{Format, Formats};
use crate::rules::Diagnostic;

/// An open document.
#[derive(Debug)]
pub(super) struct OpenDocument {
    pub uri: String,
    /// Where its file lies; `None` where it has none.
    pub place: Option<Place>,
    pub version: i32,
    /// What the client takes it for: `restructuredtext`, `markdown`.
    pub language: String,
    pub positions: Arc<Positions>,
    /// Whether it was on the disk when it was opened.
    pub was_there: bool,
    /// What was found in it last.
    pub found: Arc<[Diagnostic]>,
}

impl OpenDocument {
    /// The format of a document that need be no spec: that of its file's extension, or what the client takes it for.
    pub fn format(&self) -> Option<Format> {
        let by_name = self.place.as_ref().and_then(|place| Formats::default().of_any_case(&place.real));
        by_name.or_else(|| Format::of_language(&self.language))
    }

    /// Makes changes, one after the other.
    fn change(&mut self, changes: Vec<TextDocumentContentChangeEvent>, encoding: Encoding) {
        for change in changes {
            let text: Arc<str> = match change {
                TextDocumentContentChangeEvent::TextDocumentContentChangePartial(change) => {
                    let range = self.positions.offsets(change.range);
                    let old = self.positions.text();
                    [&old[..range.start], &change.text, &old[range.end..]].concat().into()
                }
                TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(change) => change.text.into(),
            };
            self.positions = Arc::new(Positions::new(text, encoding));
        }
    }
}

/// The open documents by their URIs.
#[derive(Debug)]
pub(super) struct Documents {
    encoding: Encoding,
    open: HashMap<String, OpenDocument>,
}

impl Documents {
    pub fn new(encoding: Encoding) -> Self {
        Documents { encoding, open: HashMap::new() }
    }

    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    pub fn get(&self, uri: &str) -> Option<&OpenDocument> {
        self.open.get(uri)
    }

    pub fn get_mut(&mut self, uri: &str) -> Option<&mut OpenDocument> {
        self.open.get_mut(uri)
    }

    pub fn all(&self) -> impl Iterator<Item = &OpenDocument> {
        self.open.values()
    }

    /// The open document of a file.
    pub fn of_file(&self, path: &Path) -> Option<&OpenDocument> {
        self.open.values().find(|document| document.place.as_ref().is_some_and(|place| place.is_at(path)))
    }

    pub fn open(&mut self, params: DidOpenTextDocumentParams) -> &OpenDocument {
        let item = params.text_document;
        let uri = item.uri.0;
        // A text in the place of a directory would hide what is in that.
        let place = path_of(&uri).map(|path| Place::of(&path)).filter(|place| !place.real.is_dir());
        let document = OpenDocument {
            was_there: place.as_ref().is_some_and(|place| place.real.is_file()),
            place,
            version: item.version,
            language: item.language_id.into(),
            positions: Arc::new(Positions::new(item.text.into(), self.encoding)),
            found: Arc::default(),
            uri: uri.clone(),
        };
        self.open.entry(uri).insert_entry(document).into_mut()
    }

    /// Changes a document; `None` where it is not open.
    pub fn change(
        &mut self,
        uri: &str,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
    ) -> Option<&OpenDocument> {
        let document = self.open.get_mut(uri)?;
        document.change(changes, self.encoding);
        document.version = version;
        Some(document)
    }

    pub fn close(&mut self, uri: &str) -> Option<OpenDocument> {
        self.open.remove(uri)
    }
}
