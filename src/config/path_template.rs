//! Paths of `release.toml` in which `{release}` stands for the release's name.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};

use toml::Spanned;

use crate::pattern::Glob;

/// A path relative to the repository's root, in which `{release}` stands for the release's name. Those of
/// `layout.specs` may hold globs.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PathTemplate(String);

const PLACEHOLDER: &str = "{release}";

/// So many `**` a path may have. Each of them multiplies the ways to a file.
const MAX_DIRECTORIES: usize = 2;

/// A part of a path between slashes.
#[derive(Debug, Clone)]
pub(crate) enum Part {
    /// This name.
    Name(String),
    /// Any name that matches.
    Glob(Glob),
    /// Any number of directories.
    Directories,
    /// The name of a release between a prefix and a suffix.
    Release { prefix: String, suffix: String },
}

/// So many paths are made of braces.
const MAX_ALTERNATIVES: usize = 64;

/// A path with each alternative of its first braces in their place.
fn first_alternatives(text: &str) -> Option<Vec<String>> {
    let is_first = |&(at, _): &(usize, &str)| !text[at..].starts_with(PLACEHOLDER);
    let (start, _) = text.match_indices('{').find(is_first)?;
    let mut depth = 0;
    let mut commas = vec![start];
    for (at, b) in text.bytes().enumerate().skip(start) {
        match b {
            b'{' => depth += 1,
            b',' if depth == 1 => commas.push(at),
            b'}' if depth == 1 => {
                commas.push(at);
                let alternative =
                    |pair: &[usize]| format!("{}{}{}", &text[..start], &text[pair[0] + 1..pair[1]], &text[at + 1..]);
                return Some(commas.windows(2).map(alternative).collect());
            }
            b'}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The parts of a path, ready to be compared with many.
#[derive(Debug, Clone)]
pub(crate) struct Parts(pub Vec<Part>);

impl Parts {
    /// Whether a path relative to the root is one that these stand for, or lies below one.
    pub fn hold(&self, path: &Path) -> bool {
        matches(&self.0, &names(path), &mut |_, _| {})
    }

    /// Whether a path relative to the root is one that these stand for.
    pub fn are(&self, path: &Path) -> bool {
        let mut is_whole = false;
        matches(&self.0, &names(path), &mut |_, below| is_whole |= below == 0);
        is_whole
    }

    /// The release in whose directory a path relative to the root lies.
    pub fn release_of(&self, path: &Path) -> Option<String> {
        let names = names(path);
        let mut release = None;
        matches(&self.0, &names, &mut |own, below| {
            if below > 0 {
                release = own.map(str::to_owned);
            }
        });
        release
    }

    /// The directory that all paths begin with: the parts before the first that is no name.
    pub fn directory(&self) -> PathBuf {
        let names = self.0.iter().map_while(|part| match part {
            Part::Name(name) => Some(name),
            _ => None,
        });
        names.collect()
    }
}

fn names(path: &Path) -> Vec<Cow<'_, str>> {
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect()
}

/// Whether names begin as parts say. `tell` is told of the release that was met, and of how many names are left.
fn matches(parts: &[Part], names: &[Cow<'_, str>], tell: &mut dyn FnMut(Option<&str>, usize)) -> bool {
    fn go(
        parts: &[Part],
        names: &[Cow<'_, str>],
        release: Option<&str>,
        tell: &mut dyn FnMut(Option<&str>, usize),
    ) -> bool {
        let Some((part, rest)) = parts.split_first() else {
            tell(release, names.len());
            return true;
        };
        if let Part::Directories = part {
            return (0..=names.len()).any(|skip| go(rest, &names[skip..], release, tell));
        }
        let Some((name, below)) = names.split_first() else { return false };
        match part {
            Part::Name(own) => own == name && go(rest, below, release, tell),
            Part::Glob(glob) => glob.is_match(&**name) && go(rest, below, release, tell),
            Part::Release { prefix, suffix } => {
                // Two placeholders stand for one name.
                let own = release_in(name, prefix, suffix).filter(|own| release.is_none_or(|other| other == *own));
                own.is_some_and(|own| go(rest, below, Some(own), tell))
            }
            Part::Directories => true,
        }
    }
    go(parts, names, None, tell)
}

/// Why a path is not accepted, and where it stands.
pub(super) struct Refusal {
    pub message: String,
    pub help: String,
    pub label: &'static str,
    pub span: Range<usize>,
}

impl PathTemplate {
    pub(super) fn unchecked(text: &str) -> Self {
        PathTemplate(text.to_owned())
    }

    /// A path without globs that is relative, stays in the repository, and has no placeholder but `{release}`.
    pub(super) fn new(path: Spanned<String>) -> Result<Self, Refusal> {
        let text = path.get_ref();
        stays_inside(&path)?;
        if text.replace(PLACEHOLDER, "").contains(['{', '}']) {
            return Err(unknown_placeholder(&path));
        }
        Ok(PathTemplate(text.clone()))
    }

    /// Such a path that may hold globs: `*`, `?`, `[ab]`, `{a,b}` and `**`.
    pub(super) fn with_globs(path: Spanned<String>) -> Result<Self, Refusal> {
        let text = path.get_ref();
        stays_inside(&path)?;
        let refuse = |message: String, help: &str, label| {
            Err(Refusal { message, help: help.to_owned(), label, span: path.span() })
        };
        if text.split('/').filter(|part| *part == "**").count() > MAX_DIRECTORIES {
            let help = "a `**` stands for any number of directories: two of them find whatever more would";
            return refuse(format!("`{text}` has more than {MAX_DIRECTORIES} `**`"), help, "too many");
        }
        let mut has_directories = false;
        for part in text.split('/') {
            let rest = part.replace(PLACEHOLDER, "");
            if rest.matches(['{', '}']).count() > 0 && !rest.contains(',') {
                return Err(unknown_placeholder(&path));
            }
            has_directories |= part == "**";
            if has_directories && part.contains(PLACEHOLDER) {
                let help = "a `**` before it could end anywhere: write a `*` for each directory";
                return refuse(format!("`{text}` does not say where the release's name stands"), help, "`**` here");
            }
            if part.contains(PLACEHOLDER) && is_glob(&rest) {
                let help = "what stands beside `{release}` between two slashes is taken as it is";
                return refuse(format!("`{text}` has a glob beside `{PLACEHOLDER}`"), help, "a glob here");
            }
            if let Err(error) = Glob::new(&rest) {
                return refuse(format!("`{text}` is no glob pattern: {error}"), "correct it", "here");
            }
        }
        Ok(PathTemplate(text.clone()))
    }

    /// The paths that its outermost braces make of it; itself where there are too many of them.
    pub(super) fn alternatives(&self) -> Vec<Self> {
        let mut done = Vec::new();
        let mut open = vec![self.0.clone()];
        while let Some(text) = open.pop() {
            match first_alternatives(&text) {
                Some(_) if open.len() + done.len() > MAX_ALTERNATIVES => return vec![self.clone()],
                Some(alternatives) => open.extend(alternatives.into_iter().rev()),
                None => done.push(PathTemplate(text)),
            }
        }
        done
    }

    /// The path for a release. A path with globs stays a pattern.
    pub fn expand(&self, release: Option<&str>) -> PathBuf {
        self.0.replace(PLACEHOLDER, release.unwrap_or(PLACEHOLDER)).into()
    }

    /// Whether `{release}` is in it.
    pub fn has_release(&self) -> bool {
        self.0.contains(PLACEHOLDER)
    }

    /// Whether it is a pattern for several paths.
    pub fn has_globs(&self) -> bool {
        self.0.split('/').any(|part| is_glob(&part.replace(PLACEHOLDER, "")))
    }

    /// The directory that all paths for a release begin with: the parts before the first glob.
    pub fn directory(&self, release: Option<&str>) -> PathBuf {
        self.parts(release).directory()
    }

    /// Its parts for a release; `None`: for any.
    pub(crate) fn parts(&self, release: Option<&str>) -> Parts {
        let part = |part: &str| match (part.split_once(PLACEHOLDER), release) {
            (Some(_), Some(release)) => Some(Part::Name(part.replace(PLACEHOLDER, release))),
            (Some((prefix, suffix)), None) => {
                Some(Part::Release { prefix: prefix.to_owned(), suffix: suffix.to_owned() })
            }
            (None, _) if part == "**" => Some(Part::Directories),
            (None, _) if is_glob(part) => Glob::new(part).ok().map(Part::Glob),
            (None, _) => Some(Part::Name(part.to_owned())),
        };
        Parts(self.0.split('/').filter(|part| !part.is_empty() && *part != ".").filter_map(part).collect())
    }

    /// Where a path that is one of a release's, or lies below one, would be for another release.
    #[cfg(feature = "cli")]
    pub(crate) fn moved(&self, path: &Path, from: &str, to: &str) -> Option<PathBuf> {
        if !self.parts(Some(from)).hold(path) {
            return None;
        }
        // No `**` stands before a release's name, so that parts and names are in step up to there.
        let mut parts = self.parts(None).0.into_iter();
        let names = path.components().map(|name| match parts.next() {
            Some(Part::Release { prefix, suffix }) => PathBuf::from(format!("{prefix}{to}{suffix}")),
            _ => PathBuf::from(name.as_os_str()),
        });
        Some(names.collect())
    }
}

impl fmt::Display for PathTemplate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The release in a file's name that has a prefix and a suffix.
pub(crate) fn release_in<'n>(name: &'n str, prefix: &str, suffix: &str) -> Option<&'n str> {
    let release = name.strip_prefix(prefix)?.strip_suffix(suffix)?;
    Some(release).filter(|release| !release.is_empty() && !release.starts_with('.'))
}

/// Whether a part of a path, or a name, has characters of globs.
pub(crate) fn is_glob(text: &str) -> bool {
    text.contains(['*', '?', '[', '{'])
}

fn stays_inside(path: &Spanned<String>) -> Result<(), Refusal> {
    let text = path.get_ref();
    let refuse =
        |message: String, help: &str, label| Err(Refusal { message, help: help.to_owned(), label, span: path.span() });
    if text.is_empty() {
        return refuse("an empty path".to_owned(), "name a file or directory of the repository", "empty");
    }
    let mut depth = 0_i32;
    for component in Path::new(text).components() {
        match component {
            Component::Normal(_) => depth += 1,
            Component::ParentDir => depth -= 1,
            Component::CurDir => {}
            Component::RootDir | Component::Prefix(_) => depth = -1,
        }
        if depth < 0 {
            let help = "paths are relative to the directory of this file, and stay below it";
            return refuse(format!("`{text}` leads out of the repository"), help, "leads out");
        }
    }
    Ok(())
}

fn unknown_placeholder(path: &Spanned<String>) -> Refusal {
    Refusal {
        message: format!("`{}` has an unknown placeholder", path.get_ref()),
        help: "`{release}` is the only placeholder".to_owned(),
        label: "unknown placeholder",
        span: path.span(),
    }
}
