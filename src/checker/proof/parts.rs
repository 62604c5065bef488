//! A document taken apart for a proof.

use std::collections::{HashMap, HashSet};

use super::{Change, Refusal};
use crate::checker::why::Why;
use crate::document::{Document, Reference, ReferenceKind, References, SectionId, Turn};

/// A heading with what leads up to it and what stands under it; the first part is what stands before all headings.
#[derive(Debug)]
pub(super) struct Part<'d> {
    /// 1-based line of the heading.
    pub line: usize,
    pub lead: Vec<&'d str>,
    pub heading: String,
    pub body: Vec<String>,
    /// The part that it lies in.
    pub parent: Option<usize>,
    /// Byte offset where it begins, and where its heading does.
    pub start: usize,
    pub heading_start: usize,
    pub is_doubtful: bool,
}

/// A reference as it is compared.
#[derive(Debug)]
pub(super) struct Mark {
    pub kind: ReferenceKind,
    pub is_definition: bool,
    pub name: String,
    /// Whether it is a heading.
    pub is_heading: bool,
    /// Whether it leads to a heading, and to nothing else of that name.
    pub is_of_heading: bool,
    pub at: usize,
    pub len: usize,
    /// The part that it stands in.
    pub part: usize,
    /// Its number among those of the part.
    pub number: usize,
}

/// A document with its parts and references.
pub(super) struct Side<'d> {
    pub document: &'d Document,
    pub parts: Vec<Part<'d>>,
    pub marks: Vec<Mark>,
    pub turns: Vec<Turn>,
    /// The marks by which footnotes are numbered, in the order of numbers.
    pub numbered: Vec<usize>,
    /// By section; none but where headings change.
    anchors: Vec<Known>,
    /// By part, where its marks begin.
    first_marks: Vec<usize>,
}

/// The names that headings get.
#[derive(Default)]
pub(super) struct NewNames {
    headings: HashMap<String, String>,
    fragments: HashMap<String, String>,
    parts: HashSet<usize>,
}

impl NewNames {
    /// Whether a reference is the same as one in another document, but for names of headings that changed.
    pub fn is_same(&self, own: &Mark, other: &Mark) -> bool {
        if own.kind != other.kind || own.is_definition != other.is_definition {
            return false;
        }
        if own.is_heading && self.parts.contains(&own.part) {
            return other.is_heading;
        }
        if let Some(new) = self.headings.get(&own.name).filter(|_| own.is_of_heading) {
            // Nothing that led to the old name is left behind.
            return *new == other.name;
        }
        own.name == other.name || self.is_same_address(&own.name, &other.name)
    }

    fn is_same_address(&self, own: &str, other: &str) -> bool {
        let (Some((path, old)), Some((other_path, new))) = (own.split_once('#'), other.split_once('#')) else {
            return false;
        };
        path == other_path && self.fragments.get(&old.to_lowercase()).is_some_and(|name| *name == new.to_lowercase())
    }
}

/// What a heading is known by in its document and in others.
pub(super) struct Known {
    name: String,
    fragment: String,
}

impl Part<'_> {
    /// What must be the same wherever it stands.
    pub fn content(&self) -> (&str, &[&str], &[String]) {
        (&self.heading, &self.lead, &self.body)
    }
}

impl<'d> Side<'d> {
    pub fn of(document: &'d Document, change: &Change<'_>) -> Self {
        let references = References::of(document);
        let names = Names::of(document, &references);
        let masks = match change {
            Change::Rename(_) => masks(document, &references, &names),
            _ => Vec::new(),
        };
        let parts = parts(document, change, &masks);
        let mut marks: Vec<Mark> = Vec::with_capacity(references.all.len());
        let mut first_marks = vec![0; parts.len() + 1];
        let mut part = 0;
        for own in &references.all {
            while parts.get(part + 1).is_some_and(|next| next.start <= own.range.start) {
                part += 1;
                first_marks[part] = marks.len();
            }
            let number = marks.len() - first_marks[part];
            marks.push(mark(document, own, &names, part, number));
        }
        first_marks[part + 1..].fill(marks.len());
        let turns = if matches!(change, Change::Order(_) | Change::Move(_)) { document.turns() } else { Vec::new() };
        let anchors = match change {
            Change::Rename(_) => known(document, &references, &marks),
            _ => Vec::new(),
        };
        Side { document, parts, marks, turns, anchors, numbered: document.numbered(&references), first_marks }
    }

    pub fn references_of(&self, part: usize) -> &[Mark] {
        &self.marks[self.first_marks[part]..self.first_marks[part + 1]]
    }

    pub fn line(&self, at: usize) -> usize {
        self.document.lines().position(at).0
    }

    /// That a reference would lead elsewhere.
    pub fn reference(&self, mark: &Mark) -> Why {
        Why::Reference { line: self.line(mark.at), text: self.written(mark) }
    }

