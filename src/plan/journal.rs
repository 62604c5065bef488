//! Carrying a plan out so that nothing is left half done, and nothing lost that somebody saves meanwhile.
//!
//! The record of a plan lies in the hold's directory, and its name begins with how far the plan is:
//!
//! | name | what a run that finds it does |
//! |---|---|
//! | `staging-….json` | Files are being prepared beside those that they shall replace, under names that the record has. It removes them. |
//! | `journal-….json` | Each path is changed by one rename. It goes on, or, where somebody has changed a file since, goes back. |
//! | `done-….json` | All is changed. It removes what was there before. |
//!
//! A file and the one that replaces it change places ([`swap`]). What was there is looked at once more then, and changes
//! places again if it is not what the plan was made for. Until all is done it stays, and going back is the same
//! exchange. It even stays a little longer: a program that had opened it before may still save to it ([`Hold::settle`]).
//! A file with several hard links would lose them by an exchange; it is written in its place, and a copy of it is kept
//! meanwhile.

use std::collections::{BTreeMap, HashSet};
use std::fs::{self, OpenOptions};
use std::io::{self, Read, Seek, Write};
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{Change, Hold, Node, swap};
use crate::error::Error;
use crate::files::{self, is_of_git};
use crate::paths::display;

const DRAFT: &str = "draft";
const STAGING: &str = "staging";
const BEGUN: &str = "journal";
const DONE: &str = "done";

/// Another version's record is not understood.
const VERSION: u32 = 2;

/// What the names begin with of files that stand beside others for a while; 16 hexadecimal digits follow.
const PREFIX: &str = ".speclint-";

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    version: u32,
    root: PathBuf,
    title: String,
    /// Directories that are made for it, outer ones first.
    directories: Vec<PathBuf>,
    entries: Vec<Entry>,
}

/// A path that is changed, relative to the root.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    path: PathBuf,
    /// The name of a file beside it: at first what shall be there, and then what was there.
    staged: String,
    /// The digest of what was there; `None`: nothing was.
    before: Option<String>,
    /// The digest of what shall be there.
    after: Option<String>,
    /// The name of a copy of what was there, where the file is written in its place.
    saved: Option<String>,
    /// The path that the file is moved from as it is, and under no other name meanwhile.
    from: Option<PathBuf>,
}

/// A plan of which all is written down.
#[derive(Debug)]
pub(super) struct Journal {
    home: PathBuf,
    /// What tells its record from others.
    id: String,
    record: Record,
}

/// What became of a change that was interrupted.
pub(super) struct Outcome {
    pub title: String,
    /// Whether it is finished; else it is undone.
    pub is_finished: bool,
    /// What is not as it was or should be, as somebody has changed it since.
    pub left: Vec<Error>,
}

/// How far a path is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Before,
    After,
}

