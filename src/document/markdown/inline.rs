//! Inline text (CommonMark 6): what a reader sees, without markup, and where HTML stands in it.
//!
//! ```bnf
//! code_span  ::= `` ` ``+ text as many `` ` ``
//! escape     ::= `\` punctuation
//! link       ::= `[` inline* `]` (`(` destination? (space title)? `)` | `[` label `]` | `[]`)?
//! image      ::= `!` link
//! footnote   ::= `[^` label `]`
//! autolink   ::= `<` (address | mail address) `>`
//! ```
//!
//! A text is read once from left to right, as the specification's appendix describes it, into pieces. Brackets and
//! delimiters of emphasis are pieces too, and go when they turn out to be markup.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::emphasis::{Delimiter, emphasis, flanking};
use super::entity::{entity, without_entities};
use super::heading_text::Labels;
use super::inline_html::InlineHtml;
use super::link_reference::{destination, title};
use crate::pattern::constant;

/// What a text holds.
#[derive(Debug, Default)]
pub(super) struct Inline {
    pub text: String,
    pub html: Vec<Range<usize>>,
    /// Where lines end, but for those in code, in HTML and in the destinations of links.
    pub line_ends: Vec<usize>,
}

/// Reads a text. Its lines end in `\n`, and white space at their beginning is gone.
pub(super) fn inline(text: &str, labels: &Labels) -> Inline {
    let mut parser = Parser {
        text,
        at: 0,
        labels,
        pieces: Vec::new(),
        delimiters: Vec::new(),
        brackets: Vec::new(),
        inactive: 0,
        html: InlineHtml::default(),
        found: Vec::new(),
        line_ends: Vec::new(),
        backquotes: None,
    };
    while parser.at < text.len() {
        parser.step();
    }
    emphasis(&mut parser.delimiters, 0, &mut parser.pieces);
    Inline { text: parser.pieces.concat(), html: parser.found, line_ends: parser.line_ends }
}

/// The lines of a block as one text, without the white space that they begin with.
pub(super) struct JoinedLines {
    pub text: String,
    /// Where each line begins in the text and in the source.
    starts: Vec<(usize, usize)>,
}

impl JoinedLines {
    pub fn new(source: &str, lines: &[Range<usize>]) -> Self {
        let mut joined = JoinedLines { text: String::new(), starts: Vec::new() };
        for line in lines {
            let text = source[line.clone()].trim_start_matches([' ', '\t']);
            joined.starts.push((joined.text.len(), line.end - text.len()));
            joined.text += text;
            joined.text.push('\n');
        }
        joined.text.truncate(joined.text.trim_end_matches([' ', '\t', '\n', '\u{b}', '\u{c}']).len());
        joined
    }

    /// Where a part of the text stands in the source.
    pub fn in_source(&self, part: Range<usize>) -> Range<usize> {
        let place = |at: usize| {
            let line = self.starts.partition_point(|&(start, _)| start <= at).saturating_sub(1);
            self.starts.get(line).map_or(at, |&(start, in_source)| in_source + at - start)
        };
        place(part.start)..place(part.end)
    }
}

/// What may begin something else than text.
const SPECIAL: [char; 11] = ['\n', '`', '\\', '&', '<', '*', '_', '~', '[', ']', '!'];

struct Parser<'t> {
    text: &'t str,
    at: usize,
    labels: &'t Labels,
    pieces: Vec<Cow<'t, str>>,
    /// Runs of `*`, `_` and `~` that may be markup.
    delimiters: Vec<Delimiter>,
    /// Brackets that may begin a link.
    brackets: Vec<Bracket>,
    /// So many of the brackets have a link inside, and begin none.
    inactive: usize,
    html: InlineHtml,
    found: Vec<Range<usize>>,
    line_ends: Vec<usize>,
    /// Where the last run of so many backquotes is, once somebody has looked.
    backquotes: Option<HashMap<usize, usize>>,
}

