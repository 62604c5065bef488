//! Words that may speak of a section.
//!
//! ```bnf
//! remark  ::= comment | admonition | paragraph
//! comment ::= `..` words
//! admonition ::= `.. note::` words
//! ```

use crate::lines::fold_white_space;

/// The words of a comment, of an admonition or of a paragraph, white space folded.
pub(in crate::document) fn words(written: &str) -> String {
    let Some(markup) = written.trim_start().strip_prefix("..") else { return fold_white_space(written).into_owned() };
    let (name, rest) = markup.split_once("::").unwrap_or(("", markup));
    let is_directive = !name.trim().is_empty() && !name.trim().contains(char::is_whitespace);
    fold_white_space(if is_directive { rest } else { markup }).into_owned()
}
