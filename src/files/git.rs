//! The `git` command.
//!
//! A repository's own configuration can make git run programs: a file system monitor, hooks, filters of contents, a
//! helper that fetches what is missing. So git is only asked for commits and for the files in them, which it tells from
//! its database alone. Its index is read here (`index.rs`), and whether a file of the working tree differs is found by
//! the name that git gives to its contents.

use std::ffi::OsStr;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use sha1::{Digest, Sha1};
use sha2::Sha256;

use super::tree::BlobName;
use crate::error::Error;

/// Whether git gives contents this name.
pub(super) fn is_named(name: &BlobName, contents: &[u8]) -> bool {
    match name.is_sha256() {
        true => name_of::<Sha256>(contents) == name.bytes(),
        false => name_of::<Sha1>(contents) == name.bytes(),
    }
}

fn name_of<D: Digest>(contents: &[u8]) -> Vec<u8> {
    let digest = D::new().chain_update(format!("blob {}\0", contents.len())).chain_update(contents).finalize();
    digest.to_vec()
}

/// Who commits here, as git knows.
#[cfg(feature = "cli")]
pub(crate) fn user_name(directory: &Path) -> Option<String> {
    // Of the repository's configuration what it includes is not read: it may lie anywhere.
    let scopes = [["--local", "--no-includes"], ["--global", "--includes"], ["--system", "--includes"]];
    let names = scopes.iter().filter_map(|[scope, includes]| {
        let name = git(directory, &["config", scope, includes, "--get", "user.name"]).ok()?;
        Some(line(&name))
    });
    names.into_iter().find(|name| !name.is_empty() && !name.contains(char::is_control))
}

/// The top directory of the git repository that a directory is in, absolute and without links. `option` is what asks
/// for it.
///
/// # Errors
/// Where there is none, or no git.
pub(super) fn top(directory: &Path, option: &str) -> Result<PathBuf, Error> {
    let top = git(directory, &["rev-parse", "--show-toplevel"]).map_err(|failure| match failure {
        Failure::Start(error) => Error::new(format!("cannot run `git`: {error}")).help("install git"),
        Failure::Exit(reason) => Error::new(format!("`{option}` asks git, and git says: {reason}"))
            .help(format!("run it inside a git repository, or without `{option}`")),
    })?;
    let top = path(top.trim_ascii_end());
    let top = top.canonicalize().map_err(|error| Error::io(&top, "open the directory", &error))?;
    match directory.starts_with(&top) {
        true => Ok(top),
        // `core.worktree` says where it is, and may say anything.
        false => Err(Error::new("git takes another directory for the working tree").at(&top)),
    }
}

/// A base, or else the default branch of the upstream.
///
/// # Errors
/// Where that is not known.
pub(super) fn base_or_default(base: Option<&str>, top: &Path, option: &str) -> Result<String, Error> {
    let base = base.map(str::to_owned).or_else(|| default_branch(top));
    base.ok_or_else(|| {
        Error::new("cannot tell the default branch of the upstream")
            .help(format!("name a branch or commit to compare with: `{option}=BASE`"))
    })
}

/// The default branch of the remote that the current branch follows, or else of `origin`.
fn default_branch(top: &Path) -> Option<String> {
    let line = |args: &[&str]| git(top, args).ok().map(|text| line(&text)).filter(|text| !text.is_empty());
    let branch = line(&["symbolic-ref", "--quiet", "--short", "HEAD"]);
    let remote = branch
        .and_then(|branch| line(&["config", "--local", "--no-includes", "--get", &format!("branch.{branch}.remote")]));
    let remote = remote.filter(|remote| remote != ".").unwrap_or_else(|| "origin".to_owned());
    let head = line(&["symbolic-ref", "--quiet", "--short", &format!("refs/remotes/{remote}/HEAD")]);
    let exists = |name: &String| line(&["rev-parse", "--verify", "--quiet", &format!("refs/remotes/{name}")]).is_some();
    head.or_else(|| ["main", "master"].map(|name| format!("{remote}/{name}")).into_iter().find(exists))
}

/// Why git gave no answer.
pub(super) enum Failure {
    Start(std::io::Error),
    /// In its own words.
    Exit(String),
}

impl Failure {
    pub fn reason(&self) -> String {
        match self {
            Failure::Start(error) => format!(": {error}"),
            Failure::Exit(reason) if reason.is_empty() => String::new(),
            Failure::Exit(reason) => format!(": {reason}"),
        }
    }
}

/// Variables that speak of one repository. A hook of another one may have set them.
const OF_ONE_REPOSITORY: [&str; 12] = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_GRAFT_FILE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_REPLACE_REF_BASE",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
];

