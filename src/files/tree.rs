//! The files that git knows of, in a commit or in its index.

use std::collections::{HashMap, HashSet};
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::by_path::ByPath;
use super::git::{Failure, git_with, is_named, path};
use super::{Child, Kind};

/// The name that git gives to contents: their SHA-1 or SHA-256.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct BlobName {
    bytes: [u8; 32],
    len: u8,
}

impl BlobName {
    /// Reads a name as git writes it.
    pub fn parse(hexadecimal: &[u8]) -> Option<Self> {
        let digit = |digit: u8| char::from(digit).to_digit(16);
        let bytes = hexadecimal.chunks_exact(2).map(|pair| Some((digit(pair[0])? << 4 | digit(pair[1])?) as u8));
        Self::new(&bytes.collect::<Option<Vec<u8>>>()?)
    }

    /// Whether these contents have this name.
    pub(crate) fn is_of(&self, contents: &[u8]) -> bool {
        is_named(self, contents)
    }

    pub(super) fn new(name: &[u8]) -> Option<Self> {
        let mut bytes = [0; 32];
        bytes.get_mut(..name.len())?.copy_from_slice(name);
        matches!(name.len(), 20 | 32).then_some(BlobName { bytes, len: name.len() as u8 })
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes[..usize::from(self.len)]
    }

    pub(super) fn is_sha256(&self) -> bool {
        self.len == 32
    }

    fn hexadecimal(&self) -> String {
        self.bytes().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// What git has at a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Known {
    /// Relative to the top.
    pub path: PathBuf,
    /// As git has it: `100644`, `120000`.
    pub mode: u32,
    pub name: BlobName,
}

/// Files that git knows of, with the contents that were asked for.
#[derive(Debug)]
pub(super) struct Tree {
    /// Absolute and without links.
    top: PathBuf,
    /// `None`: a directory.
    blobs: ByPath<Option<Blob>>,
    contents: Mutex<HashMap<BlobName, Arc<[u8]>>>,
}

#[derive(Debug, Clone, Copy)]
struct Blob {
    mode: u32,
    name: BlobName,
}

const LINK: u32 = 0o120_000;
const SUBMODULE: u32 = 0o160_000;

impl Tree {
    /// # Errors
    /// Where git does not tell what links say.
    pub fn new(top: PathBuf, files: impl Iterator<Item = Known>) -> io::Result<Self> {
        let mut links = Vec::new();
        let blob = |Known { path, mode, name }| {
            if mode == LINK {
                links.push(name);
            }
            (path, Some(Blob { mode, name }))
        };
        let blobs = ByPath::new(&top, files.map(blob), || None);
        let tree = Tree { top, blobs, contents: Mutex::default() };
        tree.fetch(links)?;
        Ok(tree)
    }

    /// The directories that have a file of one of these names, in order.
    pub fn directories_with(&self, names: &[&str]) -> Vec<PathBuf> {
        self.blobs.directories_with(names)
    }

    /// The name of the contents at a path.
    pub fn name(&self, path: &Path) -> Option<BlobName> {
        self.blobs.get(path)?.map(|blob| blob.name)
    }

    pub fn kind(&self, path: &Path) -> io::Result<Option<Kind>> {
        if path == self.top {
            return Ok(Some(Kind::Directory));
        }
        self.blobs.get(path).map(|blob| self.kind_of(*blob)).transpose()
    }

    pub fn list(&self, directory: &Path) -> io::Result<Vec<Child>> {
        let child =
            |(name, blob): &(OsString, Option<Blob>)| Ok(Child { name: name.clone(), kind: self.kind_of(*blob)? });
        self.blobs.list(directory).iter().map(child).collect()
    }

    pub fn read(&self, path: &Path, max: usize) -> io::Result<Vec<u8>> {
        let blob = *self.blobs.get(path).ok_or_else(super::nothing_there)?;
        let blob = blob.filter(|blob| blob.mode != SUBMODULE && blob.mode != LINK).ok_or_else(super::not_regular)?;
        let contents = self.contents(blob.name)?;
        super::read_from(&*contents, contents.len() as u64, max)
    }

    /// Fetches the contents of many files at once.
    pub fn prepare(&self, paths: &mut dyn Iterator<Item = &Path>) {
        // What fails is told when the file is read.
        let _ = self.fetch(paths.filter_map(|path| self.name(path)).collect());
    }

    fn kind_of(&self, blob: Option<Blob>) -> io::Result<Kind> {
        let Some(blob) = blob else { return Ok(Kind::Directory) };
        Ok(match blob.mode {
            SUBMODULE => Kind::Submodule,
            LINK => Kind::Link(path(&self.contents(blob.name)?)),
            _ => Kind::File,
        })
    }

    fn contents(&self, name: BlobName) -> io::Result<Arc<[u8]>> {
        if let Some(known) = self.known().get(&name) {
            return Ok(known.clone());
        }
        self.fetch(vec![name])?;
        let known = self.known();
        known.get(&name).cloned().ok_or_else(|| io::Error::other("git does not have its contents"))
    }

    fn known(&self) -> std::sync::MutexGuard<'_, HashMap<BlobName, Arc<[u8]>>> {
        self.contents.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn fetch(&self, names: Vec<BlobName>) -> io::Result<()> {
        /// So many are asked for at once: an answer has a limit.
        const AT_ONCE: usize = 500;
        let mut wanted: HashSet<BlobName> = names.into_iter().collect();
        wanted.retain(|name| !self.known().contains_key(name));
        let wanted: Vec<BlobName> = wanted.into_iter().collect();
        for names in wanted.chunks(AT_ONCE) {
            let asked: String = names.iter().map(|name| name.hexadecimal() + "\n").collect();
            let answer = match git_with(&self.top, &["cat-file", "--batch"], asked.into_bytes()) {
                Ok(answer) => answer,
                // Each alone may be short enough.
                Err(_) if names.len() > 1 => continue,
                Err(Failure::Start(error)) => return Err(error),
                Err(failure) => return Err(io::Error::other(failure.reason().trim_start_matches(": ").to_owned())),
            };
            let mut rest = answer.as_slice();
            for &name in names {
                match next_blob(&mut rest) {
                    Some(contents) => drop(self.known().insert(name, contents.into())),
                    None => return Err(io::Error::other("git does not have its contents")),
                }
            }
        }
        Ok(())
    }
}

/// The next contents of what `cat-file --batch` prints: `NAME blob LENGTH`, a line end, the contents, a line end.
fn next_blob<'a>(answer: &mut &'a [u8]) -> Option<&'a [u8]> {
    let end = answer.iter().position(|&b| b == b'\n')?;
    let header = std::str::from_utf8(&answer[..end]).ok()?;
    let len: usize = header.rsplit_once(' ')?.1.parse().ok()?;
    let contents = answer.get(end + 1..end + 1 + len)?;
    *answer = answer.get(end + 2 + len..)?;
    Some(contents)
}
