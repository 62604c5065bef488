//! Config + file system → releases, templates and specs.

mod listing;
mod outside;

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

pub(crate) use self::listing::walk_error;
pub use self::listing::{Listing, SpecFile};

use self::outside::Outside;
use crate::config::Config;
use crate::document::MAX_LEN;
use crate::error::Error;
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
    /// Where it cannot be read or has a mistake.
    pub fn open(config: &Path) -> Result<Self, Error> {
        let config = Config::load(config)?;
        let directory = config.path.parent().filter(|path| !path.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Ok(Repository { root: canonical(directory)?, config })
    }

    /// The directory of a release's specs.
    pub fn specs_dir(&self, release: &str) -> PathBuf {
        self.root.join(self.config.layout(release).specs.expand(release))
    }

    /// The releases that have a specs directory and those of `release.toml`, in the order of their names.
    ///
    /// # Errors
    /// Where the directory of the releases cannot be listed.
    pub fn releases(&self) -> Result<Vec<String>, Error> {
        let mut names: Vec<String> = self.config.configured_releases().map(str::to_owned).collect();
        names.push(self.config.current_release.clone());
        if let Some((directory, prefix, suffix)) = self.config.default_layout().specs.around_release() {
            let directory = self.root.join(directory);
            let entries = directory
                .read_dir()
                .and_then(Iterator::collect::<Result<Vec<_>, _>>)
                .map_err(|error| Error::io(&directory, "list the releases", &error))?;
            for entry in entries {
                let name = entry.file_name().to_string_lossy().into_owned();
                let release = name.strip_prefix(prefix).and_then(|name| name.strip_suffix(suffix));
                let Some(release) = release.filter(|name| !name.is_empty() && !name.starts_with('.')) else {
                    continue;
                };
                if self.specs_dir(release).is_dir() {
                    names.push(release.to_owned());
                }
            }
        }
        names.sort();
        names.dedup();
        Ok(names)
    }

    /// The template of a release: the first path of `layout.template` where there is a file.
    ///
    /// # Errors
    /// Where there is none, or it leads out of the repository.
    pub fn template(&self, release: &str) -> Result<PathBuf, Error> {
        let candidates = &self.config.layout(release).template;
        let paths: Vec<PathBuf> = candidates.iter().map(|path| self.root.join(path.expand(release))).collect();
        // A broken link or an unreadable file is not passed over: the next candidate may be another schema.
        let found = paths.iter().find(|path| path.symlink_metadata().is_ok());
        let Some(found) = found else {
            let tried: Vec<String> = paths.iter().map(|path| format!("    {}", display(path))).collect();
            let leave_out = match release == self.config.current_release {
                true => String::new(),
                false => format!(", or leave the release out with\n\n    [releases.\"{release}\"]\n    check = false"),
            };
            let help = format!(
                "none of these files exists:\n\n{}\n\ncopy a template there, or name another place in \
                 `layout.template`{leave_out}",
                tried.join("\n")
            );
            return Err(Error::new(format!("release `{release}` has no template")).help(help).at(&self.config.path));
        };
        self.inside(found).map_err(|outside| outside.error(found))?;
        Ok(found.clone())
    }

    /// The specs of a release.
    ///
    /// # Errors
    /// Where its specs directory is missing, is no directory or leads out of the repository.
    pub fn specs(&self, release: &str) -> Result<Listing, Error> {
        listing::list(self, release)
    }

    /// The release in whose specs directory a file lies; the innermost, where one lies in another. `path` is absolute.
    ///
    /// # Errors
    /// Where the releases cannot be listed.
    pub fn release_of(&self, path: &Path) -> Result<Option<String>, Error> {
        let releases = self.releases()?;
        let in_specs = |release: &&String| path.starts_with(self.specs_dir(release));
        Ok(releases.iter().filter(in_specs).max_by_key(|release| self.specs_dir(release).components().count()).cloned())
    }

    /// Where a path leads when its symbolic links are followed; refused outside of the repository.
    fn inside(&self, path: &Path) -> Result<PathBuf, Outside> {
        match path.canonicalize() {
            Ok(real) if real.starts_with(&self.root) => Ok(real),
            Ok(real) => Err(Outside::Elsewhere(real)),
            Err(error) => Err(Outside::Unreadable(error)),
        }
    }
}

/// Reads a file that is to be parsed.
///
/// # Errors
/// Where it cannot be read, or is longer than [`MAX_LEN`].
pub fn read(path: &Path) -> Result<Vec<u8>, Error> {
    let file = File::open(path).map_err(|error| Error::io(path, "read the file", &error))?;
    let len = file.metadata().map_or(0, |data| data.len());
    read_from(file, len).map_err(|error| Error::io(path, "read the file", &error))
}

/// Reads a text that is to be parsed; it is about `len` bytes long.
///
/// # Errors
/// Where it cannot be read, or is longer than [`MAX_LEN`].
pub fn read_from(source: impl Read, len: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(usize::try_from(len).unwrap_or(0).min(MAX_LEN) + 1);
    source.take(MAX_LEN as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > MAX_LEN {
        return Err(io::Error::other(format!("longer than {} MiB", MAX_LEN >> 20)));
    }
    Ok(bytes)
}

fn canonical(path: &Path) -> Result<PathBuf, Error> {
    path.canonicalize().map_err(|error| Error::io(path, "open the directory", &error))
}
