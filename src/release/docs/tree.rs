//! The documents that Sphinx finds, which of them are listed, and what it warns of there.
//!
//! Only what a change of files can break is looked at: patterns of lists that match nothing, entries without a document,
//! documents in no list, and names that two documents define.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};

use super::conf::{CONF, Conf, MAX_CONF, matcher};
use crate::document::{EntryList, MAX_LEN, sphinx};
use crate::files::{Files, Kind, follow};
use crate::paths::{normal, with_slashes};

/// The documents below a `conf.py`.
#[derive(Debug)]
pub(super) struct Docs {
    pub conf: Conf,
    /// Where they are; absolute.
    pub directory: PathBuf,
    /// The file of each document, with links followed.
    pub files: BTreeMap<String, PathBuf>,
    pub lists: Vec<List>,
    /// Documents that say that they are in no list.
    orphans: HashSet<String>,
    /// Documents whose lists are written in a way that is not read here.
    pub other_lists: Vec<String>,
}

/// A list of documents on a page, a `toctree`.
#[derive(Debug)]
pub(super) struct List {
    pub page: String,
    pub entries: Vec<Listed>,
}

/// An entry of a list.
#[derive(Debug)]
pub(super) struct Listed {
    /// As it is written.
    pub path: String,
    /// Its documents; none where the path leads elsewhere.
    documents: Vec<String>,
    fault: Option<Fault>,
}

/// What Sphinx warns of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fault {
    /// A pattern on a page matches no document.
    EmptyPattern { page: String, pattern: String },
    /// An entry on a page leads to no document.
    NoDocument { page: String, path: String },
    /// A document is in no list.
    Unlisted(String),
    /// Two documents define a name.
    Twice { name: String, document: String },
    /// A document has lists that are not read here.
    Unread(String),
}

/// So deep directories are walked, and so many files are looked at.
const MAX_DEPTH: usize = 100;
const MAX_FILES: usize = 200_000;

/// Documents that Sphinx makes.
const MADE: [&str; 4] = ["genindex", "modindex", "search", "py-modindex"];

impl Docs {
    /// The documents below a directory with a `conf.py`; `None` where it has none.
    pub fn read(files: &dyn Files, root: &Path, directory: &Path) -> Option<Self> {
        let followed = follow(files, root, &directory.join(CONF)).ok()?;
        let text = String::from_utf8(files.read(&followed.path, MAX_CONF).ok()?).ok()?;
        let mut docs = Docs {
            conf: Conf::parse(text),
            directory: directory.to_owned(),
            files: BTreeMap::new(),
            lists: Vec::new(),
            orphans: HashSet::new(),
            other_lists: Vec::new(),
        };
        let mut walk = Walk { files, root, seen: 0, docs: &mut docs };
        walk.directory(directory, &mut Vec::new());
        docs.read_lists(files);
        Some(docs)
    }

    fn read_lists(&mut self, files: &dyn Files) {
        let mut texts = Vec::new();
        for (name, path) in &self.files {
            let text = files.read(path, MAX_LEN).ok().and_then(|bytes| String::from_utf8(bytes).ok());
            let Some(text) = text else { continue };
            if sphinx::is_orphan(&text) {
                self.orphans.insert(name.clone());
            }
            if text.contains("{toctree}") {
                self.other_lists.push(name.clone());
            }
            if path.extension().is_none_or(|extension| extension != "md") {
                texts.push((name.clone(), text));
            }
        }
        for (page, text) in texts {
            for list in sphinx::toctrees(&text) {
                let list = self.list(&page, &list, &text);
                self.lists.push(list);
            }
        }
    }

    /// What a list holds, as Sphinx reads it: each pattern takes the documents that no entry before has.
    fn list(&self, page: &str, list: &EntryList, text: &str) -> List {
        let mut free: BTreeSet<&str> = self.files.keys().map(String::as_str).filter(|name| *name != page).collect();
        let entry = |entry: &crate::document::Entry| {
            let line = text[..entry.range.start].matches('\n').count();
            let has_title = text.lines().nth(line).is_some_and(|line| line.trim() != entry.path);
            let mut listed = Listed { path: entry.path.clone(), documents: Vec::new(), fault: None };
            if entry.path.contains("://") || entry.path == "self" || MADE.contains(&&*entry.path) {
                return listed;
            }
            let whole = self.joined(page, &entry.path);
            if list.has_patterns && entry.path.contains(['*', '?', '[']) && !has_title {
                let pattern = matcher(&whole);
                let is_meant = |name: &&&str| pattern.as_ref().is_some_and(|pattern| pattern.is_match(name));
                let found: Vec<&str> = free.iter().filter(is_meant).copied().collect();
                free.retain(|name| !found.contains(name));
                if found.is_empty() {
                    listed.fault = Some(Fault::EmptyPattern { page: page.to_owned(), pattern: entry.path.clone() });
                }
                listed.documents = found.into_iter().map(str::to_owned).collect();
                return listed;
            }
            let name = self.conf.document(&whole).unwrap_or(whole);
            free.remove(name.as_str());
            match self.files.contains_key(&name) {
                true => listed.documents.push(name),
                false => listed.fault = Some(Fault::NoDocument { page: page.to_owned(), path: entry.path.clone() }),
            }
            listed
        };
        let entries = list.entries.iter().map(entry).collect();
        List { page: page.to_owned(), entries }
    }

