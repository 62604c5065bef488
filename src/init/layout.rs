//! The layout of a repository, from its files.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::order::rank;
use crate::document::{Document, Formats};
use crate::error::Error;
use crate::files::{read, walk_error};
use crate::nearest::list;

/// Directories that specs are in, most likely first.
const SPECS: [&str; 9] = ["specs", "text", "proposals", "rfcs", "keps", "designs", "enhancements", "docs", "doc"];

/// Stems of documents that every repository may have.
const FRONT_PAGES: [&str; 8] =
    ["readme", "index", "contributing", "changelog", "license", "licence", "code_of_conduct", "security"];

/// What was found.
#[derive(Debug)]
pub(super) struct Found {
    /// `layout.specs`.
    pub specs: String,
    /// `layout.template`.
    pub templates: Vec<String>,
    pub index: Option<String>,
    pub ignores_templates: bool,
    /// The current release, and why it is that.
    pub current: Option<(String, &'static str)>,
    /// Releases that are not checked, and why.
    pub left_out: Vec<(String, &'static str)>,
    /// The specs, for a proposal.
    pub documents: Vec<PathBuf>,
    pub remarks: Vec<String>,
}

/// The documents of a directory, relative to it; not those that every repository may have.
pub(super) fn documents(root: &Path) -> Result<Vec<PathBuf>, Error> {
    let is_looked_at = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() == 0 || !name.starts_with('.') && !["target", "node_modules", "build", "_build"].contains(&&*name)
    };
    let mut files = Vec::new();
    for entry in WalkDir::new(root).sort_by_file_name().into_iter().filter_entry(is_looked_at) {
        let entry = entry.map_err(|error| walk_error(&error))?;
        let Ok(path) = entry.path().strip_prefix(root) else { continue };
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().to_lowercase()).unwrap_or_default();
        let is_front_page = FRONT_PAGES.contains(&&*stem) && path.components().count() == 1;
        if entry.file_type().is_file() && Formats::default().of(path).is_some() && !is_front_page {
            files.push(path.to_owned());
        }
    }
    Ok(files)
}

pub(super) fn find(root: &Path, files: &[PathBuf], release: Option<&str>) -> Result<Found, Error> {
    let top = specs_directory(files)?;
    let below: Vec<&PathBuf> = files.iter().filter(|path| path.starts_with(&top)).collect();
    let mut remarks = Vec::new();
    // The directories right below, with how many specs each has.
    let mut children: BTreeMap<String, usize> = BTreeMap::new();
    for path in &below {
        let Ok(relative) = path.strip_prefix(&top) else { continue };
        let mut parts = relative.components().map(|part| part.as_os_str().to_string_lossy().into_owned());
        if let (Some(first), Some(_)) = (parts.next(), parts.next()) {
            *children.entry(first).or_default() += usize::from(!is_page(path) && !is_template(path));
        }
    }
    children.retain(|_, specs| *specs > 0);
    let mut releases: Vec<&String> =
        children.keys().filter(|name| rank(name).is_some() || Some(name.as_str()) == release).collect();
    releases.sort_by_key(|name| rank(name));
    let direct =
        below.iter().filter(|path| path.parent() == Some(&top) && !is_template(path) && !is_page(path)).count();
    let in_releases: usize = releases.iter().map(|name| children[*name]).sum();
    let others: Vec<&String> = children.keys().filter(|name| !releases.contains(name)).collect();
    let approved = children.get("approved").copied().unwrap_or(0);
    let has_releases = !releases.is_empty() && in_releases >= direct && approved <= in_releases;
    let shown = |path: &Path| path.to_string_lossy().replace('\\', "/");
    let specs = match (has_releases, approved > in_releases.max(direct)) {
        (true, _) => shown(&top.join("{release}")),
        (false, true) => {
            let names = children.keys().filter(|name| *name != "approved").map(String::as_str);
            remarks.push(format!(
                "only `{}` is checked; add to `layout.specs`, or as `[groups]`, what else is to be: {}",
                shown(&top.join("approved")),
                list(names)
            ));
            shown(&top.join("approved"))
        }
        (false, false) => shown(&top),
    };
    let current = match (release, has_releases) {
        (Some(name), true) => Some((name.to_owned(), "as it was given")),
        (None, true) => releases.last().map(|name| ((*name).clone(), "the newest that has specs, by its name")),
        (_, false) => None,
    };
    if !has_releases && others.len() > 1 && approved == 0 {
        remarks.push(format!(
            "{} are taken for no releases; if they are, write `specs = \"{}\"` and `current_release`",
            list(others.iter().take(4).map(|name| name.as_str())),
            shown(&top.join("{release}"))
        ));
    }
    let left_out = match has_releases {
        true => others.iter().map(|name| ((*name).clone(), "is no release, by its name")).collect(),
        false => Vec::new(),
    };
    let documents: Vec<PathBuf> = below
        .iter()
        .filter(|path| !is_template(path) && !is_page(path))
        .filter(|path| !has_releases || in_release(path, &top, &releases))
        .map(|path| (*path).clone())
        .collect();
    let ignores_templates =
        has_releases && below.iter().any(|path| is_template(path) && in_release(path, &top, &releases));
    let templates = templates(root, files, &top, has_releases.then_some(&releases), &documents, &mut remarks)?;
    let index = ["doc/source/index.rst", "docs/index.md", "docs/source/index.rst", "SUMMARY.md", "src/SUMMARY.md"];
    let index = index.iter().find(|path| root.join(path).is_file()).filter(|path| **path != index[0]);
    Ok(Found {
        specs,
        templates,
        index: index.map(|path| (*path).to_owned()),
        ignores_templates,
        current,
        left_out,
        documents,
        remarks,
    })
}

