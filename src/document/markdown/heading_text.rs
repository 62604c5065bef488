//! The inline text of headings (CommonMark 6), by pulldown-cmark: what a reader sees, without markup.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event, Options, Parser, Tag, TagEnd};

use super::link_reference::normalized;
use crate::lines::fold_white_space;

/// Labels that a document defines: those of links, and those of footnotes with a `^` before them.
#[derive(Debug, Default)]
pub(super) struct Labels(HashSet<String>);

/// Whether a heading's text may hold markup.
pub(super) fn has_markup(text: &str) -> bool {
    text.contains(['\\', '`', '*', '_', '[', '<', '&', '~', '\0'])
}

/// Stands before the text that is parsed, so that nothing in it is taken for the beginning of a block.
const GUARD: &str = "\u{e000} ";

/// Stands between a bracket and an escaped one, which pulldown-cmark would take for a label that follows.
const GAP: &str = "\u{e001}";

/// What a footnote leads to.
const FOOTNOTE: &str = "\u{e000}";

impl Labels {
    pub fn add(&mut self, label: String) {
        self.0.insert(label);
    }

    pub fn add_footnote(&mut self, label: &str) {
        self.0.insert(normalized(&format!("^{label}")));
    }

    /// The text of a heading by its lines, white space folded.
    pub fn text(&self, source: &str, lines: &[Range<usize>]) -> String {
        let mut markdown = GUARD.to_owned();
        for line in lines {
            markdown += &source[line.clone()];
            // A line end counts as a space but after a backslash. What is indented so far begins no block.
            markdown += if markdown.ends_with('\\') { "\n    " } else { " " };
        }
        let markdown = markdown.trim_end_matches([' ', '\n']).replace('\0', "\u{fffd}");
        let markdown = markdown.replace("]\\[", &format!("]{GAP}\\["));
        let mut find = |link: BrokenLink<'_>| {
            let label = normalized(&link.reference);
            let destination = if label.starts_with('^') { FOOTNOTE } else { "" };
            self.0.contains(&label).then_some((CowStr::Borrowed(destination), CowStr::Borrowed("")))
        };
        let parser = Parser::new_with_broken_link_callback(&markdown, Options::ENABLE_STRIKETHROUGH, Some(&mut find));
        let mut text = String::new();
        let mut is_footnote = false;
        for event in parser {
            match event {
                Event::Start(Tag::Link { dest_url, .. }) => is_footnote = &*dest_url == FOOTNOTE,
                Event::End(TagEnd::Link) => is_footnote = false,
                Event::Text(piece) | Event::Code(piece) if !is_footnote => text += &piece,
                Event::SoftBreak | Event::HardBreak => text.push(' '),
                _ => {}
            }
        }
        let text = text.strip_prefix(GUARD).unwrap_or(&text).replace(GAP, "");
        fold_white_space(&text).into_owned()
    }
}
