//! What a text of a stranger may do to a terminal and to a CI system: nothing.
//!
//! Names and headings come from a repository that nobody vouches for. Control characters move a terminal's cursor, or
//! break one line of output into two; [`printable`] shows them as escapes. A line of a log can be a command to the
//! system that runs the job (`::error::`, `##[error]`, `##vso[…]`, `##teamcity[…]`); [`line`] takes the meaning from
//! it, and `cli::guard` passes each line of both streams through it.

use std::borrow::Cow;
#[cfg(feature = "texts")]
use std::fmt::Write;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::pattern::constant;

/// Whether a terminal obeys a character instead of showing it: control characters, those that turn the direction of
/// what follows, and line ends that only Unicode knows.
pub(crate) fn is_obeyed(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// A text on one line, with escapes such as `\n` and `\u{1b}` for what a terminal would obey.
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    escaped(text, |_| false)
}

fn escaped(text: &str, stays: impl Fn(char) -> bool) -> Cow<'_, str> {
    let is_escaped = |c: char| is_obeyed(c) && !stays(c);
    if !text.contains(is_escaped) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            c if !is_escaped(c) => shown.push(c),
            '\n' => shown.push_str("\\n"),
            '\r' => shown.push_str("\\r"),
            '\t' => shown.push_str("\\t"),
            c => shown.extend(c.escape_unicode()),
        }
    }
    Cow::Owned(shown)
}

/// A line of output without its end, as it may be printed. With `color`, what sets colours stays.
pub(crate) fn line(text: &str, color: bool) -> Cow<'_, str> {
    // Most lines hold nothing of the kind.
    let is_suspect = |b: u8| b < b' ' && b != b'\t' || b == b'#' || b == 0x7f || matches!(b, 0xc2 | 0xe2 | 0xef);
    if !text.bytes().any(is_suspect) && !text.trim_start().starts_with("::") {
        return Cow::Borrowed(text);
    }
    static COLOR: LazyLock<Regex> = LazyLock::new(|| constant("\u{1b}\\[[0-9;]*m"));
    let pattern = color.then_some(&*COLOR);
    let mut shown = String::with_capacity(text.len());
    let mut rest = 0;
    for code in pattern.into_iter().flat_map(|pattern| pattern.find_iter(text)) {
        shown += &escaped(&text[rest..code.start()], |c| c == '\t');
        shown += code.as_str();
        rest = code.end();
    }
    shown += &escaped(&text[rest..], |c| c == '\t');
    Cow::Owned(without_commands(&shown))
}

/// A line that no CI system takes for a command: a backslash parts what begins one.
///
/// GitHub reads `::name …::` at the start of a line, after white space, and `##[name]` anywhere in it; Azure Pipelines
/// reads `##[name]` and `##vso[name …]`, TeamCity `##teamcity[name …]`.
fn without_commands(line: &str) -> String {
    static HASHES: LazyLock<Regex> = LazyLock::new(|| constant(r"##([A-Za-z]*\[)"));
    let line = HASHES.replace_all(line, |found: &Captures<'_>| format!("#\\#{}", &found[1]));
    let begin = line.trim_start();
    let is_command = begin.strip_prefix("::").is_some_and(|rest| rest.contains("::"));
    if !is_command {
        return line.into_owned();
    }
    let (indent, command) = line.split_at(line.len() - begin.len());
    format!("{indent}\\{command}")
}

/// JSON of the same meaning with nothing in it that [`line`] would change.
#[cfg(feature = "texts")]
pub(crate) fn json(text: &str) -> Cow<'_, str> {
    let is_escaped = |c: char| c != '\n' && is_obeyed(c);
    // Outside of strings JSON has none of these characters, and in them each may stand as an escape.
    if !text.contains("##") && !text.contains(is_escaped) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for c in text.replace("##", "\\u0023\\u0023").chars() {
        match is_escaped(c) {
            // Writing to a string does not fail; all of them are of the first plane.
            true => drop(write!(safe, "\\u{:04x}", u32::from(c))),
            false => safe.push(c),
        }
    }
    Cow::Owned(safe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_on_one_line() {
        for (name, shown) in [
            ("plain \u{e4}\u{4e00}", "plain \u{e4}\u{4e00}"),
            ("a\nb\tc\r", "a\\nb\\tc\\r"),
            ("\u{1b}[2J\u{9b}", "\\u{1b}[2J\\u{9b}"),
            ("\u{202e}gpj", "\\u{202e}gpj"),
        ] {
            assert_eq!(printable(name), shown);
        }
    }

    #[test]
    fn lines_without_commands() {
        for (text, shown) in [
            ("::error file=a::x.md:1:1: no", "\\::error file=a::x.md:1:1: no"),
            (" \u{a0}::add-mask::x", " \u{a0}\\::add-mask::x"),
            ("::", "::"),
            (" :: a literal block", " :: a literal block"),
            ("a ::error::b", "a ::error::b"),
            ("a ##[error]b ###[group]c", "a #\\#[error]b ##\\#[group]c"),
            ("##vso[task.setvariable]x", "#\\#vso[task.setvariable]x"),
            ("##teamcity[buildStatus]", "#\\#teamcity[buildStatus]"),
            ("## Heading [1]", "## Heading [1]"),
            ("tab\there", "tab\there"),
            ("\u{1b}[31mred\u{1b}[0m", "\\u{1b}[31mred\\u{1b}[0m"),
        ] {
            assert_eq!(line(text, false), shown);
        }
        assert_eq!(line("\u{1b}[31mred\u{1b}[0m \u{1b}[2J", true), "\u{1b}[31mred\u{1b}[0m \\u{1b}[2J");
    }
}
