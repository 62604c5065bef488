//! Specs that move on to another release, with what belongs to them, and the references to them.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::document::{Formats, decoded};
use crate::error::Error;
use crate::files::Disk;
use crate::lines::LineIndex;
use crate::paths::{display, normal};
use crate::plan::{Node, Plan};
use crate::repository::documents;
use crate::repository::links::{links, relative};

/// Files by where they move to; both relative to the root.
pub(super) type Moves = BTreeMap<PathBuf, PathBuf>;

/// The documents of a repository with the files that they refer to.
pub(super) struct Documents {
    root: PathBuf,
    formats: Formats,
    /// By path relative to the root.
    texts: BTreeMap<PathBuf, String>,
}

impl Documents {
    /// Reads all documents below the root.
    ///
    /// # Errors
    /// Where a directory or a document cannot be read.
    pub fn read(root: &Path, formats: &Formats) -> Result<Self, Error> {
        // A document that is not UTF-8 is another command's business.
        let text = |(path, bytes): (PathBuf, Vec<u8>)| Some((path, String::from_utf8(bytes).ok()?));
        let texts = documents(&Disk::default(), root, formats)?.into_iter().filter_map(text).collect();
        Ok(Documents { root: root.to_owned(), formats: formats.clone(), texts })
    }

    /// The files that each document refers to, relative to the root and with symbolic links followed.
    fn references(&self) -> HashMap<&Path, HashSet<PathBuf>> {
        let of = |(path, text): (&'_ PathBuf, &String)| -> HashSet<PathBuf> {
            let directory = self.root.join(path).parent().map(Path::to_owned).unwrap_or_default();
            let format = self.formats.read_as(path);
            let targets = links(text, format).into_iter().filter_map(|link| link.target(&directory, &self.formats));
            targets.filter_map(|target| self.real(&target.file)).collect()
        };
        self.texts.iter().map(|entry| (entry.0.as_path(), of(entry))).collect()
    }

    fn real(&self, path: &Path) -> Option<PathBuf> {
        path.canonicalize().ok()?.strip_prefix(&self.root).ok().map(Path::to_owned)
    }

    /// Adds to the moves of specs those of the files that belong to them: that only they refer to and that lie in the
    /// directory of their release, and those of the same stem. `to` tells where a file moves.
    pub fn add_companions(&self, moves: &mut Moves, to: impl Fn(&Path) -> Option<PathBuf>) {
        let references = self.references();
        let specs: HashSet<PathBuf> = moves.keys().cloned().collect();
        let stays =
            |file: &Path| references.iter().any(|(document, files)| !specs.contains(*document) && files.contains(file));
        let mut found = HashSet::new();
        for spec in &specs {
            let referred = references.get(spec.as_path()).into_iter().flatten().cloned();
            found.extend(referred.chain(self.of_the_same_stem(spec)));
        }
        for file in found {
            let is_spec = self.texts.contains_key(&file);
            if let Some(target) = to(&file).filter(|_| !is_spec && !stays(&file)) {
                moves.entry(file).or_insert(target);
            }
        }
    }

    /// `backups.svg` and all of `backups/` belong to `backups.rst`.
    fn of_the_same_stem(&self, spec: &Path) -> Vec<PathBuf> {
        let whole = self.root.join(spec);
        let (Some(directory), Some(stem)) = (whole.parent(), spec.file_stem()) else { return Vec::new() };
        let beside = WalkDir::new(directory).follow_root_links(false).max_depth(1).into_iter().filter_map(Result::ok);
        let beside = beside.filter(|entry| entry.path().file_stem() == Some(stem) && entry.path() != whole);
        let inside = WalkDir::new(directory.join(stem)).follow_root_links(false).into_iter().filter_map(Result::ok);
        let files = beside.chain(inside).filter(|entry| entry.file_type().is_file());
        files.filter_map(|entry| self.real(entry.path())).collect()
    }

