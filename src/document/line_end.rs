//! White space at the ends of lines, and what it means.

use std::ops::Range;

use memchr::memchr2_iter;

use super::{Document, Format, markdown};

/// Spaces and tabs at the end of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LineEnd {
    /// Byte range of the white space.
    pub range: Range<usize>,
    pub meaning: Meaning,
}

/// What white space at the end of a line means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// Nothing: without it the document is the same.
    Nothing,
    /// It is a line break, or a part of code. It is the author's.
    Something,
    /// Nothing, but the backslash before it would be a line break without it.
    AfterBackslash,
}

impl Document {
    /// The lines that end in white space, in the order of the document.
    pub(crate) fn line_ends(&self) -> Vec<LineEnd> {
        let source = &*self.source;
        let mut found = Vec::new();
        for end in memchr2_iter(b'\n', b'\r', source.as_bytes()).chain([source.len()]) {
            if source[..end].ends_with([' ', '\t']) {
                let start = source[..end].trim_end_matches([' ', '\t']).len();
                found.push(LineEnd { range: start..end, meaning: Meaning::Nothing });
            }
        }
        match self.format {
            // docutils takes it off all lines before it reads them.
            Format::Rst => {}
            Format::Markdown if found.is_empty() => {}
            Format::Markdown => markdown::judge_line_ends(self, &mut found),
        }
        found
    }
}
