//! Carrying a plan out so that nothing is left half done.
//!
//! What shall be changed is first written beside the repository's files, in a directory of its own: the contents
//! before and after, and last, by a rename, the journal that names them. From then on the plan counts as made: each
//! path is changed by one rename, and a run that finds a journal goes on where another was killed. A failure puts
//! back what was changed.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{Change, Node};
use crate::error::Error;

/// The directory for plans that are being carried out. git ignores it, and so do checks.
const DIRECTORY: &str = ".speclint";
const FILE: &str = "journal.json";

/// A plan of which all is written down.
pub(super) struct Journal {
    root: PathBuf,
    record: Record,
}

#[derive(Serialize, Deserialize)]
struct Record {
    title: String,
    /// Directories that are made for it, outer ones first.
    directories: Vec<PathBuf>,
    entries: Vec<Entry>,
}

/// A path, and the names of what was and shall be there in the plan's directory.
#[derive(Serialize, Deserialize)]
struct Entry {
    path: PathBuf,
    before: Option<String>,
    after: Option<String>,
}

/// Whether a plan was begun and not finished. `root` is that of the repository.
pub fn is_unfinished(root: &Path) -> bool {
    root.join(DIRECTORY).join(FILE).exists()
}

/// Finishes a plan that was begun and not finished, and returns its title; `None` where there is none. What a killed
/// run left that had changed nothing yet is removed.
///
/// # Errors
/// Where it cannot be finished, as a file was changed since.
pub fn finish(root: &Path, step: &mut dyn FnMut(&str)) -> Result<Option<String>, Error> {
    let directory = root.join(DIRECTORY);
    let path = directory.join(FILE);
    if !path.exists() {
        return match directory.symlink_metadata() {
            Ok(_) => remove(&directory).map(|()| None),
            Err(_) => Ok(None),
        };
    }
    let fail = |error: &io::Error| Error::io(&path, "read the journal of an unfinished change", error);
    let text = fs::read(&path).map_err(|error| fail(&error))?;
    let record: Record = serde_json::from_slice(&text).map_err(|error| fail(&error.into()))?;
    let journal = Journal { root: root.to_owned(), record };
    journal.is_untouched()?;
    let title = journal.record.title.clone();
    journal.carry_out(step)?;
    Ok(Some(title))
}

impl Journal {
    /// Writes down all of a plan. Nothing of the repository is changed by that.
    pub fn write(
        root: &Path,
        title: &str,
        changes: BTreeMap<PathBuf, Change>,
        step: &mut dyn FnMut(&str),
    ) -> Result<Self, Error> {
        let directory = root.join(DIRECTORY);
        let written = Self::stage(root, &directory, title, changes, step);
        written.map_err(|error| {
            // What cannot be removed now is by the next run.
            let _ = fs::remove_dir_all(&directory);
            Error::io(&directory, "write down the change", &error)
        })
    }

    fn stage(
        root: &Path,
        directory: &Path,
        title: &str,
        changes: BTreeMap<PathBuf, Change>,
        step: &mut dyn FnMut(&str),
    ) -> io::Result<Self> {
        step("prepare");
        fs::create_dir(directory)?;
        fs::write(directory.join(".gitignore"), "*\n")?;
        let mut record = Record { title: title.to_owned(), directories: Vec::new(), entries: Vec::new() };
        for (at, (path, change)) in changes.into_iter().enumerate() {
            step(&format!("prepare {}", path.display()));
            if change.after.is_some() {
                let missing = path.ancestors().skip(1).take_while(|path| !root.join(path).exists());
                let mut missing: Vec<PathBuf> = missing.map(Path::to_owned).collect();
                missing.reverse();
                missing.retain(|path| !record.directories.contains(path));
                record.directories.append(&mut missing);
            }
            let side = |node: Option<Node>, name: &str| -> io::Result<Option<String>> {
                let name = format!("{at}.{name}");
                node.map(|node| node.write(&directory.join(&name)).map(|()| name)).transpose()
            };
            let (before, after) = (side(change.before, "before")?, side(change.after, "after")?);
            record.entries.push(Entry { path, before, after });
        }
        step("write the journal");
        let draft = directory.join("draft.json");
        fs::write(&draft, serde_json::to_vec_pretty(&record)?)?;
        fs::File::open(&draft)?.sync_all()?;
        step("begin");
        fs::rename(draft, directory.join(FILE))?;
        Ok(Journal { root: root.to_owned(), record })
    }

