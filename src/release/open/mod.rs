//! A release is opened.

mod index;
mod moves;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::config::{Config, PathTemplate, SpecSet};
use crate::document::{Document, Format, Formats};
use crate::error::Error;
use crate::files::read_named;
use crate::paths::{display, with_slashes};
use crate::plan::Plan;
use crate::release::config_file;
use crate::release::docs::{GITKEEP, Green};
use crate::release::index_page::{Copied, OwnPages};
use crate::release::names::{self, Renaming};
use crate::repository::{Repository, Set};
use crate::template::Template;

/// What release to open, and how.
#[derive(Debug, Clone, Default)]
pub struct Opening {
    pub name: String,
    /// The file that its template is a copy of; `None`: the current release's template.
    pub template: Option<PathBuf>,
    pub moves: Moves,
    /// Leave the index as it is.
    pub without_index: bool,
}

/// Which specs of the current release move to the new one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Moves {
    #[default]
    None,
    /// Those that are not in this branch or commit (by default the default branch of the upstream).
    Unmerged(Option<String>),
    /// These.
    Carry(Vec<PathBuf>),
}

/// What opening a release comes to.
#[derive(Debug)]
pub enum Opened {
    /// It is open.
    Already,
    Planned {
        plan: Plan,
        /// Where the specs are that moved; absolute.
        moved: Vec<PathBuf>,
        /// What the plan leaves to its reader.
        remarks: Vec<String>,
        /// What was well and will not be.
        warnings: Vec<String>,
    },
}

/// Plans all that belongs to the start of a release.
///
/// # Errors
/// Where the name cannot be a new release's, a file is in the way, the index is not understood, or git cannot tell
/// what is merged. Nothing is changed then.
pub fn open(repository: &Repository, opening: &Opening) -> Result<Opened, Error> {
    let config = &repository.config;
    let name = opening.name.as_str();
    let current = config.current_release.as_deref().ok_or_else(|| {
        Error::new("this repository has no releases: `release.toml` names no current one")
            .help("a layout with `{release}` in it has releases")
            .at(&config.path)
    })?;
    let mut releases: Vec<String> = repository.sets()?.iter().filter_map(|set| set.name.release.clone()).collect();
    releases.dedup();
    names::check(name, &releases)?;
    let old = Release::new(repository, current);
    let new = Release::new(repository, name);
    if name == current && repository.specs_dir(&new.set).exists() {
        return Ok(Opened::Already);
    }
    if releases.iter().any(|release| release == name) && name != current {
        let message = format!("there is a release `{name}` already, and it is not the current one");
        let help = format!("to make it the current one, write `current_release = \"{name}\"` in `release.toml`");
        return Err(Error::new(message).help(help).at(&config.path));
    }
    releases.retain(|release| release != current && release != name);
    let mut plan = Plan::new(&repository.root, format!("open release {name}"));
    let mut opener = Opener { repository, opening, old, new, releases, plan: &mut plan, remarks: Vec::new() };
    let template = opener.template()?;
    opener.config_file(template.added.as_deref())?;
    opener.index()?;
    let moved = opener.moves()?;
    let linked = opener.own_pages()?;
    let warnings = opener.documents(&template)?;
    opener.directories(linked)?;
    let remarks = opener.remarks;
    Ok(Opened::Planned { plan, moved, remarks, warnings })
}

/// A release with its settings.
struct Release {
    name: String,
    set: Arc<Set>,
}

impl Release {
    fn new(repository: &Repository, name: &str) -> Self {
        Release { name: name.to_owned(), set: repository.set(&SpecSet::release(name)) }
    }
}

/// The templates of the old and the new release, relative to the root.
struct Templates {
    old: PathBuf,
    new: PathBuf,
    /// The path to add to `layout.template` where none of its paths is of one release alone.
    added: Option<String>,
}

struct Opener<'r> {
    repository: &'r Repository,
    opening: &'r Opening,
    old: Release,
    new: Release,
    /// The other releases.
    releases: Vec<String>,
    plan: &'r mut Plan,
    remarks: Vec<String>,
}

