//! Some files as they were in a commit, and all others as they are.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{BlobName, Child, Commit, Files, Kind};

/// Files of which some are those of a commit.
#[derive(Debug)]
pub(crate) struct Mixed {
    pub now: Arc<dyn Files>,
    pub before: Arc<Commit>,
    /// The paths at which there is what the commit has.
    pub old: BTreeSet<PathBuf>,
}

impl Mixed {
    fn at(&self, path: &Path) -> &dyn Files {
        if self.old.contains(path) { &*self.before } else { &*self.now }
    }
}

impl Files for Mixed {
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>> {
        self.at(path).kind(path)
    }

    fn list(&self, directory: &Path) -> io::Result<Vec<Child>> {
        self.now.list(directory)
    }

    fn read(&self, path: &Path, max: usize) -> io::Result<Vec<u8>> {
        self.at(path).read(path, max)
    }

    fn has(&self, path: &Path, name: &BlobName) -> io::Result<bool> {
        self.at(path).has(path, name)
    }
}
