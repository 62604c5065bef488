//! Documents that Sphinx builds stay as green as they were when a release is opened.
//!
//! What Sphinx would warn of is asked before and after the plan. What is new is mended, by what teams do by hand: a page
//! or a link keeps the place of the first spec in a list that would be empty, and the new template is excluded or listed
//! as its neighbour is. What cannot be mended is said.

mod conf;
mod place;
mod template;
mod tree;

use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(crate) use self::conf::{CONF, Conf};
pub(crate) use self::place::{GITKEEP, place_keepers};
use self::tree::{Docs, Fault};
use super::names::Renaming;
use crate::error::Error;
use crate::files::{Files, follow};
use crate::paths::with_slashes;
use crate::plan::Plan;
use crate::repository::{Repository, Set};

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
                    Fault::NoDocument { .. } | Fault::Twice { .. } | Fault::Unread(_) => false,
                };
            }
            if !has_mended {
                break;
            }
        }
        let Some(after) = self.after(&before, plan) else { return Ok(Vec::new()) };
        let unread = after.other_lists.first().map(|page| Fault::Unread(page.clone()));
        let files = plan.over(Arc::clone(&self.repository.files));
        let twice = after.defined_twice(&files, |name| !before.files.contains_key(name));
        let faults = after.faults();
        Ok(faults
            .difference(&known)
            .cloned()
            .chain(twice)
            .chain(unread)
            .map(|fault| self.told(&after, &fault))
            .collect())
    }

    /// The documents as the plan leaves them.
    fn after(&self, before: &Docs, plan: &Plan) -> Option<Docs> {
        let files = plan.over(Arc::clone(&self.repository.files));
        Docs::read(&files, &self.repository.root, &before.directory)
    }

    /// Where a `conf.py` may be: above the page that lists the releases, or at a usual place.
    fn directories(&self) -> impl Iterator<Item = PathBuf> {
        let above = self.index.iter().flat_map(|index| index.ancestors().skip(1));
        above.chain(USUAL.iter().map(Path::new)).map(|path| self.repository.root.join(path))
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
            Fault::Unread(name) => (
                format!("{}: its `{{toctree}}` is not read and may be wrong now", file(name)),
                "build the documents to see".to_owned(),
            ),
        };
        format!("{what}, of which `sphinx-build` warns: {advice}")
    }

    /// The files of the repository, as a plan leaves them.
    fn text(&self, path: &Path, plan: &Plan) -> Result<Option<(PathBuf, String)>, Error> {
        let files: Arc<dyn Files> = Arc::clone(&self.repository.files);
        let overlay = plan.over(files);
        let Ok(followed) = follow(&overlay, &self.repository.root, path) else { return Ok(None) };
        let Ok(path) = followed.path.strip_prefix(&self.repository.root) else { return Ok(None) };
        Ok(plan.text(path)?.map(|text| (path.to_owned(), text)))
    }
}
