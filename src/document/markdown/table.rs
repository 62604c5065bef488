//! Tables (GitHub Flavored Markdown 4.10), as cmark-gfm reads them.
//!
//! ```bnf
//! table     ::= header delimiter row*
//! header    ::= the last line of a paragraph, with as many cells as the delimiter row
//! delimiter ::= `|`? marker (`|` marker)* `|`? white_space?
//! marker    ::= white_space? `:`? `-`+ `:`? white_space?
//! row       ::= `|`? cell (`|` cell)* `|`?
//! ```
//!
//! A `|` after a backslash divides no cells, in code neither.

const SPACE: [char; 4] = [' ', '\t', '\u{b}', '\u{c}'];

/// The number of columns that a delimiter row has, from its first character that is no white space.
pub(super) fn delimiter_row(rest: &str) -> Option<usize> {
    if !rest.starts_with(['|', '-', ':', '\u{b}', '\u{c}']) || !rest.contains('-') {
        return None;
    }
    let text = rest.trim_end_matches(SPACE);
    let text = text.strip_prefix('|').unwrap_or(text);
    let text = text.strip_suffix('|').unwrap_or(text);
    let is_marker = |cell: &str| {
        let cell = cell.trim_matches(SPACE);
        let cell = cell.strip_prefix(':').unwrap_or(cell);
        let cell = cell.strip_suffix(':').unwrap_or(cell);
        !cell.is_empty() && cell.bytes().all(|b| b == b'-')
    };
    text.split('|').all(is_marker).then(|| text.split('|').count())
}

/// The number of cells of a row; none is no row.
pub(super) fn cells(row: &str) -> usize {
    let mut rest = match row.strip_prefix('|') {
        Some(rest) => rest.trim_start_matches(SPACE),
        None => row,
    };
    let mut count = 0;
    loop {
        let is_end = |(at, c): &(usize, char)| *c == '|' && (*at == 0 || rest.as_bytes()[at - 1] != b'\\');
        match rest.char_indices().find(is_end) {
            Some((at, _)) => {
                count += 1;
                rest = rest[at + 1..].trim_start_matches(SPACE);
            }
            None => return count + usize::from(!rest.is_empty()),
        }
    }
}
