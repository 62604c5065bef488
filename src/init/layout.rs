//! How a place of specs is written as `layout.specs`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::home::{Fit, Pair};
use super::names::{before_number, literal};
use super::order::{is_no_release, rank};
use super::releases::Releases;
use super::survey::Survey;
use crate::paths::with_slashes;
use crate::repository::is_front_page;

/// So many directories are written out; of more, a pattern is.
pub(super) const MAX_NAMES: usize = 12;

/// Where the specs of a repository are.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// `layout.specs`.
    pub specs: Vec<String>,
    /// `layout.ignore`.
    pub ignore: Vec<String>,
    /// From the oldest to the newest; none: there are no releases.
    pub releases: Vec<String>,
    /// Directories among those of releases that are none.
    pub others: Vec<String>,
    /// Releases of which some document is a spec.
    pub busy: BTreeSet<String>,
}

impl Layout {
    pub fn has_releases(&self) -> bool {
        !self.releases.is_empty()
    }
}

/// The layout of a pair. `given` is a release that was named.
pub(super) fn layout(survey: &Survey, pair: &Pair<'_>, given: Option<&str>) -> Layout {
    let is_release = |name: &str| {
        !is_no_release(name) && (rank(name).is_some() || Some(name) == given || pair.choice.releases.contains(name))
    };
    let home = above_releases(&pair.home, &is_release);
    let by_depth = (0..2).map(|depth| Releases::at(survey, pair, home, depth, &is_release));
    let best = by_depth.max_by_key(|releases| releases.specs).filter(Releases::holds_most);
    match best {
        Some(releases) => releases.layout(survey, pair, home),
        None => without_releases(survey, pair),
    }
}

/// The directory that those of releases lie in: specs of one release alone may fit best.
fn above_releases<'p>(home: &'p Path, is_release: &dyn Fn(&str) -> bool) -> &'p Path {
    let is_of_release = |path: &&Path| path.file_name().is_some_and(|name| is_release(&name.to_string_lossy()));
    home.ancestors().filter(is_of_release).last().and_then(Path::parent).unwrap_or(home)
}

pub(super) fn parts(path: &Path) -> Vec<String> {
    path.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect()
}

pub(super) fn joined(directory: &str, name: &str) -> String {
    if directory.is_empty() { name.to_owned() } else { format!("{directory}/{name}") }
}

/// The specs of a child of the home, and those of the home itself.
#[derive(Default)]
struct Child<'p, 's> {
    fits: Vec<&'p Fit<'s>>,
    /// Links to specs are there.
    has_links: bool,
}

impl Child<'_, '_> {
    fn fitting(&self) -> usize {
        self.fits.iter().filter(|fit| fit.fits()).count()
    }

    /// Whether it is one of the directories of specs: a fair share of what is in it fits.
    fn is_good(&self) -> bool {
        self.fitting() * 4 >= self.fits.len().max(1)
    }
}

