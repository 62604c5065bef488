//! Other documents that refer to a section by its heading, when that changes.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::ChangedDocument;
use crate::checker::Renamed;
use crate::document::{Document, Formats, NameUse, ReferenceKind, References};
use crate::edit::{Edit, apply};
use crate::error::Error;
use crate::files::Files;
use crate::paths::display;
use crate::repository::documents;
use crate::repository::links::Link;

/// The documents of a repository, by what they refer to.
pub(super) struct Others {
    root: PathBuf,
    formats: Formats,
    /// By path relative to the root.
    texts: BTreeMap<PathBuf, Vec<u8>>,
    /// By the names that documents use for headings of others, these documents.
    users: HashMap<String, Vec<PathBuf>>,
    /// What can be pointed at from all documents, and is no heading.
    labels: HashSet<String>,
    /// By headings, how many documents have them.
    headings: HashMap<String, usize>,
    /// Those that are not UTF-8.
    unreadable: Vec<PathBuf>,
}

/// A rename that is not to be made.
pub(super) struct Obstacle {
    /// The heading as it is.
    pub heading: String,
    pub why: String,
}

/// What a use in another document leads to.
enum Leads {
    /// The section that gets another name.
    There,
    Elsewhere,
    InDoubt,
}

impl Others {
    /// Reads all documents below the root.
    ///
    /// # Errors
    /// Where a directory or a document cannot be read.
    pub fn read(files: &dyn Files, root: &Path, formats: &Formats) -> Result<Self, Error> {
        let mut others = Others {
            root: root.to_owned(),
            formats: formats.clone(),
            texts: documents(files, root, formats)?,
            users: HashMap::new(),
            labels: HashSet::new(),
            headings: HashMap::new(),
            unreadable: Vec::new(),
        };
        let texts = std::mem::take(&mut others.texts);
        for (path, bytes) in &texts {
            match std::str::from_utf8(bytes) {
                Ok(text) => others.note(path, text),
                Err(_) => others.unreadable.push(path.clone()),
            }
        }
        others.texts = texts;
        Ok(others)
    }

    /// Notes what a document refers to.
    fn note(&mut self, path: &Path, text: &str) {
        let document = Document::parse(text, self.formats.read_as(path));
        let references = References::of(&document);
        for own in references.all.iter().filter(|own| own.is_definition) {
            match own.kind {
                ReferenceKind::Heading => *self.headings.entry(own.name.clone()).or_default() += 1,
                ReferenceKind::Target => drop(self.labels.insert(own.name.clone())),
                _ => {}
            }
        }
        for own in document.name_uses(&references) {
            if own.path.is_some() || own.is_role {
                self.users.entry(own.name).or_default().push(path.to_owned());
            }
        }
    }

    /// A document's text as it is by now; `None` where it is none.
    pub fn text(&self, path: &Path) -> Option<&str> {
        std::str::from_utf8(self.texts.get(path)?).ok()
    }

    /// Keeps in mind that a document has another text.
    pub fn set(&mut self, path: &Path, text: &str) {
        self.note(path, text);
        self.texts.insert(path.to_owned(), text.as_bytes().to_owned());
    }

    /// What has to change in other documents when sections of the document at a path get other headings.
    ///
    /// # Errors
    /// Where one refers to such a section and cannot be changed, or nobody can tell whether it does.
    pub fn changes(&self, path: &Path, renamed: &[Renamed]) -> Result<Vec<ChangedDocument>, Obstacle> {
        let change = |(other, edits): (&Path, Vec<Edit>)| {
            let before = self.text(other)?;
            let after = apply(before, &edits);
            Some(ChangedDocument { path: self.root.join(other), before: before.to_owned(), after })
        };
        Ok(self.edits_of_others(path, renamed)?.into_iter().filter_map(change).collect())
    }

    /// The same as edits, by document.
    ///
    /// # Errors
    /// As [`changes`](Self::changes).
    pub fn edits_of_others(&self, path: &Path, renamed: &[Renamed]) -> Result<BTreeMap<&Path, Vec<Edit>>, Obstacle> {
        let mut edits: BTreeMap<&Path, Vec<Edit>> = BTreeMap::new();
        for own in renamed {
            for other in self.users_of(path, own)? {
                let found = self.edits(path, own, other)?;
                edits.entry(other).or_default().extend(found);
            }
        }
        edits.retain(|_, edits| !edits.is_empty());
        for edits in edits.values_mut() {
            edits.sort_by_key(|edit| edit.range.start);
            edits.dedup();
        }
        Ok(edits)
    }