struct Bracket {
    is_image: bool,
    /// Its piece.
    piece: usize,
    /// How many delimiters stand before it.
    delimiters: usize,
    /// Where the text after it begins.
    start: usize,
    has_bracket_inside: bool,
}

impl<'t> Parser<'t> {
    fn step(&mut self) {
        let rest = &self.text[self.at..];
        match rest.as_bytes()[0] {
            b'\n' => {
                self.pieces.push(Cow::Borrowed(" "));
                self.line_ends.push(self.at);
                self.at += 1;
            }
            b'`' => self.code_span(),
            b'\\' => match rest.as_bytes().get(1) {
                Some(b) if b.is_ascii_punctuation() => {
                    self.pieces.push(Cow::Borrowed(&rest[1..2]));
                    self.at += 2;
                }
                Some(b'\n') => self.at += 1,
                _ => self.take(1),
            },
            b'&' => match entity(rest) {
                Some((text, len)) => {
                    self.pieces.push(text);
                    self.at += len;
                }
                None => self.take(1),
            },
            b'<' => self.angle_bracket(),
            marker @ (b'*' | b'_' | b'~') => self.delimiter(marker),
            b'[' => self.open_bracket(1),
            b'!' if rest[1..].starts_with('[') && !rest[2..].starts_with('^') => self.open_bracket(2),
            b']' => self.close_bracket(),
            _ => {
                let first = rest.chars().next().map_or(1, char::len_utf8);
                self.take(first + rest[first..].find(SPECIAL).unwrap_or(rest.len() - first));
            }
        }
    }

    /// Takes so many bytes as text.
    fn take(&mut self, len: usize) {
        self.pieces.push(Cow::Borrowed(&self.text[self.at..self.at + len]));
        self.at += len;
    }

    fn code_span(&mut self) {
        let rest = &self.text[self.at..];
        let len = rest.len() - rest.trim_start_matches('`').len();
        let start = self.at + len;
        let Some(end) = self.closing_backquotes(start, len) else { return self.take(len) };
        let code = &self.text[start..end];
        let is_padded = |c: char| c == ' ' || c == '\n';
        let inner = code.strip_prefix(is_padded).and_then(|code| code.strip_suffix(is_padded));
        let code = inner.filter(|_| !code.trim_matches(is_padded).is_empty()).unwrap_or(code);
        self.pieces.push(Cow::Borrowed(code));
        self.at = end + len;
    }

    /// Where the next run of so many backquotes begins. The text is searched to its end but once.
    fn closing_backquotes(&mut self, start: usize, len: usize) -> Option<usize> {
        if let Some(last) = &self.backquotes
            && last.get(&len).is_none_or(|&at| at < start)
        {
            return None;
        }
        let mut at = start;
        let mut last = HashMap::new();
        while let Some(found) = memchr::memchr(b'`', &self.text.as_bytes()[at..]) {
            let rest = &self.text[at + found..];
            let own = rest.len() - rest.trim_start_matches('`').len();
            if own == len {
                return Some(at + found);
            }
            last.insert(own, at + found);
            at += found + own;
        }
        self.backquotes.get_or_insert(last);
        None
    }

    fn angle_bracket(&mut self) {
        static AUTOLINK: LazyLock<Regex> = LazyLock::new(|| {
            let label = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
            let mail = format!(r"[A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~-]+@{label}(?:\.{label})*");
            constant(&format!(r"^<([A-Za-z][A-Za-z0-9.+-]{{1,31}}:[^\x00-\x20<>]*|{mail})>"))
        });
        let rest = &self.text[self.at..];
        if let Some(found) = AUTOLINK.captures(rest) {
            self.pieces.push(without_entities(found.get(1).map_or("", |address| address.as_str())));
            self.at += found.get(0).map_or(1, |found| found.len());
        } else if let Some(len) = self.html.len(self.text, self.at) {
            self.found.push(self.at..self.at + len);
            self.at += len;
        } else {
            self.take(1);
        }
    }