fn without_releases(survey: &Survey, pair: &Pair<'_>) -> Layout {
    let home = &pair.home;
    let directory = with_slashes(home);
    let mut direct = Vec::new();
    let mut children: BTreeMap<String, Child<'_, '_>> = BTreeMap::new();
    for fit in &pair.fits {
        let parts = parts(fit.page.path.strip_prefix(home).unwrap_or(&fit.page.path));
        match parts.len() {
            1 => direct.push(fit),
            _ => children.entry(parts[0].clone()).or_default().fits.push(fit),
        }
    }
    for page in survey.pages.iter().filter(|page| page.link.is_some() && page.path.starts_with(home)) {
        let parts = parts(page.path.strip_prefix(home).unwrap_or(&page.path));
        if parts.len() > 1 && page.link.as_ref().is_some_and(|to| to.starts_with(home)) {
            children.entry(parts[0].clone()).or_default().has_links = true;
        }
    }
    if let Some(file) = &pair.file {
        return Layout { specs: named_alike(pair, &directory, file, &children), ..Layout::default() };
    }
    let (good, bad): (Vec<_>, Vec<_>) = children.iter().partition(|(_, child)| child.is_good() && child.fitting() > 0);
    let good: Vec<&String> = good.into_iter().map(|(name, _)| name).collect();
    let bad: Vec<&String> = bad.into_iter().map(|(name, _)| name).collect();
    if !pair.beside.is_empty() {
        let names =
            survey.directories.iter().filter(|path| path.parent() == Some(home)).filter_map(|path| path.file_name());
        let others: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
        let bad: Vec<&String> = others.iter().filter(|name| !good.contains(name)).collect();
        return Layout { specs: directories(&directory, &good, &bad), ..Layout::default() };
    }
    let own = direct.iter().filter(|fit| fit.fits()).count();
    // What became of a proposal later is for the archive.
    let approved = children.get("approved").map_or(0, Child::fitting);
    if approved > 0 && children.values().all(|child| child.fitting() <= approved) && own <= approved {
        return Layout { specs: vec![joined(&directory, "approved")], ..Layout::default() };
    }
    let all = own + children.values().map(Child::fitting).sum::<usize>();
    // A few specs among many directories that hold none are no reason to look into all of these.
    if own == 0 && good.len() == 1 && all > 0 && !directory.is_empty() && bad.is_empty() {
        return Layout { specs: vec![joined(&directory, &literal(good[0]))], ..Layout::default() };
    }
    let files = direct_pattern(&direct, &directory);
    let is_whole = !directory.is_empty() && (files.is_none() || bad.is_empty() && strays(&direct) == 0);
    if own > 0 && is_whole && bad.len() <= MAX_NAMES {
        let ignore = bad.iter().map(|name| (*name).clone()).collect();
        return Layout { specs: vec![directory], ignore, ..Layout::default() };
    }
    if own == 0 && bad.is_empty() && !directory.is_empty() {
        return Layout { specs: vec![directory], ..Layout::default() };
    }
    let mut specs: Vec<String> = Vec::new();
    if own > 0 {
        match files {
            Some(files) => specs.push(files),
            None if directory.is_empty() => {
                specs.extend(direct.iter().filter(|fit| fit.fits()).map(|fit| with_slashes(&fit.page.path)))
            }
            None => return Layout { specs: vec![directory], ignore: vec!["*/*".to_owned()], ..Layout::default() },
        }
    }
    if own == 0 && !directory.is_empty() && good.len() > MAX_NAMES && bad.len() <= MAX_NAMES {
        let ignore = bad.iter().map(|name| (*name).clone()).collect();
        return Layout { specs: vec![directory], ignore, ..Layout::default() };
    }
    specs.extend(directories(&directory, &good, &bad));
    Layout { specs, ..Layout::default() }
}

/// Documents of a directory that do not fit, and are not pages.
fn strays(direct: &[&Fit<'_>]) -> usize {
    direct.iter().filter(|fit| !fit.fits() && !is_front_page(&fit.page.path)).count()
}

/// Directories by their names, or by what the names begin with if there are many.
fn directories(home: &str, good: &[&String], bad: &[&String]) -> Vec<String> {
    // Numbered alike, those that do not fit are of the same kind.
    if good.len() > 2
        && let Some(prefix) = prefix(good)
        && (good.len() > MAX_NAMES || bad.iter().any(|name| before_number(name) == Some(&prefix)))
    {
        return vec![joined(home, &format!("{}[0-9]*", literal(&prefix)))];
    }
    good.iter().map(|name| joined(home, &literal(name))).collect()
}

/// What stands before the numbers in names, and how often.
fn counted_prefixes<'n>(names: &[&'n String]) -> BTreeMap<&'n str, usize> {
    let mut counts = BTreeMap::new();
    names.iter().filter_map(|name| before_number(name)).for_each(|before| *counts.entry(before).or_default() += 1);
    counts
}

/// What stands before the number in nearly all names.
fn prefix(names: &[&String]) -> Option<String> {
    let (prefix, count) = counted_prefixes(names).into_iter().max_by_key(|(_, count)| *count)?;
    (count * 10 >= names.len() * 9).then(|| prefix.to_owned())
}

