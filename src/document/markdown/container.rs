//! Containers: block quotes, list items and footnotes (CommonMark 5.1 and 5.2; footnotes as cmark-gfm has them).
//!
//! ```bnf
//! quote    ::= (`>` space? block)+
//! item     ::= marker white_space block*               what follows is indented as far as the first block
//! marker   ::= `-` | `+` | `*` | 1 to 9 digits (`.` | `)`)
//! footnote ::= `[^` label `]:` block*                  what follows is indented by four columns
//! ```
//!
//! A paragraph goes on in lines that lack what its containers want (lazy continuation).

use super::line::{CODE_INDENT, Indent, Line};

/// An open container.
#[derive(Debug, Clone, Copy)]
pub(super) enum Container {
    Quote,
    Item {
        /// Columns of white space that its blocks begin with.
        indent: usize,
        /// How many blocks it has. One that begins with a blank line and has none ends at the next.
        blocks: usize,
    },
    Footnote,
}

impl Container {
    /// Whether it goes on in a line; what it wants of the line is taken.
    pub fn goes_on(&self, line: &mut Line<'_>) -> bool {
        match *self {
            Container::Quote => {
                if line.has_indent(CODE_INDENT) {
                    return false;
                }
                let indent = line.indent();
                let is_marked = indent.rest.starts_with('>');
                if is_marked {
                    take_quote_marker(line, &indent);
                }
                is_marked
            }
            Container::Item { indent: wanted, .. } if line.has_indent(wanted) => {
                line.take_columns(wanted);
                true
            }
            Container::Item { blocks, .. } => {
                let indent = line.indent();
                let goes_on = indent.is_blank() && blocks > 0;
                if goes_on {
                    line.take_to(indent.offset);
                }
                goes_on
            }
            Container::Footnote if line.has_indent(CODE_INDENT) => {
                line.take_columns(CODE_INDENT);
                true
            }
            Container::Footnote => line.text.is_empty(),
        }
    }
}

/// Takes a `>` and a space after it.
pub(super) fn take_quote_marker(line: &mut Line<'_>, indent: &Indent<'_>) {
    line.take_to(indent.offset + 1);
    line.take_space();
}

/// Takes the marker of a list item, and returns the item. In a paragraph only some begin a list: an empty item does
/// not, and of numbers only 1.
pub(super) fn take_item(line: &mut Line<'_>, indent: &Indent<'_>, in_paragraph: bool) -> Option<Container> {
    let len = marker(indent.rest, in_paragraph)?;
    let after = &indent.rest[len..];
    if !(after.is_empty() || after.starts_with([' ', '\t']))
        || in_paragraph && after.trim_matches([' ', '\t']).is_empty()
    {
        return None;
    }
    line.take_to(indent.offset + len);
    let after_marker = *line;
    let gap = line.indent();
    // More white space than that is the beginning of code.
    let width = if (1..=CODE_INDENT).contains(&gap.columns) && !gap.is_blank() { gap.columns } else { 1 };
    if width == gap.columns {
        line.take_columns(width);
    } else {
        *line = after_marker;
        line.take_space();
    }
    Some(Container::Item { indent: indent.columns + len + width, blocks: 0 })
}

/// The length of the marker of a list item.
fn marker(rest: &str, in_paragraph: bool) -> Option<usize> {
    if rest.starts_with(['-', '+', '*']) {
        return Some(1);
    }
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=9).contains(&digits) || !rest[digits..].starts_with(['.', ')']) {
        return None;
    }
    let is_one = || rest[..digits].trim_start_matches('0') == "1";
    (!in_paragraph || is_one()).then_some(digits + 1)
}

/// The label of a footnote, and the length of its marker with the white space after it.
pub(super) fn footnote(rest: &str) -> Option<(&str, usize)> {
    let inner = rest.strip_prefix("[^")?;
    let len = inner.find([']', ' ', '\t', '\0'])?;
    let after = inner[len..].strip_prefix("]:")?;
    let marker = rest.len() - after.trim_start_matches([' ', '\t']).len();
    (len > 0).then_some((&inner[..len], marker))
}

/// Where the text of a list item begins in a line without its indent, if the line is one.
pub(in crate::document) fn item_text(line: &str, in_paragraph: bool) -> Option<usize> {
    let len = marker(line, in_paragraph)?;
    let text = line[len..].trim_start_matches([' ', '\t']);
    (text.is_empty() || text.len() < line.len() - len).then_some(line.len() - text.len())
}
