//! The `[sections]` table: what holds beyond what templates say.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, de};

use crate::document::key;
use crate::pattern::Pattern;
use crate::template::{SectionDemands, SectionPath, Statement, Word};

/// What holds for sections beyond what templates say. Paths are headings joined by ` > `, of which each may be `*`: any.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(super) struct SectionTable {
    /// So many levels of the template are compared (all).
    depth: Option<Depth>,
    /// Sections stand at the very levels of the template's headings (false). Only Markdown has others.
    levels: Option<bool>,
    /// Sections that may be there or not, even where the template has none of this heading.
    optional: Vec<SectionPath>,
    /// Sections that have to be there, even where the template has none of this heading.
    required: Vec<SectionPath>,
    /// Sections that may appear several times.
    repeat: Vec<SectionPath>,
    /// Sections whose subsections may stand in any order.
    any_order: Vec<SectionPath>,
    /// Sections under which others than the template's are welcome.
    open: Vec<SectionPath>,
    /// Sections under which others than the template's are errors.
    closed: Vec<SectionPath>,
    /// Sections in which the template's text stays.
    keep: Vec<SectionPath>,
    /// The headings that sections had: specs that still have them are to be renamed.
    was: BTreeMap<SectionPath, Vec<FormerHeading>>,
    /// What is found in the headings that count as sections, in place of the template's own.
    r#match: BTreeMap<SectionPath, Pattern>,
}

/// A heading, as it is compared.
#[derive(Debug, Clone)]
pub(super) struct FormerHeading(String);

impl<'de> Deserialize<'de> for FormerHeading {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        match key(text.trim()) {
            key if key.is_empty() => Err(de::Error::custom("a former heading is empty; write the heading that it was")),
            key => Ok(FormerHeading(key.into_owned())),
        }
    }
}

/// A number of levels, at least one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Depth(usize);

impl<'de> Deserialize<'de> for Depth {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match usize::deserialize(deserializer)? {
            0 => Err(de::Error::custom("a depth of 0 compares nothing; 1 compares the first-level sections")),
            depth => Ok(Depth(depth)),
        }
    }
}

impl SectionTable {
    /// The statements of the table, those with a `*` first.
    pub fn demands(self) -> Result<SectionDemands, String> {
        for (one, other, words) in
            [(&self.optional, &self.required, "optional and required"), (&self.open, &self.closed, "open and closed")]
        {
            if let Some(path) = one.iter().find(|path| other.contains(path)) {
                return Err(format!("`{path}` is both {words}"));
            }
        }
        let lists = [
            (Word::Optional, self.optional),
            (Word::Required, self.required),
            (Word::Repeat, self.repeat),
            (Word::AnyOrder, self.any_order),
            (Word::Open, self.open),
            (Word::Closed, self.closed),
            (Word::Keep, self.keep),
        ];
        let mut statements = Vec::new();
        for (word, paths) in lists {
            statements.extend(paths.into_iter().map(|path| Statement { path, word: word.clone() }));
        }
        statements.extend(self.was.into_iter().map(|(path, former)| {
            let former = former.into_iter().map(|heading| heading.0).collect();
            Statement { path, word: Word::Was(former) }
        }));
        let matches = self.r#match.into_iter();
        statements.extend(matches.map(|(path, pattern)| Statement { path, word: Word::Match(pattern) }));
        let depth = self.depth.map(|depth| depth.0);
        Ok(SectionDemands { depth, levels: self.levels, statements }.in_order())
    }
}
