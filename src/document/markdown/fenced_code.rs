//! Fenced code blocks (CommonMark 4.5).
//!
//! ```bnf
//! fenced_code ::= open line* close?
//! open        ::= 3 or more `` ` `` and an info string without `` ` ``, or 3 or more `~` and an info string
//! close       ::= at least as many of the same, white_space?
//! ```

use super::line::{Indent, trim_end};

/// The fence that opens a block.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fence {
    marker: u8,
    length: usize,
}

/// Reads a line from its first character that is no white space.
pub(super) fn fence(rest: &str) -> Option<Fence> {
    let marker = *rest.as_bytes().first().filter(|b| matches!(b, b'`' | b'~'))?;
    let length = rest.bytes().take_while(|&b| b == marker).count();
    let has_backquote = marker == b'`' && rest[length..].contains('`');
    (length >= 3 && !has_backquote).then_some(Fence { marker, length })
}

impl Fence {
    /// Whether a line closes the block.
    pub fn is_closed_by(&self, indent: &Indent<'_>) -> bool {
        let text = trim_end(indent.rest);
        !indent.is_code() && text.len() >= self.length && text.bytes().all(|b| b == self.marker)
    }
}
