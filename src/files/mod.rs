//! Where a path of a repository becomes bytes: the seam between what is checked and where it lies ([`Files`]).
//!
//! Whoever sends a change chooses what lies at each path: a link to a secret, a device that never ends, a pipe that
//! nobody writes to. So only regular files are read, of a size that has an end, and what configuration and documents
//! lead to lies in their repository and not in git's own directory: that may hold passwords.

mod by_path;
mod commit;
mod disk;
mod git;
mod index;
#[cfg(feature = "texts")]
mod memory;
#[cfg(feature = "cli")]
mod mixed;
#[cfg(feature = "cli")]
mod overlay;
mod tree;

#[cfg(feature = "cli")]
use std::collections::HashMap;
use std::collections::VecDeque;
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
#[cfg(feature = "cli")]
use std::sync::{Mutex, PoisonError};

pub use self::commit::Commit;
#[cfg(feature = "cli")]
pub(crate) use self::commit::upstream_paths;
pub use self::disk::Disk;
#[cfg(feature = "cli")]
pub(crate) use self::git::user_name;
#[cfg(feature = "cli")]
pub use self::index::Index;
#[cfg(feature = "texts")]
pub(crate) use self::memory::Memory;
#[cfg(feature = "cli")]
pub(crate) use self::mixed::Mixed;
#[cfg(feature = "cli")]
pub(crate) use self::overlay::{Laid, Overlay};
pub use self::tree::BlobName;

use crate::document::MAX_LEN;
use crate::error::Error;
use crate::escape::printable;
use crate::paths::unfollowed;
#[cfg(feature = "cli")]
use crate::paths::{directory_of, display};

/// Longest configuration that is read, in bytes.
pub(crate) const MAX_CONFIG: usize = 1 << 20;

/// Longest template that is read, in bytes.
pub(crate) const MAX_TEMPLATE: usize = MAX_LEN;

/// Longest baseline that is read, in bytes.
pub(crate) const MAX_BASELINE: usize = 64 << 20;

/// The files that a repository is made of: those on a disk, in a commit, in git's index, or in memory. Paths are
/// absolute, and their links are not followed but for those in `list` and `read` that a disk follows by itself.
pub trait Files: std::fmt::Debug + Send + Sync {
    /// What is at a path; `None` where nothing is.
    ///
    /// # Errors
    /// Where that cannot be told.
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>>;

    /// What is in a directory, in the order of names. Nothing where it is no directory.
    ///
    /// # Errors
    /// Where it cannot be listed.
    fn list(&self, directory: &Path) -> io::Result<Vec<Child>>;

    /// The bytes of a regular file.
    ///
    /// # Errors
    /// Where it is none, cannot be read, or is longer than `max` bytes.
    fn read(&self, path: &Path, max: usize) -> io::Result<Vec<u8>>;

    /// Whether a regular file has the contents that git calls by this name.
    ///
    /// # Errors
    /// Where that cannot be told.
    fn has(&self, path: &Path, name: &BlobName) -> io::Result<bool> {
        Ok(name.is_of(&self.read(path, MAX_LEN)?))
    }

    /// Gets ready to read many files, where that is cheaper together.
    fn prepare(&self, _paths: &mut dyn Iterator<Item = &Path>) {}
}

/// What is at a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A regular file.
    File,
    Directory,
    /// A symbolic link, and what it says.
    Link(PathBuf),
    /// A submodule: another repository of git, of which this one knows but the commit.
    Submodule,
    /// A device, a pipe.
    Special,
}

/// What is in a directory under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Child {
    pub name: OsString,
    pub kind: Kind,
}

/// Longer chains of links lead nowhere.
const MAX_LINKS: usize = 40;

/// Where a path leads, and by which links.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Followed {
    /// The path without links.
    pub path: PathBuf,
    /// The links on the way.
    pub links: Vec<PathBuf>,
    /// What is there; `None` where nothing is.
    pub kind: Option<Kind>,
}

