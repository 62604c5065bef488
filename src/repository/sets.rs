//! The sets of specs of a repository, and whose a path is.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::listing::{self, Listing};
use super::{BASELINE, Repository, config_in};
use crate::config::{Parts, PathTemplate, Settings, SpecSet};
use crate::document::Formats;
use crate::error::Error;
use crate::files::MAX_TEMPLATE;
use crate::parallel::in_parallel;
use crate::paths::normal;
#[cfg(feature = "cli")]
use crate::rules::wants_facts;
use crate::rules::{Level, Rule, SpecFile};

/// A set of specs with what holds for it.
#[derive(Debug)]
pub struct Set {
    pub name: SpecSet,
    /// What holds for all its specs, but for what `[when]` says of some.
    pub settings: Settings,
    /// Whether `[when]` says something of some.
    has_whens: bool,
    /// Where templates may be, those of `[when]` included.
    pub(super) templates: Vec<PathTemplate>,
    /// Where its specs are.
    patterns: Vec<Parts>,
    listing: OnceLock<Result<Listing, Error>>,
}

/// Whose a path is.
#[derive(Debug, Clone)]
pub enum Owner {
    /// It lies where the specs of this set are.
    Set(Arc<Set>),
    /// It is where the templates of these sets may be.
    Template(Vec<Arc<Set>>),
    /// It is the configuration or the baseline, on which all sets depend.
    All,
    /// It lies beside or below another configuration.
    Nested(PathBuf),
    Nobody,
}

/// The sets of a repository.
#[derive(Debug)]
pub(super) struct Sets {
    /// In the order of releases and groups.
    all: Vec<Arc<Set>>,
    /// By the directories that their patterns begin with.
    by_directory: HashMap<PathBuf, Vec<usize>>,
    templates: Templates,
    /// By directory, the configuration below the root that holds there; found when it is first asked for.
    nested: Mutex<HashMap<PathBuf, Option<PathBuf>>>,
}

/// What tells templates from specs.
#[derive(Debug, Default)]
struct Templates {
    /// Where the templates of the sets may be, with links followed.
    paths: HashSet<PathBuf>,
    /// The directories of these.
    directories: HashSet<PathBuf>,
    /// Where the template of any release may be.
    patterns: Vec<Parts>,
    /// The directories of these.
    directory_patterns: Vec<Parts>,
    /// The bytes of those that are there.
    contents: OnceLock<HashSet<Vec<u8>>>,
}

impl Set {
    fn new(repository: &Repository, name: SpecSet) -> Arc<Self> {
        let settings = repository.config.settings(&name);
        let patterns = settings.layout.specs.iter().map(|path| path.parts(name.release.as_deref())).collect();
        let whens = repository.config.whens();
        let mut templates = settings.layout.template.clone();
        for path in whens.iter().flat_map(|when| when.over(&settings).layout.template) {
            if !templates.contains(&path) {
                templates.push(path);
            }
        }
        let has_whens = !whens.is_empty();
        Arc::new(Set { name, settings, has_whens, templates, patterns, listing: OnceLock::new() })
    }
}

impl Repository {
    /// The sets of specs of the repository: its releases, its groups, and the groups of its releases, in the order of
    /// releases and groups. Releases are those that have specs, those that the configuration names, and the current
    /// one.
    ///
    /// # Errors
    /// Where a directory of the releases cannot be listed.
    pub fn sets(&self) -> Result<&[Arc<Set>], Error> {
        Ok(&self.resolved()?.all)
    }

    /// The set of this name; one that is not there yet, too.
    pub fn set(&self, name: &SpecSet) -> Arc<Set> {
        let known = self.resolved().ok().and_then(|sets| sets.all.iter().find(|set| set.name == *name));
        known.cloned().unwrap_or_else(|| Set::new(self, name.clone()))
    }

