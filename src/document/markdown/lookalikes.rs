//! Lines that look like headings and are none.
//!
//! ```bnf
//! lookalike ::= hashes text                       no space, or more than six
//!             | (">" | bullet | number) heading   in a quote or a list
//!             | "**" text "**"
//!             | "<h" digit ">" text "</h" digit ">"
//!             | text newline underline            of other characters than `=` and `-`
//! ```

use super::super::lookalikes::{Lookalike, after_hashes, bold, is_underline};

pub(in super::super) fn lookalikes(lines: &[&str]) -> Vec<Lookalike> {
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let next = lines.get(at + 1).copied().unwrap_or_default();
        if let Some((text, why)) = lookalike(line, next) {
            found.push(Lookalike { text: text.trim().trim_end_matches('#').trim_end().to_owned(), line: at + 1, why });
        }
    }
    found
}

/// The text of a line that looks like a heading, and why it is none.
fn lookalike<'l>(line: &'l str, next: &str) -> Option<(&'l str, &'static str)> {
    if let Some((text, count)) = after_hashes(line.trim_start()) {
        let has_space = text.starts_with([' ', '\t']);
        return match count {
            7.. => Some((text, "a heading has at most six `#`")),
            _ if !has_space => Some((text, "a space has to follow the `#`")),
            _ => None,
        };
    }
    if let Some((text, _)) = after_hashes(without_containers(line)).filter(|(text, _)| text.starts_with(' ')) {
        return Some((text, "what stands in a quote or in a list is no section; begin the line with the `#`"));
    }
    if let Some(text) = bold(line) {
        return Some((text, "bold text is no heading; write it with `#`"));
    }
    if let Some(text) = html_heading(line) {
        return Some((text, "a heading in HTML is no section; write it with `#`"));
    }
    let is_other_underline = next.len() >= 3 && is_underline(next) && !next.starts_with(['=', '-', '~', '`', '#', '>']);
    (is_other_underline && !line.trim().is_empty())
        .then_some((line, "only `=` and `-` underline a heading; write it with `#`"))
}

/// A line without the marks of quotes and list items before its text.
fn without_containers(line: &str) -> &str {
    let mut rest = line.trim_start();
    loop {
        let number = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let after = rest
            .strip_prefix('>')
            .or_else(|| rest.strip_prefix(['-', '*', '+'])?.strip_prefix(' '))
            .or_else(|| number.strip_prefix(['.', ')'])?.strip_prefix(' ').filter(|_| number.len() < rest.len()));
        match after {
            Some(after) => rest = after.trim_start(),
            None => return rest,
        }
    }
}

/// The text of `<h2>Design</h2>`, which may have attributes.
fn html_heading(line: &str) -> Option<&str> {
    let line = line.trim();
    let is_tag = |name: &str| {
        let name = name.as_bytes();
        name.len() == 2 && name[0].eq_ignore_ascii_case(&b'h') && name[1].is_ascii_digit()
    };
    let (tag, rest) = line.strip_prefix('<')?.split_once('>')?;
    let (text, end) = rest.rsplit_once("</")?;
    (is_tag(tag.split(' ').next()?) && is_tag(end.strip_suffix('>')?.trim())).then_some(text)
}
