//! The right to change a repository, and the place where changes are written down.
//!
//! What is written down must not come from whoever sends a change. So it lies in no directory that a clone brings: in
//! the working tree's own git directory, or else in the user's state directory.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use sha2::{Digest, Sha256};

use super::journal::{self, Journal};
use crate::error::Error;
use crate::files;
use crate::paths::display;

/// The name of the directory in git's, or in the user's state directory.
const DIRECTORY: &str = "speclint";
const LOCK: &str = "lock";

/// A program that had a file open when it was set aside may still save to it. It has this long.
const GRACE: Duration = Duration::from_millis(20);

/// The right to change the files of a repository. One process has it at a time, and has it until it is dropped. All
/// repositories of a working tree of git are changed by one right: a change may concern several.
#[derive(Debug)]
pub struct Hold {
    /// See [`top`].
    pub(super) root: PathBuf,
    /// The directory where changes are written down.
    pub(super) home: PathBuf,
    /// Changes that are made, and of which what was there before still stands aside.
    pub(super) made: Mutex<Vec<Journal>>,
    _lock: File,
}

impl Hold {
    /// Waits until no other process changes the repository, and sets right what a killed one left. `root` is absolute
    /// and without symbolic links. `tell` is told what a person might want to know.
    ///
    /// # Errors
    /// Where there is no place to write changes down, or a change that was interrupted can be neither finished nor
    /// undone.
    pub fn take(root: &Path, tell: &mut dyn FnMut(&str)) -> Result<Self, Error> {
        let homes = homes(root);
        let root = top(root);
        let (home, lock) = lock_first(&homes, tell)?;
        let others = homes.iter().filter(|other| *other != home);
        if let Some(other) = others.into_iter().find(|other| journal::title(other).is_some()) {
            return Err(Error::new("a change of this repository was interrupted, by another user")
                .help("run the command again as that user, who finishes it by that; its record is here")
                .at(other));
        }
        for outcome in journal::finish(&root, home)? {
            let verb = if outcome.is_finished { "finished" } else { "undid" };
            tell(&format!("{verb} what was interrupted: {}", outcome.title));
            outcome.left.iter().for_each(|error| tell(&error.line(display)));
        }
        Ok(Hold { root, home: home.clone(), made: Mutex::default(), _lock: lock })
    }

    /// Waits a moment for programs that had opened a file before it was replaced, and removes what was there before.
    /// What they have saved takes the place of what was made. Dropping the hold does the same, and tells of nothing.
    ///
    /// # Errors
    /// One for each change that is not as it was made.
    pub fn settle(&self) -> Vec<Error> {
        let made = std::mem::take(&mut *self.made.lock().unwrap_or_else(PoisonError::into_inner));
        if made.iter().any(Journal::sets_aside) {
            thread::sleep(GRACE);
        }
        made.iter().flat_map(|journal| journal.clean_up().unwrap_or_else(|error| vec![error])).collect()
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        self.settle();
    }
}

/// Locks the first of some places that may be written.
fn lock_first<'h>(homes: &'h [PathBuf], tell: &mut dyn FnMut(&str)) -> Result<(&'h PathBuf, File), Error> {
    let mut reason = None;
    for home in homes {
        match prepare(home).and_then(|lock| wait_for(&lock, tell).map(|()| lock)) {
            Ok(lock) => return Ok((home, lock)),
            // The next one may be better.
            Err(error) => drop(reason.get_or_insert(Error::io(home, "write there", &error))),
        }
    }
    let error = reason.unwrap_or_else(|| Error::new("there is no place to write down a change"));
    Err(error.help(
        "changes are written down before they are made, in the git directory or in the user's state directory \
         (`XDG_STATE_HOME`): make one of them writable",
    ))
}

