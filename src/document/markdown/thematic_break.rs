//! Thematic breaks (CommonMark 4.1).
//!
//! ```bnf
//! thematic_break ::= 3 or more of one of `*` `-` `_`, with spaces and tabs between and after them
//! ```

/// Reads a line from its first character that is no white space.
///
/// # Errors
/// Where it is no thematic break: the offset of the first character that stands in none of this marker. Until there no
/// thematic break begins either, so that a line of many list markers is not read again and again.
pub(super) fn thematic_break(rest: &str) -> Result<(), usize> {
    let bytes = rest.as_bytes();
    let Some(&marker @ (b'*' | b'-' | b'_')) = bytes.first() else { return Err(0) };
    let mut count = 0;
    for (at, &b) in bytes.iter().enumerate() {
        match b {
            b' ' | b'\t' => {}
            b if b == marker => count += 1,
            _ => return Err(at),
        }
    }
    if count >= 3 { Ok(()) } else { Err(0) }
}
