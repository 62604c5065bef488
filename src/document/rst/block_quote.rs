//! Block quotes.
//!
//! ```bnf
//! block_quote ::= indented_line (blank_line | indented_line)*
//! ```
//!
//! An indented block where no other construct claims the indent. An attribution (`-- name`) is part of it.
//! Specification: reStructuredText Markup Specification, "Block Quotes".

use super::parser::{Kind, Parser, Sink};

pub(super) fn parse<S: Sink>(p: &mut Parser<S>, i: usize) -> Option<usize> {
    if !p.is_indented(i) {
        return None;
    }
    let end = p.indented_end(i, false);
    p.emit(Kind::Visible, i, end);
    p.nested(i, end, None, None);
    Some(end)
}
