//! Paths that are not followed.

use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::escape::printable;

/// Why a path is not followed.
#[derive(Debug)]
pub enum Outside {
    /// It leads out of the repository, to here.
    Elsewhere(PathBuf),
    /// It cannot be followed: a link to nothing, a loop of links, no permission.
    Unreadable(std::io::Error),
}

impl Outside {
    pub(super) fn error(self, path: &Path) -> Error {
        match self {
            Outside::Elsewhere(real) => Error::new(format!(
                "a symbolic link leads out of the repository, to `{}`; it is not followed",
                printable(&real.to_string_lossy())
            ))
            .help("put the file itself into the repository")
            .at(path),
            Outside::Unreadable(error) => Error::io(path, "follow the path", &error),
        }
    }
}
