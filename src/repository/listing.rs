//! The files of a set: its specs, what is passed over and why, and what else is there.

use std::fmt;
use std::path::{Path, PathBuf};

use super::sets::Set;
use super::{Repository, config_in};
use crate::config::{Layout, Part, SpecSet};
use crate::document::Formats;
use crate::error::Error;
use crate::files::{Child, Followed, Kind, nothing_there};
use crate::paths::display;
use crate::rules::{Facts, SetFiles, SpecFile};

/// What is at the paths of `layout.specs`.
#[derive(Debug, Clone, Default)]
pub struct Listing {
    /// The directory that the specs directories lie in; the directory itself where there is but one.
    pub directory: PathBuf,
    /// The specs, in the order of their paths.
    pub specs: Vec<SpecFile>,
    /// Files that are neither specs nor passed over, in the order of their paths.
    pub others: Vec<PathBuf>,
    /// What is passed over, in the order of paths.
    pub passed: Vec<Passed>,
    /// Which files are documents.
    pub formats: Formats,
    /// Files and directories that could not be looked at.
    pub errors: Vec<Error>,
}

/// A file or directory that holds no spec of its set.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Passed {
    pub path: PathBuf,
    pub why: Reason,
}

/// Reason something is passed over.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// `layout.ignore` names it.
    Ignored,
    /// `layout.ignore` names it, and it is no document, so that nobody meant it as a spec.
    NoDocument,
    /// An index or a README beside specs.
    Page,
    /// A template, a link to one, or a copy.
    Template,
    /// A submodule where it is not looked into: in git's index or a commit.
    Submodule,
    /// An empty file where no spec is.
    PlaceKeeper,
    /// It lies in the directory of this configuration, which holds there.
    Nested(PathBuf),
    /// This table of `[when]` leaves specs with its metadata out.
    When(String),
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::Ignored | Reason::NoDocument => f.write_str("`layout.ignore` names it"),
            Reason::Page => f.write_str("an index or a README beside specs is a page"),
            Reason::Template => f.write_str("it is a template, a link to one, or a copy"),
            Reason::When(name) => write!(f, "`[when.{name}]` leaves it out"),
            Reason::Submodule => f.write_str("it is a submodule, which is another repository"),
            Reason::PlaceKeeper => f.write_str("an empty file keeps the place of the first spec"),
            Reason::Nested(config) => write!(f, "`{}` holds there", display(config)),
        }
    }
}

impl Listing {
    /// Whether there is nothing that could have been meant as a spec: only place-keepers, pages and templates.
    pub fn is_empty(&self) -> bool {
        let is_meant = |passed: &Passed| passed.why == Reason::Ignored;
        self.specs.is_empty() && self.others.is_empty() && self.errors.is_empty() && !self.passed.iter().any(is_meant)
    }

    /// The spec at a path.
    pub fn spec(&self, path: &Path) -> Option<&SpecFile> {
        self.specs.binary_search_by(|spec| spec.path.as_path().cmp(path)).ok().map(|at| &self.specs[at])
    }

