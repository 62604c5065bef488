//! The block structure of a document, line by line (CommonMark, "Appendix: A parsing strategy").
//!
//! A line first goes through the open containers, each of which takes what it wants of it. What is left may open new
//! containers and one leaf, in an order that decides what an ambiguous line is ([`Blocks::open`]). Else it continues a
//! paragraph, also one in containers that do not go on, or begins one.

use std::ops::Range;

use super::atx_heading::atx_heading;
use super::container::{Container, footnote, take_item, take_quote_marker};
use super::fenced_code::{Fence, fence};
use super::html_block::{End, html_block};
use super::line::{Indent, Line, LineStarts};
use super::link_reference::definition;
use super::setext_heading::underline;
use super::table::{cells, delimiter_row};
use super::thematic_break::thematic_break;

/// A block without blocks in it.
#[derive(Debug)]
pub(super) struct Block {
    pub kind: BlockKind,
    /// From the beginning of its first line to the end of its last one.
    pub range: Range<usize>,
    /// Whether it stands in a container.
    pub nested: bool,
}

#[derive(Debug)]
pub(super) enum BlockKind {
    Heading {
        level: u8,
        setext: bool,
        text: Vec<Range<usize>>,
    },
    Paragraph {
        text: Vec<Range<usize>>,
    },
    Code,
    Html,
    Table,
    ThematicBreak,
    /// The first line of a container; what it holds follows.
    Container,
    LinkDefinition {
        label: String,
    },
    Footnote {
        label: Range<usize>,
    },
}

/// The leaf that is open in the innermost container.
enum Leaf {
    None,
    Paragraph {
        start: usize,
        lines: Vec<Range<usize>>,
        is_no_table: bool,
    },
    Fenced {
        start: usize,
        fence: Fence,
    },
    /// `end` is that of the last line that is not blank.
    Indented {
        start: usize,
        end: usize,
    },
    Html {
        start: usize,
        end: End,
    },
    Table {
        start: usize,
    },
}

/// Reads a document's blocks, and tells of each when it has ended, in the order of the document.
pub(super) fn blocks(source: &str, start: usize, tell: &mut dyn FnMut(Block, &LineStarts)) {
    let mut blocks = Blocks {
        source,
        containers: Vec::new(),
        quotes: Vec::new(),
        footnotes: Vec::new(),
        leaf: Leaf::None,
        last: start,
        no_break_before: 0,
        starts: LineStarts::up_to(source, start),
        tell,
    };
    let mut at = start;
    while at < source.len() {
        let line = Line::at(source, at);
        at = line.next;
        blocks.line(line);
        if line.has_end() {
            blocks.starts.push(at);
        }
    }
    blocks.close_leaf();
}

struct Blocks<'b> {
    source: &'b str,
    containers: Vec<Container>,
    /// Which of the containers are quotes, and which are footnotes.
    quotes: Vec<usize>,
    footnotes: Vec<usize>,
    leaf: Leaf,
    /// The end of the line before.
    last: usize,
    /// Before this offset of the line no thematic break begins.
    no_break_before: usize,
    /// Of the lines up to the present one.
    starts: LineStarts,
    tell: &'b mut dyn FnMut(Block, &LineStarts),
}

impl<'b> Blocks<'b> {
    fn line(&mut self, mut line: Line<'b>) {
        let next = line.next;
        let open = self.containers.len();
        let going_on = self.going_on(&mut line);
        let all_go_on = going_on == open;
        if !(all_go_on && self.leaf_takes(&line)) {
            self.open_or_continue(line, going_on, all_go_on);
        }
        self.last = next;
    }

    /// How many containers go on in a line; what they want of it is taken.
    fn going_on(&self, line: &mut Line<'b>) -> usize {
        for (at, container) in self.containers.iter().enumerate() {
            if line.is_at_end() {
                return self.going_on_at_end(at, line.text.is_empty());
            }
            if !container.goes_on(line) {
                return at;
            }
        }
        self.containers.len()
    }

