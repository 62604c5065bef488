//! Which section of a template a heading belongs to.

use std::borrow::Cow;
use std::collections::HashMap;

use regex::Regex;

use super::split_optional;
use crate::lines::fold_white_space;

/// The headings of the sections under one parent. A section is known by its index among its siblings.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    /// Indices by text, white space folded.
    texts: HashMap<String, Vec<usize>>,
    /// Indices by text without an "(optional)", of the sections that are optional.
    optional: HashMap<String, Vec<usize>>,
    patterns: Vec<(usize, Regex)>,
}

impl Names {
    /// Adds the next sibling. One with a pattern is known by that alone.
    pub fn add(&mut self, index: usize, text: &str, pattern: Option<&Regex>, is_optional: bool) {
        if let Some(pattern) = pattern {
            self.patterns.push((index, pattern.clone()));
            return;
        }
        let text = fold_white_space(text);
        if is_optional {
            self.optional.entry(split_optional(&text).0.to_owned()).or_default().push(index);
        }
        self.texts.entry(text.into_owned()).or_default().push(index);
    }

    /// The sibling that a heading belongs to: by its text, by its text without an "(optional)", by a pattern. Where
    /// several have the text, the first that is not filled, else the last.
    pub fn find(&self, text: &str, is_filled: impl Fn(usize) -> bool) -> Option<usize> {
        let text: Cow<'_, str> = fold_white_space(text);
        let by_text = self.texts.get(&*text).or_else(|| self.optional.get(split_optional(&text).0));
        match by_text {
            Some(found) => found.iter().find(|&&index| !is_filled(index)).or(found.last()).copied(),
            None => self.patterns.iter().find(|(_, pattern)| pattern.is_match(&text)).map(|&(index, _)| index),
        }
    }
}
