//! What a rule reports.

use std::ops::Range;

use crate::config::{Level, Rule};
use crate::document::SectionId;
use crate::edit::{Edit, apply};
use crate::lines::LineIndex;

/// A finding of a rule at a place, with its remedy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    pub rule: Rule,
    /// [`Level::Warn`] or [`Level::Error`].
    pub level: Level,
    /// The headings of the section that it is about, from the first level down, joined by ` > `; `None` where it is
    /// about the document or the file.
    pub section: Option<String>,
    /// What is wrong, in one sentence.
    pub message: String,
    /// A few words that stand at the place.
    pub label: String,
    /// What to do about it.
    pub help: String,
    /// Where in the file; `None` where the finding is about the file as a whole.
    pub span: Option<Span>,
    /// The edits that mend it, where it can be mended without its author.
    pub fix: Option<Fix>,
}

/// Edits that mend what a diagnostic reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// In the order of their ranges, which do not overlap.
    pub edits: Vec<Edit>,
    pub kind: FixKind,
}

/// What a [`Fix`] does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FixKind {
    /// Removes characters that nobody sees, or makes adornments as long as their headings.
    Characters,
    /// Gives a heading this text.
    Rename(String),
    /// Moves the section of this heading with its subsections.
    Move(String),
    /// Adds a section of this heading. Its author still has to write it.
    Add(String),
}

impl Fix {
    /// The text with the edits made.
    pub fn apply(&self, source: &str) -> String {
        apply(source, &self.edits)
    }
}

/// A place in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// Byte range in the source.
    pub range: Range<usize>,
    /// 1-based line where it begins.
    pub line: usize,
    /// 1-based column where it begins, in characters.
    pub column: usize,
    /// 1-based line where it ends.
    pub end_line: usize,
    /// 1-based column after its last character.
    pub end_column: usize,
}

impl Diagnostic {
    /// Whether the check fails for it.
    pub fn is_error(&self) -> bool {
        self.level == Level::Error
    }
}

impl Span {
    /// The span of a byte range.
    pub(crate) fn new(lines: &LineIndex<'_>, range: Range<usize>) -> Self {
        let (line, column) = lines.position(range.start);
        let (end_line, end_column) = lines.position(range.end);
        Span { range, line, column, end_line, end_column }
    }
}

/// What a rule finds in a document, before its level and its line are known.
#[derive(Debug, Clone)]
pub(crate) struct Finding {
    /// Byte range in the source.
    pub range: Range<usize>,
    /// The section that it is about, whose comments may suppress it; `None`: the document.
    pub owner: Option<SectionId>,
    pub message: String,
    pub label: String,
    pub help: String,
    pub fix: Option<Fix>,
}
