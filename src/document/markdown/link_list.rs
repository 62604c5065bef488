//! Items of lists that are links: `- [title](path)`.

use super::super::entries::{Entry, EntryList, entry, indented_end, numbered_lines, path_on};

pub(in crate::document) fn entry_lists(source: &str) -> Vec<EntryList> {
    let (lines, starts) = numbered_lines(source);
    let item = |at: usize| {
        let path = path_of(lines[at])?;
        Some(entry(at..indented_end(&lines, at, false), lines[at], starts[at], path))
    };
    let entries: Vec<Entry> = (0..lines.len()).filter_map(item).collect();
    let (Some(first), Some(last)) = (entries.first(), entries.last()) else { return Vec::new() };
    let lines = first.lines.start..last.lines.end;
    vec![EntryList { lines, entries, may_be_one_of_many: false, has_patterns: false }]
}

/// The path of an item's link.
fn path_of(line: &str) -> Option<&str> {
    let text = line.trim_start();
    let is_bullet = ["- ", "* ", "+ "].iter().any(|bullet| text.starts_with(bullet));
    let number = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_number = number.len() < text.len() && number.starts_with(['.', ')']);
    (text.contains("](") && (is_bullet || is_number)).then(|| path_on(text))
}