    /// The files of a set.
    ///
    /// # Errors
    /// Where nothing is at the paths of its `layout.specs`, or what is there leads out of the repository.
    pub fn listing<'s>(&self, set: &'s Set) -> Result<&'s Listing, Error> {
        set.listing.get_or_init(|| listing::list(self, set)).as_ref().map_err(Clone::clone)
    }

    /// Lists the files of all sets, on all cores. What fails is told where a listing is asked for.
    pub(crate) fn list_all(&self) {
        in_parallel(self.sets().unwrap_or_default(), |set| self.listing(set).is_ok());
    }

    /// Whose a path is, which need not exist. `path` is absolute.
    ///
    /// # Errors
    /// Where the sets cannot be told, or a directory has two configurations.
    pub fn owner(&self, path: &Path) -> Result<Owner, Error> {
        let sets = self.resolved()?;
        let Ok(below) = path.strip_prefix(&self.root) else { return Ok(Owner::Nobody) };
        if self.is_of_all(path) {
            return Ok(Owner::All);
        }
        if let Some(config) = self.nested_config(path.parent().unwrap_or(path))? {
            return Ok(Owner::Nested(config));
        }
        if sets.templates.paths.contains(path) {
            let may_be_its = |set: &&Arc<Set>| self.template_candidates(set).iter().any(|own| own == path);
            return Ok(Owner::Template(sets.all.iter().filter(may_be_its).cloned().collect()));
        }
        let own = sets.holder(self, below);
        Ok(own.or_else(|| self.holder_of_metadata(sets, path)).map_or(Owner::Nobody, Owner::Set))
    }

    /// Whether a path is that of the configuration or the baseline.
    pub(super) fn is_of_all(&self, path: &Path) -> bool {
        path == self.config.path || path == self.root.join(BASELINE)
    }

    /// The set of the specs whose metadata a file holds that lies beside them.
    fn holder_of_metadata(&self, sets: &Sets, path: &Path) -> Option<Arc<Set>> {
        let has_specs = |set: &&Arc<Set>| {
            set.metadata_name().is_some_and(|name| path.file_name() == Some(name.as_ref()))
                && self.listing(set).is_ok_and(|listing| !set.specs_of(listing, path).is_empty())
        };
        sets.all.iter().find(has_specs).cloned()
    }

    /// The configuration that holds in a directory below the root, if it is another one.
    ///
    /// # Errors
    /// Where a directory has two.
    pub(super) fn nested_config(&self, directory: &Path) -> Result<Option<PathBuf>, Error> {
        if directory == self.root || !directory.starts_with(&self.root) {
            return Ok(None);
        }
        let nested = &self.resolved()?.nested;
        let known = || nested.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known().get(directory) {
            return Ok(found.clone());
        }
        let found = match config_in(&*self.files, directory)? {
            Some(config) => Some(config),
            None => self.nested_config(directory.parent().unwrap_or(&self.root))?,
        };
        known().insert(directory.to_owned(), found.clone());
        Ok(found)
    }

    /// The set in whose directories a path lies, which need not exist. `path` is absolute.
    ///
    /// # Errors
    /// Where the sets cannot be told.
    pub fn set_of(&self, path: &Path) -> Result<Option<Arc<Set>>, Error> {
        let sets = self.resolved()?;
        Ok(path.strip_prefix(&self.root).ok().and_then(|below| sets.holder(self, below)))
    }

    /// Whether the directories of a set lie in, or hold, those of another one.
    pub(super) fn may_share(&self, set: &Set) -> bool {
        let Ok(sets) = self.resolved() else { return true };
        let own: Vec<PathBuf> = set.directories().collect();
        let overlaps = |other: &PathBuf| own.iter().any(|own| own.starts_with(other) || other.starts_with(own));
        sets.by_directory
            .iter()
            .any(|(directory, of)| overlaps(directory) && of.iter().any(|&at| sets.all[at].name != set.name))
    }

    /// Whether templates may be in a directory, by their paths.
    pub(super) fn may_have_templates(&self, directory: &Path) -> bool {
        let Ok(Sets { templates, .. }) = self.resolved() else { return false };
        let below = directory.strip_prefix(&self.root).unwrap_or(directory);
        templates.directories.contains(directory) || templates.directory_patterns.iter().any(|own| own.are(below))
    }

    /// Whether a file is at a template's path, or leads to one. `real` is its path with links followed.
    pub(super) fn is_at_template(&self, path: &Path, real: &Path) -> bool {
        let Ok(Sets { templates, .. }) = self.resolved() else { return false };
        let below = real.strip_prefix(&self.root).unwrap_or(real);
        templates.paths.contains(path)
            || templates.paths.contains(real)
            || templates.patterns.iter().any(|pattern| pattern.are(below))
    }

    /// Whether a file is a copy of a template, or leads to one in words, and is named like one.
    pub(super) fn is_copy_of_template(&self, path: &Path, real: &Path) -> bool {
        let name = path.file_name().unwrap_or_default().as_encoded_bytes();
        if !name.windows("template".len()).any(|part| part.eq_ignore_ascii_case(b"template")) {
            return false;
        }
        let Ok(Sets { templates, .. }) = self.resolved() else { return false };
        let read = |path: &Path| self.files.read(path, MAX_TEMPLATE).ok();
        let contents =
            templates.contents.get_or_init(|| templates.paths.iter().filter_map(|path| read(path)).collect());
        let leads_to_one =
            |bytes: &[u8]| written_link(real, bytes).is_some_and(|target| self.is_at_template(&target, &target));
        read(real).is_some_and(|bytes| contents.contains(&bytes) || leads_to_one(&bytes))
    }

    fn resolved(&self) -> Result<&Sets, Error> {
        self.sets.get_or_init(|| Sets::of(self)).as_ref().map_err(Clone::clone)
    }

    /// Whether what would be the directory of a release is a group's.
    fn is_of_a_group(&self, release: &str) -> bool {
        let set = Set::new(self, SpecSet::release(release));
        let directory = set.directories().next().unwrap_or_default();
        self.config.group_names().flatten().any(|group| {
            let group = Set::new(self, SpecSet { release: None, group: Some(group) });
            !group.settings.layout.has_releases() && group.holds(&directory)
        })
    }
}