    /// A path on a page, relative to the documents' directory.
    pub fn joined(&self, page: &str, path: &str) -> String {
        match path.strip_prefix('/') {
            Some(path) => path.to_owned(),
            None => {
                let directory = page.rsplit_once('/').map_or("", |(directory, _)| directory);
                with_slashes(&normal(Path::new(directory), path))
            }
        }
    }

    /// What Sphinx warns of.
    pub fn faults(&self) -> BTreeSet<Fault> {
        let entries = || self.lists.iter().flat_map(|list| &list.entries);
        let mut faults: BTreeSet<Fault> = entries().filter_map(|entry| entry.fault.clone()).collect();
        if !self.other_lists.is_empty() {
            return faults;
        }
        let listed: HashSet<&str> = entries().flat_map(|entry| entry.documents.iter().map(String::as_str)).collect();
        let is_free = |name: &&String| {
            !listed.contains(name.as_str()) && **name != self.conf.root_document && !self.orphans.contains(*name)
        };
        faults.extend(self.files.keys().filter(is_free).cloned().map(Fault::Unlisted));
        faults
    }

    /// The names for the whole project that documents define which others define, too. `is_new` tells which documents
    /// are asked about.
    pub fn defined_twice(&self, files: &dyn Files, is_new: impl Fn(&str) -> bool) -> Vec<Fault> {
        let text = |path: &PathBuf| {
            let text = String::from_utf8(files.read(path, MAX_LEN).ok()?).ok()?;
            text.contains(".. _").then_some(text)
        };
        let new = self.files.iter().filter(|(name, _)| is_new(name));
        let own: Vec<(String, String)> = new
            .filter_map(|(document, path)| Some((document, text(path)?)))
            .flat_map(|(document, text)| sphinx::labels(&text).into_iter().map(|label| (label, document.clone())))
            .collect();
        if own.is_empty() {
            return Vec::new();
        }
        let mut known: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for (document, path) in &self.files {
            for label in text(path).iter().flat_map(|text| sphinx::labels(text)) {
                known.entry(label).or_default().push(document);
            }
        }
        let is_twice = |(label, _): &(String, String)| known.get(label).is_some_and(|documents| documents.len() > 1);
        own.into_iter().filter(is_twice).map(|(name, document)| Fault::Twice { name, document }).collect()
    }
}

/// Finds documents.
struct Walk<'w> {
    files: &'w dyn Files,
    root: &'w Path,
    seen: usize,
    docs: &'w mut Docs,
}

impl Walk<'_> {
    /// `above` are the directories on the way, with links followed.
    fn directory(&mut self, directory: &Path, above: &mut Vec<PathBuf>) {
        let Ok(followed) = follow(self.files, self.root, directory) else { return };
        if above.len() > MAX_DEPTH || above.contains(&followed.path) {
            return;
        }
        above.push(followed.path.clone());
        for child in self.files.list(&followed.path).unwrap_or_default() {
            let path = directory.join(&child.name);
            let below = with_slashes(path.strip_prefix(&self.docs.directory).unwrap_or(&path));
            self.seen += 1;
            if self.seen > MAX_FILES || self.docs.conf.excludes(&below) {
                continue;
            }
            let (kind, real) = match child.kind {
                Kind::Link(_) => match follow(self.files, self.root, &path) {
                    Ok(followed) => (followed.kind, followed.path),
                    Err(_) => continue,
                },
                kind => (Some(kind), followed.path.join(&child.name)),
            };
            match (kind, self.docs.conf.document(&below)) {
                (Some(Kind::Directory), _) => self.directory(&path, above),
                (Some(Kind::File), Some(name)) => drop(self.docs.files.insert(name, real)),
                _ => {}
            }
        }
        above.pop();
    }
}
