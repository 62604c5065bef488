//! The files of a release's specs directory.

use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::Repository;
use crate::document::Format;
use crate::error::Error;
use crate::paths::display;

/// A spec's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpecFile {
    pub path: PathBuf,
    pub format: Format,
}

/// What a specs directory holds.
#[derive(Debug, Clone, Default)]
pub struct Listing {
    /// The directory.
    pub directory: PathBuf,
    /// The specs, in the order of their paths.
    pub specs: Vec<SpecFile>,
    /// Files that are neither specs nor ignored, in the order of their paths.
    pub others: Vec<PathBuf>,
    /// How many files `layout.ignore` leaves out, besides indexes and READMEs.
    pub ignored: usize,
    /// Files and directories that could not be looked at.
    pub errors: Vec<Error>,
}

impl Listing {
    /// Whether there is nothing in the directory that could have been meant as a spec.
    pub fn is_empty(&self) -> bool {
        let others = self.others.iter().any(|path| !is_front_page(path));
        self.specs.is_empty() && !others && self.ignored == 0 && self.errors.is_empty()
    }

    /// The error of a check that would find nothing to check although files are there.
    pub(crate) fn nothing_to_check(&self, release: &str) -> Option<Error> {
        if !self.specs.is_empty() || self.is_empty() || !self.errors.is_empty() {
            return None;
        }
        let directory = display(&self.directory);
        let files = self.others.len() + self.ignored;
        let files = if files == 1 { "the one file".to_owned() } else { format!("the {files} files") };
        let example = match self.others.first() {
            Some(path) => format!("`{}`, for instance, does not end in `.rst` or `.md`", display(path)),
            None => "`layout.ignore` leaves all of them out".to_owned(),
        };
        Some(
            Error::new(format!(
                "no spec among {files} in `{directory}`: there is nothing to check for release `{release}`"
            ))
            .help(format!("{example}; correct the files' names, `layout.specs` or `layout.ignore`"))
            .at(&self.directory),
        )
    }
}

pub(super) fn list(repository: &Repository, release: &str) -> Result<Listing, Error> {
    let directory = repository.specs_dir(release);
    check_directory(repository, release, &directory)?;
    let mut listing = Listing { directory: directory.clone(), ..Listing::default() };
    let ignore = &repository.config.layout(release).ignore;
    let is_hidden = |path: &Path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    let relative = |path: &Path| path.strip_prefix(&directory).unwrap_or(path).to_owned();
    let is_ignored = |path: &Path| ignore.iter().any(|pattern| pattern.matches(path));
    // Links are followed, so that walkdir finds loops; what leads out of the repository is turned away below.
    let mut entries = WalkDir::new(&directory).follow_links(true).sort_by_file_name().into_iter();
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = relative(error.path().unwrap_or(&directory));
                if !is_hidden(&path) && !is_ignored(&path) {
                    listing.errors.push(walk_error(&error));
                }
                continue;
            }
        };
        if entry.depth() == 0 {
            continue;
        }
        let path = relative(entry.path());
        let is_dir = entry.file_type().is_dir();
        let refused = match () {
            () if is_hidden(&path) => true,
            () if is_ignored(&path) => {
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
        let path = entry.into_path();
        match Format::of(&path) {
            Some(format) => listing.specs.push(SpecFile { path, format }),
            None => listing.others.push(path),
        }
    }
    Ok(listing)
}

/// A page that many repositories have in each directory: a directory that holds nothing else is empty.
fn is_front_page(path: &Path) -> bool {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().to_lowercase());
    matches!(stem.as_deref(), Some("index" | "readme"))
}

fn check_directory(repository: &Repository, release: &str, directory: &Path) -> Result<(), Error> {
    let config = &repository.config;
    let is_current = release == config.current_release;
    if directory.symlink_metadata().is_err() {
        let known = repository.releases().unwrap_or_default();
        let known: Vec<&str> = known.iter().map(String::as_str).filter(|name| *name != release).collect();
        let near = crate::nearest::nearest(release, known.iter().copied());
        let help = match near {
            Some(near) => format!("did you mean the release `{near}`?"),
            None if known.is_empty() => "create the directory, or correct `layout.specs`".to_owned(),
            None => format!("create the directory, or name one of the releases {}", crate::nearest::list(known)),
        };
        let what = if is_current { "the current release" } else { "release" };
        return Err(Error::new(format!(
            "{what} `{release}` has no specs directory: there is no `{}`",
            display(directory)
        ))
        .help(help)
        .at(&config.path));
    }
    repository.inside(directory).map_err(|outside| outside.error(directory))?;
    if !directory.is_dir() {
        let help =
            format!("`layout.specs` is `{}`; a directory of specs is wanted there", config.layout(release).specs);
        return Err(Error::new("the specs directory is a file").help(help).at(directory));
    }
    Ok(())
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
