//! What may be written at a position: sections that are missing, the words of annotations and suppressions, and the names
//! of rules.

mod config;
mod sections;
mod words;

use std::ops::Range;

use super::protocol::{
    CompletionItem, CompletionItemKind, CompletionItemTextEdit, Documentation, Position, TextEdit, markdown,
};
use super::view::View;
use crate::rules::{Level, Rule};

/// What may be written at a position.
pub(super) fn completion(view: &View, position: Position, has_snippets: bool) -> Vec<CompletionItem> {
    let offset = view.offset(position);
    if view.is_config {
        return config::items(view, offset);
    }
    match words::after_prefix(view.line_before(offset)) {
        Some(before) => words::items(view, offset, before),
        None => sections::items(view, offset, has_snippets),
    }
}

/// A word in the place of a range.
fn word(view: &View, range: Range<usize>, text: &str, detail: String) -> CompletionItem {
    CompletionItem {
        label: text.to_owned(),
        kind: Some(CompletionItemKind::Keyword),
        detail: Some(detail),
        text_edit: Some(CompletionItemTextEdit::TextEdit(TextEdit::new(view.range(range), text.to_owned()))),
        ..CompletionItem::default()
    }
}

/// The name of a rule in the place of a range.
fn rule(view: &View, range: Range<usize>, rule: Rule) -> CompletionItem {
    let level = match rule.default_level() {
        Level::Off => "off by default".to_owned(),
        level => format!("{} by default", level.name()),
    };
    CompletionItem {
        kind: Some(CompletionItemKind::Value),
        documentation: Some(Documentation::MarkupContent(markdown(rule.page().to_owned()))),
        ..word(view, range, rule.name(), format!("{} ({level})", rule.summary()))
    }
}

/// The word that a text ends in, as its range before an offset.
fn last_word(before: &str, offset: usize) -> Range<usize> {
    let rest = before.trim_end_matches(|c: char| c.is_alphanumeric() || c == '-' || c == '_');
    offset - (before.len() - rest.len())..offset
}