    fn delimiter(&mut self, marker: u8) {
        let rest = &self.text[self.at..];
        let len = rest.bytes().take_while(|&b| b == marker).count();
        let (can_open, can_close) = flanking(&self.text[..self.at], &rest[len..], marker);
        // Of `~`, one or two strike through.
        if (can_open || can_close) && (marker != b'~' || len <= 2) {
            let piece = self.pieces.len();
            self.delimiters.push(Delimiter { marker, piece, at: self.at, len, left: len, can_open, can_close });
        }
        self.take(len);
    }

    fn open_bracket(&mut self, len: usize) {
        if let Some(last) = self.brackets.last_mut() {
            last.has_bracket_inside = true;
        }
        self.inactive = self.inactive.min(self.brackets.len());
        self.brackets.push(Bracket {
            is_image: len == 2,
            piece: self.pieces.len(),
            delimiters: self.delimiters.len(),
            start: self.at + len,
            has_bracket_inside: false,
        });
        self.take(len);
    }

    fn close_bracket(&mut self) {
        let Some(bracket) = self.brackets.pop() else { return self.take(1) };
        if !bracket.is_image && self.brackets.len() < self.inactive {
            return self.take(1);
        }
        if let Some(end) = self.link_end(&bracket) {
            self.at = end;
            self.pieces[bracket.piece] = Cow::Borrowed("");
            emphasis(&mut self.delimiters, bracket.delimiters, &mut self.pieces);
            if !bracket.is_image {
                self.inactive = self.brackets.len();
            }
            return;
        }
        let label = &self.text[bracket.start..self.at];
        match label.strip_prefix('^') {
            Some(name) if !bracket.is_image && !name.is_empty() => {
                // Whatever stands in it, it is a mark, or else the text that it is in the source.
                self.delimiters.truncate(bracket.delimiters);
                self.pieces.truncate(bracket.piece);
                self.at += 1;
                if !self.labels.has_footnote(name) {
                    self.pieces.push(Cow::Borrowed(&self.text[bracket.start - 1..self.at]));
                }
            }
            _ => self.take(1),
        }
    }

    /// Where the link ends whose text ends in the bracket at this place, if it is one.
    fn link_end(&self, bracket: &Bracket) -> Option<usize> {
        let after = self.at + 1;
        if let Some(len) = inline_link(&self.text[after..]) {
            return Some(after + len);
        }
        let following = label(&self.text[after..]);
        let end = after + following.map_or(0, |label| label.len() + 2);
        let label = match following.filter(|label| !label.trim().is_empty()) {
            Some(label) => label,
            None if bracket.has_bracket_inside => return None,
            None => &self.text[bracket.start..self.at],
        };
        self.labels.has_link(label).then_some(end)
    }
}

/// The length of the brackets that hold the destination and the title of a link.
fn inline_link(text: &str) -> Option<usize> {
    const SPACE: [char; 4] = [' ', '\t', '\n', '\u{c}'];
    let skip_space = |at: usize| text.len() - text[at..].trim_start_matches(SPACE).len();
    let start = text.starts_with('(').then(|| skip_space(1))?;
    let destination_end = start + destination(&text[start..])?;
    let gap_end = skip_space(destination_end);
    let title_end = if gap_end > destination_end { gap_end + title(&text[gap_end..]).unwrap_or(0) } else { gap_end };
    let end = skip_space(title_end);
    text[end..].starts_with(')').then_some(end + 1)
}

/// The text between the brackets that a text begins with.
fn label(text: &str) -> Option<&str> {
    const MAX_LEN: usize = 1000;
    let inner = text.strip_prefix('[')?;
    let mut is_escaped = false;
    for (at, b) in inner.bytes().enumerate().take(MAX_LEN + 1) {
        match b {
            b'[' | b']' if is_escaped => is_escaped = false,
            b']' => return Some(&inner[..at]),
            b'[' => return None,
            _ => is_escaped = b == b'\\' && !is_escaped,
        }
    }
    None
}
