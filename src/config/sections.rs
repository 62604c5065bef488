//! The `[sections]` table: what holds beyond what templates say.

use std::fmt;

use serde::{Deserialize, Deserializer, de};

use crate::document::key;

/// What is demanded of sections beyond what the template says.
#[derive(Debug, Clone, Default)]
pub struct SectionDemands {
    /// So many levels of the template are compared; `None`: all.
    pub depth: Option<usize>,
    /// In order: a later one takes the place of an earlier one.
    pub statements: Vec<Statement>,
}

/// One thing that is said of the sections at a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    pub path: SectionPath,
    pub word: Word,
}

/// What can be said of a section: the annotations of templates, and `required`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// May be there or not, even where the template has no such section.
    Optional,
    /// Has to be there, even where the template has no such section.
    Required,
    /// May appear several times.
    Repeat,
    /// Its children may stand in any order.
    AnyOrder,
    /// Other children than the template's are welcome.
    Open,
    /// Other children than the template's are errors.
    Closed,
}

impl Word {
    /// Whether both cannot hold for a section (a word contradicts itself, too: it is said once).
    fn contradicts(self, other: Word) -> bool {
        let pair = |word| match word {
            Word::Optional | Word::Required => 0,
            Word::Open | Word::Closed => 1,
            Word::Repeat => 2,
            Word::AnyOrder => 3,
        };
        pair(self) == pair(other)
    }

    /// All of them.
    pub const ALL: &[Word] = &[Word::Optional, Word::Required, Word::Repeat, Word::AnyOrder, Word::Open, Word::Closed];

    /// The key of the list in `[sections]`.
    pub fn name(self) -> &'static str {
        match self {
            Word::Optional => "optional",
            Word::Required => "required",
            Word::Repeat => "repeat",
            Word::AnyOrder => "any-order",
            Word::Open => "open",
            Word::Closed => "closed",
        }
    }
}

/// Keys of headings from the first level down, of which each may be `*`: any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionPath(Vec<String>);

const SEPARATOR: &str = " > ";
const ANY: &str = "*";

impl SectionPath {
    /// The headings from the first level down; `None`: any.
    pub fn headings(&self) -> impl DoubleEndedIterator<Item = Option<&str>> + ExactSizeIterator {
        self.0.iter().map(|heading| Some(heading.as_str()).filter(|&heading| heading != ANY))
    }

    /// Whether it names every heading.
    pub fn is_literal(&self) -> bool {
        self.headings().all(|heading| heading.is_some())
    }
}

impl fmt::Display for SectionPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join(SEPARATOR))
    }
}

impl<'de> Deserialize<'de> for SectionPath {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let headings: Vec<String> = text.split(SEPARATOR).map(|heading| key(heading).into_owned()).collect();
        if headings.iter().any(String::is_empty) {
            return Err(de::Error::custom(format!("an empty heading in the path `{text}`")));
        }
        Ok(SectionPath(headings))
    }
}

/// What holds for sections beyond what templates say. Paths are headings joined by ` > `, of which each may be `*`: any.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(super) struct SectionTable {
    /// So many levels of the template are compared (all).
    depth: Option<Depth>,
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
        ];
        let statements =
            lists.into_iter().flat_map(|(word, paths)| paths.into_iter().map(move |path| Statement { path, word }));
        Ok(SectionDemands { depth: self.depth.map(|depth| depth.0), statements: in_order(statements) })
    }
}

impl SectionDemands {
    /// These demands in addition to those of `base`.
    pub(super) fn over(&self, base: &Self) -> Self {
        SectionDemands {
            depth: self.depth.or(base.depth),
            statements: in_order(base.statements.iter().chain(&self.statements).cloned()),
        }
    }
}

/// Statements in the order in which they are carried out: what names more headings outweighs what says `*`. Of two
/// that contradict each other at the same path the later one stays.
fn in_order(statements: impl Iterator<Item = Statement>) -> Vec<Statement> {
    let mut ordered: Vec<Statement> = Vec::new();
    for statement in statements {
        ordered.retain(|other| other.path != statement.path || !statement.word.contradicts(other.word));
        ordered.push(statement);
    }
    ordered.sort_by_key(|statement| statement.path.headings().flatten().count());
    ordered
}
