//! Stubs: documents of one status that have none of the template's sections.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use toml_edit::Value;

use super::{FEW, Known};
use crate::check::Report;
use crate::init::draft::{Draft, key, pattern_of, slug};
use crate::rules::Rule;

/// Words for specs that somebody works on: these are what is checked.
const OPEN: [&str; 8] = ["draft", "review", "proposed", "proposal", "active", "open", "provisional", "implementable"];

/// Leaves stubs unchecked; `false`: there are none.
pub(in crate::init) fn stubs(known: &Known, report: &Report, draft: &mut Draft) -> bool {
    let bare = bare(report);
    // Where most are so, it is another template.
    if bare.len() * 2 > known.specs.len() || known.specs.len() < FEW {
        return false;
    }
    let Some((name, values)) = known.tallies.iter().filter(|tally| tally.is_state()).find_map(|tally| {
        let values = values_of(known, &tally.name, &bare);
        (!values.is_empty()).then_some((&tally.name, values))
    }) else {
        return false;
    };
    for (value, count) in values {
        let when = draft.whens.entry(slug(value)).or_default();
        when.remark = Some(format!("All {count} have none of the template's sections."));
        when.say(&format!("metadata.{}", key(name)), Value::from_iter([pattern_of(value)]), "");
        when.say("check", false, "");
    }
    if draft.keys.is_empty()
        && let Some(file) = &known.file
    {
        draft.metadata.say("file", file.as_str(), "It lies beside each spec.");
    }
    true
}

/// The values of a key of which all specs are bare, with how many there are.
fn values_of<'k>(known: &'k Known, name: &str, bare: &BTreeSet<&Path>) -> Vec<(&'k str, usize)> {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for spec in &known.specs {
        for value in spec.metadata.get(name).into_iter().flat_map(|field| &field.values) {
            let (all, of_bare) = counts.entry(&value.text).or_default();
            *all += 1;
            *of_bare += usize::from(bare.contains(&*spec.path));
        }
    }
    let is_open = |value: &str| OPEN.iter().any(|word| value.to_lowercase().contains(word));
    let is_stub = |value: &&str| !value.is_empty() && value.len() <= 40 && !slug(value).is_empty() && !is_open(value);
    let stubs = counts.into_iter().filter(|(value, (all, of_bare))| all == of_bare && *all > 2 && is_stub(value));
    stubs.map(|(value, (all, _))| (value, all)).collect()
}

/// The specs that lack (nearly) all that any spec lacks.
fn bare(report: &Report) -> BTreeSet<&Path> {
    let lacking = report.files.iter().map(|file| {
        let of = file.diagnostics.iter().filter(|one| one.rule == Rule::MissingSection);
        let paths: Vec<Option<String>> = of.map(|one| one.fingerprint.path()).collect();
        let is_empty = paths.iter().any(Option::is_none);
        let top = paths.into_iter().flatten().filter(|path| !path.contains(" > ")).count();
        (&*file.path, top, is_empty)
    });
    let lacking: Vec<_> = lacking.collect();
    let most = lacking.iter().map(|(_, top, _)| *top).max().unwrap_or(0);
    let is_bare = |(_, top, is_empty): &&(&Path, usize, bool)| *is_empty || most > 1 && top * 5 >= most * 4;
    lacking.iter().filter(is_bare).map(|(path, ..)| *path).collect()
}
