//! What differs from a base, by the `git` command.

#[cfg(feature = "cli")]
use std::collections::HashSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::error::Error;

/// The files of a repository that differ from a base.
#[derive(Debug, Clone)]
pub struct Changes {
    /// The base as it was named or found: `origin/main`.
    pub base: String,
    /// Absolute paths of the files that were changed, added or moved here, tracked or not; deleted ones are not among
    /// them.
    pub files: Vec<PathBuf>,
}

impl Changes {
    /// What differs between the working tree and the merge base of `HEAD` with a base (by default the default branch
    /// of the upstream): commits, staged and unstaged changes, and files that git does not know yet but would add.
    ///
    /// # Errors
    /// Outside of a git repository, without the command, and where there is no such base.
    pub fn since(base: Option<&str>, directory: &Path) -> Result<Self, Error> {
        let top = top(directory, "--changed")?;
        let base = base_or_default(base, &top, "--changed")?;
        let merge_base = git(&top, &["merge-base", "--end-of-options", &base, "HEAD"]).map_err(|failure| {
            Error::new(format!("`{base}` and `HEAD` have no common commit{}", failure.reason()))
                .help("name another base, or fetch it with its history: a shallow clone may lack it")
        })?;
        let fail =
            |failure: Failure| Error::new(format!("git cannot tell what differs from `{base}`{}", failure.reason()));
        // With `-z` a line is: the status, the path, and for a renamed or copied file its new path.
        let diff = ["diff", "--name-status", "-z", "--find-renames", "--no-ext-diff", merge_base.trim_end(), "--"];
        let diff = git(&top, &diff).map_err(fail)?;
        let mut files = Vec::new();
        let mut words = diff.split('\0').filter(|word| !word.is_empty());
        while let Some(status) = words.next() {
            let path = match status.as_bytes()[0] {
                b'R' | b'C' => words.nth(1),
                _ => words.next(),
            };
            files.extend(path.filter(|_| !status.starts_with('D')).map(|path| top.join(path)));
        }
        let untracked = git(&top, &["ls-files", "--others", "--exclude-standard", "-z"]).map_err(fail)?;
        files.extend(untracked.split('\0').filter(|path| !path.is_empty()).map(|path| top.join(path)));
        Ok(Changes { base, files })
    }
}

/// What a base holds.
#[cfg(feature = "cli")]
#[derive(Debug, Clone)]
pub struct Committed {
    /// The base as it was named or found: `origin/main`.
    pub base: String,
    /// Absolute paths of its files.
    pub files: HashSet<PathBuf>,
}

#[cfg(feature = "cli")]
impl Committed {
    /// The files of a base (by default the default branch of the upstream). `option` is what asks for it.
    ///
    /// # Errors
    /// Outside of a git repository, without the command, and where there is no such base.
    pub fn at(base: Option<&str>, directory: &Path, option: &str) -> Result<Self, Error> {
        let top = top(directory, option)?;
        let base = base_or_default(base, &top, option)?;
        let tree = ["ls-tree", "-r", "-z", "--name-only", "--full-tree", "--end-of-options", &base];
        let tree = git(&top, &tree).map_err(|failure| {
            Error::new(format!("cannot tell what is in `{base}`{}", failure.reason()))
                .help("name a branch or commit that is there, or fetch it")
        })?;
        let files = tree.split('\0').filter(|path| !path.is_empty()).map(|path| top.join(path)).collect();
        Ok(Committed { base, files })
    }
}

/// Those of some files that have changes which are not committed; none outside of a git repository.
#[cfg(feature = "cli")]
pub(crate) fn uncommitted(directory: &Path, files: &[PathBuf]) -> Vec<PathBuf> {
    let Ok(top) = top(directory, "") else { return Vec::new() };
    // With `-z` a line is: two letters, a space, the path; the old path of a renamed file follows as another line.
    let status =
        git(&top, &["status", "--porcelain", "-z", "--untracked-files=no", "--no-renames"]).unwrap_or_default();
    let changed: HashSet<PathBuf> =
        status.split('\0').filter_map(|line| line.get(3..)).map(|path| top.join(path)).collect();
    files.iter().filter(|file| changed.contains(*file)).cloned().collect()
}

/// The top directory of the git repository. `option` is what asks for it.
fn top(directory: &Path, option: &str) -> Result<PathBuf, Error> {
    let top = git(directory, &["rev-parse", "--show-toplevel"]).map_err(|failure| match failure {
        Failure::Start(error) => Error::new(format!("cannot run `git`: {error}")).help("install git"),
        Failure::Exit(reason) => Error::new(format!("`{option}` asks git, and git says: {reason}"))
            .help(format!("run it inside a git repository, or without `{option}`")),
    })?;
    let top = PathBuf::from(top.trim_end_matches(['\n', '\r']));
    top.canonicalize().map_err(|error| Error::io(&top, "open the directory", &error))
}

fn base_or_default(base: Option<&str>, top: &Path, option: &str) -> Result<String, Error> {
    let base = base.map(str::to_owned).or_else(|| default_branch(top));
    base.ok_or_else(|| {
        Error::new("cannot tell the default branch of the upstream")
            .help(format!("name a branch or commit to compare with: `{option}=BASE`"))
    })
}

/// The default branch of the remote that the current branch follows, or else of `origin`.
fn default_branch(top: &Path) -> Option<String> {
    let line =
        |args: &[&str]| git(top, args).ok().map(|text| text.trim_end().to_owned()).filter(|text| !text.is_empty());
    let branch = line(&["symbolic-ref", "--quiet", "--short", "HEAD"]);
    let remote = branch.and_then(|branch| line(&["config", "--get", &format!("branch.{branch}.remote")]));
    let remote = remote.filter(|remote| remote != ".").unwrap_or_else(|| "origin".to_owned());
    let head = line(&["symbolic-ref", "--quiet", "--short", &format!("refs/remotes/{remote}/HEAD")]);
    let exists = |name: &String| line(&["rev-parse", "--verify", "--quiet", &format!("refs/remotes/{name}")]).is_some();
    head.or_else(|| ["main", "master"].map(|name| format!("{remote}/{name}")).into_iter().find(exists))
}

/// Why git gave no answer.
enum Failure {
    Start(std::io::Error),
    /// In its own words.
    Exit(String),
}

impl Failure {
    fn reason(&self) -> String {
        match self {
            Failure::Start(error) => format!(": {error}"),
            Failure::Exit(reason) if reason.is_empty() => String::new(),
            Failure::Exit(reason) => format!(": {reason}"),
        }
    }
}

/// What a git command prints.
fn git<S: AsRef<OsStr>>(directory: &Path, args: &[S]) -> Result<String, Failure> {
    let output = Command::new("git").arg("-C").arg(directory).args(args).output().map_err(Failure::Start)?;
    if !output.status.success() {
        let reason = String::from_utf8_lossy(&output.stderr);
        let reason = reason.lines().next().unwrap_or_default();
        return Err(Failure::Exit(reason.trim_start_matches("fatal: ").to_owned()));
    }
    // A path that is not UTF-8 cannot be a spec's: those have names that can be shown.
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
