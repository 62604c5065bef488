//! YAML as metadata.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Range;

use saphyr::{MarkedYaml, Scalar, YamlData, YamlLoader};
use saphyr_parser::{Event, Parser, ScanError, SpannedEventReceiver};

use super::{Field, Metadata, Notation, Value};
use crate::lines::LineIndex;

/// The keys of the YAML in a range of a source.
pub(in crate::document) fn yaml(source: &str, range: Range<usize>) -> Metadata {
    let text = &source[range.clone()];
    let reader = Reader::new(text, range.start);
    let closed = OnceCell::new();
    let again = || documents(closed.get_or_init(|| brackets_closed_early(text)));
    match documents(text).or_else(|error| again().map_err(|_| error)) {
        Err(error) => {
            let error = (reader.line(error.marker().line()), error.info().to_owned());
            Metadata { error: Some(error), ..Metadata::default() }
        }
        Ok(documents) => {
            let mapping = documents.first().filter(|node| node.data.is_mapping());
            let fields = mapping.map(|node| reader.fields(node)).unwrap_or_default();
            Metadata { fields, ..Metadata::default() }
        }
    }
}

/// A text as a YAML scalar that means it: without quotes where it can be. Where an `old` value is a number, a new one may
/// be.
pub(super) fn written(text: &str, old: &str) -> String {
    let line = format!("key: {text}\n");
    let is_plain = yaml(&line, 0..line.len()).get("key").is_some_and(
        |field| matches!(field.values.as_slice(), [value] if value.text == text && line[value.range.clone()] == *text),
    );
    if is_plain && (!is_no_string(text) || is_no_string(old)) {
        return text.to_owned();
    }
    if !text.contains(char::is_control) {
        return format!("'{}'", text.replace('\'', "''"));
    }
    super::toml::written(text)
}

/// Whether a scalar without quotes is a number or a truth value to some reader of YAML (1.1 has more of them than 1.2). A
/// date may stay one.
fn is_no_string(text: &str) -> bool {
    const WORDS: [&str; 10] = ["y", "yes", "n", "no", "on", "off", "true", "false", "null", "~"];
    let is_word = WORDS.iter().any(|word| text.eq_ignore_ascii_case(word));
    let is_in_number = |b: u8| b.is_ascii_hexdigit() || matches!(b, b'.' | b'_' | b':' | b'+' | b'-' | b'x' | b'o');
    let is_number = text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | '+' | '-'))
        && text.contains(|c: char| c.is_ascii_digit())
        && text.bytes().all(is_in_number);
    let dashes: Vec<usize> = text.match_indices('-').map(|(at, _)| at).collect();
    let is_date = text.len() == 10 && dashes == [4, 7];
    is_word || is_number && !is_date || text.eq_ignore_ascii_case(".inf") || text.eq_ignore_ascii_case(".nan")
}

/// Reads YAML. What is nested deeper than anybody writes, or grows beyond measure by aliases, is an error: to look at
/// it takes a stack, or a memory, without end.
fn documents(yaml: &str) -> Result<Vec<MarkedYaml<'_>>, ScanError> {
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

/// The text with brackets that stand alone on a line at the end of the line before. YAML wants them indented more than
/// their key, but libyaml does not, and so many people write them below it.
fn brackets_closed_early(yaml: &str) -> String {
    let mut lines: Vec<String> = yaml.split('\n').map(str::to_owned).collect();
    // The last line with a text, unless it may end in a comment.
    let mut before = None;
    for at in 0..lines.len() {
        let alone = lines[at].trim().trim_end_matches(',');
        let bracket = ["]", "}"].into_iter().find(|&bracket| bracket == alone);
        match (bracket, before) {
            (Some(bracket), Some(before)) => {
                // As many bytes as before, so that all else keeps its place.
                let line: &mut String = &mut lines[before];
                line.insert_str(line.trim_end_matches('\r').len(), bracket);
                lines[at] = lines[at].replacen(bracket, "", 1);
            }
            _ if lines[at].trim().is_empty() => {}
            _ => before = (!lines[at].contains('#')).then_some(at),
        }
    }
    lines.join("\n")
}

/// The quoted scalar that a text begins with.
fn quoted(text: &str) -> Option<&str> {
    let quote = text.chars().next().filter(|&c| c == '"' || c == '\'')?;
    let mut rest = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = rest.next() {
        if c == '\\' && quote == '"' {
            rest.next();
        } else if c == quote && (quote == '"' || rest.next_if(|&(_, next)| next == quote).is_none()) {
            return Some(&text[..=at]);
        }
    }
    None
}