    /// A reference as it is written.
    pub fn written(&self, mark: &Mark) -> String {
        let source = &*self.document.source;
        let around = |c: char| matches!(c, '[' | ']' | '_' | '`' | '#' | '^' | '*');
        let start = source[..mark.at].trim_end_matches(around).len().max(mark.at.saturating_sub(3));
        let rest = &source[mark.at + mark.len..];
        let end = mark.at + mark.len + (rest.len() - rest.trim_start_matches(around).len()).min(3);
        source[start..end].to_owned()
    }

    /// The names of all that can be pointed at but headings.
    pub fn target_names(&self) -> impl Iterator<Item = &str> {
        use ReferenceKind::{Citation, Footnote, Target};
        let is_target = |mark: &&Mark| {
            let is_named = matches!(mark.kind, Target | Footnote | Citation) && !mark.name.is_empty();
            mark.is_definition && is_named
        };
        self.marks.iter().filter(is_target).map(|mark| &*mark.name)
    }

    /// The names that these sections have in another document.
    pub fn new_names(&self, new: &Side<'_>, sections: &HashSet<SectionId>) -> Result<NewNames, Refusal> {
        let mut names = NewNames::default();
        let (old_anchors, new_anchors) = (&self.anchors, &new.anchors);
        for &id in sections {
            let (Some(old), Some(new)) = (old_anchors.get(id), new_anchors.get(id)) else { continue };
            names.headings.insert(old.name.clone(), new.name.clone());
            names.fragments.insert(old.fragment.to_lowercase(), new.fragment.to_lowercase());
            names.parts.insert(id + 1);
        }
        // A name that is left by one section and taken by another cannot be told apart.
        match names.headings.iter().find(|(old, new)| old != new && names.headings.contains_key(*new)) {
            Some((_, new)) => Err(Why::Taken(new.clone()).into()),
            None => Ok(names),
        }
    }

    /// The lines at which only one of two documents has a heading, or another one.
    pub fn heading_lines_that_differ(&self, other: &Side<'_>) -> Vec<usize> {
        let headings = |side: &Side<'_>| -> HashSet<(usize, String)> {
            side.parts.iter().skip(1).map(|part| (part.line, part.heading.clone())).collect()
        };
        let (own, other) = (headings(self), headings(other));
        own.symmetric_difference(&other).map(|heading| heading.0).collect()
    }
}

fn known(document: &Document, references: &References, marks: &[Mark]) -> Vec<Known> {
    let names: HashMap<usize, &Mark> =
        marks.iter().filter(|mark| mark.is_heading).map(|mark| (mark.at, mark)).collect();
    let anchors = document.anchors(references).into_iter().zip(document.outline.headings());
    let known = anchors.map(|(anchor, section)| Known {
        name: names.get(&section.text_range.start).map_or_else(String::new, |mark| mark.name.clone()),
        fragment: anchor.fragment,
    });
    known.collect()
}

fn parts<'d>(document: &'d Document, change: &Change<'_>, masks: &[(usize, usize)]) -> Vec<Part<'d>> {
    let outline = &document.outline;
    let is_characters = matches!(change, Change::Characters);
    let count = outline.headings().len();
    let start_of = |id: SectionId| if id < count { document.start_with_lead(id) } else { document.source.len() };
    let starts: Vec<usize> = (0..=count).map(start_of).collect();
    let body = |from: usize, to: usize| body(document, from..to, is_characters, masks);
    let mut parts = vec![Part {
        line: 1,
        lead: Vec::new(),
        heading: String::new(),
        body: body(0, starts[0]),
        parent: None,
        start: 0,
        heading_start: 0,
        is_doubtful: false,
    }];
    for (id, section) in outline.headings().iter().enumerate() {
        let written = document.source[section.heading.clone()].trim_end();
        let heading = match change {
            // Its adornment may stay or change.
            Change::Order(_) => written.to_owned(),
            _ => visible(&section.text),
        };
        parts.push(Part {
            line: section.line,
            lead: document.source[starts[id]..section.heading.start].lines().map(str::trim_end).collect(),
            heading,
            body: body(section.body.start, starts[id + 1].max(section.body.start)),
            parent: outline.parent(id).map(|parent| parent + 1),
            start: starts[id],
            heading_start: section.heading.start,
            is_doubtful: document.has_doubtful_lead(id),
        });
    }
    parts.iter_mut().for_each(|part| part.lead.retain(|line| !line.is_empty()));
    parts
}

