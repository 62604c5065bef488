//! The metadata of a document: front matter in YAML or TOML, a code block that begins the document, tables of two
//! columns, and what [`lines`](crate::document::metadata) reads.

use std::ops::Range;

use super::super::metadata::{Field, Head, Metadata, Notation, Value, fields, head, lines_of, tables, toml, yaml};
use super::super::{Document, RegionKind};
use super::fenced_code::fence;
use super::front_matter::{is_key, late_front_matter};
use super::line::Line;
use super::table::cells;

pub(in crate::document) fn metadata(document: &Document) -> Metadata {
    let source = &*document.source;
    let start = document.head().start;
    if let Some(range) = document.front_matter.clone().or_else(|| late_front_matter(source, start)) {
        return Metadata { block: Some(range.clone()), ..yaml(source, inner(source, &range)) };
    }
    if let Some(range) = toml_front_matter(source, start) {
        return Metadata { block: Some(range.clone()), ..toml(source, inner(source, &range)) };
    }
    if let Some(metadata) = preamble_in_code(document) {
        return metadata;
    }
    let mut fields = fields(&Head::of(document), |_, _| None);
    fields.extend(table_fields(document));
    fields.sort_by_key(|field| field.range.start);
    Metadata { fields, ..Metadata::default() }
}

/// A block without its first and last line.
fn inner(source: &str, range: &Range<usize>) -> Range<usize> {
    let first = Line::at(source, range.start).next;
    let text = source[range.clone()].trim_end();
    let last = range.start + text.rfind(['\n', '\r']).map_or(text.len(), |at| at + 1);
    first..last.max(first)
}

/// `+++`, as Hugo and Zola have it.
fn toml_front_matter(source: &str, start: usize) -> Option<Range<usize>> {
    let first = Line::at(source, start);
    if first.text.trim_end() != "+++" {
        return None;
    }
    let mut line = Line::at(source, first.next);
    while line.start < source.len() {
        if line.text.trim_end() == "+++" {
            return Some(start..line.next);
        }
        line = Line::at(source, line.next);
    }
    None
}

/// A fenced code block with keys, before all text but the title.
fn preamble_in_code(document: &Document) -> Option<Metadata> {
    let source = &*document.source;
    let region = document.regions.first().filter(|region| region.kind == RegionKind::Literal)?;
    let lines = lines_of(&document.lines(), region.lines.clone(), source.len());
    let [first, .., last] = lines.as_slice() else { return None };
    let head = head(document);
    let title = document.outline.title().filter(|title| title.body.start <= first.start);
    let begin = title.map_or(head.start, |title| title.body.start);
    let opening = source[first.clone()].trim_start();
    if first.start >= head.end || !source[begin..first.start].trim().is_empty() || fence(opening).is_none() {
        return None;
    }
    let end = if fence(source[last.clone()].trim_start()).is_some() { last.start } else { last.end };
    let range = lines[1].start..end.max(lines[1].start);
    let begins_with_key = || source[range.clone()].lines().find(|line| !line.trim().is_empty()).is_some_and(is_key);
    match opening.trim_start_matches(['`', '~']).trim().to_ascii_lowercase().as_str() {
        "yaml" | "yml" => Some(yaml(source, range)),
        "toml" => Some(toml(source, range)),
        "" | "text" | "txt" if begins_with_key() => {
            let head = Head::of_code(source, range);
            Some(Metadata { fields: fields(&head, |_, _| None), ..Metadata::default() })
        }
        _ => None,
    }
}

/// The rows of the tables of two columns that stand before the first section.
fn table_fields(document: &Document) -> Vec<Field> {
    let source = &*document.source;
    let mut found = Vec::new();
    for lines in tables(document) {
        for (at, line) in lines.iter().enumerate() {
            // The second line has no cells but dashes.
            let row = row(source, line.clone()).filter(|_| at != 1 && cells(&source[line.clone()]) == 2);
            found.extend(row.filter(|field| at != 0 || !field.names_columns()));
        }
    }
    found
}

/// `| Status | Draft |`, with or without bars around it.
fn row(source: &str, line: Range<usize>) -> Option<Field> {
    let text = &source[line.clone()];
    let start = line.start + text.len() - text.trim_start().trim_start_matches('|').len();
    let is_bar = |at: usize| source.as_bytes()[at] == b'|' && source.as_bytes()[at - 1] != b'\\';
    let middle = (start..line.end).find(|&at| at > start && is_bar(at))?;
    // A bar at the end of the line may end the only cell.
    if middle + 1 == line.end {
        return None;
    }
    let end = line.end - usize::from(source[middle + 1..line.end].ends_with('|'));
    let name = Value::plain(source, start..middle).text;
    let name = name.strip_suffix(':').unwrap_or(&name);
    let mut value = Value::plain(source, middle + 1..end);
    value.text = value.text.replace("\\|", "|");
    (!name.is_empty()).then(|| Field::new(name, value, line, Notation::Cell))
}
