//! What is written under a heading, in passages: runs of lines without a blank one, and the list items in them.

use std::ops::Range;

use super::{Document, Format, SectionId, markdown, rst};

/// A run of lines that are not blank, comments left out.
#[derive(Debug)]
pub(crate) struct Passage {
    pub range: Range<usize>,
    /// The texts of its list items, without their markers.
    pub items: Vec<Range<usize>>,
}

impl Document {
    /// The passages of a section's own body.
    pub(crate) fn passages(&self, section: SectionId) -> Vec<Passage> {
        let body = self.outline.section(section).body.clone();
        let mut at = body.start;
        let mut passages: Vec<Passage> = Vec::new();
        let mut is_open = false;
        for line in self.source[body].split_inclusive('\n') {
            let range = at + line.len() - line.trim_start().len()..at + line.trim_end().len();
            at += line.len();
            if range.is_empty() || self.is_hidden(range.start) {
                is_open = false;
                continue;
            }
            if !std::mem::replace(&mut is_open, true) {
                passages.push(Passage { range: range.start..range.start, items: Vec::new() });
            }
            let Some(passage) = passages.last_mut() else { continue };
            let is_first = passage.range.is_empty();
            passage.range.end = range.end;
            let text = &self.source[range.clone()];
            let marker = match self.format {
                // A list begins after a blank line.
                Format::Rst if is_first || !passage.items.is_empty() => rst::item_text(text),
                Format::Rst => None,
                Format::Markdown => markdown::item_text(text, !is_first && passage.items.is_empty()),
            };
            match (marker, passage.items.last_mut()) {
                (Some(len), _) => passage.items.push((range.start + len).min(range.end)..range.end),
                (None, Some(item)) => item.end = range.end,
                (None, None) => {}
            }
        }
        passages
    }

    fn is_hidden(&self, offset: usize) -> bool {
        let after = self.hidden.partition_point(|range| range.start <= offset);
        after.checked_sub(1).is_some_and(|last| self.hidden[last].contains(&offset))
    }
}

/// Whether a list item is something to be ticked off: `[ ] Tests are written`.
pub(crate) fn is_task(item: &str) -> bool {
    ["[ ]", "[x]", "[X]"].iter().any(|sign| item.starts_with(sign))
}
