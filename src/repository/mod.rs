//! Config + files → sets of specs, each with its template and its files. What a set's verdicts depend on is decided here,
//! once: `sets.rs` has whose a path is, `listing.rs` which files are specs, `changed.rs` what differs from a commit.

mod changed;
#[cfg(feature = "texts")]
mod documents;
mod find;
#[cfg(feature = "texts")]
#[cfg_attr(not(feature = "cli"), allow(dead_code, reason = "only `release` writes links anew"))]
pub(crate) mod links;
mod listing;
mod locate;
mod sets;

#[cfg(feature = "cli")]
use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

#[cfg(feature = "cli")]
pub(crate) use self::changed::uncommitted;
pub(crate) use self::changed::{Changed, changed};
#[cfg(feature = "texts")]
pub(crate) use self::documents::documents;
#[cfg(feature = "cli")]
pub(crate) use self::listing::is_front_page;
pub use self::listing::{Listing, Passed, Reason};
pub(crate) use self::locate::{FILE_NAMES, config_in, nearest_config, no_config};
#[cfg(feature = "cli")]
pub(crate) use self::sets::written_link;
pub use self::sets::{Owner, Set};

use self::find::Search;
use self::sets::Sets;
use crate::config::{Config, Layout, PathTemplate};
use crate::error::Error;
#[cfg(feature = "cli")]
use crate::files::{Commit, Index, Mixed};
use crate::files::{Disk, Files, MAX_CONFIG, Outside, follow, read_inside};
use crate::paths::{directory_of, display};

/// The name of the baseline beside the configuration.
pub const BASELINE: &str = "speclint-baseline.toml";

/// A specs repository: a directory with a `release.toml` or `speclint.toml`.
pub struct Repository {
    /// The directory of the configuration, absolute and without symbolic links.
    pub root: PathBuf,
    pub config: Config,
    pub(crate) files: Arc<dyn Files>,
    sets: OnceLock<Result<Sets, Error>>,
}

impl fmt::Debug for Repository {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Repository").field("root", &self.root).finish_non_exhaustive()
    }
}

impl Repository {
    /// Opens the repository that a directory lies in: its configuration is the nearest one upwards.
    ///
    /// # Errors
    /// Where there is none, or it has a mistake.
    pub fn find(directory: &Path) -> Result<Self, Error> {
        let directory = canonical(directory)?;
        let config = nearest_config(&Disk::default(), &directory)?.ok_or_else(|| no_config(&directory))?;
        Self::open(&config)
    }

    /// Opens the repository of this configuration.
    ///
    /// # Errors
    /// Where it cannot be read, leads out of its directory, or has a mistake.
    pub fn open(config: &Path) -> Result<Self, Error> {
        let directory = directory_of(config);
        let root = canonical(directory)?;
        let config = root.join(config.file_name().unwrap_or_default());
        Self::open_in(Arc::new(Disk::default()), &config)
    }

    /// Opens the repository that a directory lies in, or that of a configuration, as git's index has it.
    ///
    /// # Errors
    /// Outside of a git repository, and where the index has no configuration.
    #[cfg(feature = "cli")]
    pub(crate) fn staged(directory: &Path, config: Option<&Path>) -> Result<Self, Error> {
        let here = canonical(directory)?;
        let index = Index::of(&here, "--staged")?;
        let config = match config {
            Some(config) => canonical(directory_of(config))?.join(config.file_name().unwrap_or_default()),
            None => nearest_config(&index, &here)?.ok_or_else(|| no_config(&here))?,
        };
        Self::open_in(Arc::new(index), &config)
    }

    /// Opens the repository of this configuration among other files than those of the disk. Its path is absolute and
    /// without symbolic links.
    ///
    /// # Errors
    /// As [`Repository::open`].
    pub fn open_in(files: Arc<dyn Files>, config: &Path) -> Result<Self, Error> {
        let root = config.parent().unwrap_or(Path::new("")).to_owned();
        let text = read_inside(&*files, &root, config, MAX_CONFIG)?;
        Ok(Self::new(files, root, Config::parse(config, &text)?))
    }

    /// The repository of a configuration that is parsed already. `root` is absolute and without symbolic links.
    pub fn new(files: Arc<dyn Files>, root: PathBuf, config: Config) -> Self {
        Repository { root, config, files, sets: OnceLock::new() }
    }

