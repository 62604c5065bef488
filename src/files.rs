//! Where a path of a repository becomes bytes.
//!
//! Whoever sends a change chooses what lies at each path: a link to a secret, a device that never ends, a pipe that
//! nobody writes to. So only regular files are read, of a size that has an end, and what configuration and documents
//! lead to lies in their repository and not in git's own directory: that may hold passwords.

#[cfg(feature = "cli")]
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
#[cfg(feature = "cli")]
use std::sync::{Mutex, PoisonError};

use crate::document::MAX_LEN;
use crate::error::Error;
use crate::escape::printable;
use crate::paths::unfollowed;

/// Longest configuration that is read, in bytes.
pub(crate) const MAX_CONFIG: usize = 1 << 20;

/// Longest baseline that is read, in bytes.
pub(crate) const MAX_BASELINE: usize = 64 << 20;

/// Why a path is not followed.
#[derive(Debug)]
pub(crate) enum Outside {
    /// It leads out of the repository, to here.
    Elsewhere(PathBuf),
    /// It leads into git's own directory.
    Git,
    /// It cannot be followed: a link to nothing, a loop of links, no permission.
    Unreadable(io::Error),
}

impl Outside {
    pub fn error(self, path: &Path) -> Error {
        match self {
            Outside::Elsewhere(real) => {
                let real = real.to_string_lossy();
                Error::new(format!(
                    "a symbolic link leads out of the repository, to `{}`; it is not followed",
                    printable(&real)
                ))
                .help("put the file itself into the repository")
                .at(path)
            }
            Outside::Git => Error::new("the path leads into the directory that git keeps its own files in")
                .help("put the file elsewhere in the repository")
                .at(path),
            Outside::Unreadable(error) => Error::io(path, "follow the path", &error),
        }
    }
}

/// Where a path leads when its symbolic links are followed. `root` is absolute and without links.
///
/// # Errors
/// Where it leads out of the root, or into git's own directory.
pub(crate) fn inside(root: &Path, path: &Path) -> Result<PathBuf, Outside> {
    let real = path.canonicalize().map_err(Outside::Unreadable)?;
    match real.strip_prefix(root) {
        Err(_) => Err(Outside::Elsewhere(real)),
        Ok(below) if below.components().any(|part| is_of_git(&part.as_os_str().to_string_lossy())) => Err(Outside::Git),
        Ok(_) => Ok(real),
    }
}

/// Whether a name stands for `.git` on some system that repositories are cloned to: case does not count on Windows and
/// macOS, the first drops dots and spaces at the end, knows `GIT~1` and streams, the second ignores some characters.
/// (git refuses the same names in its index.)
pub(crate) fn is_of_git(name: &str) -> bool {
    let is_ignored = |c: &char| matches!(c, '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{206a}'..='\u{206f}' | '\u{feff}');
    let name: String = name.chars().filter(|c| !is_ignored(c)).collect();
    let name = name.split(':').next().unwrap_or_default().trim_end_matches(['.', ' ']);
    name.eq_ignore_ascii_case(".git") || name.eq_ignore_ascii_case("git~1")
}

/// Reads a file that is to be parsed.
///
/// # Errors
/// Where it is no regular file, cannot be read, or is longer than [`MAX_LEN`].
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Error> {
    read_at_most(path, MAX_LEN)
}

/// Reads a text that is to be parsed.
///
/// # Errors
/// As [`read`], and where it is not UTF-8.
pub(crate) fn read_text(path: &Path) -> Result<String, Error> {
    String::from_utf8(read(path)?).map_err(|error| Error::not_utf8(path, &error))
}

/// Reads a text that configuration leads to. `root` is that of the repository.
///
/// # Errors
/// As [`inside`], where it is longer than `max` bytes, or not UTF-8.
pub(crate) fn read_inside(root: &Path, path: &Path, max: usize) -> Result<String, Error> {
    inside(root, path).map_err(|outside| match outside {
        Outside::Unreadable(error) => Error::io(path, "read the file", &error),
        outside => outside.error(path),
    })?;
    String::from_utf8(read_at_most(path, max)?).map_err(|error| Error::not_utf8(path, &error))
}

