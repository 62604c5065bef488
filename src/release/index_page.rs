//! The pages and links that each release has of its own, beside its specs: for a new release, like its neighbour's.

use std::path::{Component, Path, PathBuf};

use walkdir::WalkDir;

use super::names::Renaming;
use super::wording::{Worded, Wording};
use crate::document::{Document, Formats};
use crate::edit::Edit;
use crate::error::Error;
use crate::paths::{display, normal};
use crate::plan::{Node, Plan};
use crate::repository::is_front_page;
use crate::repository::links::links;

/// What each release has of its own, in some directories.
pub(super) struct OwnPages<'o> {
    pub root: &'o Path,
    /// Relative to the root.
    pub directories: &'o [PathBuf],
    pub name: Renaming<'o>,
    /// The other releases.
    pub others: &'o [String],
    pub formats: &'o Formats,
}

/// What came of a neighbour's pages and links.
#[derive(Debug, Default)]
pub(super) struct Copied {
    /// Directories that links lead to, relative to the root.
    pub directories: Vec<PathBuf>,
    /// What is left to a reader.
    pub remarks: Vec<String>,
}

impl OwnPages<'_> {
    /// Plans a copy of each index page and symbolic link of the neighbour. What of a page leads to the neighbour's specs
    /// is left out.
    ///
    /// # Errors
    /// Where a page cannot be read or is there already.
    pub fn copy(&self, plan: &mut Plan) -> Result<Copied, Error> {
        let mut copied = Copied::default();
        let own: Vec<PathBuf> = self.directories.iter().flat_map(|directory| self.files(directory)).collect();
        // Pages speak of what the links lead to.
        let (links, pages): (Vec<PathBuf>, Vec<PathBuf>) =
            own.into_iter().partition(|path| self.root.join(path).is_symlink());
        for path in links {
            self.link(&path, plan, &mut copied)?;
        }
        for path in pages.iter().filter(|path| self.formats.of(path).is_some() && is_front_page(path)) {
            self.page(path, plan, &mut copied)?;
        }
        Ok(copied)
    }

    /// The files and links of a directory that are of the neighbour alone.
    fn files(&self, directory: &Path) -> Vec<PathBuf> {
        let walk = WalkDir::new(self.root.join(directory)).follow_root_links(false).sort_by_file_name().into_iter();
        let files = walk.filter_map(Result::ok).filter(|entry| !entry.file_type().is_dir());
        let paths = files.filter_map(|entry| entry.path().strip_prefix(self.root).ok().map(Path::to_owned));
        let is_own = |path: &PathBuf| {
            path.parent().is_some_and(|parent| parent.components().any(|part| part.as_os_str() == self.name.from))
        };
        paths.filter(is_own).collect()
    }

    /// A path of the neighbour as the new release has it: directories of its name, and files with its name in theirs.
    fn renamed(&self, path: &Path) -> PathBuf {
        let part = |part: Component<'_>| match part {
            Component::Normal(name) => self.name.apply(&name.to_string_lossy()).into(),
            part => part.as_os_str().to_owned(),
        };
        path.components().map(part).collect()
    }

    fn link(&self, path: &Path, plan: &mut Plan, copied: &mut Copied) -> Result<(), Error> {
        let copy = self.renamed(path);
        if plan.node(&copy)?.is_some() {
            return Ok(());
        }
        let Some(Node::Link(old_target)) = plan.node(path)? else { return Ok(()) };
        let target = self.renamed(&old_target);
        let directory = |path: &Path| path.parent().map(Path::to_owned).unwrap_or_default();
        let old_file = normal(&directory(path), &old_target.to_string_lossy());
        let file = normal(&directory(&copy), &target.to_string_lossy());
        let whole = self.root.join(&old_file);
        let is_own = old_file != file;
        let mut step = format!("{}: like {}", display(&copy), display(path));
        // git keeps no empty directories.
        let may_be_directory = !whole.exists() && file.extension().is_none();
        if is_own && (whole.is_dir() || may_be_directory) {
            copied.directories.push(file);
        } else if is_own && whole.is_file() && plan.node(&file)?.is_none() {
            let is_text = matches!(plan.node(&old_file), Ok(Some(node)) if node.text().is_some());
            if self.formats.of(&file).is_some() || !is_text {
                // A spec of the neighbour, or a picture.
                return Ok(());
            }
            plan.create(&file, "")?;
            step = format!("{}: like {}, and empty\n{step}", display(&file), display(&old_file));
        } else if !whole.exists() {
            copied.remarks.push(format!("{}: leads nowhere, and {} is not made", display(path), display(&copy)));
            return Ok(());
        }
        plan.put(&copy, Some(Node::Link(target)))?;
        plan.steps.extend(step.lines().map(str::to_owned));
        Ok(())
    }

    fn page(&self, path: &Path, plan: &mut Plan, copied: &mut Copied) -> Result<(), Error> {
        let copy = self.renamed(path);
        if plan.node(&copy)?.is_some() {
            return Ok(());
        }
        let format = self.formats.read_as(path);
        let mut wording = Wording::new(self.name);
        for other in self.others {
            let name = Renaming { from: self.name.from, to: other };
            let sibling = OwnPages { name, ..*self }.renamed(path);
            if let Ok(text) = crate::files::read_text(&self.root.join(sibling)) {
                wording.learn(&text, format, self.others);
            }
        }
        let text = plan.text(path)?.unwrap_or_default();
        let own = self.edits(&text, path, plan)?;
        let Worded { text, remarks } = wording.text(&text, format, own);
        plan.create(&copy, text)?;
        plan.steps.push(format!("{}: like {}", display(&copy), display(path)));
        copied.remarks.extend(remarks.into_iter().map(|(line, remark)| format!("{}:{line}: {remark}", display(&copy))));
        Ok(())
    }

    /// The edits of a page's links: what leads to a spec of the neighbour is left out with its line, what the new
    /// release has, too, leads there, and all else where it led.
    fn edits(&self, text: &str, path: &Path, plan: &Plan) -> Result<Vec<Edit>, Error> {
        let format = self.formats.read_as(path);
        let directory = |path: &Path| path.parent().map(Path::to_owned).unwrap_or_default();
        let (old, new) = (self.root.join(directory(path)), self.root.join(directory(&self.renamed(path))));
        let document = Document::parse(text, format);
        let entries: Vec<usize> =
            document.entry_lists().into_iter().flat_map(|list| list.entries).map(|entry| entry.range.start).collect();
        let mut edits: Vec<Edit> = Vec::new();
        for link in links(text, format) {
            let Some(target) = link.target(&old, self.formats) else { continue };
            let Ok(file) = target.file.strip_prefix(self.root) else { continue };
            let its = self.renamed(file);
            let is_there = its != file && (plan.node(&its)?.is_some() || self.root.join(&its).exists());
            let is_entry = entries.contains(&link.range.start);
            let is_listed = target.file.starts_with(&old) && self.formats.of(file).is_some() && !is_front_page(file);
            if !is_there && its != file && (is_entry || is_listed) {
                let start = text[..link.range.start].rfind('\n').map_or(0, |at| at + 1);
                let end = text[link.range.end..].find('\n').map_or(text.len(), |at| link.range.end + at + 1);
                if edits.last().is_none_or(|last| last.range.end <= start) {
                    edits.push(Edit { range: start..end, text: String::new() });
                }
                continue;
            }
            let to = if is_there { self.root.join(&its) } else { target.file.clone() };
            let written = if target.leads_to(&to, &new) { link.path.clone() } else { target.written_for(&to, &new) };
            if edits.last().is_none_or(|last| last.range.end <= link.range.start) {
                edits.push(Edit { range: link.range, text: written });
            }
        }
        Ok(edits)
    }
}
