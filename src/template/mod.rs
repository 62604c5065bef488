//! Document → template: the outline that a release's specs follow, with its annotations.

mod annotations;
mod demands;
mod marks;
mod names;
mod sections;
mod understood;

use regex::Regex;

pub use self::demands::{SectionDemands, SectionPath, Statement, Word};
pub use self::understood::Understood;

pub(crate) use self::annotations::{ALLOW, is_annotation};
#[cfg(feature = "cli")]
pub(crate) use self::annotations::{ANNOTATIONS, annotation_says};
pub(crate) use self::demands::section_path;
pub(crate) use self::marks::split_marks;
use self::names::Names;
use crate::document::{Document, ProblemKind, SectionId};
use crate::error::Error;
use crate::nearest::nearest;

/// What a template demands of a section.
#[derive(Debug, Clone, Default)]
pub struct Demand {
    /// May be left out.
    pub optional: bool,
    /// May appear several times.
    pub repeat: bool,
    /// Heading texts that count as this section; `None`: the template's own text.
    pub pattern: Option<Regex>,
    /// Whether the pattern is that of a heading with placeholders.
    pub is_form: bool,
    /// The sibling before it of which it is one more; nothing is demanded of it alone.
    pub like: Option<SectionId>,
    /// Headings that it had.
    pub former: Vec<String>,
    /// Whether the template's text under it stays in specs.
    pub keep: bool,
    /// Its heading, where the format does not show it as it is written.
    pub called: Option<String>,
    /// May stand anywhere among its siblings.
    pub any_place: bool,
    /// What holds for its children.
    pub children: Children,
}

impl Demand {
    /// Makes it a section that is known by a pattern alone.
    fn matches(&mut self, pattern: Regex) {
        self.pattern = Some(pattern);
        self.is_form = false;
        if self.like.take().is_some() {
            self.optional = false;
        }
    }
}

/// What a template demands of the sections under one parent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Children {
    /// May stand in any order.
    pub any_order: bool,
    /// Whether there may be others than the template's; `None`: where the template says nothing.
    pub extra: Option<Extra>,
}

/// Whether sections are welcome that the template has not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extra {
    /// `open`
    Welcome,
    /// `closed`
    Refused,
}

/// A template: the schema of a release's specs.
#[derive(Debug, Clone)]
pub struct Template {
    pub document: Document,
    /// What holds for the first-level sections.
    pub root: Children,
    /// So many levels are compared; `None`: all.
    pub depth: Option<usize>,
    /// Whether sections stand at the very levels of its headings.
    pub levels: bool,
    /// By section id; title and subtitle have an entry that says nothing.
    demands: Vec<Demand>,
    /// What it says without annotations, in the order of its lines.
    understood: Vec<Understood>,
    /// The first-level sections, and by section id those under it.
    names: (Names, Vec<Names>),
}

impl Template {
    /// Reads the annotations of a document.
    ///
    /// # Errors
    /// Where the document has no section, or an annotation does not parse.
    pub fn new(document: Document) -> Result<Self, Error> {
        Self::with(document, &SectionDemands::default())
    }

