//! The files of a commit.

use std::io;
use std::path::{Path, PathBuf};

use super::git::{base_or_default, git, line, path, top};
use super::tree::{Known, Tree};
use super::{BlobName, Child, Files, Kind};
use crate::error::Error;

/// The files of a commit.
#[derive(Debug)]
pub struct Commit {
    /// The commit as it was named or found: `origin/main`.
    pub name: String,
    tree: Tree,
}

impl Commit {
    /// The files of a base (by default the default branch of the upstream) below a directory. `option` is what asks for
    /// it.
    ///
    /// # Errors
    /// Outside of a git repository, without the command, and where there is no such base.
    #[cfg(feature = "cli")]
    pub fn at(base: Option<&str>, directory: &Path, option: &str) -> Result<Self, Error> {
        let top = top(directory, option)?;
        let base = base_or_default(base, &top, option)?;
        Self::read(base.clone(), top, directory, &base)
    }

    /// The files of the merge base of `HEAD` with a base (by default the default branch of the upstream).
    ///
    /// # Errors
    /// As [`Commit::at`], and where `HEAD` has no commit in common with it.
    pub fn before(base: Option<&str>, directory: &Path, option: &str) -> Result<Self, Error> {
        let top = top(directory, option)?;
        let base = base_or_default(base, &top, option)?;
        let merge_base = git(&top, &["merge-base", "--end-of-options", &base, "HEAD"]).map_err(|failure| {
            let is_there = |name: &str| {
                git(&top, &["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{name}^{{commit}}")])
                    .is_ok()
            };
            if !is_there("HEAD") {
                return Error::new("nothing is committed yet, so that nothing differs from a commit")
                    .help(format!("commit something, or leave `{option}` out"));
            }
            if !is_there(&base) {
                return Error::new(format!("there is no commit `{base}`"))
                    .help("name a branch or commit that is there, or fetch it");
            }
            Error::new(format!("`{base}` and `HEAD` have no common commit{}", failure.reason()))
                .help("name another base, or fetch it with its history: a shallow clone may lack it")
        })?;
        Self::read(base, top, directory, line(&merge_base).as_str())
    }

    /// The files of the last commit; none where there is none yet.
    ///
    /// # Errors
    /// Outside of a git repository, and without the command.
    pub fn head(directory: &Path, option: &str) -> Result<Self, Error> {
        let top = top(directory, option)?;
        let name = "HEAD".to_owned();
        if git(&top, &["rev-parse", "--verify", "--quiet", "HEAD"]).is_err() {
            let tree = Tree::new(top, std::iter::empty()).map_err(|error| Error::io(directory, "read git", &error))?;
            return Ok(Commit { name, tree });
        }
        Self::read(name, top, directory, "HEAD")
    }

    fn read(name: String, top: PathBuf, directory: &Path, commit: &str) -> Result<Self, Error> {
        let mut args = vec!["ls-tree", "-r", "-z", "--full-tree", "--end-of-options", commit];
        let below = directory.strip_prefix(&top).ok().and_then(Path::to_str).filter(|below| !below.is_empty());
        let below = below.map(|below| below.replace('\\', "/") + "/");
        args.extend(below.as_deref());
        let fail = |reason: String| {
            Error::new(format!("cannot tell what is in `{name}`{reason}"))
                .help("name a branch or commit that is there, or fetch it")
        };
        let listed = git(&top, &args).map_err(|failure| fail(failure.reason()))?;
        let files = listed.split(|&b| b == 0).filter_map(known);
        let tree = Tree::new(top, files).map_err(|error| fail(format!(": {error}")))?;
        Ok(Commit { name, tree })
    }

    /// The directories that have a file of one of these names.
    pub(crate) fn directories_with(&self, names: &[&str]) -> Vec<PathBuf> {
        self.tree.directories_with(names)
    }

    /// The name of the contents at a path.
    pub(crate) fn name_of(&self, path: &Path) -> Option<BlobName> {
        self.tree.name(path)
    }
}

/// The paths of all files in the branches of remotes, as far as git knows them; none outside of a git repository.
#[cfg(feature = "cli")]
pub(crate) fn upstream_paths(directory: &Path) -> Vec<PathBuf> {
    /// So many branches are looked at.
    const MAX_BRANCHES: usize = 100;
    let Ok(top) = top(directory, "new") else { return Vec::new() };
    let branches = ["for-each-ref", "--sort=-committerdate", "--format=%(objectname)", "refs/remotes"];
    let branches = git(&top, &branches).map(|text| String::from_utf8_lossy(&text).into_owned()).unwrap_or_default();
    let mut commits: Vec<&str> = branches.lines().collect();
    commits.dedup();
    let mut found = std::collections::BTreeSet::new();
    for commit in commits.into_iter().take(MAX_BRANCHES) {
        let listed = git(&top, &["ls-tree", "-r", "-z", "--name-only", "--full-tree", "--end-of-options", commit]);
        let listed = listed.unwrap_or_default();
        let paths = listed.split(|&b| b == 0).filter(|name| !name.is_empty());
        found.extend(paths.map(|name| top.join(path(name))));
    }
    found.into_iter().collect()
}

/// A line of `ls-tree -z`: mode, type and name of the contents, a tabulator, the path.
fn known(line: &[u8]) -> Option<Known> {
    let tab = line.iter().position(|&b| b == b'\t')?;
    let mut words = line[..tab].split(|&b| b == b' ');
    let mode = u32::from_str_radix(std::str::from_utf8(words.next()?).ok()?, 8).ok()?;
    let name = BlobName::parse(words.next_back()?)?;
    Some(Known { path: path(&line[tab + 1..]), mode, name })
}

impl Files for Commit {
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>> {
        self.tree.kind(path)
    }

    fn list(&self, directory: &Path) -> io::Result<Vec<Child>> {
        self.tree.list(directory)
    }

    fn read(&self, path: &Path, max: usize) -> io::Result<Vec<u8>> {
        self.tree.read(path, max)
    }

    fn has(&self, path: &Path, name: &BlobName) -> io::Result<bool> {
        Ok(self.tree.name(path) == Some(*name))
    }

    fn prepare(&self, paths: &mut dyn Iterator<Item = &Path>) {
        self.tree.prepare(paths);
    }
}
