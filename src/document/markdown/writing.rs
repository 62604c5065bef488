//! How constructs are written.

use super::super::outline::{HeadingStyle, Outline};
#[cfg(feature = "cli")]
use super::super::{Document, Format};
#[cfg(feature = "cli")]
use crate::lines::fold_white_space;

/// The deepest heading (CommonMark 4.2).
const MAX_LEVEL: u8 = 6;

pub(in crate::document) fn heading(text: &str, level: u8) -> String {
    format!("{} {text}", "#".repeat(level.into()))
}

pub(in crate::document) fn usual_style(depth: usize) -> HeadingStyle {
    let level = u8::try_from(depth + 1).unwrap_or(MAX_LEVEL).min(MAX_LEVEL);
    HeadingStyle::Markdown { level, setext: false }
}

/// The style of a depth at which the document has no heading: below that of the depth above it.
pub(in crate::document) fn style_below(
    outline: &Outline,
    depth: usize,
    own: Option<HeadingStyle>,
) -> Option<HeadingStyle> {
    let above = depth.checked_sub(1).filter(|&above| above > 0).and_then(|above| outline.first_at(above));
    let level = match above.map(|id| outline.section(id).style) {
        Some(HeadingStyle::Markdown { level, .. }) => usize::from(level) + 1,
        _ => depth + 1,
    };
    let level = u8::try_from(level).ok().filter(|&level| level <= MAX_LEVEL)?;
    own.or(Some(HeadingStyle::Markdown { level, setext: false }))
}

/// A comment ends with the first `-->`.
pub(in crate::document) fn comment(text: &str) -> String {
    format!("<!--\n{}\n-->\n", text.replace("<!--", "").replace("-->", "").trim())
}

pub(in crate::document) fn list_of_directory(name: &str, directory: &str) -> String {
    format!("- [{name}]({directory}/)\n")
}

/// A text of a heading without markup: `*args` → `\\*args`.
#[cfg(feature = "cli")]
pub(in crate::document) fn escaped(text: &str) -> String {
    let document = Document::parse(heading(text, 1), Format::Markdown);
    let is_same = document.outline.title().is_some_and(|title| *title.text == *fold_white_space(text));
    // What is in brackets is a link where the document defines it.
    if is_same && !text.contains('[') {
        return text.to_owned();
    }
    let mut escaped = String::new();
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '!' | '#' | '{') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
