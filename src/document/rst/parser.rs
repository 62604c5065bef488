//! The cursor over lines that every construct is written against.
//!
//! A construct is a function that looks at a line, and either declines (`None`) or takes the lines that are its
//! own and returns the index of the first line after them. docutils' state machine does the same with a current
//! line that it moves forth and back; here the index that is returned is the line that docutils would read next.

use super::indirect_targets::Leads;
use super::lines::{Line, is_space};
use super::{
    anonymous_target, block_quote, bullet_list, doctest, enumerated_list, explicit_markup, field_list, line_block,
    option_list, table, text, title,
};

/// What a block is to those who listen to the parse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Something that a reader sees: a paragraph, a list, a note.
    Visible,
    /// An image, or what holds nothing but images, which a reader sees too: it may stand in a text.
    Inline,
    /// A literal block, a doctest or a code directive.
    Literal,
    /// A grid, simple, CSV or list table.
    Table,
    /// A comment.
    Comment,
    /// Link targets, substitution definitions, malformed constructs: nothing of it is on the page.
    Invisible,
}

/// Where a block stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// At the top of the document. `on_page` says whether docutils makes anything of it that would keep a section
    /// after it from becoming the document's title.
    Top { on_page: bool },
    /// In another construct.
    Nested,
}

/// Listens to a parse.
pub(super) trait Sink {
    /// Whether the next block matters to the document's title: nothing has been on the page since the last heading,
    /// which may become title or subtitle.
    fn is_title_open(&self) -> bool;
    /// A heading that has the shape of one; its level is judged by the listener.
    fn title(&mut self, text: &str, title: title::Title<'_>);
    /// A heading or transition that docutils warns of or refuses.
    fn problem(&mut self, kind: title::ProblemKind, at: &[Line], docutils_line: &Line);
    /// Whether targets are told of.
    fn hears_targets(&self) -> bool {
        false
    }
    /// A hyperlink target, its name and what it leads to; `None` for another node that is invisible and no message.
    fn target(&mut self, _target: Option<(Option<String>, Leads)>, _is_top: bool) {}
    /// A block that is no section, with its lines. `text` is what the lines' offsets count in.
    fn block(&mut self, text: &str, kind: Kind, lines: &[Line], place: Place);
}

/// A parse of a run of lines: a document's, or with their indent taken off those of a list item or the like.
pub(super) struct Parser<'t, S> {
    pub text: &'t str,
    pub lines: &'t [Line],
    pub sink: &'t mut S,
    /// Whether titles count (docutils' `match_titles`): at the top of the document only.
    pub titles: bool,
    /// Whether the lines are those that the listener asks for, and not in a construct among them.
    top: bool,
    /// How many more levels of nested contents are looked into.
    depth: usize,
}

