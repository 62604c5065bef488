//! Which section of a template a heading belongs to.

use std::collections::HashMap;

use regex::Regex;

use super::{Demand, split_marks};

/// The headings of the sections under one parent. A section is known by its index among its siblings.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    /// By index, the keys that one sibling alone has.
    unique: Vec<Option<String>>,
    /// Indices by key.
    keys: HashMap<String, Vec<usize>>,
    /// Indices by key without marks, of the sections whose mark may be kept or dropped.
    marked: HashMap<String, Vec<usize>>,
    patterns: Vec<Pattern>,
}

#[derive(Debug, Clone)]
struct Pattern {
    index: usize,
    regex: Regex,
    /// A form counts for one section, and others of its form are none of the template's.
    is_once: bool,
}

impl Names {
    /// Adds the next sibling, whose heading is this key with its marks. One with a pattern is known by that alone.
    pub fn add(&mut self, index: usize, key: &str, demand: &Demand) {
        self.unique.push(None);
        if demand.like.is_some() {
            return;
        }
        if let Some(regex) = &demand.pattern {
            let is_once = demand.is_form && !demand.repeat;
            return self.patterns.push(Pattern { index, regex: regex.clone(), is_once });
        }
        let marked = split_marks(key);
        if demand.optional || marked.says.is_some() {
            self.marked.entry(marked.name.to_owned()).or_default().push(index);
        }
        let all = self.keys.entry(key.to_owned()).or_default();
        all.push(index);
        match all.as_slice() {
            [_] => self.unique[index] = Some(key.to_owned()),
            [first, ..] => self.unique[*first] = None,
            [] => {}
        }
    }

    /// The sibling that a heading belongs to: by its key, by its key without marks, by a pattern. Where
    /// several have the key, the first that is not filled, else the last. Most headings are those that are `expected`.
    pub fn find(&self, key: &str, expected: usize, is_filled: impl Fn(usize) -> bool) -> Option<usize> {
        if self.unique.get(expected).is_some_and(|own| own.as_deref() == Some(key)) {
            return Some(expected);
        }
        let bare = split_marks(key).name;
        match self.keys.get(key).or_else(|| self.marked.get(bare)) {
            // They are filled in this order.
            Some(found) => found.get(found.partition_point(|&index| is_filled(index))).or(found.last()).copied(),
            None => {
                let is_it = |pattern: &&Pattern| {
                    (pattern.regex.is_match(key) || pattern.regex.is_match(bare))
                        && !(pattern.is_once && is_filled(pattern.index))
                };
                self.patterns.iter().find(is_it).map(|pattern| pattern.index)
            }
        }
    }
}
