//! Lists of other documents, as index pages have them.

use std::ops::Range;

use super::{Document, Format, markdown, rst};

/// Entries that stand together: those of a `toctree`, or in Markdown all items of lists that are links.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryList {
    /// The lines of the list (0-based), with what begins it.
    pub lines: Range<usize>,
    pub entries: Vec<Entry>,
    /// Whether a document may have such a list for each of several things, instead of one with an entry for each.
    pub may_be_one_of_many: bool,
    /// Whether an entry may be a pattern of documents.
    pub has_patterns: bool,
}

/// An entry that leads to a document or a directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its lines (0-based), with those that belong to it.
    pub lines: Range<usize>,
    /// As it is written.
    pub path: String,
    /// Byte range of the path.
    pub range: Range<usize>,
}

impl Document {
    /// The lists of other documents.
    pub fn entry_lists(&self) -> Vec<EntryList> {
        match self.format {
            Format::Rst => rst::entry_lists(&self.source),
            Format::Markdown => markdown::entry_lists(&self.source),
        }
    }
}

/// The lines from `start` on that are indented by more than it, up to the last one that is not blank.
pub(super) fn indented_end(lines: &[&str], start: usize, over_blanks: bool) -> usize {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let is_blank = |line: &str| line.trim().is_empty();
    let inside = |&at: &usize| match is_blank(lines[at]) {
        true => over_blanks,
        false => indent(lines[at]) > indent(lines[start]),
    };
    let last = (start + 1..lines.len()).take_while(inside).filter(|&at| !is_blank(lines[at])).last();
    last.unwrap_or(start) + 1
}

/// A source's lines with their ends, and the byte offset where each begins.
pub(super) fn numbered_lines(source: &str) -> (Vec<&str>, Vec<usize>) {
    let lines: Vec<&str> = source.split_inclusive('\n').collect();
    let mut next = 0;
    let start = |line: &&str| {
        next += line.len();
        next - line.len()
    };
    let starts = lines.iter().map(start).collect();
    (lines, starts)
}

/// An entry on some lines with a path that the first of them holds.
pub(super) fn entry(lines: Range<usize>, line: &str, start: usize, path: &str) -> Entry {
    let start = start + line.rfind(path).unwrap_or(0);
    Entry { lines, path: path.to_owned(), range: start..start + path.len() }
}

/// The path on a line: `Title <path>`, `[title](path)` or `path`.
pub(crate) fn path_on(line: &str) -> &str {
    let line = line.trim();
    let inner = line.rsplit_once('<').and_then(|(_, rest)| rest.strip_suffix('>'));
    let markdown = || line.split_once("](").and_then(|(_, rest)| rest.split_once(')')).map(|(path, _)| path);
    inner.or_else(markdown).unwrap_or(line)
}
