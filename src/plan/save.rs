//! Changes of a file by which nothing is lost that somebody saves at the same time.

use std::fs::{self, OpenOptions};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

use super::{Node, swap};
use crate::error::Error;
use crate::paths::display;

/// Why a path could not be changed.
pub(super) enum Failure {
    /// It is not what the plan was made for.
    Changed(PathBuf),
    /// Somebody saved to the file before and to the file after. What stands at the path is one of them, and the other
    /// is kept.
    Forked {
        path: PathBuf,
        other: PathBuf,
    },
    /// What was kept of it is gone.
    Lost(PathBuf),
    Io(PathBuf, io::Error),
    Other(Error),
}

/// Lets a file and its replacement change places, if the file is what is expected. `own` is the digest of the
/// replacement.
///
/// If it is not, they change back. Somebody may save at any moment: what comes out and was not put in is the newer
/// one, and goes in again. What that takes the place of is kept beside it.
pub(super) fn replace(staged: &Path, target: &Path, own: &str, expected: &str) -> Result<(), Failure> {
    expect(target, expected)?;
    let (mut put, mut expected) = (own.to_owned(), expected.to_owned());
    for round in 0.. {
        if staged.symlink_metadata().is_err() {
            return Err(Failure::Lost(target.to_owned()));
        }
        swap::exchange(staged, target).map_err(|error| Failure::Io(target.to_owned(), error))?;
        let out = digest_at(staged)?.unwrap_or_default();
        if out == expected {
            return match round {
                0 => Ok(()),
                1 => Err(Failure::Changed(target.to_owned())),
                _ => Err(keep(staged, target)),
            };
        }
        expected = std::mem::replace(&mut put, out);
    }
    Ok(())
}

/// Keeps one of two files that somebody saved, under a name that people see.
pub(super) fn keep(staged: &Path, target: &Path) -> Failure {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    for number in 1.. {
        let path = target.with_file_name(format!("{name}.saved-{number}"));
        match swap::move_to_free(staged, &path) {
            Ok(()) => return Failure::Forked { path: target.to_owned(), other: path },
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Failure::Io(path, error),
        }
    }
    Failure::Changed(target.to_owned())
}

/// Moves a file to where nothing is.
pub(super) fn put(staged: &Path, target: &Path) -> Result<(), Failure> {
    swap::move_to_free(staged, target).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => Failure::Changed(target.to_owned()),
        io::ErrorKind::NotFound if staged.symlink_metadata().is_err() => Failure::Lost(target.to_owned()),
        _ => Failure::Io(target.to_owned(), error),
    })
}

/// Whether two paths are names of one file.
#[cfg(unix)]
pub(super) fn is_same_file(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |path: &Path| path.symlink_metadata().ok().map(|metadata| (metadata.dev(), metadata.ino()));
    id(one).is_some_and(|id_of_one| Some(id_of_one) == id(other))
}

/// Whether two paths are names of one file, as far as can be told by what is in it.
#[cfg(not(unix))]
pub(super) fn is_same_file(one: &Path, other: &Path) -> bool {
    matches!((digest_at(one), digest_at(other)), (Ok(Some(one)), Ok(Some(other))) if one == other)
}

/// What is at a path is what is expected. This is asked just before it is changed, so that hardly ever something has to
/// be changed back.
fn expect(target: &Path, expected: &str) -> Result<(), Failure> {
    if digest_at(target)?.as_deref() == Some(expected) {
        return Ok(());
    }
    Err(Failure::Changed(target.to_owned()))
}

/// Takes a file away, if it is what is expected.
pub(super) fn take(target: &Path, staged: &Path, expected: &str) -> Result<(), Failure> {
    expect(target, expected)?;
    put(target, staged)?;
    if digest_at(staged)?.as_deref() == Some(expected) {
        return Ok(());
    }
    take_back(staged, target)?;
    Err(Failure::Changed(target.to_owned()))
}

/// Puts back what was taken away. Where somebody has saved a newer one, it is of no use any longer.
pub(super) fn take_back(staged: &Path, target: &Path) -> Result<(), Failure> {
    match put(staged, target) {
        Err(Failure::Changed(_)) => remove(staged),
        result => result,
    }
}

/// Writes a file in its place. It is what `old` has, or a run was killed while it wrote `new`.
pub(super) fn overwrite(target: &Path, old: &[u8], new: &[u8]) -> Result<(), Failure> {
    let fail = |error| Failure::Io(target.to_owned(), error);
    if !target.symlink_metadata().is_ok_and(|metadata| metadata.is_file()) {
        return Err(Failure::Changed(target.to_owned()));
    }
    let mut file = OpenOptions::new().read(true).write(true).open(target).map_err(fail)?;
    let mut now = Vec::new();
    file.read_to_end(&mut now).map_err(fail)?;
    if !is_between(&now, old, new) && !is_between(&now, new, old) {
        return Err(Failure::Changed(target.to_owned()));
    }
    let mut write = |bytes: &[u8]| {
        file.rewind()?;
        file.write_all(bytes)?;
        file.set_len(bytes.len() as u64)?;
        file.sync_all()
    };
    write(new).map_err(|error| match write(old) {
        Ok(()) => fail(error),
        Err(other) => fail(other),
    })
}

/// What is kept in a file, if it is what the record says.
pub(super) fn kept(path: &Path, digest: &str) -> Result<Vec<u8>, Failure> {
    match node_at(path)? {
        Some(node) if node.digest() != digest => Err(Failure::Lost(path.to_owned())),
        Some(Node::File { bytes, .. }) => Ok(bytes),
        _ => Err(Failure::Lost(path.to_owned())),
    }
}

/// Whether a text is what there is when a part of `new` is written over `old`, from the beginning on.
fn is_between(now: &[u8], old: &[u8], new: &[u8]) -> bool {
    let written = now.iter().zip(new).take_while(|(a, b)| a == b).count();
    now == new || now.len() == old.len().max(written) && now[written..] == old[written.min(old.len())..]
}

/// The digest of what is at a path; `None` where nothing is.
pub(super) fn digest_at(path: &Path) -> Result<Option<String>, Failure> {
    Ok(node_at(path)?.as_ref().map(Node::digest))
}

fn node_at(path: &Path) -> Result<Option<Node>, Failure> {
    Node::read(path).map_err(Failure::Other)
}

pub(super) fn remove(path: &Path) -> Result<(), Failure> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Failure::Io(path.to_owned(), error)),
        _ => Ok(()),
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Changed(path) => Error::changed_meanwhile(&path),
            Failure::Other(error) => error,
            Failure::Forked { path, other } => Error::new("the file was saved twice at the same time")
                .help(format!("what was saved is here and in `{}`: put the two together", display(&other)))
                .at(&path),
            Failure::Lost(path) => Error::new("what a change that was interrupted had kept of the file is gone")
                .help("see whether the file is as it should be")
                .at(&path),
            Failure::Io(path, error) => Error::io(&path, "change the file", &error),
        }
    }
}
