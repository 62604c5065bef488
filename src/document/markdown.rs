//! Markdown: CommonMark with tables by pulldown-cmark, YAML front matter at the very start.
//!
//! Only headings at the top of the document count; those in block quotes and list items are no sections.
//! Nesting is by relative level: a heading is a child of the nearest earlier heading of a smaller level.

use std::borrow::Cow;
use std::ops::Range;

use crate::lines::{fold_white_space, line_ends};
use pulldown_cmark::{CowStr, Event, HeadingLevel, OffsetIter, Options, Parser, Tag, TagEnd};

use super::outline::{Heading, HeadingStyle, OutlineBuilder};
use super::{COMMENT_PREFIX, Comment, Document, Format, Region, RegionKind};

/// Parses a document whose text begins at byte `start` (after a byte order mark).
pub(super) fn parse(source: &str, start: usize) -> Document<'_> {
    let front_matter = front_matter(source, start);
    let body = front_matter.as_ref().map_or(start, |range| range.end);
    let mut builder = OutlineBuilder::default();
    let mut hidden = Vec::new();
    let mut comments = Vec::new();
    let mut regions = Vec::new();
    let mut lines = LineCounter { source, at: 0, line: 1 };
    let mut events = events(source, body);
    let mut depth = 0;
    while let Some((event, range)) = events.next() {
        let range = range.start + body..range.end + body;
        match event {
            Event::Start(Tag::Heading { level, .. }) if depth == 0 => {
                let heading = heading(source, level, range.clone(), &mut events, body, &mut lines);
                let depth = depth_of(&builder, level);
                builder.push(depth, heading);
                comments.extend(speclint_comments(source, range, &mut lines, &builder, true));
            }
            Event::Start(Tag::HtmlBlock) if depth == 0 => {
                depth += 1;
                if !is_comment_only(source, range.clone()) {
                    builder.content();
                }
                hidden.extend(html_comments(source, range.clone()).map(|(_, range)| range));
                comments.extend(speclint_comments(source, range, &mut lines, &builder, false));
            }
            Event::InlineHtml(_) => {
                comments.extend(speclint_comments(source, range, &mut lines, &builder, true));
            }
            Event::Start(tag) => {
                depth += 1;
                builder.content();
                let kind = match tag {
                    Tag::CodeBlock(_) => RegionKind::Literal,
                    Tag::Table(_) => RegionKind::Table,
                    Tag::HtmlBlock => {
                        comments.extend(speclint_comments(source, range, &mut lines, &builder, true));
                        continue;
                    }
                    _ => continue,
                };
                let first = lines.at(range.start);
                let text = source[range].trim_end_matches(['\n', '\r']);
                regions.push(Region { kind, lines: first..first + line_ends(text).count() + 1 });
            }
            Event::End(_) => depth -= 1,
            Event::Rule => builder.content(),
            _ => {}
        }
    }
    Document {
        source,
        format: Format::Markdown,
        outline: builder.finish(source.len(), 1),
        hidden,
        comments,
        problems: Vec::new(),
        regions,
        front_matter,
    }
}

fn events(source: &str, body: usize) -> OffsetIter<'_> {
    Parser::new_ext(&source[body..], Options::ENABLE_TABLES).into_offset_iter()
}

/// The front matter: a `---` line at the very start with no blank line after it, and all to the next `---` line.
fn front_matter(source: &str, start: usize) -> Option<Range<usize>> {
    let is_fence = |line: &str| line.trim_end() == "---";
    let mut lines = source[start..].split_inclusive('\n');
    let mut end = start + lines.next().filter(|line| is_fence(line))?.len();
    let mut lines = lines.peekable();
    // A blank line makes a thematic break of the first one.
    lines.peek().filter(|line| !line.trim().is_empty())?;
    for line in lines {
        end += line.len();
        if is_fence(line) {
            return Some(start..end);
        }
    }
    None
}

/// Depth at which a heading of this level goes: below the nearest open heading of a smaller level.
fn depth_of(builder: &OutlineBuilder, level: HeadingLevel) -> usize {
    let smaller = |depth: &usize| match builder.open_style(*depth) {
        HeadingStyle::Markdown { level: open, .. } => open < level as u8,
        HeadingStyle::Adorned { .. } => false,
    };
    (1..=builder.depth()).rev().find(smaller).unwrap_or(0) + 1
}

/// Reads a heading's inline text up to its end.
fn heading<'a>(
    source: &'a str,
    level: HeadingLevel,
    range: Range<usize>,
    events: &mut OffsetIter<'a>,
    body: usize,
    lines: &mut LineCounter<'_>,
) -> Heading<'a> {
    let mut text: Cow<'a, str> = Cow::Borrowed("");
    let mut span: Option<Range<usize>> = None;
    for (event, range) in events.by_ref() {
        let piece = match event {
            Event::End(TagEnd::Heading(_)) => break,
            Event::Text(piece) | Event::Code(piece) => piece,
            Event::SoftBreak | Event::HardBreak => CowStr::Borrowed(" "),
            _ => CowStr::Borrowed(""),
        };
        let start = span.map_or(range.start + body, |span| span.start);
        span = Some(start..range.end + body);
        match piece {
            CowStr::Borrowed(piece) if text.is_empty() => text = Cow::Borrowed(piece),
            piece => text.to_mut().push_str(&piece),
        }
    }
    let text_range = span.unwrap_or(range.end..range.end);
    // pulldown-cmark ends a heading with or without its line end; here it always has it.
    let end = range.start + source[range.clone()].trim_end().len();
    let end = line_ends(&source[end..]).next().map_or(source.len(), |at| end + at);
    let setext = !source[range.clone()].trim_start().starts_with('#');
    Heading {
        text: fold(text),
        line: lines.at(range.start),
        heading: range.start..end,
        text_range: text_range.start.min(end)..text_range.end.min(end),
        style: HeadingStyle::Markdown { level: level as u8, setext },
    }
}

/// The comments in a part of the source that speak to speclint.
fn speclint_comments(
    source: &str,
    part: Range<usize>,
    lines: &mut LineCounter<'_>,
    builder: &OutlineBuilder<'_>,
    nested: bool,
) -> impl Iterator<Item = Comment> {
    html_comments(source, part).filter_map(move |(text, range)| {
        let words = text.trim_start().strip_prefix(COMMENT_PREFIX)?;
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let line = lines.at(range.start);
        Some(Comment { words, range, line, section: builder.len().checked_sub(1), nested })
    })
}

/// Runs of white space become single spaces.
fn fold(text: Cow<'_, str>) -> Cow<'_, str> {
    match fold_white_space(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(folded) => Cow::Owned(folded),
    }
}

/// The HTML comments in a part of the source: their texts and where they stand.
fn html_comments(source: &str, mut part: Range<usize>) -> impl Iterator<Item = (&str, Range<usize>)> {
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

/// Counts lines up to offsets that only grow.
struct LineCounter<'a> {
    source: &'a str,
    at: usize,
    line: usize,
}

impl LineCounter<'_> {
    fn at(&mut self, offset: usize) -> usize {
        if offset > self.at {
            self.line += line_ends(&self.source[self.at..offset]).count();
            self.at = offset;
        }
        self.line
    }
}
