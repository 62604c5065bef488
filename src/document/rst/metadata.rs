//! The metadata of a document: fields (`:Status: Accepted`), directives of no known meaning (`.. status:: Accepted`),
//! tables of two columns, and what [`lines`](crate::document::metadata) reads.
//!
//! docutils reads the fields of a document's bibliographic list, and PEPs begin with a header of their own.

use std::ops::Range;

use super::super::Document;
use super::super::metadata::{Field, Head, Metadata, Notation, Value, fields, item, tables, without_markup};
use super::directive_kinds::Holds;
use super::{directive, directive_kinds, field_list};

/// Directives with an argument that docutils has no row for and that are no metadata.
const OTHERS: [&str; 16] = [
    "centered",
    "codeauthor",
    "currentmodule",
    "deprecated",
    "highlight",
    "include",
    "index",
    "module",
    "only",
    "sectionauthor",
    "seealso",
    "tabularcolumns",
    "toctree",
    "todo",
    "versionadded",
    "versionchanged",
];

pub(in crate::document) fn metadata(document: &Document) -> Metadata {
    let mut fields = fields(&Head::of(document), own);
    fields.extend(table_fields(document));
    fields.sort_by_key(|field| field.range.start);
    let source = &*document.source;
    if source.starts_with(char::is_alphabetic) && fields.first().is_some_and(|field| field.range.start == 0) {
        // A header, as PEPs have it: what stands below it is none of it.
        let lines = source.split_inclusive('\n').take_while(|line| !line.trim().is_empty());
        let end: usize = lines.map(str::len).sum();
        fields.retain(|field| field.range.start < end);
    }
    Metadata { fields, ..Metadata::default() }
}

fn own(source: &str, line: Range<usize>) -> Option<Field> {
    let text = &source[line.clone()];
    if let Some(end) = field_list::marker(text) {
        let name = text[1..end].trim_end().strip_suffix(':')?;
        let end = end + item(&text[end..]).unwrap_or(0);
        return Some(Field::new(name, Value::plain(source, line.start + end..line.end), line, Notation::Line));
    }
    let start = text.strip_prefix("..").map(|rest| text.len() - rest.trim_start().len()).filter(|&start| start > 2)?;
    let (name, argument) = directive::marker(text, start)?;
    let is_known = !matches!(directive_kinds::find(name), (Holds::Opaque, None)) || OTHERS.contains(&name);
    let is_metadata = !is_known && (argument < text.len() || text.trim_end().ends_with("::"));
    is_metadata.then(|| Field::new(name, Value::plain(source, line.start + argument..line.end), line, Notation::Line))
}

/// The rows of the tables of two columns that stand before the first section.
fn table_fields(document: &Document) -> Vec<Field> {
    let source = &*document.source;
    let mut found = Vec::new();
    for lines in tables(document) {
        let rows = list_rows(source, &lines).or_else(|| simple_rows(source, &lines));
        let first = found.len();
        for Row { name, value } in rows.unwrap_or_else(|| grid_rows(source, &lines)) {
            let name = Value::plain(source, name);
            let bullet = source[value.clone()].len() - source[value.clone()].trim_start().len();
            let bullet = bullet + item(source[value.clone()].trim_start()).unwrap_or(0);
            let value = Value::plain(source, value.start + bullet..value.end);
            if name.text.is_empty() {
                // A cell of several lines.
                if found.len() > first && !value.text.is_empty() {
                    found.last_mut().into_iter().for_each(|last: &mut Field| last.values.push(value.clone()));
                }
                continue;
            }
            let range = name.range.start..value.range.end.max(name.range.end);
            let name = without_markup(name.text.trim_end_matches(':'));
            // Another width would break the table.
            let field = Field::new(name.trim_end_matches(':'), value, range, Notation::Fixed);
            if found.len() > first || !field.names_columns() {
                found.push(field);
            }
        }
    }
    found
}

/// The two cells of a row, as byte ranges.
struct Row {
    name: Range<usize>,
    value: Range<usize>,
}

/// `| Status | Draft |` between borders.
fn grid_rows(source: &str, lines: &[Range<usize>]) -> Vec<Row> {
    let row = |line: &Range<usize>| {
        let bars: Vec<usize> = source[line.clone()].match_indices('|').map(|(at, _)| line.start + at).collect();
        let [left, middle, right] = bars[..] else { return None };
        Some(Row { name: left + 1..middle, value: middle + 1..right })
    };
    lines.iter().filter_map(row).collect()
}

/// Cells under `====  ====`.
fn simple_rows(source: &str, lines: &[Range<usize>]) -> Option<Vec<Row>> {
    let border = &source[lines.first()?.clone()];
    let columns: Vec<&str> = border.split(' ').filter(|part| !part.is_empty()).collect();
    let is_border = |line: &str| !line.is_empty() && line.bytes().all(|b| matches!(b, b'=' | b'-' | b' '));
    if columns.len() != 2 || !is_border(border) {
        return None;
    }
    let second = border.rfind(' ')? + 1;
    let row = |line: &Range<usize>| {
        let text = &source[line.clone()];
        let at = text.char_indices().nth(second).map_or(text.len(), |(at, _)| at);
        (!is_border(text)).then(|| Row { name: line.start..line.start + at, value: line.start + at..line.end })
    };
    Some(lines.iter().filter_map(row).collect())
}

/// `* - Status` and `  - Draft` of a `list-table`.
fn list_rows(source: &str, lines: &[Range<usize>]) -> Option<Vec<Row>> {
    let first = lines.iter().position(|line| source[line.clone()].trim_start().starts_with("* -"))?;
    let cell = |line: &Range<usize>, bullet: &str| {
        let rest = source[line.clone()].trim_start().strip_prefix(bullet)?;
        Some(line.end - rest.len()..line.end)
    };
    let lines = &lines[first..];
    let mut rows = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let is_last = lines.get(at + 2).is_none_or(|line| cell(line, "- ").is_none());
        if let Some(name) = cell(line, "* - ")
            && let Some(value) = lines.get(at + 1).and_then(|line| cell(line, "- "))
            && is_last
        {
            rows.push(Row { name, value });
        }
    }
    Some(rows)
}