    /// Changes all paths, and forgets the plan.
    pub fn carry_out(&self, step: &mut dyn FnMut(&str)) -> Result<(), Error> {
        for directory in &self.record.directories {
            step(&format!("make {}", directory.display()));
            let path = self.root.join(directory);
            fs::create_dir_all(&path).map_err(|error| self.undo(&path, &error))?;
        }
        for entry in &self.record.entries {
            step(&format!("write {}", entry.path.display()));
            let path = self.root.join(&entry.path);
            self.set(&entry.path, entry.after.as_deref()).map_err(|error| self.undo(&path, &error))?;
        }
        step("end");
        let directory = self.root.join(DIRECTORY);
        // Without the journal the plan is made; the rest is litter that the next run would remove.
        let journal = directory.join(FILE);
        fs::remove_file(&journal).map_err(|error| Error::io(&journal, "remove the journal", &error))?;
        step("clean up");
        remove(&directory)
    }

    /// Puts back what was, after a failure.
    fn undo(&self, path: &Path, error: &io::Error) -> Error {
        let put_back = || -> io::Result<()> {
            for entry in self.record.entries.iter().rev() {
                self.set(&entry.path, entry.before.as_deref())?;
            }
            for directory in self.record.directories.iter().rev() {
                // One that holds other files by now stays.
                let _ = fs::remove_dir(self.root.join(directory));
            }
            fs::remove_dir_all(self.root.join(DIRECTORY))
        };
        let failure = Error::io(path, "change the file", error);
        match put_back() {
            Ok(()) => failure.help("nothing was changed: what had been is put back"),
            Err(other) => failure.help(format!(
                "what had been changed could not be put back ({other}); `{DIRECTORY}/` holds it, and the next \
                 command that writes tries again"
            )),
        }
    }

    /// Makes what is at a path equal to a file of the plan's directory, by one rename.
    fn set(&self, path: &Path, name: Option<&str>) -> io::Result<()> {
        let target = self.root.join(path);
        let directory = self.root.join(DIRECTORY);
        let Some(name) = name else {
            return match fs::remove_file(&target) {
                // A directory in its place is not the plan's.
                Err(error) if error.kind() != io::ErrorKind::NotFound && !target.is_dir() => Err(error),
                _ => Ok(()),
            };
        };
        let wanted = read(&directory.join(name))?;
        if read(&target).is_ok_and(|node| node == wanted) {
            return Ok(());
        }
        let copy = directory.join("copy");
        match fs::remove_file(&copy) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        if let Some(node) = wanted {
            node.write(&copy)?;
        }
        fs::rename(copy, target)
    }

    /// What is at each path is what was or what shall be there: nobody has changed it since.
    fn is_untouched(&self) -> Result<(), Error> {
        let directory = self.root.join(DIRECTORY);
        for entry in &self.record.entries {
            let path = self.root.join(&entry.path);
            let now = Node::read(&path)?;
            let side = |name: &Option<String>| match name {
                Some(name) => Node::read(&directory.join(name)),
                None => Ok(None),
            };
            if now != side(&entry.before)? && now != side(&entry.after)? {
                let shown = |name: &Option<String>| match name {
                    Some(name) => format!("`{DIRECTORY}/{name}`"),
                    None => "no file".to_owned(),
                };
                let help = format!(
                    "`{}` was interrupted: before it, this file was {}; after it, it is {}. Make it one of the two, or \
                     remove `{DIRECTORY}/` to leave all as it is now",
                    self.record.title,
                    shown(&entry.before),
                    shown(&entry.after)
                );
                return Err(Error::new("the file was changed while a change was unfinished").help(help).at(&path));
            }
        }
        Ok(())
    }
}

fn read(path: &Path) -> io::Result<Option<Node>> {
    Node::read(path).map_err(|error| io::Error::other(error.message))
}

fn remove(directory: &Path) -> Result<(), Error> {
    fs::remove_dir_all(directory).map_err(|error| Error::io(directory, "remove the directory", &error))
}
