//! The specs that move to a release that is opened.

use std::path::{Path, PathBuf};

use super::{Moves, Opener};
use crate::error::Error;
use crate::files::Commit;
use crate::paths::{directory_of, display};
use crate::release::carry::{Documents, Moves as Files};
use crate::rules::SpecFile;

impl Opener<'_> {
    /// Moves specs, with what belongs to them.
    pub(super) fn moves(&mut self) -> Result<Vec<PathBuf>, Error> {
        let specs = match &self.opening.moves {
            Moves::None => return Ok(Vec::new()),
            Moves::Unmerged(base) => self.unmerged(base.as_deref())?,
            Moves::Carry(paths) => self.named(paths)?,
        };
        let root = self.repository.root.clone();
        let layout = &self.old.set.settings.layout;
        let (from, to) = (self.old.name.clone(), self.new.name.clone());
        let target = |path: &Path| layout.specs.iter().find_map(|own| own.moved(path, &from, &to));
        let mut files = Files::new();
        for spec in &specs {
            let path = self.relative(&spec.path)?;
            let target = target(&path).ok_or_else(|| {
                Error::new("cannot tell where the spec would move to")
                    .help("`layout.specs` does not hold it")
                    .at(&spec.path)
            })?;
            files.insert(path, target);
        }
        let moved: Vec<PathBuf> = files.values().map(|path| root.join(path)).collect();
        let documents = Documents::read(&root, &self.new.set.settings.layout.formats)?;
        documents.add_companions(&mut files, target);
        for (from, to) in &files {
            self.plan.steps.push(format!("{} → {}", display(from), display(to)));
        }
        let remarks = documents.plan(&files, self.plan)?;
        self.remarks.extend(remarks);
        Ok(moved)
    }

    /// The specs of the old release that a base does not have.
    fn unmerged(&self, base: Option<&str>) -> Result<Vec<SpecFile>, Error> {
        let committed = Commit::at(base, &self.repository.root, "--unmerged")?;
        let listing = self.repository.listing(&self.old.set)?;
        Ok(listing.specs.iter().filter(|spec| committed.name_of(&spec.path).is_none()).cloned().collect())
    }

    /// The specs at these paths.
    fn named(&self, paths: &[PathBuf]) -> Result<Vec<SpecFile>, Error> {
        let listing = self.repository.listing(&self.old.set)?;
        let find = |path: &PathBuf| {
            let fail = |error: std::io::Error| {
                Error::io(path, "find the file", &error).help("name specs of the current release by their paths")
            };
            path.symlink_metadata().map_err(fail)?;
            // A spec may be a link itself.
            let name = path.file_name().unwrap_or_default();
            let directory = directory_of(path);
            let whole = directory.canonicalize().map_err(fail)?.join(name);
            listing.specs.iter().find(|spec| spec.path == whole).cloned().ok_or_else(|| {
                Error::new(format!("`{}` is no spec of the current release, `{}`", display(path), self.old.name))
                    .help(format!("its specs are in `{}`", display(&listing.directory)))
            })
        };
        paths.iter().map(find).collect()
    }
}
