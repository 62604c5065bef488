//! Definitions and directives without text of their own.

use std::ops::Range;

use super::super::Document;
use super::directive;
use super::directive_kinds::{Holds, find};

/// Directives that docutils has no row for, or that have text for an argument, and that hold text.
const OF_TEXT: [&str; 7] = ["centered", "deprecated", "rubric", "seealso", "todo", "versionadded", "versionchanged"];

/// What is explicit markup at the left margin and begins a block, with the indented lines after it.
pub(in crate::document) fn fixtures(document: &Document) -> Vec<Range<usize>> {
    let head = document.head();
    let mut found: Vec<Range<usize>> = Vec::new();
    let (mut is_open, mut may_begin) = (false, true);
    let mut end_of_text = 0;
    let mut at = 0;
    for line in document.source.split_inclusive('\n') {
        let line = at..at + line.len();
        at = line.end;
        let text = document.source[line.clone()].trim_end();
        if text.is_empty() {
            may_begin = true;
            continue;
        }
        if text.starts_with([' ', '\t']) {
            // Blank lines between are a part of it.
            if let Some(last) = found.last_mut().filter(|last| is_open && last.end == end_of_text) {
                last.end = line.end;
                end_of_text = line.end;
            }
            continue;
        }
        let is_explicit = text.starts_with(".. ") || text.starts_with("__ ");
        is_open = is_explicit && may_begin && is_fixture(text, head.contains(&line.start));
        may_begin &= is_explicit;
        if is_open {
            end_of_text = line.end;
            found.push(line);
        }
    }
    found
}

fn is_fixture(line: &str, is_in_head: bool) -> bool {
    let Some(rest) = line.strip_prefix("..").map(str::trim_start) else { return true };
    if rest.starts_with(['_', '|', '[']) {
        return true;
    }
    let Some((name, _)) = directive::marker(line, line.len() - rest.len()) else { return false };
    let name = name.to_lowercase();
    let has_no_text = match find(&name).0 {
        Holds::Opaque => !OF_TEXT.contains(&&*name),
        Holds::Nothing => true,
        Holds::Body => matches!(&*name, "figure" | "class" | "rst-class"),
        Holds::Literal => name == "raw",
        Holds::Table => false,
    };
    is_in_head && has_no_text
}
