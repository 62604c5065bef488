//! What is at a path.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::error::Error;

/// A file or a symbolic link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    File {
        bytes: Vec<u8>,
        /// Permissions, as Unix counts them.
        mode: u32,
    },
    Link(PathBuf),
}

impl Node {
    /// The permissions of a new file.
    pub const NEW: u32 = 0o644;

    /// What is at a path; `None` where nothing is.
    ///
    /// # Errors
    /// Where it is neither a file nor a link, or cannot be read.
    pub fn read(path: &Path) -> Result<Option<Self>, Error> {
        let fail = |error: io::Error| Error::io(path, "read the file", &error);
        let metadata = match path.symlink_metadata() {
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                return Ok(None);
            }
            metadata => metadata.map_err(fail)?,
        };
        if metadata.is_symlink() {
            return path.read_link().map(|target| Some(Node::Link(target))).map_err(fail);
        }
        if !metadata.is_file() {
            return Err(Error::new("there is a directory or a special file where a file is to be").at(path));
        }
        Ok(Some(Node::File { bytes: fs::read(path).map_err(fail)?, mode: mode(&metadata) }))
    }

    /// The text; `None` where it is none.
    pub fn text(&self) -> Option<String> {
        match self {
            Node::File { bytes, .. } => String::from_utf8(bytes.clone()).ok().filter(|text| !text.contains('\0')),
            Node::Link(target) => Some(target.to_string_lossy().into_owned()),
        }
    }

    pub fn mode(&self) -> u32 {
        match self {
            Node::File { mode, .. } => *mode,
            Node::Link(_) => Self::NEW,
        }
    }

    /// The mode as git has it.
    pub(super) fn git_mode(&self) -> u32 {
        match self {
            Node::Link(_) => 0o120_000,
            Node::File { mode, .. } if mode & 0o100 != 0 => 0o100_755,
            Node::File { .. } => 0o100_644,
        }
    }

    /// Whether nobody may write what is at a path.
    pub(super) fn is_read_only(&self, path: &Path) -> bool {
        matches!(self, Node::File { .. }) && path.metadata().is_ok_and(|metadata| metadata.permissions().readonly())
    }

    /// Puts it at a path where nothing is.
    pub(super) fn write(&self, path: &Path) -> io::Result<()> {
        match self {
            Node::File { bytes, mode } => {
                fs::write(path, bytes)?;
                set_mode(path, *mode)?;
                fs::File::open(path)?.sync_all()
            }
            Node::Link(target) => link(target, path),
        }
    }
}

#[cfg(unix)]
fn mode(metadata: &fs::Metadata) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    metadata.permissions().mode() & 0o7777
}

#[cfg(not(unix))]
fn mode(_: &fs::Metadata) -> u32 {
    Node::NEW
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn set_mode(_: &Path, _: u32) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn link(target: &Path, path: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(target, path)
}

#[cfg(not(unix))]
fn link(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::Error::other("symbolic links are made on Unix only"))
}
