//! Config + file system → releases, templates and specs.

mod find;
mod git;
mod listing;

use std::path::{Path, PathBuf};

pub use self::git::Committed;
#[cfg(feature = "cli")]
pub(crate) use self::git::{uncommitted, user_name};
pub use self::listing::Listing;
#[cfg(feature = "cli")]
pub(crate) use self::listing::walk_error;

use crate::config::{Config, Layout, SpecSet};
use crate::error::Error;
use crate::files::{self, MAX_CONFIG, Outside};
use crate::paths::display;

/// A specs repository: a directory with a `release.toml`.
#[derive(Debug, Clone)]
pub struct Repository {
    /// The directory of `release.toml`, absolute and without symbolic links.
    pub root: PathBuf,
    pub config: Config,
}

impl Repository {
    /// Opens the repository that a directory lies in: its `release.toml` is the nearest one upwards.
    ///
    /// # Errors
    /// Where there is no `release.toml`, or it has a mistake.
    pub fn find(directory: &Path) -> Result<Self, Error> {
        let directory = canonical(directory)?;
        Self::open(&Config::find(&directory)?)
    }

    /// Opens the repository of this `release.toml`.
    ///
    /// # Errors
    /// Where it cannot be read, leads out of its directory, or has a mistake.
    pub fn open(config: &Path) -> Result<Self, Error> {
        let directory = config.parent().filter(|path| !path.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let root = canonical(directory)?;
        let text = files::read_inside(&root, config, MAX_CONFIG)?;
        Ok(Repository { root, config: Config::parse(config, &text)? })
    }

    /// The directory that the specs of a set lie in: what its `layout.specs` begins with.
    pub fn specs_dir(&self, set: &SpecSet, layout: &Layout) -> PathBuf {
        let first = layout.specs.first().map(|path| path.directory(set.release.as_deref()));
        self.root.join(first.unwrap_or_default())
    }

    /// The sets of specs of the repository: its releases, its groups, and the groups of its releases, in the order of
    /// releases and groups. Releases are those that have specs, those that `release.toml` names, and the current one.
    ///
    /// # Errors
    /// Where a directory of the releases cannot be listed.
    pub fn sets(&self) -> Result<Vec<SpecSet>, Error> {
        let config = &self.config;
        let mut sets = Vec::new();
        for group in config.group_names() {
            let layout = config.settings(&SpecSet { release: None, group: group.clone() }).layout;
            if !layout.has_releases() && (group.is_some() || config.current_release.is_none()) {
                sets.push(SpecSet { release: None, group });
                continue;
            }
            let mut releases = Vec::new();
            for path in &layout.specs {
                releases.extend(find::releases(&self.root, path, &layout.formats)?);
            }
            if group.is_none() {
                // A group's directory is none of a release.
                for (matches, layout) in config.layouts_by_pattern() {
                    for path in &layout.specs {
                        releases.extend(
                            find::releases(&self.root, path, &layout.formats)?.into_iter().filter(|name| matches(name)),
                        );
                    }
                }
                releases.retain(|name| !self.is_of_a_group(name));
                releases.extend(config.configured_releases().map(str::to_owned));
                releases.extend(config.current_release.clone());
            }
            sets.extend(releases.into_iter().map(|release| SpecSet { release: Some(release), group: group.clone() }));
        }
        sets.sort();
        sets.dedup();
        Ok(sets)
    }

    /// Whether what would be the directory of a release is a group's.
    fn is_of_a_group(&self, release: &str) -> bool {
        let set = SpecSet::release(release);
        let directory = self.specs_dir(&set, &self.config.settings(&set).layout);
        self.config.group_names().flatten().any(|group| {
            let set = SpecSet { release: None, group: Some(group) };
            let layout = self.config.settings(&set).layout;
            !layout.has_releases() && self.holds(&set, &layout, &directory)
        })
    }

    /// The template of a set of specs: the first path of `layout.template` where there is a file.
    ///
    /// # Errors
    /// Where there is none, or it leads out of the repository.
    pub fn template(&self, set: &SpecSet, layout: &Layout) -> Result<PathBuf, Error> {
        let paths: Vec<PathBuf> =
            layout.template.iter().map(|path| self.root.join(path.expand(set.release.as_deref()))).collect();
        // A broken link or an unreadable file is not passed over: the next candidate may be another schema.
        let found = paths.iter().find(|path| path.symlink_metadata().is_ok());
        let Some(found) = found else {
            let tried: Vec<String> = paths.iter().map(|path| format!("    {}", display(path))).collect();
            let leave_out = match &set.release {
                Some(release) if set.release != self.config.current_release => {
                    format!(", or leave the release out with\n\n    [releases.\"{release}\"]\n    check = false")
                }
                _ => String::new(),
            };
            let help = format!(
                "none of these files exists:\n\n{}\n\ncopy a template there, or name another place in \
                 `layout.template`{leave_out}",
                tried.join("\n")
            );
            return Err(Error::new(format!("{set} has no template")).help(help).at(&self.config.path));
        };
        self.inside(found).map_err(|outside| outside.error(found))?;
        Ok(found.clone())
    }

    /// The specs of a set.
    ///
    /// # Errors
    /// Where nothing is at the paths of its `layout.specs`, or what is there leads out of the repository.
    pub fn specs(&self, set: &SpecSet, layout: &Layout) -> Result<Listing, Error> {
        listing::list(self, set, layout)
    }

    /// The set whose `layout.specs` a file lies in; where several hold it, the one with the innermost directory.
    /// `path` is absolute.
    ///
    /// # Errors
    /// Where the releases cannot be listed.
    pub fn set_of(&self, path: &Path) -> Result<Option<SpecSet>, Error> {
        let holds = |set: &SpecSet| {
            let layout = self.config.settings(set).layout;
            self.holds(set, &layout, path).then(|| self.specs_dir(set, &layout).components().count())
        };
        let sets = self.sets()?.into_iter().filter_map(|set| holds(&set).map(|depth| (depth, set)));
        Ok(sets.max_by_key(|&(depth, _)| depth).map(|(_, set)| set))
    }

    /// Whether a path, which need not exist, is one of a set's or lies below one. `path` is absolute.
    pub(crate) fn holds(&self, set: &SpecSet, layout: &Layout, path: &Path) -> bool {
        let Ok(path) = path.strip_prefix(&self.root) else { return false };
        layout.specs.iter().any(|own| own.holds(set.release.as_deref(), path))
    }

    /// As [`files::inside`], for this repository.
    fn inside(&self, path: &Path) -> Result<PathBuf, Outside> {
        files::inside(&self.root, path)
    }
}

fn canonical(path: &Path) -> Result<PathBuf, Error> {
    path.canonicalize().map_err(|error| Error::io(path, "open the directory", &error))
}