/// A pattern for the documents of a directory: `pep-[0-9]*.rst`.
fn direct_pattern(direct: &[&Fit<'_>], directory: &str) -> Option<String> {
    let names: Vec<String> = direct
        .iter()
        .filter(|fit| fit.fits())
        .map(|fit| fit.page.path.file_name().unwrap_or_default().to_string_lossy().into_owned())
        .collect();
    let prefix = prefix(&names.iter().collect::<Vec<_>>())?;
    let extensions: BTreeSet<&str> = names.iter().filter_map(|name| name.rsplit('.').next()).collect();
    let extension = match extensions.iter().copied().collect::<Vec<_>>().as_slice() {
        [one] => (*one).to_owned(),
        several => format!("{{{}}}", several.join(",")),
    };
    Some(joined(directory, &format!("{}[0-9]*.{extension}", literal(&prefix))))
}

/// Patterns for specs that are all named alike, each in a directory of its own: `keps/sig-*/*/README.md`.
fn named_alike(
    pair: &Pair<'_>,
    directory: &str,
    file: &str,
    children: &BTreeMap<String, Child<'_, '_>>,
) -> Vec<String> {
    let (good, bad): (Vec<_>, Vec<_>) = children.iter().partition(|(_, child)| child.fitting() > 0);
    let names: Vec<&String> = good.iter().map(|(name, _)| *name).collect();
    let bad: Vec<&String> = bad.iter().filter(|(_, child)| !child.fits.is_empty()).map(|(name, _)| *name).collect();
    let common = common_start(&names);
    let tells = |start: &str| !bad.iter().any(|name| name.starts_with(start));
    let prefixes = prefixes(&names);
    let first: Vec<String> = match prefixes.as_slice() {
        [_, ..] if names.len() > 1 => prefixes.iter().map(|prefix| format!("{}[0-9]*", literal(prefix))).collect(),
        _ if !directory.is_empty() && bad.is_empty() => vec!["*".to_owned()],
        _ if names.len() > 2 && common.len() > 2 && tells(&common) => vec![format!("{}*", literal(&common))],
        _ if names.len() <= MAX_NAMES => names.iter().map(|name| literal(name)).collect(),
        _ => vec!["*".to_owned()],
    };
    let mut depths: BTreeMap<usize, usize> = BTreeMap::new();
    for fit in pair.fits.iter().filter(|fit| fit.fits()) {
        let depth = parts(fit.page.path.strip_prefix(&pair.home).unwrap_or(&fit.page.path)).len();
        *depths.entry(depth).or_default() += usize::from(depth > 1);
    }
    let all: usize = depths.values().sum();
    let mut specs = Vec::new();
    for (depth, _) in depths.into_iter().filter(|(_, count)| *count > 0 && count * 50 >= all) {
        for first in &first {
            let deeper = "/*".repeat(depth - 2);
            specs.push(joined(directory, &format!("{first}{deeper}/{}", literal(file))));
        }
    }
    specs
}

/// What stands before the numbers in nearly all names, if that is little: `CIP-`, `CPS-`.
fn prefixes(names: &[&String]) -> Vec<String> {
    let often: Vec<(&str, usize)> = counted_prefixes(names).into_iter().filter(|(_, count)| *count > 1).collect();
    let count: usize = often.iter().map(|(_, count)| count).sum();
    match often.len() <= 3 && count * 10 >= names.len() * 9 {
        true => often.into_iter().map(|(prefix, _)| prefix.to_owned()).collect(),
        false => Vec::new(),
    }
}

fn common_start(names: &[&String]) -> String {
    let Some((first, rest)) = names.split_first() else { return String::new() };
    let len = rest
        .iter()
        .fold(first.len(), |len, name| first.bytes().zip(name.bytes()).take(len).take_while(|(a, b)| a == b).count());
    String::from_utf8_lossy(&first.as_bytes()[..len]).trim_end_matches('\u{fffd}').to_owned()
}

/// The documents of a pair that a layout counts among specs: where there are releases, those in their directories.
pub(super) fn documents(pair: &Pair<'_>, layout: &Layout) -> Vec<PathBuf> {
    let is_busy =
        |path: &Path| path.components().any(|part| layout.busy.contains(&*part.as_os_str().to_string_lossy()));
    let of = pair.fits.iter().map(|fit| &fit.page.path).filter(|path| !layout.has_releases() || is_busy(path));
    of.cloned().collect()
}
