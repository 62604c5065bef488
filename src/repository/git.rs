//! What a commit holds, by the `git` command.
//!
//! A repository's own configuration can make git run programs: a file system monitor, hooks, filters of contents, a
//! helper that fetches what is missing. So git is only asked for commits and for the files in them, which it tells from
//! its database alone. Whether a file of the working tree differs is found here, by the name that git gives to its
//! contents.

use std::collections::{HashMap, VecDeque};
use std::ffi::{OsStr, OsString};
use std::io::Read;
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use sha1::{Digest, Sha1};
use sha2::Sha256;

use crate::error::Error;
use crate::files;

/// The files of a commit.
#[derive(Debug, Clone)]
pub struct Committed {
    /// The base as it was named or found: `origin/main`.
    pub base: String,
    /// The top directory of the working tree, absolute and without symbolic links.
    top: PathBuf,
    /// The names of their contents, in hexadecimal digits, by their paths relative to the top.
    files: HashMap<PathBuf, String>,
    /// Whether `\r\n` is no difference: git may have made it of `\n`.
    ignores_line_ends: bool,
}

impl Committed {
    /// The files of a base (by default the default branch of the upstream). `option` is what asks for it.
    ///
    /// # Errors
    /// Outside of a git repository, without the command, and where there is no such base.
    #[cfg(feature = "cli")]
    pub fn at(base: Option<&str>, directory: &Path, option: &str) -> Result<Self, Error> {
        let top = top(directory, option)?;
        let base = base_or_default(base, &top, option)?;
        Self::of_commit(base.clone(), top, directory, &base)
    }

    /// The files of the merge base of `HEAD` with a base (by default the default branch of the upstream).
    ///
    /// # Errors
    /// As [`Committed::at`], and where `HEAD` has no commit in common with it.
    pub fn before(base: Option<&str>, directory: &Path, option: &str) -> Result<Self, Error> {
        let top = top(directory, option)?;
        let base = base_or_default(base, &top, option)?;
        let merge_base = git(&top, &["merge-base", "--end-of-options", &base, "HEAD"]).map_err(|failure| {
            Error::new(format!("`{base}` and `HEAD` have no common commit{}", failure.reason()))
                .help("name another base, or fetch it with its history: a shallow clone may lack it")
        })?;
        Self::of_commit(base, top, directory, line(&merge_base).as_str())
    }

    /// The files of a commit below a directory.
    fn of_commit(base: String, top: PathBuf, directory: &Path, commit: &str) -> Result<Self, Error> {
        let mut args = vec!["ls-tree", "-r", "-z", "--full-tree", "--end-of-options", commit];
        let below = directory.strip_prefix(&top).ok().and_then(Path::to_str).filter(|below| !below.is_empty());
        let below = below.map(|below| below.replace('\\', "/") + "/");
        args.extend(below.as_deref());
        let tree = git(&top, &args).map_err(|failure| {
            Error::new(format!("cannot tell what is in `{base}`{}", failure.reason()))
                .help("name a branch or commit that is there, or fetch it")
        })?;
        // With `-z` a line is: mode, type and name of the contents, a tabulator, the path.
        let file = |line: &[u8]| {
            let tab = line.iter().position(|&b| b == b'\t')?;
            let name = line[..tab].rsplit(|&b| b == b' ').next()?;
            Some((path(&line[tab + 1..]), String::from_utf8_lossy(name).into_owned()))
        };
        let files = tree.split(|&b| b == 0).filter_map(file).collect();
        Ok(Committed { base, top, files, ignores_line_ends: false })
    }

    /// The absolute paths of its files, in no order.
    pub fn paths(&self) -> impl Iterator<Item = PathBuf> {
        self.files.keys().map(|path| self.top.join(path))
    }

    /// Whether the commit has a file at a path, which is absolute.
    pub fn has(&self, path: &Path) -> bool {
        path.strip_prefix(&self.top).is_ok_and(|path| self.files.contains_key(path))
    }