fn in_release(path: &Path, top: &Path, releases: &[&String]) -> bool {
    let first = path.strip_prefix(top).ok().and_then(|path| path.components().next());
    first.is_some_and(|first| releases.iter().any(|name| first.as_os_str() == name.as_str()))
}

/// The directory that all specs are below.
fn specs_directory(files: &[PathBuf]) -> Result<PathBuf, Error> {
    let mut tops: BTreeMap<PathBuf, usize> = BTreeMap::new();
    for path in files.iter().filter(|path| !is_template(path)) {
        let top = path
            .components()
            .next()
            .filter(|_| path.components().count() > 1)
            .map(|part| PathBuf::from(part.as_os_str()));
        *tops.entry(top.unwrap_or_default()).or_default() += 1;
    }
    let known = SPECS.iter().map(Path::new).find(|name| tops.contains_key(*name));
    let most = || tops.iter().filter(|(path, _)| !path.as_os_str().is_empty()).max_by_key(|(_, count)| **count);
    known.map(Path::to_owned).or_else(|| most().map(|(path, _)| path.clone())).ok_or_else(|| {
        Error::new("no directory of specs is found").help(
            "write a `release.toml` by hand; without releases the least is:\n\n    [layout]\n    specs = \"DIRECTORY\"\n    \
             template = \"FILE\"",
        )
    })
}

fn is_page(path: &Path) -> bool {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().to_lowercase()).unwrap_or_default();
    stem == "index" || stem == "readme" && !path.components().any(|part| part.as_os_str() == "keps")
}

/// `template.rst`, `kilo-template.rst`, `templates/kilo.rst`, `NNNN-kep-template/README.md`.
fn is_template(path: &Path) -> bool {
    let is_named = |name: &str| {
        let name = name.to_lowercase();
        name == "template" || name.ends_with("-template") || name.ends_with("_template")
    };
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let parent =
        path.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    is_named(&stem) || is_named(&parent) || parent.ends_with("templates")
}

