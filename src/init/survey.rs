//! The documents of a repository that nobody has described yet.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::document::{Document, Format, Formats, Outline, SectionId};
use crate::error::Error;
use crate::files::{read, walk_error};
use crate::parallel::in_parallel;
use crate::release::CONF;
use crate::repository::is_front_page;
use crate::repository::written_link;
use crate::template::section_path;

/// Stems of documents that every repository may have at its root.
const COMMON: [&str; 8] =
    ["contributing", "changelog", "license", "licence", "code_of_conduct", "security", "agents", "claude"];

/// Extensions that templates have beside that of their format.
pub(super) const MORE: [&str; 2] = ["template", "tmpl"];

/// Directories in which nothing is of the repository's own, or nothing is meant.
const FOREIGN: [&str; 17] = [
    ".git",
    ".hg",
    "ISSUE_TEMPLATE",
    "PULL_REQUEST_TEMPLATE",
    "DISCUSSION_TEMPLATE",
    ".tox",
    ".nox",
    ".venv",
    "target",
    "node_modules",
    "build",
    "_build",
    "vendor",
    "third_party",
    "testdata",
    "fixtures",
    "__pycache__",
];

/// All documents, and where else files are.
#[derive(Debug, Default)]
pub(super) struct Survey {
    pub root: PathBuf,
    /// In the order of their paths.
    pub pages: Vec<Page>,
    /// Directories that hold a file somewhere, links included.
    pub directories: BTreeSet<PathBuf>,
    /// Files that may hold the metadata of a document beside them.
    pub metadata_files: Vec<PathBuf>,
    /// Sphinx's `conf.py`.
    pub sphinx: Vec<PathBuf>,
}

/// A document.
#[derive(Debug)]
pub(super) struct Page {
    /// Relative to the root.
    pub path: PathBuf,
    pub format: Format,
    /// Where a symbolic link leads, or a file that git wrote in place of one, relative to the root.
    pub link: Option<PathBuf>,
    pub headings: Headings,
}

/// The headings of a document, as they are compared here: without case, numbers and marks.
#[derive(Debug, Default)]
pub(super) struct Headings {
    /// Of the first level.
    pub first: BTreeSet<String>,
    pub all: BTreeSet<String>,
    /// The section paths of the first two levels, as they are written.
    pub paths: Vec<String>,
}

impl Survey {
    /// Reads the documents below a directory.
    ///
    /// # Errors
    /// Where a directory cannot be listed.
    pub fn of(root: &Path) -> Result<Self, Error> {
        let is_looked_at =
            |entry: &walkdir::DirEntry| entry.depth() == 0 || !FOREIGN.contains(&&*entry.file_name().to_string_lossy());
        let mut survey = Survey { root: root.to_owned(), ..Survey::default() };
        let mut found = Vec::new();
        for entry in WalkDir::new(root).sort_by_file_name().into_iter().filter_entry(is_looked_at) {
            let entry = entry.map_err(|error| walk_error(&error))?;
            let Ok(path) = entry.path().strip_prefix(root) else { continue };
            if entry.file_type().is_dir() {
                continue;
            }
            survey.directories.extend(path.ancestors().skip(1).map(Path::to_owned));
            if path.extension().is_some_and(|extension| extension == "yaml") {
                survey.metadata_files.push(path.to_owned());
            }
            if path.file_name().is_some_and(|name| name == CONF) {
                survey.sphinx.push(path.to_owned());
            }
            if let Some(format) = format_of(path).filter(|_| !is_common(path)) {
                found.push((path.to_owned(), format, entry.file_type().is_symlink()));
            }
        }
        survey.pages = in_parallel(&found, |(path, format, is_link)| page(root, path, *format, *is_link))
            .into_iter()
            .flatten()
            .collect();
        Ok(survey)
    }

    /// Whether a document's name ends so.
    pub fn has_document(&self, end: &str) -> bool {
        self.pages.iter().any(|page| page.path.file_stem().is_some_and(|stem| stem.to_string_lossy().ends_with(end)))
    }

