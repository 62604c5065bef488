//! What differs from a base, by the `git` command.

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
        let top = git(directory, &["rev-parse", "--show-toplevel"]).map_err(|failure| match failure {
            Failure::Start(error) => Error::new(format!("cannot run `git`: {error}")).help("install git"),
            Failure::Exit(reason) => Error::new(format!("`--changed` asks git, and git says: {reason}"))
                .help("run it inside a git repository, or without `--changed`"),
        })?;
        let top = PathBuf::from(top.trim_end_matches(['\n', '\r']));
        let top = top.canonicalize().map_err(|error| Error::io(&top, "open the directory", &error))?;
        let base = match base {
            Some(base) => base.to_owned(),
            None => default_branch(&top).ok_or_else(|| {
                Error::new("cannot tell the default branch of the upstream")
                    .help("name a branch or commit to compare with: `--changed=BASE`")
            })?,
        };
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
