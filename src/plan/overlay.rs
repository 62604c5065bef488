//! The files of a repository as a plan will leave them.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Node, Plan};
use crate::files::{Child, Files, Kind, nothing_there};

/// What is there, with a plan's changes over it.
#[derive(Debug)]
pub(crate) struct Overlay {
    under: Arc<dyn Files>,
    /// By absolute path, what will be there.
    nodes: BTreeMap<PathBuf, Option<Node>>,
}

impl Overlay {
    pub fn new(under: Arc<dyn Files>, plan: &Plan) -> Self {
        let nodes = plan.changes.iter().map(|(path, change)| (plan.root.join(path), change.after.clone()));
        Overlay { under, nodes: nodes.collect() }
    }

    /// What the plan puts below a directory.
    fn below<'s>(&'s self, directory: &'s Path) -> impl Iterator<Item = (&'s Path, &'s Option<Node>)> {
        let after = self.nodes.range(directory.to_owned()..).map(|(path, node)| (path.as_path(), node));
        after.take_while(move |(path, _)| path.starts_with(directory)).filter(move |(path, _)| *path != directory)
    }
}

impl Files for Overlay {
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>> {
        match self.nodes.get(path) {
            Some(node) => Ok(node.as_ref().map(kind)),
            None if self.below(path).any(|(_, node)| node.is_some()) => Ok(Some(Kind::Directory)),
            None => self.under.kind(path),
        }
    }

    fn list(&self, directory: &Path) -> io::Result<Vec<Child>> {
        let there = self.under.list(directory)?.into_iter().map(|child| (child.name, child.kind));
        let mut children: BTreeMap<OsString, Kind> = there.collect();
        for (path, node) in self.below(directory) {
            let mut rest = path.strip_prefix(directory).unwrap_or(path).components();
            let Some(name) = rest.next().map(|part| part.as_os_str().to_owned()) else { continue };
            match (node, rest.next().is_some()) {
                (Some(_), true) => drop(children.insert(name, Kind::Directory)),
                (Some(node), false) => drop(children.insert(name, kind(node))),
                (None, true) => {}
                (None, false) => drop(children.remove(&name)),
            }
        }
        Ok(children.into_iter().map(|(name, kind)| Child { name, kind }).collect())
    }

    fn read(&self, path: &Path, max: usize) -> io::Result<Vec<u8>> {
        match self.nodes.get(path) {
            Some(Some(Node::File { bytes, .. })) if bytes.len() > max => Err(io::ErrorKind::FileTooLarge.into()),
            Some(Some(Node::File { bytes, .. })) => Ok(bytes.clone()),
            Some(_) => Err(nothing_there()),
            None => self.under.read(path, max),
        }
    }
}

fn kind(node: &Node) -> Kind {
    match node {
        Node::File { .. } => Kind::File,
        Node::Link(target) => Kind::Link(target.clone()),
    }
}
