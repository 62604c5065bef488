//! Doctest blocks: a line that begins with `>>> ` and all lines to the next blank one.
//!
//! Specification: "Doctest Blocks".

use super::parser::{Kind, Parser, Sink, spaced};

pub(super) fn parse<S: Sink>(p: &mut Parser<S>, i: usize) -> Option<usize> {
    let line = p.line(i);
    if !line.starts_with(">>>") {
        return None;
    }
    spaced(line, 3)?;
    let end = p.blank_from(i);
    p.emit(Kind::Literal, i, end);
    Some(end)
}
