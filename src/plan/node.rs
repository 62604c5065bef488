//! What is at a path.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::error::Error;
use crate::files::{self, Laid};

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
    /// The permissions of a new file, but for what the user's umask takes away.
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
        Ok(Some(Node::File { bytes: files::read(path)?, mode: mode(&metadata) }))
    }

    /// The same, to be laid over what is there.
    pub(crate) fn laid(&self) -> Laid {
        match self {
            Node::File { bytes, .. } => Laid::File(bytes.as_slice().into()),
            Node::Link(target) => Laid::Link(target.clone()),
        }
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

    /// What tells its contents from others, in hexadecimal digits. Permissions are no part of it.
    pub(super) fn digest(&self) -> String {
        let (kind, contents) = match self {
            Node::File { bytes, .. } => ("file\0", bytes.as_slice()),
            Node::Link(target) => ("link\0", target.as_os_str().as_encoded_bytes()),
        };
        let digest = Sha256::new().chain_update(kind).chain_update(contents).finalize();
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Puts it at a path where nothing is, and waits until a disk has it. With `like`, the path of a file, it gets
    /// the permissions and the owner of that.
    pub(super) fn write(&self, path: &Path, like: Option<&Path>) -> io::Result<()> {
        let bytes = match self {
            Node::File { bytes, .. } => bytes,
            Node::Link(target) => return link(target, path),
        };
        let like = like.map(fs::metadata).transpose()?;
        let mut file = create(path, like.is_some())?;
        file.write_all(bytes)?;
        if let Some(like) = like {
            keep_owner(&file, &like)?;
            file.set_permissions(like.permissions())?;
        }
        file.sync_all()
    }
}

/// Makes a file. A private one is its owner's alone at first.
#[cfg(unix)]
fn create(path: &Path, private: bool) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    OpenOptions::new().write(true).create_new(true).mode(if private { 0o600 } else { 0o666 }).open(path)
}

#[cfg(not(unix))]
fn create(path: &Path, _: bool) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

#[cfg(unix)]
fn keep_owner(file: &File, like: &fs::Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let own = file.metadata()?;
    if (own.uid(), own.gid()) == (like.uid(), like.gid()) {
        return Ok(());
    }
    fchown(file, Some(like.uid()), Some(like.gid()))
        .map_err(|_| io::Error::new(io::ErrorKind::PermissionDenied, "it belongs to another user or group"))
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &fs::Metadata) -> io::Result<()> {
    Ok(())
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
fn link(target: &Path, path: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(target, path)
}

#[cfg(not(unix))]
fn link(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::Error::other("symbolic links are made on Unix only"))
}
