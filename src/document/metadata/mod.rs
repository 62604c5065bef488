//! The metadata of a document: the keys and values that it says of itself before its first section.
//!
//! Whatever the notation, it is one list of [`Field`]s with their places in the source. What a notation looks like is
//! known to the format (`rst/metadata.rs`, `markdown/metadata.rs`); here are the notations that both have.

mod lines;
mod toml;
mod yaml;

use std::borrow::Cow;
use std::ops::Range;
use std::path::Path;

pub(super) use self::lines::{Head, fields, head, item, lines_of, tables};
pub(super) use self::toml::toml;
pub(super) use self::yaml::yaml;

use super::{Document, Format, Text, key};
use crate::edit::{Edit, apply};

/// What a document says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Metadata {
    /// In the order of the document.
    pub fields: Vec<Field>,
    /// Where front matter is malformed, and why.
    pub error: Option<(Range<usize>, String)>,
    /// Byte range of front matter, with the lines around it.
    pub block: Option<Range<usize>>,
}

/// A key with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    pub name: String,
    /// One value, or several where it is a list; of a mapping those of all its keys.
    pub values: Vec<Value>,
    /// The keys of a mapping.
    pub fields: Vec<Field>,
    /// Byte range of its first line.
    pub range: Range<usize>,
    notation: Notation,
}

/// A value, or one of several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// What it means: without markup and quotes, escapes resolved, empty for YAML's null. A number is as it is written,
    /// so that `1.10` stays what it is.
    pub text: String,
    /// Byte range in the source, quotes included.
    pub range: Range<usize>,
}

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Notation {
    /// As it is, to the end of the line.
    Line,
    /// In a cell of a Markdown table.
    Cell,
    /// In a cell of a table that only its author can make wider.
    Fixed,
    Yaml,
    Toml,
}

impl Metadata {
    /// Reads the metadata of a document.
    pub fn of(document: &Document) -> Self {
        match document.format {
            Format::Rst => super::rst::metadata(document),
            Format::Markdown => super::markdown::metadata(document),
        }
    }

    /// Reads a file that holds the metadata of a document beside it: TOML if it is named so, else YAML.
    pub fn of_file(path: &Path, text: &str) -> Self {
        let is_toml = path.extension().is_some_and(|extension| extension == "toml");
        if is_toml { toml(text, 0..text.len()) } else { yaml(text, 0..text.len()) }
    }

    /// The field of this name, in any case. Dots lead into mappings: `author.name`.
    pub fn get(&self, name: &str) -> Option<&Field> {
        find(&self.fields, name)
    }

    /// All fields of this name; of one in a mapping the first.
    pub fn all(&self, name: &str) -> Vec<&Field> {
        let all: Vec<&Field> = self.fields.iter().filter(|field| field.is_named(name)).collect();
        if all.is_empty() { self.get(name).into_iter().collect() } else { all }
    }
}

fn find<'f>(fields: &'f [Field], name: &str) -> Option<&'f Field> {
    let named = |name: &str| fields.iter().find(|field| field.is_named(name));
    let nested = || name.match_indices('.').find_map(|(at, _)| find(&named(&name[..at])?.fields, &name[at + 1..]));
    named(name).or_else(nested)
}

impl Field {
    pub(super) fn new(name: &str, value: Value, range: Range<usize>, notation: Notation) -> Self {
        Field { name: name.to_owned(), values: vec![value], fields: Vec::new(), range, notation }
    }

    /// Whether it is the head of a table, which is no metadata.
    pub(super) fn names_columns(&self) -> bool {
        const HEADS: [&str; 4] = ["value", "description", "details", "content"];
        self.values.iter().all(|value| HEADS.iter().any(|head| value.text.eq_ignore_ascii_case(head)))
    }

    /// Whether it has this name, in any case.
    pub fn is_named(&self, name: &str) -> bool {
        let folded = |name: &str| key(name).to_lowercase();
        self.name.eq_ignore_ascii_case(name) || !name.is_ascii() && folded(&self.name) == folded(name)
    }

    /// Whether it has no value, or an empty one.
    pub fn is_empty(&self) -> bool {
        self.values.iter().all(|value| value.text.is_empty())
    }

    /// Whether a value stands beside its key with nothing between the two that says more of it: an anchor, a type, the
    /// mark of a block, which may have no lines. Another value of TOML would have another type, but for strings.
    fn may_be_written(&self, source: &str, value: &Value) -> bool {
        let old = &source[value.range.clone()];
        let is_here = self.range.start <= value.range.start && value.range.end <= self.range.end;
        match self.notation {
            Notation::Line | Notation::Cell => true,
            Notation::Fixed => false,
            Notation::Toml => is_here && old.starts_with(['"', '\'']),
            Notation::Yaml => {
                is_here
                    && source[self.range.start..value.range.start].trim_end().ends_with(':')
                    && !old.starts_with(['&', '*', '!', '|', '>'])
                    && is_end_of_line(&source[value.range.end..])
            }
        }
    }

