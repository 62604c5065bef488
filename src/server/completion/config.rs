//! The names of rules in a configuration, and their levels.

use super::{last_word, rule, word};
use crate::rules::{Level, Rule};
use crate::server::protocol::CompletionItem;
use crate::server::view::View;
use crate::template::Word;

/// What may stand at an offset.
pub(super) fn items(view: &View, offset: usize) -> Vec<CompletionItem> {
    let before = view.line_before(offset);
    let range = last_word(before, offset);
    let stem = &before[..before.len() - range.len()];
    let rules = || Rule::ALL.iter().map(|own| rule(view, range.clone(), *own)).collect();
    if let Some(table) = stem.trim_start().strip_prefix('[') {
        return if table.trim_start_matches('[').ends_with("rules.") { rules() } else { Vec::new() };
    }
    let table = table_at(view, offset);
    match (table.last().map(String::as_str), stem.trim()) {
        (Some("rules"), "") => rules(),
        (Some("rules"), stem) if is_value(stem) => levels(view, offset, stem),
        (Some("sections"), "") => {
            let words = Word::NAMES.into_iter();
            words.map(|own| word(view, range.clone(), own, "a list of section paths".to_owned())).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether a key and an equals sign stand there: `missing-section = "`.
fn is_value(stem: &str) -> bool {
    let value = stem.split_once('=').map(|(key, value)| (Rule::by_name(key.trim()), value.trim()));
    matches!(value, Some((Some(_), "" | "\"")))
}

fn levels(view: &View, offset: usize, stem: &str) -> Vec<CompletionItem> {
    let range = last_word(view.line_before(offset), offset);
    let quoted = |level: Level| match stem.ends_with('"') {
        true => level.name().to_owned(),
        false => format!("\"{}\"", level.name()),
    };
    let levels = [Level::Error, Level::Warn, Level::Off].into_iter();
    levels.map(|level| word(view, range.clone(), &quoted(level), "a level".to_owned())).collect()
}

/// The parts of the name of the table that an offset lies in.
fn table_at(view: &View, offset: usize) -> Vec<String> {
    let headers = view.text()[..offset].lines().rev().map(str::trim_start).filter(|line| line.starts_with('['));
    let is_header = |line: &&str| toml::from_str::<toml::Table>(line).is_ok();
    let Some(header) = headers.into_iter().find(is_header) else { return Vec::new() };
    let mut parts = Vec::new();
    let mut table = toml::from_str::<toml::Table>(header).unwrap_or_default();
    while let Some((name, value)) = table.into_iter().next() {
        parts.push(name);
        table = match value {
            toml::Value::Table(inner) => inner,
            toml::Value::Array(list) => list.into_iter().find_map(|item| item.try_into().ok()).unwrap_or_default(),
            _ => toml::Table::new(),
        };
    }
    parts
}