    /// What the rules about files look at, where the set has `all` these specs, of which `facts` are known.
    pub(crate) fn files<'f>(&'f self, all: &'f [SpecFile], facts: &'f [Facts]) -> SetFiles<'f> {
        SetFiles {
            directory: &self.directory,
            specs: &self.specs,
            all,
            facts,
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
        let ignored = self.passed.iter().filter(|passed| passed.why == Reason::Ignored).count();
        let files = self.others.len() + ignored;
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

/// Lists the files of a set.
///
/// # Errors
/// Where nothing is at the paths of its `layout.specs`, or what is there leads out of the repository.
pub(super) fn list(repository: &Repository, set: &Set) -> Result<Listing, Error> {
    let layout = &set.settings.layout;
    let directory = repository.specs_dir(set);
    let mut listing = Listing { directory, formats: layout.formats.clone(), ..Listing::default() };
    let roots = roots(repository, set)?;
    for root in &roots {
        let mut walk = Walk { repository, layout, root, listing: &mut listing, behind_links: 0 };
        walk.begin()?;
    }
    if repository.may_share(set) {
        let is_own =
            |path: &Path| repository.set_of(path).is_ok_and(|owner| owner.is_none_or(|owner| owner.name == set.name));
        listing.specs.retain(|spec| is_own(&spec.path));
        listing.others.retain(|path| is_own(path));
        listing.passed.retain(|passed| is_own(&passed.path));
    }
    // A walk meets paths in their order; the patterns of several may overlap.
    if roots.len() > 1 {
        listing.specs.sort_by(|a, b| a.path.cmp(&b.path));
        listing.specs.dedup_by(|one, other| one.path == other.path);
        listing.others.sort();
        listing.others.dedup();
        listing.passed.sort();
        listing.passed.dedup();
    }
    if listing.specs.is_empty() {
        let is_empty = |path: &PathBuf| {
            repository.follow(path).is_ok_and(|followed| repository.files.read(&followed.path, 0).is_ok())
        };
        let (empty, others) = listing.others.into_iter().partition(is_empty);
        listing.others = others;
        let passed = |path| Passed { path, why: Reason::PlaceKeeper };
        listing.passed.extend(Vec::into_iter(empty).map(passed));
        listing.passed.sort();
    }
    Ok(listing)
}

/// A file or directory of `layout.specs`.
struct Root {
    path: PathBuf,
    /// What the paths of specs are shown and matched relative to.
    base: PathBuf,
    /// Whether the pattern writes out its last name: such a file is meant, whatever else would pass over it.
    is_named: bool,
    /// What is there with links followed, and its path then.
    kind: Kind,
    real: PathBuf,
}

/// So many files behind links to directories are looked at. Of a few directories with two links each to the next one,
/// there are billions.
const MAX_LINKED: usize = 10_000;

/// So deep directories are walked.
const MAX_DEPTH: usize = 100;

/// Gathers what is at a root.
struct Walk<'w> {
    repository: &'w Repository,
    layout: &'w Layout,
    root: &'w Root,
    listing: &'w mut Listing,
    /// How many files were found behind links to directories.
    behind_links: usize,
}

/// A file or directory that a walk meets.
struct Met {
    /// As it is reached.
    path: PathBuf,
    /// The same below the base.
    relative: PathBuf,
    /// With links followed, where there are any.
    real: Option<PathBuf>,
    kind: Kind,
    /// Whether templates may be where it is.
    is_near_templates: bool,
}

impl Met {
    fn real(&self) -> &Path {
        self.real.as_deref().unwrap_or(&self.path)
    }
}

