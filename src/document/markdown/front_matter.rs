//! YAML front matter: `---` in the first line, and all to the next line that is `---` or `...`.

use std::ops::Range;

use super::line::{Line, trim_end};

/// The front matter of a document whose text begins at byte `start`, its fences included.
pub(super) fn front_matter(source: &str, start: usize) -> Option<Range<usize>> {
    let first = Line::at(source, start);
    if trim_end(first.text) != "---" {
        return None;
    }
    let mut line = Line::at(source, first.next);
    // A thematic break may be followed by a blank line as well, but hardly by a key.
    let mut is_sure = !line.text.trim().is_empty();
    while line.start < source.len() {
        if ["---", "..."].contains(&trim_end(line.text)) {
            return is_sure.then_some(start..line.next);
        }
        if !is_sure && !line.text.trim().is_empty() {
            is_key(line.text).then_some(())?;
            is_sure = true;
        }
        line = Line::at(source, line.next);
    }
    None
}

/// The same after blank lines and comments, where GitHub sees no front matter but other tools do.
pub(super) fn late_front_matter(source: &str, start: usize) -> Option<Range<usize>> {
    let mut at = start;
    loop {
        let rest = source[at..].trim_start();
        at = source.len() - rest.len();
        let Some(comment) = rest.strip_prefix("<!--") else { break };
        at = source.len() - comment.len() + comment.find("-->")? + 3;
    }
    let begin = source[..at].rfind(['\n', '\r']).map_or(start, |end| end + 1);
    let first = Line::at(source, begin);
    let second = Line::at(source, first.next);
    is_key(second.text).then(|| front_matter(source, begin)).flatten()
}

/// `key:` or `key: value`.
pub(super) fn is_key(line: &str) -> bool {
    let line = line.trim_start();
    let Some((key, value)) = line.split_once(':') else { return false };
    key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b' '))
        && (value.is_empty() || value.starts_with([' ', '\t']))
}
