//! Sphinx's lists of contents: `.. toctree::`, options, and entries `path` or `Title <path>`.

use super::super::entries::{EntryList, entry, indented_end, numbered_lines, path_on};

pub(in crate::document) fn entry_lists(source: &str) -> Vec<EntryList> {
    let (lines, starts) = numbered_lines(source);
    let is_start = |at: &usize| lines[*at].trim_start().starts_with(".. toctree::");
    let list = |start: usize| {
        let end = indented_end(&lines, start, true);
        let entries = (start + 1..end).filter_map(|at| {
            let path = path_of(lines[at])?;
            Some(entry(at..at + 1, lines[at], starts[at], path))
        });
        let has_patterns = lines[start + 1..end].iter().any(|line| line.trim().starts_with(":glob:"));
        EntryList { lines: start..end, entries: entries.collect(), may_be_one_of_many: true, has_patterns }
    };
    (0..lines.len()).filter(is_start).map(list).collect()
}

/// The path of an entry.
fn path_of(line: &str) -> Option<&str> {
    let text = line.trim();
    (!text.is_empty() && !text.starts_with(':')).then(|| path_on(text))
}
