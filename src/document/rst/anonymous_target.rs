//! Anonymous hyperlink targets: `__ target`, with indented lines to the next blank one.
//!
//! Specification: "Anonymous Hyperlinks".

use super::parser::{Kind, Parser, Sink, spaced};

pub(super) fn parse<S: Sink>(p: &mut Parser<S>, i: usize) -> Option<usize> {
    let line = p.line(i);
    if !line.starts_with("__") {
        return None;
    }
    spaced(line, 2)?;
    let end = p.indented_end(i + 1, true);
    p.emit(Kind::Invisible, i, end);
    Some(end)
}
