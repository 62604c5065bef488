//! The files of a release's specs directory.

use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::Repository;
use super::find::find;
use crate::config::{Layout, Part, SpecSet};
use crate::document::Formats;
use crate::error::Error;
use crate::paths::display;
use crate::rules::{SetFiles, SpecFile};

/// What a specs directory holds.
#[derive(Debug, Clone, Default)]
pub struct Listing {
    /// The directory that the specs directories lie in; the directory itself where there is but one.
    pub directory: PathBuf,
    /// The specs, in the order of their paths.
    pub specs: Vec<SpecFile>,
    /// Files that are neither specs nor ignored, in the order of their paths.
    pub others: Vec<PathBuf>,
    /// How many files `layout.ignore` leaves out, besides indexes and READMEs.
    pub ignored: usize,
    /// Which files are documents.
    pub formats: Formats,
    /// Files and directories that could not be looked at.
    pub errors: Vec<Error>,
}

impl Listing {
    /// Whether there is nothing in the directory that could have been meant as a spec.
    pub fn is_empty(&self) -> bool {
        let others = self.others.iter().any(|path| !is_front_page(path));
        self.specs.is_empty() && !others && self.ignored == 0 && self.errors.is_empty()
    }

    /// What the rules about files look at.
    pub(crate) fn files(&self) -> SetFiles<'_> {
        SetFiles {
            directory: &self.directory,
            specs: &self.specs,
            others: &self.others,
            formats: &self.formats,
            is_empty: self.is_empty(),
        }
    }

    /// The error of a check that would find nothing to check although files are there.
    pub(crate) fn nothing_to_check(&self, set: &SpecSet) -> Option<Error> {
        if !self.specs.is_empty() || self.is_empty() || !self.errors.is_empty() {
            return None;
        }
        let directory = display(&self.directory);
        let files = self.others.len() + self.ignored;
        let files = if files == 1 { "the one file".to_owned() } else { format!("the {files} files") };
        let example = match self.others.first() {
            Some(path) => format!("`{}`, for instance, does not end in {}", display(path), self.formats.endings()),
            None => "`layout.ignore` leaves all of them out".to_owned(),
        };
        Some(
            Error::new(format!("no spec among {files} in `{directory}`: there is nothing to check for {set}"))
                .help(format!("{example}; correct the files' names, `layout.specs` or `layout.ignore`"))
                .at(&self.directory),
        )
    }
}

pub(super) fn list(repository: &Repository, set: &SpecSet, layout: &Layout) -> Result<Listing, Error> {
    let directory = repository.specs_dir(set, layout);
    let mut listing = Listing { directory, formats: layout.formats.clone(), ..Listing::default() };
    for root in roots(repository, set, layout)? {
        walk(repository, layout, &root, &mut listing);
    }
    if set.group.is_none() {
        // What is of a group is not of the others.
        let groups = repository.config.group_names().flatten();
        let groups: Vec<SpecSet> =
            groups.map(|group| SpecSet { group: Some(group), release: set.release.clone() }).collect();
        for group in groups {
            let layout = repository.config.settings(&group).layout;
            listing.specs.retain(|spec| !repository.holds(&group, &layout, &spec.path));
            listing.others.retain(|path| !repository.holds(&group, &layout, path));
        }
    }
    // Patterns may overlap.
    listing.specs.sort_by(|a, b| a.path.cmp(&b.path));
    listing.specs.dedup_by(|one, other| one.path == other.path);
    listing.others.sort();
    listing.others.dedup();
    Ok(listing)
}

/// A file or directory of `layout.specs`.
struct Root {
    path: PathBuf,
    /// What the paths of specs are shown and matched relative to.
    base: PathBuf,
    /// Whether the pattern writes out its last name: such a file is meant, whatever `layout.ignore` says.
    is_named: bool,
}

/// Gathers what is at a root.
fn walk(repository: &Repository, layout: &Layout, root: &Root, listing: &mut Listing) {
    let is_hidden = |path: &Path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    let relative = |path: &Path| match path.strip_prefix(&root.base) {
        Ok(relative) if !relative.as_os_str().is_empty() => relative.to_owned(),
        _ => path.file_name().map(PathBuf::from).unwrap_or_default(),
    };
    let is_ignored = |path: &Path| layout.ignore.iter().any(|pattern| pattern.matches(path));
    // Links are followed, so that walkdir finds loops; what leads out of the repository is turned away below.
    let mut entries = WalkDir::new(&root.path).follow_links(true).sort_by_file_name().into_iter();
    let mut linked = Linked::default();
    while let Some(entry) = entries.next() {
        if let Ok(entry) = &entry
            && linked.count(entry) > MAX_LINKED
        {
            let message = format!(
                "more than {MAX_LINKED} files lie behind symbolic links; perhaps several links lead to the same ones"
            );
            listing.errors.push(Error::new(message).help("remove the links").at(entry.path()));
            break;
        }
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = relative(error.path().unwrap_or(&root.path));
                if !is_hidden(&path) && !is_ignored(&path) {
                    listing.errors.push(walk_error(&error));
                }
                continue;
            }
        };
        let is_dir = entry.file_type().is_dir();
        if entry.depth() == 0 && is_dir && root.path == root.base {
            continue;
        }
        let path = relative(entry.path());
        let refused = match () {
            () if is_hidden(&path) => true,
            () if is_ignored(&path) && !(root.is_named && entry.depth() == 0 && !is_dir) => {
                listing.ignored += usize::from(!is_front_page(&path));
                true
            }
            () if entry.path_is_symlink() => match repository.inside(entry.path()) {
                Ok(_) => false,
                Err(outside) => {
                    listing.errors.push(outside.error(entry.path()));
                    true
                }
            },
            () => false,
        };
        if refused && is_dir {
            entries.skip_current_dir();
        }
        if refused || is_dir {
            continue;
        }
        if !entry.file_type().is_file() {
            // Reading a pipe would wait for somebody to write into it.
            listing.errors.push(Error::new("cannot read the file: it is no regular file").at(entry.path()));
            continue;
        }
        match listing.formats.of(entry.path()) {
            Some(format) => listing.specs.push(SpecFile { path: entry.into_path(), relative: path, format }),
            None => listing.others.push(entry.into_path()),
        }
    }
}

