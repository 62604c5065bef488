//! The repositories of the open documents, as they are with what is not saved yet.
//!
//! A repository is read when a document of it is first looked at, and kept. The texts of open documents are laid over
//! the disk, so that a spec is always checked as it stands. What changes more than a spec's text (a template, the
//! configuration, files that come and go) is read anew beside the server's other work (`refresh.rs`), and takes the place
//! of what is known when it is done.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::impact::Impact;
use super::uris::Place;
use crate::check::Cache;
use crate::error::Error;
use crate::files::{Disk, Files, Laid, Overlay};
use crate::repository::{Owner, Repository, Set, nearest_config};
use crate::rules::SpecFile;

/// The repositories that are known.
pub(super) struct Workspace {
    pub overlay: Arc<Overlay>,
    /// By directory, its configuration.
    configs: HashMap<PathBuf, Result<Option<PathBuf>, Error>>,
    /// By configuration.
    known: HashMap<PathBuf, Known>,
    /// The number of the next refresh.
    next: u64,
}

/// What is known of a repository.
pub(super) struct Known {
    pub repository: Result<Arc<Repository>, Error>,
    pub cache: Arc<Cache>,
    /// By template, or for the configuration, what it would do to specs.
    pub impacts: HashMap<PathBuf, Impact>,
    /// The refresh that is under way: its number, and what stops it.
    refresh: Option<(u64, Arc<AtomicBool>)>,
}

/// What an open file is to its repository.
#[derive(Debug, Clone)]
pub(super) enum Role {
    /// A spec, or a file that holds the metadata of specs.
    Specs {
        set: Arc<Set>,
        specs: Vec<SpecFile>,
        path: PathBuf,
    },
    /// The template of these sets.
    Template {
        sets: Vec<Arc<Set>>,
        path: PathBuf,
    },
    Config,
    /// None of the repository's, or of no repository.
    Other,
}

impl Workspace {
    pub fn new() -> Self {
        let overlay = Arc::new(Overlay::new(Arc::new(Disk::default())));
        Workspace { overlay, configs: HashMap::new(), known: HashMap::new(), next: 0 }
    }

    /// Lays a text over its file.
    pub fn lay(&self, place: &Place, text: &str) {
        self.overlay.lay(place.real.clone(), Laid::File(text.as_bytes().into()));
    }

    /// The configuration of a file; `None` where there is none.
    ///
    /// # Errors
    /// Where a directory has two.
    pub fn config_of(&mut self, place: &Place) -> Result<Option<PathBuf>, Error> {
        for path in &place.paths {
            if let Some(config) = self.config_above(path)? {
                return Ok(Some(config));
            }
        }
        Ok(None)
    }

    fn config_above(&mut self, path: &Path) -> Result<Option<PathBuf>, Error> {
        let Some(directory) = path.parent() else { return Ok(None) };
        if let Some(known) = self.configs.get(directory) {
            return known.clone();
        }
        let found = nearest_config(&*self.overlay, directory);
        self.configs.insert(directory.to_owned(), found.clone());
        found
    }

    /// Forgets which configuration holds where, and all of the repositories at or above a path.
    pub fn forget_configs(&mut self, path: &Path) {
        self.configs.clear();
        self.known.retain(|config, known| {
            let is_concerned = config.parent().is_some_and(|root| path.starts_with(root));
            if is_concerned {
                known.stop();
            }
            !is_concerned
        });
    }

    /// What is known of the repository of a configuration; it is read where nothing is.
    pub fn known(&mut self, config: &Path) -> &mut Known {
        let overlay = &self.overlay;
        self.known.entry(config.to_owned()).or_insert_with(|| Known {
            repository: Repository::open_in(overlay.clone(), config).map(Arc::new),
            cache: Arc::default(),
            impacts: HashMap::new(),
            refresh: None,
        })
    }

    /// Begins a refresh of a repository, which stops the one that is under way: its number, and what stops it.
    pub fn begin_refresh(&mut self, config: &Path) -> (u64, Arc<AtomicBool>) {
        self.next += 1;
        let begun = (self.next, Arc::new(AtomicBool::new(false)));
        let known = self.known(config);
        known.stop();
        known.refresh = Some(begun.clone());
        begun
    }

    /// The repository that a refresh of this number is for, unless a later one has begun.
    pub fn end_refresh(&mut self, config: &Path, number: u64) -> Option<&mut Known> {
        let known = self.known.get_mut(config)?;
        known.refresh.take_if(|(own, _)| *own == number)?;
        Some(known)
    }
}

impl Known {
    fn stop(&mut self) {
        if let Some((_, stop)) = self.refresh.take() {
            stop.store(true, Ordering::Relaxed);
        }
    }

    /// What a file is to the repository.
    ///
    /// # Errors
    /// Where that cannot be told.
    pub fn role(&self, config: &Path, place: &Place) -> Result<Role, Error> {
        if place.is_at(config) {
            return Ok(Role::Config);
        }
        let repository = self.repository.as_ref().map_err(Clone::clone)?;
        for path in &place.paths {
            match repository.owner(path)? {
                Owner::Template(sets) => return Ok(Role::Template { sets, path: path.clone() }),
                Owner::Set(set) => {
                    let listing = repository.listing(&set)?;
                    let specs: Vec<SpecFile> = set.specs_of(listing, path).into_iter().cloned().collect();
                    if !specs.is_empty() {
                        return Ok(Role::Specs { set, specs, path: path.clone() });
                    }
                }
                Owner::All | Owner::Nested(_) | Owner::Nobody => {}
            }
        }
        Ok(Role::Other)
    }
}

/// Files that are no longer to be had once somebody says so: what reads them ends then.
#[derive(Debug)]
pub(super) struct Stoppable {
    pub under: Arc<dyn Files>,
    pub stop: Arc<AtomicBool>,
}

impl Stoppable {
    fn files(&self) -> std::io::Result<&dyn Files> {
        match self.stop.load(Ordering::Relaxed) {
            true => Err(std::io::ErrorKind::Interrupted.into()),
            false => Ok(&*self.under),
        }
    }
}

impl Files for Stoppable {
    fn kind(&self, path: &Path) -> std::io::Result<Option<crate::files::Kind>> {
        self.files()?.kind(path)
    }

    fn list(&self, directory: &Path) -> std::io::Result<Vec<crate::files::Child>> {
        self.files()?.list(directory)
    }

    fn read(&self, path: &Path, max: usize) -> std::io::Result<Vec<u8>> {
        self.files()?.read(path, max)
    }
}