    /// Reads the annotations of a document, and adds what `release.toml` says of its sections.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn with(document: Document, sections: &SectionDemands) -> Result<Self, Error> {
        // What stands before it may keep the format from making it the title.
        let titles = document.outline.promoted().max(document.outline.lone().min(1));
        let document = match titles > document.outline.promoted() && document.outline.headings().len() > titles {
            true => document.with_promoted(titles),
            false => document,
        };
        let outline = &document.outline;
        // A heading that docutils refuses at the top would drop out of the schema without a word.
        let is_lost = |kind: ProblemKind| {
            !kind.is_title() && !matches!(kind, ProblemKind::NestedTitle | ProblemKind::NestedAdornment)
        };
        if let Some(problem) = document.problems.iter().find(|problem| is_lost(problem.kind)) {
            return Err(Error::new("docutils refuses a heading of the template: its section would not be demanded")
                .help("mend the heading; `speclint rules heading-adornment` tells what docutils refuses")
                .place(&document.source, problem.range.clone(), "refused"));
        }
        if outline.is_empty() {
            return Err(no_section(&document));
        }
        let (mut demands, understood) = understood::demands(&document);
        let mut root = Children::default();
        for comment in &document.comments {
            annotations::annotate(&document, comment, &mut demands, &mut root)?;
        }
        let mut template =
            Template { document, root, depth: None, levels: false, demands, understood, names: <_>::default() };
        sections::apply(&mut template, sections);
        template.names = (
            template.names_under(None),
            (0..template.demands.len()).map(|id| template.names_under(Some(id))).collect(),
        );
        Ok(template)
    }

    fn names_under(&self, parent: Option<SectionId>) -> Names {
        let outline = &self.document.outline;
        let mut names = Names::default();
        for (index, id) in outline.children(parent).enumerate() {
            names.add(index, self.heading(id), &self.demands[id]);
        }
        names
    }

    /// A section's heading as it is compared, with its marks.
    fn heading(&self, id: SectionId) -> &str {
        self.demands[id].called.as_deref().unwrap_or(&self.document.outline.section(id).key)
    }

    /// Whether the sections under a section (`None`: the first-level ones) are compared.
    pub fn compares_under(&self, parent: Option<SectionId>) -> bool {
        let depth = parent.map_or(0, |parent| self.document.outline.depth(parent));
        self.depth.is_none_or(|limit| depth < limit)
    }

    /// What is demanded of a section.
    pub fn demand(&self, id: SectionId) -> &Demand {
        &self.demands[id]
    }

    /// What is demanded of the sections under a parent; `None` for the first-level ones.
    pub fn children(&self, parent: Option<SectionId>) -> Children {
        parent.map_or(self.root, |id| self.demands[id].children)
    }

    /// The section under `parent` (`None`: at the first level) that a spec's heading belongs to by its key, as its
    /// index among its siblings; `expected` is a guess. Where several have the same key, the first of which `is_filled` is false, else the last.
    pub fn find(
        &self,
        parent: Option<SectionId>,
        key: &str,
        expected: usize,
        is_filled: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        parent.map_or(&self.names.0, |parent| &self.names.1[parent]).find(key, expected, is_filled)
    }

    /// Whether it has the section at a path. Of one that ends in any section, that lies in it.
    pub(crate) fn has(&self, path: &SectionPath) -> bool {
        sections::has(self, path)
    }

    /// The path of a section that is nearly called like one that is not there.
    pub(crate) fn nearest(&self, path: &str) -> Option<String> {
        let outline = &self.document.outline;
        let path_of = |id: SectionId| {
            let mut keys: Vec<&str> =
                std::iter::successors(Some(id), |&id| outline.parent(id)).map(|id| self.key(id)).collect();
            keys.reverse();
            section_path(keys.into_iter())
        };
        let paths: Vec<String> = outline.section_ids().map(path_of).collect();
        nearest(path, paths.iter().map(String::as_str)).map(str::to_owned)
    }

    /// What it says without annotations.
    pub fn understood(&self) -> &[Understood] {
        &self.understood
    }

    /// A section's key without the marks that say whether it may be left out.
    pub(crate) fn key(&self, id: SectionId) -> &str {
        split_marks(self.heading(id)).name
    }

    /// Whether a path names a section so, with its marks or without them.
    pub(crate) fn is_named(&self, id: SectionId, heading: &str) -> bool {
        self.heading(id) == heading || self.key(id) == heading
    }

    /// The title, where it stays in specs.
    pub fn kept_title(&self) -> Option<&str> {
        self.document.outline.title().filter(|_| self.demands[0].keep).map(|title| &*title.text)
    }

    /// A section's heading text without these marks.
    pub fn name(&self, id: SectionId) -> &str {
        split_marks(self.demands[id].called.as_deref().unwrap_or(&self.document.outline.section(id).text)).name
    }
}

fn no_section(document: &Document) -> Error {
    let outline = &document.outline;
    if document.source.trim().is_empty() {
        return Error::new("the template is empty").help("a template has the sections that specs must have");
    }
    let error = Error::new("the template has no section: a check against it would find nothing to check");
    match (outline.subtitle(), outline.title()) {
        (Some(subtitle), _) => error
            .help(
                "the two headings became the document's title and subtitle; with a second section beside it, or text \
                 before it, the lower one is a section",
            )
            .place(&document.source, subtitle.text_range.clone(), "the subtitle"),
        (None, Some(title)) => error
            .help("the only heading became the document's title; write the sections that specs must have below it")
            .place(&document.source, title.text_range.clone(), "the title"),
        (None, None) => error.help("write the sections that specs must have as headings"),
    }
}