/// Turns nodes into fields.
struct Reader<'y> {
    text: &'y str,
    /// Where the text begins in the source.
    start: usize,
    lines: LineIndex<'y>,
    /// The byte offsets of characters: those of the YAML parser count characters. Empty for ASCII.
    offsets: Vec<usize>,
}

impl<'y> Reader<'y> {
    fn new(text: &'y str, start: usize) -> Self {
        let offsets = if text.is_ascii() { Vec::new() } else { text.char_indices().map(|(at, _)| at).collect() };
        Reader { text, start, lines: LineIndex::new(text), offsets }
    }

    fn offset(&self, character: usize) -> usize {
        match self.offsets.is_empty() {
            true => character.min(self.text.len()),
            false => self.offsets.get(character).copied().unwrap_or(self.text.len()),
        }
    }

    fn line(&self, line: usize) -> Range<usize> {
        let (start, text) = self.lines.line(line.clamp(1, self.lines.len()));
        self.start + start..self.start + start + text.len()
    }

    /// The keys of a mapping; of a list those of its items.
    fn fields(&self, node: &MarkedYaml<'_>) -> Vec<Field> {
        let mut fields: Vec<Field> = Vec::new();
        match untagged(node) {
            YamlData::Mapping(mapping) => {
                fields.extend(mapping.iter().filter_map(|(key, value)| self.field(key, value)))
            }
            YamlData::Sequence(items) => {
                let mut places: HashMap<String, usize> = HashMap::new();
                for field in items.iter().flat_map(|item| self.fields(item)) {
                    match places.entry(field.name.clone()) {
                        Entry::Occupied(place) => {
                            let own = &mut fields[*place.get()];
                            own.values.extend(field.values);
                            own.fields.extend(field.fields);
                        }
                        Entry::Vacant(place) => {
                            place.insert(fields.len());
                            fields.push(field);
                        }
                    }
                }
            }
            _ => {}
        }
        fields
    }

    fn field(&self, key: &MarkedYaml<'_>, value: &MarkedYaml<'_>) -> Option<Field> {
        let name = self.scalar(key)?;
        let mut values = Vec::new();
        self.values(value, &mut values);
        if let [only] = values.as_mut_slice()
            && only.range.is_empty()
        {
            // A key without a value has its place after the colon.
            let colon = self.text[name.range.end - self.start..].find(':').map_or(0, |at| at + 1);
            only.range = name.range.end + colon..name.range.end + colon;
        }
        let range = self.line(key.span.start.line());
        Some(Field { name: name.text, values, fields: self.fields(value), range, notation: Notation::Yaml })
    }

    /// The scalars of a value: of a list its items, of a mapping its values.
    fn values(&self, node: &MarkedYaml<'_>, into: &mut Vec<Value>) {
        match untagged(node) {
            YamlData::Sequence(items) => items.iter().for_each(|item| self.values(item, into)),
            YamlData::Mapping(mapping) => mapping.iter().for_each(|(_, value)| self.values(value, into)),
            _ => into.extend(self.scalar(node)),
        }
    }

    /// A scalar: a string without its quotes, anything else as it is written.
    fn scalar(&self, node: &MarkedYaml<'_>) -> Option<Value> {
        let YamlData::Value(value) = untagged(node) else { return None };
        let mut range = self.offset(node.span.start.index())..self.offset(node.span.end.index());
        range.start = range.end - without_properties(&self.text[range.clone()]).len();
        // The parser counts what follows a quoted scalar in its line, a comment too, to the scalar.
        let written = &self.text[range.clone()];
        let written = quoted(written).unwrap_or(written).trim_end();
        let text = match value {
            // The line end of a block is no part of what it says.
            Scalar::String(text) => text.trim_end_matches('\n').to_owned(),
            Scalar::Null => String::new(),
            _ => written.to_owned(),
        };
        Some(Value { text, range: self.start + range.start..self.start + range.start + written.len() })
    }
}

/// What a node holds, whatever tag it has. Only the node with the tag knows its place in the source.
fn untagged<'n, 'y>(node: &'n MarkedYaml<'y>) -> &'n YamlData<'y, MarkedYaml<'y>> {
    match &node.data {
        YamlData::Tagged(_, inner) => &inner.data,
        data => data,
    }
}

/// A node as it is written, without its tag and its anchor.
fn without_properties(mut node: &str) -> &str {
    while node.starts_with(['!', '&']) {
        node = node.trim_start_matches(|c: char| !c.is_whitespace()).trim_start();
    }
    node
}
