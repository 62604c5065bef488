//! Documents that Sphinx builds stay as green as they were when a release is opened.
//!
//! What Sphinx would warn of is asked before and after the plan. What is new is mended, by what teams do by hand: a page
//! or a link keeps the place of the first spec in a list that would be empty, and the new template is excluded or listed
//! as its neighbour is. What cannot be mended is said.

mod conf;
mod template;
mod tree;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use self::conf::matcher;
pub(crate) use self::conf::{CONF, Conf};
use self::tree::{Docs, Fault};
use super::names::Renaming;
use crate::document::sphinx;
use crate::error::Error;
use crate::files::{Files, follow};
use crate::paths::{display, with_slashes};
use crate::plan::{Node, Overlay, Plan};
use crate::repository::links::relative;
use crate::repository::{Owner, Repository, Set};

/// Where most repositories have their `conf.py`, relative to the root.
const USUAL: [&str; 5] = ["doc/source", "docs/source", "doc", "docs", ""];

/// A release that is opened, as far as the documents matter.
pub(super) struct Green<'g> {
    pub repository: &'g Repository,
    pub name: Renaming<'g>,
    pub old: &'g Set,
    pub new: &'g Set,
    /// The templates of both, relative to the root.
    pub old_template: PathBuf,
    pub new_template: PathBuf,
    /// The page that lists the releases, relative to the root.
    pub index: Option<PathBuf>,
}

/// Mending one thing may show another.
const ROUNDS: usize = 5;