impl Sets {
    fn of(repository: &Repository) -> Result<Self, Error> {
        let all: Vec<Arc<Set>> = names(repository)?.into_iter().map(|name| Set::new(repository, name)).collect();
        let mut by_directory: HashMap<PathBuf, Vec<usize>> = HashMap::new();
        let mut templates = Templates::default();
        let mut seen = HashSet::new();
        for (at, set) in all.iter().enumerate() {
            for directory in set.directories() {
                let own = by_directory.entry(directory).or_default();
                if own.last() != Some(&at) {
                    own.push(at);
                }
            }
            for path in repository.template_candidates(set) {
                if let Ok(followed) = repository.follow(&path) {
                    templates.paths.insert(followed.path);
                }
                templates.paths.insert(path);
            }
            for pattern in set.templates.iter().filter(|pattern| pattern.has_release()) {
                if seen.insert(pattern) {
                    let parts = pattern.parts(None);
                    let directory = parts.0.split_last().map_or_else(Vec::new, |(_, directory)| directory.to_owned());
                    templates.patterns.push(parts);
                    templates.directory_patterns.push(Parts(directory));
                }
            }
        }
        templates.directories = templates.paths.iter().filter_map(|path| Some(path.parent()?.to_owned())).collect();
        Ok(Sets { all, by_directory, templates, nested: Mutex::default() })
    }

    /// The set whose patterns hold a path relative to the root: a group's before others, then the one with the innermost
    /// directory. A release whose directory is not there yet is one, too.
    fn holder(&self, repository: &Repository, path: &Path) -> Option<Arc<Set>> {
        let mut found: Option<&Arc<Set>> = None;
        for directory in path.ancestors() {
            for &at in self.by_directory.get(directory).into_iter().flatten() {
                let set = &self.all[at];
                let is_better = found.is_none_or(|found| found.name.group.is_none() && set.name.group.is_some());
                if is_better && set.holds(path) {
                    found = Some(set);
                }
            }
        }
        found.cloned().or_else(|| coming_release(repository, path))
    }
}

impl Set {
    /// The directories that its patterns begin with, relative to the root.
    pub(super) fn directories(&self) -> impl Iterator<Item = PathBuf> {
        self.patterns.iter().map(Parts::directory)
    }

    /// The file beside a spec that holds its metadata, if the spec does not, and somebody asks for them.
    pub(crate) fn metadata_file(&self, spec: &SpecFile) -> Option<PathBuf> {
        self.metadata_name().map(|name| spec.path.with_file_name(name))
    }