/// Reads a text that somebody names on the command line. That may lie anywhere, but a link of a repository does not
/// lead out of it: often a pattern names files.
///
/// # Errors
/// As [`read_inside`].
pub(crate) fn read_named(path: &Path) -> Result<String, Error> {
    stays_in_repository(path)?;
    read_text(path)
}

/// Files that somebody names on the command line, of which there may be thousands. What holds for a directory holds for
/// the files in it that are no links, and is found once.
#[cfg(feature = "cli")]
#[derive(Default)]
pub(crate) struct NamedFiles {
    /// By directory, whether it stays in its repository.
    directories: Mutex<HashMap<PathBuf, bool>>,
}

#[cfg(feature = "cli")]
impl NamedFiles {
    /// As [`read_named`].
    pub fn read(&self, path: &Path) -> Result<String, Error> {
        let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if path.is_symlink() || !self.stays(directory) { read_named(path) } else { read_text(path) }
    }

    fn stays(&self, directory: &Path) -> bool {
        // A lock that is poisoned is one of a thread that panicked: what it has found is still right.
        let mut known = self.directories.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(&stays) = known.get(directory) {
            return stays;
        }
        let stays = stays_in_repository(directory).is_ok();
        known.insert(directory.to_owned(), stays);
        stays
    }
}

/// What somebody names on the command line is no link, or is in no directory of links, that leads out of the repository
/// that it lies in.
///
/// # Errors
/// Where it does.
pub(crate) fn stays_in_repository(path: &Path) -> Result<(), Error> {
    let whole = unfollowed(path).map_err(|error| Error::io(path, "find the file", &error))?;
    let is_repository =
        |directory: &&Path| [".git", "release.toml"].iter().any(|name| directory.join(name).symlink_metadata().is_ok());
    let root = whole.ancestors().skip(1).find(is_repository).and_then(|root| root.canonicalize().ok());
    match root.map(|root| inside(&root, path)) {
        // Whoever reads it tells of what cannot be followed.
        None | Some(Ok(_) | Err(Outside::Unreadable(_))) => Ok(()),
        Some(Err(outside)) => Err(outside.error(path)),
    }
}

fn read_at_most(path: &Path, max: usize) -> Result<Vec<u8>, Error> {
    let fail = |error: io::Error| Error::io(path, "read the file", &error);
    // Before it is opened: opening a pipe waits for somebody who writes into it.
    let metadata = path.metadata().map_err(fail)?;
    if metadata.is_dir() {
        return Err(Error::new("cannot read the file: it is a directory").at(path));
    }
    if !metadata.is_file() {
        return Err(Error::new("cannot read the file: it is no regular file").at(path));
    }
    let file = File::open(path).map_err(fail)?;
    read_from(file, metadata.len(), max).map_err(fail)
}

/// Reads a text of about `len` bytes.
///
/// # Errors
/// Where it cannot be read, or is longer than `max` bytes.
pub(crate) fn read_from(source: impl Read, len: u64, max: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(usize::try_from(len).unwrap_or(0).min(max) + 1);
    source.take(max as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > max {
        return Err(io::Error::other(format!("longer than {} MiB", max >> 20)));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::is_of_git;

    #[test]
    fn names_of_git() {
        for name in [".git", ".GIT", ".git.", ".git ", ".git . ", "GIT~1", ".git::$INDEX_ALLOCATION", ".g\u{200c}it"] {
            assert!(is_of_git(name), "{name}");
        }
        for name in ["git", ".gitignore", ".github", ".gitkeep", "x.git"] {
            assert!(!is_of_git(name), "{name}");
        }
    }
}