    /// The same specs under the configuration and the templates of a commit.
    ///
    /// # Errors
    /// Where the commit has no configuration, or one with a mistake.
    #[cfg(feature = "cli")]
    pub(crate) fn before(&self, commit: Arc<Commit>) -> Result<Self, Error> {
        let old = Repository::open_in(commit.clone(), &self.config.path)?;
        let mut paths = BTreeSet::from([self.config.path.clone()]);
        for set in old.sets()?.iter().chain(self.sets()?) {
            for path in old.template_candidates(set) {
                if let Ok(followed) = old.follow(&path) {
                    paths.extend(followed.links);
                    paths.insert(followed.path);
                }
                paths.insert(path);
            }
        }
        let mixed = Mixed { now: self.files.clone(), before: commit, old: paths };
        Repository::open_in(Arc::new(mixed), &self.config.path)
    }

    /// The directory that the specs of a set lie in: what its `layout.specs` begins with.
    pub fn specs_dir(&self, set: &Set) -> PathBuf {
        self.root.join(set.directories().next().unwrap_or_default())
    }

    /// The template of a set of specs, but for those of which `[when]` says another.
    ///
    /// # Errors
    /// Where there is none, or it leads out of the repository.
    pub fn template(&self, set: &Set) -> Result<PathBuf, Error> {
        self.template_under(set, &set.settings.layout)
    }

    /// The template of specs of a set for which a layout holds: the first path of `layout.template` where there is a
    /// file.
    ///
    /// # Errors
    /// Where there is none, or it leads out of the repository.
    pub(crate) fn template_under(&self, set: &Set, layout: &Layout) -> Result<PathBuf, Error> {
        let paths = self.expanded(set, &layout.template);
        // A broken link or an unreadable file is not passed over: the next candidate may be another schema.
        let found = paths.iter().find(|path| self.is_there(path));
        let Some(found) = found else {
            let tried: Vec<String> = paths.iter().map(|path| format!("    {}", display(path))).collect();
            let leave_out = match &set.name.release {
                Some(release) if set.name.release != self.config.current_release => {
                    format!(", or leave the release out with\n\n    [releases.\"{release}\"]\n    check = false")
                }
                _ => String::new(),
            };
            let help = format!(
                "none of these files exists:\n\n{}\n\ncopy a template there, or name another place in \
                 `layout.template`{leave_out}",
                tried.join("\n")
            );
            return Err(Error::new(format!("{} has no template", set.name)).help(help).at(&self.config.path));
        };
        match follow(&*self.files, &self.root, found) {
            Ok(_) => Ok(found.clone()),
            Err(outside) => Err(outside.error(found)),
        }
    }

    /// Whether anything is at a path, if only a link to nothing. The directory may lie behind links.
    fn is_there(&self, path: &Path) -> bool {
        let (Some(directory), Some(name)) = (path.parent(), path.file_name()) else { return true };
        match self.follow(directory) {
            Ok(followed) => !matches!(self.files.kind(&followed.path.join(name)), Ok(None)),
            Err(_) => true,
        }
    }

    /// The paths where templates of a set may be, those of `[when]` included, and files beside them that hold their
    /// metadata.
    pub(crate) fn template_candidates(&self, set: &Set) -> Vec<PathBuf> {
        let mut paths = self.expanded(set, &set.templates);
        if let Some(name) = set.metadata_name() {
            let beside: Vec<PathBuf> = paths.iter().map(|path| path.with_file_name(name)).collect();
            paths.extend(beside);
        }
        paths
    }

    fn expanded(&self, set: &Set, paths: &[PathTemplate]) -> Vec<PathBuf> {
        let release = set.name.release.as_deref();
        paths.iter().map(|path| self.root.join(path.expand(release))).collect()
    }

    /// Whether anything is at a path of a set's layout.
    pub(crate) fn is_anything_at(&self, set: &Set, path: &PathTemplate) -> bool {
        let found = self.search().find(path, set.name.release.as_deref()).unwrap_or_default();
        found.iter().any(|path| !matches!(self.follow(path), Ok(followed) if followed.kind.is_none()))
    }

    fn search(&self) -> Search<'_> {
        Search { files: &*self.files, root: &self.root }
    }

    /// Where a path leads.
    fn follow(&self, path: &Path) -> Result<crate::files::Followed, Outside> {
        follow(&*self.files, &self.root, path)
    }
}

pub(crate) fn canonical(path: &Path) -> Result<PathBuf, Error> {
    path.canonicalize().map_err(|error| Error::io(path, "open the directory", &error))
}
