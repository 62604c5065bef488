//! Document → template: the outline that a release's specs follow, with its annotations.

mod demands;
mod names;
mod sections;

use regex::Regex;

pub use self::demands::{SectionDemands, SectionPath, Statement, Word};

pub(crate) use self::demands::written;
use self::names::Names;
use crate::document::{Comment, Document, ProblemKind, SectionId};
use crate::error::Error;
use crate::nearest::{list, nearest};

/// The words of annotations.
const ANNOTATIONS: [&str; 6] = ["optional", "repeat", "match", "any-order", "open", "closed"];

/// The word that begins a suppression, which is no annotation.
pub(crate) const ALLOW: &str = "allow";

/// Whether a comment that begins with this word is an annotation.
pub(crate) fn is_annotation(word: &str) -> bool {
    ANNOTATIONS.contains(&word)
}

/// What a template demands of a section.
#[derive(Debug, Clone, Default)]
pub struct Demand {
    /// May be left out.
    pub optional: bool,
    /// May appear several times.
    pub repeat: bool,
    /// Heading texts that count as this section; `None`: the template's own text.
    pub pattern: Option<Regex>,
    /// May stand anywhere among its siblings.
    pub any_place: bool,
    /// What holds for its children.
    pub children: Children,
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
    /// By section id; title and subtitle have an entry that says nothing.
    demands: Vec<Demand>,
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
        let mut demands: Vec<Demand> = outline.headings().iter().map(|_| Demand::default()).collect();
        for id in outline.section_ids() {
            demands[id].optional = split_optional(&outline.section(id).text).1;
        }
        let mut root = Children::default();
        for comment in &document.comments {
            let section = comment.section.filter(|&id| id >= outline.promoted());
            annotate(&document, comment, section.map(|id| &mut demands[id]), &mut root)?;
        }
        let mut template = Template { document, root, depth: None, demands, names: <_>::default() };
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
            let demand = &self.demands[id];
            let key = &outline.section(id).key;
            let may_lack_mark = demand.optional || split_optional(key).1;
            names.add(index, key, demand.pattern.as_ref(), may_lack_mark);
        }
        names
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
            let mut keys: Vec<String> = std::iter::successors(Some(id), |&id| outline.parent(id))
                .map(|id| written(Some(self.key(id))))
                .collect();
            keys.reverse();
            keys.join(" > ")
        };
        let paths: Vec<String> = outline.section_ids().map(path_of).collect();
        nearest(path, paths.iter().map(String::as_str)).map(str::to_owned)
    }

    /// A section's key without an "(optional)" at its end.
    pub(crate) fn key(&self, id: SectionId) -> &str {
        split_optional(&self.document.outline.section(id).key).0
    }

    /// A section's heading text without an "(optional)" at its end.
    pub fn name(&self, id: SectionId) -> &str {
        split_optional(&self.document.outline.section(id).text).0
    }
}

/// A heading's text without the "(optional)" at its end, in any case, and whether it was there.
pub(crate) fn split_optional(text: &str) -> (&str, bool) {
    const MARK: &str = "(optional)";
    let start = text.len().checked_sub(MARK.len());
    match start.and_then(|start| text.get(start..).map(|end| (start, end))) {
        Some((start, end)) if end.eq_ignore_ascii_case(MARK) && start > 0 => (text[..start].trim_end(), true),
        _ => (text, false),
    }
}

/// Carries out one comment. `demand` is that of the section under whose heading it stands, if it is under one.
fn annotate(
    document: &Document,
    comment: &Comment,
    mut demand: Option<&mut Demand>,
    root: &mut Children,
) -> Result<(), Error> {
    let refuse = |message: String, help: String| {
        Err(Error::new(message).help(help).place(&document.source, comment.range.clone(), "this annotation"))
    };
    let mut rest = comment.words.trim();
    if comment.nested {
        let help = "an annotation is a block of its own, directly under the heading that it speaks of and not indented";
        return refuse("an annotation inside of a list, a paragraph or the like".to_owned(), help.to_owned());
    }
    if rest.split([' ', ',']).next() == Some(ALLOW) {
        return Ok(());
    }
    if rest.starts_with(':') {
        let help = "`.. speclint: WORDS` is a comment; with two colons it would be a directive";
        return refuse("two colons after `speclint`".to_owned(), help.to_owned());
    }
    if rest.is_empty() {
        return refuse("an annotation without words".to_owned(), format!("annotations are {}", list(ANNOTATIONS)));
    }
    while !rest.is_empty() {
        let (word, after) = rest.split_once([' ', ',']).unwrap_or((rest, ""));
        rest = after.trim_start_matches([' ', ',']);
        if matches!(word, "any-order" | "open" | "closed") {
            let children = match &mut demand {
                Some(demand) => &mut demand.children,
                None => &mut *root,
            };
            if word == "any-order" {
                children.any_order = true;
            } else {
                let extra = if word == "open" { Extra::Welcome } else { Extra::Refused };
                if children.extra.is_some_and(|other| other != extra) {
                    return refuse("`open` and `closed` at once".to_owned(), "keep one of them".to_owned());
                }
                children.extra = Some(extra);
            }
            continue;
        }
        match (word, &mut demand) {
            ("optional", Some(demand)) => demand.optional = true,
            ("repeat", Some(demand)) => demand.repeat = true,
            ("match", Some(demand)) => {
                let pattern = std::mem::take(&mut rest);
                if pattern.is_empty() {
                    let help = "write a regular expression after `match`, for instance `match ^Story \\d+`";
                    return refuse("`match` without a regular expression".to_owned(), help.to_owned());
                }
                demand.pattern = match Regex::new(pattern) {
                    Ok(pattern) => Some(pattern),
                    Err(error) => {
                        let help = error.to_string();
                        return refuse("`match` has an invalid regular expression".to_owned(), help);
                    }
                };
            }
            ("optional" | "repeat" | "match", None) => {
                let help = "write it directly under the heading that it speaks of; before the first section only \
                            `any-order`, `open` and `closed` mean something";
                return refuse(format!("`{word}` speaks of a section, and stands under none"), help.to_owned());
            }
            _ => {
                let help = match nearest(word, ANNOTATIONS.into_iter().chain([ALLOW])) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("annotations are {}", list(ANNOTATIONS)),
                };
                return refuse(format!("unknown annotation `{word}`"), help);
            }
        }
    }
    Ok(())
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