impl Opener<'_> {
    /// Gives the release its own template.
    fn template(&mut self) -> Result<Templates, Error> {
        let root = &self.repository.root;
        let old = self.repository.template(&self.old.set).ok();
        let old = old.and_then(|path| path.strip_prefix(root).ok().map(Path::to_owned)).unwrap_or_default();
        let source = match &self.opening.template {
            Some(path) => std::path::absolute(path).map_err(|error| Error::io(path, "find the file", &error))?,
            None => self.repository.template(&self.old.set)?,
        };
        let (text, format) = read_template(&source, &self.new.set.settings.layout.formats)?;
        let paths = &self.new.set.settings.layout.template;
        let is_own = |path: &&PathTemplate| path.has_release();
        let path_of = |path: &PathTemplate| path.expand(Some(&self.new.name));
        let own: Vec<PathBuf> = paths.iter().filter(is_own).map(path_of).collect();
        if let Some(there) = own.iter().find(|path| root.join(path).exists()) {
            if self.opening.template.is_some() {
                return Err(Error::new("the release has a template already")
                    .help("leave out `--template`, or remove this file")
                    .at(&root.join(there)));
            }
            self.plan.steps.push(format!("{}: is there already, and is its template", display(there)));
            return Ok(Templates { old, new: there.clone(), added: None });
        }
        let is_of_format = |path: &&PathBuf| self.new.set.settings.layout.formats.of(path) == Some(format);
        let (path, added) = match (own.iter().find(is_of_format), own.first(), paths.first()) {
            (Some(path), _, _) => (path.clone(), None),
            (None, Some(path), _) => (path.with_extension(source.extension().unwrap_or_default()), None),
            (None, None, common) => {
                // All releases share one template: the new one gets its own, and the others keep that.
                let common = common.map(|path| path.expand(None)).unwrap_or_default();
                let file = common.file_name().unwrap_or_default().to_string_lossy();
                let path = common
                    .with_file_name(format!("{{release}}-{file}"))
                    .with_extension(source.extension().unwrap_or_default());
                let path = with_slashes(&path);
                (path.replace("{release}", &self.new.name).into(), Some(path))
            }
        };
        self.plan.create(&path, text)?;
        self.plan.steps.push(format!("{}: a copy of {}", display(&path), display(&source)));
        Ok(Templates { old, new: path, added })
    }

    /// Makes it the current release.
    fn config_file(&mut self, template: Option<&str>) -> Result<(), Error> {
        let file = &self.repository.config.path;
        let path = self.relative(file)?;
        let text = self.plan.text(&path)?.unwrap_or_default();
        let new = config_file::with_release(&text, &self.new.name, template).map_err(|error| error.at(file))?;
        let config = Config::parse(file, &new)?;
        let layout = config.settings(&self.new.set.name).layout;
        if let Some(template) = template.filter(|_| !layout.template.iter().any(PathTemplate::has_release)) {
            return Err(Error::new("the release would have no template of its own")
                .help(format!("write `\"{template}\"` as the first path of `layout.template`"))
                .at(file));
        }
        self.plan.write(&path, new)?;
        let (old, name) = (&self.old.name, &self.new.name);
        self.plan.steps.push(format!("{}: current_release is `{name}`, and was `{old}`", display(&path)));
        if let Some(template) = template {
            let step =
                format!("{}: `{template}` comes before the common template, which the others keep", display(&path));
            self.plan.steps.push(step);
        }
        Ok(())
    }

    /// The index page of the release itself, where its neighbour has one. Returns the directories that it leads to.
    fn own_pages(&mut self) -> Result<Vec<PathBuf>, Error> {
        let mut directories: BTreeSet<PathBuf> = BTreeSet::new();
        let layout = &self.old.set.settings.layout;
        // All that is of the release alone, whatever of it holds specs.
        let of_release = |directory: PathBuf| {
            let is_its = |path: &&Path| path.file_name().is_some_and(|name| name == self.old.name.as_str());
            directory.ancestors().find(is_its).map(Path::to_owned).unwrap_or(directory)
        };
        directories.extend(layout.specs.iter().map(|path| of_release(path.directory(Some(&self.old.name)))));
        if let Some(index) = layout.index.as_ref().filter(|_| !self.opening.without_index) {
            directories.extend(
                index.expand(None).parent().filter(|parent| !parent.as_os_str().is_empty()).map(Path::to_owned),
            );
        }
        let directories: Vec<PathBuf> = directories.into_iter().collect();
        let pages = OwnPages {
            root: &self.repository.root,
            directories: &directories,
            name: Renaming { from: &self.old.name, to: &self.new.name },
            others: &self.releases,
            formats: &self.new.set.settings.layout.formats,
        };
        let Copied { directories, remarks } = pages.copy(self.plan)?;
        self.remarks.extend(remarks);
        Ok(directories)
    }

    /// What keeps the documents as green as they were. Returns what it cannot keep so.
    fn documents(&mut self, template: &Templates) -> Result<Vec<String>, Error> {
        let green = Green {
            repository: self.repository,
            name: Renaming { from: &self.old.name, to: &self.new.name },
            old: &self.old.set,
            new: &self.new.set,
            old_template: template.old.clone(),
            new_template: template.new.clone(),
            index: self.index_path(),
        };
        green.keep(self.plan)
    }

    /// The directories of its specs, and those that links lead to. One that no file is in gets an empty file, as git
    /// keeps no empty directories.
    fn directories(&mut self, linked: Vec<PathBuf>) -> Result<(), Error> {
        let mut wanted: BTreeSet<PathBuf> = linked.into_iter().collect();
        for path in &self.new.set.settings.layout.specs {
            if !path.has_globs() {
                wanted.insert(path.expand(Some(&self.new.name)));
            }
        }
        wanted.extend(self.usual_directories()?);
        for directory in &wanted {
            let is_outer = wanted.iter().any(|other| other != directory && other.starts_with(directory));
            if !is_outer && !self.plan.paths().any(|path| path.starts_with(directory)) {
                self.plan.create(&directory.join(GITKEEP), "")?;
            }
            self.plan.steps.push(format!("{}/: for its specs", display(directory)));
        }
        Ok(())
    }

    /// The directories in which at least half of the releases have specs, for the new one.
    fn usual_directories(&self) -> Result<Vec<PathBuf>, Error> {
        let mut counts: BTreeMap<PathBuf, usize> = BTreeMap::new();
        let mut releases = 0;
        for name in self.releases.iter().chain([&self.old.name]) {
            let release = Release::new(self.repository, name);
            let Ok(listing) = self.repository.listing(&release.set) else { continue };
            releases += usize::from(!listing.specs.is_empty());
            let directories: BTreeSet<PathBuf> = listing
                .specs
                .iter()
                .filter_map(|spec| {
                    let path = self.relative(&spec.path).ok()?;
                    let paths = &self.new.set.settings.layout.specs;
                    let new = paths.iter().find_map(|own| own.moved(&path, name, &self.new.name))?;
                    new.parent().map(Path::to_owned)
                })
                .collect();
            directories.into_iter().for_each(|directory| *counts.entry(directory).or_default() += 1);
        }
        Ok(counts.into_iter().filter(|&(_, count)| count * 2 >= releases).map(|(path, _)| path).collect())
    }

    /// A path of the repository, relative to its root.
    fn relative(&self, path: &Path) -> Result<PathBuf, Error> {
        let root = &self.repository.root;
        let whole = if path.is_absolute() { path.to_owned() } else { root.join(path.file_name().unwrap_or_default()) };
        whole.strip_prefix(root).map(Path::to_owned).map_err(|_| Error::new("is not in the repository").at(path))
    }
}

/// A template's text, if it can be one.
fn read_template(path: &Path, formats: &Formats) -> Result<(String, Format), Error> {
    let format = formats.require(path, "a template")?;
    let text = read_named(path).map_err(|error| match error.help {
        None => error.help("name the file of a template"),
        Some(_) => error,
    })?;
    Template::new(Document::parse(&*text, format)).map_err(|error| error.at(path))?;
    Ok((text, format))
}
