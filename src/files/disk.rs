//! The files on a disk.

use std::fs::{self, FileType};
use std::io;
use std::path::Path;
use std::sync::OnceLock;

use super::index::Seen;
use super::{BlobName, Child, Files, Kind, MAX_LEN, read_at_most};

/// The files of the disk. What git knows of unchanged files need not be read again.
#[derive(Debug, Default)]
pub struct Disk {
    /// Asked for when contents are first compared.
    seen: OnceLock<Option<Seen>>,
}

impl Files for Disk {
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>> {
        match path.symlink_metadata() {
            Ok(metadata) => kind(metadata.file_type(), path).map(Some),
            Err(error) if is_nothing(&error) => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn list(&self, directory: &Path) -> io::Result<Vec<Child>> {
        let entries = match fs::read_dir(directory) {
            Err(error) if is_nothing(&error) => return Ok(Vec::new()),
            entries => entries?,
        };
        let mut found = Vec::new();
        for entry in entries {
            let entry = entry?;
            let kind = match kind(entry.file_type()?, &entry.path()) {
                // It has gone meanwhile.
                Err(error) if is_nothing(&error) => continue,
                kind => kind?,
            };
            found.push(Child { name: entry.file_name(), kind });
        }
        found.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(found)
    }

    fn read(&self, path: &Path, max: usize) -> io::Result<Vec<u8>> {
        read_at_most(path, max)
    }

    fn has(&self, path: &Path, name: &BlobName) -> io::Result<bool> {
        let seen = self.seen.get_or_init(|| Seen::in_repository_of(path.parent()?));
        if let Some(seen) = seen
            && let Some(known) = seen.untouched(path, &path.symlink_metadata()?)
        {
            return Ok(known == *name);
        }
        Ok(name.is_of(&self.read(path, MAX_LEN)?))
    }
}

fn kind(file_type: FileType, path: &Path) -> io::Result<Kind> {
    Ok(if file_type.is_symlink() {
        Kind::Link(path.read_link()?)
    } else if file_type.is_dir() {
        Kind::Directory
    } else if file_type.is_file() {
        Kind::File
    } else {
        Kind::Special
    })
}

fn is_nothing(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}