impl Walk<'_> {
    fn begin(&mut self) -> Result<(), Error> {
        let Root { path, base, is_named, kind, real } = self.root;
        let relative = match path.strip_prefix(base) {
            Ok(relative) if *kind == Kind::Directory || path != base => relative.to_owned(),
            _ => path.file_name().map(PathBuf::from).unwrap_or_default(),
        };
        let is_meant = path == base || *is_named && *kind != Kind::Directory;
        if !is_meant && (is_hidden(path) || self.is_ignored(path, &relative, kind)) {
            return Ok(());
        }
        let met = Met {
            path: path.clone(),
            relative,
            real: (real != path).then(|| real.clone()),
            kind: kind.clone(),
            is_near_templates: true,
        };
        if *kind == Kind::Directory {
            self.directory(&met, false, &mut vec![real.clone()]);
            return Ok(());
        }
        if let Some(config) = self.repository.nested_config(path.parent().unwrap_or(base))? {
            self.pass(path, Reason::Nested(config));
            return Ok(());
        }
        let is_page = !is_named && is_front_page(path) && {
            let beside = path.parent().map(|directory| self.repository.files.list(directory).unwrap_or_default());
            path.parent() == Some(base) || self.has_documents(&beside.unwrap_or_default())
        };
        self.file(met, is_page);
        Ok(())
    }

    /// Gathers what is in a directory. `above` are the directories that it lies in, with links followed.
    fn directory(&mut self, place: &Met, is_behind_link: bool, above: &mut Vec<PathBuf>) {
        if above.len() > MAX_DEPTH {
            let message = format!("more than {MAX_DEPTH} directories stand in each other");
            self.listing.errors.push(Error::new(message).help("move the specs up").at(&place.path));
            return;
        }
        let entries = match self.repository.files.list(place.real()) {
            Ok(entries) => entries,
            Err(error) => return self.listing.errors.push(Error::io(&place.path, "list the directory", &error)),
        };
        if place.real() != self.repository.root
            && entries.iter().any(|entry| super::FILE_NAMES.iter().any(|name| entry.name == *name))
        {
            match config_in(&*self.repository.files, place.real()) {
                Ok(Some(config)) => return self.pass(&place.path, Reason::Nested(config)),
                Ok(None) => {}
                Err(error) => return self.listing.errors.push(error),
            }
        }
        // Alone in a directory of its own an index or a README is the spec.
        let has_pages = place.path == self.root.path || self.has_documents(&entries);
        let is_near_templates = [&place.path, place.real()].iter().any(|path| self.repository.may_have_templates(path));
        for Child { name, kind } in entries {
            let name = Path::new(&name);
            if is_hidden(name) {
                continue;
            }
            let real = place.real.as_ref().map(|real| real.join(name));
            let (path, relative) = (place.path.join(name), place.relative.join(name));
            if self.is_ignored(&path, &relative, &kind) {
                continue;
            }
            self.entry(Met { path, relative, real, kind, is_near_templates }, is_behind_link, has_pages, above);
            if self.behind_links > MAX_LINKED {
                return;
            }
        }
    }

    fn entry(&mut self, mut met: Met, is_behind_link: bool, has_pages: bool, above: &mut Vec<PathBuf>) {
        let is_link = matches!(met.kind, Kind::Link(_));
        if is_link {
            match self.repository.follow(&met.path) {
                Ok(Followed { kind: Some(kind), path, .. }) => {
                    met = Met { kind, real: Some(path), is_near_templates: true, ..met };
                }
                Ok(_) => {
                    return self.listing.errors.push(Error::io(&met.path, "follow the link", &nothing_there()));
                }
                Err(outside) => return self.listing.errors.push(outside.error(&met.path)),
            }
        }
        self.behind_links += usize::from(is_behind_link);
        if self.behind_links > MAX_LINKED {
            let message = format!(
                "more than {MAX_LINKED} files lie behind symbolic links; perhaps several links lead to the same ones"
            );
            return self.listing.errors.push(Error::new(message).help("remove the links").at(&met.path));
        }
        if met.kind != Kind::Directory {
            let is_page = is_front_page(&met.path) && (has_pages || self.listing.formats.of(&met.path).is_none());
            return self.file(met, is_page);
        }
        if is_link && let Some(ancestor) = above.iter().find(|ancestor| *ancestor == met.real()) {
            let message =
                format!("a symbolic link that leads back to `{}`, the directory that it lies in", display(ancestor));
            return self.listing.errors.push(Error::new(message).help("remove the link").at(&met.path));
        }
        above.push(met.real().to_owned());
        self.directory(&met, is_behind_link || is_link, above);
        above.pop();
    }

    /// Decides what a file is.
    fn file(&mut self, met: Met, is_page: bool) {
        if met.kind == Kind::Submodule {
            return self.pass(&met.path, Reason::Submodule);
        }
        if met.kind != Kind::File {
            // Reading a pipe would wait for somebody to write into it.
            return self.listing.errors.push(Error::new("cannot read the file: it is no regular file").at(&met.path));
        }
        if is_page {
            return self.pass(&met.path, Reason::Page);
        }
        let Some(format) = self.listing.formats.of(&met.path) else {
            if !self.repository.is_of_all(&met.path) {
                self.listing.others.push(met.path);
            }
            return;
        };
        let is_at_template = met.is_near_templates && self.repository.is_at_template(&met.path, met.real());
        if is_at_template || self.repository.is_copy_of_template(&met.path, met.real()) {
            return self.pass(&met.path, Reason::Template);
        }
        let Met { path, relative, real, .. } = met;
        self.listing.specs.push(SpecFile { path, relative, real, format });
    }

    fn is_ignored(&mut self, path: &Path, relative: &Path, kind: &Kind) -> bool {
        let is_ignored = self.layout.ignore.iter().any(|pattern| pattern.matches(relative));
        if is_ignored {
            let is_other = *kind == Kind::File && self.listing.formats.of(path).is_none();
            self.pass(path, if is_other { Reason::NoDocument } else { Reason::Ignored });
        }
        is_ignored
    }

    fn pass(&mut self, path: &Path, why: Reason) {
        self.listing.passed.push(Passed { path: path.to_owned(), why });
    }

    /// Whether documents stand there that are neither pages nor ignored.
    fn has_documents(&self, entries: &[Child]) -> bool {
        entries.iter().any(|entry| {
            let name = Path::new(&entry.name);
            entry.kind != Kind::Directory
                && self.listing.formats.of(name).is_some()
                && !is_front_page(name)
                && !is_hidden(name)
        })
    }
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

