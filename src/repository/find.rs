//! A path of the layout → the files and directories that it stands for.

use std::path::{Path, PathBuf};

use crate::config::{Part, PathTemplate, release_in};
use crate::document::Formats;
use crate::error::Error;
use crate::files::{Files, Kind, Outside, follow};

/// A search for what a path stands for.
pub(super) struct Search<'s> {
    pub files: &'s dyn Files,
    pub root: &'s Path,
}

impl Search<'_> {
    /// The files and directories that a path stands for, for a release or (`None`) for none; in the order of their
    /// paths. One without globs is there whether or not the file system has it.
    ///
    /// # Errors
    /// Where a directory on the way cannot be listed.
    pub fn find(&self, path: &PathTemplate, release: Option<&str>) -> Result<Vec<PathBuf>, Error> {
        let mut found = Vec::new();
        let must_exist = path.has_globs();
        self.go(self.root, &path.parts(release).0, None, &mut |path, kind, _| {
            if !must_exist || kind.is_some() {
                found.push(path);
            }
        })?;
        Ok(found)
    }

    /// The names that stand in the place of `{release}`.
    ///
    /// # Errors
    /// Where a directory on the way cannot be listed.
    pub fn releases(&self, path: &PathTemplate, formats: &Formats) -> Result<Vec<String>, Error> {
        let mut found = Vec::new();
        let parts = path.parts(None).0;
        // What is written out is a directory; only a glob finds files.
        let is_file = match parts.last() {
            Some(Part::Glob(_)) => true,
            Some(Part::Release { suffix, .. }) => formats.of(Path::new(&format!("release{suffix}"))).is_some(),
            _ => false,
        };
        self.go(self.root, &parts, None, &mut |_, kind, release| {
            if kind == Some(Kind::Directory) || is_file && kind.is_some() {
                found.extend(release.map(str::to_owned));
            }
        })?;
        Ok(found)
    }

    /// Follows the parts of a path from `at` on, and tells of each end with what is there and the release that was met
    /// on the way.
    fn go(
        &self,
        at: &Path,
        parts: &[Part],
        release: Option<&str>,
        tell: &mut impl FnMut(PathBuf, Option<Kind>, Option<&str>),
    ) -> Result<(), Error> {
        let Some((part, rest)) = parts.split_first() else {
            tell(at.to_owned(), self.kind(at)?, release);
            return Ok(());
        };
        if let Part::Name(name) = part {
            return self.go(&at.join(name), rest, release, tell);
        }
        if let Part::Directories = part {
            self.go(at, rest, release, tell)?;
        }
        for Name { name, path, kind } in self.names(at)? {
            match part {
                Part::Glob(glob) if glob.is_match(&name) => self.go(&path, rest, release, tell)?,
                // A link may lead back to where it stands.
                Part::Directories if kind == Kind::Directory => self.go(&path, parts, release, tell)?,
                Part::Release { prefix, suffix } => {
                    // Two placeholders stand for one name.
                    let own = release_in(&name, prefix, suffix).filter(|own| release.is_none_or(|other| other == *own));
                    if let Some(own) = own.map(str::to_owned) {
                        self.go(&path, rest, Some(&own), tell)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// What is at a path when its links are followed. What cannot be followed is something, and whoever reads it tells
    /// why it cannot be read.
    fn kind(&self, path: &Path) -> Result<Option<Kind>, Error> {
        match follow(self.files, self.root, path) {
            Ok(followed) => Ok(followed.kind),
            Err(Outside::Unreadable(_)) => Ok(Some(Kind::Special)),
            Err(outside) => Err(outside.error(path)),
        }
    }

    /// What a directory holds but hidden files, in order; nothing where it is no directory.
    fn names(&self, directory: &Path) -> Result<Vec<Name>, Error> {
        let real = match follow(self.files, self.root, directory) {
            Ok(followed) if followed.kind == Some(Kind::Directory) => followed.path,
            Ok(_) | Err(Outside::Unreadable(_)) => return Ok(Vec::new()),
            Err(outside) => return Err(outside.error(directory)),
        };
        let fail = |error| Error::io(directory, "list the directory", &error);
        let mut found = Vec::new();
        for entry in self.files.list(&real).map_err(fail)? {
            let name = entry.name.to_string_lossy().into_owned();
            if !name.starts_with('.') {
                found.push(Name { name, path: directory.join(&entry.name), kind: entry.kind });
            }
        }
        Ok(found)
    }
}

/// What is in a directory under a name.
struct Name {
    name: String,
    path: PathBuf,
    kind: Kind,
}
