//! How often specs have a key, and which values.

use std::collections::BTreeMap;

use super::{FEW, Spec};
use crate::document::Field;
use crate::nearest::list;

/// So many values at most can be written out.
const MAX_VALUES: usize = 12;

/// Words in the names of keys whose values come from a list.
const STATES: [&str; 9] = ["status", "state", "stage", "type", "category", "kind", "class", "track", "layer"];

/// A key.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// As most specs write it.
    pub name: String,
    /// How many specs have it.
    pub specs: usize,
    /// How many have it with a value.
    pub filled: usize,
    /// How many specs have a value. A spec has several where the value is a list.
    pub values: BTreeMap<String, usize>,
    spellings: BTreeMap<String, usize>,
    /// Sum of where it stands.
    position: usize,
}

/// All keys, in the order in which they stand in most specs.
pub(super) fn tallies(specs: &[Spec]) -> Vec<Tally> {
    let mut all: BTreeMap<String, Tally> = BTreeMap::new();
    for spec in specs {
        let mut own: BTreeMap<String, (usize, Vec<&Field>)> = BTreeMap::new();
        for (at, field) in spec.metadata.fields.iter().enumerate() {
            own.entry(field.name.to_lowercase()).or_insert_with(|| (at, Vec::new())).1.push(field);
        }
        for (name, (at, fields)) in own {
            all.entry(name).or_default().add(at, &fields);
        }
    }
    let mut all: Vec<Tally> = all.into_values().collect();
    for tally in &mut all {
        let most = tally.spellings.iter().max_by_key(|(_, count)| **count);
        tally.name = most.map(|(name, _)| name.clone()).unwrap_or_default();
    }
    all.sort_by(|a, b| (a.position * b.specs).cmp(&(b.position * a.specs)));
    all
}

impl Tally {
    fn add(&mut self, at: usize, fields: &[&Field]) {
        self.specs += 1;
        self.filled += usize::from(!fields.iter().all(|field| field.is_empty()));
        self.position += at;
        if let Some(field) = fields.first() {
            *self.spellings.entry(field.name.clone()).or_default() += 1;
        }
        let values = fields.iter().flat_map(|field| &field.values).map(|value| value.text.clone());
        let values: std::collections::BTreeSet<String> = values.filter(|text| !text.is_empty()).collect();
        values.into_iter().for_each(|value| *self.values.entry(value).or_default() += 1);
    }

    /// The values, if they come from a list, and all of that list are known: hardly one of them is there but once.
    pub fn listed(&self) -> Option<Vec<&str>> {
        let is_of_list = self.is_state() && (2..=MAX_VALUES).contains(&self.values.len());
        let once = self.values.values().filter(|count| **count == 1).count();
        let is_known = self.filled >= 2 * FEW && self.filled >= 5 * self.values.len() && once <= 1;
        let is_word = |value: &String| value.len() <= 40 && !value.contains(['\n', '<', '[']);
        (is_of_list && is_known && self.values.keys().all(is_word))
            .then(|| self.values.keys().map(String::as_str).collect())
    }

    /// The values that nearly all specs have, where some have others; in words.
    pub fn usual(&self) -> Option<String> {
        let usual: Vec<&String> = self.values.iter().filter(|(_, count)| **count > 2).map(|(value, _)| value).collect();
        let of_usual: usize = usual.iter().map(|value| self.values[*value]).sum();
        let is_meant = self.is_state() && (2..=MAX_VALUES).contains(&usual.len()) && self.filled >= 2 * FEW;
        let is_nearly_all = of_usual * 100 >= self.filled * 95 && usual.len() < self.values.len();
        let words: Vec<String> = usual.iter().map(|value| format!("`{value}`")).collect();
        (is_meant && is_nearly_all && self.listed().is_none()).then(|| {
            let words = list(words.iter().map(String::as_str));
            format!("{of_usual} of {} say {words}; `values` would demand it.", self.filled)
        })
    }

    /// Whether its name says that it tells how far a spec is, or of which kind.
    pub fn is_state(&self) -> bool {
        let name = self.name.to_lowercase();
        name.split(|c: char| !c.is_alphabetic()).any(|word| STATES.contains(&word))
    }
}
