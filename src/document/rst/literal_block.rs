//! Literal blocks: what follows a paragraph that ends in `::`.
//!
//! ```bnf
//! literal_block ::= blank_line* indented_line (blank_line | indented_line)*
//!                 | blank_line* (quote text)+     all with the same punctuation character as `quote`
//! ```
//!
//! Specification: "Literal Blocks", "Quoted Literal Blocks".

use super::parser::{Kind, Parser, Sink};

/// Takes the literal block that is due at line `i`, if there is one.
pub(super) fn parse<S: Sink>(p: &mut Parser<S>, i: usize) -> usize {
    let end = p.indented_end(i, false);
    if (i..end).any(|i| !p.is_blank(i)) {
        p.emit(Kind::Literal, i, end);
        return end;
    }
    let Some(quote) = p.lines.get(end).and_then(|_| p.line(end).bytes().next()).filter(u8::is_ascii_punctuation) else {
        return end;
    };
    let quoted = (end..p.lines.len()).find(|&i| p.line(i).as_bytes().first() != Some(&quote)).unwrap_or(p.lines.len());
    p.emit(Kind::Literal, end, quoted);
    quoted
}
