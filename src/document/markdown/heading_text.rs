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
