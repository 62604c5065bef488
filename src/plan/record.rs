//! What is written down of a plan.

use std::collections::HashSet;
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::files::{self, is_of_git};

/// Another version's record is not understood.
pub(super) const VERSION: u32 = 2;

/// What the names begin with of files that stand beside others for a while; 16 hexadecimal digits follow.
const PREFIX: &str = ".speclint-";

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Record {
    pub version: u32,
    pub root: PathBuf,
    pub title: String,
    /// Directories that are made for it, outer ones first.
    pub directories: Vec<PathBuf>,
    pub entries: Vec<Entry>,
}

/// A path that is changed, relative to the root.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    pub path: PathBuf,
    /// The name of a file beside it: at first what shall be there, and then what was there.
    pub staged: String,
    /// The digest of what was there; `None`: nothing was.
    pub before: Option<String>,
    /// The digest of what shall be there.
    pub after: Option<String>,
    /// The name of a copy of what was there, where the file is written in its place.
    pub saved: Option<String>,
    /// The path that the file is moved from as it is, and under no other name meanwhile.
    pub from: Option<PathBuf>,
}

impl Record {
    /// Notes the directories that are not there and that a path needs.
    pub(super) fn add_directories(&mut self, root: &Path, path: &Path) {
        let missing = path.ancestors().skip(1).take_while(|path| !root.join(path).exists());
        let mut missing: Vec<PathBuf> = missing.map(Path::to_owned).collect();
        missing.reverse();
        missing.retain(|path| !self.directories.contains(path));
        self.directories.append(&mut missing);
    }
    /// Whoever wrote it, it speaks of files of this repository, and of names of our form.
    pub(super) fn check(&self, root: &Path) -> Result<(), Error> {
        let refuse = |what: &str| {
            Err(Error::new(format!("the record of a change that was interrupted is not of this repository: {what}"))
                .help("see whether files of the repository are half changed, and remove it"))
        };
        if self.version != VERSION {
            return refuse("another version of speclint wrote it");
        }
        if self.root != root {
            return refuse("it names another root");
        }
        let paths = self.entries.iter().flat_map(|entry| [Some(&entry.path), entry.from.as_ref()]).flatten();
        for path in paths.chain(&self.directories) {
            let whole = root.join(path);
            let there = whole.ancestors().skip(1).find(|path| path.symlink_metadata().is_ok()).unwrap_or(root);
            if !is_changeable(path) || files::inside(root, there).is_err() {
                return refuse("it names a path outside");
            }
        }
        let mut seen = HashSet::new();
        for name in self.entries.iter().flat_map(|entry| [Some(&entry.staged), entry.saved.as_ref()]).flatten() {
            let digits = name.strip_prefix(PREFIX).unwrap_or_default();
            if digits.len() != 16 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) || !seen.insert(name) {
                return refuse("it names files as speclint does not");
            }
        }
        Ok(())
    }
}

/// Whether a path, relative to a root, is one that a plan may change.
pub(super) fn is_changeable(path: &Path) -> bool {
    let is_plain = |part: Component<'_>| match part {
        Component::Normal(name) => !is_of_git(&name.to_string_lossy()),
        _ => false,
    };
    path.components().count() > 0 && path.components().all(is_plain)
}

pub(super) fn fresh_name() -> String {
    format!("{PREFIX}{:016x}", fastrand::u64(..))
}