/// What a git command prints.
///
/// None of the commands here looks at the index or at the working tree, so that neither hooks nor filters have a part
/// in it; that the configuration runs nothing and nothing is fetched is said besides. A repository that is not in a
/// `.git` is not taken for one: it could be a directory of a clone.
///
/// # Errors
/// Where it cannot be run, fails, or gives no answer that has an end.
pub(super) fn git(directory: &Path, args: &[&str]) -> Result<Vec<u8>, Failure> {
    git_with(directory, args, Vec::new())
}

/// As [`git`], for a command that reads this.
///
/// # Errors
/// As [`git`].
pub(super) fn git_with(directory: &Path, args: &[&str], input: Vec<u8>) -> Result<Vec<u8>, Failure> {
    let mut command = Command::new("git");
    command.args(["-c", "core.fsmonitor=", "-c", "core.hooksPath=/dev/null", "-c", "safe.bareRepository=explicit"]);
    command.args(["--no-pager", "-C"]).arg(directory).args(args);
    command.stdin(if input.is_empty() { Stdio::null() } else { Stdio::piped() });
    for (name, value) in [
        ("GIT_ALLOW_PROTOCOL", "none"),
        ("GIT_NO_LAZY_FETCH", "1"),
        ("GIT_NO_REPLACE_OBJECTS", "1"),
        ("GIT_OPTIONAL_LOCKS", "0"),
        ("GIT_TERMINAL_PROMPT", "0"),
    ] {
        command.env(name, value);
    }
    let has_dot_git = directory.ancestors().any(|directory| directory.join(".git").symlink_metadata().is_ok());
    for name in OF_ONE_REPOSITORY {
        // A working tree without a `.git` is known by these two alone.
        if has_dot_git || !["GIT_DIR", "GIT_WORK_TREE"].contains(&name) {
            command.env_remove(name);
        }
    }
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().map_err(Failure::Start)?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    if let Some(mut stdin) = child.stdin.take() {
        // On its own thread: git may answer before it has read all. If it has ended, its status tells why.
        thread::spawn(move || drop(stdin.write_all(&input)));
    }
    let stdout = read(stdout, MAX_OUTPUT);
    let stderr = read(stderr, MAX_OUTPUT);
    let answer = stdout.recv_timeout(PATIENCE);
    if !answer.as_ref().is_ok_and(|answer| answer.len() <= MAX_OUTPUT) {
        // It waits for something that does not come, or goes on without end.
        let _ = child.kill();
    }
    let status = child.wait().map_err(Failure::Start)?;
    match answer {
        Err(_) => Err(Failure::Exit(format!("no answer in {} seconds", PATIENCE.as_secs()))),
        Ok(answer) if answer.len() > MAX_OUTPUT => Err(Failure::Exit("an answer that is too long".to_owned())),
        Ok(answer) if status.success() => Ok(answer),
        Ok(_) => {
            let reason = stderr.recv_timeout(PATIENCE).unwrap_or_default();
            let reason = String::from_utf8_lossy(&reason);
            let reason = reason.lines().next().unwrap_or_default();
            Err(Failure::Exit(reason.trim_start_matches("fatal: ").to_owned()))
        }
    }
}

/// Longest answer of git that is read: some 500,000 files. A few trees can name the same files again and again.
const MAX_OUTPUT: usize = 64 << 20;

/// git has so long to answer. A pipe in the place of one of its files would make it wait for ever.
const PATIENCE: Duration = Duration::from_secs(60);

/// Reads a stream to its end, or a little more than `max` bytes of it, on a thread of its own.
fn read(stream: Option<impl Read + Send + 'static>, max: usize) -> Receiver<Vec<u8>> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(stream) = stream {
            // What has come until an error is what git has said.
            let _ = stream.take(max as u64 + 1).read_to_end(&mut bytes);
        }
        // Nobody listens any longer where git took too long.
        let _ = sender.send(bytes);
    });
    receiver
}

/// What git prints on one line.
pub(super) fn line(output: &[u8]) -> String {
    String::from_utf8_lossy(output).trim_end().to_owned()
}

/// A path as git prints it.
#[cfg(unix)]
pub(super) fn path(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    OsStr::from_bytes(bytes).into()
}

#[cfg(not(unix))]
pub(super) fn path(bytes: &[u8]) -> PathBuf {
    OsStr::new(&*String::from_utf8_lossy(bytes)).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As `git hash-object` has them.
    #[test]
    fn names_of_contents() {
        let names = [
            "ce013625030ba8dba906f756967f9e9ca394464a",
            "2cf8d83d9ee29543b34a87727421fdecb7e3f3a183d337639025de576db9ebb4",
        ];
        for name in names {
            let name = BlobName::parse(name.as_bytes()).expect("a name");
            assert!(is_named(&name, b"hello\n") && !is_named(&name, b"hello"));
        }
    }
}
