//! The text of headings: what a reader sees, without markup.

use std::collections::HashSet;
use std::ops::Range;

use super::inline::{JoinedLines, inline};
use super::link_reference::normalized;
use crate::lines::fold_white_space;

/// Labels that a document defines.
#[derive(Debug, Default)]
pub(super) struct Labels {
    links: HashSet<String>,
    footnotes: HashSet<String>,
}

/// Whether a heading's text may hold markup.
pub(super) fn has_markup(text: &str) -> bool {
    text.contains(['\\', '`', '*', '_', '[', '<', '&', '~', '\0'])
}

impl Labels {
    pub fn add(&mut self, label: String) {
        self.links.insert(label);
    }

    pub fn add_footnote(&mut self, label: &str) {
        self.footnotes.insert(footnote_label(label));
    }

    pub fn has_link(&self, label: &str) -> bool {
        !self.links.is_empty() && self.links.contains(&normalized(label))
    }

    pub fn has_footnote(&self, label: &str) -> bool {
        !self.footnotes.is_empty() && self.footnotes.contains(&footnote_label(label))
    }

    /// The text of a heading by its lines, white space folded.
    pub fn text(&self, source: &str, lines: &[Range<usize>]) -> String {
        let text = JoinedLines::new(source, lines).text.replace('\0', "\u{fffd}");
        fold_white_space(&inline(&text, self).text).into_owned()
    }
}

/// A footnote's label as labels are compared. White space stands around it at most, and a form feed is none.
fn footnote_label(label: &str) -> String {
    label.trim_matches([' ', '\t', '\n']).to_lowercase().to_uppercase()
}

/// A heading's source with what looks like HTML and is none in braces: `<Your title>`, and a comment that is
/// the rest of it. `None` where there is nothing of this kind.
pub(in crate::document) fn tags_in_braces(source: &str) -> Option<String> {
    if !source.contains('<') {
        return None;
    }
    let found = inline(source, &Labels::default()).html.into_iter().rev();
    let mut text = source.to_owned();
    for range in found {
        let html = &source[range.clone()];
        // `# <!-- title -->`, `### Requirement: <!-- name -->`; others are comments on the heading.
        let is_rest = || {
            let before = source[..range.start].trim_end();
            (before.is_empty() || before.ends_with([':', '-', '\u{2013}', '\u{2014}']))
                && source[range.end..].trim().is_empty()
        };
        let words = match html.strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->")) {
            Some(words) => Some(words.trim()).filter(|words| is_rest() && !words.is_empty()),
            None => html.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).filter(|words| !is_tag(words)),
        };
        if let Some(words) = words {
            text.replace_range(range, &format!("{{{words}}}"));
        }
    }
    (text != source).then_some(text)
}

/// The text of a heading that is not in a document.
pub(in crate::document) fn heading_text(source: &str) -> String {
    inline(source, &Labels::default()).text
}

/// Whether words between angle brackets are a tag that people write: one with attributes, or of a name that stands in
/// headings.
fn is_tag(words: &str) -> bool {
    const NAMES: [&str; 30] = [
        "a", "abbr", "b", "big", "br", "center", "cite", "code", "del", "details", "div", "em", "font", "hr", "i",
        "img", "ins", "kbd", "mark", "p", "s", "samp", "small", "span", "strong", "sub", "sup", "tt", "u", "var",
    ];
    let name = words.trim_end_matches('/').trim();
    words.starts_with(['/', '!', '?']) || words.contains('=') || NAMES.contains(&name.to_ascii_lowercase().as_str())
}
