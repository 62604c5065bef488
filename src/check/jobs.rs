//! What a request is about: sets, and the specs of each.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Base, Baseline, Releases, Report, Request, mistakes};
use crate::config::{SpecSet, check_release_name};
use crate::error::Error;
#[cfg(feature = "cli")]
use crate::files::Index;
use crate::files::{Commit, Disk, Kind, nothing_there};
use crate::paths::{display, unfollowed_from};
use crate::repository::{Changed, FILE_NAMES, Owner, Passed, Repository, Set, Why, changed, config_in, nearest_config};
#[cfg(feature = "cli")]
use crate::repository::{canonical, no_config};
use crate::rules::SpecFile;

/// The specs of one set that are to be checked.
pub(crate) struct Job {
    pub set: Arc<Set>,
    /// In the order of their paths.
    pub specs: Vec<SpecFile>,
    /// A spec that is not read from its file.
    pub text: Option<(SpecFile, Vec<u8>)>,
    /// Whether the rules about files look at all files of the set.
    pub has_files: bool,
}

impl Job {
    fn new(set: Arc<Set>) -> Self {
        Job { set, specs: Vec::new(), text: None, has_files: false }
    }

    /// Whether there is nothing to check yet.
    pub fn is_empty(&self) -> bool {
        self.specs.is_empty() && self.text.is_none()
    }
}

/// The jobs of a request. What cannot be checked becomes an error of the report.
pub(crate) fn jobs(repository: &Repository, request: &Request, report: &mut Report) -> Vec<Job> {
    let mut jobs = Jobs { repository, request, report, found: BTreeMap::new(), absolute: Absolute::default() };
    if let Err(error) = jobs.find() {
        jobs.report.errors.push(error);
    }
    let mut found: Vec<Job> = jobs.found.into_values().collect();
    for job in &mut found {
        job.specs.sort_by(|a, b| a.path.cmp(&b.path));
        job.specs.dedup();
    }
    found
}

struct Jobs<'j> {
    repository: &'j Repository,
    request: &'j Request,
    report: &'j mut Report,
    found: BTreeMap<SpecSet, Job>,
    absolute: Absolute,
}