/// Why a path could not be changed.
enum Failure {
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

/// The records in a directory that tell that a plan is so far, by their ids; oldest names first.
fn records(home: &Path, state: &str) -> Vec<String> {
    let id = |name: &str| name.strip_prefix(state)?.strip_prefix('-')?.strip_suffix(".json").map(str::to_owned);
    let names = home.read_dir().into_iter().flatten().filter_map(Result::ok).map(|entry| entry.file_name());
    let mut ids: Vec<String> = names.filter_map(|name| id(name.to_str()?)).collect();
    ids.sort_unstable();
    ids
}

/// What a change does that was begun and not finished; `None` where there is none.
pub(super) fn title(home: &Path) -> Option<String> {
    let id = records(home, BEGUN).pop()?;
    // One that cannot be read is an error of the run that tries to finish it.
    Some(read(&record_path(home, BEGUN, &id)).map_or_else(|_| "a change".to_owned(), |record| record.title))
}

/// Sets right what killed runs left. What they had not begun to change is not among the outcomes.
///
/// # Errors
/// Where a record is none, or is neither to be finished nor to be undone.
pub(super) fn finish(root: &Path, home: &Path) -> Result<Vec<Outcome>, Error> {
    let mut outcomes = Vec::new();
    for state in [STAGING, BEGUN, DONE] {
        for id in records(home, state) {
            let path = record_path(home, state, &id);
            let record = read(&path)?;
            record.check(root).map_err(|error| error.at(&path))?;
            let journal = Journal { home: home.to_owned(), id, record };
            match state {
                STAGING => journal.discard()?,
                DONE => {
                    let left = journal.clean_up()?;
                    if !left.is_empty() {
                        outcomes.push(Outcome { title: journal.record.title, is_finished: true, left });
                    }
                }
                _ => outcomes.push(journal.go_on()?),
            }
        }
    }
    for id in records(home, DRAFT) {
        remove(&record_path(home, DRAFT, &id))?;
    }
    Ok(outcomes)
}

fn record_path(home: &Path, state: &str, id: &str) -> PathBuf {
    home.join(format!("{state}-{id}.json"))
}

fn read(path: &Path) -> Result<Record, Error> {
    let no_record = |reason: &str| {
        Error::new(format!("the record of a change that was interrupted cannot be read: {reason}"))
            .help("see whether files of the repository are half changed, and remove it")
            .at(path)
    };
    if path.is_symlink() {
        return Err(no_record("it is a symbolic link"));
    }
    serde_json::from_slice(&files::read(path)?).map_err(|error| no_record(&error.to_string()))
}

impl Record {
    /// Whoever wrote it, it speaks of files of this repository, and of names of our form.
    fn check(&self, root: &Path) -> Result<(), Error> {
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

/// Whether the file at a path is moved to another one as it is.
fn is_moved_away(path: &Path, changes: &BTreeMap<PathBuf, Change>) -> bool {
    let Some(Change { before: Some(before), after: None, .. }) = changes.get(path) else { return false };
    let is_target = |change: &Change| change.from.as_deref() == Some(path) && change.before.is_none();
    let target = changes.values().find(|change| is_target(change));
    target.and_then(|change| change.after.as_ref()).is_some_and(|after| after.digest() == before.digest())
}

fn fresh_name() -> String {
    format!("{PREFIX}{:016x}", fastrand::u64(..))
}

impl Journal {
    /// Writes down all of a plan, and prepares its files. Nothing of the repository is changed by that.
    ///
    /// # Errors
    /// Where a file cannot be prepared, or one is not what the plan was made for. What was prepared is removed.
    pub fn write(
        hold: &Hold,
        title: &str,
        changes: &BTreeMap<PathBuf, Change>,
        step: &mut dyn FnMut(&str),
    ) -> Result<Self, Error> {
        step("prepare");
        let root = hold.root.as_path();
        let mut record = Record {
            version: VERSION,
            root: root.to_owned(),
            title: title.to_owned(),
            directories: Vec::new(),
            entries: Vec::new(),
        };
        for (path, change) in changes {
            let digest = |node: &Option<Node>| node.as_ref().map(Node::digest);
            let (before, after) = (digest(&change.before), digest(&change.after));
            if before == after || is_moved_away(path, changes) {
                continue;
            }
            if after.is_some() {
                record.add_directories(root, path);
            }
            let in_place = before.is_some() && after.is_some() && has_several_links(&root.join(path));
            let saved = in_place.then(fresh_name);
            let from = change.from.clone().filter(|from| is_moved_away(from, changes));
            record.entries.push(Entry { path: path.clone(), staged: fresh_name(), before, after, saved, from });
        }
        let journal = Journal { home: hold.home.clone(), id: format!("{:016x}", fastrand::u64(..)), record };
        step("write the record");
        journal.write_record()?;
        let prepared = journal.prepare(changes, step).and_then(|()| {
            step("begin");
            journal.rename(STAGING, BEGUN)
        });
        match prepared {
            Ok(()) => Ok(journal),
            Err(error) => match journal.discard() {
                Ok(()) => Err(error),
                Err(other) => Err(error.help(format!("what was prepared could not be removed ({other})"))),
            },
        }
    }

    fn write_record(&self) -> Result<(), Error> {
        let draft = record_path(&self.home, DRAFT, &self.id);
        let write = || -> io::Result<()> {
            let mut file = OpenOptions::new().write(true).create_new(true).open(&draft)?;
            file.write_all(&serde_json::to_vec_pretty(&self.record)?)?;
            if self.is_one_rename() { Ok(()) } else { file.sync_all() }
        };
        let staging = record_path(&self.home, STAGING, &self.id);
        let written = write().and_then(|()| fs::rename(&draft, staging));
        written.map_err(|error| Error::io(&draft, "write down the change", &error))
    }

    /// Tells how far the plan is.
    fn rename(&self, from: &str, to: &str) -> Result<(), Error> {
        let path = record_path(&self.home, to, &self.id);
        fs::rename(record_path(&self.home, from, &self.id), &path)
            .map_err(|error| Error::io(&path, "write down the change", &error))?;
        if !self.is_one_rename() {
            sync(&self.home);
        }
        Ok(())
    }

    /// Whether there is nothing that a loss of power could leave half done, and so no reason to wait for a disk.
    fn is_one_rename(&self) -> bool {
        self.record.entries.len() == 1 && self.record.entries.iter().all(|entry| entry.saved.is_none())
    }

    /// Writes the files that replace others, beside them.
    fn prepare(&self, changes: &BTreeMap<PathBuf, Change>, step: &mut dyn FnMut(&str)) -> Result<(), Error> {
        for directory in &self.record.directories {
            step(&format!("make {}", directory.display()));
            let path = self.record.root.join(directory);
            match fs::create_dir(&path) {
                Err(error) if !path.is_dir() => return Err(Error::io(&path, "make the directory", &error)),
                _ => {}
            }
        }
        for entry in &self.record.entries {
            step(&format!("prepare {}", entry.path.display()));
            let Some(change) = changes.get(&entry.path) else { continue };
            let target = entry.target(&self.record.root);
            if digest_at(&target)? != entry.before {
                return Err(Failure::Changed(target).into());
            }
            if entry.from.is_some() {
                continue;
            }
            // What is moved keeps what is kept where it stays: permissions and owner.
            let like = match (&change.before, &change.from) {
                (Some(_), _) => Some(target.clone()),
                (None, from) => from.as_ref().map(|from| self.record.root.join(from)),
            };
            let staged = entry.staged(&self.record.root);
            let saved = entry.saved(&self.record.root);
            let copies = [(change.after.as_ref(), Some(staged)), (change.before.as_ref(), saved)];
            for (node, path) in copies.into_iter().filter_map(|(node, path)| Some((node?, path?))) {
                node.write(&path, like.as_deref()).map_err(|error| Error::io(&target, "write the file", &error))?;
            }
        }
        Ok(())
    }

    /// Changes all paths. What was there stays until it is cleaned up.
    ///
    /// # Errors
    /// Where one cannot be changed: what was changed is put back.
    pub fn carry_out(&self, step: &mut dyn FnMut(&str)) -> Result<(), Error> {
        let root = &self.record.root;
        for entry in &self.record.entries {
            step(&format!("write {}", entry.path.display()));
            entry.make(root).map_err(|failure| self.undo(failure))?;
        }
        self.sync_directories();
        for entry in &self.record.entries {
            entry.expect_settled(root).map_err(|failure| self.undo(failure))?;
        }
        step("end");
        self.rename(BEGUN, DONE)
    }

    /// Whether something stands aside that a program may still save to.
    pub fn sets_aside(&self) -> bool {
        let sets_aside = |entry: &Entry| entry.before.is_some() && entry.saved.is_none() && entry.from.is_none();
        self.record.entries.iter().any(sets_aside)
    }

    /// Finishes a change that was interrupted, or, where a file is not what it was made for, undoes it.
    fn go_on(&self) -> Result<Outcome, Error> {
        let title = self.record.title.clone();
        if self.make_the_rest()? {
            self.sync_directories();
            self.rename(BEGUN, DONE)?;
            return Ok(Outcome { title, is_finished: true, left: self.clean_up()? });
        }
        Ok(Outcome { title, is_finished: false, left: self.put_back()? })
    }

    /// Changes the paths that are not changed yet; whether all are.
    fn make_the_rest(&self) -> Result<bool, Error> {
        let mut left = Vec::new();
        for entry in &self.record.entries {
            match entry.state(&self.record.root) {
                Ok(State::After) => {}
                Ok(State::Before) => left.push(entry),
                Err(Failure::Lost(_) | Failure::Changed(_) | Failure::Forked { .. }) => return Ok(false),
                Err(failure) => return Err(failure.into()),
            }
        }
        Ok(left.iter().all(|entry| entry.make(&self.record.root).is_ok()))
    }

    /// Puts back what was, after a failure, and tells of it.
    fn undo(&self, failure: Failure) -> Error {
        match self.put_back() {
            Ok(left) => match left.into_iter().next() {
                None => Error::from(failure).help("nothing was changed: what had been is put back"),
                Some(left) => left,
            },
            Err(other) => Error::from(failure).help(format!(
                "what had been changed could not be put back ({other}); the next command that writes tries again"
            )),
        }
    }

    /// Puts back what was, by what each path is now. A file that somebody has changed since stays as it is, and is
    /// among the results.
    ///
    /// # Errors
    /// Where a file cannot be changed back. The record stays then.
    fn put_back(&self) -> Result<Vec<Error>, Error> {
        let root = &self.record.root;
        let mut left = Vec::new();
        for entry in self.record.entries.iter().rev() {
            let undone = match entry.state(root) {
                Ok(State::Before) => Ok(()),
                Ok(State::After) => entry.unmake(root),
                // Nothing was changed yet, and nothing is needed to leave it so.
                Err(Failure::Lost(_)) if digest_at(&entry.target(root))? == entry.before => Ok(()),
                Err(failure) => Err(failure),
            };
            match undone {
                Ok(()) => entry.remove_prepared(root)?,
                Err(failure @ (Failure::Changed(_) | Failure::Forked { .. } | Failure::Lost(_))) => {
                    left.push(failure.into());
                }
                Err(failure) => return Err(failure.into()),
            }
        }
        self.remove_directories();
        self.forget(BEGUN)?;
        Ok(left)
    }

    /// Removes what was prepared, where nothing was changed.
    fn discard(&self) -> Result<(), Error> {
        for entry in &self.record.entries {
            for path in [Some(entry.staged(&self.record.root)), entry.saved(&self.record.root)].into_iter().flatten() {
                remove(&path)?;
            }
        }
        self.remove_directories();
        self.forget(STAGING)
    }

    /// Removes the directories that were made. One that holds other files by now stays.
    fn remove_directories(&self) {
        for directory in self.record.directories.iter().rev() {
            let _ = fs::remove_dir(self.record.root.join(directory));
        }
    }

    /// Removes what was there before. What somebody has saved to it since takes the place of what the plan made, and is
    /// among the results.
    ///
    /// # Errors
    /// Where something cannot be removed.
    pub fn clean_up(&self) -> Result<Vec<Error>, Error> {
        let mut left = Vec::new();
        for entry in &self.record.entries {
            match entry.clean_up(&self.record.root) {
                Err(failure @ (Failure::Changed(_) | Failure::Forked { .. })) => left.push(failure.into()),
                result => result?,
            }
        }
        self.forget(DONE)?;
        Ok(left)
    }

    fn forget(&self, name: &str) -> Result<(), Error> {
        remove(&record_path(&self.home, name, &self.id)).map_err(Error::from)
    }

    fn sync_directories(&self) {
        if self.is_one_rename() {
            return;
        }
        let mut directories: Vec<PathBuf> = self
            .record
            .entries
            .iter()
            .filter_map(|entry| Some(entry.target(&self.record.root).parent()?.to_owned()))
            .collect();
        directories.dedup();
        directories.iter().for_each(|directory| sync(directory));
    }
}

impl Record {
    /// Notes the directories that are not there and that a path needs.
    fn add_directories(&mut self, root: &Path, path: &Path) {
        let missing = path.ancestors().skip(1).take_while(|path| !root.join(path).exists());
        let mut missing: Vec<PathBuf> = missing.map(Path::to_owned).collect();
        missing.reverse();
        missing.retain(|path| !self.directories.contains(path));
        self.directories.append(&mut missing);
    }
}

impl Entry {
    fn target(&self, root: &Path) -> PathBuf {
        root.join(&self.path)
    }

    fn staged(&self, root: &Path) -> PathBuf {
        self.target(root).with_file_name(&self.staged)
    }

    fn saved(&self, root: &Path) -> Option<PathBuf> {
        self.saved.as_ref().map(|name| self.target(root).with_file_name(name))
    }

    /// Changes the path.
    fn make(&self, root: &Path) -> Result<(), Failure> {
        let (target, staged) = (self.target(root), self.staged(root));
        if let (Some(from), Some(digest)) = (&self.from, &self.after) {
            return take(&root.join(from), &target, digest);
        }
        match (&self.before, &self.after) {
            (Some(before), Some(after)) => match self.saved(root) {
                Some(saved) => overwrite(&target, &kept(&saved, before)?, &kept(&staged, after)?),
                None => replace(&staged, &target, after, before),
            },
            (None, Some(_)) => put(&staged, &target),
            (Some(before), None) => take(&target, &staged, before),
            (None, None) => Ok(()),
        }
    }

    /// Changes it back.
    fn unmake(&self, root: &Path) -> Result<(), Failure> {
        let (target, staged) = (self.target(root), self.staged(root));
        if let (Some(from), Some(digest)) = (&self.from, &self.after) {
            return take(&target, &root.join(from), digest);
        }
        match (&self.before, &self.after) {
            (Some(before), Some(after)) => match self.saved(root) {
                Some(saved) => overwrite(&target, &kept(&staged, after)?, &kept(&saved, before)?),
                None => replace(&staged, &target, before, after),
            },
            (None, Some(after)) => take(&target, &staged, after),
            (Some(_), None) => put(&staged, &target),
            (None, None) => Ok(()),
        }
    }

    /// How far a run has come with the path that was killed, or failed. What it did by half is set right.
    fn state(&self, root: &Path) -> Result<State, Failure> {
        let (target, staged) = (self.target(root), self.staged(root));
        if let Some(from) = &self.from {
            return state_of_move(&root.join(from), &target);
        }
        if let Some(saved) = self.saved(root) {
            return self.state_in_place(&target, &staged, &saved);
        }
        swap::finish_exchange(&staged).map_err(|error| Failure::Io(staged.clone(), error))?;
        if is_same_file(&staged, &target) {
            // A move in steps was killed between them.
            remove(&staged)?;
        }
        let kept = digest_at(&staged)?;
        match (&self.before, &self.after, kept) {
            (None, _, Some(_)) => Ok(State::Before),
            (None, _, None) if digest_at(&target)?.is_some() => Ok(State::After),
            (Some(_), _, kept @ Some(_)) if kept == self.before => Ok(State::After),
            (Some(_), _, kept @ Some(_)) if kept == self.after => Ok(State::Before),
            // The run was killed before it looked at what it had taken: somebody had saved.
            (Some(_), None, Some(_)) => take_back(&staged, &target).map(|()| State::Before),
            (Some(_), Some(after), Some(kept)) => replace(&staged, &target, &kept, after).map(|()| State::Before),
            (Some(_), None, None) => Ok(State::Before),
            (Some(_), Some(_), None) if digest_at(&target)? == self.after => Ok(State::After),
            (_, _, None) => Err(Failure::Lost(target)),
        }
    }

    /// The same of a file that is written in its place.
    fn state_in_place(&self, target: &Path, staged: &Path, saved: &Path) -> Result<State, Failure> {
        let now = digest_at(target)?;
        if now == self.before {
            return Ok(State::Before);
        }
        if now == self.after {
            return Ok(State::After);
        }
        // Half written, or changed by somebody: whoever makes or unmakes it can tell, if both texts are there.
        match (digest_at(saved)? == self.before, digest_at(staged)? == self.after) {
            (true, true) => Ok(State::After),
            (true, false) => Err(keep(saved, target)),
            (false, _) => Err(Failure::Lost(target.to_owned())),
        }
    }

    /// What was there is still what the plan was made for.
    fn expect_settled(&self, root: &Path) -> Result<(), Failure> {
        let stands_aside = self.before.is_some() && self.saved.is_none();
        if stands_aside && digest_at(&self.staged(root))? != self.before {
            return Err(Failure::Changed(self.target(root)));
        }
        Ok(())
    }

    /// Removes what was prepared for a path that is as it was.
    fn remove_prepared(&self, root: &Path) -> Result<(), Failure> {
        let staged = self.staged(root);
        if digest_at(&staged)? == self.after {
            remove(&staged)?;
        }
        self.saved(root).map_or(Ok(()), |saved| remove(&saved))
    }

    /// Removes what was there before.
    fn clean_up(&self, root: &Path) -> Result<(), Failure> {
        let staged = self.staged(root);
        if let Some(saved) = self.saved(root) {
            remove(&staged)?;
            return remove(&saved);
        }
        let target = self.target(root);
        swap::finish_exchange(&staged).map_err(|error| Failure::Io(staged.clone(), error))?;
        let kept = digest_at(&staged)?;
        if kept == self.before || kept == self.after {
            return remove(&staged);
        }
        // Somebody who had opened the file before has saved to it since. That counts.
        let put_back = match (&self.after, kept) {
            (Some(after), Some(kept)) => replace(&staged, &target, &kept, after).and_then(|()| remove(&staged)),
            (None, Some(_)) => put(&staged, &target),
            (_, None) => return Ok(()),
        };
        match put_back {
            Ok(()) => Err(Failure::Changed(target)),
            Err(Failure::Changed(_)) => Err(keep(&staged, &target)),
            result => result,
        }
    }
}

/// Lets a file and its replacement change places, if the file is what is expected. `own` is the digest of the
/// replacement.
///
/// If it is not, they change back. Somebody may save at any moment: what comes out and was not put in is the newer
/// one, and goes in again. What that takes the place of is kept beside it.
fn replace(staged: &Path, target: &Path, own: &str, expected: &str) -> Result<(), Failure> {
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
fn keep(staged: &Path, target: &Path) -> Failure {
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
fn put(staged: &Path, target: &Path) -> Result<(), Failure> {
    swap::move_to_free(staged, target).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => Failure::Changed(target.to_owned()),
        io::ErrorKind::NotFound if staged.symlink_metadata().is_err() => Failure::Lost(target.to_owned()),
        _ => Failure::Io(target.to_owned(), error),
    })
}

/// How far the move of a file has come that keeps all that is known of it.
fn state_of_move(from: &Path, to: &Path) -> Result<State, Failure> {
    if is_same_file(from, to) {
        // A move in steps was killed between them.
        remove(to)?;
    }
    match (from.symlink_metadata().is_ok(), to.symlink_metadata().is_ok()) {
        (true, false) => Ok(State::Before),
        (false, true) => Ok(State::After),
        (true, true) => Err(Failure::Changed(to.to_owned())),
        (false, false) => Err(Failure::Lost(to.to_owned())),
    }
}

/// Whether two paths are names of one file.
#[cfg(unix)]
fn is_same_file(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |path: &Path| path.symlink_metadata().ok().map(|metadata| (metadata.dev(), metadata.ino()));
    id(one).is_some_and(|id_of_one| Some(id_of_one) == id(other))
}

/// Whether two paths are names of one file, as far as can be told by what is in it.
#[cfg(not(unix))]
fn is_same_file(one: &Path, other: &Path) -> bool {
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
fn take(target: &Path, staged: &Path, expected: &str) -> Result<(), Failure> {
    expect(target, expected)?;
    put(target, staged)?;
    if digest_at(staged)?.as_deref() == Some(expected) {
        return Ok(());
    }
    take_back(staged, target)?;
    Err(Failure::Changed(target.to_owned()))
}

/// Puts back what was taken away. Where somebody has saved a newer one, it is of no use any longer.
fn take_back(staged: &Path, target: &Path) -> Result<(), Failure> {
    match put(staged, target) {
        Err(Failure::Changed(_)) => remove(staged),
        result => result,
    }
}

/// Writes a file in its place. It is what `old` has, or a run was killed while it wrote `new`.
fn overwrite(target: &Path, old: &[u8], new: &[u8]) -> Result<(), Failure> {
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
fn kept(path: &Path, digest: &str) -> Result<Vec<u8>, Failure> {
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
fn digest_at(path: &Path) -> Result<Option<String>, Failure> {
    Ok(node_at(path)?.as_ref().map(Node::digest))
}

fn node_at(path: &Path) -> Result<Option<Node>, Failure> {
    Node::read(path).map_err(Failure::Other)
}

fn remove(path: &Path) -> Result<(), Failure> {
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

#[cfg(unix)]
fn has_several_links(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    path.symlink_metadata().is_ok_and(|metadata| metadata.is_file() && metadata.nlink() > 1)
}

#[cfg(not(unix))]
fn has_several_links(_: &Path) -> bool {
    false
}

/// Waits until a disk has the names in a directory. Where that is not possible, the file system orders them itself.
#[cfg(unix)]
fn sync(directory: &Path) {
    let _ = fs::File::open(directory).and_then(|directory| directory.sync_all());
}

#[cfg(not(unix))]
fn sync(_: &Path) {}