    /// The document at a path.
    pub fn page(&self, path: &Path) -> Option<&Page> {
        self.pages.binary_search_by(|page| page.path.as_path().cmp(path)).ok().map(|at| &self.pages[at])
    }

    /// The text of a file of the repository; `None` where there is none that can be read.
    pub fn text(&self, path: &str) -> Option<String> {
        let real = self.root.join(path).canonicalize().ok().filter(|real| real.starts_with(&self.root))?;
        read(&real).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// A document; `None` for a link that leads nowhere or out of the repository, and for what cannot be read.
fn page(root: &Path, path: &Path, format: Format, is_link: bool) -> Option<Page> {
    let own = root.join(path);
    let target = |path: &Path| path.canonicalize().ok()?.strip_prefix(root).ok().map(Path::to_owned);
    let of_link =
        |link: PathBuf| Page { path: path.to_owned(), format, link: Some(link), headings: Headings::default() };
    if is_link {
        return target(&own).map(of_link);
    }
    let bytes = read(&own).ok()?;
    let written = written_link(&own, &bytes).filter(|to| to.is_file()).and_then(|to| target(&to));
    if let Some(link) = written {
        return Some(of_link(link));
    }
    let headings = Headings::of(&Document::parse(String::from_utf8_lossy(&bytes).into_owned(), format));
    Some(Page { path: path.to_owned(), format, link: None, headings })
}

/// The format of a document, and of a template that has an extension of its own: `tep-template.md.template`.
fn format_of(path: &Path) -> Option<Format> {
    let of = |path: &Path| Formats::default().of(path);
    let is_more = || path.extension().is_some_and(|extension| MORE.contains(&&*extension.to_string_lossy()));
    of(path).or_else(|| if is_more() { of(Path::new(path.file_stem()?)) } else { None })
}

fn is_common(path: &Path) -> bool {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().to_lowercase()).unwrap_or_default();
    path.components().count() == 1 && (is_front_page(path) || COMMON.contains(&&*stem))
}

impl Headings {
    pub fn of(document: &Document) -> Self {
        let outline = &document.outline;
        let name = |id: SectionId| plain(&outline.section(id).text);
        let first = first_level(outline).into_iter().map(name).filter(|name| !name.is_empty()).collect();
        let all =
            outline.headings().iter().map(|section| plain(&section.text)).filter(|name| !name.is_empty()).collect();
        let mut paths = Vec::new();
        for id in first_level(outline) {
            let key = |id: SectionId| &*outline.section(id).key;
            paths.push(section_path([key(id)].into_iter()));
            paths.extend(outline.children(Some(id)).map(|below| section_path([key(id), key(below)].into_iter())));
        }
        Headings { first, all, paths }
    }

    /// How much of this template's first level another document has, from 0 to 1.
    pub fn shared_by(&self, document: &Headings) -> f64 {
        let shared = self.first.iter().filter(|name| document.all.contains(*name)).count();
        // Of one heading or two, many documents have one by chance.
        shared as f64 / (self.first.len() as f64 + 0.5)
    }
}

/// The first-level sections. A section over all others is the title, even if something before it keeps it from being that.
pub(super) fn first_level(outline: &Outline) -> Vec<SectionId> {
    let roots: Vec<SectionId> = outline.roots().collect();
    let has_sections = |id: &SectionId| outline.children(Some(*id)).nth(1).is_some();
    let parents: Vec<SectionId> = roots.iter().copied().filter(has_sections).collect();
    match parents.as_slice() {
        [only] if outline.promoted() == 0 && roots.len() <= 2 => outline.children(Some(*only)).collect(),
        _ => roots,
    }
}

/// A heading without case, leading numbers, marks in brackets and punctuation.
pub(super) fn plain(heading: &str) -> String {
    let lower = heading.to_lowercase();
    let cut = lower.find(['(', '[', '{', '<']).filter(|&at| at > 0).unwrap_or(lower.len());
    let words = lower[..cut].split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.skip_while(|word| word.bytes().all(|b| b.is_ascii_digit())).collect();
    words.join(" ")
}
