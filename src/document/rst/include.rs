//! `.. include:: path`, at the top of a document (`directives.misc.Include`).

use super::super::prose::prose;
use super::super::{Document, Include};

/// What makes text or code of a file, in which nothing is a section.
const AS_TEXT: [&str; 3] = [":literal:", ":code:", ":parser:"];

pub(in crate::document) fn includes(document: &Document) -> Vec<Include> {
    let source = &*document.source;
    if !source.contains("nclude::") && !source.contains("NCLUDE::") {
        return Vec::new();
    }
    let lines = prose(document, 0..source.len(), |_| true);
    let index = document.lines();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let markup = source[line.clone()].strip_prefix("..").map(str::trim_start).unwrap_or_default();
        let name = markup.get(.."include::".len()).unwrap_or_default();
        if !name.eq_ignore_ascii_case("include::") {
            continue;
        }
        let mut below =
            lines[at + 1..].iter().map(|line| &source[line.clone()]).take_while(|text| text.starts_with(' '));
        let path = match markup[name.len()..].trim() {
            "" => below.next().unwrap_or_default().trim(),
            path => path,
        };
        // What docutils brings itself, between angle brackets, has no sections.
        if path.is_empty() || path.starts_with('<') {
            continue;
        }
        if !below.map(str::trim_start).any(|text| AS_TEXT.iter().any(|option| text.starts_with(option))) {
            found.push(Include { path: path.to_owned(), line: index.position(line.start).0 });
        }
    }
    found
}
