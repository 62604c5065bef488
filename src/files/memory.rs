//! Files in memory.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use super::by_path::ByPath;
use super::{Child, Files, Kind, not_regular, nothing_there, read_from};

/// Files in memory, by paths relative to nothing: `specs/liberty/a.rst`.
#[derive(Debug)]
pub(crate) struct Memory {
    /// `None`: a directory.
    files: ByPath<Option<Vec<u8>>>,
}

impl Memory {
    /// Files by their paths.
    pub fn new(files: impl Iterator<Item = (PathBuf, Vec<u8>)>) -> Self {
        Memory { files: ByPath::new(Path::new(""), files.map(|(path, bytes)| (path, Some(bytes))), || None) }
    }
}

impl Files for Memory {
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>> {
        if path.as_os_str().is_empty() {
            return Ok(Some(Kind::Directory));
        }
        Ok(self.files.get(path).map(kind))
    }

    fn list(&self, directory: &Path) -> io::Result<Vec<Child>> {
        let child = |(name, file): &(OsString, Option<Vec<u8>>)| Child { name: name.clone(), kind: kind(file) };
        Ok(self.files.list(directory).iter().map(child).collect())
    }

    fn read(&self, path: &Path, max: usize) -> io::Result<Vec<u8>> {
        let file = self.files.get(path).ok_or_else(nothing_there)?;
        let bytes = file.as_deref().ok_or_else(not_regular)?;
        read_from(bytes, bytes.len() as u64, max)
    }
}

fn kind(file: &Option<Vec<u8>>) -> Kind {
    if file.is_some() { Kind::File } else { Kind::Directory }
}
