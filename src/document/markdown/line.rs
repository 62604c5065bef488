//! A line as block structure sees it: a place in it, and the column of that place.
//!
//! Tabs are not expanded, but where white space counts they reach to the next multiple of four columns (CommonMark 2.2).
//! A container may take a part of a tab; the rest of it then counts for what stands inside.

use crate::lines::line_ends;

/// Columns between tab stops.
const TAB: usize = 4;

/// So far is code indented (CommonMark 4.4).
pub(super) const CODE_INDENT: usize = 4;

/// A line without its end, and how much of it containers have taken.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    pub text: &'a str,
    /// Byte offset of the line in the source.
    pub start: usize,
    /// Byte offset of the end of the line, its line end included.
    pub next: usize,
    /// Byte offset in the text.
    at: usize,
    column: usize,
}

impl<'a> Line<'a> {
    /// The line that begins at a byte offset. `\n`, `\r\n` and `\r` end lines (CommonMark 2.1).
    pub fn at(source: &'a str, start: usize) -> Self {
        let rest = &source[start..];
        let len = memchr::memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len());
        let end = match &rest.as_bytes()[len..] {
            [b'\r', b'\n', ..] => 2,
            [_, ..] => 1,
            [] => 0,
        };
        Line { text: &rest[..len], start, next: start + len + end, at: 0, column: 0 }
    }

    /// Whether another line follows, if only an empty one.
    pub fn has_end(&self) -> bool {
        self.next > self.start + self.text.len()
    }

    /// Byte offset in the text of what containers have not taken.
    pub fn offset(&self) -> usize {
        self.at
    }

    /// Whether containers have taken all of it.
    pub fn is_at_end(&self) -> bool {
        self.at == self.text.len()
    }

    /// What follows the white space after the place, and how wide that is.
    pub fn indent(&self) -> Indent<'a> {
        let bytes = self.text.as_bytes();
        let (mut at, mut column) = (self.at, self.column);
        while let Some(&b) = bytes.get(at) {
            match b {
                b' ' => column += 1,
                b'\t' => column += TAB - column % TAB,
                _ => break,
            }
            at += 1;
        }
        Indent { columns: column - self.column, rest: &self.text[at..], offset: at }
    }

    /// Whether so many columns of white space stand at the place. It is looked no further, as each of many containers
    /// asks.
    pub fn has_indent(&self, columns: usize) -> bool {
        let mut column = self.column;
        for &b in &self.text.as_bytes()[self.at..] {
            match b {
                _ if column - self.column >= columns => break,
                b' ' => column += 1,
                b'\t' => column += TAB - column % TAB,
                _ => break,
            }
        }
        column - self.column >= columns
    }

    /// Takes so many columns of white space, or a part of a tab.
    pub fn take_columns(&mut self, mut count: usize) {
        while count > 0
            && let Some(&b) = self.text.as_bytes().get(self.at)
        {
            let width = if b == b'\t' { TAB - self.column % TAB } else { 1 };
            let taken = width.min(count);
            self.column += taken;
            self.at += usize::from(taken == width);
            count -= taken;
        }
    }

    /// Takes all up to a byte offset of the text.
    pub fn take_to(&mut self, offset: usize) {
        while self.at < offset {
            let is_tab = self.text.as_bytes()[self.at] == b'\t';
            self.column += if is_tab { TAB - self.column % TAB } else { 1 };
            self.at += 1;
        }
    }

    /// Takes one column of white space, if there is some.
    pub fn take_space(&mut self) {
        if self.starts_with_space() {
            self.take_columns(1);
        }
    }

    /// Whether a space or tab stands at the place.
    pub fn starts_with_space(&self) -> bool {
        matches!(self.text.as_bytes().get(self.at), Some(b' ' | b'\t'))
    }
}

/// Where lines begin.
#[derive(Debug)]
pub(super) struct LineStarts(Vec<usize>);

impl LineStarts {
    /// Those of the lines of a source up to the one that holds an offset.
    pub fn up_to(source: &str, offset: usize) -> Self {
        let mut starts = Vec::with_capacity(source.len() / 32 + 1);
        starts.push(0);
        starts.extend(line_ends(&source[..offset]));
        LineStarts(starts)
    }

    pub fn into_vec(self) -> Vec<usize> {
        self.0
    }

    /// Adds the next line.
    pub fn push(&mut self, start: usize) {
        self.0.push(start);
    }

    /// The 1-based number of the line that holds an offset.
    pub fn number(&self, offset: usize) -> usize {
        self.0.partition_point(|&start| start <= offset)
    }

    /// The offset where the line begins that holds an offset.
    pub fn start_of(&self, offset: usize) -> usize {
        self.0[self.number(offset) - 1]
    }
}

/// White space at a place of a line, and what follows it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Indent<'a> {
    pub columns: usize,
    pub rest: &'a str,
    /// Byte offset of the rest in the line's text.
    pub offset: usize,
}

impl Indent<'_> {
    pub fn is_blank(&self) -> bool {
        self.rest.is_empty()
    }

    /// Whether it is that of indented code.
    pub fn is_code(&self) -> bool {
        self.columns >= CODE_INDENT
    }
}

/// A text without spaces and tabs at its end.
pub(super) fn trim_end(text: &str) -> &str {
    text.trim_end_matches([' ', '\t'])
}
