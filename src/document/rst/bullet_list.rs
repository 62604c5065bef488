//! Bullet list items.
//!
//! ```bnf
//! item   ::= bullet (space+ text | end_of_line) (blank_line | line_indented_to_the_text)*
//! bullet ::= "-" | "+" | "*" | "•" | "‣" | "⁃"
//! ```
//!
//! A list is a run of items; since a new item is recognized in the same way whether a list is open or not, the
//! list itself needs no state. Specification: "Bullet Lists".

use super::parser::{Kind, Parser, Sink, spaced};

pub(super) fn parse<S: Sink>(p: &mut Parser<S>, i: usize) -> Option<usize> {
    let text = text_start(p.line(i))?;
    Some(item(p, i, text))
}

/// Where the text of an item begins, if the line is one.
pub(super) fn text_start(line: &str) -> Option<usize> {
    let bullet = line.chars().next().filter(|c| matches!(c, '-' | '+' | '*' | '\u{2022}' | '\u{2023}' | '\u{2043}'))?;
    spaced(line, bullet.len_utf8())
}

/// Takes a list item whose marker ends at byte `text` of line `i` (`Body.list_item`). The lines after it belong
/// to it as far as they are indented to the text; where the marker stands alone, as far as they are indented.
pub(super) fn item<S: Sink>(p: &mut Parser<S>, i: usize, text: usize) -> usize {
    let line = p.line(i);
    let (end, strip) = if text < line.len() {
        let indent = line[..text].chars().count();
        (p.known_indented_end(i + 1, indent), Some(indent))
    } else {
        (p.indented_end(i + 1, false), None)
    };
    p.emit(Kind::Visible, i, end);
    p.nested(i, end, Some(text), strip);
    end
}
