//! Changes of a text.

use std::ops::Range;

/// A range of a document with another text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Byte range in the source.
    pub range: Range<usize>,
    /// What stands there then.
    pub text: String,
}

/// A text with edits made, which are in the order of their ranges.
pub(crate) fn apply<'e>(source: &str, edits: impl IntoIterator<Item = &'e Edit>) -> String {
    let mut new = String::with_capacity(source.len());
    let mut rest = 0;
    for edit in edits {
        new += &source[rest..edit.range.start];
        new += &edit.text;
        rest = edit.range.end;
    }
    new + &source[rest..]
}
