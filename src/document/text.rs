//! Texts that share the source that they stand in.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::{Deref, Range};
use std::sync::Arc;

use serde::{Serialize, Serializer};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::lines::fold_white_space;

/// What is compared of a heading's text: white space folded, in Unicode's normal form C.
pub(crate) fn key(text: &str) -> Cow<'_, str> {
    let folded = fold_white_space(text);
    if folded.is_ascii() || is_nfc_quick(folded.chars()) == IsNormalized::Yes {
        return folded;
    }
    Cow::Owned(folded.nfc().collect())
}

/// A part of a document's source, or a text of its own. It is cheap to clone, and is used as a `&str`.
#[derive(Clone)]
pub struct Text {
    source: Arc<str>,
    start: u32,
    end: u32,
}

impl Text {
    /// The part of a source between two byte offsets.
    pub(super) fn part(source: &Arc<str>, range: Range<usize>) -> Self {
        Text { source: source.clone(), start: range.start as u32, end: range.end as u32 }
    }

    /// Its [`key`].
    pub(super) fn key(&self) -> Self {
        match key(self) {
            Cow::Borrowed(key) if key.len() == self.len() => self.clone(),
            key => key.into_owned().into(),
        }
    }

    /// Its first `len` bytes.
    pub(super) fn prefix(&self, len: usize) -> Self {
        Text { source: self.source.clone(), start: self.start, end: self.start + len as u32 }
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Text { end: text.len() as u32, start: 0, source: text.into() }
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.source[self.start as usize..self.end as usize]
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Text {}

impl PartialOrd for Text {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Text {
    fn cmp(&self, other: &Self) -> Ordering {
        str::cmp(self, other)
    }
}

impl Hash for Text {
    fn hash<H: Hasher>(&self, state: &mut H) {
        str::hash(self, state);
    }
}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        **self == *other
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        **self == **other
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&**self, f)
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}
