//! References and what they lead to (CommonMark 6.3 and 4.7; footnotes and slugs as GitHub has them).
//!
//! | | |
//! |---|---|
//! | `[text](address)`, `![text](address)` | a link, or `#name`: a use of a heading or target |
//! | `[text][label]`, `[label][]`, `[label]` | a use of a label, if the document defines it |
//! | `[label]: address` | a label, and a link |
//! | `[^label]`, `[^label]:` | a footnote |
//! | `id="name"`, `name="name"`, `href="address"`, `src="address"` | a target, a link, in HTML |
//! | a heading | a target by its slug |

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::super::prose::{paragraphs, prose};
use super::super::references::{Reference, ReferenceKind};
use super::super::{Document, RegionKind};
use super::link_reference::{destination, normalized};

pub(in crate::document) fn references(document: &Document) -> Vec<Reference> {
    let source = &*document.source;
    let lines = prose(document, 0..source.len(), |region| region.kind == RegionKind::Literal);
    let mut reader = Reader { source, labels: HashSet::new(), found: Vec::new() };
    let mut slugs = Slugs::default();
    for section in document.outline.headings() {
        let name = slugs.next(&section.text);
        reader.add(ReferenceKind::Heading, true, name, section.text_range.clone());
    }
    for (at, line) in lines.iter().enumerate() {
        reader.definition(line, lines.get(at + 1));
    }
    let begins_block = |line: &Range<usize>| begins_block(source[line.clone()].trim_start());
    for paragraph in paragraphs(source, &lines).flat_map(|lines| lines.chunk_by(|_, next| !begins_block(next))) {
        reader.inline(paragraph[0].start..paragraph[paragraph.len() - 1].end);
    }
    reader.found
}

/// The references in HTML, in a part of a source.
pub(in crate::document) fn html_references(source: &str, part: Range<usize>) -> Vec<Reference> {
    let mut reader = Reader { source, labels: HashSet::new(), found: Vec::new() };
    let text = &source[part.clone()];
    for (at, _) in text.match_indices('<') {
        reader.tag(text, at, part.start);
    }
    reader.found
}

/// Whether a line surely goes on with no paragraph: a list item, a heading, or a row of a table.
fn begins_block(line: &str) -> bool {
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_number = number.len() < line.len() && (number.starts_with(". ") || number.starts_with(") "));
    is_number || ["- ", "* ", "+ ", "# ", "## ", "### ", "|"].iter().any(|start| line.starts_with(start))
}

struct Reader<'r> {
    source: &'r str,
    /// The labels that the document defines.
    labels: HashSet<String>,
    found: Vec<Reference>,
}

impl Reader<'_> {
    fn add(&mut self, kind: ReferenceKind, is_definition: bool, name: String, range: Range<usize>) {
        self.found.push(Reference { kind, is_definition, name, range });
    }

    /// `[label]: address` or `[^label]:`, at the beginning of a line, in containers, too. The address may stand on the
    /// next line.
    fn definition(&mut self, line: &Range<usize>, next: Option<&Range<usize>>) {
        let text = &self.source[line.clone()];
        let body = text.trim_start_matches([' ', '\t', '>', '-', '*', '+']);
        let Some((label, rest)) = body.strip_prefix('[').and_then(|body| body.split_once("]:")) else { return };
        let start = line.end - body.len() + 1;
        let range = start..start + label.len();
        if let Some(name) = label.strip_prefix('^') {
            return self.add(ReferenceKind::Footnote, true, normalized(name), range.start + 1..range.end);
        }
        self.labels.insert(normalized(label));
        self.add(ReferenceKind::Label, true, normalized(label), range);
        let Some(line) = (if rest.trim().is_empty() { next } else { Some(line) }) else { return };
        let address = if rest.trim().is_empty() { self.source[line.clone()].trim_start() } else { rest.trim_start() };
        if let Some(len) = destination(address) {
            self.address(&address[..len], line.end - address.len());
        }
    }

    /// A link's destination, with or without its `<>`.
    fn address(&mut self, written: &str, start: usize) {
        let inner = written.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
        let (address, start) = inner.map_or((written, start), |inner| (inner, start + 1));
        let range = start..start + address.len();
        match address.strip_prefix('#') {
            Some(name) if !name.is_empty() => {
                // What GitHub puts before the names of all targets may be left out.
                let name = name.strip_prefix("user-content-").unwrap_or(name);
                self.add(ReferenceKind::Target, false, name.to_lowercase(), range.end - name.len()..range.end);
            }
            None if !address.is_empty() => self.add(ReferenceKind::Link, false, address.to_owned(), range),
            _ => {}
        }
    }

    /// Inline markup of a paragraph.
    fn inline(&mut self, range: Range<usize>) {
        let text = &self.source[range.clone()];
        let bytes = text.as_bytes();
        let mut code = CodeSpans::of(text);
        // The brackets that are open, and whether others stand in them.
        let mut open: Vec<(usize, bool)> = Vec::new();
        let mut at = 0;
        while at < bytes.len() {
            at = match bytes[at] {
                b'\\' => at + 1 + text[at + 1..].chars().next().map_or(0, char::len_utf8),
                b'`' => code.end(at),
                b'<' => self.tag(text, at, range.start),
                b'[' => {
                    open.last_mut().into_iter().for_each(|outer| outer.1 = true);
                    open.push((at, false));
                    at + 1
                }
                b']' => {
                    if let Some((start, has_others)) = open.pop() {
                        self.bracket(text, start + 1..at, has_others, range.start);
                    }
                    at + 1
                }
                _ => at + 1,
            };
        }
    }

    /// What stands in brackets, and in the parentheses after them.
    fn bracket(&mut self, text: &str, inner: Range<usize>, has_others: bool, start: usize) {
        let after = &text[inner.end + 1..];
        if let Some(rest) = after.strip_prefix('(') {
            let gap = rest.len() - rest.trim_start().len();
            let from = inner.end + 2 + gap;
            if let Some(len) = inline_destination(&text[from..]) {
                self.address(&text[from..from + len], start + from);
            }
        }
        if has_others {
            return;
        }
        let label = &text[inner.clone()];
        let range = start + inner.start..start + inner.end;
        if let Some(name) = label.strip_prefix('^') {
            if !name.is_empty() && !after.starts_with(':') {
                self.add(ReferenceKind::Footnote, false, normalized(name), range.start + 1..range.end);
            }
        } else if self.labels.contains(&normalized(label)) && !after.starts_with(':') {
            self.add(ReferenceKind::Label, false, normalized(label), range);
        }
    }

    /// The attributes of a tag that name something or lead somewhere; where it ends.
    fn tag(&mut self, text: &str, at: usize, start: usize) -> usize {
        let rest = &text[at + 1..];
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return at + 1;
        }
        let Some(len) = rest.find(['>', '<']).filter(|&len| rest[len..].starts_with('>')) else { return at + 1 };
        let tag = &rest[..len];
        for (equals, _) in tag.match_indices('=') {
            let name = tag[..equals].trim_end().rsplit([' ', '\t', '\n', '"', '\'']).next().unwrap_or_default();
            let quoted = tag[equals + 1..].trim_start();
            let Some(quote) = quoted.chars().next().filter(|c| matches!(c, '"' | '\'')) else { continue };
            let Some((value, _)) = quoted[1..].split_once(quote) else { continue };
            let from = start + at + 1 + tag.len() - quoted.len() + 1;
            match name.to_ascii_lowercase().as_str() {
                "id" | "name" => {
                    self.add(ReferenceKind::Target, true, value.to_lowercase(), from..from + value.len());
                }
                "href" | "src" => self.address(value, from),
                _ => {}
            }
        }
        at + 1 + len + 1
    }
}

