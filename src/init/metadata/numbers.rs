//! Numbers of specs: in the names of their files, and in their metadata.

use std::collections::BTreeSet;
use std::path::Path;

use regex::Regex;
use toml_edit::{InlineTable, Value};

use super::tally::Tally;
use super::{FEW, Known, Spec};
use crate::init::draft::{Table, pattern_of};
use crate::init::names::before_number;
use crate::repository::is_front_page;

/// What is said of the numbers.
pub(super) struct Numbers {
    /// The form of the names.
    pattern: String,
    /// Whether no two specs have the same.
    is_unique: bool,
    pub tied: Option<Tied>,
}

/// A key whose value is the number of the name, too.
pub(super) struct Tied {
    pub key: String,
    pub pattern: String,
}

/// A name of a file that holds a number: `pep-`, `0012`, `-name`.
struct Name<'s> {
    before: &'s str,
    digits: &'s str,
    after: &'s str,
    extension: &'s str,
}

/// What can be said of numbers; `None`: nothing.
pub(super) fn of(known: &Known) -> Option<Numbers> {
    let names: Vec<Name<'_>> = known.specs.iter().map(|spec| name(&spec.path)).collect::<Option<_>>()?;
    let first = names.first().filter(|_| names.len() >= FEW)?;
    let width = Some(first.digits.len()).filter(|len| names.iter().all(|name| name.digits.len() == *len));
    let digits = width.map_or_else(|| r"\d+".to_owned(), |len| format!(r"\d{{{len}}}"));
    let after =
        match (names.iter().all(|name| name.after.is_empty()), names.iter().all(|name| name.after.starts_with('-'))) {
            (true, _) => "",
            (_, true) => "-.+",
            _ => ".*",
        };
    if names.iter().any(|name| name.before != first.before)
        || names.iter().any(|name| name.extension != first.extension)
    {
        return None;
    }
    let (before, extension) = (pattern_of(first.before), pattern_of(first.extension));
    let pattern = format!(r"^{before}(?<number>{digits}){after}\.{extension}$");
    let numbers: BTreeSet<&str> = names.iter().map(|name| number(name.digits)).collect();
    let is_unique = !after.is_empty() && numbers.len() == names.len();
    let tied = known.tallies.iter().find_map(|tally| tied(tally, &known.specs, &names));
    (is_unique || tied.is_some()).then_some(Numbers { pattern, is_unique, tied })
}

fn name(path: &Path) -> Option<Name<'_>> {
    let (stem, extension) = (path.file_stem()?.to_str()?, path.extension()?.to_str()?);
    let before = before_number(stem).filter(|_| !is_front_page(path))?;
    let rest = &stem[before.len()..];
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    Some(Name { before, digits: &rest[..end], after: &rest[end..], extension })
}

/// A number without zeros before it.
fn number(digits: &str) -> &str {
    let number = digits.trim_start_matches('0');
    if number.is_empty() { "0" } else { number }
}

/// The key, if its value is the number of the name in each spec, after the same letters everywhere.
fn tied(tally: &Tally, specs: &[Spec], names: &[Name<'_>]) -> Option<Tied> {
    if tally.filled < specs.len() {
        return None;
    }
    let form = Regex::new(r"^([A-Za-z]*[ -]?)(\d+)$").ok()?;
    let mut letters = BTreeSet::new();
    for (spec, name) in specs.iter().zip(names) {
        let [value] = spec.metadata.get(&tally.name)?.values.as_slice() else { return None };
        let found = form.captures(&value.text)?;
        if number(&found[2]) != number(name.digits) {
            return None;
        }
        letters.insert(found[1].to_owned());
    }
    let letters = letters.iter().next().filter(|_| letters.len() == 1)?;
    Some(Tied { key: tally.name.clone(), pattern: format!(r"{}(?<number>\d+)", pattern_of(letters)) })
}

impl Numbers {
    pub fn put_into(&self, rules: &mut Table) {
        let mut options = InlineTable::from_iter([("pattern", self.pattern.as_str())]);
        if self.is_unique {
            options.insert("unique", Value::from_iter(["number"]));
        }
        let remark = match &self.tied {
            Some(tied) => format!("The number is that of `{}`.", tied.key),
            None => "No number is there twice.".to_owned(),
        };
        rules.say("file-name", options, &remark);
    }
}
