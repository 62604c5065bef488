//! Where specs are: the directory whose documents have the headings of a template.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::survey::{Page, Survey};
use super::templates::{Choice, release_of};
use crate::repository::is_front_page;

/// A document that has so much of a template's first level speaks for its directory; one that has less, against it.
pub(super) const FITS: f64 = 0.3;

/// A template, and where the documents are that follow it.
#[derive(Debug)]
pub(super) struct Pair<'s> {
    pub choice: Choice<'s>,
    pub home: PathBuf,
    /// Directories beside it of which the same is true.
    pub beside: Vec<PathBuf>,
    /// The name that all specs there have, where each has a directory of its own.
    pub file: Option<String>,
    /// How many specs speak for it, less those that speak against it.
    pub score: f64,
    /// How well documents there fit, in the order of their paths.
    pub fits: Vec<Fit<'s>>,
}

/// A document, and how well it fits a template.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fit<'s> {
    pub page: &'s Page,
    pub fit: f64,
}

impl Fit<'_> {
    pub fn fits(&self) -> bool {
        self.fit >= FITS
    }

    pub fn name(&self) -> String {
        self.page.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }
}

/// What may be meant by a directory: all documents below it, or those of one name.
type Key = (PathBuf, Option<String>);

/// The place for which the most documents speak. `given`: directories that were named, and no others.
pub(super) fn pair<'s>(
    survey: &'s Survey,
    templates: &BTreeSet<&Path>,
    choice: Choice<'s>,
    given: &[PathBuf],
) -> Pair<'s> {
    let is_spec = |page: &&Page| {
        let is_given = given.is_empty() || given.iter().any(|path| page.path.starts_with(path));
        is_given && page.link.is_none() && !templates.contains(&*page.path)
    };
    let fits: Vec<Fit<'s>> =
        survey.pages.iter().filter(is_spec).map(|page| Fit { page, fit: choice.fit(page) }).collect();
    let recurring = recurring(&fits);
    let mut sums: BTreeMap<Key, f64> = BTreeMap::new();
    for fit in &fits {
        let weight = fit.fit - FITS;
        let name = fit.name();
        let counts = !is_front_page(&fit.page.path) || fit.fits();
        for directory in fit.page.path.ancestors().skip(1) {
            if counts {
                *sums.entry((directory.to_owned(), None)).or_default() += weight;
            }
            if recurring.contains(&name) && Some(directory) != fit.page.path.parent() {
                *sums.entry((directory.to_owned(), Some(name.clone()))).or_default() += weight;
            }
        }
    }
    let directory = choice.directory();
    let value = |(home, file): &Key, sum: f64| {
        let is_near = *home == directory
            || home.parent() == Some(&directory)
            || directory.starts_with(home) && !home.as_os_str().is_empty()
            || home.parent() == directory.parent();
        // All documents of a directory are the simpler statement.
        sum * if is_near { 1.25 } else { 1.0 } - if file.is_some() { 1e-6 } else { 0.0 }
    };
    let best = sums.iter().map(|(key, sum)| (key, value(key, *sum))).max_by(|(one, a), (other, b)| {
        let depth = |key: &Key| key.0.components().count();
        a.total_cmp(b).then(depth(one).cmp(&depth(other)))
    });
    let Some(((home, file), score)) = best.map(|(key, score)| (key.clone(), score)) else {
        return Pair { choice, home: PathBuf::new(), beside: Vec::new(), file: None, score: 0.0, fits: Vec::new() };
    };
    let beside = beside(&fits, &sums, &home, &file);
    let score = score + beside.iter().map(|path| sums[&(path.clone(), None)]).sum::<f64>();
    let is_there = |fit: &Fit<'_>| {
        let is_of = |path: &PathBuf| fit.page.path.starts_with(path);
        is_of(&home) || beside.iter().any(is_of)
    };
    let fits: Vec<Fit<'s>> = fits.into_iter().filter(is_there).collect();
    let file = file.or_else(|| name_of_all(&fits));
    let is_named = |fit: &Fit<'_>| file.as_ref().is_none_or(|name| fit.name() == *name);
    let fits = fits.into_iter().filter(is_named).collect();
    let home = if beside.is_empty() { home } else { home.parent().unwrap_or(Path::new("")).to_owned() };
    Pair { choice, home, beside, file, score, fits }
}

/// The directories beside one that speak for the template, too: `accepted`, `implemented`. Of many small ones, each
/// counts.
fn beside(fits: &[Fit<'_>], sums: &BTreeMap<Key, f64>, home: &Path, file: &Option<String>) -> Vec<PathBuf> {
    let in_releases =
        fits.iter().any(|fit| fit.fits() && fit.page.path.starts_with(home) && release_of(&fit.page.path).is_some());
    // What became of a proposal later is for the archive.
    let is_whole = file.is_some() || in_releases || home.ends_with("approved");
    let Some(parent) = home.parent().filter(|_| !is_whole) else { return Vec::new() };
    let fitting = |path: &Path| fits.iter().filter(|fit| fit.page.path.starts_with(path) && fit.fits()).count();
    let least = fitting(home).min(2);
    let is_beside = |key: &&Key| key.1.is_none() && key.0 != home && key.0.parent() == Some(parent);
    let speaks = |key: &&Key| sums[*key] > 0.0 && fitting(&key.0) >= least;
    sums.keys().filter(is_beside).filter(speaks).map(|(path, _)| path.clone()).collect()
}

/// The name of nearly all documents that fit, where others stand beside them.
fn name_of_all(fits: &[Fit<'_>]) -> Option<String> {
    let fitting: Vec<&Fit<'_>> = fits.iter().filter(|fit| fit.fits()).collect();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    fitting.iter().for_each(|fit| *counts.entry(fit.name()).or_default() += 1);
    let (name, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    let is_most = count > 1 && count * 10 >= fitting.len() * 8;
    let directories: BTreeSet<&Path> =
        fitting.iter().filter(|fit| fit.name() == name).filter_map(|fit| fit.page.path.parent()).collect();
    let has_others = || {
        fits.iter()
            .any(|fit| fit.name() != name && fit.page.path.parent().is_some_and(|path| directories.contains(path)))
    };
    (is_most && has_others()).then_some(name)
}

/// The names that documents of several directories have.
fn recurring(fits: &[Fit<'_>]) -> BTreeSet<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for fit in fits {
        *counts.entry(fit.name()).or_default() += 1;
    }
    counts.into_iter().filter(|(_, count)| *count > 1).map(|(name, _)| name).collect()
}
