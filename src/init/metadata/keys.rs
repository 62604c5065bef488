//! Keys that all specs have, and what their values have in common.

use regex::Regex;
use toml_edit::{InlineTable, Value};

use super::numbers::Tied;
use super::tally::Tally;
use super::{FEW, Known};
use crate::init::draft::{Draft, Table, key, pattern_of};

/// Keys that fewer of a hundred specs have are not even proposed.
const NEARLY_ALL: usize = 95;

/// Of keys with listed values that not all specs have, those are kept in view that so many of a hundred have.
const OFTEN: usize = 50;

/// Says what is demanded of keys; `false`: nothing can be. What not all specs meet is a proposal; if nothing else is there,
/// a warning.
pub(super) fn put_into(known: &Known, tied: Option<&Tied>, draft: &mut Draft) -> bool {
    let specs = known.specs.len();
    let nearly_all = |tally: &Tally| specs >= FEW && tally.filled * 100 >= specs * NEARLY_ALL;
    if !known.tallies.iter().any(nearly_all) {
        return false;
    }
    let are_met = known.tallies.iter().any(|tally| tally.filled == specs);
    let mut keys = Table::default();
    for tally in &known.tallies {
        let (name, lack) = (key(&tally.name), specs - tally.filled);
        let often = tally.specs * 100 >= specs * OFTEN;
        let lacking = format!("{lack} of {specs} specs {} it.", if lack == 1 { "lacks" } else { "lack" });
        if lack == 0 {
            keys.say(&name, demands(tally, true, tied), &tally.usual().unwrap_or_default());
        } else if nearly_all(tally) && are_met {
            keys.propose(&name, demands(tally, true, tied), &lacking);
        } else if nearly_all(tally) {
            keys.say(&name, demands(tally, true, tied), &lacking);
        } else if often && tally.listed().is_some() {
            keys.say(&name, demands(tally, false, tied), "");
        }
    }
    if are_met {
        keys.remark = Some(format!("What all {specs} specs meet."));
    } else {
        draft.metadata.say("level", "warn", "Until all specs meet it.");
    }
    if let Some(file) = &known.file {
        draft.metadata.say("file", file.as_str(), "It lies beside each spec.");
    }
    draft.keys.add(keys);
    true
}

fn demands(tally: &Tally, is_required: bool, tied: Option<&Tied>) -> InlineTable {
    let mut demands = InlineTable::from_iter([("required", is_required)]);
    let tied = tied.filter(|tied| tied.key == tally.name).map(|tied| vec![tied.pattern.clone()]);
    let listed = || Some(tally.listed()?.into_iter().map(pattern_of).collect());
    if let Some(values) = tied.or_else(listed).or_else(|| dates(tally)) {
        demands.insert("values", Value::from_iter(values));
    }
    demands
}

/// The form of dates, where all values are such.
fn dates(tally: &Tally) -> Option<Vec<String>> {
    const FORM: &str = r"\d{4}-\d{2}-\d{2}";
    let form = Regex::new(&format!("^{FORM}$")).ok()?;
    let is_all = !tally.values.is_empty() && tally.values.keys().all(|value| form.is_match(value));
    is_all.then(|| vec![FORM.to_owned()])
}
