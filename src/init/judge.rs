//! Whether a draft can be meant, and what a reader should know of it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::settle::Settled;
use super::survey::Survey;
use super::templates::release_of;
use crate::check::Report;
use crate::error::Error;
use crate::nearest::list;
use crate::paths::with_slashes;
use crate::rules::{Diagnostic, Rule};

/// A draft to which fewer specs conform than one in so many is not what is meant.
pub(super) const ONE_IN: usize = 50;

/// So many causes and directories are named.
const MAX_NAMED: usize = 4;

/// Why nothing is to be written.
pub(super) fn refusal(settled: &Settled) -> Option<Error> {
    let (specs, conforming) = conform(&settled.report);
    if !settled.report.errors.is_empty() {
        return Some(
            Error::new("not everything can be checked with this `release.toml`: it is not written")
                .help("see the errors above; `--force` writes it all the same"),
        );
    }
    let (message, why) = match (specs, conforming) {
        (0, _) => (
            "no spec is found that could be checked: nothing is written".to_owned(),
            "the specs are elsewhere, or the template is".to_owned(),
        ),
        _ if conforming * ONE_IN >= specs => return None,
        _ => {
            let message =
                format!("{conforming} of {specs} specs conform, fewer than one in {ONE_IN}: nothing is written");
            let cause = causes(&settled.report).into_iter().next();
            let why = match cause {
                Some(cause) => format!("{cause}; or these are other documents, or it is another template"),
                None => "these are other documents, or it is another template".to_owned(),
            };
            (message, why)
        }
    };
    let help = format!(
        "probably {why}\nsay what is meant with `--specs DIRECTORY` and `--template FILE`, take a template of what specs \
         share with `--from-specs`, or write the file all the same with `--force`"
    );
    Some(Error::new(message).help(help))
}

/// How many specs there are, and how many conform.
pub(super) fn conform(report: &Report) -> (usize, usize) {
    let sum = |count: fn(&crate::check::ReleaseReport) -> usize| report.releases.iter().map(count).sum::<usize>();
    (sum(|release| release.specs), sum(|release| release.conforming))
}

/// What most specs fail by, the most frequent first.
fn causes(report: &Report) -> Vec<String> {
    let specs = report.checked.len();
    let mut counts: BTreeMap<(Rule, Option<String>), usize> = BTreeMap::new();
    for file in &report.files {
        let own: BTreeSet<(Rule, Option<String>)> =
            file.diagnostics.iter().filter(|one| one.is_error()).map(cause).collect();
        own.into_iter().for_each(|cause| *counts.entry(cause).or_default() += 1);
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let worded = |((rule, subject), count): ((Rule, Option<String>), usize)| match (rule, subject) {
        (Rule::MissingSection, Some(name)) => format!("{count} of {specs} lack `{name}`"),
        (Rule::ExtraSection, _) => format!("{count} of {specs} have sections that the template has not"),
        (Rule::MissingSection, None) => format!("{count} of {specs} have no section at all"),
        (rule, _) => format!("`{}` is found in {count} of {specs}", rule.name()),
    };
    counts.into_iter().take(MAX_NAMED).map(worded).collect()
}

/// The kind of a diagnostic: of a missing section, which it is.
fn cause(diagnostic: &Diagnostic) -> (Rule, Option<String>) {
    let subject = match diagnostic.rule {
        Rule::MissingSection => diagnostic.fingerprint.path(),
        _ => None,
    };
    (diagnostic.rule, subject)
}

/// What a reader should know.
pub(super) fn remarks(survey: &Survey, settled: &Settled) -> Vec<String> {
    let found = &settled.found;
    let mut remarks = Vec::new();
    let causes = causes(&settled.report);
    if !causes.is_empty() {
        remarks.push(format!("most specs that fail do so since {}", causes.join("; ")));
    }
    remarks.extend(passed_over(survey, settled));
    if let Some(preset) = found.preset.filter(|preset| preset.template.is_none() || found.proposal.is_some()) {
        remarks.push(format!("taken for {}: {}", preset.name, preset.remark));
    }
    remarks.extend(found.gate.remarks());
    if !found.alternatives.is_empty() {
        let alternatives: Vec<String> = found
            .alternatives
            .iter()
            .map(|other| {
                let home = if other.home.is_empty() { "the root" } else { &other.home };
                format!("{} with {} documents in {home} (score {:.1})", other.template, other.specs, other.score)
            })
            .collect();
        remarks.push(format!(
            "this pair of template and specs has a score of {:.1}; others: {}. `--template FILE` takes another, and \
             `[groups]` hold specs of several kinds",
            found.score,
            alternatives.join("; ")
        ));
    }
    remarks
}

/// The documents that are neither specs nor templates, by their directories.
fn passed_over(survey: &Survey, settled: &Settled) -> Vec<String> {
    let checked: BTreeSet<&Path> =
        settled.report.checked.iter().filter_map(|path| path.strip_prefix(&survey.root).ok()).collect();
    let (mut links, mut templates) = (0, 0);
    let mut others: BTreeMap<PathBuf, usize> = BTreeMap::new();
    for page in &survey.pages {
        if checked.contains(&*page.path) {
            continue;
        }
        if page.link.is_some() {
            links += 1;
        } else if settled.found.all_templates.contains(&page.path) {
            templates += 1;
        } else {
            *others.entry(directory(&page.path)).or_default() += 1;
        }
    }
    let mut others: Vec<_> = others.into_iter().collect();
    others.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let rest: usize = others.iter().skip(MAX_NAMED).map(|(_, count)| count).sum();
    let mut words: Vec<String> = others
        .iter()
        .take(MAX_NAMED)
        .map(|(path, count)| match path.as_os_str().is_empty() {
            true => format!("{count} at the root"),
            false => format!("{count} in {}", with_slashes(path)),
        })
        .collect();
    words.extend((rest > 0).then(|| format!("{rest} elsewhere")));
    words.extend((templates > 0).then(|| format!("{templates} named like templates")));
    words.extend((links > 0).then(|| format!("{links} links")));
    if words.is_empty() {
        return Vec::new();
    }
    vec![format!("documents that are no specs here: {}", list(words.iter().map(String::as_str)))]
}

/// The directory by which a document is counted: at most two deep, or that of its release.
fn directory(path: &Path) -> PathBuf {
    let depth = if release_of(path).is_some() { 3 } else { 2 };
    path.parent().into_iter().flat_map(Path::components).take(depth).collect()
}