/// The length of the destination in the parentheses of a link.
fn inline_destination(text: &str) -> Option<usize> {
    /// cmark's limit.
    const MAX_DEPTH: usize = 32;
    if text.starts_with('<') {
        return destination(text);
    }
    let mut depth = 0_usize;
    let mut is_escaped = false;
    for (at, b) in text.bytes().enumerate() {
        match b {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'(' if depth == MAX_DEPTH => return None,
            b'(' => depth += 1,
            b')' if depth == 0 => return (at > 0).then_some(at),
            b')' => depth -= 1,
            b' ' | b'\t' | b'\n' | b'\r' => return (at > 0 && depth == 0).then_some(at),
            _ => {}
        }
    }
    None
}

/// The code spans of a paragraph (CommonMark 6.1): from a run of backquotes to the next one as long.
pub(super) struct CodeSpans {
    /// By length, the places of runs, the last ones first.
    runs: HashMap<usize, Vec<usize>>,
    text_len: usize,
    lengths: HashMap<usize, usize>,
}

impl CodeSpans {
    pub fn of(text: &str) -> Self {
        let mut runs: HashMap<usize, Vec<usize>> = HashMap::new();
        let mut lengths = HashMap::new();
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let len = bytes[at..].iter().take_while(|b| **b == b'`').count();
            if len > 0 {
                runs.entry(len).or_default().push(at);
                lengths.insert(at, len);
            }
            at += len.max(1);
        }
        runs.values_mut().for_each(|places| places.reverse());
        CodeSpans { runs, text_len: text.len(), lengths }
    }

    /// Where the code that begins with the run at a place ends; where it is none, the end of the run.
    pub fn end(&mut self, at: usize) -> usize {
        let Some(&len) = self.lengths.get(&at) else { return (at + 1).min(self.text_len) };
        let places = self.runs.entry(len).or_default();
        while places.last().is_some_and(|&place| place <= at) {
            places.pop();
        }
        places.last().map_or(at + len, |&place| place + len)
    }
}

/// GitHub's names of headings: in small letters, without punctuation, with hyphens for spaces; a number makes equal
/// ones differ.
#[derive(Default)]
struct Slugs {
    taken: HashMap<String, usize>,
}

impl Slugs {
    fn next(&mut self, text: &str) -> String {
        let slug = slug(text);
        let mut name = slug.clone();
        while self.taken.contains_key(&name) {
            let count = self.taken.entry(slug.clone()).or_default();
            *count += 1;
            name = format!("{slug}-{count}");
        }
        self.taken.insert(name.clone(), 0);
        name
    }
}

fn slug(text: &str) -> String {
    use unicode_normalization::char::is_combining_mark;
    let is_kept = |c: &char| c.is_alphanumeric() || is_combining_mark(*c) || matches!(c, '-' | '_' | ' ');
    text.trim().to_lowercase().chars().filter(is_kept).map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// The text of the link whose address is `#` and what begins at an offset: `[text](#…`.
pub(in crate::document) fn text_of_link(source: &str, fragment: usize) -> Option<Range<usize>> {
    let end = source[..fragment].strip_suffix("](#")?.len();
    let line = source[..end].rfind('\n').map_or(0, |at| at + 1);
    let start = line + source[line..end].rfind('[')? + 1;
    Some(start..end)
}
