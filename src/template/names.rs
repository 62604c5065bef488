//! Which section of a template a heading belongs to.

use std::collections::HashMap;

use regex::Regex;

use super::split_optional;

/// The headings of the sections under one parent. A section is known by its index among its siblings.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    /// By index, the keys that one sibling alone has.
    unique: Vec<Option<String>>,
    /// Indices by key.
    keys: HashMap<String, Vec<usize>>,
    /// Indices by key without an "(optional)", of the sections that are optional.
    optional: HashMap<String, Vec<usize>>,
    patterns: Vec<(usize, Regex)>,
}

impl Names {
    /// Adds the next sibling. One with a pattern is known by that alone.
    pub fn add(&mut self, index: usize, key: &str, pattern: Option<&Regex>, is_optional: bool) {
        self.unique.push(None);
        if let Some(pattern) = pattern {
            self.patterns.push((index, pattern.clone()));
            return;
        }
        if is_optional {
            self.optional.entry(split_optional(key).0.to_owned()).or_default().push(index);
        }
        let all = self.keys.entry(key.to_owned()).or_default();
        all.push(index);
        match all.as_slice() {
            [_] => self.unique[index] = Some(key.to_owned()),
            [first, ..] => self.unique[*first] = None,
            [] => {}
        }
    }

    /// The sibling that a heading belongs to: by its key, by its key without an "(optional)", by a pattern. Where
    /// several have the key, the first that is not filled, else the last. Most headings are those that are `expected`.
    pub fn find(&self, key: &str, expected: usize, is_filled: impl Fn(usize) -> bool) -> Option<usize> {
        if self.unique.get(expected).is_some_and(|own| own.as_deref() == Some(key)) {
            return Some(expected);
        }
        let by_key = self.keys.get(key).or_else(|| self.optional.get(split_optional(key).0));
        match by_key {
            // They are filled in this order.
            Some(found) => found.get(found.partition_point(|&index| is_filled(index))).or(found.last()).copied(),
            None => self.patterns.iter().find(|(_, pattern)| pattern.is_match(key)).map(|&(index, _)| index),
        }
    }
}
