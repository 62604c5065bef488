//! ATX headings (CommonMark 4.2).
//!
//! ```bnf
//! atx_heading ::= `#` 1 to 6 times, (white_space text)? (white_space `#`+)? white_space?
//! ```

use std::ops::Range;

use super::line::trim_end;

/// The level of a heading, and where its text stands in the rest of the line.
pub(super) struct AtxHeading {
    pub level: u8,
    pub text: Range<usize>,
}

/// Reads a line from its first character that is no white space.
pub(super) fn atx_heading(rest: &str) -> Option<AtxHeading> {
    let level = rest.bytes().take_while(|&b| b == b'#').count();
    let after = &rest[level..];
    if !(1..=6).contains(&level) || !(after.is_empty() || after.starts_with([' ', '\t'])) {
        return None;
    }
    let text = trim_end(after);
    let hashes = text.trim_end_matches('#');
    // A closing sequence stands after white space; all else is text.
    let text = if hashes.len() < text.len() && (hashes.is_empty() || hashes.ends_with([' ', '\t'])) {
        trim_end(hashes)
    } else {
        text
    };
    let start = level + text.len() - text.trim_start_matches([' ', '\t']).len();
    Some(AtxHeading { level: level as u8, text: start..(level + text.len()).max(start) })
}
