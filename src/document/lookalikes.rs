//! Lines that look like headings and are none.

use super::prose::prose;
use super::{Document, Format, markdown, rst};

/// A line that its author may well mean as a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lookalike {
    /// What the heading would be.
    pub text: String,
    /// 1-based line of the text.
    pub line: usize,
    /// Why it is no heading, and what would make it one.
    pub why: &'static str,
}

impl Document {
    /// The lines that look like headings and are none, but for those in code and in tables.
    pub fn lookalikes(&self) -> Vec<Lookalike> {
        let lines = prose(self, 0..self.source.len(), |_| true);
        let lines: Vec<&str> = lines.into_iter().map(|line| &self.source[line]).collect();
        match self.format {
            Format::Rst => rst::lookalikes(self, &lines),
            Format::Markdown => markdown::lookalikes(&lines),
        }
    }
}

/// The text of a line that is bold and nothing else: `**Design**`, `**Design:**`, `__Design__:`.
pub(super) fn bold(line: &str) -> Option<&str> {
    let line = line.trim().trim_end_matches(':');
    let text = ["**", "__"].iter().find_map(|mark| line.strip_prefix(mark)?.strip_suffix(mark))?;
    let text = text.trim_end_matches(':');
    (!text.is_empty() && !text.contains("**") && !text.contains("__")).then_some(text)
}

/// The text of a line with `#`s before it, and how many they are: `## Design ##`.
pub(super) fn after_hashes(line: &str) -> Option<(&str, usize)> {
    let text = line.trim_start_matches('#');
    let name = text.trim().trim_end_matches('#').trim_end();
    (text.len() < line.len() && !name.is_empty()).then_some((text, line.len() - text.len()))
}

/// Whether a line is one punctuation character again and again.
pub(super) fn is_underline(line: &str) -> bool {
    let bytes = line.as_bytes();
    bytes.first().is_some_and(|first| first.is_ascii_punctuation() && bytes.iter().all(|b| b == first))
}
