//! What of a repository differs from a commit, in all that its sets depend on.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::sets::Set;
use super::{Listing, Repository};
use crate::error::Error;
use crate::files::{Commit, Files, Kind, follow};
use crate::parallel::in_parallel;
use crate::rules::SpecFile;

/// A set of which something differs.
pub(crate) struct Changed {
    pub set: Arc<Set>,
    /// Whether something differs that the verdict on each of its specs depends on.
    pub is_whole: bool,
    /// Whether files came or went, on which the rules about files depend.
    pub has_other_files: bool,
    /// The specs that differ, by themselves or where their links lead.
    pub specs: Vec<SpecFile>,
    /// Reason some of what differs cannot be looked at.
    pub errors: Vec<Error>,
}

/// The sets of which something differs from a commit. In doubt it differs.
///
/// # Errors
/// Where the sets cannot be told.
pub(crate) fn changed(repository: &Repository, before: &Arc<Commit>) -> Result<Vec<Changed>, Error> {
    let now = Comparison { repository, before };
    let config = &repository.config.path;
    let old = Repository::open_in(before.clone(), config).ok().filter(|_| now.is_same(config));
    old.iter().for_each(Repository::list_all);
    let mut found = Vec::new();
    for set in repository.sets()? {
        let candidates = repository.template_candidates(set);
        let Some(old) = old.as_ref().filter(|_| candidates.iter().all(|path| now.is_same(path))) else {
            found.push(Changed {
                set: set.clone(),
                is_whole: true,
                has_other_files: true,
                specs: Vec::new(),
                errors: Vec::new(),
            });
            continue;
        };
        let (listing, old_set) = (repository.listing(set), old.set(&set.name));
        let old_listing = old.listing(&old_set);
        let mut changed = Changed {
            set: set.clone(),
            is_whole: false,
            has_other_files: false,
            specs: Vec::new(),
            errors: Vec::new(),
        };
        match (listing, old_listing) {
            (Ok(listing), old_listing) => {
                // What was a page, a template or another configuration's may be a spec now.
                let old_listing = old_listing.ok();
                let were_specs = were_specs(&listing.specs, old_listing.map_or(&[], |old| &old.specs));
                let specs: Vec<(&SpecFile, bool)> = listing.specs.iter().zip(were_specs).collect();
                let has_same_metadata = |spec: &SpecFile| set.metadata_file(spec).is_none_or(|file| now.is_same(&file));
                let differs = in_parallel(&specs, |(spec, was_spec)| {
                    !was_spec || !now.is_same_spec(spec) || !has_same_metadata(spec)
                });
                let specs = listing.specs.iter().zip(differs).filter(|(_, differs)| *differs);
                changed.specs = specs.map(|(spec, _)| spec.clone()).collect();
                changed.has_other_files = old_listing.is_none_or(|old| !has_same_files(old, listing));
                let is_new = |error: &&Error| error.path.as_deref().is_none_or(|path| !now.is_same(path));
                changed.errors = listing.errors.iter().filter(is_new).cloned().collect();
            }
            (Err(error), Ok(_)) => changed.errors.push(error),
            // It could not be looked at before either.
            (Err(_), Err(_)) => {}
        }
        if !changed.specs.is_empty() || changed.has_other_files || !changed.errors.is_empty() {
            found.push(changed);
        }
    }
    Ok(found)
}

/// Whether each of some specs is among those of before, both in the order of their paths.
fn were_specs(specs: &[SpecFile], before: &[SpecFile]) -> Vec<bool> {
    let mut rest = before.iter().peekable();
    let was_spec = |spec: &SpecFile| {
        while rest.next_if(|old| old.path < spec.path).is_some() {}
        rest.next_if(|old| old.path == spec.path).is_some()
    };
    specs.iter().map(was_spec).collect()
}

/// Whether two listings have the same files, and take them for the same.
fn has_same_files(one: &Listing, other: &Listing) -> bool {
    one.others == other.others
        && one.passed == other.passed
        && one.specs.iter().map(|spec| &spec.path).eq(other.specs.iter().map(|spec| &spec.path))
}

struct Comparison<'c> {
    repository: &'c Repository,
    before: &'c Commit,
}

impl Comparison<'_> {
    fn is_same_spec(&self, spec: &SpecFile) -> bool {
        match spec.real {
            Some(_) => self.is_same(&spec.path),
            None => self.has_same_bytes(&spec.path),
        }
    }

    /// Whether the same is at a path, by way of the same links.
    fn is_same(&self, path: &Path) -> bool {
        let (files, root) = (&*self.repository.files, self.repository.root.as_path());
        let (Ok(now), Ok(before)) = (follow(files, root, path), follow(self.before, root, path)) else { return false };
        let is_same_link = |link: &PathBuf| {
            let before = self.before.kind(link).ok();
            before.is_some() && before == files.kind(link).ok()
        };
        let is_same_way = now.path == before.path && now.links == before.links && now.links.iter().all(is_same_link);
        is_same_way
            && now.kind == before.kind
            && match now.kind {
                Some(Kind::File) => self.has_same_bytes(&now.path),
                Some(Kind::Special | Kind::Submodule | Kind::Link(_)) => false,
                Some(Kind::Directory) | None => true,
            }
    }

    fn has_same_bytes(&self, path: &Path) -> bool {
        let name = self.before.name_of(path);
        name.is_some_and(|name| self.repository.files.has(path, &name).unwrap_or(false))
    }
}

/// Those of some files that have changes which are not committed; none outside of a git repository.
#[cfg(feature = "cli")]
pub(crate) fn uncommitted(directory: &Path, files: &[PathBuf]) -> Vec<PathBuf> {
    let Ok(head) = Commit::at(Some("HEAD"), directory, "") else { return Vec::new() };
    let disk = crate::files::Disk::default();
    let differs = |file: &&PathBuf| {
        let Some(name) = head.name_of(file) else { return false };
        // git may have made `\r\n` of `\n`.
        !disk.has(file, &name).unwrap_or(false) && !has_without_returns(&disk, file, &name)
    };
    files.iter().filter(differs).cloned().collect()
}

#[cfg(feature = "cli")]
fn has_without_returns(disk: &dyn Files, file: &Path, name: &crate::files::BlobName) -> bool {
    let bytes = disk.read(file, crate::document::MAX_LEN).unwrap_or_default();
    name.is_of(String::from_utf8_lossy(&bytes).replace("\r\n", "\n").as_bytes())
}
