//! The file of metadata beside a new spec: that of the template, with what is known.

use std::path::Path;

use super::known::Known;
use crate::document::{Document, Metadata};
use crate::edit::apply;

/// The text of a file of metadata with the values that are known. It is read as the front matter of a document that has
/// nothing else.
pub(super) fn filled_in(path: &Path, text: &str, known: &Known<'_>) -> String {
    let is_toml = path.extension().is_some_and(|extension| extension == "toml");
    let fence = if is_toml { "+++\n" } else { "---\n" };
    let own = text.strip_prefix(fence).unwrap_or(text);
    let document = Document::of_front_matter(format!("{fence}{own}\n{fence}"));
    let metadata = Metadata::of(&document);
    if metadata.block != Some(0..document.source.len()) {
        // It ends before the file does.
        return text.to_owned();
    }
    let filled = apply(&document.source, &known.edits(&document, &metadata));
    let filled = &filled[fence.len()..filled.len() - fence.len() - 1];
    format!("{}{filled}", &text[..text.len() - own.len()])
}