    /// The same from an index on, where nothing is left of the line. No container is asked, as there may be as many
    /// blank lines as containers.
    fn going_on_at_end(&self, from: usize, is_empty: bool) -> usize {
        let next = |of: &[usize]| of.get(of.partition_point(|&at| at < from)).copied().unwrap_or(self.containers.len());
        let end = next(&self.quotes).min(if is_empty { usize::MAX } else { next(&self.footnotes) });
        // Of items only the innermost may have no block, and end.
        let has_no_block = matches!(self.containers.last(), Some(Container::Item { blocks: 0, .. }));
        if end == self.containers.len() && has_no_block { (end - 1).max(from) } else { end }
    }

    fn open_container(&mut self, container: Container) {
        let at = self.containers.len();
        match container {
            Container::Quote => self.quotes.push(at),
            Container::Footnote => self.footnotes.push(at),
            Container::Item { .. } => {}
        }
        self.containers.push(container);
    }

    /// Whether the line belongs to the open leaf, whatever is in it.
    fn leaf_takes(&mut self, line: &Line<'b>) -> bool {
        let indent = line.indent();
        match &mut self.leaf {
            Leaf::Fenced { fence, .. } => {
                if fence.is_closed_by(&indent) {
                    self.last = line.next;
                    self.close_leaf();
                }
                true
            }
            Leaf::Indented { end, .. } if indent.is_code() && !indent.is_blank() => {
                *end = line.next;
                true
            }
            Leaf::Indented { .. } => indent.is_blank(),
            Leaf::Html { end: End::BlankLine, .. } => !indent.is_blank(),
            Leaf::Html { end, .. } => {
                if end.is_in(indent.rest) {
                    self.last = line.next;
                    self.close_leaf();
                }
                true
            }
            Leaf::None | Leaf::Paragraph { .. } | Leaf::Table { .. } => false,
        }
    }

    fn open_or_continue(&mut self, mut line: Line<'b>, going_on: usize, all_go_on: bool) {
        self.no_break_before = 0;
        let mut is_lazy = matches!(self.leaf, Leaf::Paragraph { .. });
        // The open paragraph or table is only asked where its containers go on.
        let mut leaf_goes_on = all_go_on
            && match self.leaf {
                Leaf::Paragraph { .. } | Leaf::Table { .. } => !line.indent().is_blank(),
                _ => false,
            };
        let mut opened = false;
        loop {
            let indent = line.indent();
            let in_paragraph = leaf_goes_on && matches!(self.leaf, Leaf::Paragraph { .. });
            let Some(step) = self.step(&line, &indent, in_paragraph, is_lazy) else { break };
            if let Step::Underline(level) = step {
                if self.underline(level, line.next) {
                    return;
                }
                break;
            }
            if let Step::Table = step {
                self.begin_table();
                return;
            }
            if !opened {
                self.close_to(going_on);
                opened = true;
            }
            leaf_goes_on = false;
            is_lazy = false;
            if !self.take(step, &mut line, &indent) {
                return;
            }
        }
        let indent = line.indent();
        let is_paragraph = matches!(self.leaf, Leaf::Paragraph { .. });
        if is_paragraph && !opened && !indent.is_blank() && (leaf_goes_on || !all_go_on) {
            // A lazy line keeps its indent, which a row of a table shows.
            self.add_line(&line, if leaf_goes_on { indent.offset } else { line.offset() });
            return;
        }
        if leaf_goes_on && cells(indent.rest) > 0 {
            return;
        }
        if !opened {
            self.close_to(going_on);
        }
        if !indent.is_blank() {
            self.add_block();
            self.leaf = Leaf::Paragraph { start: line.start, lines: Vec::new(), is_no_table: false };
            self.add_line(&line, indent.offset);
        }
    }

