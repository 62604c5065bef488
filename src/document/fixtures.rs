//! What of a document is neither text nor metadata nor a comment.

use std::ops::Range;

use super::{Document, Format, markdown, rst};

impl Document {
    /// Byte ranges of whole lines that define something (a link, a target, a substitution), and in the document's head
    /// also of those that show something without words of their own: images, lists of contents.
    pub(crate) fn fixtures(&self) -> Vec<Range<usize>> {
        match self.format {
            Format::Rst => rst::fixtures(self),
            Format::Markdown => markdown::fixtures(self),
        }
    }
}
