//! Source text → lines as docutils sees them.
//!
//! `docutils.statemachine.string2lines`: vertical tabs and form feeds become spaces, the text is split where
//! Python's `str.splitlines` splits it, tabs are expanded to 8 columns and trailing white space goes.

use std::borrow::Cow;

use memchr::memchr_iter;

/// One line without its end and trailing white space.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    /// Byte range in [`Lines::text`].
    pub start: u32,
    pub end: u32,
    /// Byte offset of the line's beginning in the source.
    pub source: u32,
    /// 1-based line as editors count: docutils also splits at separators such as U+2028, editors do not.
    pub number: u32,
}

/// The lines of a document.
pub(super) struct Lines<'a> {
    /// The source, or a copy with tabs expanded where it has any.
    pub text: Cow<'a, str>,
    pub lines: Vec<Line>,
}

/// Columns between tab stops (docutils' `tab_width`).
const TAB_WIDTH: usize = 8;

impl<'a> Lines<'a> {
    pub fn new(source: &'a str, start: usize) -> Self {
        if is_odd(source) { odd_lines(source, start) } else { plain_lines(source, start) }
    }
}

/// White space as Python's `str.isspace` defines it.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

/// `str.rstrip` of Python.
pub(super) fn rstrip(line: &str) -> &str {
    match line.as_bytes().last() {
        Some(b'!'..=b'~') | None => line,
        _ => line.trim_end_matches(is_space),
    }
}

/// Whether the text has tabs or line ends other than `\n`. Control characters are looked for without a branch, so that
/// the loop vectorizes.
fn is_odd(source: &str) -> bool {
    let has_control = |chunk: &[u8]| chunk.iter().fold(false, |odd, &b| odd | (b < b' ' && b != b'\n'));
    source.as_bytes().chunks(4096).any(has_control)
        || (!source.is_ascii() && ["\u{85}", "\u{2028}", "\u{2029}"].iter().any(|end| source.contains(end)))
}

/// Lines of a text whose only line end is `\n` and that has no tabs.
fn plain_lines(source: &str, start: usize) -> Lines<'_> {
    let mut lines = Vec::with_capacity(source.len() / 32 + 1);
    let mut begin = start;
    let ends = memchr_iter(b'\n', &source.as_bytes()[start..]).map(|end| start + end);
    for end in ends.chain((!source.ends_with('\n') && start < source.len()).then_some(source.len())) {
        let text = rstrip(&source[begin..end]);
        lines.push(Line {
            start: begin as u32,
            end: (begin + text.len()) as u32,
            source: begin as u32,
            number: lines.len() as u32 + 1,
        });
        begin = end + 1;
    }
    Lines { text: Cow::Borrowed(source), lines }
}

/// Lines of any text. It is copied only where tabs have to be expanded.
fn odd_lines(source: &str, start: usize) -> Lines<'_> {
    let copy = source.bytes().any(|b| matches!(b, b'\t' | 0x0b | 0x0c));
    let mut text =
        if copy { Cow::Owned(String::with_capacity(source.len() + source.len() / 8)) } else { source.into() };
    let mut lines = Vec::with_capacity(source.len() / 32 + 1);
    let (mut begin, mut number) = (start, 1);
    while begin < source.len() {
        let rest = &source[begin..];
        let (len, end_len, counts) = line_end(rest);
        let line = &rest[..len];
        let (from, to) = match &mut text {
            Cow::Borrowed(_) => (begin, begin + rstrip(line).len()),
            Cow::Owned(copy) => {
                let from = copy.len();
                expand(line, copy);
                let to = from + rstrip(&copy[from..]).len();
                copy.truncate(to);
                (from, to)
            }
        };
        lines.push(Line { start: from as u32, end: to as u32, source: begin as u32, number });
        begin += len + end_len;
        number += u32::from(counts);
    }
    Lines { text, lines }
}

/// Length of the first line, of its end, and whether editors too count that end.
fn line_end(rest: &str) -> (usize, usize, bool) {
    let ends = |c: char| matches!(c, '\n' | '\r' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    match rest.find(ends) {
        None => (rest.len(), 0, false),
        Some(at) if rest[at..].starts_with("\r\n") => (at, 2, true),
        Some(at) => {
            let c = rest[at..].chars().next().unwrap_or('\n');
            (at, c.len_utf8(), matches!(c, '\n' | '\r'))
        }
    }
}

/// Python's `str.expandtabs`, after vertical tabs and form feeds have become spaces.
fn expand(line: &str, into: &mut String) {
    let mut column = 0;
    for c in line.chars() {
        match c {
            '\t' => {
                let width = TAB_WIDTH - column % TAB_WIDTH;
                into.extend(std::iter::repeat_n(' ', width));
                column += width;
            }
            '\u{b}' | '\u{c}' => {
                into.push(' ');
                column += 1;
            }
            c => {
                into.push(c);
                column += 1;
            }
        }
    }
}

/// Byte range in the source of a line, without its end and trailing white space.
pub(super) fn source_line(source: &str, line: &Line) -> std::ops::Range<usize> {
    let start = line.source as usize;
    let rest = &source[start..];
    start..start + rstrip(&rest[..line_end(rest).0]).len()
}
