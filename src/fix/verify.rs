//! Whether a document is the same as another but for what a fix is to do.

use crate::document::Document;
use crate::rules::FixKind;

/// A heading with what stands under it, or (without a text) what stands before the first one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    text: String,
    parent: String,
    body: String,
}

/// Whether the same headings and bodies are there, at the same places but for what `kind` does.
pub(super) fn is_same_but_for(kind: &FixKind, before: &Document, after: &Document) -> bool {
    let title = |document: &Document| document.outline.title().map(|title| normal(&title.text));
    if title(before) != title(after) || before.outline.promoted() != after.outline.promoted() {
        return false;
    }
    let (mut old, mut new) = (entries(before), entries(after));
    match kind {
        FixKind::Characters => old == new,
        FixKind::Rename(_) => {
            let pairs = || old.iter().zip(&new);
            let renamed: Vec<_> = pairs().filter(|(old, new)| old.text != new.text).collect();
            let [(from, to)] = renamed.as_slice() else { return false };
            let has_parent = |(old, new): (&Entry, &Entry)| {
                old.parent == new.parent || old.parent == from.text && new.parent == to.text
            };
            old.len() == new.len() && pairs().all(|(old, new)| old.body == new.body) && pairs().all(has_parent)
        }
        FixKind::Move(name) => {
            old.sort();
            new.sort();
            let parents_apart: Vec<_> = old.iter().zip(&new).filter(|(old, new)| old != new).collect();
            let is_it = |entry: &Entry| entry.text == normal(name);
            old.len() == new.len()
                && old.iter().zip(&new).all(|(old, new)| (&old.text, &old.body) == (&new.text, &new.body))
                && parents_apart.len() <= 1
                && parents_apart.iter().all(|(old, _)| is_it(old))
        }
        FixKind::Add(names) => {
            let at = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
            let end = (at + names.len()).min(new.len());
            let added = new.drain(at..end).map(|entry| entry.text);
            added.eq(names.iter().map(|name| normal(name))) && old == new
        }
    }
}

fn entries(document: &Document) -> Vec<Entry> {
    let outline = &document.outline;
    let body = |text: &str| {
        // A target of links above a heading moves with it, and so from one body to another.
        let lines: Vec<String> = text.lines().map(normal).filter(|line| !document.is_target(line)).collect();
        lines.join("\n").trim_matches('\n').to_owned()
    };
    let preamble =
        Entry { text: String::new(), parent: String::new(), body: body(&document.source[outline.preamble()]) };
    let headings = (0..outline.headings().len()).map(|id| {
        let section = outline.section(id);
        Entry {
            text: normal(&section.text),
            parent: outline.parent(id).map(|id| normal(&outline.section(id).text)).unwrap_or_default(),
            body: body(&document.source[section.body.clone()]),
        }
    });
    std::iter::once(preamble).chain(headings).collect()
}

/// A line without what fixes of characters remove.
fn normal(line: &str) -> String {
    const INVISIBLE: [char; 6] = ['\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}'];
    let parts: Vec<&str> = line.split('\r').map(str::trim_end).collect();
    parts.join("\n").replace(INVISIBLE, "").trim_end().to_owned()
}
