//! Byte offsets of a text ↔ the lines and columns of the protocol.

use std::ops::Range;
use std::sync::Arc;

use super::client::Encoding;
use super::protocol::{LspRange, Position};
use crate::lines::line_ends;

/// A text with the places where its lines begin.
#[derive(Debug, Clone)]
pub(super) struct Positions {
    text: Arc<str>,
    starts: Vec<usize>,
    encoding: Encoding,
}

impl Positions {
    pub fn new(text: Arc<str>, encoding: Encoding) -> Self {
        let starts = std::iter::once(0).chain(line_ends(&text)).collect();
        Positions { text, starts, encoding }
    }

    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// Byte range of a 0-based line without its end. A line past the end is empty.
    pub fn line(&self, line: usize) -> Range<usize> {
        let Some(&start) = self.starts.get(line) else { return self.text.len()..self.text.len() };
        let end = self.starts.get(line + 1).copied().unwrap_or(self.text.len());
        start..start + self.text[start..end].trim_end_matches(['\n', '\r']).len()
    }

    /// The byte offset of a position. What lies past the end of a line or of the text is that end; what lies in a
    /// character is where that begins.
    pub fn offset(&self, position: Position) -> usize {
        let line = self.line(usize::try_from(position.line).unwrap_or(usize::MAX));
        let wanted = usize::try_from(position.character).unwrap_or(usize::MAX);
        let text = &self.text[line.clone()];
        let mut units = 0;
        for (at, c) in text.char_indices() {
            units += self.len(c);
            if units > wanted {
                return line.start + at;
            }
        }
        line.end
    }

    /// The position of a byte offset. What lies in the end of a line is the end of its text.
    pub fn position(&self, offset: usize) -> Position {
        let line_number = self.starts.partition_point(|&start| start <= offset).saturating_sub(1);
        let line = self.line(line_number);
        let offset = offset.clamp(line.start, line.end);
        let mut units = 0;
        for (at, c) in self.text[line.clone()].char_indices() {
            if line.start + at >= offset {
                break;
            }
            units += self.len(c);
        }
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Position { line: count(line_number), character: count(units) }
    }

    /// The range of byte offsets.
    pub fn range(&self, range: Range<usize>) -> LspRange {
        LspRange { start: self.position(range.start), end: self.position(range.end) }
    }

    /// The byte offsets of a range.
    pub fn offsets(&self, range: LspRange) -> Range<usize> {
        let (start, end) = (self.offset(range.start), self.offset(range.end));
        start.min(end)..start.max(end)
    }

    fn len(&self, c: char) -> usize {
        match self.encoding {
            Encoding::Utf8 => c.len_utf8(),
            Encoding::Utf16 => c.len_utf16(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "ab\r\n€𝄞x\rlast\n";

    fn positions(encoding: Encoding) -> Positions {
        Positions::new(TEXT.into(), encoding)
    }

    #[test]
    fn each_offset_has_one_position() {
        for encoding in [Encoding::Utf8, Encoding::Utf16] {
            let positions = positions(encoding);
            for at in (0..=TEXT.len()).filter(|&at| TEXT.is_char_boundary(at) && at != 3) {
                assert_eq!(positions.offset(positions.position(at)), at, "{encoding:?} {at}");
            }
        }
    }

    #[test]
    fn columns_are_counted_in_units() {
        let after = |encoding| positions(encoding).position(TEXT.find('x').expect("it is there"));
        assert_eq!(after(Encoding::Utf8), Position { line: 1, character: 7 });
        assert_eq!(after(Encoding::Utf16), Position { line: 1, character: 3 });
    }

    #[test]
    fn what_is_nowhere_is_the_nearest_place() {
        let positions = positions(Encoding::Utf16);
        let offset = |line, character| positions.offset(Position { line, character });
        assert_eq!(offset(0, 99), 2);
        assert_eq!(offset(99, 0), TEXT.len());
        assert_eq!(offset(u32::MAX, u32::MAX), TEXT.len());
        // In the middle of a character.
        assert_eq!(offset(1, 2), TEXT.find('𝄞').expect("it is there"));
    }
}
