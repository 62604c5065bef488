//! All documents of a repository, specs or not.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::document::{Formats, MAX_LEN};
use crate::error::Error;
use crate::files::{Child, Files, Kind};

/// Directories that hold no documents of the repository.
const NOT_LOOKED_AT: [&str; 4] = ["target", "node_modules", "build", "_build"];

/// Hidden directories that do: those of forges. Others are of tools, and may hold documents of anybody.
const HIDDEN: [&str; 4] = [".github", ".gitlab", ".gitea", ".forgejo"];

/// What the documents of the disk below the root hold according to `files`, by path relative to it.
///
/// # Errors
/// Where a directory or a document cannot be read.
pub(crate) fn documents(
    files: &dyn Files,
    root: &Path,
    formats: &Formats,
) -> Result<BTreeMap<PathBuf, Vec<u8>>, Error> {
    let mut found = BTreeMap::new();
    let mut directories = vec![root.to_owned()];
    while let Some(directory) = directories.pop() {
        let listed = files.list(&directory).map_err(|error| Error::io(&directory, "list the directory", &error))?;
        for Child { name, kind } in listed {
            let path = directory.join(&name);
            let name = name.to_string_lossy();
            let is_hidden = name.starts_with('.') && !HIDDEN.contains(&&*name);
            if is_hidden || NOT_LOOKED_AT.contains(&&*name) {
                continue;
            }
            // Another working tree is another repository.
            let is_other = || matches!(files.kind(&path.join(".git")), Ok(Some(_)));
            if kind == Kind::Directory && !is_other() {
                directories.push(path);
            } else if kind == Kind::File && formats.of_any_case(&path).is_some() {
                let bytes = files.read(&path, MAX_LEN).map_err(|error| Error::io(&path, "read the file", &error))?;
                found.insert(path.strip_prefix(root).map(Path::to_owned).unwrap_or(path), bytes);
            }
        }
    }
    Ok(found)
}
