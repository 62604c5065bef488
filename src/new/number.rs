//! The numbers of specs: where they have some in their names, a new one gets the next.

use std::collections::BTreeMap;
use std::path::Path;

use super::stem;
use crate::files::upstream_paths;
use crate::repository::{Repository, Set};

/// How a name is numbered: `0012-nightly-backups`, `eip-20`, `CIP-0001`.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Numbered<'n> {
    /// What stands before the number.
    prefix: &'n str,
    digits: &'n str,
    /// Whether a name follows.
    has_name: bool,
}

/// Numbers of more digits are dates.
const MAX_DIGITS: usize = 5;

impl<'n> Numbered<'n> {
    fn of(name: &'n str) -> Option<Self> {
        let start = name.find(|c: char| c.is_ascii_digit())?;
        let len = name[start..].find(|c: char| !c.is_ascii_digit()).unwrap_or(name.len() - start);
        let (prefix, digits, rest) = (&name[..start], &name[start..start + len], &name[start + len..]);
        let is_prefix = prefix.is_empty()
            || prefix.ends_with(['-', '_'])
                && prefix.trim_end_matches(['-', '_']).chars().all(|c| c.is_ascii_alphabetic());
        let is_number = len <= MAX_DIGITS && (rest.is_empty() || rest.starts_with(['-', '_']));
        (is_prefix && is_number).then_some(Numbered { prefix, digits, has_name: !rest.is_empty() })
    }
}

/// A spec's name with the next free number, where most specs of its set have one and it has none: neither a file of the
/// working tree nor one of a branch of the upstream, as far as git knows, has a number so high.
pub(super) fn numbered(repository: &Repository, set: &Set, name: &str) -> Option<String> {
    let names: Vec<String> = repository.listing(set).ok()?.specs.iter().map(|spec| stem(&spec.path)).collect();
    let known: Vec<Numbered<'_>> = names.iter().filter_map(|name| Numbered::of(name)).collect();
    if known.len() < 2 || known.len() * 2 <= names.len() {
        return None;
    }
    let mut kinds: BTreeMap<(&str, bool), usize> = BTreeMap::new();
    known.iter().for_each(|own| *kinds.entry((own.prefix, own.has_name)).or_default() += 1);
    let ((prefix, has_name), _) = kinds.into_iter().max_by_key(|&(_, count)| count)?;
    if Numbered::of(name).is_some_and(|own| own.prefix == prefix) {
        return None;
    }
    let is_spec = |path: &Path| path.strip_prefix(&repository.root).is_ok_and(|path| set.holds(path));
    let upstream = upstream_paths(&repository.root).into_iter().filter(|path| is_spec(path));
    let upstream: Vec<String> = upstream.map(|path| stem(&path)).collect();
    let all = known.iter().cloned().chain(upstream.iter().filter_map(|name| Numbered::of(name)));
    let last = all.filter(|own| own.prefix == prefix).filter_map(|own| own.digits.parse::<u32>().ok()).max();
    let like = known.iter().filter(|own| own.prefix == prefix).map(|own| own.digits);
    let is_padded = like.clone().any(|digits| digits.starts_with('0'));
    let width = if is_padded { like.map(str::len).max().unwrap_or(1) } else { 1 };
    let number = format!("{prefix}{:0width$}", last.unwrap_or(0) + 1);
    Some(if has_name { format!("{number}-{name}") } else { number })
}
