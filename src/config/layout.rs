//! The `[layout]` table: where a release's files are.

use std::fmt;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};

use serde::de::value::SeqAccessDeserializer;
use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use toml::Spanned;

use super::rules::PathPattern;

/// Where the files of a release are.
#[derive(Debug, Clone)]
pub struct Layout {
    /// The directory of its specs.
    pub specs: PathTemplate,
    /// Its template: the first of these that exists.
    pub template: Vec<PathTemplate>,
    /// The page that lists the releases.
    pub index: Option<PathTemplate>,
    /// Files in the specs directory that are no specs.
    pub ignore: Vec<PathPattern>,
}

/// A path relative to the repository's root, in which `{release}` stands for the release's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathTemplate(String);

const PLACEHOLDER: &str = "{release}";

impl PathTemplate {
    /// The path for a release.
    pub fn expand(&self, release: &str) -> PathBuf {
        self.0.replace(PLACEHOLDER, release).into()
    }

    /// The directory that holds what the placeholder names, and what stands before and after the placeholder in
    /// that name: `specs/{release}-specs/approved` → `specs`, ``, `-specs`. `None` without a placeholder.
    pub(crate) fn around_release(&self) -> Option<(&str, &str, &str)> {
        let (before, after) = self.0.split_once(PLACEHOLDER)?;
        let (directory, prefix) = before.rsplit_once('/').unwrap_or(("", before));
        Some((directory, prefix, after.split('/').next().unwrap_or_default()))
    }
}

impl Default for Layout {
    fn default() -> Self {
        let path = |text: &str| PathTemplate(text.to_owned());
        Layout {
            specs: path("specs/{release}"),
            template: vec![path("templates/{release}.rst"), path("templates/{release}.md")],
            index: Some(path("doc/source/index.rst")),
            ignore: ["index.rst", "README.*"].iter().filter_map(|text| PathPattern::new(text).ok()).collect(),
        }
    }
}

/// `[layout]` as it is written.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct LayoutTable {
    specs: Option<Spanned<String>>,
    template: Option<Spanned<OneOrMore>>,
    index: Option<Spanned<String>>,
    ignore: Option<Vec<PathPattern>>,
}

/// One path, or a list that is tried in order.
#[derive(Debug, Clone)]
enum OneOrMore {
    One(String),
    More(Vec<Spanned<String>>),
}

impl<'de> Deserialize<'de> for OneOrMore {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Paths;

        impl<'de> Visitor<'de> for Paths {
            type Value = OneOrMore;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a path or a list of paths")
            }

            fn visit_str<E: serde::de::Error>(self, path: &str) -> Result<OneOrMore, E> {
                Ok(OneOrMore::One(path.to_owned()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, paths: A) -> Result<OneOrMore, A::Error> {
                Vec::deserialize(SeqAccessDeserializer::new(paths)).map(OneOrMore::More)
            }
        }

        deserializer.deserialize_any(Paths)
    }
}

/// Why a path is not accepted, and where it stands.
pub(super) struct Refusal {
    pub message: String,
    pub help: String,
    pub label: &'static str,
    pub span: Range<usize>,
}

impl LayoutTable {
    /// This table where it says something, and `base` where it does not.
    pub fn over(self, base: &Layout) -> Result<Layout, Refusal> {
        let template = match self.template {
            None => base.template.clone(),
            Some(paths) => {
                let span = paths.span();
                if matches!(paths.get_ref(), OneOrMore::More(list) if list.is_empty()) {
                    return Err(Refusal {
                        message: "an empty list of templates: no release has one".to_owned(),
                        help: "name a path, for instance `templates/{release}.rst`".to_owned(),
                        label: "empty",
                        span,
                    });
                }
                let paths = match paths.into_inner() {
                    OneOrMore::One(path) => vec![Spanned::new(span, path)],
                    OneOrMore::More(paths) => paths,
                };
                paths.into_iter().map(check).collect::<Result<_, _>>()?
            }
        };
        Ok(Layout {
            specs: self.specs.map(check).transpose()?.unwrap_or_else(|| base.specs.clone()),
            template,
            index: self.index.map(check).transpose()?.or_else(|| base.index.clone()),
            ignore: self.ignore.unwrap_or_else(|| base.ignore.clone()),
        })
    }
}

/// A path is relative, stays in the repository, and has no placeholder but `{release}`.
fn check(path: Spanned<String>) -> Result<PathTemplate, Refusal> {
    let text = path.get_ref();
    let refuse =
        |message: String, help: &str, label| Err(Refusal { message, help: help.to_owned(), label, span: path.span() });
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
    if text.is_empty() {
        return refuse("an empty path".to_owned(), "name a file or directory of the repository", "empty");
    }
    if text.replace(PLACEHOLDER, "").contains(['{', '}']) {
        let help = "`{release}` is the only placeholder";
        return refuse(format!("`{text}` has an unknown placeholder"), help, "unknown placeholder");
    }
    Ok(PathTemplate(text.clone()))
}

impl fmt::Display for PathTemplate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
