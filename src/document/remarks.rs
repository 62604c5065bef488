//! What is said of a section beside its heading: comments in the heading's line, alone above it and first under it, and
//! the first paragraph.

use std::ops::Range;

use super::{Document, Format, SectionId, markdown, rst};
use crate::lines::LineIndex;

/// Words that may speak of a section.
#[derive(Debug)]
pub(crate) struct Remark {
    /// Without what makes it a comment, white space folded.
    pub words: String,
    /// Where it begins.
    pub at: usize,
    /// Whether a text follows it without a blank line: it may speak of that.
    pub is_on_text: bool,
}

impl Document {
    /// What is said of a section. `lines` are those of the document.
    pub(crate) fn remarks(&self, id: SectionId, lines: &LineIndex<'_>) -> Vec<Remark> {
        let section = self.outline.section(id);
        let mut remarks = Vec::new();
        if self.format == Format::Markdown {
            let inside = markdown::html_comments(&self.source, section.heading.clone());
            remarks.extend(inside.map(|(_, range)| self.remark(range, false)));
        }
        remarks.extend(self.comment_above(id).map(|range| self.remark(range, false)));
        self.first_words(id, lines, &mut remarks);
        remarks
    }

    fn remark(&self, range: Range<usize>, is_on_text: bool) -> Remark {
        let written = &self.source[range.clone()];
        let words = match self.format {
            Format::Rst => rst::words(written),
            Format::Markdown => markdown::words(written),
        };
        Remark { words, at: range.start, is_on_text }
    }

    /// The comments that a section begins with, and the paragraph that follows them.
    fn first_words(&self, id: SectionId, lines: &LineIndex<'_>, into: &mut Vec<Remark>) {
        let body = self.outline.section(id).body.clone();
        let of_next = self.next_heading(id).and_then(|next| self.comment_above(next));
        let mut at = body.start;
        loop {
            let rest = &self.source[at..body.end];
            at += rest.len() - rest.trim_start().len();
            if at >= body.end || of_next.as_ref().is_some_and(|range| range.contains(&at)) {
                return;
            }
            let Some(comment) = self.comment_at(at) else { break };
            at = comment.end.min(body.end);
            let mut below = self.source[at..body.end].lines();
            let is_text = |line: &str| !line.trim().is_empty() && !line.trim_start().starts_with("<!--");
            let is_on_text = below.next().is_some_and(is_text) || below.next().is_some_and(is_text);
            into.push(self.remark(comment, is_on_text));
        }
        let (line, _) = lines.position(at);
        let region = self.regions.partition_point(|region| region.lines.start <= line).checked_sub(1);
        if region.is_some_and(|last| self.regions[last].lines.contains(&line)) {
            return;
        }
        let mut end = at;
        for line in self.source[at..body.end].split_inclusive('\n') {
            if line.trim().is_empty() || end - at > MAX_LEN {
                break;
            }
            end += line.len();
        }
        into.push(self.remark(at..end, false));
    }

    fn next_heading(&self, id: SectionId) -> Option<SectionId> {
        Some(id + 1).filter(|&next| next < self.outline.headings().len())
    }

    /// The comment that stands directly above a heading, and is not the first thing under another one.
    fn comment_above(&self, id: SectionId) -> Option<Range<usize>> {
        let heading = self.outline.section(id).heading.start;
        let start = if id > 0 { self.outline.section(id - 1).body.start } else { 0 };
        let last = self.hidden.partition_point(|range| range.end <= heading).checked_sub(1)?;
        let range = self.hidden[last].clone();
        let (above, below) = (self.source.get(start..range.start)?, &self.source[range.end..heading]);
        let is_first = above.trim().is_empty() && id > 0;
        let is_apart = above.trim().is_empty() || has_blank_line_at_its_end(above);
        let is_directly_above = match self.format {
            // A comment ends with a blank line.
            Format::Rst => below.trim().is_empty() && !is_first,
            Format::Markdown => {
                (!is_first || above.contains('\n')) && below.matches('\n').count() <= 1 && below.trim().is_empty()
            }
        };
        (is_apart && is_directly_above).then_some(range)
    }

    fn comment_at(&self, offset: usize) -> Option<Range<usize>> {
        let after = self.hidden.partition_point(|range| range.start <= offset);
        let hidden = after.checked_sub(1).map(|last| self.hidden[last].clone());
        hidden.filter(|range| range.contains(&offset)).or_else(|| match self.format {
            Format::Rst => None,
            Format::Markdown => markdown::definition_comment(&self.source[offset..]).map(|len| offset..offset + len),
        })
    }
}

/// A first paragraph of which no more is read, in bytes.
const MAX_LEN: usize = 2000;

fn has_blank_line_at_its_end(text: &str) -> bool {
    text.trim_end_matches([' ', '\t', '\r', '\n']).len() < text.len()
        && text[text.trim_end().len()..].matches('\n').count() > 1
}
