//! Names and values on lines: `Name: value`, `- Name: value`, `**Name:** value`, `:Name: value`.

use std::ops::Range;

use super::{Field, Notation, Value};
use crate::document::prose::{paragraphs, prose};
use crate::document::{Document, RegionKind};
use crate::lines::LineIndex;

/// Where metadata stand: before the first section. A heading that begins a document without a title is as good as one.
pub(in crate::document) fn head(document: &Document) -> Range<usize> {
    let head = document.head();
    let comments = document.hidden.iter().take_while(|hidden| hidden.end <= head.end);
    let mut shown = String::new();
    let mut at = head.start;
    for comment in comments {
        shown += &document.source[at..comment.start.max(at)];
        at = comment.end.max(at);
    }
    shown += &document.source[at..head.end];
    match document.outline.headings().first() {
        Some(first) if document.outline.title().is_none() && shown.trim().is_empty() => head.start..first.body.end,
        _ => head,
    }
}

/// The lines of a document before its first section that are neither comments, code nor tables.
pub(in crate::document) struct Head<'d> {
    pub source: &'d str,
    lines: Vec<Range<usize>>,
}

impl<'d> Head<'d> {
    pub fn of(document: &'d Document) -> Self {
        Head { source: &document.source, lines: prose(document, head(document), |_| true) }
    }

    /// The lines of a code block, without the indent that they have in common.
    pub fn of_code(source: &'d str, range: Range<usize>) -> Self {
        let mut at = range.start;
        let mut lines = Vec::new();
        for line in source[range].split_inclusive(['\n', '\r']) {
            lines.push(at..at + line.trim_end().len());
            at += line.len();
        }
        let indent = |line: &Range<usize>| line.len() - source[line.clone()].trim_start().len();
        let common = lines.iter().filter(|line| line.start < line.end).map(indent).min().unwrap_or(0);
        for line in lines.iter_mut().filter(|line| line.start < line.end) {
            line.start += common;
        }
        Head { source, lines }
    }
}

/// What a format's own notation makes of a line.
pub(in crate::document) type Own = fn(&str, Range<usize>) -> Option<Field>;

/// The fields of a document's head, paragraph by paragraph.
pub(in crate::document) fn fields(head: &Head<'_>, own: Own) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    let mut is_open = false;
    for paragraph in paragraphs(head.source, &head.lines) {
        // Of a paragraph that is only such lines they are fields; of others they are prose.
        let is_indented = |line: &Range<usize>| head.source[line.clone()].starts_with([' ', '\t']);
        let pairs =
            paragraph.iter().filter(|line| !is_indented(line)).map(|line| pair(head.source, line.clone(), false));
        let pairs: Option<Vec<Pair>> = pairs.collect();
        let is_list = pairs.is_some_and(|pairs| pairs.len() > 1 || pairs.iter().any(|pair| pair.has_value()));
        // Only a key that has no value yet has it after a blank line.
        is_open &= is_indented(&paragraph[0]) && fields.last().is_some_and(Field::is_empty);
        for line in paragraph {
            if is_open && is_indented(line) {
                fields.last_mut().into_iter().for_each(|field| go_on(head.source, field, line));
                continue;
            }
            let marked = || marked(head.source, line.clone(), is_list);
            let field = own(head.source, line.clone()).or_else(marked);
            is_open = field.is_some();
            fields.extend(field);
        }
    }
    fields
}

/// An indented line that belongs to the value of the field above it: another value, if it is a list's item.
fn go_on(source: &str, field: &mut Field, line: &Range<usize>) {
    let text = source[line.clone()].trim_start();
    let start = line.end - text.len();
    let item = item(text).unwrap_or(0);
    let value = Value::plain(source, start + item..line.end);
    match field.values.last_mut() {
        Some(last) if last.text.is_empty() => *last = value,
        Some(last) if item == 0 => {
            last.text += " ";
            last.text += &value.text;
            last.range.end = value.range.end;
        }
        _ => field.values.push(value),
    }
}

/// The length of a bullet and the white space after it.
pub(in crate::document) fn item(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(['-', '*', '+'])?;
    let after = rest.trim_start_matches([' ', '\t']);
    (after.len() < rest.len()).then_some(text.len() - after.len())
}

/// `- Name: value`, `**Name:** value`, or in a list of such lines `Name: value`.
fn marked(source: &str, line: Range<usize>, is_list: bool) -> Option<Field> {
    let text = &source[line.clone()];
    let start = line.start + item(text).unwrap_or(0);
    let is_marked = start > line.start || text.starts_with("**") || text.starts_with("__");
    let pair = pair(source, start..line.end, is_marked).filter(|_| is_marked || is_list)?;
    Some(Field::new(&source[pair.name], Value::plain(source, pair.value), line, Notation::Line))
}

/// A name and the value after its colon.
struct Pair {
    name: Range<usize>,
    value: Range<usize>,
}

impl Pair {
    fn has_value(&self) -> bool {
        !self.value.is_empty()
    }
}

/// `Name: value`, where the name may be emphasized with its colon or without. What a list item or emphasis marks may have
/// punctuation in its name, as `Author(s)` has.
fn pair(source: &str, line: Range<usize>, is_marked: bool) -> Option<Pair> {
    const EMPHASIS: [char; 2] = ['*', '_'];
    /// Longer ones, in bytes, are no names of anything.
    const MAX_LEN: usize = 64;
    let text = &source[line.clone()];
    let (before, after) = text.split_once(':')?;
    let value = after.trim_start_matches(EMPHASIS);
    let opening = before.len() - before.trim_start_matches(EMPHASIS).len();
    let name = before[opening..].trim_end();
    let name = if opening > 0 { name.trim_end_matches(EMPHASIS) } else { name };
    let is_name = name.len() <= MAX_LEN
        && name.starts_with(char::is_alphanumeric)
        && !name.contains(['`', '*', '[', ']', '<', '>', '|', '"'])
        && (is_marked || !name.trim_end_matches("(s)").contains(['(', ')', '.', ',']));
    let is_apart = value.is_empty() || value.starts_with([' ', '\t']);
    if !is_name || !is_apart || (value.len() < after.len() && opening == 0) {
        return None;
    }
    let start = line.start + opening;
    Some(Pair { name: start..start + name.len(), value: line.end - value.len()..line.end })
}

/// The byte ranges of some lines (1-based) without their ends, as far as they begin before byte `end`.
pub(in crate::document) fn lines_of(lines: &LineIndex<'_>, numbers: Range<usize>, end: usize) -> Vec<Range<usize>> {
    let range = |number: usize| {
        let (start, text) = lines.line(number);
        start..start + text.trim_end().len()
    };
    numbers.take_while(|&number| number <= lines.len()).map(range).take_while(|line| line.start < end).collect()
}

/// The lines of each table that stands where metadata do.
pub(in crate::document) fn tables(document: &Document) -> Vec<Vec<Range<usize>>> {
    let (end, index) = (head(document).end, document.lines());
    let tables = document.regions.iter().filter(|region| region.kind == RegionKind::Table);
    tables.map(|region| lines_of(&index, region.lines.clone(), end)).take_while(|lines| !lines.is_empty()).collect()
}
