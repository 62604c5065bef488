//! All documents of a repository, specs or not.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::document::Formats;
use crate::error::Error;
use crate::files::walk_error;

/// Directories that hold no documents of the repository.
const NOT_LOOKED_AT: [&str; 4] = ["target", "node_modules", "build", "_build"];

/// Hidden directories that do: those of forges. Others are of tools, and may hold documents of anybody.
const HIDDEN: [&str; 4] = [".github", ".gitlab", ".gitea", ".forgejo"];

/// What the documents below the root hold, by path relative to it.
///
/// # Errors
/// Where a directory or a document cannot be read.
pub(crate) fn documents(root: &Path, formats: &Formats) -> Result<BTreeMap<PathBuf, Vec<u8>>, Error> {
    let is_looked_at = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        let is_hidden = name.starts_with('.') && !HIDDEN.contains(&&*name);
        // Another working tree is another repository.
        let is_other = || entry.file_type().is_dir() && entry.path().join(".git").symlink_metadata().is_ok();
        entry.depth() == 0 || !is_hidden && !NOT_LOOKED_AT.contains(&&*name) && !is_other()
    };
    let mut found = BTreeMap::new();
    for entry in WalkDir::new(root).into_iter().filter_entry(is_looked_at) {
        let entry = entry.map_err(|error| walk_error(&error))?;
        if !entry.file_type().is_file() || formats.of_any_case(entry.path()).is_none() {
            continue;
        }
        if let Ok(path) = entry.path().strip_prefix(root) {
            found.insert(path.to_owned(), crate::files::read(entry.path())?);
        }
    }
    Ok(found)
}
