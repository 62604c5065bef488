//! A few lines of a document around a place.

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use crate::escape::is_obeyed;
use crate::lines::LineIndex;
use crate::rules::Span;

/// The line of a place, with one line before and after it, and the place in it.
///
/// Only so much is handed to miette: it would read the whole document anew for every diagnostic, and show a line of
/// megabytes in full.
pub(super) struct Excerpt {
    path: String,
    text: String,
    /// Byte range of the place in the text.
    pub span: SourceSpan,
    /// 0-based line of the text's beginning.
    first_line: usize,
    /// 0-based line and column of the place.
    position: (usize, usize),
}

/// Longest line that is shown whole, in characters.
const MAX_LINE: usize = 160;

/// The same on the narrowest terminal, which has so many columns more for line numbers.
const LEAST_LINE: usize = 30;
const MARGIN: usize = 10;

/// What is shown of a longer line before its place.
const BEFORE: usize = 40;

impl Excerpt {
    /// `width` is that of the terminal, if it is one.
    pub fn new(path: &str, lines: &LineIndex<'_>, span: &Span, width: Option<usize>) -> Self {
        let most = width.map_or(MAX_LINE, |width| width.saturating_sub(MARGIN).clamp(LEAST_LINE, MAX_LINE));
        let mut text = String::new();
        let mut place = 0..0;
        let first = span.line.saturating_sub(1).max(1);
        for line in first..=(span.line + 1).min(lines.len()) {
            let (begin, whole) = lines.line(line);
            if line > span.line && line == lines.len() && whole.is_empty() {
                // What follows the last line end is no line to anyone who reads.
                break;
            }
            if line != span.line {
                text.extend(whole.chars().take(most).map(visible));
            } else {
                // A place of several lines is marked on its first one.
                let start = span.range.start.saturating_sub(begin).min(whole.len());
                let end = span.range.end.saturating_sub(begin).clamp(start, whole.len());
                let (shown, start, end) = cut(whole, start, end, most);
                place = text.len() + start..text.len() + end;
                text.extend(shown.chars().map(visible));
            }
            text.push('\n');
        }
        Excerpt {
            path: path.to_owned(),
            text,
            span: place.into(),
            first_line: first - 1,
            position: (span.line - 1, span.column - 1),
        }
    }
}

/// A long line cut around `start..end`, and where that is in what is left.
fn cut(line: &str, start: usize, end: usize, most: usize) -> (&str, usize, usize) {
    let back = |at: usize, count: usize| line[..at].char_indices().rev().take(count).last().map_or(at, |(at, _)| at);
    let forward =
        |at: usize, count: usize| line[at..].char_indices().nth(count).map_or(line.len(), |(more, _)| at + more);
    if forward(0, most) == line.len() {
        return (line, start, end);
    }
    let from = back(start, BEFORE.min(most / 2));
    let to = forward(from, most);
    (&line[from..to], start - from, end.min(to) - from)
}

/// What a terminal would obey is replaced, by a character of as many bytes, so that places stay where they are.
fn visible(c: char) -> char {
    match c.len_utf8() {
        _ if c == '\t' || !is_obeyed(c) => c,
        1 => '?',
        2 => '\u{bf}',
        _ => '\u{fffd}',
    }
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        // miette asks without context for the position in the header, and with context for what it shows.
        let contents = if before + after == 0 {
            let (line, column) = self.position;
            let place = self.text.as_bytes().get(span.offset()..span.offset() + span.len()).unwrap_or_default();
            MietteSpanContents::new_named(self.path.clone(), place, *span, line, column, 1)
        } else {
            let lines = self.text.lines().count();
            let all = (0, self.text.len()).into();
            MietteSpanContents::new_named(self.path.clone(), self.text.as_bytes(), all, self.first_line, 0, lines)
        };
        Ok(Box::new(contents))
    }
}
