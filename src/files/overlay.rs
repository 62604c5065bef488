//! Files with others laid over some paths: as a plan will leave them, or as an editor has them.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use super::{Child, Files, Kind, nothing_there};

/// What is laid over a path.
#[derive(Debug, Clone)]
pub(crate) enum Laid {
    /// A file with these bytes.
    File(Arc<[u8]>),
    /// A symbolic link, and what it says.
    Link(PathBuf),
    /// Nothing is there any more.
    Nothing,
}

/// What is there, with something else at some paths.
#[derive(Debug)]
pub(crate) struct Overlay {
    under: Arc<dyn Files>,
    /// By absolute path.
    laid: RwLock<BTreeMap<PathBuf, Laid>>,
}

impl Overlay {
    pub fn new(under: Arc<dyn Files>) -> Self {
        Overlay { under, laid: RwLock::default() }
    }

    /// Lays something over a path.
    pub fn lay(&self, path: PathBuf, laid: Laid) {
        self.change().insert(path, laid);
    }

    /// Takes away what is laid over a path.
    pub fn lift(&self, path: &Path) {
        self.change().remove(path);
    }

    // A lock that is poisoned is one of a thread that panicked: each change is made at once.
    fn change(&self) -> RwLockWriteGuard<'_, BTreeMap<PathBuf, Laid>> {
        self.laid.write().unwrap_or_else(PoisonError::into_inner)
    }

    fn look(&self) -> RwLockReadGuard<'_, BTreeMap<PathBuf, Laid>> {
        self.laid.read().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Files for Overlay {
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>> {
        let laid = self.look();
        match laid.get(path) {
            Some(laid) => Ok(laid.kind()),
            None if below(&laid, path).any(|(_, laid)| laid.kind().is_some()) => Ok(Some(Kind::Directory)),
            None => self.under.kind(path),
        }
    }

    fn list(&self, directory: &Path) -> io::Result<Vec<Child>> {
        let there = self.under.list(directory)?;
        let laid = self.look();
        let mut changes: BTreeMap<OsString, Option<Kind>> = BTreeMap::new();
        for (path, laid) in below(&laid, directory) {
            let mut rest = path.strip_prefix(directory).unwrap_or(path).components();
            let Some(name) = rest.next().map(|part| part.as_os_str().to_owned()) else { continue };
            match (laid.kind(), rest.next().is_some()) {
                (Some(_), true) => drop(changes.insert(name, Some(Kind::Directory))),
                (None, true) => {}
                (kind, false) => drop(changes.insert(name, kind)),
            }
        }
        if changes.is_empty() {
            return Ok(there);
        }
        let mut children: BTreeMap<OsString, Kind> = there.into_iter().map(|child| (child.name, child.kind)).collect();
        for (name, kind) in changes {
            match kind {
                Some(kind) => drop(children.insert(name, kind)),
                None => drop(children.remove(&name)),
            }
        }
        Ok(children.into_iter().map(|(name, kind)| Child { name, kind }).collect())
    }

    fn read(&self, path: &Path, max: usize) -> io::Result<Vec<u8>> {
        match self.look().get(path) {
            Some(Laid::File(bytes)) if bytes.len() > max => return Err(io::ErrorKind::FileTooLarge.into()),
            Some(Laid::File(bytes)) => return Ok(bytes.to_vec()),
            Some(_) => return Err(nothing_there()),
            None => {}
        }
        self.under.read(path, max)
    }
}

impl Laid {
    fn kind(&self) -> Option<Kind> {
        match self {
            Laid::File(_) => Some(Kind::File),
            Laid::Link(target) => Some(Kind::Link(target.clone())),
            Laid::Nothing => None,
        }
    }
}

/// What is laid over paths below a directory.
fn below<'l>(laid: &'l BTreeMap<PathBuf, Laid>, directory: &'l Path) -> impl Iterator<Item = (&'l PathBuf, &'l Laid)> {
    let after = laid.range::<Path, _>((std::ops::Bound::Excluded(directory), std::ops::Bound::Unbounded));
    after.take_while(move |(path, _)| path.starts_with(directory))
}
