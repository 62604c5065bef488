//! Directives that hold for all that follows them, or may, as what they include does; and raw HTML.

use super::super::markdown::html_turns;
use super::super::states::Turn;
use super::super::{Document, RegionKind};

/// Directives that set something up to the next one of their name, or number what follows.
const SETTINGS: [&str; 15] = [
    "default-role",
    "default-domain",
    "highlight",
    "currentmodule",
    "py:currentmodule",
    "module",
    "py:module",
    "js:module",
    "program",
    "option-group",
    "tabularcolumns",
    "section-numbering",
    "sectnum",
    "target-notes",
    "include",
];

pub(in crate::document) fn turns(document: &Document) -> Vec<Turn> {
    let source = &*document.source;
    let index = document.lines();
    let mut code = vec![false; index.len() + 2];
    for region in document.regions.iter().filter(|region| region.kind == RegionKind::Literal) {
        let end = region.lines.end.min(code.len());
        code[region.lines.start.min(end)..end].fill(true);
    }
    let mut found = Vec::new();
    let mut is_html = false;
    let mut number = 0;
    for line in source.split_inclusive('\n') {
        number += 1;
        let at = line.as_ptr() as usize - source.as_ptr() as usize;
        let text = line.trim();
        if text.is_empty() {
            continue;
        }
        let is_code = code.get(number).copied().unwrap_or_default();
        let directive = text.strip_prefix(".. ").and_then(|markup| markup.trim_start().split_once("::"));
        if let Some((name, argument)) = directive.filter(|(name, _)| !is_code || *name == "raw") {
            is_html = name == "raw" && argument.contains("html");
            if SETTINGS.contains(&name) {
                found.push(Turn { name: text.to_owned(), ends: false, at });
            }
        } else if is_html && line.starts_with([' ', '\t']) {
            found.extend(html_turns(line).into_iter().map(|turn| Turn { at: at + turn.at, ..turn }));
        } else {
            is_html = false;
        }
    }
    found
}
