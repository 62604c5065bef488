//! Changes of several files of a repository that are made together or not at all.
//!
//! A [`Plan`] is a list of paths with what is there and what shall be there. Who has the right to change the repository
//! ([`Hold`]) carries it out by way of a journal (`journal.rs`): a run that is killed leaves the repository as it was,
//! or the next one finishes.

mod entry;
mod hold;
mod journal;
mod node;
mod record;
mod save;
mod swap;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError};

pub use self::hold::{Hold, top, unfinished};
pub use self::node::Node;

use self::journal::Journal;
use self::record::is_changeable;
use crate::diff::{hunks, quoted};
use crate::error::Error;
use crate::files::{self, Files, Laid, Overlay};

/// What shall change in a repository.
#[derive(Debug)]
pub struct Plan {
    root: PathBuf,
    /// What the plan does, in a few words: `open release kilo`.
    title: String,
    changes: BTreeMap<PathBuf, Change>,
    /// What was at the paths that were looked at: what the plan is made for.
    seen: RefCell<BTreeMap<PathBuf, Option<Node>>>,
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
        Plan { root: root.to_owned(), title, changes: BTreeMap::new(), seen: RefCell::default(), steps: Vec::new() }
    }

    /// Files as the plan will leave them.
    pub(crate) fn over(&self, files: Arc<dyn Files>) -> Overlay {
        let overlay = Overlay::new(files);
        for (path, change) in &self.changes {
            overlay.lay(self.root.join(path), change.after.as_ref().map_or(Laid::Nothing, Node::laid));
        }
        overlay
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
        if let Some(change) = self.changes.get(path) {
            return Ok(change.after.clone());
        }
        self.now(path)
    }

    /// What was at a path when it was first looked at.
    fn now(&self, path: &Path) -> Result<Option<Node>, Error> {
        if let Some(node) = self.seen.borrow().get(path) {
            return Ok(node.clone());
        }
        self.stays_inside(path)?;
        let node = Node::read(&self.root.join(path))?;
        self.seen.borrow_mut().insert(path.to_owned(), node.clone());
        Ok(node)
    }

    /// The text that a file will have; `None` where there will be none. Links are followed in the repository.
    ///
    /// # Errors
    /// Where it cannot be read, or is not UTF-8, and where a link leads out of the repository.
    pub fn text(&self, path: &Path) -> Result<Option<String>, Error> {
        let Some(node) = self.node(path)? else { return Ok(None) };
        let whole = self.root.join(path);
        let Node::File { bytes, .. } = node else { return self.text(&self.behind_link(&whole)?) };
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
        let before = self.now(path)?;
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
            return self.write(&self.behind_link(&whole)?, text);
        }
        self.put(path, Some(Node::File { bytes: text.into(), mode: node.map_or(Node::NEW, |node| node.mode()) }))
    }

    /// Gives a file another text in place of this one.
    ///
    /// # Errors
    /// As [`Plan::write`], and where the file has another text by now.
    pub fn replace(&mut self, path: &Path, before: &str, after: &str) -> Result<(), Error> {
        let now = self.text(path)?;
        if now.as_deref() == Some(after) {
            return Ok(());
        }
        if now.as_deref() != Some(before) {
            return Err(Error::changed_meanwhile(&self.root.join(path)));
        }
        self.write(path, after)
    }

    /// Makes a file that is not there.
    ///
    /// # Errors
    /// Where it is there, or as [`Plan::put`].
    pub fn create(&mut self, path: &Path, text: impl Into<Vec<u8>>) -> Result<(), Error> {
        self.expect_free(path)?;
        self.write(path, text)
    }

    /// Moves a file or link to where nothing is.
    ///
    /// # Errors
    /// Where something is there, or as [`Plan::put`].
    pub fn rename(&mut self, from: &Path, to: &Path) -> Result<(), Error> {
        self.expect_free(to)?;
        let node = self.node(from)?;
        self.put(to, node)?;
        self.put(from, None)?;
        if let Some(change) = self.changes.get_mut(to) {
            change.from = Some(from.to_owned());
        }
        Ok(())
    }

    /// Nothing is at a path.
    fn expect_free(&self, path: &Path) -> Result<(), Error> {
        if self.node(path)?.is_some() {
            return Err(Error::new("the file is there already")
                .help("it is not overwritten")
                .at(&self.root.join(path)));
        }
        Ok(())
    }

    /// The path that a link leads to, relative to the root.
    fn behind_link(&self, link: &Path) -> Result<PathBuf, Error> {
        let real = files::inside(&self.root, link).map_err(|outside| outside.error(link))?;
        Ok(real.strip_prefix(&self.root).unwrap_or(&real).to_owned())
    }

    /// Nothing on the way to a path leads out of the repository, or to git's own files.
    fn stays_inside(&self, path: &Path) -> Result<(), Error> {
        let whole = self.root.join(path);
        if !is_changeable(path) {
            return Err(Error::new("the path leads out of the repository or into git's own files")
                .help("name a place among the repository's files")
                .at(&whole));
        }
        let there = whole.ancestors().skip(1).find(|path| path.exists()).unwrap_or(&self.root);
        let real = files::inside(&self.root, there).map_err(|outside| outside.error(there))?;
        if !real.is_dir() {
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
        let name = |side: &str, path: &Path| {
            let name = format!("{side}{}", path.to_string_lossy());
            quoted(if cfg!(windows) { name.replace('\\', "/") } else { name })
        };
        let source = change.from.as_deref().unwrap_or(path);
        let (from, to) = (name("a/", source), name("b/", path));
        let before = match &change.from {
            Some(from) => self.changes.get(from).and_then(|change| change.before.as_ref()),
            None => change.before.as_ref(),
        };
        let mut text = format!("diff --git {from} {to}\n");
        match (before, &change.after) {
            (None, Some(after)) => text += &format!("new file mode {:o}\n", after.git_mode()),
            (Some(before), None) => text += &format!("deleted file mode {:o}\n", before.git_mode()),
            _ if source != path => text += &format!("rename from {}\nrename to {}\n", name("", source), name("", path)),
            _ => {}
        }
        let side = |node: Option<&Node>| node.map_or(Some(String::new()), Node::text);
        let (Some(old), Some(new)) = (side(before), side(change.after.as_ref())) else {
            return text + &format!("Binary files {from} and {to} differ\n");
        };
        let side = |node: Option<&Node>, name: String| if node.is_some() { name } else { "/dev/null".to_owned() };
        text + &hunks(&side(before, from), &side(change.after.as_ref(), to), &old, &new)
    }

    /// Makes the changes, by the right to do so; [`Hold::settle`] ends them. `step` is told of each file operation before
    /// it is made.
    ///
    /// # Errors
    /// Where one of them fails, or a file is no longer what the plan was made for: what was changed is put back.
    pub fn carry_out(self, hold: &Hold, step: &mut dyn FnMut(&str)) -> Result<(), Error> {
        if self.is_empty() {
            return Ok(());
        }
        let below = self.root.strip_prefix(&hold.root);
        let below = below.map_err(|_| Error::new("another repository is being changed").at(&self.root))?;
        let from_top = |(path, change): (PathBuf, Change)| {
            let from = change.from.map(|from| below.join(from));
            (below.join(path), Change { from, ..change })
        };
        let changes = self.changes.into_iter().map(from_top).collect();
        let journal = Journal::write(hold, &self.title, &changes, step)?;
        journal.carry_out(step)?;
        hold.made.lock().unwrap_or_else(PoisonError::into_inner).push(journal);
        Ok(())
    }
}
