//! The `[layout]` table: where the files of specs are.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::value::SeqAccessDeserializer;
use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use toml::Spanned;

use super::path_template::{PathTemplate, Refusal};
use crate::document::{Format, Formats};
use crate::pattern::PathPattern;
use crate::rules::Extension;

/// Where the files of a set of specs are.
#[derive(Debug, Clone)]
pub struct Layout {
    /// The directories of its specs, or the specs themselves; these paths may hold globs.
    pub specs: Vec<PathTemplate>,
    /// Its template: the first of these that exists.
    pub template: Vec<PathTemplate>,
    /// The page that lists the releases.
    pub index: Option<PathTemplate>,
    /// Files in the specs directory that are no specs.
    pub ignore: Vec<PathPattern>,
    /// Which files are documents.
    pub formats: Formats,
}

impl Default for Layout {
    fn default() -> Self {
        let path = |text: &str| PathTemplate::unchecked(text);
        Layout {
            specs: vec![path("specs/{release}")],
            template: vec![path("templates/{release}.rst"), path("templates/{release}.md")],
            index: Some(path("doc/source/index.rst")),
            ignore: Vec::new(),
            formats: Formats::default(),
        }
    }
}

impl Layout {
    /// Whether the specs are those of releases.
    pub fn has_releases(&self) -> bool {
        self.specs.iter().any(PathTemplate::has_release)
    }
}

/// Where specs and templates are.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct LayoutTable {
    /// The directories of specs, or the specs themselves: paths that may hold globs. `{release}` stands for the
    /// release's name (`specs/{release}`).
    #[cfg_attr(feature = "cli", schemars(with = "Option<OneOrMore>"))]
    specs: Option<Spanned<OneOrMore>>,
    /// The template: the first of these paths that exists (`templates/{release}.rst`, `templates/{release}.md`).
    #[cfg_attr(feature = "cli", schemars(with = "Option<OneOrMore>"))]
    template: Option<Spanned<OneOrMore>>,
    /// The page that lists the releases (`doc/source/index.rst`).
    #[cfg_attr(feature = "cli", schemars(with = "Option<String>"))]
    index: Option<Spanned<String>>,
    /// Files and directories below those of specs that are no specs (none), besides indexes and READMEs beside specs.
    ignore: Option<Vec<PathPattern>>,
    /// The formats of further extensions: `{ txt = "rst" }`.
    #[cfg_attr(feature = "cli", schemars(with = "BTreeMap<String, Format>"))]
    formats: BTreeMap<Extension, Format>,
}

/// What may differ by metadata: where specs are is known before they are read.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct WhenLayout {
    /// The template: the first of these paths that exists.
    #[cfg_attr(feature = "cli", schemars(with = "Option<OneOrMore>"))]
    template: Option<Spanned<OneOrMore>>,
}

impl From<WhenLayout> for LayoutTable {
    fn from(layout: WhenLayout) -> Self {
        LayoutTable { template: layout.template, ..LayoutTable::default() }
    }
}

/// One path, or a list that is tried in order.
#[derive(Debug, Clone)]
pub(super) enum OneOrMore {
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

/// A layout that says only what differs from another one.
#[derive(Debug, Clone, Default)]
pub(super) struct LayoutOverride {
    pub specs: Option<Vec<PathTemplate>>,
    template: Option<Vec<PathTemplate>>,
    index: Option<PathTemplate>,
    ignore: Option<Vec<PathPattern>>,
    formats: BTreeMap<String, Format>,
}

impl LayoutTable {
    /// Checks the paths.
    pub fn check(self) -> Result<LayoutOverride, Refusal> {
        Ok(LayoutOverride {
            specs: self.specs.map(all_specs).transpose()?,
            template: self.template.map(|paths| all(paths, "templates", PathTemplate::new)).transpose()?,
            index: self.index.map(PathTemplate::new).transpose()?,
            ignore: self.ignore,
            formats: self.formats.into_iter().map(|(extension, format)| (extension.0, format)).collect(),
        })
    }
}

impl LayoutOverride {
    /// This layout where it says something, and `base` where it does not.
    pub fn over(&self, base: &Layout) -> Layout {
        Layout {
            specs: self.specs.clone().unwrap_or_else(|| base.specs.clone()),
            template: self.template.clone().unwrap_or_else(|| base.template.clone()),
            index: self.index.clone().or_else(|| base.index.clone()),
            ignore: self.ignore.clone().unwrap_or_else(|| base.ignore.clone()),
            formats: base.formats.with(&self.formats),
        }
    }
}

/// The paths of specs: of braces each alternative is a path of its own, at which something has to be.
fn all_specs(paths: Spanned<OneOrMore>) -> Result<Vec<PathTemplate>, Refusal> {
    let paths = all(paths, "specs", PathTemplate::with_globs)?;
    Ok(paths.iter().flat_map(PathTemplate::alternatives).collect())
}

type Check = fn(Spanned<String>) -> Result<PathTemplate, Refusal>;

/// The paths of a list that is not empty.
fn all(paths: Spanned<OneOrMore>, what: &str, check: Check) -> Result<Vec<PathTemplate>, Refusal> {
    let span = paths.span();
    let paths = match paths.into_inner() {
        OneOrMore::One(path) => vec![Spanned::new(span, path)],
        OneOrMore::More(paths) if paths.is_empty() => {
            return Err(Refusal {
                message: format!("an empty list of {what}: no release has one"),
                help: format!("name a path, for instance `{what}/{{release}}.rst`"),
                label: "empty",
                span,
            });
        }
        OneOrMore::More(paths) => paths,
    };
    paths.into_iter().map(check).collect()
}
