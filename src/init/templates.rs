//! Which documents are templates: single ones, and families of one for each release.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::names::{is_template, release_part, stem};
use super::order::rank;
use super::survey::{Page, Survey};
use crate::paths::with_slashes;

/// A template for all specs, or for each release its own.
#[derive(Debug, Clone)]
pub(super) struct Choice<'s> {
    /// `layout.template`: of a family with `{release}`, and what stands in for a release without its own.
    pub paths: Vec<String>,
    /// The documents.
    pub members: Vec<&'s Page>,
    /// The releases that have a template of their own.
    pub releases: BTreeSet<String>,
}

/// The documents that may be templates.
pub(super) fn candidates(survey: &Survey) -> Vec<&Page> {
    let named: Vec<&Page> = survey.pages.iter().filter(|page| is_template(&page.path)).collect();
    let own = |page: &Page| survey.text(&with_slashes(&page.path));
    let is_one = |page: &&Page| {
        let Some(release) = release_of(&page.path) else { return true };
        let (file, own_stem) = (page.path.file_name(), stem(&page.path));
        // Inside of a release, many a proposal is about templates.
        let is_its = own_stem == "template" || own_stem.starts_with(&format!("{}-", release.to_lowercase()));
        let recurs = || {
            named.iter().any(|other| {
                other.path.file_name() == file && release_of(&other.path).is_some_and(|name| name != release)
            })
        };
        let is_copy = || {
            let outside = named.iter().filter(|other| release_of(&other.path).is_none() && other.link.is_none());
            outside.into_iter().any(|other| own(other) == own(page))
        };
        is_its || page.link.is_some() || recurs() || is_copy()
    };
    named.iter().copied().filter(is_one).collect()
}

/// The innermost directory on a path that is named like a release.
pub(super) fn release_of(path: &Path) -> Option<String> {
    let directories = path.parent()?.components().rev();
    directories.map(|part| part.as_os_str().to_string_lossy().into_owned()).find(|name| rank(name).is_some())
}

/// The choices that these candidates leave. `name` is a path that was given.
pub(super) fn choices<'s>(candidates: &[&'s Page], is_release: &dyn Fn(&str) -> bool) -> Vec<Choice<'s>> {
    let has_headings = |page: &&&Page| page.link.is_none() && !page.headings.first.is_empty();
    let real: Vec<&Page> = candidates.iter().filter(has_headings).copied().collect();
    let mut families: BTreeMap<String, Choice<'s>> = BTreeMap::new();
    let mut common: Vec<&'s Page> = Vec::new();
    for page in real {
        match pattern(&page.path, is_release) {
            Some(Pattern { path, release }) => {
                let family = families.entry(path.clone()).or_insert_with(|| Choice {
                    paths: vec![path],
                    members: Vec::new(),
                    releases: BTreeSet::new(),
                });
                family.members.push(page);
                family.releases.insert(release);
            }
            None => common.push(page),
        }
    }
    let alone = common.iter().map(|page| Choice {
        paths: vec![with_slashes(&page.path)],
        members: vec![page],
        releases: BTreeSet::new(),
    });
    let mut choices: Vec<Choice<'s>> = alone.collect();
    for family in families.into_values() {
        let directory =
            family.members.first().and_then(|page| page.path.parent()).map(Path::to_owned).unwrap_or_default();
        let is_near = |page: &&&Page| page.path.parent().is_some_and(|parent| directory.starts_with(parent));
        let plain = common.iter().filter(is_near).find(|page| stem(&page.path) == "template");
        let mut choice = family;
        if let Some(page) = plain {
            choice.paths.push(with_slashes(&page.path));
            choice.members.push(page);
        }
        choices.push(choice);
    }
    choices
}

/// A path with `{release}` in it, and the release that it was.
struct Pattern {
    path: String,
    release: String,
}

fn pattern(path: &Path, is_release: &dyn Fn(&str) -> bool) -> Option<Pattern> {
    let own = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let in_stem = release_part(&own).map(str::to_owned).or_else(|| {
        let before = own.find("template").map(|at| own[..at].trim_end_matches(['-', '_']).to_owned());
        before.into_iter().chain([own.clone()]).find(|name| is_release(name))
    });
    let release = release_of(path).or_else(|| in_stem.clone())?;
    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let file = if own.contains(&*release) { file.replacen(&*release, "{release}", 1) } else { file };
    let part = |part: std::path::Component<'_>| {
        let name = part.as_os_str().to_string_lossy().into_owned();
        if name == release { "{release}".to_owned() } else { name }
    };
    let directories: Vec<String> = path.parent().into_iter().flat_map(Path::components).map(part).collect();
    let path: PathBuf = directories.into_iter().chain([file]).collect();
    Some(Pattern { path: with_slashes(&path), release })
}

impl Choice<'_> {
    /// How well a document fits: the share of the template's first level that it has.
    pub fn fit(&self, page: &Page) -> f64 {
        let fit = |member: &&Page| {
            let is_of_format = member.format == page.format;
            member.headings.shared_by(&page.headings) * if is_of_format { 1.0 } else { 0.75 }
        };
        self.members.iter().map(fit).fold(0.0, f64::max)
    }

    /// How many releases have a template of their own, beside their directories or in several of them.
    pub fn own_releases(&self) -> usize {
        let file = self.paths.first().and_then(|path| path.rsplit('/').next()).unwrap_or_default();
        if self.releases.len() > 1 || file.contains("{release}") { self.releases.len() } else { 0 }
    }

    /// How many of its headings a document has.
    pub fn shared(&self, page: &Page) -> usize {
        let shared = |member: &&Page| member.headings.first.intersection(&page.headings.all).count();
        self.members.iter().map(shared).max().unwrap_or(0)
    }

    /// How plain its name is.
    pub fn plainness(&self) -> (usize, usize) {
        let path = self.paths.first().map(String::as_str).unwrap_or_default();
        (path.matches('/').count(), path.len())
    }

    /// The directory that it stands in.
    pub fn directory(&self) -> PathBuf {
        let first = self.paths.first().map(String::as_str).unwrap_or_default();
        let whole = Path::new(first.split("{release}").next().unwrap_or_default());
        let is_file = !first.contains("{release}") || !first[..first.find("{release}").unwrap_or(0)].ends_with('/');
        let directory = if is_file { whole.parent().unwrap_or(Path::new("")) } else { whole };
        // A template in a directory of its own stands where that does.
        match directory.file_name() {
            Some(_)
                if super::names::is_template(Path::new(first))
                    && crate::repository::is_front_page(Path::new(first)) =>
            {
                directory.parent().unwrap_or(Path::new("")).to_owned()
            }
            _ => directory.to_owned(),
        }
    }
}
