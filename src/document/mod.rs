//! Source → [`Outline`], for reStructuredText and Markdown. Nothing else knows the two syntaxes.

mod entries;
#[cfg(feature = "cli")]
mod fixtures;
mod formats;
mod leads;
mod line_end;
mod lookalikes;
mod markdown;
mod marks;
mod metadata;
mod outline;
mod passages;
mod placeholders;
mod plain_words;
mod prose;
mod references;
mod remarks;
mod renaming;
mod rst;
mod states;
mod text;
mod writing;

use std::ops::Range;
use std::sync::Arc;

use serde::Deserialize;

use crate::lines::LineIndex;

pub use self::entries::{Entry, EntryList};
pub use self::formats::Formats;
pub use self::lookalikes::Lookalike;
pub use self::metadata::{Field, Metadata, Value};
pub use self::outline::{Children, HeadingStyle, Outline, Section, SectionId};
pub use self::references::{Reference, ReferenceKind, References};
pub use self::renaming::Anchor;
pub use self::rst::{ProblemKind, display_width};
pub use self::states::Turn;
pub use self::text::Text;

#[cfg(feature = "cli")]
pub(crate) use self::entries::path_on;
pub(crate) use self::formats::endings;
pub(crate) use self::line_end::Meaning;
pub(crate) use self::marks::{first_mark, last_mark};
pub(crate) use self::passages::{Passage, is_task};
pub(crate) use self::placeholders::Form;
pub(crate) use self::plain_words::PlainWords;
pub(crate) use self::renaming::NameUse;
#[cfg(feature = "texts")]
pub(crate) use self::renaming::decoded;
#[cfg(feature = "cli")]
pub(crate) use self::rst::sphinx;
#[cfg(feature = "cli")]
pub(crate) use self::rst::with_adornments;
pub(crate) use self::states::states;
pub(crate) use self::text::key;

/// The two document formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// reStructuredText, as docutils reads it.
    Rst,
    /// As GitHub reads it: CommonMark 0.31.2 with tables, footnotes and YAML front matter.
    #[serde(rename = "md")]
    Markdown,
}

#[cfg(feature = "cli")]
impl Format {
    /// All of them.
    pub(crate) const ALL: [Format; 2] = [Format::Rst, Format::Markdown];
}

/// A parsed document. It owns its source, of which everything else in it holds byte ranges.
#[derive(Debug, Clone)]
pub struct Document {
    /// The whole text, a byte order mark included.
    pub source: Arc<str>,
    pub format: Format,
    pub outline: Outline,
    /// Byte ranges of the comments at the top of the document, in document order.
    pub hidden: Vec<Range<usize>>,
    /// The comments that speak to speclint, in document order.
    pub comments: Vec<Comment>,
    /// Headings that docutils warns of or refuses, in document order. Markdown has none: in CommonMark every text is
    /// well formed.
    pub problems: Vec<HeadingProblem>,
    /// The literal blocks and tables, those inside of other constructs too.
    pub regions: Vec<Region>,
    /// Byte range of a Markdown document's YAML front matter, its `---` lines included.
    pub front_matter: Option<Range<usize>>,
    /// Where lines begin, if the parser has seen that.
    line_starts: Option<Vec<usize>>,
}

impl Document {
    /// Parses a text. No text is an error: what is no heading is body.
    ///
    /// # Panics
    /// Where the text is longer than 512 MiB; no such file is read.
    pub fn parse(source: impl Into<Arc<str>>, format: Format) -> Self {
        let source = source.into();
        let start = byte_order_mark(&source);
        assert!(source.len() <= MAX_LEN, "a document of more than {MAX_LEN} bytes");
        match format {
            Format::Rst => rst::parse(source, start),
            Format::Markdown => markdown::parse(source, start),
        }
    }

    /// Parses front matter, with its fences, that no document follows.
    #[cfg(feature = "cli")]
    pub(crate) fn of_front_matter(source: String) -> Self {
        Self::parse(source, Format::Markdown)
    }

    /// The same with so many headings for title and subtitle.
    pub(crate) fn with_promoted(&self, promoted: usize) -> Self {
        let mut document = self.clone();
        document.outline.promote(promoted);
        document
    }

    /// The lines of the source.
    pub fn lines(&self) -> LineIndex<'_> {
        match &self.line_starts {
            Some(starts) => LineIndex::with_starts(&self.source, starts),
            None => LineIndex::new(&self.source),
        }
    }

    /// The files that docutils puts into the document, but for those that it puts in as code. Their sections are not in
    /// the outline. Markdown has none.
    pub fn includes(&self) -> Vec<Include> {
        match self.format {
            Format::Rst => rst::includes(self),
            Format::Markdown => Vec::new(),
        }
    }

    /// Byte range of what stands before the first section, title and subtitle included.
    pub fn head(&self) -> Range<usize> {
        let first = self.outline.roots().next();
        let start = byte_order_mark(&self.source);
        // A heading in the first line begins with the mark.
        start..first.map_or(self.source.len(), |id| self.outline.section(id).heading.start).max(start)
    }
}

/// A file that docutils puts into a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Include {
    /// As it is written, relative to the document.
    pub path: String,
    /// 1-based line of the directive.
    pub line: usize,
}

/// Longest text that is parsed, in bytes: with its tabs expanded its offsets still fit 32 bits.
pub const MAX_LEN: usize = 512 << 20;

/// What a comment begins with that speaks to speclint.
const COMMENT_PREFIX: &str = "speclint:";

/// A comment that begins with `speclint:`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// What follows `speclint:`, on one line.
    pub words: String,
    /// Byte range of the comment.
    pub range: Range<usize>,
    /// 1-based line where it begins.
    pub line: usize,
    /// The section whose body it stands in, title and subtitle counted; `None` before the first heading.
    pub section: Option<SectionId>,
    /// Whether it stands in a list, a paragraph or another construct, where it does not speak of a section.
    pub nested: bool,
}

/// A heading that docutils warns of or refuses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadingProblem {
    pub kind: ProblemKind,
    /// 1-based line that docutils names.
    pub line: usize,
    /// Byte range of the lines concerned.
    pub range: Range<usize>,
}

/// A run of lines that is no prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    pub kind: RegionKind,
    /// 1-based lines, the end exclusive.
    pub lines: Range<usize>,
}

/// What a [`Region`] holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegionKind {
    /// A literal block, a doctest, or code in a directive or between fences.
    Literal,
    Table,
}

fn byte_order_mark(source: &str) -> usize {
    if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}
