//! Byte offsets ↔ lines and columns, and white space.

use std::borrow::Cow;
use std::cell::{Cell, OnceCell};

use memchr::memchr2_iter;

/// The beginnings of a text's lines, as editors count them: `\n`, `\r\n` and a lone `\r` end a line.
#[derive(Debug, Clone)]
pub struct LineIndex<'a> {
    text: &'a str,
    /// Where the lines begin; looked for when somebody first asks, as most specs have nothing to point at.
    starts: OnceCell<Cow<'a, [usize]>>,
    /// The offset that was last asked for, and its column.
    last: Cell<(usize, usize)>,
}

impl<'a> LineIndex<'a> {
    /// Finds where the lines of a text begin.
    pub fn new(text: &'a str) -> Self {
        LineIndex { text, starts: OnceCell::new(), last: Cell::new((0, 1)) }
    }

    /// With the places where lines begin.
    pub(crate) fn with_starts(text: &'a str, starts: &'a [usize]) -> Self {
        LineIndex { text, starts: OnceCell::from(Cow::Borrowed(starts)), last: Cell::new((0, 1)) }
    }

    fn starts(&self) -> &[usize] {
        self.starts.get_or_init(|| std::iter::once(0).chain(line_ends(self.text)).collect::<Vec<_>>().into())
    }

    /// Length of the byte order mark, which is in no line and no column.
    fn byte_order_mark(&self) -> usize {
        if self.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
    }

    /// 1-based line and column of a byte offset; columns count characters. An offset past the end gives the end.
    pub fn position(&self, offset: usize) -> (usize, usize) {
        let on_boundary = |&at: &usize| self.text.is_char_boundary(at);
        let offset = (0..=offset.min(self.text.len())).rev().find(on_boundary).unwrap_or(0);
        let line = self.starts().partition_point(|&start| start <= offset);
        let start = self.starts()[line - 1].max(self.byte_order_mark()).min(offset);
        // Counting goes on from the last place, as a long line may have a finding at every word.
        let (from, column) = match self.last.get() {
            (last, column) if (start..=offset).contains(&last) => (last, column),
            _ => (start, 1),
        };
        let column = column + self.text[from..offset].chars().count();
        self.last.set((offset, column));
        (line, column)
    }

    /// A 1-based line without its end, and the byte offset where it begins.
    pub fn line(&self, line: usize) -> (usize, &'a str) {
        let mut range = self.range(line);
        range.start = range.start.max(self.byte_order_mark());
        let text = &self.text[range.clone()];
        let text = text.strip_suffix('\n').unwrap_or(text);
        (range.start, text.strip_suffix('\r').unwrap_or(text))
    }

    /// The number of lines. A text that ends in a line end has an empty last line.
    pub fn len(&self) -> usize {
        self.starts().len()
    }

    /// Never: even an empty text has a line.
    pub fn is_empty(&self) -> bool {
        false
    }

    /// Byte range of a 1-based line with its end. A line past the end is empty.
    fn range(&self, line: usize) -> std::ops::Range<usize> {
        let start = |line: usize| self.starts().get(line - 1).copied().unwrap_or(self.text.len());
        start(line)..start(line + 1)
    }
}

/// Byte offsets right after each line end.
pub(crate) fn line_ends(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    memchr2_iter(b'\n', b'\r', bytes)
        .filter(|&at| bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'))
        .map(|at| at + 1)
}

/// Runs of white space become single spaces, and go at the ends.
pub(crate) fn fold_white_space(text: &str) -> Cow<'_, str> {
    if text.is_ascii() && is_folded(text.as_bytes()) {
        return Cow::Borrowed(text);
    }
    let mut space = true;
    let mut folded = true;
    for c in text.chars() {
        let is_space = c.is_whitespace();
        folded &= !is_space || (c == ' ' && !space);
        space = is_space;
    }
    if text.is_empty() || (folded && !space) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Whether an ASCII text has single spaces alone for white space, and none at its ends.
fn is_folded(text: &[u8]) -> bool {
    let is_single =
        |pair: &[u8]| !pair[1].is_ascii_whitespace() && pair[1] != 0xb || pair[1] == b' ' && pair[0] != b' ';
    let ends_in_text = |byte: Option<&u8>| byte.is_none_or(|byte| byte.is_ascii_graphic());
    ends_in_text(text.first()) && ends_in_text(text.last()) && text.windows(2).all(is_single)
}
