//! Statements of the configuration that name nothing: what cannot fail is not demanded.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Cache, Request, Variants, variants_of};
use crate::checker::{Checker, Stated};
use crate::config::PathTemplate;
use crate::error::Error;
use crate::nearest::{list, nearest};
use crate::repository::{Repository, Set};

/// Tables of releases that there are not, and paths of specs at which nothing is in any release.
///
/// # Errors
/// Where the sets cannot be told.
pub(super) fn of_layout(repository: &Repository) -> Result<Vec<Error>, Error> {
    let sets = repository.sets()?;
    let mut mistakes = releases(repository, sets);
    mistakes.extend(groups(repository, sets));
    mistakes.extend(paths(repository, sets));
    Ok(mistakes)
}

fn releases(repository: &Repository, sets: &[Arc<Set>]) -> Vec<Error> {
    let config = &repository.config;
    let has_specs = |set: &&Arc<Set>| repository.listing(set).is_ok();
    let names: BTreeSet<&str> = sets.iter().filter_map(|set| set.name.release.as_deref()).collect();
    let mut mistakes = Vec::new();
    for (table, is_pattern) in config.release_tables() {
        let near = || {
            let others = sets.iter().filter(|set| set.name.release.as_deref() != Some(table)).filter(has_specs);
            let names = others.filter_map(|set| set.name.release.as_deref());
            // `2027.1` is no misspelt `2026.1`.
            let without_digits = |name: &str| name.replace(|c: char| c.is_ascii_digit(), "");
            nearest(table, names.filter(|name| without_digits(name) != without_digits(table)))
        };
        let is_idle = match is_pattern {
            true => !names.iter().any(|name| config.table_speaks_of(table, name)),
            // A release may be prepared before it has specs, but not under a name that is nearly another one's.
            false => {
                let own = sets.iter().find(|set| set.name.release.as_deref() == Some(table));
                Some(table) != config.current_release.as_deref() && !own.iter().any(has_specs) && near().is_some()
            }
        };
        if !is_idle {
            continue;
        }
        let help = match near() {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("releases are {}", list(names.iter().copied())),
        };
        let error = Error::new(format!("the table of `{table}` speaks of no release")).help(help);
        mistakes.push(config.at_word(error, table, "no such release"));
    }
    mistakes
}

fn groups(repository: &Repository, sets: &[Arc<Set>]) -> Vec<Error> {
    let config = &repository.config;
    let is_idle = |group: &String| !sets.iter().any(|set| set.name.group.as_ref() == Some(group));
    let mistake = |group: String| {
        let error = Error::new(format!("group `{group}` has specs in no release"))
            .help("correct its `layout.specs`, or make the directory with a `.gitkeep` in it");
        config.at_word(error, &group, "this group")
    };
    config.group_names().flatten().filter(is_idle).map(mistake).collect()
}

fn paths(repository: &Repository, sets: &[Arc<Set>]) -> Vec<Error> {
    let mut idle: Vec<&PathTemplate> = Vec::new();
    let mut busy: Vec<&PathTemplate> = Vec::new();
    // Where nothing is at any path, the set tells.
    let has_some = |set: &&Arc<Set>| set.settings.layout.specs.len() > 1 && repository.listing(set).is_ok();
    for set in sets.iter().filter(has_some) {
        for path in &set.settings.layout.specs {
            if busy.contains(&path) {
                continue;
            }
            let list = if repository.is_anything_at(set, path) { &mut busy } else { &mut idle };
            if !list.contains(&path) {
                list.push(path);
            }
        }
    }
    let idle = idle.into_iter().filter(|path| !busy.contains(path));
    let mistake = |path: &PathTemplate| {
        let error = Error::new(format!("nothing is at `{path}` of `layout.specs`, in any release"))
            .help("correct it, leave it out, or make the directory with a `.gitkeep` in it");
        let text = path.to_string();
        repository.config.at_word(error, &text, "names nothing")
    };
    idle.map(mistake).collect()
}

/// As [`of_templates`], of all sets that have specs.
pub(super) fn of_all_templates(repository: &Repository, request: &Request) -> Vec<Error> {
    let has_specs =
        |set: &&Arc<Set>| set.settings.check && repository.listing(set).is_ok_and(|listing| !listing.specs.is_empty());
    let sets = repository.sets().unwrap_or_default().iter().filter(has_specs);
    let variants: Vec<Variants> = sets.filter_map(|set| Variants::of(repository, request, set).ok()).collect();
    of_templates(repository, request, &variants.iter().collect::<Vec<_>>(), None)
}

/// Section paths and keys of metadata that no template of the sets has for which they are stated. `checked` are the sets
/// that are checked.
pub(super) fn of_templates(
    repository: &Repository,
    request: &Request,
    checked: &[&Variants<'_>],
    cache: Option<&Cache>,
) -> Vec<Error> {
    let mut idle: BTreeSet<Stated> = BTreeSet::new();
    let mut known: BTreeSet<Stated> = BTreeSet::new();
    for checker in checked.iter().flat_map(|variants| variants.checkers()) {
        let (busy, own) = checker.statements().into_iter().partition::<Vec<_>, _>(|(_, is_known)| *is_known);
        known.extend(busy.into_iter().map(|(statement, _)| statement));
        idle.extend(own.into_iter().map(|(statement, _)| statement));
    }
    idle.retain(|statement| !known.contains(statement));
    // The template of another release may be what is spoken of.
    let is_checked = |set: &Arc<Set>| checked.iter().any(|other| other.set.name == set.name);
    for set in repository.sets().unwrap_or_default() {
        if idle.is_empty() {
            return Vec::new();
        }
        if is_checked(set) || request.template.is_some() {
            continue;
        }
        let other = variants_of(repository, request, set, cache).ok();
        for (statement, is_known) in other.iter().flat_map(Variants::checkers).flat_map(Checker::statements) {
            if is_known {
                idle.remove(&statement);
            }
        }
    }
    idle.iter().map(|statement| mistake(repository, statement, checked)).collect()
}

fn mistake(repository: &Repository, statement: &Stated, checked: &[&Variants<'_>]) -> Error {
    let near = checked.iter().flat_map(|variants| variants.checkers()).find_map(|checker| checker.nearest(statement));
    let template = checked.iter().map(|variants| &variants.base().template).min();
    let (name, message) = match statement {
        Stated::Section(path) => (path, format!("no template has a section `{path}`")),
        Stated::Key(key) => (key, format!("no template has `{key}` among its metadata")),
        Stated::Group(group) => (group, format!("`rules.file-name.pattern` has no group `{group}`")),
    };
    let help = match (near, template) {
        _ if matches!(statement, Stated::Group(_)) => format!("write one: `(?<{name}>[0-9]+)`"),
        (None, _) if matches!(statement, Stated::Key(_)) => {
            "correct it, or say `required = false` if specs may have it all the same".to_owned()
        }
        (Some(near), _) => format!("did you mean `{near}`?"),
        (None, Some(template)) => format!("correct it or leave it out; see {}", crate::paths::display(template)),
        (None, None) => "correct it or leave it out".to_owned(),
    };
    repository.config.at_word(Error::new(message).help(help), name, "names nothing")
}
