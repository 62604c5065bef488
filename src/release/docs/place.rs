//! What keeps the place of the first spec in a list that would be empty: a page, or a link to the template. It goes when
//! the spec comes.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Green;
use super::conf::matcher;
use super::tree::Docs;
use crate::document::sphinx;
use crate::error::Error;
use crate::files::follow;
use crate::paths::display;
use crate::plan::{Node, Plan};
use crate::repository::links::relative;
use crate::repository::{Owner, Set};

/// What becomes of it.
const UNTIL: &str = "remove it when there is a spec (`speclint new` does)";

impl Green<'_> {
    /// Puts something into a directory that is no spec, so that a pattern matches it. Whether that could be done.
    pub(super) fn keep_place(&self, docs: &Docs, page: &str, pattern: &str, plan: &mut Plan) -> Result<bool, Error> {
        let root = &self.repository.root;
        let whole = docs.joined(page, pattern);
        let (directory, _) = whole.rsplit_once('/').unwrap_or(("", &whole));
        let Some(matcher) = matcher(&whole).filter(|_| !directory.contains(['*', '?', '['])) else { return Ok(false) };
        let files = plan.over(Arc::clone(&self.repository.files));
        let Ok(followed) = follow(&files, root, &docs.directory.join(directory)) else { return Ok(false) };
        let Ok(place) = followed.path.strip_prefix(root).map(Path::to_owned) else { return Ok(false) };
        let may_be = |file: &str, plan: &Plan| {
            let path = if directory.is_empty() { file.to_owned() } else { format!("{directory}/{file}") };
            let name = docs.conf.document(&path);
            let is_seen = name.is_some_and(|name| name != page && matcher.is_match(&name));
            let is_free = plan.node(&place.join(file)).is_ok_and(|node| node.is_none());
            is_seen && is_free && !docs.conf.excludes(&path)
        };
        let release = self.release_of(&place);
        let readme = page_name();
        if may_be(&readme, plan) && self.is_page(&place, &readme) {
            let text = match release {
                Some(release) if release == self.name.from => page_without(release, self.name.to),
                release => page_of(release),
            };
            plan.create(&place.join(&readme), text)?;
            let file = display(&place.join(&readme));
            plan.steps.push(format!("{file}: keeps `{pattern}` from matching nothing; {UNTIL}"));
            return Ok(true);
        }
        let template = if release == Some(self.name.from) { &self.old_template } else { &self.new_template };
        let link = link_to(template);
        if !cfg!(unix) || !may_be(&link, plan) {
            return Ok(false);
        }
        let target = relative(&root.join(template), &root.join(&place));
        plan.put(&place.join(&link), Some(Node::Link(target.into())))?;
        let file = display(&place.join(&link));
        plan.steps
            .push(format!("{file}: a link to the template, which keeps `{pattern}` from matching nothing; {UNTIL}"));
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
}

/// The files that keep the place of the first spec in a directory, and nothing else: the page and the link to the template
/// of a release that was opened without specs, and the empty file for git. All are relative to the root.
pub(crate) fn place_keepers(root: &Path, directory: &Path, release: Option<&str>, template: &Path) -> Vec<PathBuf> {
    let page = directory.join(page_name());
    let link = directory.join(link_to(template));
    let gitkeep = directory.join(GITKEEP);
    let mut found = Vec::new();
    if fs::read_to_string(root.join(&page)).is_ok_and(|text| is_page_of(&text, release)) {
        found.push(page);
    }
    if root.join(&link).is_symlink() && root.join(&link).canonicalize().is_ok_and(|file| file == template) {
        found.push(link);
    }
    if root.join(&gitkeep).symlink_metadata().is_ok_and(|file| file.is_file() && file.len() == 0) {
        found.push(gitkeep);
    }
    found
}

/// The file that keeps an empty directory in git.
pub(crate) const GITKEEP: &str = ".gitkeep";

fn page_name() -> String {
    format!("README.{}", sphinx::FORMAT.extension())
}

/// The name of the link to a template.
fn link_to(template: &Path) -> String {
    format!("placeholder.{}", template.extension().unwrap_or_default().to_string_lossy())
}

/// The page of a release that has no specs yet.
fn page_of(release: Option<&str>) -> String {
    let of = release.map(|release| format!(" of {release}")).unwrap_or_default();
    page(&format!("No specs{of} yet"), "The first one takes the place of this page.")
}

/// The page of a release whose specs are all in the next one.
fn page_without(release: &str, next: &str) -> String {
    page(&format!("No specs of {release}"), &format!("They moved on to {next}."))
}

fn page(title: &str, text: &str) -> String {
    format!("{}\n\n{text}\n", sphinx::FORMAT.usual_style(0).written(title))
}

/// Whether a text is the page of this release, as it was written.
fn is_page_of(text: &str, release: Option<&str>) -> bool {
    let next = text.rsplit_once(" moved on to ").and_then(|(_, next)| next.strip_suffix(".\n"));
    let is_without = |(release, next): (&str, &str)| text == page_without(release, next);
    text == page_of(release) || release.zip(next).is_some_and(is_without)
}
