//! The block structure of a document, line by line (CommonMark, "Appendix: A parsing strategy").
//!
//! A line first goes through the open containers, each of which takes what it wants of it. What is left may open new
//! containers and one leaf, in an order that decides what an ambiguous line is ([`Blocks::step`]). Else it continues a
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
pub(super) struct Block<'b> {
    pub kind: BlockKind<'b>,
    /// From the beginning of its first line to the end of its last one.
    pub range: Range<usize>,
    /// Whether it stands in a container.
    pub nested: bool,
}

#[derive(Debug)]
pub(super) enum BlockKind<'b> {
    Heading {
        level: u8,
        setext: bool,
        text: &'b [Range<usize>],
    },
    Paragraph {
        text: &'b [Range<usize>],
    },
    /// Between fences, of which the second may be missing, or indented.
    Code {
        is_fenced: bool,
        is_closed: bool,
    },
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
    /// Its lines are in [`Blocks::paragraph`].
    Paragraph {
        start: usize,
        is_no_table: bool,
    },
    Fenced {
        start: usize,
        fence: Fence,
        is_closed: bool,
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

/// Reads a document's blocks, and tells of each when it has ended, in the order of the document. Returns where lines
/// begin.
pub(super) fn blocks(source: &str, start: usize, tell: &mut dyn FnMut(Block<'_>, &LineStarts)) -> LineStarts {
    let mut blocks = Blocks {
        source,
        containers: Vec::new(),
        quotes: Vec::new(),
        footnotes: Vec::new(),
        leaf: Leaf::None,
        paragraph: Vec::new(),
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
    blocks.starts
}

struct Blocks<'b> {
    source: &'b str,
    containers: Vec<Container>,
    /// Which of the containers are quotes, and which are footnotes.
    quotes: Vec<usize>,
    footnotes: Vec<usize>,
    leaf: Leaf,
    /// The lines of the open paragraph.
    paragraph: Vec<Range<usize>>,
    /// The end of the line before.
    last: usize,
    /// Before this offset of the line no thematic break begins.
    no_break_before: usize,
    /// Of the lines up to the present one.
    starts: LineStarts,
    tell: &'b mut dyn FnMut(Block<'_>, &LineStarts),
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
            Leaf::Fenced { fence, is_closed, .. } => {
                *is_closed = fence.is_closed_by(&indent);
                if *is_closed {
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
            self.leaf = Leaf::Paragraph { start: line.start, is_no_table: false };
            self.paragraph.clear();
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
                let text = start + text.start..start + text.end;
                self.tell(BlockKind::Heading { level, setext: false, text: &[text] }, range);
            }
            Step::Fence(fence) => self.leaf = Leaf::Fenced { start: line.start, fence, is_closed: false },
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
        let Leaf::Paragraph { start, .. } = self.leaf else { return false };
        self.tell_definitions();
        let Some(first) = self.paragraph.first() else {
            self.leaf = Leaf::Paragraph { start, is_no_table: false };
            return false;
        };
        self.leaf = Leaf::None;
        let range = self.starts.start_of(first.start)..next;
        let kind = BlockKind::Heading { level, setext: true, text: &self.paragraph };
        (self.tell)(Block { kind, range, nested: !self.containers.is_empty() }, &self.starts);
        true
    }

    /// Whether a line makes a table of the last line of the open paragraph.
    fn is_delimiter_row(&mut self, rest: &str) -> bool {
        let Leaf::Paragraph { is_no_table, .. } = &mut self.leaf else { return false };
        if *is_no_table {
            return false;
        }
        let Some(columns) = delimiter_row(rest) else { return false };
        let header = self.paragraph.last().map_or(0, |line| cells(&self.source[line.clone()]));
        // cmark-gfm asks but once, lest a paragraph of such lines takes the square of its length.
        *is_no_table = header != columns;
        header == columns
    }

    fn begin_table(&mut self) {
        let Leaf::Paragraph { start, .. } = self.leaf else { return };
        let header = self.paragraph.pop().map_or(start, |line| self.starts.start_of(line.start));
        // cmark-gfm looks for no definitions in what is left of the paragraph.
        self.tell_paragraph(start..header);
        self.leaf = Leaf::Table { start: header };
    }

    /// Adds a line to the open paragraph, from an offset on.
    fn add_line(&mut self, line: &Line<'b>, offset: usize) {
        self.paragraph.push(line.start + offset..line.start + line.text.len());
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
            Leaf::Paragraph { start, .. } => {
                self.tell_definitions();
                self.tell_paragraph(start..end);
            }
            Leaf::Fenced { start, is_closed, .. } => {
                self.tell(BlockKind::Code { is_fenced: true, is_closed }, start..end);
            }
            Leaf::Indented { start, end } => {
                self.tell(BlockKind::Code { is_fenced: false, is_closed: false }, start..end);
            }
            Leaf::Html { start, .. } => self.tell(BlockKind::Html, start..end),
            Leaf::Table { start } => self.tell(BlockKind::Table, start..end),
        }
    }

    /// Tells of the lines of the paragraph, if it has some.
    fn tell_paragraph(&mut self, range: Range<usize>) {
        if !self.paragraph.is_empty() {
            let kind = BlockKind::Paragraph { text: &self.paragraph };
            (self.tell)(Block { kind, range, nested: !self.containers.is_empty() }, &self.starts);
        }
    }

    /// Tells of the definitions that the paragraph begins with, and takes them out of it.
    fn tell_definitions(&mut self) {
        if !self.paragraph.first().is_some_and(|line| self.source[line.clone()].starts_with('[')) {
            return;
        }
        let mut text = String::new();
        for line in &self.paragraph {
            text += &self.source[line.clone()];
            text.push('\n');
        }
        let mut at = 0;
        let mut taken = 0;
        while let Some(found) = definition(&text[at..]) {
            taken += text[at..at + found.len].matches('\n').count();
            at += found.len;
            let range = self.paragraph[0].start..self.paragraph[taken - 1].end;
            self.tell(BlockKind::LinkDefinition { label: found.label }, range);
        }
        self.paragraph.drain(..taken);
    }

    fn tell(&mut self, kind: BlockKind<'_>, range: Range<usize>) {
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
