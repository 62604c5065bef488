//! Lines of a line block.
//!
//! ```bnf
//! line ::= "|" (space+ text | end_of_line) indented_line*
//! ```
//!
//! Specification: "Line Blocks".

use super::parser::{Kind, Parser, Sink, spaced};

pub(super) fn parse<S: Sink>(p: &mut Parser<S>, i: usize) -> Option<usize> {
    let line = p.line(i);
    if !line.starts_with('|') {
        return None;
    }
    spaced(line, 1)?;
    let end = p.indented_end(i + 1, true);
    p.emit(Kind::Visible, i, end);
    Some(end)
}
