//! Plain text: what no other construct claims. The second line decides what it is.
//!
//! ```bnf
//! paragraph       ::= text_line+                      to the first blank or indented line
//! definition      ::= text_line (indented_line (blank_line | indented_line)*)
//! title           ::= text_line adornment             see title.rs
//! ```
//!
//! A paragraph that ends in `::` announces a literal block.
//! Specification: "Paragraphs", "Definition Lists", "Literal Blocks"; `states.Text`.

use super::parser::{Kind, Parser, Sink};
use super::{literal_block, title};

pub(super) fn parse<S: Sink>(p: &mut Parser<S>, i: usize) -> usize {
    if p.ends_at(i + 1) {
        return paragraph(p, i, i + 1);
    }
    if p.is_indented(i + 1) {
        let end = p.indented_end(i + 1, false);
        p.emit(Kind::Visible, i, end);
        p.nested(i + 1, end, None, None);
        return end;
    }
    if let Some(next) = title::parse_underlined(p, i) {
        return next;
    }
    let end = p.flush_left_end(i + 1);
    paragraph(p, i, end)
}

fn paragraph<S: Sink>(p: &mut Parser<S>, i: usize, end: usize) -> usize {
    let last = p.line(end - 1);
    if end - i > 1 || last != "::" {
        p.emit(Kind::Visible, i, end);
    }
    if announces_literal(last) { literal_block::parse(p, end) } else { end }
}

/// Whether a paragraph's last line ends in `::`, the colons not escaped: `(?<!\\)(\\\\)*::$`.
fn announces_literal(line: &str) -> bool {
    line.strip_suffix("::").is_some_and(|rest| {
        let backslashes = rest.len() - rest.trim_end_matches('\\').len();
        backslashes % 2 == 0
    })
}
