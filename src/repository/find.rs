//! A path of the layout → the files and directories that it stands for.

use std::path::{Path, PathBuf};

use crate::config::{Part, PathTemplate, release_in};
use crate::document::Format;
use crate::error::Error;

/// The files and directories that a path stands for, for a release or (`None`) for none; in the order of their
/// paths. One without globs is there whether or not the file system has it.
///
/// # Errors
/// Where a directory on the way cannot be listed.
pub(super) fn find(root: &Path, path: &PathTemplate, release: Option<&str>) -> Result<Vec<PathBuf>, Error> {
    let mut found = Vec::new();
    walk(root, &path.parts(release), None, path.has_globs(), &mut |path, _| found.push(path))?;
    Ok(found)
}

/// The names that stand in the place of `{release}`.
///
/// # Errors
/// Where a directory on the way cannot be listed.
pub(super) fn releases(root: &Path, path: &PathTemplate) -> Result<Vec<String>, Error> {
    let mut found = Vec::new();
    let parts = path.parts(None);
    // What is written out is a directory; only a glob finds files.
    let is_file = match parts.last() {
        Some(Part::Glob(_)) => true,
        Some(Part::Release { suffix, .. }) => Format::of(Path::new(&format!("release{suffix}"))).is_some(),
        _ => false,
    };
    walk(root, &parts, None, true, &mut |path, release| {
        if is_file || path.is_dir() {
            found.extend(release.map(str::to_owned));
        }
    })?;
    Ok(found)
}

/// Follows the parts of a path from a directory on, and tells of each end with the release that was met on the way.
fn walk(
    at: &Path,
    parts: &[Part],
    release: Option<&str>,
    must_exist: bool,
    tell: &mut impl FnMut(PathBuf, Option<&str>),
) -> Result<(), Error> {
    let Some((part, rest)) = parts.split_first() else {
        if !must_exist || at.symlink_metadata().is_ok() {
            tell(at.to_owned(), release);
        }
        return Ok(());
    };
    if let Part::Name(name) = part {
        return walk(&at.join(name), rest, release, must_exist, tell);
    }
    if let Part::Directories = part {
        walk(at, rest, release, must_exist, tell)?;
    }
    for (name, path) in entries(at)? {
        match part {
            Part::Glob(glob) if glob.is_match(&name) => walk(&path, rest, release, must_exist, tell)?,
            // A link may lead back to where it stands.
            Part::Directories if !path.is_symlink() && path.is_dir() => {
                walk(&path, parts, release, must_exist, tell)?;
            }
            Part::Release { prefix, suffix } => {
                // Two placeholders stand for one name.
                let own = release_in(&name, prefix, suffix).filter(|own| release.is_none_or(|other| other == *own));
                if let Some(own) = own.map(str::to_owned) {
                    walk(&path, rest, Some(&own), must_exist, tell)?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// What a directory holds but hidden files, in order; nothing where it is no directory.
fn entries(directory: &Path) -> Result<Vec<(String, PathBuf)>, Error> {
    if !directory.is_dir() {
        return Ok(Vec::new());
    }
    let fail = |error| Error::io(directory, "list the directory", &error);
    let mut found = Vec::new();
    for entry in directory.read_dir().map_err(fail)? {
        let entry = entry.map_err(fail)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') {
            found.push((name, entry.path()));
        }
    }
    found.sort();
    Ok(found)
}
