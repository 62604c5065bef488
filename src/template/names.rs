//! Which section of a template a heading belongs to.

use std::collections::HashMap;

use regex::Regex;

use super::split_optional;

/// The headings of the sections under one parent. A section is known by its index among its siblings.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    /// Indices by key.
    keys: HashMap<String, Vec<usize>>,
    /// Indices by key without an "(optional)", of the sections that are optional.
    optional: HashMap<String, Vec<usize>>,
    patterns: Vec<(usize, Regex)>,
}

impl Names {
    /// Adds the next sibling. One with a pattern is known by that alone.
    pub fn add(&mut self, index: usize, key: &str, pattern: Option<&Regex>, is_optional: bool) {
        if let Some(pattern) = pattern {
            self.patterns.push((index, pattern.clone()));
            return;
        }
        if is_optional {
            self.optional.entry(split_optional(key).0.to_owned()).or_default().push(index);
        }
        self.keys.entry(key.to_owned()).or_default().push(index);
    }

    /// The sibling that a heading belongs to: by its key, by its key without an "(optional)", by a pattern. Where
    /// several have the key, the first that is not filled, else the last.
    pub fn find(&self, key: &str, is_filled: impl Fn(usize) -> bool) -> Option<usize> {
        let by_key = self.keys.get(key).or_else(|| self.optional.get(split_optional(key).0));
        match by_key {
            Some(found) => found.iter().find(|&&index| !is_filled(index)).or(found.last()).copied(),
            None => self.patterns.iter().find(|(_, pattern)| pattern.is_match(key)).map(|&(index, _)| index),
        }
    }
}