impl Jobs<'_> {
    fn find(&mut self) -> Result<(), Error> {
        if let Releases::Named(name) = &self.request.releases {
            check_release_name(name)?;
            let config = &self.repository.config;
            let has_releases = config.group_names().any(|group| config.has_releases(group.as_deref()));
            if !has_releases && config.current_release.is_none() {
                return Err(Error::new("this repository has no releases")
                    .help("leave out `--release`")
                    .at(&config.path));
            }
        }
        if let Some(base) = &self.request.changed {
            self.changed(base)?;
        }
        for path in &self.request.paths {
            self.named(path).unwrap_or_else(|error| self.report.errors.push(error));
        }
        if let Some(text) = &self.request.text {
            let (set, spec) = self.set_of_text(&text.path)?;
            self.job(&set).text = Some((spec, text.bytes.clone()));
        }
        if self.request.changed.is_none() && self.request.paths.is_empty() && self.request.text.is_none() {
            self.all()?;
        }
        Ok(())
    }

    fn job(&mut self, set: &Arc<Set>) -> &mut Job {
        self.found.entry(set.name.clone()).or_insert_with(|| Job::new(set.clone()))
    }

    /// The whole sets of the releases.
    fn all(&mut self) -> Result<(), Error> {
        self.report.errors.extend(mistakes::of_layout(self.repository)?);
        let config = &self.repository.config;
        let named = match &self.request.releases {
            Releases::Named(name) => Some(name),
            Releases::Current => config.current_release.as_ref(),
            Releases::All => None,
        };
        let is_all = self.request.releases == Releases::All;
        let of_none = |set: &SpecSet| set.release.is_none() && self.request.releases == Releases::Current;
        let is_meant = |set: &SpecSet| is_all || of_none(set) || set.release.as_ref() == named;
        let mut sets: Vec<Arc<Set>> =
            self.repository.sets()?.iter().filter(|set| is_meant(&set.name)).cloned().collect();
        // A release that is nowhere is reported as such.
        if let Some(name) = named
            && !sets.iter().any(|set| set.name.group.is_none() && set.name.release.is_some())
        {
            sets.insert(0, self.repository.set(&SpecSet::release(name)));
        }
        if is_all && !sets.iter().any(|set| set.settings.check) {
            self.report.errors.push(
                Error::new("no release to check: the configuration leaves all of them out")
                    .help("remove a `check = false`")
                    .at(&config.path),
            );
        }
        for set in sets {
            match is_all && !set.settings.check {
                true => self.leave_out(&set),
                false => self.whole(&set),
            }
        }
        Ok(())
    }

    fn leave_out(&mut self, set: &Set) {
        let name = set.name.name();
        if !self.report.left_out.contains(&name) {
            self.report.left_out.push(name);
        }
    }

    /// A whole set.
    fn whole(&mut self, set: &Arc<Set>) {
        let listing = match self.repository.listing(set) {
            Ok(listing) => listing,
            Err(error) => return self.report.errors.push(error),
        };
        if let Some(error) = listing.nothing_to_check(&set.name) {
            return self.report.errors.push(error);
        }
        self.report.errors.extend(listing.errors.iter().cloned());
        self.report.pass(&listing.passed);
        if listing.specs.is_empty() && !listing.errors.is_empty() {
            return;
        }
        let specs = listing.specs.clone();
        let job = self.job(set);
        job.specs = specs;
        job.has_files = true;
    }

    /// What differs from a base.
    fn changed(&mut self, base: &Base) -> Result<(), Error> {
        let root = &self.repository.root;
        let before = match base {
            Base::Upstream => Commit::before(None, root, "--changed")?,
            Base::Named(name) => Commit::before(Some(name), root, "--changed")?,
            Base::Head => Commit::head(root, "--staged")?,
        };
        let before = Arc::new(before);
        self.report.changed_since = Some(before.name.clone());
        let records = self.changed_records(&before);
        for directory in before.directories_with(&FILE_NAMES) {
            if directory.starts_with(root)
                && directory != *root
                && let Some(config) = config_in(&*self.repository.files, &directory)?
            {
                self.report.nested.entry(config).or_default();
            }
        }
        for set in self.repository.sets()? {
            let listing = self.repository.listing(set).ok();
            let nested = listing.into_iter().flat_map(|listing| &listing.passed);
            let nested: Vec<Passed> = nested.filter(|passed| matches!(passed.why, Why::Nested(_))).cloned().collect();
            self.report.pass(&nested);
        }
        let all_changed = changed(self.repository, &before)?;
        self.changed_mistakes(&before, all_changed.iter().any(|changed| changed.is_whole))?;
        for changed in all_changed {
            let Changed { set, is_whole, has_other_files, specs, errors } = changed;
            let is_other = |name: &String| set.name.release.as_ref() != Some(name);
            if matches!(&self.request.releases, Releases::Named(name) if is_other(name)) {
                continue;
            }
            if !set.settings.check {
                self.leave_out(&set);
            } else if is_whole {
                self.whole(&set);
            } else {
                self.report.errors.extend(errors);
                self.part(&set, specs, has_other_files);
            }
        }
        match records {
            Some(paths) => paths.iter().try_for_each(|path| self.recorded(path)),
            None => {
                let sets = self.repository.sets()?.to_vec();
                sets.iter().for_each(|set| self.input(set));
                Ok(())
            }
        }
    }

    /// What names nothing now and named something before. `has_other_templates`: templates of sets differ.
    fn changed_mistakes(&mut self, before: &Arc<Commit>, has_other_templates: bool) -> Result<(), Error> {
        let repository = self.repository;
        let mut now = mistakes::of_layout(repository)?;
        let old = Repository::open_in(before.clone(), &repository.config.path).ok();
        let mut before = old.as_ref().and_then(|old| mistakes::of_layout(old).ok()).unwrap_or_default();
        let names = |repository: &Repository| {
            let sets = repository.sets().unwrap_or_default();
            sets.iter().map(|set| set.name.clone()).collect::<Vec<SpecSet>>()
        };
        // What only a template that is gone had is named by nothing now.
        if has_other_templates || old.as_ref().is_none_or(|old| names(old) != names(repository)) {
            now.extend(mistakes::of_all_templates(repository, self.request));
            before.extend(old.iter().flat_map(|old| mistakes::of_all_templates(old, self.request)));
        }
        let is_new = |error: &Error| !before.iter().any(|old| old.message == error.message);
        self.report.errors.extend(now.into_iter().filter(is_new));
        Ok(())
    }

    /// The files of which the baseline records something else than before; `None` where that cannot be told.
    fn changed_records(&self, before: &Arc<Commit>) -> Option<Vec<PathBuf>> {
        let old = Repository::new(before.clone(), self.repository.root.clone(), self.repository.config.clone());
        let record = |repository: &Repository| Baseline::load(repository).map(Option::unwrap_or_default).ok();
        let (now, old) = (record(self.repository)?, record(&old)?);
        Some(now.differing(&old).into_iter().map(|path| self.repository.root.join(path)).collect())
    }

    /// A file of which the baseline records something else than before.
    fn recorded(&mut self, path: &Path) -> Result<(), Error> {
        let Some(set) = self.repository.set_of(path)?.filter(|set| set.settings.check) else { return Ok(()) };
        let spec = self.repository.listing(&set).ok().and_then(|listing| listing.spec(path));
        match spec.cloned() {
            Some(spec) => self.job(&set).specs.push(spec),
            None => self.part(&set, Vec::new(), true),
        }
        Ok(())
    }

    /// Some specs of a set, and where files came or went what holds for all its files.
    fn part(&mut self, set: &Arc<Set>, specs: Vec<SpecFile>, has_files: bool) {
        if has_files
            && let Ok(listing) = self.repository.listing(set)
            && let Some(error) = listing.nothing_to_check(&set.name)
        {
            return self.report.errors.push(error);
        }
        let job = self.job(set);
        job.specs.extend(specs);
        job.has_files |= has_files;
    }

    /// What a path of the request names.
    fn named(&mut self, path: &Path) -> Result<(), Error> {
        let names = self.absolute.paths(path)?;
        let kinds: Vec<Kind> =
            names.iter().filter_map(|name| self.repository.files.kind(name).ok().flatten()).collect();
        let is_there = !kinds.is_empty();
        // Outside of the root there are no files but those of the disk.
        let is_missing = !is_there && path.symlink_metadata().is_err();
        let missing = || Err(Error::io(path, "find the file", &nothing_there()));
        if is_missing && !self.request.skip_other_files {
            return missing();
        }
        let is_directory = kinds.contains(&Kind::Directory)
            || kinds.iter().any(|kind| matches!(kind, Kind::Link(_))) && path.is_dir()
            || !is_there && path.is_dir();
        if is_directory {
            return self.directory(path, &names);
        }
        let mut nobody = true;
        for name in &names {
            match self.repository.owner(name)? {
                Owner::Set(set) => return self.spec(path, name, &set, is_there),
                Owner::Nested(config) => {
                    self.report.nested.entry(config).or_default().push(name.clone());
                    return Ok(());
                }
                Owner::Template(sets) if self.request.skip_other_files => {
                    sets.iter().for_each(|set| self.input(set));
                    return Ok(());
                }
                Owner::All if self.request.skip_other_files => {
                    let sets = self.repository.sets()?.to_vec();
                    sets.iter().for_each(|set| self.input(set));
                    return Ok(());
                }
                Owner::Template(_) | Owner::All => nobody = false,
                Owner::Nobody => {}
            }
        }
        if nobody && let Some(config) = names.iter().find_map(|name| elsewhere(self.repository, name)) {
            self.report.nested.entry(config).or_default().extend(names.into_iter().next());
            return Ok(());
        }
        if is_missing {
            return missing();
        }
        self.other_file(self.no_spec(path, &names));
        Ok(())
    }

    /// A set on whose template or configuration something was named.
    fn input(&mut self, set: &Arc<Set>) {
        match set.settings.check {
            true => self.whole(set),
            false => self.leave_out(set),
        }
    }

    /// A path in a set's directories.
    fn spec(&mut self, path: &Path, name: &Path, set: &Arc<Set>, is_there: bool) -> Result<(), Error> {
        let is_other = |name: &String| set.name.release.as_ref() != Some(name);
        if matches!(&self.request.releases, Releases::Named(name) if is_other(name)) {
            let error = self.no_spec(path, &[name.to_owned()]);
            self.other_file(error);
            return Ok(());
        }
        if self.request.skip_other_files && !set.settings.check {
            self.leave_out(set);
            return Ok(());
        }
        if !is_there {
            // It was taken away: what is left may be too little.
            self.part(set, Vec::new(), true);
            return Ok(());
        }
        let listing = self.repository.listing(set)?;
        if let Some(spec) = listing.spec(name) {
            self.job(set).specs.push(spec.clone());
            return Ok(());
        }
        if let Some(error) = listing.errors.iter().find(|error| error.path.as_deref() == Some(name)) {
            return Err(error.clone());
        }
        if self.request.skip_other_files && listing.others.iter().any(|other| other == name) {
            // No spec, but perhaps one with another name than specs have.
            self.part(set, Vec::new(), true);
            return Ok(());
        }
        let error = self.no_spec(path, &[name.to_owned()]);
        self.other_file(error);
        Ok(())
    }

    /// All specs in a directory.
    fn directory(&mut self, path: &Path, names: &[PathBuf]) -> Result<(), Error> {
        let mut found = false;
        for set in self.repository.sets()?.to_vec() {
            let is_other = |name: &String| set.name.release.as_ref() != Some(name);
            if matches!(&self.request.releases, Releases::Named(name) if is_other(name)) {
                continue;
            }
            // A release without a directory has nothing in this one.
            let Ok(listing) = self.repository.listing(&set) else { continue };
            let is_in = |path: &Path| names.iter().any(|name| path.starts_with(name));
            let specs: Vec<SpecFile> = listing.specs.iter().filter(|spec| is_in(&spec.path)).cloned().collect();
            let errors: Vec<Error> =
                listing.errors.iter().filter(|error| error.path.as_deref().is_some_and(is_in)).cloned().collect();
            let passed: Vec<Passed> = listing.passed.iter().filter(|passed| is_in(&passed.path)).cloned().collect();
            found |= !specs.is_empty() || !errors.is_empty();
            found |= passed.iter().any(|passed| matches!(passed.why, Why::Nested(_)));
            self.report.errors.extend(errors);
            self.report.pass(&passed);
            if !specs.is_empty() {
                self.job(&set).specs.extend(specs);
            }
        }
        if !found {
            for name in names {
                if let Owner::Nested(config) = self.repository.owner(&name.join("_"))? {
                    self.report.nested.entry(config).or_default().push(name.clone());
                    return Ok(());
                }
            }
            self.other_file(self.no_spec(path, names));
        }
        Ok(())
    }

    /// A path that is no spec.
    fn other_file(&mut self, error: Error) {
        match self.request.skip_other_files {
            true => self.report.skipped += 1,
            false => self.report.errors.push(error),
        }
    }

    fn no_spec(&self, path: &Path, names: &[PathBuf]) -> Error {
        let shown = display(path);
        let repository = self.repository;
        let owners: Vec<Owner> = names.iter().filter_map(|name| repository.owner(name).ok()).collect();
        let set = owners.iter().find_map(|owner| match owner {
            Owner::Set(set) => Some(set),
            _ => None,
        });
        let (message, help) = if path.is_dir() {
            (format!("no specs in `{shown}`"), "name a spec, or a directory that holds some".to_owned())
        } else if let (Releases::Named(name), Some(set)) = (&self.request.releases, set)
            && set.name.release.as_ref() != Some(name)
        {
            let help = format!("leave out `--release {name}`: a path says by itself which release it is of");
            (format!("`{shown}` is of {}, not of `{name}`", set.name), help)
        } else if let Some(set) = set {
            let message = format!("`{shown}` is in a specs directory, but it is no spec");
            (message, self.why(set, names))
        } else if owners.iter().any(|owner| matches!(owner, Owner::Template(_))) {
            (format!("`{shown}` is a template, and no spec"), "`speclint check` holds specs against it".to_owned())
        } else {
            let directory = |set: &Set| display(&repository.specs_dir(&set.name, &set.settings.layout));
            let help = match repository.sets().unwrap_or_default() {
                [] => "the repository has no release".to_owned(),
                [one] => format!("specs are in `{}`", directory(one)),
                [one, ..] => {
                    let count = repository.sets().unwrap_or_default().len();
                    format!("specs are in the {count} releases' directories, such as `{}`", directory(one))
                }
            };
            (format!("`{shown}` is no spec of the repository"), help)
        };
        Error::new(message).help(help)
    }

    /// Why a file in a set's directories is no spec.
    fn why(&self, set: &Set, names: &[PathBuf]) -> String {
        let listing = self.repository.listing(set);
        let passed = listing.ok().and_then(|listing| {
            let is_it = |passed: &&Passed| names.iter().any(|name| name.starts_with(&passed.path));
            listing.passed.iter().find(is_it)
        });
        match passed.map(|passed| &passed.why) {
            Some(why) => why.to_string(),
            None => {
                let endings = set.settings.layout.formats.endings();
                format!("a spec ends in {endings}, and its name does not begin with a dot")
            }
        }
    }

    /// The set that a text belongs to, by the path that it would have.
    fn set_of_text(&self, path: &Path) -> Result<(Arc<Set>, SpecFile), Error> {
        let config = &self.repository.config;
        let formats = config.formats();
        let format = formats.of(path).ok_or_else(|| {
            Error::new(format!("`{}` does not end in {}", display(path), formats.endings()))
                .help("the name tells the format; give one with `--stdin-name`")
        })?;
        // The text is in no file, but the directory that it would be in is there, or it is of no release.
        let name = path.file_name().map(PathBuf::from).unwrap_or_default();
        let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let directory = directory.canonicalize().or_else(|_| std::path::absolute(directory));
        let whole = directory.map_or_else(|_| path.to_owned(), |directory| directory.join(&name));
        let own = self.repository.set_of(&whole)?;
        let set = match &self.request.releases {
            Releases::Named(name) => own
                .filter(|set| set.name.release.as_ref() == Some(name))
                .unwrap_or_else(|| self.repository.set(&SpecSet::release(name))),
            _ => own.unwrap_or_else(|| {
                self.repository.set(&SpecSet { release: config.current_release.clone(), group: None })
            }),
        };
        let base = self.repository.specs_dir(&set.name, &set.settings.layout);
        let relative = whole.strip_prefix(base).map_or(name, Path::to_owned);
        Ok((set, SpecFile { path: path.to_owned(), relative, real: None, format }))
    }
}