/// Takes the lines of a construct that begins at a line, or declines.
type Construct<S> = fn(&mut Parser<'_, S>, usize) -> Option<usize>;

/// Contents nested deeper than this are not looked into. docutils fails with a recursion error near this depth.
const MAX_DEPTH: usize = 64;

impl<'t, S: Sink> Parser<'t, S> {
    pub fn new(text: &'t str, lines: &'t [Line], sink: &'t mut S) -> Self {
        Parser { text, lines, sink, titles: true, top: true, depth: MAX_DEPTH }
    }

    /// A parser of a construct's contents for another listener, which hears of what stands at their top alone; `None`
    /// where they are nested too deep.
    pub fn peek<'p, P>(&self, lines: &'p [Line], sink: &'p mut P) -> Option<Parser<'p, P>>
    where
        't: 'p,
    {
        let depth = self.depth.checked_sub(1)?;
        Some(Parser { text: self.text, lines, sink, titles: false, top: true, depth })
    }

    /// The constructs in the order in which docutils tries them (`Body.initial_transitions`). Plain text, which
    /// is tried last, always matches.
    const CONSTRUCTS: [Construct<S>; 12] = [
        block_quote::parse,
        bullet_list::parse,
        enumerated_list::parse,
        field_list::parse,
        option_list::parse,
        doctest::parse,
        line_block::parse,
        table::parse_grid,
        table::parse_simple,
        explicit_markup::parse,
        anonymous_target::parse,
        title::parse_overlined,
    ];

    /// Parses all lines.
    pub fn run(&mut self) {
        let mut i = 0;
        while i < self.lines.len() {
            i = if self.is_blank(i) { i + 1 } else { self.block(i) };
        }
    }

    fn block(&mut self, i: usize) -> usize {
        if !starts_like_text(self.line(i)) {
            for construct in Self::CONSTRUCTS {
                if let Some(next) = construct(self, i) {
                    return next;
                }
            }
        }
        text::parse(self, i)
    }

    /// Parses the contents of a construct that stands at `first..end`.
    /// `first_strip` bytes go from the first line; from the others the indent that they have in common, at least
    /// `strip` columns where the construct's own indent is known.
    pub fn nested(&mut self, first: usize, end: usize, first_strip: Option<usize>, strip: Option<usize>) {
        let peeks = self.top && !self.titles;
        if self.depth == 0 || peeks {
            return;
        }
        let lines = self.contents(first, end, first_strip, strip);
        let sink = &mut *self.sink;
        Parser { text: self.text, lines: &lines, sink, titles: false, top: false, depth: self.depth - 1 }.run();
    }

    /// The lines of a construct's contents; see [`nested`](Self::nested).
    pub fn contents(&self, first: usize, end: usize, first_strip: Option<usize>, strip: Option<usize>) -> Vec<Line> {
        let rest = &self.lines[first + usize::from(first_strip.is_some())..end];
        let indent = strip.unwrap_or_else(|| {
            let indents = rest.iter().filter(|line| line.start < line.end).map(|line| self.indent(line));
            indents.min().unwrap_or(0)
        });
        let mut lines = Vec::with_capacity(end - first);
        if let Some(strip) = first_strip {
            let line = self.lines[first];
            lines.push(Line { start: (line.start + strip as u32).min(line.end), ..line });
        }
        lines.extend(rest.iter().map(|line| {
            let text = &self.text[line.start as usize..line.end as usize];
            let strip: usize = text.chars().take(indent).map(char::len_utf8).sum();
            Line { start: line.start + strip as u32, ..*line }
        }));
        lines
    }

    pub fn line(&self, i: usize) -> &'t str {
        let line = &self.lines[i];
        &self.text[line.start as usize..line.end as usize]
    }

    pub fn is_blank(&self, i: usize) -> bool {
        self.lines[i].start == self.lines[i].end
    }

    pub fn is_indented(&self, i: usize) -> bool {
        self.line(i).starts_with(' ')
    }

    /// Whether there is no line `i`, or a blank one.
    pub fn ends_at(&self, i: usize) -> bool {
        i >= self.lines.len() || self.is_blank(i)
    }

    /// First line from `start` that is neither blank nor indented (`StringList.get_indented`). With
    /// `until_blank` a blank line ends the block too.
    pub fn indented_end(&self, start: usize, until_blank: bool) -> usize {
        (start..self.lines.len())
            .find(|&i| if self.is_blank(i) { until_blank } else { !self.is_indented(i) })
            .unwrap_or(self.lines.len())
    }

    /// First line from `start` that is not blank and indented by fewer than `indent` columns.
    pub fn known_indented_end(&self, start: usize, indent: usize) -> usize {
        let fits = |line: &str| line.starts_with(' ') && line.chars().take(indent).all(is_space);
        (start..self.lines.len()).find(|&i| !self.is_blank(i) && !fits(self.line(i))).unwrap_or(self.lines.len())
    }

    /// First blank line from `start`, or the end.
    pub fn blank_from(&self, start: usize) -> usize {
        (start..self.lines.len()).find(|&i| self.is_blank(i)).unwrap_or(self.lines.len())
    }

    /// End of the run of lines from `start` that are neither blank nor indented
    /// (`StringList.get_text_block` with `flush_left`).
    pub fn flush_left_end(&self, start: usize) -> usize {
        (start..self.lines.len()).find(|&i| self.is_blank(i) || self.is_indented(i)).unwrap_or(self.lines.len())
    }

    pub fn emit(&mut self, kind: Kind, first: usize, end: usize) {
        self.emit_as(kind, first, end, !matches!(kind, Kind::Comment | Kind::Invisible));
    }

    /// Whether the next block matters to the document's title.
    pub fn is_title_open(&self) -> bool {
        self.top && self.sink.is_title_open()
    }

    pub fn tell_target(&mut self, name: Option<String>, leads: Leads) {
        self.sink.target(Some((name, leads)), self.top);
    }

    /// Tells of a node that is invisible and no message.
    pub fn tell_invisible(&mut self) {
        self.sink.target(None, self.top);
    }

    pub fn emit_as(&mut self, kind: Kind, first: usize, end: usize, on_page: bool) {
        let place = if self.top { Place::Top { on_page } } else { Place::Nested };
        self.sink.block(self.text, kind, &self.lines[first..end], place);
    }

    fn indent(&self, line: &Line) -> usize {
        self.text[line.start as usize..line.end as usize].chars().take_while(|&c| is_space(c)).count()
    }
}

/// Whether a line can be nothing but text, judged by its first two bytes: the shortcut for prose, which is most
/// of a document. An enumerator (`a.`, `iv)`) begins with letters too.
fn starts_like_text(line: &str) -> bool {
    match line.as_bytes() {
        [first, second, ..] => {
            first.is_ascii_alphabetic() && !matches!(second, b'.' | b')') && !is_roman(*first, *second)
        }
        _ => false,
    }
}

fn is_roman(first: u8, second: u8) -> bool {
    let roman = |b: u8| matches!(b.to_ascii_lowercase(), b'i' | b'v' | b'x' | b'l' | b'c' | b'd' | b'm');
    roman(first) && roman(second)
}

/// Length of `marker` and the spaces after it, where spaces or the end of the line follow: `marker( +|$)`.
/// `len` is the marker's own length in bytes.
pub(super) fn spaced(line: &str, len: usize) -> Option<usize> {
    let rest = &line[len..];
    let spaces = rest.len() - rest.trim_start_matches(' ').len();
    (spaces > 0 || rest.is_empty()).then_some(len + spaces)
}