    /// The documents that may refer to a section.
    fn users_of(&self, path: &Path, renamed: &Renamed) -> Result<Vec<&Path>, Obstacle> {
        let fragment = renamed.old.fragment.to_lowercase();
        let names = [fragment.clone(), renamed.old.text.to_lowercase()];
        let mut found: Vec<&Path> =
            names.iter().filter_map(|name| self.users.get(name)).flatten().map(PathBuf::as_path).collect();
        found.sort();
        found.dedup();
        found.retain(|other| *other != path);
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        for other in &self.unreadable {
            let text = String::from_utf8_lossy(&self.texts[other]).to_lowercase();
            if text.contains(&format!("#{fragment}")) && text.contains(&stem.to_lowercase()) {
                let why = format!("{} may refer to it, and is not UTF-8", display(&self.root.join(other)));
                return Err(Obstacle { heading: renamed.old.text.clone(), why });
            }
        }
        Ok(found)
    }

    /// The edits of another document when a section gets another heading.
    fn edits(&self, path: &Path, renamed: &Renamed, other: &Path) -> Result<Vec<Edit>, Obstacle> {
        let Some(text) = self.text(other) else { return Ok(Vec::new()) };
        let document = Document::parse(text, self.formats.read_as(other));
        let lines = document.lines();
        let mut edits = Vec::new();
        for own in document.name_uses(&References::of(&document)) {
            if !renamed.old.is_named_by(&own) {
                continue;
            }
            let obstacle = |what: &str| {
                let place = format!("{}:{}", display(&self.root.join(other)), lines.position(own.range.start).0);
                Obstacle { heading: renamed.old.text.clone(), why: format!("{place} {what}") }
            };
            match self.leads(path, other, &own) {
                Leads::Elsewhere => {}
                Leads::InDoubt => return Err(obstacle("may refer to it, or to another section")),
                Leads::There => {
                    let found = document.renamed_use(&own, &renamed.old, &renamed.new);
                    let found = found.ok_or_else(|| obstacle("refers to it in a way that cannot be rewritten"))?;
                    edits.extend(found.into_iter().map(|(range, text)| Edit { range, text }));
                }
            }
        }
        Ok(edits)
    }

    /// Whether a use of a heading's name in one document leads to the document at a path.
    fn leads(&self, path: &Path, other: &Path, own: &NameUse) -> Leads {
        if own.is_role {
            return self.role_leads(path, own);
        }
        let Some(address) = &own.path else { return Leads::Elsewhere };
        let directory = self.root.join(other).parent().map(Path::to_owned).unwrap_or_default();
        let link = Link { range: own.range.clone(), path: address.clone() };
        let is_relative = !address.contains("://") && !address.starts_with('/');
        if let Some(target) = link.target(&directory, &self.formats).filter(|_| is_relative) {
            let is_there = target.file.canonicalize().is_ok_and(|file| file == self.root.join(path));
            return if is_there { Leads::There } else { Leads::Elsewhere };
        }
        // An address of a page that may be made of the document.
        let page = address.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        let page = page.rsplit_once('.').map_or(page, |(stem, _)| stem);
        let is_alike = path.file_stem().is_some_and(|stem| stem.to_string_lossy() == page);
        if is_alike { Leads::InDoubt } else { Leads::Elsewhere }
    }

    /// What a role leads to by a heading's name, where labels are made of headings.
    fn role_leads(&self, path: &Path, own: &NameUse) -> Leads {
        if let Some(name) = &own.path {
            let is_it = path.with_extension("").ends_with(name.trim_start_matches('/'));
            return if is_it { Leads::There } else { Leads::Elsewhere };
        }
        match self.headings.get(&own.name) {
            _ if self.labels.contains(&own.name) => Leads::Elsewhere,
            Some(1) | None => Leads::There,
            Some(_) => Leads::InDoubt,
        }
    }
}
