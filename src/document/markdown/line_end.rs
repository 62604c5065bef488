//! White space at the ends of lines (CommonMark 4.4, 4.5, 6.7).
//!
//! ```bnf
//! hard_break ::= (space space+ | `\`) line_end     in inline text, and not at its end
//! ```
//!
//! A line end in a code span, in a tag or in the destination of a link is no break; white space before it is a part of
//! these, as it is in code blocks.

use std::ops::Range;

use super::super::line_end::{LineEnd, Meaning};
use super::super::{Document, Metadata};
use super::blocks::{BlockKind, blocks};
use super::heading_text::Labels;
use super::inline::{JoinedLines, inline};

/// Says what white space means.
pub(in crate::document) fn judge_line_ends(document: &Document, found: &mut [LineEnd]) {
    let source = &*document.source;
    let body = document.front_matter.as_ref().map_or(document.head().start, |range| range.end);
    blocks(source, body, &mut |block, _| {
        let inside = within(found, &block.range);
        match block.kind {
            _ if inside.is_empty() => {}
            BlockKind::Paragraph { text } | BlockKind::Heading { text, .. } => judge_text(source, text, inside),
            BlockKind::Code { is_fenced, is_closed } => judge_code(source, &block.range, is_fenced, is_closed, inside),
            BlockKind::Html if has_preformatted_text(&source[block.range.clone()]) => keep(inside),
            // A definition of more than a line may have a title of more than a line.
            BlockKind::LinkDefinition { .. } => keep(all_but_last_line(source, &block.range, inside)),
            BlockKind::Html
            | BlockKind::Table
            | BlockKind::ThematicBreak
            | BlockKind::Container
            | BlockKind::Footnote { .. } => {}
        }
    });
    if document.front_matter.is_some() {
        judge_values(document, found);
    }
}

/// Those whose white space begins in a part of the source.
fn within<'f>(found: &'f mut [LineEnd], part: &Range<usize>) -> &'f mut [LineEnd] {
    let first = found.partition_point(|end| end.range.start < part.start);
    let last = found.partition_point(|end| end.range.start < part.end);
    &mut found[first..last.max(first)]
}

fn keep(ends: &mut [LineEnd]) {
    for end in ends {
        end.meaning = Meaning::Something;
    }
}

fn all_but_last_line<'f>(source: &str, block: &Range<usize>, inside: &'f mut [LineEnd]) -> &'f mut [LineEnd] {
    let text = source[block.clone()].trim_end_matches(['\n', '\r']);
    let last = block.start + text.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    within(inside, &(block.start..last))
}

/// Inline text: breaks are at the ends of all lines but the last.
fn judge_text(source: &str, text: &[Range<usize>], inside: &mut [LineEnd]) {
    let (Some(first), Some(last)) = (text.first(), text.last()) else { return };
    let inside = within(inside, &(first.start..last.start));
    if inside.is_empty() {
        return;
    }
    let joined = JoinedLines::new(source, text);
    // Whether a label is defined does not matter: it is the same with and without white space at the ends of its lines.
    let line_ends = inline(&joined.text, &Labels::default()).line_ends;
    let line_ends: Vec<usize> = line_ends.into_iter().map(|at| joined.in_source(at..at).start).collect();
    for end in inside {
        let white_space = &source[end.range.clone()];
        let before = &source[first.start..end.range.start];
        let backslashes = before.len() - before.trim_end_matches('\\').len();
        end.meaning = match line_ends.binary_search(&end.range.end) {
            Ok(_) if white_space.ends_with("  ") => Meaning::Something,
            Ok(_) if backslashes % 2 == 1 => Meaning::AfterBackslash,
            Ok(_) => Meaning::Nothing,
            Err(_) => Meaning::Something,
        };
    }
}

/// Code keeps its white space; fences have none that counts.
fn judge_code(source: &str, block: &Range<usize>, is_fenced: bool, is_closed: bool, inside: &mut [LineEnd]) {
    let text = source[block.clone()].trim_end_matches(['\n', '\r']);
    let first = if is_fenced { text.find(['\n', '\r']).unwrap_or(text.len()) } else { 0 };
    let last = if is_closed { text.rfind(['\n', '\r']).unwrap_or(first) } else { block.len() };
    keep(within(inside, &(block.start + first..block.start + last)));
}

/// Whether a browser shows the white space of an HTML block, or of a part of it.
fn has_preformatted_text(html: &str) -> bool {
    let html = html.to_ascii_lowercase();
    ["<pre", "<textarea", "<script", "<style"].iter().any(|tag| html.contains(tag))
}

/// Front matter: values of several lines may mean their white space.
fn judge_values(document: &Document, found: &mut [LineEnd]) {
    let source = &*document.source;
    for value in Metadata::of(document).fields.iter().flat_map(|field| &field.values) {
        let is_block = source[value.range.clone()].contains(['\n', '\r']) || begins_line(source, &value.range);
        if is_block {
            let rest = &source[value.range.end..];
            let end = value.range.end + rest.find(['\n', '\r']).unwrap_or(rest.len());
            keep(within(found, &(value.range.start..end + 1)));
        }
    }
}

/// Whether nothing but white space stands before a value in its line.
fn begins_line(source: &str, value: &Range<usize>) -> bool {
    source[..value.start].trim_end_matches([' ', '\t']).ends_with(['\n', '\r'])
}