    /// Plans the moves, mends the relative paths that they break, and tells of what it cannot mend.
    ///
    /// # Errors
    /// Where a file is in the way, or may not be written.
    pub fn plan(&self, moves: &Moves, plan: &mut Plan) -> Result<Vec<String>, Error> {
        for (from, to) in moves {
            plan.rename(from, to)?;
            if let Some(Node::Link(target)) = plan.node(to)?
                && target.is_relative()
            {
                plan.put(to, Some(Node::Link(self.mended_link(&target, from, to, moves))))?;
            }
        }
        let mut remarks = Vec::new();
        for (path, text) in &self.texts {
            let new_path = moves.get(path).unwrap_or(path);
            let (new, mended) = self.mended(path, new_path, text, moves);
            if !mended.is_empty() {
                let text = match plan.text(new_path)? {
                    // What the plan has changed by now is kept: the index, for instance.
                    Some(planned) if planned != *text => self.mended(path, new_path, &planned, moves).0,
                    _ => new.clone(),
                };
                plan.write(new_path, text)?;
                plan.steps.push(format!("{}: {}", display(new_path), mended.join(", ")));
            }
            remarks.extend(mentions(path, &new, moves, &self.formats));
        }
        Ok(remarks)
    }

    /// The target of a link that moves, as it is written from its new place.
    fn mended_link(&self, target: &Path, from: &Path, to: &Path, moves: &Moves) -> PathBuf {
        let directory = |path: &Path| path.parent().map(Path::to_owned).unwrap_or_default();
        let file = normal(&directory(from), &target.to_string_lossy());
        relative(moves.get(&file).unwrap_or(&file), &directory(to)).into()
    }

    /// A document's text with the paths that the moves break as they have to be, and what was changed.
    fn mended(&self, path: &Path, new_path: &Path, text: &str, moves: &Moves) -> (String, Vec<String>) {
        let directory = |path: &Path| self.root.join(path).parent().map(Path::to_owned).unwrap_or_default();
        let (old_directory, new_directory) = (directory(path), directory(new_path));
        let format = self.formats.read_as(path);
        let (mut new, mut rest, mut mended) = (String::new(), 0, Vec::new());
        for link in links(text, format) {
            let Some(target) = link.target(&old_directory, &self.formats) else { continue };
            let moved = self.real(&target.file).and_then(|real| Some((moves.get(&real)?, real)));
            let file = match moved {
                Some((to, from)) => moved_as_written(&target.file, &from, to, &self.root),
                None => target.file.clone(),
            };
            if !target.leads_to(&file, &new_directory) {
                let written = target.written_for(&file, &new_directory);
                new += &text[rest..link.range.start];
                new += &written;
                rest = link.range.end;
                mended.push(format!("`{}` is `{written}`", link.path));
            }
        }
        new += &text[rest..];
        (new, mended)
    }
}

/// Where a file is that moves, by the path that a link takes to it: on the way there may be symbolic links.
fn moved_as_written(written: &Path, from: &Path, to: &Path, root: &Path) -> PathBuf {
    let shared = from.components().zip(to.components()).take_while(|(a, b)| a == b).count();
    let end: PathBuf = from.components().skip(shared).collect();
    let keep = written.components().count().saturating_sub(end.components().count());
    if written.ends_with(&end) {
        return written.components().take(keep).chain(to.components().skip(shared)).collect();
    }
    root.join(to)
}

/// Where a text speaks of a file that moves without being a link to it, as the address of a rendered page.
fn mentions(path: &Path, text: &str, moves: &Moves, formats: &Formats) -> Vec<String> {
    let mut found = Vec::new();
    for from in moves.keys().filter(|from| formats.of(from).is_some()) {
        let (Some(stem), Some(directory)) = (from.file_stem(), from.parent().and_then(Path::file_name)) else {
            continue;
        };
        let needle = format!("{}/{}", directory.to_string_lossy(), stem.to_string_lossy());
        let lines = LineIndex::new(text);
        for (at, word) in addresses(text, &needle) {
            let after = word[word.find(&needle).unwrap_or(0) + needle.len()..].chars().next();
            if !after.is_some_and(|c| c.is_alphanumeric() || c == '-' || c == '_') {
                found.push(format!(
                    "{}:{}: speaks of `{needle}`: see whether it is to change",
                    display(path),
                    lines.position(at).0
                ));
            }
        }
    }
    found
}

/// The places where a text has a path, each with the text from there on; in words with `%20` and the like, too.
fn addresses(text: &str, needle: &str) -> Vec<(usize, String)> {
    let mut found: Vec<(usize, String)> = text
        .match_indices(needle)
        .map(|(at, _)| (at, text[at..].chars().take(needle.chars().count() + 1).collect()))
        .collect();
    let mut start = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        if word.contains('%') && !word.contains(needle) {
            let decoded = decoded(word);
            if decoded.contains(needle) {
                found.push((start, decoded));
            }
        }
        start += word.len();
    }
    found
}