    /// The edit that gives it another value, which has one line; `None` where the value is a list, takes more than a
    /// line, or cannot be written so that all else stays what it is.
    pub fn with_value(&self, document: &Document, text: &str) -> Option<Edit> {
        self.with_value_like(document, text, None)
    }

    /// The same, with or without quotes as another value is written, where that is one.
    pub fn with_value_like(&self, document: &Document, text: &str, like: Option<&str>) -> Option<Edit> {
        let [value] = self.values.as_slice() else { return None };
        let source = &*document.source;
        let old = &source[value.range.clone()];
        if !self.may_be_written(source, value)
            || old.contains(['\n', '\r'])
            || text.contains(['\n', '\r'])
            || !self.fields.is_empty()
        {
            return None;
        }
        let written = match self.notation {
            Notation::Line | Notation::Fixed => text.to_owned(),
            Notation::Cell => text.replace('|', "\\|"),
            Notation::Yaml => yaml::written(text, like.unwrap_or(old)),
            Notation::Toml => toml::written(text),
        };
        // The value of a key that has none begins after its colon.
        let is_apart = !old.is_empty() || source[..value.range.start].ends_with([' ', '\t']);
        let written = if is_apart { written } else { format!(" {written}") };
        let edit = Edit { range: value.range.clone(), text: written };
        self.alone_changes(document, &edit, text).then_some(edit)
    }

    /// Whether an edit gives it this value, and leaves the other fields, the headings, code and tables what they are. More
    /// may depend on a value than a look at it tells: code after its `::`, a line of dashes under it, an anchor.
    fn alone_changes(&self, document: &Document, edit: &Edit, text: &str) -> bool {
        let edited = Document::parse(apply(&document.source, [edit]), document.format);
        let edited = edited.with_promoted(document.outline.promoted());
        let (before, after) = (Metadata::of(document), Metadata::of(&edited));
        let meant = match self.notation {
            Notation::Yaml | Notation::Toml => text.to_owned(),
            Notation::Line | Notation::Cell | Notation::Fixed => Value::plain(text, 0..text.len()).text,
        };
        let stays = |(old, new): (&&Field, &&Field)| {
            let expected = if *old == self { vec![&*meant] } else { old.texts() };
            old.name == new.name && expected == new.texts()
        };
        let (old, new) = (leaves(&before.fields), leaves(&after.fields));
        let headings = |document: &Document| -> Vec<Text> {
            let written = document.outline.headings().iter().filter(|heading| heading.line > 0);
            written.map(|heading| heading.key.clone()).collect()
        };
        after.error.is_none()
            && old.len() == new.len()
            && old.iter().zip(&new).all(stays)
            && headings(document) == headings(&edited)
            && document.regions == edited.regions
    }

    fn texts(&self) -> Vec<&str> {
        self.values.iter().map(|value| &*value.text).collect()
    }
}

/// The fields that hold no others.
fn leaves(fields: &[Field]) -> Vec<&Field> {
    let mut found = Vec::new();
    for field in fields {
        match field.fields.is_empty() {
            true => found.push(field),
            false => found.extend(leaves(&field.fields)),
        }
    }
    found
}

/// Whether nothing but white space and a comment of YAML follows in the line.
fn is_end_of_line(rest: &str) -> bool {
    let rest = rest.split(['\n', '\r']).next().unwrap_or_default().trim_start();
    rest.is_empty() || rest.starts_with('#')
}

impl Value {
    /// The part of a source at a range, without white space and markup around it.
    pub(super) fn plain(source: &str, range: Range<usize>) -> Self {
        let (text, end) = (source[range.clone()].trim_start(), range.end);
        let start = end - text.len();
        let text = without_break(text);
        Value { text: without_markup(without_comments(text).trim()).to_owned(), range: start..start + text.len() }
    }
}

/// A text without the comments of HTML in it.
fn without_comments(text: &str) -> Cow<'_, str> {
    let mut shown = String::new();
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("<!--")
        && let Some((_, after)) = comment.split_once("-->")
    {
        shown += before;
        rest = after;
    }
    if shown.is_empty() && rest.len() == text.len() { Cow::Borrowed(text) } else { Cow::Owned(shown + rest) }
}

/// A text without the emphasis or the quotes that it stands in.
pub(super) fn without_markup(mut text: &str) -> &str {
    for mark in ["**", "__", "*", "_", "``", "`", "\"", "'"] {
        if let Some(inner) = text.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark)) {
            text = inner.trim();
        }
    }
    text
}

/// A line without the mark of a hard line break at its end.
fn without_break(line: &str) -> &str {
    let line = line.trim_end();
    let marks = ["<br>", "<br/>", "<br />", "\\"];
    marks.iter().find_map(|mark| line.strip_suffix(mark)).map_or(line, str::trim_end)
}
