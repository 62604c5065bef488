//! How constructs are written.

use super::super::outline::{HeadingStyle, Outline};
use super::title::display_width;
#[cfg(feature = "cli")]
use crate::document::{Document, Format};

/// The adornments of sections by depth, as most documents have them.
const ADORNMENTS: [u8; 9] = *b"=-~^\"'+*#";

pub(in crate::document) fn heading(text: &str, character: u8, overline: bool) -> String {
    let line = char::from(character).to_string().repeat(display_width(text));
    if overline { format!("{line}\n{text}\n{line}") } else { format!("{text}\n{line}") }
}

/// The title has an overline, so that a section may have the same character.
pub(in crate::document) fn usual_style(depth: usize) -> HeadingStyle {
    let character = ADORNMENTS[depth.saturating_sub(1).min(ADORNMENTS.len() - 1)];
    HeadingStyle::Adorned { character, overline: depth == 0 }
}

/// A style that is not in the document: one that it has would make a heading of that depth.
pub(in crate::document) fn free_style(
    outline: &Outline,
    own: Option<HeadingStyle>,
    taken: &[HeadingStyle],
) -> HeadingStyle {
    // Titles of one depth are of one style.
    let is_free = |style: &HeadingStyle| outline.styles().all(|own| own != *style) && !taken.contains(style);
    let usual = ADORNMENTS.iter().map(|&character| HeadingStyle::Adorned { character, overline: false });
    let fallback = HeadingStyle::Adorned { character: b'`', overline: false };
    own.into_iter().chain(usual).find(is_free).unwrap_or(fallback)
}

/// Beside the dots a text could be another construct, below them it cannot.
pub(in crate::document) fn comment(text: &str, width: usize) -> String {
    let lines = text.lines().map(|line| match line.trim_end() {
        "" => "\n".to_owned(),
        line => broken(&format!(" {line}"), width),
    });
    format!("..\n{}", lines.collect::<String>())
}

/// A line, broken at spaces where it is longer than so many characters.
fn broken(line: &str, width: usize) -> String {
    let indent = &line[..line.len() - line.trim_start().len()];
    let mut text = String::new();
    let mut rest = line.to_owned();
    while rest.chars().count() > width {
        let end = rest.char_indices().nth(width + 1).map_or(rest.len(), |(at, _)| at);
        let Some(space) = rest[indent.len()..end].rfind(' ').map(|at| indent.len() + at) else { break };
        text += rest[..space].trim_end();
        text += "\n";
        rest = format!("{indent}{}", rest[space..].trim_start());
    }
    text + &rest + "\n"
}

pub(in crate::document) fn list_of_directory(name: &str, directory: &str) -> String {
    format!("{name} specs:\n\n.. toctree::\n   :glob:\n   :maxdepth: 1\n\n   {directory}/*\n")
}

/// A text with its titles' adornments as long as the titles.
#[cfg(feature = "cli")]
pub(crate) fn with_adornments(text: &str) -> String {
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    let is_adornment = |line: &str| {
        let line = line.trim_end();
        line.len() > 1 && line.bytes().all(|b| b == line.as_bytes()[0] && b.is_ascii_punctuation())
    };
    for at in 1..lines.len() {
        let title = lines[at - 1].trim_end();
        if !is_adornment(&lines[at]) || title.is_empty() || is_adornment(title) {
            continue;
        }
        let (adornment, end) = lines[at].split_at(lines[at].trim_end().len());
        let line = adornment[..1].repeat(display_width(title)) + end;
        if at >= 2 && lines[at - 2] == lines[at] {
            lines[at - 2].clone_from(&line);
        }
        lines[at] = line;
    }
    lines.concat()
}

/// A text of a heading without markup: `*args` → `\\*args`.
#[cfg(feature = "cli")]
pub(in crate::document) fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let after = rest.peek().copied().unwrap_or(' ');
        let may_be_markup = match c {
            '\\' => true,
            // What stands between spaces begins nothing and ends nothing.
            '*' | '`' | '|' => !(before.is_whitespace() && after.is_whitespace()),
            // In the middle of a name it is none.
            '_' => !after.is_alphanumeric() || after == '`',
            _ => false,
        };
        if may_be_markup {
            escaped.push('\\');
        }
        escaped.push(c);
        before = c;
    }
    // What begins another construct is none after a backslash.
    let document = Document::parse(heading(&escaped, b'=', false), Format::Rst);
    let is_heading = document.outline.title().is_some_and(|title| *title.text == *escaped);
    if is_heading { escaped } else { format!("\\{escaped}") }
}
