//! Items of lists that are links: `- [title](path)`.

use super::super::entries::{Entry, EntryList, indented_end, path_on};

pub(in crate::document) fn entry_lists(source: &str) -> Vec<EntryList> {
    let lines: Vec<&str> = source.lines().collect();
    let item = |at: usize| {
        let path = entry(lines[at])?;
        Some(Entry { lines: at..indented_end(&lines, at, false), path: path.to_owned() })
    };
    let entries: Vec<Entry> = (0..lines.len()).filter_map(item).collect();
    let (Some(first), Some(last)) = (entries.first(), entries.last()) else { return Vec::new() };
    vec![EntryList { lines: first.lines.start..last.lines.end, entries, may_be_one_of_many: false }]
}

/// The path of an item's link.
fn entry(line: &str) -> Option<&str> {
    let text = line.trim_start();
    let is_bullet = ["- ", "* ", "+ "].iter().any(|bullet| text.starts_with(bullet));
    let number = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_number = number.len() < text.len() && number.starts_with(['.', ')']);
    (text.contains("](") && (is_bullet || is_number)).then(|| path_on(text))
}
