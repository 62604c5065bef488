//! The text of a new spec: the template's headings, and its guidance in comments.

use std::ops::Range;

use super::known::Known;
use crate::document::{Document, Field, Meaning, Metadata, Region, SectionId};
use crate::edit::{Edit, apply};
use crate::template::{Template, is_annotation, split_marks};

/// A spec with the sections of a template.
pub(super) fn spec(template: &Template, known: &Known<'_>, bare: bool, width: usize) -> String {
    let document = &template.document;
    let outline = &document.outline;
    let metadata = Metadata::of(document);
    let edits = known.edits(document, &metadata);
    let blocks = metadata_blocks(document, &metadata);
    let writer = Writer { template, document, bare, blocks, fixtures: document.fixtures(), metadata, edits, width };
    let title = document.format.escaped(&known.heading(document));
    let mut text = String::new();
    text += &writer.body(outline.preamble(), true, false);
    let mut after = 0;
    for id in 0..outline.headings().len() {
        // One section says it for several alike, where guidance is not wanted.
        if id < after || bare && template.demand(id).like.is_some() {
            after = after.max(outline.subtree(id).end);
            continue;
        }
        if outline.section(id).line == 0 {
            // What only release.toml demands has no heading to copy.
            text += &writer.demanded(id);
            continue;
        }
        if !text.is_empty() && !text.ends_with("\n\n") {
            text.push('\n');
        }
        let is_title = id == 0 && outline.title().is_some();
        text += &writer.heading(id, if is_title { &title } else { "" });
        let keep = template.demand(id).keep;
        text += &writer.body(outline.section(id).body.clone(), id < outline.promoted(), keep);
    }
    let text = text.trim_end().replace("\r\n", "\n") + "\n";
    without_line_ends(Document::parse(text, document.format))
}

/// A document's text without the white space at ends of lines that says nothing.
fn without_line_ends(document: Document) -> String {
    let ends = document.line_ends().into_iter().filter(|end| end.meaning == Meaning::Nothing);
    let edits: Vec<Edit> = ends.map(|end| Edit { range: end.range, text: String::new() }).collect();
    apply(&document.source, &edits)
}

/// The tables and the code that hold metadata.
fn metadata_blocks(document: &Document, metadata: &Metadata) -> Vec<Range<usize>> {
    let lines = document.lines();
    let holds_some = |range: &Range<usize>| metadata.fields.iter().any(|field| range.contains(&field.range.start));
    let range = |region: &Region| lines.line(region.lines.start).0..lines.line(region.lines.end).0;
    document.regions.iter().map(range).filter(holds_some).chain(metadata.block.clone()).collect()
}

/// What becomes of a line of the template.
enum Kind {
    Kept,
    Guidance,
    Nothing,
}

/// Lines of which the same becomes.
struct Part {
    is_guidance: bool,
    text: String,
}

struct Writer<'w> {
    template: &'w Template,
    document: &'w Document,
    bare: bool,
    metadata: Metadata,
    /// The metadata that is known.
    edits: Vec<Edit>,
    /// The tables and the code that hold metadata, as byte ranges.
    blocks: Vec<Range<usize>>,
    /// What defines or shows something and is no text.
    fixtures: Vec<Range<usize>>,
    /// Longest line that is no finding.
    width: usize,
}

impl Writer<'_> {
    /// A heading of the template, with another text if one is given, and a blank line. What the format does not show is
    /// written so that it is seen.
    fn heading(&self, id: SectionId, text: &str) -> String {
        let section = self.document.outline.section(id);
        let own = match &self.template.demand(id).called {
            Some(called) => split_marks(called).name,
            None => split_marks(&self.document.source[section.text_range.clone()]).name,
        };
        let text = if text.is_empty() { own } else { text };
        section.style.written(text) + "\n\n"
    }

    fn demanded(&self, id: SectionId) -> String {
        match self.template.demand(id).optional {
            true => String::new(),
            false => self.document.outline.section(id).style.written(self.template.name(id)) + "\n\n",
        }
    }

    /// What stands under a heading, in its order: metadata, definitions and comments as they are, all else in comments,
    /// unless it stays.
    fn body(&self, range: Range<usize>, is_head: bool, keep: bool) -> String {
        let mut parts: Vec<Part> = Vec::new();
        let mut at = range.start;
        for line in self.document.source[range].split_inclusive('\n') {
            let start = at;
            at += line.len();
            let is_guidance = match self.kind(start, is_head) {
                Kind::Nothing => continue,
                Kind::Kept => false,
                Kind::Guidance if keep => false,
                Kind::Guidance if line.trim().is_empty() => {
                    parts.last_mut().into_iter().for_each(|part| part.text += line);
                    continue;
                }
                Kind::Guidance => true,
            };
            let text = if is_guidance { line.to_owned() } else { self.filled_in(start..at) };
            match parts.last_mut().filter(|part| part.is_guidance == is_guidance) {
                Some(part) => part.text += &text,
                None => parts.push(Part { is_guidance, text }),
            }
        }
        let mut text = String::new();
        for part in parts {
            let own = part.text.trim_matches(['\n', '\r']);
            if !part.is_guidance {
                text += own;
                text += "\n\n";
            } else if !self.bare {
                text += &self.document.format.comment(own, self.width);
                text += "\n";
            }
        }
        text
    }

    fn kind(&self, start: usize, is_head: bool) -> Kind {
        let is_fixture = || self.fixtures.iter().any(|range| range.contains(&start));
        if is_head && self.is_metadata(start) {
            return Kind::Kept;
        }
        match self.document.hidden.iter().find(|range| range.contains(&start)) {
            // Of a comment that speaks to speclint the author of a spec need not know.
            Some(hidden) if self.is_annotation(hidden) => Kind::Nothing,
            Some(_) => Kind::Kept,
            None if self.is_annotation_at(start) => Kind::Nothing,
            None if is_fixture() => Kind::Kept,
            None => Kind::Guidance,
        }
    }

    fn is_annotation(&self, range: &Range<usize>) -> bool {
        self.document
            .comments
            .iter()
            .any(|comment| range.contains(&comment.range.start) || comment.range.contains(&range.start))
    }

    fn is_annotation_at(&self, offset: usize) -> bool {
        self.document.comments.iter().any(|comment| {
            let first = comment.words.split([' ', ',']).next().unwrap_or_default();
            comment.range.contains(&offset) && is_annotation(first)
        })
    }

    /// Whether a line holds metadata: a field, a line of its value, or of the table or code that it stands in.
    fn is_metadata(&self, start: usize) -> bool {
        let extent = |field: &Field| field.values.iter().map(|value| value.range.end).fold(field.range.end, usize::max);
        let is_in = |field: &Field| (field.range.start..extent(field)).contains(&start);
        self.metadata.fields.iter().any(is_in) || self.blocks.iter().any(|block| block.contains(&start))
    }

    /// A part of the document, with the values that are known.
    fn filled_in(&self, range: Range<usize>) -> String {
        let is_inside = |edit: &&Edit| range.contains(&edit.range.start);
        let inside = self.edits.iter().filter(is_inside).map(|edit| {
            let own = edit.range.start - range.start..edit.range.end - range.start;
            Edit { range: own, text: edit.text.clone() }
        });
        apply(&self.document.source[range.clone()], &inside.collect::<Vec<_>>())
    }
}