/// Whether a file is named like the page that many repositories have in each directory.
pub(crate) fn is_front_page(path: &Path) -> bool {
    let stem = path.file_stem().unwrap_or_default();
    ["index", "readme"].iter().any(|page| stem.eq_ignore_ascii_case(page))
}

/// What is there of the paths of `layout.specs`.
fn roots(repository: &Repository, set: &Set) -> Result<Vec<Root>, Error> {
    let layout = &set.settings.layout;
    let release = set.name.release.as_deref();
    let mut roots = Vec::new();
    let mut missing = None;
    for pattern in &layout.specs {
        let base = repository.root.join(pattern.directory(release));
        let is_named = matches!(pattern.parts(release).0.last(), Some(Part::Name(_)));
        for path in repository.search().find(pattern, release)? {
            let followed = repository.follow(&path).map_err(|outside| outside.error(&path))?;
            match followed.kind {
                Some(kind) => {
                    roots.push(Root { path, base: base.clone(), is_named, kind, real: followed.path });
                }
                // A link that leads nowhere is more than nothing.
                None if !followed.links.is_empty() => {
                    return Err(Error::io(&path, "follow the link", &nothing_there()));
                }
                None => missing = missing.or(Some(path)),
            }
        }
    }
    if roots.is_empty() {
        return Err(not_there(repository, set, missing));
    }
    for root in &roots {
        // What a glob finds may be a file; a path that is written out names a directory of specs.
        if root.path == root.base && root.kind != Kind::Directory && layout.formats.of(&root.path).is_none() {
            let paths: Vec<String> = layout.specs.iter().map(|path| format!("`{path}`")).collect();
            let help = format!(
                "`layout.specs` is {}; a directory of specs is wanted there",
                crate::nearest::list(paths.iter().map(String::as_str))
            );
            return Err(Error::new("the specs directory is a file").help(help).at(&root.path));
        }
    }
    Ok(roots)
}

/// The error where a set has no specs directory.
fn not_there(repository: &Repository, set: &Set, missing: Option<PathBuf>) -> Error {
    let (config, layout, set) = (&repository.config, &set.settings.layout, &set.name);
    let what = if set.group.is_none() && set.release == config.current_release && set.release.is_some() {
        format!("the current {set}")
    } else {
        set.to_string()
    };
    let message = match missing {
        Some(path) => format!("{what} has no specs directory: there is no `{}`", display(&path)),
        None => {
            let paths: Vec<String> = layout.specs.iter().map(|path| format!("`{path}`")).collect();
            format!("{what} has no specs: nothing matches {}", crate::nearest::list(paths.iter().map(String::as_str)))
        }
    };
    let sets = repository.sets().unwrap_or_default();
    let known = sets.iter().map(|other| &other.name).filter(|other| *other != set && other.group == set.group);
    let known: Vec<&str> = known.filter_map(|other| other.release.as_deref()).collect();
    let near = set.release.as_deref().and_then(|release| crate::nearest::nearest(release, known.iter().copied()));
    let help = match near {
        Some(near) => format!("did you mean the release `{near}`?"),
        None if known.is_empty() => "create the directory, or correct `layout.specs`".to_owned(),
        None => format!("create the directory, or name one of the releases {}", crate::nearest::list(known)),
    };
    Error::new(message).help(help).at(&config.path)
}
