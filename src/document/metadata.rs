//! The metadata at a document's top: YAML front matter, an RST field list, or a list of `Name: value` items.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use saphyr::{MarkedYaml, Scalar, YamlData, YamlLoader};
use saphyr_parser::{Event, Parser, ScanError, SpannedEventReceiver};

use super::{Document, Format};
use crate::lines::LineIndex;

/// A key of the metadata.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    pub name: String,
    /// Its value without markup; several where it is a list or a mapping.
    pub values: Vec<String>,
    /// Byte range of its (first) line.
    pub range: Range<usize>,
}

/// The metadata of a document.
#[derive(Debug, Clone, Default)]
pub struct Metadata {
    /// In the order of the document.
    pub fields: Vec<Field>,
    /// Where YAML front matter is malformed, and why.
    pub error: Option<(Range<usize>, String)>,
}

/// `:Name: value`, as docutils reads the fields of a document's bibliographic list.
static RST_FIELD: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^:([^:\s][^:]*):(?:\s+(.*))?$").ok());

/// `- Name: value` or `* **Name:** value`.
static LIST_ITEM: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^[-*+][ \t]+[*_]*([^:*_`\[\]()]+?)[*_]*:[*_]*(?:[ \t]+(.*))?$").ok());

impl Metadata {
    /// Reads the metadata of a document: what stands before its first section.
    pub fn of(document: &Document) -> Self {
        if let Some(range) = &document.front_matter {
            return front_matter(&document.source, range.clone());
        }
        let pattern = if document.format == Format::Rst { &RST_FIELD } else { &LIST_ITEM };
        let fields = pattern.as_ref().map(|pattern| fields(document, pattern)).unwrap_or_default();
        Metadata { fields, error: None }
    }

    /// The field of this name, in any case.
    pub fn get(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name.eq_ignore_ascii_case(name))
    }
}

fn fields(document: &Document, pattern: &Regex) -> Vec<Field> {
    let head = document.head();
    let lines = document.source[head.clone()].split_inclusive('\n').scan(head.start, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line.trim_end()))
    });
    // What does not show on the page is no metadata, and what is shown as code neither.
    let numbers = LineIndex::new(&document.source);
    let is_metadata = |start: usize| {
        let line = numbers.position(start).0;
        let is_code = document.regions.iter().any(|region| region.lines.contains(&line));
        !is_code && !document.hidden.iter().any(|hidden| hidden.contains(&start))
    };
    let mut fields: Vec<Field> = Vec::new();
    let mut is_open = false;
    for (start, line) in lines {
        if !is_metadata(start) {
            continue;
        }
        if let Some(captures) = pattern.captures(line) {
            let value = without_markup(captures.get(2).map_or("", |value| value.as_str()));
            is_open = value.is_empty();
            let (name, range) = (captures[1].trim().to_owned(), start..start + line.len());
            fields.push(Field { name, values: vec![value.to_owned()], range });
        } else if is_open && line.starts_with([' ', '\t']) && !line.trim().is_empty() {
            // The value stands in the lines below the name.
            is_open = false;
            fields.last_mut().into_iter().for_each(|field| field.values = vec![without_markup(line).to_owned()]);
        } else {
            is_open = false;
        }
    }
    fields
}

/// A value without emphasis or quotes around it.
fn without_markup(value: &str) -> &str {
    value.trim().trim_matches(['*', '_', '`', '"', '\''])
}

/// The keys of YAML front matter; `range` holds its `---` lines too.
fn front_matter(source: &str, range: Range<usize>) -> Metadata {
    let text = &source[range.clone()];
    let first = text.find('\n').map_or(text.len(), |end| end + 1);
    let last = text.trim_end().rfind('\n').map_or(first, |end| end + 1).max(first);
    let yaml = &text[first..last];
    let lines = LineIndex::new(yaml);
    let line = |line: usize| {
        let (start, text) = lines.line(line.clamp(1, lines.len()));
        let start = range.start + first + start;
        start..start + text.len()
    };
    match yaml_documents(yaml) {
        Err(error) => {
            Metadata { fields: Vec::new(), error: Some((line(error.marker().line()), error.info().to_owned())) }
        }
        Ok(documents) => {
            let mut fields = Vec::new();
            if let Some(YamlData::Mapping(mapping)) = documents.first().map(|node| &node.data) {
                for (key, value) in mapping {
                    let mut values = Vec::new();
                    leaves(yaml, value, &mut values);
                    let Some(name) = scalar(yaml, key) else { continue };
                    fields.push(Field { name, values, range: line(key.span.start.line()) });
                }
            }
            Metadata { fields, error: None }
        }
    }
}

/// Reads YAML. What is nested deeper than anybody writes, or grows beyond measure by aliases, is an error: to look at
/// it takes a stack, or a memory, without end.
fn yaml_documents(yaml: &str) -> Result<Vec<MarkedYaml<'_>>, ScanError> {
    const MAX_DEPTH: usize = 64;
    const MAX_COPIED: usize = 64 << 20;
    let mut loader = YamlLoader::default();
    let (mut depth, mut aliases) = (0, 0);
    for event in Parser::new_from_str(yaml) {
        let (event, span) = event?;
        match event {
            Event::SequenceStart(..) | Event::MappingStart(..) => depth += 1,
            Event::SequenceEnd | Event::MappingEnd => depth -= 1,
            Event::Alias(_) => aliases += 1,
            _ => {}
        }
        if depth > MAX_DEPTH {
            return Err(ScanError::new_str(span.start, "it is nested too deep"));
        }
        if aliases * yaml.len() > MAX_COPIED {
            return Err(ScanError::new_str(span.start, "it has too many aliases"));
        }
        loader.on_event(event, span);
    }
    match loader.error() {
        Some(error) => Err(error.clone()),
        None => Ok(loader.into_documents()),
    }
}

/// The scalars of a value: of a list its items, of a mapping its values.
fn leaves(yaml: &str, node: &MarkedYaml<'_>, into: &mut Vec<String>) {
    match &node.data {
        YamlData::Sequence(items) => items.iter().for_each(|item| leaves(yaml, item, into)),
        YamlData::Mapping(mapping) => mapping.iter().for_each(|(_, value)| leaves(yaml, value, into)),
        _ => into.extend(scalar(yaml, node)),
    }
}

/// A scalar: a string without its quotes, anything else as it is written (`1.10` is no number here).
fn scalar(yaml: &str, node: &MarkedYaml<'_>) -> Option<String> {
    match &node.data {
        YamlData::Value(Scalar::String(text)) => Some(text.clone().into_owned()),
        YamlData::Value(Scalar::Null) => Some(String::new()),
        // Offsets of this parser count characters.
        YamlData::Value(_) => Some(yaml.chars().skip(node.span.start.index()).take(node.span.len()).collect()),
        _ => None,
    }
}
