//! Directories of releases among those of specs.

use std::collections::BTreeSet;
use std::path::Path;

use super::home::Pair;
use super::layout::{Layout, MAX_NAMES, joined, parts};
use super::names::literal;
use super::order::rank;
use super::survey::Survey;
use crate::paths::with_slashes;
use crate::repository::is_front_page;

/// Releases at a depth below a directory.
pub(super) struct Releases {
    depth: usize,
    names: BTreeSet<String>,
    /// Directories above them, for a depth.
    above: BTreeSet<String>,
    others: BTreeSet<String>,
    busy: BTreeSet<String>,
    /// Documents in releases, and outside.
    pub specs: usize,
    outside: usize,
}

impl Releases {
    pub fn at(survey: &Survey, pair: &Pair<'_>, home: &Path, depth: usize, is_release: &dyn Fn(&str) -> bool) -> Self {
        let mut found = Releases {
            depth,
            names: BTreeSet::new(),
            above: BTreeSet::new(),
            others: BTreeSet::new(),
            busy: BTreeSet::new(),
            specs: 0,
            outside: 0,
        };
        for directory in survey.directories.iter().filter(|directory| directory.starts_with(home)) {
            let parts = parts(directory.strip_prefix(home).unwrap_or(directory));
            if parts.len() == depth + 1 && is_release(&parts[depth]) {
                found.names.insert(parts[depth].clone());
                found.above.extend(parts[..depth].first().cloned());
            }
        }
        for fit in &pair.fits {
            let path = fit.page.path.strip_prefix(home).unwrap_or(&fit.page.path);
            let parts = parts(path);
            match parts.get(depth).filter(|_| parts.len() > depth + 1) {
                Some(name) if is_release(name) => {
                    found.specs += usize::from(!is_front_page(path) || fit.fits());
                    found.busy.insert(name.clone());
                }
                Some(name) if parts[..depth].iter().all(|above| found.above.contains(above)) => {
                    found.outside += usize::from(fit.fits());
                    found.others.insert(name.clone());
                }
                _ => found.outside += usize::from(fit.fits()),
            }
        }
        found
    }

    pub fn holds_most(&self) -> bool {
        self.specs > 0 && self.specs >= self.outside
    }

    pub fn layout(self, survey: &Survey, pair: &Pair<'_>, home: &Path) -> Layout {
        let mut directory = with_slashes(home);
        if self.depth > 0 {
            let names: Vec<String> = self.above.iter().map(|name| literal(name)).collect();
            let above = match names.as_slice() {
                [one] => one.clone(),
                several if several.len() <= MAX_NAMES => format!("{{{}}}", several.join(",")),
                _ => "*".to_owned(),
            };
            directory = joined(&directory, &above);
        }
        let mut specs = joined(&directory, "{release}");
        if let Some(file) = &pair.file
            && self.has_companions(survey, home, file)
        {
            specs = format!("{specs}/*/{}", literal(file));
        }
        let mut names: Vec<String> = self.names.into_iter().collect();
        names.sort_by_key(|name| rank(name));
        Layout {
            specs: vec![specs],
            ignore: Vec::new(),
            releases: names,
            others: self.others.into_iter().collect(),
            busy: self.busy,
        }
    }

    /// Whether other documents lie beside specs that are all named alike.
    fn has_companions(&self, survey: &Survey, home: &Path, file: &str) -> bool {
        let is_companion = |path: &Path| {
            let parts = parts(path.strip_prefix(home).unwrap_or(path));
            parts.len() > self.depth + 2 && parts.last().is_some_and(|name| name != file)
        };
        survey.pages.iter().any(|page| page.path.starts_with(home) && page.link.is_none() && is_companion(&page.path))
    }
}
