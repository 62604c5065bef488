//! The underlines of setext headings (CommonMark 4.3).
//!
//! ```bnf
//! setext_heading ::= paragraph underline
//! underline      ::= (`=`+ | `-`+) white_space?
//! ```

use super::line::trim_end;

/// The level that a line underlines a paragraph as, from its first character that is no white space.
pub(super) fn underline(rest: &str) -> Option<u8> {
    let marker = *rest.as_bytes().first()?;
    let level = match marker {
        b'=' => 1,
        b'-' => 2,
        _ => return None,
    };
    trim_end(rest).bytes().all(|b| b == marker).then_some(level)
}