    /// Whether a file, or a link on the way to it, is not what the commit has there. In doubt it is; so it is where
    /// git converts contents, as line ends on Windows. `path` is absolute.
    pub fn differs(&self, path: &Path) -> bool {
        self.is_same(path) != Some(true)
    }

    /// Follows a path link by link.
    fn is_same(&self, path: &Path) -> Option<bool> {
        /// Longer chains of links lead nowhere.
        const MAX_LINKS: usize = 40;
        let below = path.strip_prefix(&self.top).ok()?;
        let mut rest: VecDeque<OsString> = below.components().map(|part| part.as_os_str().to_owned()).collect();
        let mut at = self.top.clone();
        let mut links = 0;
        while let Some(part) = rest.pop_front() {
            match Path::new(&part).components().next()? {
                Component::ParentDir => drop(at.pop()),
                Component::CurDir => {}
                Component::Normal(name) => at.push(name),
                Component::RootDir | Component::Prefix(_) => return None,
            }
            if at.is_symlink() {
                let target = at.read_link().ok()?;
                links += 1;
                if links > MAX_LINKS || !self.holds(&at, target.as_os_str().as_encoded_bytes())? {
                    return Some(false);
                }
                at.pop();
                target.components().rev().for_each(|part| rest.push_front(part.as_os_str().to_owned()));
            }
        }
        self.holds(&at, &files::read(&at).ok()?)
    }

    /// Whether the commit has these contents at a path.
    fn holds(&self, path: &Path, contents: &[u8]) -> Option<bool> {
        let name = self.files.get(path.strip_prefix(&self.top).ok()?)?;
        let is = |contents: &[u8]| {
            *name == if name.len() == 64 { name_of::<Sha256>(contents) } else { name_of::<Sha1>(contents) }
        };
        let without_returns = || String::from_utf8_lossy(contents).replace("\r\n", "\n");
        Some(is(contents) || self.ignores_line_ends && is(without_returns().as_bytes()))
    }
}

/// The name that git gives to contents.
fn name_of<D: Digest>(contents: &[u8]) -> String {
    let digest = D::new().chain_update(format!("blob {}\0", contents.len())).chain_update(contents).finalize();
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Those of some files that have changes which are not committed; none outside of a git repository.
#[cfg(feature = "cli")]
pub(crate) fn uncommitted(directory: &Path, files: &[PathBuf]) -> Vec<PathBuf> {
    let Ok(mut head) = Committed::at(Some("HEAD"), directory, "") else { return Vec::new() };
    head.ignores_line_ends = true;
    files.iter().filter(|file| head.has(file) && head.differs(file)).cloned().collect()
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

/// The top directory of the git repository. `option` is what asks for it.
fn top(directory: &Path, option: &str) -> Result<PathBuf, Error> {
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

fn base_or_default(base: Option<&str>, top: &Path, option: &str) -> Result<String, Error> {
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
fn git(directory: &Path, args: &[&str]) -> Result<Vec<u8>, Failure> {
    let mut command = Command::new("git");
    command.args(["-c", "core.fsmonitor=", "-c", "core.hooksPath=/dev/null", "-c", "safe.bareRepository=explicit"]);
    command.args(["--no-pager", "-C"]).arg(directory).args(args).stdin(Stdio::null());
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
fn line(output: &[u8]) -> String {
    String::from_utf8_lossy(output).trim_end().to_owned()
}

/// A path as git prints it.
#[cfg(unix)]
fn path(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    OsStr::from_bytes(bytes).into()
}

#[cfg(not(unix))]
fn path(bytes: &[u8]) -> PathBuf {
    OsStr::new(&*String::from_utf8_lossy(bytes)).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As `git hash-object` has them.
    #[test]
    fn names_of_contents() {
        assert_eq!(name_of::<Sha1>(b"hello\n"), "ce013625030ba8dba906f756967f9e9ca394464a");
        let sha256 = "2cf8d83d9ee29543b34a87727421fdecb7e3f3a183d337639025de576db9ebb4";
        assert_eq!(name_of::<Sha256>(b"hello\n"), sha256);
    }
}
