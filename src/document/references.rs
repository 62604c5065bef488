//! What points at something in a document, and what is pointed at, in the order of the text.
//!
//! It is read line by line, not as the reference parsers read inline text, and is an over-approximation: all that may be
//! a reference is one. Who wants to change or to move a text has to be content with all of them.

use std::collections::HashSet;
use std::ops::Range;

use super::{Document, Format};

/// A reference or what one leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    pub kind: ReferenceKind,
    /// Whether it is what others lead to.
    pub is_definition: bool,
    /// By what it is known. Names are compared without regard to case, with white space folded; so they are here.
    /// Empty for what is known by its order alone: anonymous targets and footnotes that are numbered by docutils.
    pub name: String,
    /// Byte range of the name in the source; of what has none, of its mark.
    pub range: Range<usize>,
}

/// What a [`Reference`] is, and so which definitions it may lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReferenceKind {
    /// A heading: in reStructuredText an implicit target by its text, in Markdown by GitHub's slug.
    Heading,
    /// A target in the document: `.. _name:`, `` _`name` ``, `<a id="name">`; uses are `` name_ `` and `#name`.
    Target,
    /// `__` and `` name__ ``, which belong together by their order.
    Anonymous,
    /// A footnote: `[1]_`, `[#name]_`, `[^name]`. Those without a name are numbered by their order.
    Footnote,
    /// `[Name2002]_`
    Citation,
    /// `|name|`
    Substitution,
    /// `.. role:: name` and `` :name:`…` ``
    Role,
    /// A label of a link in Markdown: `[name]: /path`.
    Label,
    /// A file, by a path relative to the document, or any other address.
    Link,
}

/// The references of a document, and what they lead to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct References {
    /// In the order of the text.
    pub all: Vec<Reference>,
}

impl References {
    /// Finds them.
    pub fn of(document: &Document) -> Self {
        let mut all = match document.format {
            Format::Rst => super::rst::references(document),
            Format::Markdown => super::markdown::references(document),
        };
        all.sort_by_key(|own| (own.range.start, own.range.end, own.kind, own.is_definition));
        // A construct may be met as a line and again as a part of a paragraph.
        all.dedup();
        References { all }
    }

    /// What a name of a kind may lead to.
    pub fn definitions(&self, kind: ReferenceKind, name: &str) -> impl Iterator<Item = &Reference> {
        self.all.iter().filter(move |own| own.is_definition && own.kind == kind && own.name == name)
    }

    /// What leads to a name of a kind.
    pub fn uses(&self, kind: ReferenceKind, name: &str) -> impl Iterator<Item = &Reference> {
        self.all.iter().filter(move |own| !own.is_definition && own.kind == kind && own.name == name)
    }
}

impl Reference {
    /// By what it is told from others of its kind, also where it has no name: the two kinds of footnotes that docutils
    /// numbers are counted apart.
    pub(crate) fn counted_as<'r>(&'r self, document: &'r Document) -> &'r str {
        match (self.kind, document.format) {
            (ReferenceKind::Footnote, Format::Rst) if self.name.is_empty() => &document.source[self.range.clone()],
            _ => &self.name,
        }
    }
}

impl Document {
    /// The references by which footnotes are numbered, by their indices in the order of numbers: in reStructuredText the
    /// footnotes without a number of their own, in Markdown the first use of each.
    pub(crate) fn numbered(&self, references: &References) -> Vec<usize> {
        let mut seen = HashSet::new();
        let mut found = Vec::new();
        for (at, own) in references.all.iter().enumerate().filter(|(_, own)| own.kind == ReferenceKind::Footnote) {
            let is_numbered = match self.format {
                Format::Rst => own.is_definition && self.source[own.range.clone()].starts_with(['#', '*']),
                Format::Markdown => !own.is_definition && seen.insert(&own.name),
            };
            found.extend(is_numbered.then_some(at));
        }
        found
    }
}

/// A name as names are compared.
pub(super) fn folded(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