impl Green<'_> {
    /// Adds to a plan what keeps the documents green. Returns what it cannot keep so, and what to do about it.
    ///
    /// # Errors
    /// Where a file may not be written.
    pub fn keep(&self, plan: &mut Plan) -> Result<Vec<String>, Error> {
        let root = &self.repository.root;
        let Some(before) = self.directories().find_map(|it| Docs::read(&*self.repository.files, root, &it)) else {
            return Ok(Vec::new());
        };
        let known = before.faults();
        for _ in 0..ROUNDS {
            let Some(after) = self.after(&before, plan) else { return Ok(Vec::new()) };
            let mut has_mended = false;
            for fault in after.faults().difference(&known) {
                has_mended |= match fault {
                    Fault::EmptyPattern { page, pattern } => self.keep_place(&after, page, pattern, plan)?,
                    Fault::Unlisted(name) => self.place_template(&before, &after, name, plan)?,
                    Fault::NoDocument { .. } | Fault::Twice { .. } => false,
                };
            }
            if !has_mended {
                break;
            }
        }
        let Some(after) = self.after(&before, plan) else { return Ok(Vec::new()) };
        let files = Overlay::new(Arc::clone(&self.repository.files), plan);
        let twice = after.defined_twice(&files, |name| !before.files.contains_key(name));
        let faults = after.faults();
        Ok(faults.difference(&known).cloned().chain(twice).map(|fault| self.told(&after, &fault)).collect())
    }

    /// The documents as the plan leaves them.
    fn after(&self, before: &Docs, plan: &Plan) -> Option<Docs> {
        let files = Overlay::new(Arc::clone(&self.repository.files), plan);
        Docs::read(&files, &self.repository.root, &before.directory)
    }

    /// Where a `conf.py` may be: above the page that lists the releases, or at a usual place.
    fn directories(&self) -> impl Iterator<Item = PathBuf> {
        let above = self.index.iter().flat_map(|index| index.ancestors().skip(1));
        above.chain(USUAL.iter().map(Path::new)).map(|path| self.repository.root.join(path))
    }

    /// Puts something into a directory that is no spec, so that a pattern matches it. Whether that could be done.
    fn keep_place(&self, docs: &Docs, page: &str, pattern: &str, plan: &mut Plan) -> Result<bool, Error> {
        let root = &self.repository.root;
        let whole = docs.joined(page, pattern);
        let (directory, _) = whole.rsplit_once('/').unwrap_or(("", &whole));
        let Some(matcher) = matcher(&whole).filter(|_| !directory.contains(['*', '?', '['])) else { return Ok(false) };
        let files = Overlay::new(Arc::clone(&self.repository.files), plan);
        let Ok(followed) = follow(&files, root, &docs.directory.join(directory)) else { return Ok(false) };
        let Ok(place) = followed.path.strip_prefix(root).map(Path::to_owned) else { return Ok(false) };
        let is_seen = |file: &str| {
            let path = if directory.is_empty() { file.to_owned() } else { format!("{directory}/{file}") };
            let name = docs.conf.document(&path);
            !docs.conf.excludes(&path) && name.is_some_and(|name| name != page && matcher.is_match(&name))
        };
        let is_free = |file: &str, plan: &Plan| plan.node(&place.join(file)).is_ok_and(|node| node.is_none());
        let readme = format!("README.{}", sphinx::FORMAT.extension());
        let release = self.release_of(&place);
        if is_seen(&readme) && is_free(&readme, plan) && self.is_page(&place, &readme) {
            plan.create(&place.join(&readme), self.page(release))?;
            let file = display(&place.join(&readme));
            plan.steps.push(format!("{file}: keeps `{pattern}` from matching nothing; remove it when there is a spec"));
            return Ok(true);
        }
        let template = if release == Some(self.name.from) { &self.old_template } else { &self.new_template };
        let extension = template.extension().unwrap_or_default().to_string_lossy();
        let links = [format!("template.{extension}"), format!("placeholder.{extension}")];
        let Some(link) = links.into_iter().find(|file| cfg!(unix) && is_seen(file) && is_free(file, plan)) else {
            return Ok(false);
        };
        let target = relative(&root.join(template), &root.join(&place));
        plan.put(&place.join(&link), Some(Node::Link(target.into())))?;
        let file = display(&place.join(&link));
        plan.steps.push(format!(
            "{file}: a link to the template, which keeps `{pattern}` from matching nothing; remove it when there is a spec"
        ));
        Ok(true)
    }

    /// The release that a directory is of.
    fn release_of(&self, directory: &Path) -> Option<&str> {
        let is_of = |name: &&str| directory.components().any(|part| part.as_os_str() == *name);
        [self.name.to, self.name.from].into_iter().find(is_of)
    }

    /// Whether a README in a directory is no spec.
    fn is_page(&self, directory: &Path, file: &str) -> bool {
        let path = directory.join(file);
        let is_page_of = |set: &Set| {
            let layout = &set.settings.layout;
            let release = set.name.release.as_deref();
            !set.holds(&path) || layout.specs.iter().any(|own| own.directory(release) == directory)
        };
        let is_page_of_owner = match self.repository.owner(&self.repository.root.join(&path)) {
            Ok(Owner::Set(set)) => is_page_of(&set),
            Ok(Owner::Nobody) => true,
            _ => false,
        };
        is_page_of_owner && is_page_of(self.old) && is_page_of(self.new)
    }

    fn page(&self, release: Option<&str>) -> String {
        let (title, text) = match release {
            Some(release) if release == self.name.from => {
                (format!("No specs of {release}"), format!("They moved on to {}.", self.name.to))
            }
            Some(release) => {
                (format!("No specs of {release} yet"), "The first one takes the place of this page.".to_owned())
            }
            None => ("No specs yet".to_owned(), "The first one takes the place of this page.".to_owned()),
        };
        format!("{}\n\n{text}\n", sphinx::FORMAT.usual_style(0).written(&title))
    }

    /// What is wrong, and what to do.
    fn told(&self, docs: &Docs, fault: &Fault) -> String {
        let file = |name: &str| {
            let file = docs.files.get(name).map(|file| file.strip_prefix(&self.repository.root).unwrap_or(file));
            file.map_or_else(|| name.to_owned(), with_slashes)
        };
        let (what, advice) = match fault {
            Fault::EmptyPattern { page, pattern } => (
                format!("{}: `{pattern}` matches no document", file(page)),
                "put a document there, or take the pattern out".to_owned(),
            ),
            Fault::NoDocument { page, path } => {
                (format!("{}: `{path}` leads to no document", file(page)), "take the entry out".to_owned())
            }
            Fault::Unlisted(name) => {
                let advice = match docs.conf.is_understood {
                    true => "enter it in a `toctree`".to_owned(),
                    false => "enter it in a `toctree`, or in `exclude_patterns`, which is not understood".to_owned(),
                };
                (format!("{}: is in no `toctree`", file(name)), advice)
            }
            Fault::Twice { name, document } => (
                format!("{}: defines the name `{name}`, and so does another document", file(document)),
                "give it another name in one of them".to_owned(),
            ),
        };
        format!("{what}, of which `sphinx-build` warns: {advice}")
    }

    /// The files of the repository, as a plan leaves them.
    fn text(&self, path: &Path, plan: &Plan) -> Result<Option<(PathBuf, String)>, Error> {
        let files: Arc<dyn Files> = Arc::clone(&self.repository.files);
        let overlay = Overlay::new(files, plan);
        let Ok(followed) = follow(&overlay, &self.repository.root, path) else { return Ok(None) };
        let Ok(path) = followed.path.strip_prefix(&self.repository.root) else { return Ok(None) };
        Ok(plan.text(path)?.map(|text| (path.to_owned(), text)))
    }
}
