//! What a configuration demands of sections beyond what their template says.

use std::collections::HashSet;
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
    /// What it speaks of. Of two words for one topic only one can hold.
    fn topic(self) -> u8 {
        match self {
            Word::Optional | Word::Required => 0,
            Word::Open | Word::Closed => 1,
            Word::Repeat => 2,
            Word::AnyOrder => 3,
        }
    }

    /// All of them.
    pub const ALL: &[Word] = &[Word::Optional, Word::Required, Word::Repeat, Word::AnyOrder, Word::Open, Word::Closed];

    /// As the key of a list of sections.
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

/// Keys of headings from the first level down; `None`: any.
///
/// It is written as headings joined by ` > `, of which each may be `*`: any. A `>` or `*` that is a heading's own has a
/// backslash before it there: `Read \> Write` is one heading.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SectionPath(Vec<Option<String>>);

const SEPARATOR: &str = " > ";
const ANY: &str = "*";

impl SectionPath {
    /// The headings from the first level down; `None`: any.
    pub fn headings(&self) -> impl DoubleEndedIterator<Item = Option<&str>> + ExactSizeIterator {
        self.0.iter().map(Option::as_deref)
    }

    /// Whether it names every heading.
    pub fn is_literal(&self) -> bool {
        self.headings().all(|heading| heading.is_some())
    }
}

impl fmt::Display for SectionPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let written: Vec<String> = self.headings().map(written).collect();
        f.write_str(&written.join(SEPARATOR))
    }
}

/// A heading as it is written in a path.
pub(crate) fn written(heading: Option<&str>) -> String {
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
    /// The demands of statements, each of which outweighs those before it.
    pub fn new(depth: Option<usize>, statements: Vec<Statement>) -> Self {
        SectionDemands { depth, statements: in_order(statements) }
    }

    /// These demands in addition to those of `base`.
    pub(crate) fn over(&self, base: &Self) -> Self {
        let statements = base.statements.iter().chain(&self.statements).cloned().collect();
        SectionDemands::new(self.depth.or(base.depth), statements)
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