/// The paths of templates: that of each release, and a common one.
fn templates(
    root: &Path,
    files: &[PathBuf],
    top: &Path,
    releases: Option<&Vec<&String>>,
    specs: &[PathBuf],
    remarks: &mut Vec<String>,
) -> Result<Vec<String>, Error> {
    let candidates: Vec<&PathBuf> = files.iter().filter(|path| is_template(path)).collect();
    let mut found = Vec::new();
    if let Some(releases) = releases {
        let mut patterns: BTreeMap<String, usize> = BTreeMap::new();
        for path in &candidates {
            let shown = path.to_string_lossy().replace('\\', "/");
            for release in releases {
                let inside = path.starts_with(top.join(release));
                if !inside && path.file_stem().is_some_and(|stem| stem.to_string_lossy().contains(release.as_str())) {
                    let file = shown.rsplit('/').next().unwrap_or(&shown);
                    let pattern = file.replacen(release.as_str(), "{release}", 1);
                    *patterns.entry(format!("{}{pattern}", &shown[..shown.len() - file.len()])).or_default() += 1;
                } else if inside && path.parent() == Some(&top.join(release)) {
                    *patterns.entry(shown.replacen(&format!("/{release}/"), "/{release}/", 1)).or_default() += 1;
                }
            }
        }
        found.extend(patterns.into_iter().max_by_key(|(_, count)| *count).map(|(pattern, _)| pattern));
    }
    let is_common = |path: &&&PathBuf| {
        let in_release = releases.is_some_and(|releases| in_release(path, top, releases));
        let of_release = releases.is_some_and(|releases| {
            let stem = path.file_stem().unwrap_or_default().to_string_lossy();
            releases.iter().any(|release| stem.contains(release.as_str()))
        });
        !in_release && !of_release && !path.starts_with("doc")
    };
    let common: Vec<&PathBuf> = candidates.iter().filter(is_common).copied().collect();
    let mut scored = Vec::new();
    for path in common {
        scored.push((score(root, path, specs)?, path));
    }
    // Of those that fit about as well, the one of the plainest name: others are for special specs.
    let best = scored.iter().map(|(score, _)| *score).max().unwrap_or(0);
    let plainness = |path: &Path| (path.components().count(), path.as_os_str().len());
    scored.sort_by_key(|(score, path)| (score * 2 < best, plainness(path)));
    if let Some((_, best)) = scored.first() {
        let shown = |path: &Path| path.to_string_lossy().replace('\\', "/");
        if found.is_empty() || best.file_stem().is_some_and(|stem| stem == "template") {
            found.push(shown(best));
        }
        if scored.len() > 1 && found.len() == 1 && !found[0].contains('{') {
            let others: Vec<String> = scored[1..].iter().take(4).map(|(_, path)| shown(path)).collect();
            remarks.push(format!(
                "of several templates `{}` is taken; name another as `layout.template`, or give groups of specs their own: {}",
                found[0],
                list(others.iter().map(String::as_str))
            ));
        }
    }
    Ok(found)
}

/// How many headings of specs a template has, of at most a hundred specs.
fn score(root: &Path, template: &Path, specs: &[PathBuf]) -> Result<usize, Error> {
    let headings = |path: &Path| -> Result<BTreeSet<String>, Error> {
        let text = String::from_utf8_lossy(&read(&root.join(path))?).into_owned();
        let format = Formats::default().read_as(path);
        let document = Document::parse(text, format);
        Ok(document.outline.roots().map(|id| document.outline.section(id).text.to_lowercase()).collect())
    };
    let own = headings(template)?;
    let every = specs.len() / 100 + 1;
    let mut score = 0;
    for spec in specs.iter().step_by(every).filter(|spec| spec.extension() == template.extension()) {
        score += headings(spec)?.intersection(&own).count();
    }
    Ok(score)
}

impl Found {
    /// The file.
    pub fn to_toml(&self) -> String {
        let mut text = String::new();
        if let Some((release, why)) = &self.current {
            text += &format!("# The release that specs are written for: {why}.\ncurrent_release = {release:?}\n\n");
        }
        let is_usual = self.specs == "specs/{release}";
        text += "[layout]\n";
        if !is_usual {
            text += &format!(
                "# The directory of the specs{}.\nspecs = {:?}\n",
                if self.current.is_some() { " of a release" } else { "" },
                self.specs
            );
        }
        text += match self.templates.len() {
            1 if self.templates[0].contains("{release}") => "# The template of each release.\n",
            1 => "# The template of all specs.\n",
            _ => "# The release's own template, or else the common one.\n",
        };
        match self.templates.as_slice() {
            [one] => text += &format!("template = {one:?}\n"),
            several => text += &format!("template = {several:?}\n"),
        }
        if let Some(index) = &self.index {
            text += &format!("# The page that lists the releases.\nindex = {index:?}\n");
        }
        if self.ignores_templates {
            text += "# Copies of templates, or links to them, are among the specs.\n";
            text += "ignore = [\"index.rst\", \"README.*\", \"template.*\", \"*-template.*\"]\n";
        }
        for (release, why) in &self.left_out {
            let is_bare = release.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
            let key = if is_bare { release.clone() } else { format!("{release:?}") };
            text += &format!("\n# It {why}.\n[releases.{key}]\ncheck = false\n");
        }
        text
    }

    /// What was found, in a line.
    pub fn in_words(&self) -> String {
        let templates = list(self.templates.iter().map(String::as_str));
        match &self.current {
            Some((release, why)) => format!("specs in {}, templates at {templates}; {release} is {why}", self.specs),
            None => format!("specs in {}, no releases, template {templates}", self.specs),
        }
    }
}
