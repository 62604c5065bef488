//! Parts of a heading that stand for other text: `[option 1]`, `{title of option}`, `<Your title>`.
//!
//! ```bnf
//! placeholder ::= `[` words `]` | `{` words `}` | `<` words `>`
//! ```
//!
//! It stands apart from other words. Links, footnotes, roles and code are none.

use std::borrow::Cow;
use std::ops::Range;

use super::{Document, Format, SectionId, key, markdown};

/// A heading of a template as its reader sees it.
pub(crate) struct Form<'d> {
    /// Its key; what only looks like HTML stands in braces.
    pub text: Cow<'d, str>,
    /// The heading's source without code, roles and escapes.
    plain: String,
}

const BRACKETS: [(char, char); 3] = [('[', ']'), ('{', '}'), ('<', '>')];

impl Document {
    /// A heading with its placeholders.
    pub(crate) fn form(&self, id: SectionId) -> Form<'_> {
        let section = self.outline.section(id);
        let source = &self.source[section.text_range.clone()];
        if source.len() > MAX_LEN {
            return Form { text: Cow::Borrowed(&section.key), plain: String::new() };
        }
        let in_braces = match self.format {
            Format::Markdown => markdown::tags_in_braces(source),
            Format::Rst => None,
        };
        match in_braces {
            Some(source) => {
                let text = Cow::Owned(key(&markdown::heading_text(&source)).into_owned());
                Form { text, plain: without_code(&source) }
            }
            None => Form { text: Cow::Borrowed(&section.key), plain: without_code(source) },
        }
    }
}

impl Form<'_> {
    /// What of a part of the text stands for other text, as byte ranges of that part.
    pub fn placeholders(&self, part: &str) -> Vec<Range<usize>> {
        let mut ranges = Vec::new();
        let mut at = 0;
        while !self.plain.is_empty()
            && let Some(found) = next(part, at)
        {
            at = found.end;
            let words = &part[found.clone()];
            let mut places = self.plain.match_indices(words);
            if places.any(|(at, _)| !self.plain[at + words.len()..].starts_with(IN_REFERENCES)) {
                ranges.push(found);
            }
        }
        ranges
    }
}

/// A longer heading says no name.
const MAX_LEN: usize = 1000;

/// What follows the brackets of links and footnotes: `[text](address)`, `[text][label]`, `[label]_`.
const IN_REFERENCES: [char; 4] = ['(', '[', ']', '_'];

/// The next words in brackets, from an offset on.
fn next(text: &str, from: usize) -> Option<Range<usize>> {
    text[from..].char_indices().map(|(at, open)| (from + at, open)).find_map(|(start, open)| {
        let (_, close) = *BRACKETS.iter().find(|(own, _)| *own == open)?;
        let end = closing(&text[start..], open, close)? + start;
        let words = &text[start + 1..end - 1];
        let stands_apart = !text[..start].ends_with(|c: char| c.is_alphanumeric() || c == ']')
            && !text[end..].starts_with(|c: char| c.is_alphanumeric() || c == '(');
        let says_something = words.contains(char::is_alphanumeric) || words.contains(['.', '\u{2026}']);
        let is_other = match open {
            '<' => words.starts_with(char::is_whitespace) || words.contains("://") || words.contains('@'),
            '[' => matches!(words, "x" | "X"),
            _ => false,
        };
        (stands_apart && says_something && !is_other).then_some(start..end)
    })
}

/// Where the bracket ends that a text begins with.
fn closing(text: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        depth += i32::from(c == open) - i32::from(c == close);
        if depth == 0 {
            return Some(at + c.len_utf8());
        }
    }
    None
}

/// A heading's source without code, roles and escapes: they begin and end alike in both formats.
fn without_code(source: &str) -> String {
    let mut text = String::new();
    let mut rest = source;
    while let Some(at) = rest.find(['`', '\\']) {
        text += &rest[..at];
        rest = &rest[at..];
        if rest.starts_with('\\') {
            let escaped = rest.chars().nth(1).map_or(0, char::len_utf8);
            rest = &rest[1 + escaped..];
            text.push('\u{fffc}');
            continue;
        }
        let run = &rest[..rest.len() - rest.trim_start_matches('`').len()];
        match rest[run.len()..].find(run) {
            Some(end) => rest = &rest[run.len() + end + run.len()..],
            None => rest = &rest[run.len()..],
        }
        text.push('\u{fffc}');
    }
    crate::lines::fold_white_space(&(text + rest)).into_owned()
}
