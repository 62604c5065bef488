//! What a rule finds, and what is reported of it.

use std::ops::Range;

use super::{Level, Rule, Words};
use crate::document::{Document, Outline, Section, SectionId, Text};
use crate::edit::{Edit, apply};
use crate::lines::LineIndex;
use crate::template::section_path;

/// A finding of a rule at a place, with its remedy.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// The rule that reports it.
    pub rule: Rule,
    /// [`Level::Warn`] or [`Level::Error`].
    pub level: Level,
    /// The headings of the section that it is about, from the first level down; none where it is about the document or
    /// the file.
    pub section: Vec<Text>,
    /// What it is, whatever its words and its place.
    pub fingerprint: Fingerprint,
    /// What is wrong, in one sentence.
    pub message: String,
    /// A few words that stand at the place.
    pub label: Words,
    /// What to do about it.
    pub help: Words,
    /// Where in the file; `None` where the finding is about the file as a whole.
    pub span: Option<Span>,
    /// The edits that mend it, where it can be mended without its author.
    pub fix: Option<Fix>,
}

/// What tells a diagnostic of a file from others. It stays the same when other parts of the file change, and holds
/// neither words nor lines nor measures.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Fingerprint {
    /// Which rule found it.
    pub rule: Rule,
    /// The keys of the section that the subject lies in, from the first level down.
    pub section: Vec<Text>,
    /// What is wrong there: a section's key, the name of a text. Of a rule without subjects only the number of its
    /// diagnostics counts.
    pub subject: Option<Text>,
}

impl Fingerprint {
    /// Its subject as a section path; `None` where it has none.
    pub fn path(&self) -> Option<String> {
        let subject = self.subject.as_ref()?;
        Some(section_path(self.section.iter().chain([subject]).map(|key| &**key)))
    }
}

/// Edits that mend what a diagnostic reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// In the order of their ranges, which do not overlap.
    pub edits: Vec<Edit>,
    /// What they do.
    pub kind: FixKind,
}

/// What a [`Fix`] does.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum FixKind {
    /// Removes characters that nobody sees, or makes adornments as long as their headings.
    Characters,
    /// Gives a heading this text.
    Rename(String),
    /// Moves a section with its subsections among its siblings.
    Order(Step),
    /// Moves the section of this heading with its subsections to another parent or depth.
    Move(String),
    /// Adds sections of these headings, one after another. Their author still has to write them.
    Add(Vec<String>),
}

impl FixKind {
    /// One word for it.
    pub fn name(&self) -> &'static str {
        match self {
            FixKind::Characters => "characters",
            FixKind::Rename(_) => "rename",
            FixKind::Order(_) => "order",
            FixKind::Move(_) => "move",
            FixKind::Add(_) => "add",
        }
    }

    /// The headings of the sections that it gives a name or a place.
    pub fn headings(&self) -> &[String] {
        match self {
            FixKind::Characters | FixKind::Order(_) => &[],
            FixKind::Rename(name) | FixKind::Move(name) => std::slice::from_ref(name),
            FixKind::Add(names) => names,
        }
    }
}

/// The place of a section among its siblings. Those of several siblings can be given to them at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Step {
    /// The section that it lies in; `None`: the document.
    pub parent: Option<SectionId>,
    /// The sibling that it belongs after, which stays where it is; `None`: it becomes the first one.
    pub after: Option<SectionId>,
    /// Of several that belong there, those of a smaller rank come first.
    pub rank: usize,
    /// The section that moves.
    pub section: SectionId,
}

impl Fix {
    /// Whether it gives no text another meaning. Where a section belongs, its author may see otherwise, so moves to
    /// another parent are not.
    pub fn is_safe(&self) -> bool {
        !matches!(self.kind, FixKind::Move(_))
    }

    /// The option of `speclint fix` without which it is not made.
    pub fn option(&self) -> Option<&'static str> {
        match self.kind {
            FixKind::Characters | FixKind::Rename(_) | FixKind::Order(_) => None,
            FixKind::Move(_) => Some("--unsafe-fixes"),
            FixKind::Add(_) => Some("--add-missing"),
        }
    }

    /// The text with the edits made.
    pub fn apply(&self, source: &str) -> String {
        apply(source, &self.edits)
    }
}