/// So many files behind links to directories are looked at. Of a few directories with two links each to the next one,
/// there are billions.
const MAX_LINKED: usize = 10_000;

/// Counts what a walk finds behind links.
#[derive(Default)]
struct Linked {
    found: usize,
    /// The depth of the link that the walk is behind.
    behind: Option<usize>,
}

impl Linked {
    fn count(&mut self, entry: &walkdir::DirEntry) -> usize {
        if self.behind.is_some_and(|depth| entry.depth() <= depth) {
            self.behind = None;
        }
        self.found += usize::from(self.behind.is_some());
        if self.behind.is_none() && entry.path_is_symlink() {
            self.behind = Some(entry.depth());
        }
        self.found
    }
}

/// A page that many repositories have in each directory: a directory that holds nothing else is empty.
fn is_front_page(path: &Path) -> bool {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().to_lowercase());
    matches!(stem.as_deref(), Some("index" | "readme"))
}

/// What is there of the paths of `layout.specs`.
fn roots(repository: &Repository, set: &SpecSet, layout: &Layout) -> Result<Vec<Root>, Error> {
    let release = set.release.as_deref();
    let mut roots = Vec::new();
    for pattern in &layout.specs {
        let base = repository.root.join(pattern.directory(release));
        let found = find(&repository.root, pattern, release)?;
        let is_named = matches!(pattern.parts(release).last(), Some(Part::Name(_)));
        roots.extend(found.into_iter().map(|path| Root { path, base: base.clone(), is_named }));
    }
    let (there, missing): (Vec<_>, Vec<_>) = roots.into_iter().partition(|root| root.path.symlink_metadata().is_ok());
    if there.is_empty() {
        return Err(not_there(repository, set, layout, missing.first()));
    }
    for root in &there {
        repository.inside(&root.path).map_err(|outside| outside.error(&root.path))?;
        // What a glob finds may be a file; a path that is written out names a directory of specs.
        if root.path == root.base && !root.path.is_dir() && layout.formats.of(&root.path).is_none() {
            let paths: Vec<String> = layout.specs.iter().map(|path| format!("`{path}`")).collect();
            let help = format!(
                "`layout.specs` is {}; a directory of specs is wanted there",
                crate::nearest::list(paths.iter().map(String::as_str))
            );
            return Err(Error::new("the specs directory is a file").help(help).at(&root.path));
        }
    }
    Ok(there)
}

/// The error where a set has no specs directory.
fn not_there(repository: &Repository, set: &SpecSet, layout: &Layout, missing: Option<&Root>) -> Error {
    let config = &repository.config;
    let what = if set.group.is_none() && set.release == config.current_release && set.release.is_some() {
        format!("the current {set}")
    } else {
        set.to_string()
    };
    let message = match missing {
        Some(root) => format!("{what} has no specs directory: there is no `{}`", display(&root.path)),
        None => {
            let paths: Vec<String> = layout.specs.iter().map(|path| format!("`{path}`")).collect();
            format!("{what} has no specs: nothing matches {}", crate::nearest::list(paths.iter().map(String::as_str)))
        }
    };
    let sets = repository.sets().unwrap_or_default();
    let known = sets.iter().filter(|other| *other != set && other.group == set.group);
    let known: Vec<&str> = known.filter_map(|other| other.release.as_deref()).collect();
    let near = set.release.as_deref().and_then(|release| crate::nearest::nearest(release, known.iter().copied()));
    let help = match near {
        Some(near) => format!("did you mean the release `{near}`?"),
        None if known.is_empty() => "create the directory, or correct `layout.specs`".to_owned(),
        None => format!("create the directory, or name one of the releases {}", crate::nearest::list(known)),
    };
    Error::new(message).help(help).at(&config.path)
}

/// Why a walk could not go on at a path.
pub(crate) fn walk_error(error: &walkdir::Error) -> Error {
    let path = error.path().unwrap_or(Path::new(""));
    if let Some(ancestor) = error.loop_ancestor() {
        let message =
            format!("a symbolic link that leads back to `{}`, the directory that it lies in", display(ancestor));
        return Error::new(message).help("remove the link").at(path);
    }
    match error.io_error() {
        Some(error) => Error::io(path, "read", error),
        None => Error::new(error.to_string()).at(path),
    }
}
