//! HTML in text (CommonMark 6.6).
//!
//! ```bnf
//! html        ::= tag | comment | instruction | declaration | cdata
//! comment     ::= `<!-->` | `<!--->` | `<!--` text `-->`
//! instruction ::= `<?` text `?>`
//! declaration ::= `<!` letter text `>`
//! cdata       ::= `<![CDATA[` text `]]>`
//! ```

use std::sync::LazyLock;

use memchr::memmem;
use regex::Regex;

use super::html_block::TAG;
use crate::pattern::constant;

/// Which ends are not to be found any more, so that a text is not searched again and again.
#[derive(Debug, Default)]
pub(super) struct InlineHtml {
    missing: Vec<&'static str>,
}

impl InlineHtml {
    /// The length of the HTML that begins at a place of a text.
    pub fn len(&mut self, text: &str, at: usize) -> Option<usize> {
        static INLINE_TAG: LazyLock<Regex> = LazyLock::new(|| constant(&format!("^{}", *TAG)));
        let rest = &text[at..];
        let Some(inner) = rest.strip_prefix("<!") else {
            if rest.starts_with("<?") {
                return self.up_to("?>", rest, 2);
            }
            return INLINE_TAG.find(rest).map(|tag| tag.len());
        };
        if inner.starts_with("--") {
            let short = ["<!-->", "<!--->"].iter().find(|short| rest.starts_with(**short));
            return short.map(|short| short.len()).or_else(|| self.up_to("-->", rest, 4));
        }
        if inner.starts_with("[CDATA[") {
            return self.up_to("]]>", rest, 9);
        }
        if inner.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return self.up_to(">", rest, 3);
        }
        None
    }

    fn up_to(&mut self, end: &'static str, rest: &str, from: usize) -> Option<usize> {
        if self.missing.contains(&end) {
            return None;
        }
        let found = memmem::find(&rest.as_bytes()[from..], end.as_bytes());
        if found.is_none() {
            self.missing.push(end);
        }
        found.map(|at| from + at + end.len())
    }
}