/// A place in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// Byte range in the source.
    pub range: Range<usize>,
    /// 1-based line where it begins.
    pub line: usize,
    /// 1-based column where it begins, in characters.
    pub column: usize,
    /// 1-based line where it ends.
    pub end_line: usize,
    /// 1-based column after its last character.
    pub end_column: usize,
}

impl Diagnostic {
    /// Whether the check fails for it.
    pub fn is_error(&self) -> bool {
        self.level == Level::Error
    }
}

impl Span {
    /// The span of a byte range.
    pub(crate) fn new(lines: &LineIndex<'_>, range: Range<usize>) -> Self {
        let (line, column) = lines.position(range.start);
        let (end_line, end_column) = lines.position(range.end);
        Span { range, line, column, end_line, end_column }
    }
}

/// What a rule finds in a document, before its level and its line are known.
#[derive(Debug, Clone)]
pub(crate) struct Finding {
    /// Byte range in the source.
    pub range: Range<usize>,
    /// The section that it is about, whose comments may suppress it; `None`: the document.
    pub owner: Option<SectionId>,
    pub subject: Subject,
    pub message: String,
    pub label: Words,
    pub help: Words,
    pub fix: Option<Fix>,
}

/// What a finding is about.
#[derive(Debug, Clone)]
pub(crate) enum Subject {
    /// One of many places of a file that are all alike.
    Alike,
    /// Its owner.
    Section,
    /// Its owner, which will be called so.
    Called(Text),
    /// What is called so in its owner.
    Named(Text),
}

impl Finding {
    /// What is reported of it.
    pub fn diagnostic(self, rule: Rule, level: Level, document: &Document, lines: &LineIndex<'_>) -> Diagnostic {
        Diagnostic {
            rule,
            level,
            section: self.section(&document.outline),
            fingerprint: self.fingerprint(rule, &document.outline),
            span: Some(Span::new(lines, self.range)),
            message: self.message,
            label: self.label,
            help: self.help,
            fix: self.fix,
        }
    }

    /// What is reported of it where it is about another file than a document.
    pub fn about_file(self, rule: Rule, level: Level, lines: &LineIndex<'_>) -> Diagnostic {
        let span = Some(Span::new(lines, self.range));
        let subject = match self.subject {
            Subject::Named(name) | Subject::Called(name) => Some(name),
            Subject::Alike | Subject::Section => None,
        };
        let fingerprint = Fingerprint { rule, section: Vec::new(), subject };
        let (message, label, help) = (self.message, self.label, self.help);
        Diagnostic { rule, level, section: Vec::new(), fingerprint, message, label, help, span, fix: None }
    }

    /// What it is, whatever its words and its place.
    fn fingerprint(&self, rule: Rule, outline: &Outline) -> Fingerprint {
        let mut section = sections_to(outline, self.owner, |section| &section.key);
        let subject = match &self.subject {
            Subject::Alike => None,
            Subject::Section => section.pop(),
            Subject::Called(name) => {
                section.pop();
                Some(name.clone())
            }
            Subject::Named(name) => Some(name.clone()),
        };
        Fingerprint { rule, section, subject }
    }

    /// The headings of the section that it is about.
    fn section(&self, outline: &Outline) -> Vec<Text> {
        sections_to(outline, self.owner, |section| &section.text)
    }
}

/// A section and those that it lies in, but for the title, from the first level down.
fn sections_to(outline: &Outline, id: Option<SectionId>, name: fn(&Section) -> &Text) -> Vec<Text> {
    let own = id.filter(|&id| id >= outline.promoted());
    let ids = std::iter::successors(own, |&id| outline.parent(id));
    let mut path: Vec<Text> = ids.map(|id| name(outline.section(id)).clone()).collect();
    path.reverse();
    path
}
