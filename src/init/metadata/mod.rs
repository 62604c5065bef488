//! What specs say of themselves, and what of that can be demanded: nothing that one of them does not meet, but in
//! comments.

mod keys;
mod numbers;
mod tally;
mod whens;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::draft::Draft;
use super::survey::Survey;
use crate::check::Report;
use crate::document::{Document, Formats, Metadata};
use crate::files::read;
use crate::parallel::in_parallel;
use crate::rules::Rule;

use self::tally::{Tally, tallies};

pub(super) use self::whens::stubs;

/// What fewer specs do is no habit.
pub(super) const FEW: usize = 8;

/// So many keys are more than chance.
const MUCH: usize = 3;

/// What the specs of a repository say of themselves.
#[derive(Debug)]
pub(super) struct Known {
    specs: Vec<Spec>,
    tallies: Vec<Tally>,
    /// The file beside each spec that says it, where it is not the spec itself.
    file: Option<String>,
}

#[derive(Debug)]
struct Spec {
    path: PathBuf,
    metadata: Metadata,
}

impl Known {
    /// What the specs of a report say.
    pub fn of(survey: &Survey, report: &Report) -> Self {
        let file = beside(survey, &report.checked);
        let specs = in_parallel(&report.checked, |path| {
            let own = file.as_ref().map(|name| path.with_file_name(name));
            let text = String::from_utf8_lossy(&read(own.as_ref().unwrap_or(path)).ok()?).into_owned();
            let metadata = match &own {
                Some(own) => Metadata::of_file(own, &text),
                None => Metadata::of(&Document::parse(text, Formats::default().of(path)?)),
            };
            Some(Spec { path: path.clone(), metadata })
        });
        let specs: Vec<Spec> = specs.into_iter().flatten().collect();
        let tallies = tallies(&specs);
        Known { specs, tallies, file }
    }

    /// Whether all specs have several keys: what they say is in a form of its own.
    pub fn says_much(&self) -> bool {
        let of_all = self.tallies.iter().filter(|tally| tally.filled == self.specs.len()).count();
        self.specs.len() >= FEW && of_all >= MUCH
    }

    /// Adds what can be demanded to a draft; `false`: nothing.
    pub fn propose(&self, draft: &mut Draft) -> bool {
        let numbers = numbers::of(self);
        if let Some(numbers) = &numbers {
            numbers.put_into(&mut draft.rules);
        }
        let tied = numbers.as_ref().and_then(|numbers| numbers.tied.as_ref());
        let has_keys = draft.keys.is_empty() && keys::put_into(self, tied, draft);
        has_keys || numbers.is_some()
    }
}

/// The file that lies beside each spec and holds metadata: `kep.yaml`.
fn beside(survey: &Survey, specs: &[PathBuf]) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut named: BTreeMap<&Path, Vec<&str>> = BTreeMap::new();
    for path in &survey.metadata_files {
        let name = path.file_name().and_then(|name| name.to_str());
        named.entry(path.parent().unwrap_or(Path::new(""))).or_default().extend(name);
    }
    for spec in specs {
        let directory = spec.parent().and_then(|path| path.strip_prefix(&survey.root).ok());
        let names = directory.and_then(|path| named.get(path)).into_iter().flatten();
        names.for_each(|name| *counts.entry(name).or_default() += 1);
    }
    // A file that several specs share is none of theirs.
    let directories: std::collections::BTreeSet<_> = specs.iter().filter_map(|path| path.parent()).collect();
    let is_of_all = |count: usize| count == specs.len() && directories.len() == specs.len();
    counts.into_iter().find(|(_, count)| is_of_all(*count)).map(|(name, _)| name.to_owned())
}

/// Whether a spec does not meet what is demanded of metadata.
pub(super) fn is_refused(report: &Report) -> bool {
    let rules = [Rule::Metadata, Rule::FileName];
    let mut all = report.files.iter().flat_map(|file| &file.diagnostics);
    all.any(|one| rules.contains(&one.rule) && one.is_error())
}
