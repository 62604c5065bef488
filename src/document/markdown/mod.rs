//! Markdown as GitHub reads it: CommonMark 0.31.2 with tables and footnotes, and YAML front matter at the very start.
//!
//! Blocks are read here, a construct a file, and the inline text of headings and of paragraphs that may hold a comment
//! to speclint.
//!
//! Only headings at the top of the document count; those in block quotes and list items are no sections.
//! Nesting is by relative level: a heading is a child of the nearest earlier heading of a smaller level.

mod atx_heading;
mod blocks;
mod container;
mod emphasis;
mod entity;
mod fenced_code;
#[cfg(feature = "cli")]
mod fixtures;
mod front_matter;
mod heading_text;
mod html_block;
mod inline;
mod inline_html;
mod lead;
mod line;
mod line_end;
mod link_list;
mod link_reference;
mod lookalikes;
mod metadata;
mod references;
mod remark;
mod setext_heading;
mod states;
mod table;
mod thematic_break;
mod writing;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

pub(super) use self::container::item_text;
#[cfg(feature = "cli")]
pub(super) use self::fixtures::fixtures;
pub(super) use self::heading_text::{heading_text, tags_in_braces};
pub(super) use self::lead::lead;
pub(super) use self::line_end::judge_line_ends;
pub(super) use self::link_list::entry_lists;
pub(super) use self::lookalikes::lookalikes;
pub(super) use self::metadata::metadata;
pub(super) use self::references::{html_references, references, text_of_link};
pub(super) use self::remark::{definition_comment, words};
pub(super) use self::states::{html_turns, turns};
#[cfg(feature = "cli")]
pub(super) use self::writing::escaped;
pub(super) use self::writing::{comment, heading, list_of_directory, style_below, usual_style};

use self::blocks::{Block, BlockKind, blocks};
use self::front_matter::front_matter;
use self::heading_text::{Labels, has_markup};
use self::inline::{JoinedLines, inline};
use self::line::LineStarts;
use super::outline::{Heading, HeadingStyle, OutlineBuilder, SectionId};
use super::text::Text;
use super::{COMMENT_PREFIX, Comment, Document, Format, Region, RegionKind};
use crate::lines::fold_white_space;

/// Parses a document whose text begins at byte `start` (after a byte order mark).
pub(super) fn parse(source: Arc<str>, start: usize) -> Document {
    let front_matter = front_matter(&source, start);
    let body = front_matter.as_ref().map_or(start, |range| range.end);
    let mut reader = Reader::new(&source);
    let line_starts = blocks(&source, body, &mut |block, lines| reader.block(block, lines));
    let Reader { mut builder, hidden, comments, regions, labels, with_markup, .. } = reader;
    for heading in with_markup {
        let text = Text::from(labels.text(&source, &heading.lines));
        let key = key(&text);
        builder.set_text(heading.id, text, key);
    }
    Document {
        format: Format::Markdown,
        outline: builder.finish(source.len(), 1),
        hidden,
        comments,
        problems: Vec::new(),
        regions,
        front_matter,
        line_starts: Some(line_starts.into_vec()),
        source: source.clone(),
    }
}

/// What is read of a document's blocks.
struct Reader<'a> {
    source: &'a Arc<str>,
    builder: OutlineBuilder,
    hidden: Vec<Range<usize>>,
    comments: Vec<Comment>,
    regions: Vec<Region>,
    labels: Labels,
    /// Headings whose text depends on what the whole document defines.
    with_markup: Vec<MarkedHeading>,
    /// Whether there are comments.
    has_comments: bool,
}

struct MarkedHeading {
    id: SectionId,
    lines: Vec<Range<usize>>,
}

impl<'a> Reader<'a> {
    fn new(source: &'a Arc<str>) -> Self {
        Reader {
            source,
            builder: OutlineBuilder::default(),
            hidden: Vec::new(),
            comments: Vec::new(),
            regions: Vec::new(),
            labels: Labels::default(),
            with_markup: Vec::new(),
            has_comments: memchr::memmem::find(source.as_bytes(), b"<!--").is_some(),
        }
    }

    fn block(&mut self, block: Block<'_>, lines: &LineStarts) {
        let Block { kind, range, nested } = block;
        match kind {
            BlockKind::Heading { level, setext, text } if !nested => {
                self.heading(level, setext, text, range, lines);
            }
            BlockKind::Heading { .. } => self.builder.content(),
            BlockKind::Paragraph { text } => {
                self.builder.content();
                self.inline_comments(text, lines);
            }
            BlockKind::Code { .. } => self.region(RegionKind::Literal, range, lines),
            BlockKind::Table => self.region(RegionKind::Table, range, lines),
            BlockKind::Html => {
                if nested || !is_comment_only(self.source, range.clone()) {
                    self.builder.content();
                }
                if !nested {
                    self.hidden.extend(html_comments(self.source, range.clone()).map(|(_, range)| range));
                }
                self.speclint_comments(range, nested, lines);
            }
            BlockKind::ThematicBreak | BlockKind::Container => self.builder.content(),
            BlockKind::LinkDefinition { label } => self.labels.add(label),
            BlockKind::Footnote { label } => self.labels.add_footnote(&self.source[label]),
        }
    }

