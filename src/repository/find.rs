//! A path of the layout → the files and directories that it stands for.

use std::path::{Path, PathBuf};

use crate::config::{Part, PathTemplate, release_in};
use crate::document::Formats;
use crate::error::Error;
use crate::files::{self, Outside};

/// The files and directories that a path stands for, for a release or (`None`) for none; in the order of their
/// paths. One without globs is there whether or not the file system has it.
///
/// # Errors
/// Where a directory on the way cannot be listed.
pub(super) fn find(root: &Path, path: &PathTemplate, release: Option<&str>) -> Result<Vec<PathBuf>, Error> {
    let mut found = Vec::new();
    let walk = Walk { root, must_exist: path.has_globs() };
    walk.follow(root, &path.parts(release), None, &mut |path, _| found.push(path))?;
    Ok(found)
}

/// The names that stand in the place of `{release}`.
///
/// # Errors
/// Where a directory on the way cannot be listed.
pub(super) fn releases(root: &Path, path: &PathTemplate, formats: &Formats) -> Result<Vec<String>, Error> {
    let mut found = Vec::new();
    let parts = path.parts(None);
    // What is written out is a directory; only a glob finds files.
    let is_file = match parts.last() {
        Some(Part::Glob(_)) => true,
        Some(Part::Release { suffix, .. }) => formats.of(Path::new(&format!("release{suffix}"))).is_some(),
        _ => false,
    };
    Walk { root, must_exist: true }.follow(root, &parts, None, &mut |path, release| {
        if is_file || path.is_dir() {
            found.extend(release.map(str::to_owned));
        }
    })?;
    Ok(found)
}

/// A search for what a path stands for.
struct Walk<'w> {
    root: &'w Path,
    /// Whether only what is there is found.
    must_exist: bool,
}

impl Walk<'_> {
    /// Follows the parts of a path from `at` on, and tells of each end with the release that was met on the way.
    fn follow(
        &self,
        at: &Path,
        parts: &[Part],
        release: Option<&str>,
        tell: &mut impl FnMut(PathBuf, Option<&str>),
    ) -> Result<(), Error> {
        let Some((part, rest)) = parts.split_first() else {
            if !self.must_exist || at.symlink_metadata().is_ok() {
                tell(at.to_owned(), release);
            }
            return Ok(());
        };
        // Of what is found at the end, whoever reads it asks the same.
        if at.is_symlink()
            && let Err(outside @ (Outside::Elsewhere(_) | Outside::Git)) = files::inside(self.root, at)
        {
            return Err(outside.error(at));
        }
        if let Part::Name(name) = part {
            return self.follow(&at.join(name), rest, release, tell);
        }
        if let Part::Directories = part {
            self.follow(at, rest, release, tell)?;
        }
        for (name, path) in entries(at)? {
            match part {
                Part::Glob(glob) if glob.is_match(&name) => self.follow(&path, rest, release, tell)?,
                // A link may lead back to where it stands.
                Part::Directories if !path.is_symlink() && path.is_dir() => {
                    self.follow(&path, parts, release, tell)?;
                }
                Part::Release { prefix, suffix } => {
                    // Two placeholders stand for one name.
                    let own = release_in(&name, prefix, suffix).filter(|own| release.is_none_or(|other| other == *own));
                    if let Some(own) = own.map(str::to_owned) {
                        self.follow(&path, rest, Some(&own), tell)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }
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
