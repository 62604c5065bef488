//! HTML blocks (CommonMark 4.6).
//!
//! | kind | begins with | ends with |
//! |---|---|---|
//! | 1 | `<script`, `<pre`, `<style`, `<textarea`, then white space, `>` or the line's end | the end tag of any of them |
//! | 2 | `<!--` | `-->` |
//! | 3 | `<?` | `?>` |
//! | 4 | `<!` and a letter | `>` |
//! | 5 | `<![CDATA[` | `]]>` |
//! | 6 | `<` or `</`, the name of a block element, then white space, `>`, `/>` or the line's end | a blank line |
//! | 7 | one complete tag alone on the line; not in a paragraph | a blank line |
//!
//! Blocks of the first five kinds end with the line that holds their end, which may be the first one.

use std::sync::LazyLock;

use regex::Regex;

use crate::pattern::constant;

/// What ends an HTML block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// One of the end tags of kind 1.
    Tag,
    Text(&'static str),
    BlankLine,
}

const RAW: [&str; 4] = ["pre", "script", "style", "textarea"];

const BLOCKS: [&str; 62] = [
    "address",
    "article",
    "aside",
    "base",
    "basefont",
    "blockquote",
    "body",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "iframe",
    "legend",
    "li",
    "link",
    "main",
    "menu",
    "menuitem",
    "nav",
    "noframes",
    "ol",
    "optgroup",
    "option",
    "p",
    "param",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "track",
    "ul",
];

/// Reads a line from its first character that is no white space.
///
/// In a paragraph, also in a lazy line of one, kind 7 begins nothing.
pub(super) fn html_block(rest: &str, in_paragraph: bool) -> Option<End> {
    let after = rest.strip_prefix('<')?;
    if is_element(after, &RAW, false) {
        return Some(End::Tag);
    }
    for (start, end) in [("!--", "-->"), ("?", "?>"), ("![CDATA[", "]]>")] {
        if after.starts_with(start) {
            return Some(End::Text(end));
        }
    }
    if after.strip_prefix('!').is_some_and(|after| after.starts_with(|c: char| c.is_ascii_alphabetic())) {
        return Some(End::Text(">"));
    }
    if is_element(after.strip_prefix('/').unwrap_or(after), &BLOCKS, true) || !in_paragraph && is_tag(rest) {
        return Some(End::BlankLine);
    }
    None
}

/// Whether a tag, without its `<`, is of one of some elements.
fn is_element(tag: &str, names: &[&str], may_be_closed: bool) -> bool {
    let name = &tag[..tag.bytes().take_while(u8::is_ascii_alphanumeric).count()];
    if !names.iter().any(|own| own.eq_ignore_ascii_case(name)) {
        return false;
    }
    let after = &tag[name.len()..];
    after.is_empty()
        || after.starts_with([' ', '\t', '\u{b}', '\u{c}', '>'])
        || may_be_closed && after.starts_with("/>")
}

/// An open or closing tag (CommonMark 6.6).
pub(super) static TAG: LazyLock<String> = LazyLock::new(|| {
    let name = "[A-Za-z][A-Za-z0-9-]*";
    let space = "[ \\t\\n\\x0b\\x0c]";
    let value = r#"(?:[^ \t\n\x0b\x0c"'=<>`]+|'[^']*'|"[^"]*")"#;
    let attribute = format!("{space}+[A-Za-z_:][A-Za-z0-9_.:-]*(?:{space}*={space}*{value})?");
    format!("<(?:{name}(?:{attribute})*{space}*/?|/{name}{space}*)>")
});

/// Whether a line is one complete tag.
fn is_tag(rest: &str) -> bool {
    static LINE: LazyLock<Regex> = LazyLock::new(|| constant(&format!("^{}[ \\t\\x0b\\x0c]*$", *TAG)));
    LINE.is_match(rest)
}

impl End {
    /// Whether a line of the block is its last one; a blank line after it is another matter.
    pub fn is_in(self, rest: &str) -> bool {
        match self {
            End::Tag => {
                let is_end = |at: usize| RAW.iter().any(|name| starts_with_end_tag(&rest[at..], name));
                memchr::memmem::find_iter(rest.as_bytes(), "</").any(is_end)
            }
            End::Text(text) => rest.contains(text),
            End::BlankLine => false,
        }
    }
}

fn starts_with_end_tag(text: &str, name: &str) -> bool {
    let name_of = text.get(2..2 + name.len());
    name_of.is_some_and(|own| own.eq_ignore_ascii_case(name)) && text[2 + name.len()..].starts_with('>')
}
