//! Changes of several files of a repository that are made together or not at all.
//!
//! A [`Plan`] is a list of paths with what is there and what shall be there. It is carried out by way of a journal
//! (`journal.rs`): a run that is killed leaves the repository as it was, or the next one finishes.

mod journal;
mod node;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

pub use self::journal::{finish, is_unfinished};
pub use self::node::Node;

use self::journal::Journal;
use crate::edit;
use crate::error::Error;
use crate::escape::printable;
use crate::paths::display;

/// What shall change in a repository.
#[derive(Debug)]
pub struct Plan {
    root: PathBuf,
    /// What the plan does, in a few words: `open release kilo`.
    title: String,
    changes: BTreeMap<PathBuf, Change>,
    /// What a person is told of the plan, line by line.
    pub steps: Vec<String>,
}

/// What becomes of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Change {
    before: Option<Node>,
    after: Option<Node>,
    /// The path that it is moved from.
    from: Option<PathBuf>,
}

impl Plan {
    /// A plan that changes nothing yet. `root` is absolute.
    pub fn new(root: &Path, title: String) -> Self {
        Plan { root: root.to_owned(), title, changes: BTreeMap::new(), steps: Vec::new() }
    }

    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// The paths that it changes, relative to the root.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.changes.keys().map(PathBuf::as_path)
    }

    /// What a path will be, relative to the root.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn node(&self, path: &Path) -> Result<Option<Node>, Error> {
        match self.changes.get(path) {
            Some(change) => Ok(change.after.clone()),
            None => Node::read(&self.root.join(path)),
        }
    }

    /// The text that a file will have; `None` where there will be none.
    ///
    /// # Errors
    /// Where it cannot be read, or is not UTF-8.
    pub fn text(&self, path: &Path) -> Result<Option<String>, Error> {
        let Some(node) = self.node(path)? else { return Ok(None) };
        let whole = self.root.join(path);
        let Node::File { bytes, .. } = node else {
            return fs::read_to_string(&whole).map(Some).map_err(|error| Error::io(&whole, "read the file", &error));
        };
        String::from_utf8(bytes).map(Some).map_err(|error| Error::not_utf8(&whole, &error))
    }

    /// Puts something at a path, in place of what is there; `None`: nothing.
    ///
    /// # Errors
    /// Where what is there cannot be read, may not be written, or lies behind a link.
    pub fn put(&mut self, path: &Path, after: Option<Node>) -> Result<(), Error> {
        if let Some(change) = self.changes.get_mut(path) {
            change.after = after;
            return Ok(());
        }
        let whole = self.root.join(path);
        self.stays_inside(&whole)?;
        let before = Node::read(&whole)?;
        if before.as_ref().is_some_and(|node| node.is_read_only(&whole)) {
            return Err(Error::new("the file is read-only").help("make it writable, or leave it out").at(&whole));
        }
        self.changes.insert(path.to_owned(), Change { before, after, from: None });
        Ok(())
    }

    /// Gives a file this text. One that is there keeps its permissions, and a symbolic link stays one: the file that
    /// it leads to is written.
    ///
    /// # Errors
    /// As [`Plan::put`], and where a link leads out of the repository.
    pub fn write(&mut self, path: &Path, text: impl Into<Vec<u8>>) -> Result<(), Error> {
        let node = self.node(path)?;
        if let Some(Node::Link(_)) = node {
            let whole = self.root.join(path);
            let real = whole.canonicalize().map_err(|error| Error::io(&whole, "follow the path", &error))?;
            let real = real.strip_prefix(&self.root).map_err(|_| {
                Error::new("a symbolic link leads out of the repository; it is not followed")
                    .help("put the file itself into the repository")
                    .at(&whole)
            })?;
            return self.write(real, text);
        }
        self.put(path, Some(Node::File { bytes: text.into(), mode: node.map_or(Node::NEW, |node| node.mode()) }))
    }

    /// Makes a file that is not there.
    ///
    /// # Errors
    /// Where it is there, or as [`Plan::put`].
    pub fn create(&mut self, path: &Path, text: impl Into<Vec<u8>>) -> Result<(), Error> {
        self.is_free(path)?;
        self.write(path, text)
    }

    /// Moves a file or link to where nothing is.
    ///
    /// # Errors
    /// Where something is there, or as [`Plan::put`].
    pub fn rename(&mut self, from: &Path, to: &Path) -> Result<(), Error> {
        self.is_free(to)?;
        let node = self.node(from)?;
        self.put(to, node)?;
        self.put(from, None)?;
        if let Some(change) = self.changes.get_mut(to) {
            change.from = Some(from.to_owned());
        }
        Ok(())
    }

    /// Nothing is at a path.
    fn is_free(&self, path: &Path) -> Result<(), Error> {
        if self.node(path)?.is_some() {
            return Err(Error::new("the file is there already")
                .help("it is not overwritten")
                .at(&self.root.join(path)));
        }
        Ok(())
    }

    /// Nothing on the way to a path leads out of the repository.
    fn stays_inside(&self, path: &Path) -> Result<(), Error> {
        let there = path.ancestors().skip(1).find(|path| path.exists()).unwrap_or(&self.root);
        let real = there.canonicalize().map_err(|error| Error::io(there, "follow the path", &error))?;
        if !real.starts_with(&self.root) {
            let message = format!(
                "`{}` leads out of the repository, to `{}`",
                display(there),
                printable(&real.to_string_lossy())
            );
            return Err(Error::new(message).help("put the directory itself into the repository"));
        }
        if !there.is_dir() {
            return Err(Error::new("is no directory").at(there));
        }
        Ok(())
    }

    /// What would change, as git would show it.
    pub fn diff(&self) -> String {
        let left = |path: &Path| self.changes.values().any(|change| change.from.as_deref() == Some(path));
        let shown = self.changes.iter().filter(|(path, change)| change.after.is_some() || !left(path));
        shown.map(|(path, change)| self.diff_of(path, change)).collect()
    }

    fn diff_of(&self, path: &Path, change: &Change) -> String {
        let to = path.to_string_lossy();
        let from = change.from.as_deref().map_or(to.clone(), Path::to_string_lossy);
        let before = match &change.from {
            Some(from) => self.changes.get(from).and_then(|change| change.before.as_ref()),
            None => change.before.as_ref(),
        };
        let mut text = format!("diff --git a/{from} b/{to}\n");
        match (before, &change.after) {
            (None, Some(after)) => text += &format!("new file mode {:o}\n", after.git_mode()),
            (Some(before), None) => text += &format!("deleted file mode {:o}\n", before.git_mode()),
            _ if from != to => text += &format!("rename from {from}\nrename to {to}\n"),
            _ => {}
        }
        let side = |node: Option<&Node>| node.map_or(Some(String::new()), Node::text);
        let (Some(old), Some(new)) = (side(before), side(change.after.as_ref())) else {
            return text + &format!("Binary files a/{from} and b/{to} differ\n");
        };
        let name = |side: &str, path: &str, node: Option<&Node>| match node {
            Some(_) => format!("{side}/{path}"),
            None => "/dev/null".to_owned(),
        };
        text + &edit::hunks(&name("a", &from, before), &name("b", &to, change.after.as_ref()), &old, &new)
    }

    /// Makes the changes. `step` is told of each file operation before it is made.
    ///
    /// # Errors
    /// Where one of them fails: what was changed is put back.
    pub fn carry_out(self, step: &mut dyn FnMut(&str)) -> Result<(), Error> {
        match self.is_empty() {
            true => Ok(()),
            false => Journal::write(&self.root, &self.title, self.changes, step)?.carry_out(step),
        }
    }
}
