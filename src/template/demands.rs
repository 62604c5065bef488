//! What a configuration demands of sections beyond what their template says.

use std::collections::HashSet;
use std::fmt;

use serde::{Deserialize, Deserializer, de};

use crate::document::key;
use crate::pattern::Pattern;

/// What is demanded of sections beyond what the template says.
#[derive(Debug, Clone, Default)]
pub struct SectionDemands {
    /// So many levels of the template are compared; `None`: all.
    pub depth: Option<usize>,
    /// Whether sections stand at the very levels of the template's headings; `None`: not.
    pub levels: Option<bool>,
    /// In order: a later one takes the place of an earlier one.
    pub statements: Vec<Statement>,
}

/// One thing that is said of the sections at a path.
#[derive(Debug, Clone)]
pub struct Statement {
    pub path: SectionPath,
    pub word: Word,
}

/// What can be said of a section: the annotations of templates, and `required`.
#[derive(Debug, Clone)]
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
    /// The template's text under it stays in specs.
    Keep,
    /// It had these headings.
    Was(Vec<String>),
    /// It is any section in whose heading this finds something.
    Match(Pattern),
}

impl Statement {
    /// What is said, without its word: the path, and what else there is.
    pub fn value(&self) -> String {
        match &self.word {
            Word::Was(former) => format!("{} = {}", self.path, former.join(", ")),
            Word::Match(pattern) => format!("{} = {}", self.path, pattern.0.as_str()),
            _ => self.path.to_string(),
        }
    }
}

impl Word {
    /// What it speaks of. Of two words for one topic only one can hold.
    fn topic(&self) -> u8 {
        match self {
            Word::Optional | Word::Required => 0,
            Word::Open | Word::Closed => 1,
            Word::Repeat => 2,
            Word::AnyOrder => 3,
            Word::Keep => 4,
            Word::Was(_) => 5,
            Word::Match(_) => 6,
        }
    }

    /// The names of all of them.
    pub const NAMES: [&str; 9] =
        ["optional", "required", "repeat", "any-order", "open", "closed", "keep", "was", "match"];

    /// As the key of `[sections]`.
    pub fn name(&self) -> &'static str {
        match self {
            Word::Optional => "optional",
            Word::Required => "required",
            Word::Repeat => "repeat",
            Word::AnyOrder => "any-order",
            Word::Open => "open",
            Word::Closed => "closed",
            Word::Keep => "keep",
            Word::Was(_) => "was",
            Word::Match(_) => "match",
        }
    }
}

/// Keys of headings from the first level down; `None`: any.
///
/// It is written as headings joined by ` > `, of which each may be `*`: any. A `>` or `*` that is a heading's own has a
/// backslash before it there: `Read \> Write` is one heading.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionPath(Vec<Option<String>>);

const SEPARATOR: &str = " > ";
const ANY: &str = "*";

impl SectionPath {
    /// The headings from the first level down; `None`: any.
    pub fn headings(&self) -> impl DoubleEndedIterator<Item = Option<&str>> + ExactSizeIterator {
        self.0.iter().map(Option::as_deref)
    }
}

impl fmt::Display for SectionPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&joined(self.headings()))
    }
}

/// The path of a section, as a configuration has it, from the headings on the way to it.
pub(crate) fn section_path<'h>(headings: impl Iterator<Item = &'h str>) -> String {
    joined(headings.map(Some))
}

fn joined<'h>(headings: impl Iterator<Item = Option<&'h str>>) -> String {
    headings.map(written).collect::<Vec<_>>().join(SEPARATOR)
}

/// A heading as it is written in a path.
fn written(heading: Option<&str>) -> String {
    match heading {
        None => ANY.to_owned(),
        Some(ANY) => r"\*".to_owned(),
        Some(heading) => {
            let word = |word: &str| if word == ">" { r"\>".to_owned() } else { word.replace(r"\>", r"\\>") };
            heading.split(' ').map(word).collect::<Vec<_>>().join(" ")
        }
    }
}

/// The heading that is written so in a path.
fn heading(written: &str) -> Option<String> {
    match written.trim() {
        ANY => None,
        r"\*" => Some(ANY.to_owned()),
        written => Some(key(&written.replace(r"\>", ">")).into_owned()),
    }
}

impl<'de> Deserialize<'de> for SectionPath {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let headings: Vec<Option<String>> = text.split(SEPARATOR).map(heading).collect();
        if headings.iter().flatten().any(String::is_empty) {
            return Err(de::Error::custom(format!("an empty heading in the path `{text}`")));
        }
        Ok(SectionPath(headings))
    }
}

impl SectionDemands {
    /// These demands with their statements in order, each of which outweighs those before it.
    pub(crate) fn in_order(self) -> Self {
        SectionDemands { statements: in_order(self.statements), ..self }
    }

    /// These demands in addition to those of `base`.
    pub(crate) fn over(&self, base: &Self) -> Self {
        let statements = base.statements.iter().chain(&self.statements).cloned().collect();
        let (depth, levels) = (self.depth.or(base.depth), self.levels.or(base.levels));
        SectionDemands { depth, levels, statements }.in_order()
    }
}

/// Statements in the order in which they are carried out: what names more headings outweighs what says `*`. Of two
/// that contradict each other at the same path the later one stays.
fn in_order(statements: Vec<Statement>) -> Vec<Statement> {
    let mut seen = HashSet::new();
    let mut ordered: Vec<Statement> = Vec::new();
    for statement in statements.into_iter().rev() {
        if seen.insert((statement.path.clone(), statement.word.topic())) {
            ordered.push(statement);
        }
    }
    ordered.reverse();
    ordered.sort_by_key(|statement| statement.path.headings().flatten().count());
    ordered
}
