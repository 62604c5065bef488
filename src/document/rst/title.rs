//! Section titles and transitions.
//!
//! ```bnf
//! underlined ::= text_line adornment
//! overlined  ::= adornment (text_line | indented_line) adornment     both adornments equal
//! transition ::= adornment                                           4 characters or more, then a blank line
//! adornment  ::= one ASCII punctuation character, repeated
//! ```
//!
//! An adornment shorter than its title is an error that docutils forgives (a warning) from 4 characters on;
//! shorter ones are taken for text. A title's level is the rank of its style (character, overlined or not) by
//! first appearance; a title may not be more than one level deeper than the section that it stands in.
//! Specification: "Sections", "Transitions"; `states.Line`, `Text.underline`, `RSTState.check_subsection`.

use unicode_normalization::char::canonical_combining_class;
use unicode_width::UnicodeWidthChar;

use super::super::outline::HeadingStyle;
use super::lines::Line;
use super::parser::{Kind, Parser, Sink};

/// A title with its lines.
pub(super) struct Title<'l> {
    /// Overline, if there is one, text and underline.
    pub lines: &'l [Line],
    /// The line with the text.
    pub text_line: &'l Line,
    /// The line after the title.
    pub next: Option<&'l Line>,
    pub style: HeadingStyle,
}

/// Why docutils warns of a title or refuses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProblemKind {
    /// A title all the same, of so many columns.
    UnderlineTooShort { columns: usize },
    /// A title all the same, of so many columns.
    OverlineTooShort { columns: usize },
    /// No title: overline and underline are not the same text.
    Mismatch,
    /// No title: an overline and a text, but the third line is no adornment.
    MissingUnderline,
    /// No title: the document ends after an overline and a text.
    Incomplete,
    /// No title: two adornments in a row.
    Invalid,
    /// No title: a style that would be more than one level deeper than the section that it stands in.
    SkippedLevel { from: usize, to: usize },
    /// No title: inside a list, a block quote, a directive and so on.
    NestedTitle,
    /// Neither title nor transition: inside a list, a block quote, a directive and so on.
    NestedAdornment,
    /// docutils gives up on a document with a line longer than its `line_length_limit`.
    LineTooLong,
}

impl ProblemKind {
    /// Whether docutils makes a section of the title nevertheless.
    pub fn is_title(self) -> bool {
        matches!(self, ProblemKind::UnderlineTooShort { .. } | ProblemKind::OverlineTooShort { .. })
    }
}

/// Adornments below this length that do not fit are taken for text.
const SHORT: usize = 4;

pub(super) fn parse_overlined<S: Sink>(p: &mut Parser<S>, i: usize) -> Option<usize> {
    let overline = p.line(i);
    if !is_adornment(overline) {
        return None;
    }
    let short = overline.len() < SHORT;
    if !p.titles {
        return (!short).then(|| refuse(p, ProblemKind::NestedAdornment, i, 1));
    }
    if p.ends_at(i + 1) {
        return (!short).then(|| {
            p.emit(Kind::Visible, i, i + 1);
            i + 1
        });
    }
    let title = p.line(i + 1);
    let problem = if is_adornment(title) {
        (ProblemKind::Invalid, 2)
    } else if i + 2 == p.lines.len() {
        (ProblemKind::Incomplete, 2)
    } else if !is_adornment(p.line(i + 2)) {
        (ProblemKind::MissingUnderline, 3)
    } else if p.line(i + 2) != overline {
        (ProblemKind::Mismatch, 3)
    } else {
        let columns = display_width(title);
        if columns > overline.len() {
            if short {
                return None;
            }
            p.sink.problem(ProblemKind::OverlineTooShort { columns }, &p.lines[i..i + 3], &p.lines[i]);
        }
        section(p, i, i + 1, true);
        return Some(i + 3);
    };
    (!short).then(|| refuse(p, problem.0, i, problem.1))
}

pub(super) fn parse_underlined<S: Sink>(p: &mut Parser<S>, i: usize) -> Option<usize> {
    let underline = p.line(i + 1);
    if !is_adornment(underline) {
        return None;
    }
    let columns = display_width(p.line(i));
    let too_short = columns > underline.len();
    if too_short && underline.len() < SHORT {
        return None;
    }
    if !p.titles {
        p.sink.problem(ProblemKind::NestedTitle, &p.lines[i..i + 2], &p.lines[i + 1]);
        p.emit(Kind::Invisible, i, i + 2);
        return Some(i + 2);
    }
    if too_short {
        p.sink.problem(ProblemKind::UnderlineTooShort { columns }, &p.lines[i..i + 2], &p.lines[i + 1]);
    }
    section(p, i, i, false);
    Some(i + 2)
}

fn section<S: Sink>(p: &mut Parser<S>, first: usize, text: usize, overline: bool) {
    let style = HeadingStyle::Adorned { character: p.line(text + 1).as_bytes()[0], overline };
    let title =
        Title { lines: &p.lines[first..text + 2], text_line: &p.lines[text], next: p.lines.get(text + 2), style };
    p.sink.title(p.text, title);
}

fn refuse<S: Sink>(p: &mut Parser<S>, kind: ProblemKind, i: usize, lines: usize) -> usize {
    p.sink.problem(kind, &p.lines[i..i + lines], &p.lines[i]);
    p.emit(Kind::Invisible, i, i + lines);
    i + lines
}

/// `([!-/:-@[-`{-~])\1* *$`
fn is_adornment(line: &str) -> bool {
    let bytes = line.as_bytes();
    bytes.first().is_some_and(|first| first.is_ascii_punctuation() && bytes.iter().all(|b| b == first))
}

/// `docutils.utils.column_width`: East Asian wide characters count 2, combining ones 0, all others 1.
pub fn display_width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    let columns = |c: char| {
        let wide = c.width() == Some(2);
        1 + usize::from(wide) - usize::from(canonical_combining_class(c) != 0)
    };
    text.chars().map(columns).sum()
}
