//! Field list items.
//!
//! ```bnf
//! field  ::= marker text? (blank_line | indented_line)*
//! marker ::= ":" name ":" (space+ | end_of_line)
//! name   ::= not starting with ":" or a space, not ending with a space; a colon inside is escaped, or followed
//!            by neither a space, a backquote nor the end of the line
//! ```
//!
//! Specification: "Field Lists"; `Body.patterns['field_marker']`.

use super::parser::{Kind, Parser, Sink, spaced};

pub(super) fn parse<S: Sink>(p: &mut Parser<S>, i: usize) -> Option<usize> {
    let text = marker(p.line(i))?;
    let end = p.indented_end(i + 1, false);
    p.emit(Kind::Visible, i, end);
    p.nested(i, end, Some(text), None);
    Some(end)
}

/// Where the text after a field marker begins.
///
/// docutils' pattern, `:(?![: ])([^:\\]|\\.|:(?!([ `]|$)))*(?<! ):( +|$)`, closes at a colon that a space or the
/// line's end follows. Such a colon cannot be part of the name, so it is the first one, and a space before it
/// means that the line is no field. (A backslash takes the character after it into the name.)
pub(super) fn marker(line: &str) -> Option<usize> {
    let bytes = line.as_bytes();
    if bytes.first() != Some(&b':') || matches!(bytes.get(1), None | Some(b':' | b' ')) {
        return None;
    }
    let mut i = 1;
    while i < bytes.len() {
        match bytes[i] {
            b'\\' => i += 1 + line[i + 1..].chars().next()?.len_utf8(),
            b':' => match bytes.get(i + 1) {
                None | Some(b' ') => return if bytes[i - 1] == b' ' { None } else { spaced(line, i + 1) },
                Some(b'`') => return None,
                Some(_) => i += 1,
            },
            _ => i += 1,
        }
    }
    None
}
