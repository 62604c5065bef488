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
//! A file and the one that replaces it change places (`swap.rs`). What was there is looked at once more then, and changes
//! places again if it is not what the plan was made for. Until all is done it stays, and going back is the same
//! exchange. It even stays a little longer: a program that had opened it before may still save to it (`Hold::settle`).
//! A file with several hard links would lose them by an exchange; it is written in its place, and a copy of it is kept
//! meanwhile.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::entry::State;
use super::record::{Entry, Record, VERSION, fresh_name};
use super::save::{Failure, digest_at, remove};
use super::{Change, Hold, Node};
use crate::error::Error;
use crate::files;

const DRAFT: &str = "draft";
const STAGING: &str = "staging";
const BEGUN: &str = "journal";
const DONE: &str = "done";

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

/// The records in a directory that tell that a plan is so far, by their ids, in order.
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

/// Whether the file at a path is moved to another one as it is.
fn is_moved_away(path: &Path, changes: &BTreeMap<PathBuf, Change>) -> bool {
    let Some(Change { before: Some(before), after: None, .. }) = changes.get(path) else { return false };
    let is_target = |change: &Change| change.from.as_deref() == Some(path) && change.before.is_none();
    let target = changes.values().find(|change| is_target(change));
    target.and_then(|change| change.after.as_ref()).is_some_and(|after| after.digest() == before.digest())
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