/// Where a path leads when its symbolic links are followed. `root` is absolute and without links.
///
/// # Errors
/// Where it leads out of the root, or into git's own directory.
pub(crate) fn follow(files: &dyn Files, root: &Path, path: &Path) -> Result<Followed, Outside> {
    let below = path.strip_prefix(root).map_err(|_| Outside::Elsewhere(path.to_owned()))?;
    let mut rest: VecDeque<OsString> = below.components().map(|part| part.as_os_str().to_owned()).collect();
    let mut followed = Followed { path: root.to_owned(), links: Vec::new(), kind: Some(Kind::Directory) };
    while let Some(part) = rest.pop_front() {
        match Path::new(&part).components().next() {
            Some(Component::ParentDir) if followed.path == root => {
                followed.path.pop();
                return Err(Outside::Elsewhere(followed.path.join(rest.into_iter().collect::<PathBuf>())));
            }
            Some(Component::ParentDir) => drop(followed.path.pop()),
            Some(Component::Normal(name)) if is_of_git(&name.to_string_lossy()) => return Err(Outside::Git),
            Some(Component::Normal(name)) => followed.path.push(name),
            Some(Component::CurDir) | None => {}
            Some(Component::RootDir | Component::Prefix(_)) => return Err(Outside::Elsewhere(part.into())),
        }
        followed.kind = files.kind(&followed.path).map_err(Outside::Unreadable)?;
        if let Some(Kind::Link(target)) = &followed.kind {
            if followed.links.len() == MAX_LINKS {
                return Err(Outside::Unreadable(io::Error::other("too many levels of symbolic links")));
            }
            followed.links.push(followed.path.clone());
            let target = match target.strip_prefix(root) {
                // From the root on, which has no links itself.
                Ok(below) => {
                    followed.path = root.to_owned();
                    below.to_owned()
                }
                Err(_) if target.is_absolute() => return Err(Outside::Elsewhere(target.clone())),
                Err(_) => {
                    followed.path.pop();
                    target.clone()
                }
            };
            target.components().rev().for_each(|part| rest.push_front(part.as_os_str().to_owned()));
        }
    }
    Ok(followed)
}

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
    read_at_most(path, MAX_LEN).map_err(|error| Error::io(path, "read the file", &error))
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
/// As [`follow`], where it is longer than `max` bytes, or not UTF-8.
pub(crate) fn read_inside(files: &dyn Files, root: &Path, path: &Path, max: usize) -> Result<String, Error> {
    let fail = |error: io::Error| Error::io(path, "read the file", &error);
    let followed = follow(files, root, path).map_err(|outside| match outside {
        Outside::Unreadable(error) => fail(error),
        outside => outside.error(path),
    })?;
    let bytes = files.read(&followed.path, max).map_err(fail)?;
    String::from_utf8(bytes).map_err(|error| Error::not_utf8(path, &error))
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
        let directory = directory_of(path);
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

/// The bytes of a regular file of a disk.
fn read_at_most(path: &Path, max: usize) -> io::Result<Vec<u8>> {
    // Before it is opened: opening a pipe waits for somebody who writes into it.
    let metadata = path.metadata()?;
    if metadata.is_dir() {
        return Err(io::Error::other("it is a directory"));
    }
    if !metadata.is_file() {
        return Err(not_regular());
    }
    read_from(File::open(path)?, metadata.len(), max)
}

/// Where a file is looked for and nothing is.
pub(crate) fn nothing_there() -> io::Error {
    io::Error::new(io::ErrorKind::NotFound, "no such file or directory")
}

/// Reading a pipe would wait for somebody who writes into it.
fn not_regular() -> io::Error {
    io::Error::other("it is no regular file")
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

/// Why a walk could not go on at a path.
#[cfg(feature = "cli")]
pub(crate) fn walk_error(error: &walkdir::Error) -> Error {
    let path = error.path().unwrap_or(Path::new(""));
    if let Some(ancestor) = error.loop_ancestor() {
        let message =
            format!("a symbolic link that leads back to `{}`, the directory that it lies in", display(ancestor));
        return Error::new(message).help("remove the link").at(path);
    }
    match error.io_error() {
        Some(error) => Error::io(path, "read", error),
        None => Error::new(error.to_string()).at(path),
    }
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