    /// What the rest of a line begins, in the order of the reference implementation.
    fn step(&mut self, line: &Line<'b>, indent: &Indent<'b>, in_paragraph: bool, is_lazy: bool) -> Option<Step<'b>> {
        let rest = indent.rest;
        if indent.is_blank() {
            return None;
        }
        if indent.is_code() {
            return (!is_lazy).then_some(Step::Indented);
        }
        if rest.starts_with('>') {
            return Some(Step::Quote);
        }
        if let Some(heading) = atx_heading(rest) {
            return Some(Step::Heading { level: heading.level, text: heading.text });
        }
        if let Some(fence) = fence(rest) {
            return Some(Step::Fence(fence));
        }
        if let Some(end) = html_block(rest, in_paragraph || is_lazy) {
            return Some(Step::Html(end));
        }
        if in_paragraph && let Some(level) = underline(rest) {
            return Some(Step::Underline(level));
        }
        if indent.offset >= self.no_break_before {
            match thematic_break(rest) {
                Ok(()) => return Some(Step::ThematicBreak),
                Err(spoilt) => self.no_break_before = indent.offset + spoilt,
            }
        }
        if let Some((label, len)) = footnote(rest) {
            return Some(Step::Footnote { label, len });
        }
        let mut after = *line;
        if let Some(item) = take_item(&mut after, indent, in_paragraph) {
            return Some(Step::Item { item, after });
        }
        if in_paragraph && self.is_delimiter_row(rest) {
            return Some(Step::Table);
        }
        None
    }

    /// Takes what a line begins; whether more may follow in the line.
    fn take(&mut self, step: Step<'b>, line: &mut Line<'b>, indent: &Indent<'b>) -> bool {
        self.add_block();
        let range = line.start..line.next;
        match step {
            Step::Quote => {
                take_quote_marker(line, indent);
                self.tell(BlockKind::Container, range);
                self.open_container(Container::Quote);
                return true;
            }
            Step::Item { item, after } => {
                *line = after;
                self.tell(BlockKind::Container, range);
                self.open_container(item);
                return true;
            }
            Step::Footnote { label, len } => {
                let start = line.start + indent.offset + 2;
                line.take_to(indent.offset + len);
                self.tell(BlockKind::Footnote { label: start..start + label.len() }, range);
                self.open_container(Container::Footnote);
                return true;
            }
            Step::Heading { level, text } => {
                let start = line.start + indent.offset;
                let text = std::iter::once(start + text.start..start + text.end).collect();
                self.tell(BlockKind::Heading { level, setext: false, text }, range);
            }
            Step::Fence(fence) => self.leaf = Leaf::Fenced { start: line.start, fence },
            Step::Html(end) => {
                self.leaf = Leaf::Html { start: line.start, end };
                if end.is_in(indent.rest) {
                    self.last = line.next;
                    self.close_leaf();
                }
            }
            Step::ThematicBreak => self.tell(BlockKind::ThematicBreak, range),
            Step::Indented => self.leaf = Leaf::Indented { start: line.start, end: line.next },
            Step::Underline(_) | Step::Table => {}
        }
        false
    }

    /// Makes a heading of the open paragraph, if it has more than definitions.
    fn underline(&mut self, level: u8, next: usize) -> bool {
        let nested = !self.containers.is_empty();
        let Leaf::Paragraph { start, lines, .. } = std::mem::replace(&mut self.leaf, Leaf::None) else { return false };
        let lines = self.without_definitions(lines);
        let Some(first) = lines.first() else {
            self.leaf = Leaf::Paragraph { start, lines, is_no_table: false };
            return false;
        };
        let range = self.starts.start_of(first.start)..next;
        let kind = BlockKind::Heading { level, setext: true, text: lines };
        (self.tell)(Block { kind, range, nested }, &self.starts);
        true
    }

    /// Whether a line makes a table of the last line of the open paragraph.
    fn is_delimiter_row(&mut self, rest: &str) -> bool {
        let Leaf::Paragraph { lines, is_no_table, .. } = &mut self.leaf else { return false };
        if *is_no_table {
            return false;
        }
        let Some(columns) = delimiter_row(rest) else { return false };
        let header = lines.last().map_or(0, |line| cells(&self.source[line.clone()]));
        // cmark-gfm asks but once, lest a paragraph of such lines takes the square of its length.
        *is_no_table = header != columns;
        header == columns
    }

    fn begin_table(&mut self) {
        let Leaf::Paragraph { start, mut lines, .. } = std::mem::replace(&mut self.leaf, Leaf::None) else { return };
        let header = lines.pop().map_or(start, |line| self.starts.start_of(line.start));
        if !lines.is_empty() {
            // cmark-gfm looks for no definitions in what is left of the paragraph.
            self.tell(BlockKind::Paragraph { text: lines }, start..header);
        }
        self.leaf = Leaf::Table { start: header };
    }

    /// Adds a line to the open paragraph, from an offset on.
    fn add_line(&mut self, line: &Line<'b>, offset: usize) {
        let Leaf::Paragraph { lines, .. } = &mut self.leaf else { return };
        lines.push(line.start + offset..line.start + line.text.len());
    }

    /// Counts a block of the innermost container.
    fn add_block(&mut self) {
        if let Some(Container::Item { blocks, .. }) = self.containers.last_mut() {
            *blocks += 1;
        }
    }

    /// Ends the leaf and all containers but the first ones.
    fn close_to(&mut self, containers: usize) {
        self.close_leaf();
        self.containers.truncate(containers);
        for kind in [&mut self.quotes, &mut self.footnotes] {
            kind.truncate(kind.partition_point(|&at| at < containers));
        }
    }

    fn close_leaf(&mut self) {
        let end = self.last;
        match std::mem::replace(&mut self.leaf, Leaf::None) {
            Leaf::None => {}
            Leaf::Paragraph { start, lines, .. } => self.end_paragraph(start, lines, end),
            Leaf::Fenced { start, .. } => self.tell(BlockKind::Code, start..end),
            Leaf::Indented { start, end } => self.tell(BlockKind::Code, start..end),
            Leaf::Html { start, .. } => self.tell(BlockKind::Html, start..end),
            Leaf::Table { start } => self.tell(BlockKind::Table, start..end),
        }
    }

    fn end_paragraph(&mut self, start: usize, lines: Vec<Range<usize>>, end: usize) {
        let text = self.without_definitions(lines);
        if !text.is_empty() {
            self.tell(BlockKind::Paragraph { text }, start..end);
        }
    }

    /// The lines of a paragraph without the definitions that it begins with.
    fn without_definitions(&mut self, mut lines: Vec<Range<usize>>) -> Vec<Range<usize>> {
        let starts_with_bracket =
            |lines: &[Range<usize>]| lines.first().is_some_and(|line| self.source[line.clone()].starts_with('['));
        if !starts_with_bracket(&lines) {
            return lines;
        }
        let text: String = lines.iter().map(|line| self.source[line.clone()].to_owned() + "\n").collect();
        let mut at = 0;
        let mut taken = 0;
        while let Some(found) = definition(&text[at..]) {
            taken += text[at..at + found.len].matches('\n').count();
            at += found.len;
            let range = lines[0].start..lines[taken - 1].end;
            self.tell(BlockKind::LinkDefinition { label: found.label }, range);
        }
        lines.drain(..taken);
        lines
    }

    fn tell(&mut self, kind: BlockKind, range: Range<usize>) {
        let nested = !self.containers.is_empty();
        (self.tell)(Block { kind, range, nested }, &self.starts);
    }
}

/// What a line begins.
enum Step<'b> {
    Quote,
    Heading { level: u8, text: Range<usize> },
    Fence(Fence),
    Html(End),
    Underline(u8),
    ThematicBreak,
    Footnote { label: &'b str, len: usize },
    Item { item: Container, after: Line<'b> },
    Indented,
    Table,
}