/// The lines of a part of a document, without the blank ones at its end.
fn body(
    document: &Document,
    range: std::ops::Range<usize>,
    is_characters: bool,
    masks: &[(usize, usize)],
) -> Vec<String> {
    let mut text = String::new();
    let mut rest = range.start;
    let first = masks.partition_point(|mask| mask.0 < range.start);
    for &(from, to) in masks[first..].iter().take_while(|mask| mask.1 <= range.end) {
        if from >= rest {
            text += &document.source[rest..from];
            text.push('\0');
            rest = to;
        }
    }
    text += &document.source[rest..range.end];
    let mut lines: Vec<String> = match is_characters {
        true => text.split(['\n', '\r']).map(visible).filter(|line| !line.is_empty()).collect(),
        false => text.lines().map(str::to_owned).collect(),
    };
    while lines.last().is_some_and(|line| line.trim().is_empty()) {
        lines.pop();
    }
    lines
}

/// The places of what may be written otherwise when headings get other names: what points at headings, with the
/// backquotes around it or the equal text of a link before it. In the order of the text, without overlaps.
fn masks(document: &Document, references: &References, names: &Names) -> Vec<(usize, usize)> {
    let source = &*document.source;
    let mut masks: Vec<(usize, usize)> = Vec::new();
    for own in document.name_uses(references) {
        let (mut from, mut to) = (own.range.start, own.range.end);
        if source[..from].ends_with('`') && source[to..].starts_with('`') {
            (from, to) = (from - 1, to + 1);
        } else if let Some(text) = document.text_of_use(&own).filter(|text| names.texts.contains(&source[text.clone()]))
        {
            from = text.start;
        }
        if masks.last().is_none_or(|last| last.1 <= from) {
            masks.push((from, to));
        }
    }
    masks
}

/// What the names of a document stand for.
struct Names {
    /// Names of headings, and how many have them.
    headings: HashMap<String, usize>,
    /// Names of other targets.
    targets: HashSet<String>,
    /// The texts of headings.
    texts: HashSet<String>,
}

impl Names {
    fn of(document: &Document, references: &References) -> Self {
        let mut names = Names { headings: HashMap::new(), targets: HashSet::new(), texts: HashSet::new() };
        for own in references.all.iter().filter(|own| own.is_definition) {
            match own.kind {
                ReferenceKind::Heading => *names.headings.entry(own.name.clone()).or_default() += 1,
                ReferenceKind::Target | ReferenceKind::Citation | ReferenceKind::Footnote => {
                    names.targets.insert(own.name.clone());
                }
                _ => {}
            }
        }
        names.texts = document.outline.headings().iter().map(|section| section.key.to_string()).collect();
        names
    }

    fn leads_to_heading(&self, name: &str) -> bool {
        self.headings.contains_key(name) && !self.targets.contains(name)
    }
}

fn mark(document: &Document, own: &Reference, names: &Names, part: usize, number: usize) -> Mark {
    // A heading is what its name leads to, as other targets are.
    let kind = if own.kind == ReferenceKind::Heading { ReferenceKind::Target } else { own.kind };
    let name = own.counted_as(document).replace(INVISIBLE, "");
    Mark {
        kind,
        is_definition: own.is_definition,
        is_heading: own.kind == ReferenceKind::Heading,
        is_of_heading: own.kind == ReferenceKind::Target && !own.is_definition && names.leads_to_heading(&own.name),
        name,
        at: own.range.start,
        len: own.range.len(),
        part,
        number,
    }
}

const INVISIBLE: [char; 6] = ['\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}'];

/// A line without what fixes of characters remove.
pub(super) fn visible(line: &str) -> String {
    line.replace(INVISIBLE, "").trim_end().to_owned()
}

/// The first line of a text from which something invisible was taken beside what may be markup, which it may have kept
/// from being that.
pub(super) fn line_with_bared_markup(before: &str, after: &str) -> Option<usize> {
    let lines = |text: &'_ str| -> Vec<(usize, String)> {
        let lines = text.split(['\n', '\r']).scan(1, |number, line| {
            let own = *number;
            let end = line.as_ptr() as usize - text.as_ptr() as usize + line.len();
            *number += usize::from(text[end..].starts_with('\n'));
            Some((own, line.to_owned()))
        });
        lines.filter(|(_, line)| !visible(line).is_empty()).collect()
    };
    let mut pairs = lines(before).into_iter().zip(lines(after));
    pairs.find(|(old, new)| beside_markup(&old.1) > beside_markup(&new.1)).map(|(old, _)| old.0)
}

/// How many invisible characters of a line stand beside a character of markup.
fn beside_markup(line: &str) -> usize {
    let is_markup = |c: char| matches!(c, '*' | '_' | '`' | '~' | '|' | '[' | ']' | '<' | '>' | '\\');
    let line = line.trim_start_matches('\u{feff}');
    let is_beside = |&(at, own): &(usize, &str)| {
        let before = line[..at].trim_end_matches(INVISIBLE).chars().next_back();
        let after = line[at + own.len()..].trim_start_matches(INVISIBLE).chars().next();
        before.is_some_and(is_markup) || after.is_some_and(is_markup)
    };
    line.match_indices(INVISIBLE).filter(is_beside).count()
}

/// The letters and digits of a name.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
