//! What paths name: a spec, a directory of some, something that specs depend on, or nothing that is checked.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Jobs;
use crate::check::Releases;
use crate::config::SpecSet;
use crate::error::Error;
use crate::files::{Disk, Kind, nothing_there};
use crate::paths::{directory_of, display, unfollowed_from};
use crate::repository::{Owner, Passed, Reason, Repository, Set, nearest_config};
use crate::rules::SpecFile;

impl Jobs<'_> {
    /// What a path of the request names.
    pub(super) fn named(&mut self, path: &Path) -> Result<(), Error> {
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
                Owner::Nested(_) if self.request.skip_other_files && self.passes_over(name)? => return Ok(()),
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

    /// Whether what lies below another configuration is among the specs of a set that is left out, or is ignored there.
    fn passes_over(&mut self, name: &Path) -> Result<bool, Error> {
        let Some(set) = self.repository.set_of(name)? else { return Ok(false) };
        if !set.settings.check {
            self.leave_out(&set);
            return Ok(true);
        }
        let is_above = |passed: &Passed| passed.why == Reason::Ignored && name.starts_with(&passed.path);
        let is_ignored = self.repository.listing(&set).is_ok_and(|listing| listing.passed.iter().any(is_above));
        self.report.skipped += usize::from(is_ignored);
        Ok(is_ignored)
    }

    /// A path in a set's directories.
    fn spec(&mut self, path: &Path, name: &Path, set: &Arc<Set>, is_there: bool) -> Result<(), Error> {
        if self.is_of_another_release(set) {
            let error = self.no_spec(path, &[name.to_owned()]);
            self.other_file(error);
            return Ok(());
        }
        if self.request.skip_other_files && !set.settings.check {
            self.leave_out(set);
            return Ok(());
        }
        let listing = self.repository.listing(set);
        let specs: Vec<SpecFile> = listing.iter().flat_map(|listing| set.specs_of(listing, name)).cloned().collect();
        if !specs.is_empty() {
            self.job(set).specs.extend(specs);
            return Ok(());
        }
        if !is_there {
            // It was taken away: what is left may be too little.
            self.part(set, Vec::new(), true);
            return Ok(());
        }
        let listing = listing?;
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
            if self.is_of_another_release(&set) {
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
            found |= passed.iter().any(|passed| matches!(passed.why, Reason::Nested(_)));
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
            let directory = |set: &Set| display(&repository.specs_dir(set));
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

    /// Reason a file in a set's directories is no spec.
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
    pub(super) fn set_of_text(&self, path: &Path) -> Result<(Arc<Set>, SpecFile), Error> {
        let config = &self.repository.config;
        let formats = config.formats();
        let format = formats.of(path).ok_or_else(|| {
            Error::new(format!("`{}` does not end in {}", display(path), formats.endings()))
                .help("the name tells the format; give one with `--stdin-name`")
        })?;
        // The text is in no file, but the directory that it would be in is there, or it is of no release.
        let name = path.file_name().map(PathBuf::from).unwrap_or_default();
        let directory = directory_of(path);
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
        let base = self.repository.specs_dir(&set);
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
pub(super) struct Absolute {
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
        let Some(name) = path.file_name() else {
            return path.canonicalize().map(|path| vec![path]).map_err(fail);
        };
        let parent = directory_of(path);
        if !self.directories.contains_key(parent) {
            self.directories.insert(parent.to_owned(), parent.canonicalize().ok());
        }
        let followed = self.directories.get(parent).and_then(Option::as_ref).map(|parent| parent.join(name));
        // Where the directory is gone nothing leads to it.
        let followed = followed.unwrap_or_else(|| whole.clone());
        Ok(if followed == whole { vec![whole] } else { vec![followed, whole] })
    }
}