    /// The name of the files that hold metadata beside specs, if somebody asks for them.
    pub(crate) fn metadata_name(&self) -> Option<&str> {
        let rules = &self.settings.rules;
        let is_asked_for = self.has_whens || rules.level(Rule::Metadata) != Level::Off;
        rules.metadata.0.file.as_ref().filter(|_| is_asked_for).map(|name| &*name.0)
    }

    /// Whether what is found in one of its specs may depend on other files than the spec itself.
    #[cfg(feature = "cli")]
    pub(crate) fn is_judged_together(&self) -> bool {
        self.metadata_name().is_some() || wants_facts(&self.settings.rules)
    }

    /// The specs whose verdicts depend on the file at a path: itself, or those beside it whose metadata it holds.
    pub(crate) fn specs_of<'l>(&self, listing: &'l Listing, path: &Path) -> Vec<&'l SpecFile> {
        if let Some(spec) = listing.spec(path) {
            return vec![spec];
        }
        if self.metadata_name().is_none_or(|name| path.file_name() != Some(name.as_ref())) {
            return Vec::new();
        }
        let directory = path.parent().unwrap_or(path);
        // What lies in a directory stands together.
        let first = listing.specs.partition_point(|spec| spec.path.as_path() < directory);
        let below = listing.specs[first..].iter().take_while(|spec| spec.path.starts_with(directory));
        below.filter(|spec| spec.path.parent() == Some(directory)).collect()
    }

    /// Whether a path relative to the root, which need not exist, lies where its specs are.
    pub(crate) fn holds(&self, path: &Path) -> bool {
        self.patterns.iter().any(|pattern| pattern.hold(path))
    }
}

/// The set of a release that has no directory yet.
fn coming_release(repository: &Repository, path: &Path) -> Option<Arc<Set>> {
    for group in repository.config.group_names() {
        let layout = repository.config.settings(&SpecSet { release: None, group: group.clone() }).layout;
        let release = layout.specs.iter().find_map(|pattern| pattern.parts(None).release_of(path));
        let set = release.map(|release| Set::new(repository, SpecSet { release: Some(release), group }));
        if let Some(set) = set.filter(|set| set.holds(path)) {
            return Some(set);
        }
    }
    None
}

/// The names of the sets.
fn names(repository: &Repository) -> Result<Vec<SpecSet>, Error> {
    let (config, search) = (&repository.config, repository.search());
    let mut names = Vec::new();
    for group in config.group_names() {
        let layout = config.settings(&SpecSet { release: None, group: group.clone() }).layout;
        if !layout.has_releases() && (group.is_some() || config.current_release.is_none()) {
            names.push(SpecSet { release: None, group });
            continue;
        }
        let mut releases = Vec::new();
        for path in &layout.specs {
            releases.extend(search.releases(path, &layout.formats)?);
        }
        if group.is_none() {
            // A group's directory is none of a release.
            for (matches, layout) in config.layouts_by_pattern() {
                for path in &layout.specs {
                    let found = search.releases(path, &layout.formats)?;
                    releases.extend(found.into_iter().filter(|name| matches(name)));
                }
            }
            releases.retain(|name| !repository.is_of_a_group(name));
            releases.extend(config.configured_releases().map(str::to_owned));
            releases.extend(config.current_release.clone());
        }
        names.extend(releases.into_iter().map(|release| SpecSet { release: Some(release), group: group.clone() }));
    }
    names.sort();
    names.dedup();
    Ok(names)
}

/// The path to which a file leads that git wrote in place of a link, where there can be none: it holds that path alone.
pub(crate) fn written_link(file: &Path, text: &[u8]) -> Option<PathBuf> {
    const MAX_LEN: usize = 1024;
    let text = std::str::from_utf8(text).ok().filter(|text| text.len() < MAX_LEN)?.trim_end();
    let is_path = !text.is_empty() && !text.contains(['\n', '\r', '\\', ':']) && !text.starts_with('/');
    let has_format = || Formats::default().of(Path::new(text)).is_some();
    (is_path && has_format()).then(|| normal(file.parent().unwrap_or(Path::new("")), text))
}