/// The configuration of a path that is not below a repository's root.
fn elsewhere(repository: &Repository, path: &Path) -> Option<PathBuf> {
    if path.starts_with(&repository.root) {
        return None;
    }
    nearest_config(&Disk::default(), path.parent()?).ok()?.filter(|config| *config != repository.config.path)
}

/// The absolute paths that paths may be known by: with the links of their directory followed, but not their own (a link
/// to a spec is a spec), and with none followed. What holds for a directory is found once.
#[derive(Default)]
struct Absolute {
    /// The working directory.
    here: Option<PathBuf>,
    /// Directories as they are given, with links followed.
    directories: HashMap<PathBuf, Option<PathBuf>>,
}

impl Absolute {
    fn paths(&mut self, path: &Path) -> Result<Vec<PathBuf>, Error> {
        let fail = |error| Error::io(path, "find the file", &error);
        let here = match self.here.take() {
            Some(here) => here,
            None => std::env::current_dir().and_then(|here| here.canonicalize()).map_err(fail)?,
        };
        let whole = unfollowed_from(&here, path);
        self.here = Some(here);
        let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else {
            return path.canonicalize().map(|path| vec![path]).map_err(fail);
        };
        let parent = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
        if !self.directories.contains_key(parent) {
            self.directories.insert(parent.to_owned(), parent.canonicalize().ok());
        }
        let followed = self.directories.get(parent).and_then(Option::as_ref).map(|parent| parent.join(name));
        // Where the directory is gone nothing leads to it.
        let followed = followed.unwrap_or_else(|| whole.clone());
        Ok(if followed == whole { vec![whole] } else { vec![followed, whole] })
    }
}

/// The repository that a directory lies in, as git's index has it.
///
/// # Errors
/// Outside of a git repository, and where the index has no configuration.
#[cfg(feature = "cli")]
pub(crate) fn staged(directory: &Path, config: Option<&Path>) -> Result<Repository, Error> {
    let here = canonical(directory)?;
    let index = Index::of(&here, "--staged")?;
    let config = match config {
        Some(config) => {
            let directory = config.parent().filter(|path| !path.as_os_str().is_empty()).unwrap_or(Path::new("."));
            canonical(directory)?.join(config.file_name().unwrap_or_default())
        }
        None => nearest_config(&index, &here)?.ok_or_else(|| no_config(&here))?,
    };
    Repository::open_in(Arc::new(index), &config)
}