    fn heading(&mut self, level: u8, setext: bool, parts: &[Range<usize>], range: Range<usize>, lines: &LineStarts) {
        let (first, last) = match (parts.first(), parts.last()) {
            (Some(first), Some(last)) => (first.start, last.end),
            _ => (range.end, range.end),
        };
        let first = first.min(range.end);
        let raw = self.source[first..last.max(first)].trim_matches([' ', '\t']);
        let start = first + self.source[first..].len() - self.source[first..].trim_start_matches([' ', '\t']).len();
        let text_range = start.min(range.end)..start.min(range.end) + raw.len();
        let is_marked = parts.len() > 1 || has_markup(raw);
        let text = Text::part(self.source, text_range.clone());
        let text = match fold_white_space(&text) {
            Cow::Owned(folded) if !is_marked => Text::from(folded),
            _ => text,
        };
        self.builder.push(
            self.depth_of(level),
            Heading {
                key: if is_marked { text.clone() } else { key(&text) },
                text,
                line: lines.number(text_range.start.min(range.end)),
                heading: range.clone(),
                text_range,
                style: HeadingStyle::Markdown { level, setext },
            },
        );
        if is_marked {
            self.with_markup.push(MarkedHeading { id: self.builder.len() - 1, lines: parts.to_vec() });
        }
        self.speclint_comments(range, true, lines);
    }

    /// Depth at which a heading of this level goes: below the nearest open heading of a smaller level.
    fn depth_of(&self, level: u8) -> usize {
        let is_smaller = |depth: &usize| match self.builder.open_style(*depth) {
            HeadingStyle::Markdown { level: open, .. } => open < level,
            HeadingStyle::Adorned { .. } => false,
        };
        (1..=self.builder.depth()).rev().find(is_smaller).unwrap_or(0) + 1
    }

    fn region(&mut self, kind: RegionKind, range: Range<usize>, lines: &LineStarts) {
        self.builder.content();
        let text = self.source[range.clone()].trim_end_matches(['\n', '\r']);
        let last = lines.number(range.start + text.len());
        self.regions.push(Region { kind, lines: lines.number(range.start)..last + 1 });
    }

    /// Comments in a paragraph; not those in code, or after a backslash.
    fn inline_comments(&mut self, text: &[Range<usize>], lines: &LineStarts) {
        let (Some(first), Some(last)) = (text.first(), text.last()) else { return };
        if !self.has_comments || !self.source[first.start..last.end].contains("<!--") {
            return;
        }
        let joined = JoinedLines::new(self.source, text);
        let html = inline(&joined.text, &self.labels).html;
        html.into_iter().for_each(|range| self.speclint_comments(joined.in_source(range), true, lines));
    }

    /// The comments in a part of the source that speak to speclint.
    fn speclint_comments(&mut self, part: Range<usize>, nested: bool, lines: &LineStarts) {
        if !self.has_comments {
            return;
        }
        for (text, range) in html_comments(self.source, part) {
            let Some(words) = text.trim_start().strip_prefix(COMMENT_PREFIX) else { continue };
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            let line = lines.number(range.start);
            self.comments.push(Comment { words, range, line, section: self.builder.len().checked_sub(1), nested });
        }
    }
}

/// What is compared of a heading.
fn key(text: &Text) -> Text {
    text.prefix(len_without_marks(text)).key()
}

/// The length of a heading's text without the marks of footnotes at its end, and the `{#id}` of other tools.
pub(super) fn len_without_marks(text: &str) -> usize {
    let mut len = text.trim_end().len();
    while let Some(before) = without_mark(&text[..len]).map(str::trim_end)
        && !before.is_empty()
    {
        len = before.len();
    }
    len
}

fn without_mark(text: &str) -> Option<&str> {
    let (before, mark) = match text.as_bytes().last()? {
        b']' => text.split_at(text.rfind("[^")?),
        b'}' => text.split_at(text.rfind('{')?),
        _ => return None,
    };
    let is_mark = ["[^", "{#", "{:", "{."].iter().any(|start| mark.starts_with(start));
    (is_mark && mark.len() > 3).then_some(before)
}

/// The HTML comments in a part of the source: their texts and where they stand.
pub(super) fn html_comments(source: &str, mut part: Range<usize>) -> impl Iterator<Item = (&str, Range<usize>)> {
    std::iter::from_fn(move || {
        let start = part.start + source[part.clone()].find("<!--")?;
        let end = start + 4 + source[start + 4..part.end].find("-->")?;
        part.start = end + 3;
        Some((&source[start + 4..end], start..part.start))
    })
}

fn is_comment_only(source: &str, html: Range<usize>) -> bool {
    let mut at = html.start;
    for (_, range) in html_comments(source, html.clone()) {
        if !source[at..range.start].trim().is_empty() {
            return false;
        }
        at = range.end;
    }
    source[at..html.end].trim().is_empty()
}