/// What a change does that was begun, and not finished, by a process that is no more. Nothing is written.
pub fn unfinished(root: &Path) -> Option<String> {
    homes(root).into_iter().find_map(|home| {
        journal::title(&home)?;
        // It may be under way. Where there are no locks, nobody can tell.
        let lock = home.join(LOCK);
        if is_regular(&lock)
            && let Ok(lock) = File::open(lock)
        {
            let _ = lock.lock_shared();
        }
        journal::title(&home)
    })
}

/// The directory below which a hold of a repository lets files be changed: the top of the working tree that the
/// repository is in, or else its root.
pub fn top(root: &Path) -> PathBuf {
    git_directory(root).map_or_else(|| root.to_owned(), |git| git.top)
}

/// The places for a repository, the best one first.
fn homes(root: &Path) -> Vec<PathBuf> {
    let mut homes = Vec::new();
    let mut add = |base: PathBuf, key: &Path| {
        let key = Sha256::digest(key.as_os_str().as_encoded_bytes());
        let key: String = key.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let directory = base.join(DIRECTORY);
        let path = directory.join(key);
        // A link may have come with an archive, and lead anywhere.
        if !directory.is_symlink() && !path.is_symlink() {
            homes.push(path);
        }
    };
    let top = top(root);
    if let Some(git) = git_directory(root) {
        add(git.directory, Path::new(""));
    }
    if let Some(state) = dirs::state_dir().or_else(dirs::data_local_dir) {
        add(state, &top);
    }
    homes
}

/// Makes the directory where it is not there, and opens its lock.
fn prepare(home: &Path) -> io::Result<File> {
    fs::create_dir_all(home)?;
    let path = home.join(LOCK);
    match OpenOptions::new().read(true).write(true).create_new(true).open(&path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && is_regular(&path) => {
            OpenOptions::new().read(true).write(true).open(&path)
        }
        lock => lock,
    }
}

/// Whether a path is that of a file and not of a link to one. Opening a pipe would wait for somebody.
fn is_regular(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|metadata| metadata.is_file())
}

fn wait_for(lock: &File, tell: &mut dyn FnMut(&str)) -> io::Result<()> {
    match lock.try_lock() {
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => {
            tell("waiting for another speclint, which is changing this repository");
            lock.lock()
        }
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// A working tree's git directory.
struct GitDirectory {
    directory: PathBuf,
    /// The top of the working tree.
    top: PathBuf,
}

/// The git directory of the working tree that a directory lies in, found without running git. It has to be its owner's
/// who owns the directory, and one that lies elsewhere has to say itself that it belongs to this tree.
fn git_directory(root: &Path) -> Option<GitDirectory> {
    let top = root.ancestors().find(|top| top.join(".git").symlink_metadata().is_ok())?.to_owned();
    let dot_git = top.join(".git");
    let kind = dot_git.symlink_metadata().ok()?.file_type();
    let directory = if kind.is_dir() { dot_git } else { linked(&dot_git)? };
    let is_git = directory.join("HEAD").is_file();
    (is_git && owner(&directory) == owner(root)).then_some(GitDirectory { directory, top })
}

/// Where the `.git` file of a linked working tree leads (gitrepository-layout(5)).
fn linked(dot_git: &Path) -> Option<PathBuf> {
    let parent = dot_git.parent()?;
    let text = files::read_text(dot_git).ok().filter(|_| !dot_git.is_symlink())?;
    let directory = parent.join(text.strip_prefix("gitdir: ")?.trim_end_matches(['\n', '\r'])).canonicalize().ok()?;
    let back = files::read_text(&directory.join("gitdir")).ok()?;
    let back = directory.join(back.trim_end_matches(['\n', '\r'])).canonicalize().ok()?;
    (back == dot_git).then_some(directory)
}

#[cfg(unix)]
fn owner(path: &Path) -> Option<u32> {
    use std::os::unix::fs::MetadataExt;
    path.metadata().ok().map(|metadata| metadata.uid())
}

#[cfg(not(unix))]
fn owner(_: &Path) -> Option<u32> {
    None
}
