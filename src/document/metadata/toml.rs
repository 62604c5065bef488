//! TOML as metadata.

use std::borrow::Cow;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Field, Metadata, Notation, Value};
use crate::lines::LineIndex;

/// The keys of the TOML in a range of a source.
pub(in crate::document) fn toml(source: &str, range: Range<usize>) -> Metadata {
    let text = &source[range.clone()];
    let reader = Reader { text, start: range.start, lines: LineIndex::new(text) };
    match DeTable::parse(text) {
        Ok(table) => Metadata { fields: reader.fields(table.get_ref()), ..Metadata::default() },
        Err(error) => {
            let line = reader.line(error.span().map_or(0, |span| span.start));
            Metadata { error: Some((line, error.message().to_owned())), ..Metadata::default() }
        }
    }
}

/// A text as a TOML string.
pub(super) fn written(text: &str) -> String {
    let mut written = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => written.extend(['\\', c]),
            c if c.is_control() => written += &format!("\\u{:04x}", u32::from(c)),
            c => written.push(c),
        }
    }
    written + "\""
}

struct Reader<'t> {
    text: &'t str,
    /// Where the text begins in the source.
    start: usize,
    lines: LineIndex<'t>,
}

impl Reader<'_> {
    fn line(&self, offset: usize) -> Range<usize> {
        let (start, text) = self.lines.line(self.lines.position(offset).0);
        self.start + start..self.start + start + text.len()
    }

    /// The keys of a table, in the order of the text.
    fn fields(&self, table: &DeTable<'_>) -> Vec<Field> {
        let field = |(key, value): Entry<'_, '_>| {
            let mut values = Vec::new();
            self.values(value, &mut values);
            let fields = match value.get_ref() {
                DeValue::Table(table) => self.fields(table),
                _ => Vec::new(),
            };
            let range = self.line(key.span().start);
            Field { name: key.get_ref().to_string(), values, fields, range, notation: Notation::Toml }
        };
        entries(table).into_iter().map(field).collect()
    }

    /// The scalars of a value: of an array its items, of a table its values.
    fn values(&self, value: &Spanned<DeValue<'_>>, into: &mut Vec<Value>) {
        let range = value.span();
        let text = match value.get_ref() {
            DeValue::Array(items) => return items.iter().for_each(|item| self.values(item, into)),
            DeValue::Table(table) => {
                return entries(table).into_iter().for_each(|(_, value)| self.values(value, into));
            }
            DeValue::String(text) => text.to_string(),
            _ => self.text[range.clone()].to_owned(),
        };
        into.push(Value { text, range: self.start + range.start..self.start + range.end });
    }
}

type Entry<'e, 't> = (&'e Spanned<Cow<'t, str>>, &'e Spanned<DeValue<'t>>);

fn entries<'e, 't>(table: &'e DeTable<'t>) -> Vec<Entry<'e, 't>> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}
