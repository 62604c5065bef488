//! The lines of a document that are text: neither comments nor code.

use std::ops::Range;

use super::{Document, Region};

/// The byte ranges of the lines in a part of a document, without their ends. One that is a comment, or in a region that
/// is left out, is empty, so that it parts the paragraphs on both sides of it.
pub(super) fn prose(
    document: &Document,
    part: Range<usize>,
    is_no_prose: impl Fn(&Region) -> bool,
) -> Vec<Range<usize>> {
    let numbers = document.lines();
    let first = numbers.position(part.start).0;
    let mut is_left_out = vec![false; numbers.position(part.end).0 + 1];
    for region in document.regions.iter().filter(|region| is_no_prose(region)) {
        let last = region.lines.end.min(is_left_out.len());
        is_left_out[region.lines.start.min(last)..last].fill(true);
    }
    for hidden in document.hidden.iter().filter(|hidden| hidden.start < part.end) {
        let last = numbers.position(hidden.end.min(part.end)).0;
        is_left_out[numbers.position(hidden.start).0..=last].fill(true);
    }
    let line = |(number, is_left_out): (usize, bool)| {
        let (start, text) = numbers.line(number);
        let len = if is_left_out { 0 } else { text.trim_end().len() };
        start..(start + len).min(part.end.max(start))
    };
    is_left_out.into_iter().enumerate().skip(first).map(line).collect()
}

/// The runs of lines that are not blank.
pub(super) fn paragraphs<'p>(source: &'p str, lines: &'p [Range<usize>]) -> impl Iterator<Item = &'p [Range<usize>]> {
    let is_blank = |line: &Range<usize>| source[line.clone()].trim().is_empty();
    lines.split(is_blank).filter(|paragraph| !paragraph.is_empty())
}
